"""The entry of one record as JSON, written straight from its results: what `json_v1.entry` would give.

Models of every value that is written would cost more than the evaluation. The models stay the contract:
tests hold the text to them and to the schema. All is bytes from the start, since most of it is the same
again and again, and would be encoded anew each time.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from pydantic_core import to_jsonable_python

from guidelinekit.lang.rule import Subject, Text
from guidelinekit.report.json_v1 import HIDDEN
from guidelinekit.report.receipt import waiver_entry
from guidelinekit.results import CaseResults, Reason, Result, Status


def entry_line(record: CaseResults, subject: Subject = Subject.CASE, *, everything: bool = False) -> bytes:
    """Give the entry of one record; results that are met or not applicable only with `everything`."""
    shown = record.results if everything else record.without(HIDDEN)
    results = b",".join([_result(result) for result in shown])
    kind = b',"kind":"provider"' if subject is Subject.PROVIDER else b""
    return b'{"case_id":%b,"results":[%b]%b}' % (_text(record.case_id), results, kind)


def any_shown(record: CaseResults, *, everything: bool = False) -> bool:
    """Say whether the entry of a record holds a result."""
    return any(everything or status not in HIDDEN for _, status in record.verdicts)


def _result(result: Result) -> bytes:
    detail = result.detail
    overdue, closes, missing, waiver = result.overdue_days, detail.closes, detail.missing, result.waiver
    return _RESULT % (
        _head(result.rule, result.anvisning, result.modality, result.evidence),
        _CODES[result.status],
        _CODES[detail.reason],
        _TEXTS[result.subject],
        _DAYS[result.due_on],
        b"null" if overdue is None else b"%d" % overdue,
        _DAYS[detail.changes_on],
        _NAMES[tuple(dict.fromkeys([one.pointer for one in missing]))] if missing else b"[]",
        _read(detail.fields),
        b"null" if closes is None else _tree()(closes),
        _both(detail.message),
        _both(detail.remedy),
        _NAMES[result.passages],
        _NAMES[detail.local_parameters],
        b"true" if result.blocking else b"false",
        b"null" if waiver is None else waiver_entry(waiver).model_dump_json().encode(),
    )


_RESULT = (
    b'%b"status":%b,"reason":%b,"subject":%b,"due_on":%b,"overdue_days":%b,"changes_on":%b,"missing":%b,'
    b'"read":[%b],"closes":%b,"message":%b,"remedy":%b,"passages":%b,"local_parameters":%b,"blocking":%b,'
    b'"waiver":%b}'
)


@cache
def _head(rule: str, anvisning: str, modality: str, evidence: str) -> bytes:
    parts = {"rule": rule, "anvisning": anvisning, "modality": modality, "evidence": evidence}
    return b"%b," % _json(parts).removesuffix(b"}")


def _both(text: Text) -> bytes:
    """Write a text. The same object comes again and again, and is written once."""
    known = _written_texts.get(id(text))
    if known is not None and known[0] is text:
        return known[1]
    if len(_written_texts) >= _KEPT:
        _written_texts.clear()
    written = b'{"da":%b,"en":%b}' % (_text(text.da), _text(text.en))
    _written_texts[id(text)] = text, written
    return written


_KEPT = 5_000
_written_texts: dict[int, tuple[Text, bytes]] = {}
"""By identity, since a text is slower to compare than to write; held, so that no other takes its id."""


def _read(fields: Mapping[str, Any]) -> bytes:
    entries = _ENTRIES
    return b",".join([entries[pointer][value] for pointer, value in fields.items()])


class _Entry(dict[Any, bytes]):
    """The entries of one field by its value: results of a record read the same fields again and again."""

    __slots__ = ("_entry",)

    def __init__(self, pointer: str) -> None:
        super().__init__()
        self._entry = b'{"pointer":%b,"value":%%b}' % _text(pointer).replace(b"%", b"%%")

    def __missing__(self, value: Any) -> bytes:
        written = self._entry % (_DAYS[value] if type(value) is date else _value(value))
        if len(self) >= _MOST_VALUES:
            self.clear()
        self[value] = written
        return written


class _Entries(dict[str, _Entry]):
    """What has been written of each field, by pointer."""

    def __missing__(self, pointer: str) -> _Entry:
        if len(self) >= _MOST_FIELDS:
            self.clear()
        found = self[pointer] = _Entry(pointer)
        return found


_MOST_FIELDS, _MOST_VALUES = 2_000, 40
"""How many fields are remembered, and how many values of each: enough for a record and those around it."""
_ENTRIES = _Entries()


def _value(value: Any) -> bytes:
    """Write a value: nothing, a text or a code, a list of them, or anything else."""
    if value is None:
        return b"null"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple) and all(isinstance(part, str) for part in value):
        return _list(value)
    return _whole()(value)


class _Written(dict[Any, bytes]):
    """What has been written before, of values that come again and again."""

    __slots__ = ("_write",)

    def __init__(self, write: Callable[[Any], bytes]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, value: Any) -> bytes:
        if len(self) >= _KEPT:
            self.clear()
        written = self[value] = self._write(value)
        return written


def _text(text: str) -> bytes:
    return encode_basestring(text).encode()


def _list(parts: Iterable[str]) -> bytes:
    return b"[%b]" % b",".join(map(_text, parts))


_TEXTS = _Written(_text)
_NAMES = _Written(_list)
_DAYS = _Written(lambda day: b"null" if day is None else b'"%b"' % day.isoformat().encode())
_CODES: Mapping[str, bytes] = {code: _text(code) for code in (*Status, *Reason)}


def _json(tree: Any) -> bytes:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _tree() -> Callable[[Any], bytes]:
    """Give what writes a tree of plain values: the fast encoder where the extra is installed."""
    try:
        import msgspec  # noqa: PLC0415 - an extra, imported where it is used
    except ImportError:
        return _json
    return msgspec.json.Encoder().encode


@cache
def _whole() -> Callable[[Any], bytes]:
    """Give what writes anything that a field holds: models, and the structs that stand for them."""
    try:
        import msgspec  # noqa: PLC0415 - an extra, imported where it is used
    except ImportError:
        return lambda value: _json(to_jsonable_python(value))
    return msgspec.json.Encoder(enc_hook=to_jsonable_python).encode
