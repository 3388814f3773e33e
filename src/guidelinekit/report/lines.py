"""The entry of one record as JSON text, written straight from its results: what `json_v1.entry` would give.

Models of every value that is written would cost more than the evaluation. The models stay the contract:
tests hold the text to them and to the schema.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from pydantic_core import to_jsonable_python

from guidelinekit.case.shown import Whole
from guidelinekit.lang.rule import Subject, Text
from guidelinekit.report.json_v1 import HIDDEN
from guidelinekit.report.receipt import waiver_entry
from guidelinekit.results import CaseResults, Result

_text = encode_basestring


def entry_line(record: CaseResults, subject: Subject = Subject.CASE, *, everything: bool = False) -> str:
    """Give the entry of one record; results that are met or not applicable only with `everything`."""
    shown = record.results if everything else record.without(HIDDEN)
    results = [_result(result) for result in shown]
    kind = ',"kind":"provider"' if subject is Subject.PROVIDER else ""
    return f'{{"case_id":{_text(record.case_id)},"results":[{",".join(results)}]{kind}}}'


def any_shown(record: CaseResults, *, everything: bool = False) -> bool:
    """Say whether the entry of a record holds a result."""
    return any(everything or status not in HIDDEN for _, status in record.verdicts)


def _result(result: Result) -> str:
    detail = result.detail
    overdue, closes, missing = result.overdue_days, detail.closes, detail.missing
    lacking = _list(dict.fromkeys([one.pointer for one in missing])) if missing else "[]"
    waiver = "null" if result.waiver is None else waiver_entry(result.waiver).model_dump_json()
    return (
        f'{_head(result.rule, result.anvisning, result.modality, result.evidence)}"{result.status}",'
        f'"reason":"{detail.reason}","subject":{_text(result.subject)},"due_on":{_day(result.due_on)},'
        f'"overdue_days":{"null" if overdue is None else overdue},"changes_on":{_day(detail.changes_on)},'
        f'"missing":{lacking},"read":[{_read(detail.fields)}],'
        f'"closes":{"null" if closes is None else _tree()(closes)},"message":{_both(detail.message)},'
        f'"remedy":{_both(detail.remedy)},"passages":{_names(result.passages)},'
        f'"local_parameters":{_names(detail.local_parameters)},'
        f'"blocking":{"true" if result.blocking else "false"},"waiver":{waiver}}}'
    )


@cache
def _head(rule: str, anvisning: str, modality: str, evidence: str) -> str:
    return (
        f'{{"rule":{_text(rule)},"anvisning":{_text(anvisning)},"modality":"{modality}",'
        f'"evidence":"{evidence}","status":'
    )


@cache
def _names(names: tuple[str, ...]) -> str:
    """Write what comes in few combinations: passages, parameters."""
    return _list(names)


def _list(parts: Iterable[str]) -> str:
    return f"[{','.join([_text(part) for part in parts])}]"


def _both(text: Text) -> str:
    """Write a text. The same object comes again and again, and is written once."""
    known = _written_texts.get(id(text))
    if known is not None and known[0] is text:
        return known[1]
    if len(_written_texts) >= _KEPT:
        _written_texts.clear()
    written = f'{{"da":{_text(text.da)},"en":{_text(text.en)}}}'
    _written_texts[id(text)] = text, written
    return written


_KEPT = 5_000
_written_texts: dict[int, tuple[Text, str]] = {}
"""By identity, since a text is slower to compare than to write; held, so that no other takes its id."""


def _day(day: date | None) -> str:
    return "null" if day is None else _DAYS[day]


def _read(fields: Mapping[str, Any]) -> str:
    entries = _ENTRIES
    return ",".join([entries[pointer][value] for pointer, value in fields.items()])


class _Entry(dict[Any, str]):
    """The entries of one field by its value: results of a record read the same fields again and again."""

    __slots__ = ("_before",)

    def __init__(self, pointer: str) -> None:
        super().__init__()
        self._before = f'{{"pointer":{_text(pointer)},"value":'

    def __missing__(self, value: Any) -> str:
        written = f"{self._before}{_DAYS[value] if type(value) is date else _value(value)}}}"
        if type(value) is not Whole:
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


def _value(value: Any) -> str:
    """Write a value: plain, coded, a list, or a whole object."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple) and all(isinstance(part, str) for part in value):
        return _list(value)
    return _whole()(value.read if isinstance(value, Whole) else value)


class _Days(dict[date, str]):
    """Dates as JSON text. The days of a caseload are few, and to look one up is quicker than to write it."""

    def __missing__(self, day: date) -> str:
        if len(self) >= _KEPT:
            self.clear()
        written = self[day] = f'"{day.isoformat()}"'
        return written


_DAYS = _Days()


@cache
def _whole() -> Callable[[Any], str]:
    """Give what writes anything else that a field holds: models, and the structs that stand for them."""
    try:
        import msgspec  # noqa: PLC0415 - an extra, imported where it is used
    except ImportError:
        return lambda value: _json(to_jsonable_python(value))
    encode = msgspec.json.Encoder(enc_hook=to_jsonable_python).encode
    return lambda value: encode(value).decode()


def _json(tree: Any) -> str:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))


@cache
def _tree() -> Callable[[Any], str]:
    """Give what writes a tree of plain values: the fast encoder where the extra is installed."""
    try:
        import msgspec  # noqa: PLC0415 - an extra, imported where it is used
    except ImportError:
        return _json
    encode = msgspec.json.Encoder().encode
    return lambda tree: encode(tree).decode()
