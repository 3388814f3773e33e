"""The entry of one record as JSON text, written straight from its results: what `json_v1.entry` would give.

Models of every value that is written would cost more than the evaluation. The models stay the contract:
tests hold the text to them and to the schema.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from pydantic_core import to_jsonable_python

from guidelinekit.lang.rule import Subject, Text
from guidelinekit.report.json_v1 import HIDDEN
from guidelinekit.report.receipt import waiver_entry
from guidelinekit.results import CaseResults, Result

_text = encode_basestring
_Pieces = dict[int, tuple[Mapping[str, Any], Mapping[str, str]]]
"""By identity, a piece of what was read, and the entries of its fields: results of a record share pieces."""


def entry_line(record: CaseResults, subject: Subject = Subject.CASE, *, everything: bool = False) -> str:
    """Give the entry of one record; results that are met or not applicable only with `everything`."""
    pieces: _Pieces = {}
    shown = record.results if everything else record.without(HIDDEN)
    results = [_result(result, pieces) for result in shown]
    kind = ',"kind":"provider"' if subject is Subject.PROVIDER else ""
    return f'{{"case_id":{_text(record.case_id)},"results":[{",".join(results)}]{kind}}}'


def any_shown(record: CaseResults, *, everything: bool = False) -> bool:
    """Say whether the entry of a record holds a result."""
    return any(everything or status not in HIDDEN for _, status in record.verdicts)


def _result(result: Result, pieces: _Pieces) -> str:
    detail = result.detail
    overdue, closes = result.overdue_days, detail.closes
    missing = dict.fromkeys(missing.pointer for missing in detail.missing)
    waiver = "null" if result.waiver is None else waiver_entry(result.waiver).model_dump_json()
    return (
        f'{_head(result.rule, result.anvisning, result.modality, result.evidence)}"{result.status}",'
        f'"reason":"{result.reason}","subject":{_text(result.subject)},"due_on":{_day(result.due_on)},'
        f'"overdue_days":{"null" if overdue is None else overdue},"changes_on":{_day(detail.changes_on)},'
        f'"missing":{_list(missing)},"read":[{",".join(_reads(detail.pieces, pieces))}],'
        f'"closes":{"null" if closes is None else _tree()(closes)},"message":{_both(detail.message)},'
        f'"remedy":{_both(detail.remedy)},"passages":{_passages(result.passages)},'
        f'"local_parameters":{_list(detail.local_parameters)},'
        f'"blocking":{"true" if result.blocking else "false"},"waiver":{waiver}}}'
    )


@cache
def _head(rule: str, anvisning: str, modality: str, evidence: str) -> str:
    return (
        f'{{"rule":{_text(rule)},"anvisning":{_text(anvisning)},"modality":"{modality}",'
        f'"evidence":"{evidence}","status":'
    )


@cache
def _passages(passages: tuple[str, ...]) -> str:
    return _list(passages)


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


def _reads(pieces: Sequence[Mapping[str, Any]], written: _Pieces) -> Iterable[str]:
    """Write each field once, at its first place with its last value, as a mapping is put together."""
    if len(pieces) == 1:
        return _piece(pieces[0], written).values()
    together: dict[str, str] = {}
    for piece in pieces:
        if piece:
            together.update(_piece(piece, written))
    return together.values()


def _piece(piece: Mapping[str, Any], written: _Pieces) -> Mapping[str, str]:
    known = written.get(id(piece))
    if known is None:
        known = written[id(piece)] = piece, {pointer: _entry(pointer, piece[pointer]) for pointer in piece}
    return known[1]


def _entry(pointer: str, value: Any) -> str:
    """Write one field. What is read most, codes, dates and nothing, needs no table to be looked up."""
    if value is None:
        return f'{{"pointer":"{pointer}","value":null}}'
    kind = type(value)
    if kind is date:
        return f'{{"pointer":"{pointer}","value":{_DAYS[value]}}}'
    if kind is str:
        return f'{{"pointer":"{pointer}","value":{_text(value)}}}'
    return f'{{"pointer":"{pointer}","value":{_WRITERS.get(kind, _other)(value)}}}'


def _other(value: Any) -> str:
    """Write a coded value, a list or a whole record."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple) and all(isinstance(part, str) for part in value):
        return _list(value)
    return json.dumps(to_jsonable_python(value), ensure_ascii=False, separators=(",", ":"))


class _Days(dict[date, str]):
    """Dates as JSON text. The days of a caseload are few, and to look one up is quicker than to write it."""

    def __missing__(self, day: date) -> str:
        if len(self) >= _KEPT:
            self.clear()
        written = self[day] = f'"{day.isoformat()}"'
        return written


_DAYS = _Days()

_WRITERS: Mapping[type, Callable[[Any], str]] = {
    bool: lambda value: "true" if value else "false",
    int: str,
}


@cache
def _tree() -> Callable[[Any], str]:
    """Give what writes a tree of plain values: the fast encoder where the extra is installed."""
    try:
        import msgspec  # noqa: PLC0415 - an extra, imported where it is used
    except ImportError:
        return json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    encode = msgspec.json.Encoder().encode
    return lambda tree: encode(tree).decode()
