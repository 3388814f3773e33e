"""The entry of one record as JSON text, written straight from its results: what `json_v1.entry` would give.

Models of every value that is written would cost more than the evaluation. The models stay the contract:
tests hold the text to them and to the schema.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from json.encoder import encode_basestring
from types import NoneType
from typing import Any

from pydantic_core import to_jsonable_python

from guidelinekit.lang.rule import Subject, Text
from guidelinekit.report.json_v1 import HIDDEN
from guidelinekit.report.receipt import waiver_entry
from guidelinekit.results import CaseResults, Result

_text = encode_basestring
_Texts = dict[str, tuple[Any, str]]
"""By pointer, a value that was read and its entry: results of a record read much of the same."""


def entry_line(record: CaseResults, subject: Subject = Subject.CASE, *, everything: bool = False) -> str:
    """Give the entry of one record; results that are met or not applicable only with `everything`."""
    texts: _Texts = {}
    results = [
        _result(result, texts) for result in record.results if everything or result.status not in HIDDEN
    ]
    kind = ',"kind":"provider"' if subject is Subject.PROVIDER else ""
    return f'{{"case_id":{_text(record.case_id)},"results":[{",".join(results)}]{kind}}}'


def any_shown(record: CaseResults, *, everything: bool = False) -> bool:
    """Say whether the entry of a record holds a result."""
    return any(everything or result.status not in HIDDEN for result in record.results)


def _result(result: Result, texts: _Texts) -> str:
    detail = result.detail
    overdue, closes = result.overdue_days, detail.closes
    missing = dict.fromkeys(missing.pointer for missing in detail.missing)
    waiver = "null" if result.waiver is None else waiver_entry(result.waiver).model_dump_json()
    return (
        f'{_head(result.rule, result.anvisning, result.modality, result.evidence)}"{result.status}",'
        f'"reason":"{result.reason}","subject":{_text(result.subject)},"due_on":{_day(result.due_on)},'
        f'"overdue_days":{"null" if overdue is None else overdue},"changes_on":{_day(detail.changes_on)},'
        f'"missing":{_list(missing)},"read":[{",".join(_reads(detail.values, texts))}],'
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
    return f'{{"da":{_text(text.da)},"en":{_text(text.en)}}}'


def _day(day: date | None) -> str:
    return "null" if day is None else f'"{day.isoformat()}"'


def _reads(read: Mapping[str, Any], texts: _Texts) -> list[str]:
    written = []
    for pointer, value in read.items():
        known = texts.get(pointer)
        if known is None or known[0] is not value:
            known = value, f'{{"pointer":{_text(pointer)},"value":{_WRITERS.get(type(value), _other)(value)}}}'
            texts[pointer] = known
        written.append(known[1])
    return written


def _other(value: Any) -> str:
    """Write a coded value, a list or a whole record."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple) and all(isinstance(part, str) for part in value):
        return _list(value)
    return json.dumps(to_jsonable_python(value), ensure_ascii=False, separators=(",", ":"))


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    str: _text,
    NoneType: lambda _: "null",
    bool: lambda value: "true" if value else "false",
    date: lambda value: f'"{value.isoformat()}"',
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
