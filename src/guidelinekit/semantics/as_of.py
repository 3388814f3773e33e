"""The case at t: what was on record at a date, seen without copying the record.

A list item whose occurrence date lies after the date is absent, every other date after it is null, and
planned dates are left alone. Models mark their dates with `Annotated[date, Mark.OCCURRENCE]` and
`Annotated[date | None, Mark.PLANNED]`; a list of plain dates is a list of occurrences. A field that another
one dates (`DatedBy`) reads before that date as what means "not yet".
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel


class Mark(Enum):
    """What a date field stands for, when it is not an ordinary event."""

    OCCURRENCE = "occurrence"
    PLANNED = "planned"
    BIRTH = "birth"
    """No event of the course: a record may hold it long before the course begins."""


@dataclass(frozen=True, slots=True)
class DatedBy:
    """Marks a field that another one dates: before that date it reads as what means "not yet"."""

    field: str
    not_yet: str | None = None


@cache
def _marked(model: type[BaseModel], mark: Mark) -> frozenset[str]:
    return frozenset(name for name, field in model.model_fields.items() if mark in field.metadata)


@cache
def _dated(model: type[BaseModel]) -> dict[str, DatedBy]:
    return {
        name: mark
        for name, field in model.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, DatedBy)
    }


def is_list(model: Any, name: str) -> bool:
    """Say whether a field holds a list, so that null means "not exported" and not "not documented"."""
    return name in _lists(model)


@cache
def _lists(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(name for name in model.model_fields if _is_list(model, name))


def _is_list(model: type[BaseModel], name: str) -> bool:
    annotation = model.model_fields[name].annotation
    return any(get_origin(part) is tuple for part in (annotation, *get_args(annotation)))


def field_at(record: BaseModel, name: str, at: date) -> Any:
    """Return the field's value at the date: None where it is null or a date that had not come yet."""
    value = getattr(record, name)
    dated = _dated(type(record)).get(name)
    if dated is not None:
        since = getattr(record, dated.field)
        return dated.not_yet if since is not None and since > at else value
    if isinstance(value, date) and value > at and name not in _marked(type(record), Mark.PLANNED):
        return None
    return value


def items_at(items: tuple[Any, ...], at: date) -> Iterator[tuple[int, Any]]:
    """Return the items that existed at the date, each with its index in the whole list."""
    for index, item in enumerate(items):
        if isinstance(item, date):
            if item <= at:
                yield index, item
        elif not isinstance(item, BaseModel) or all(
            getattr(item, name) <= at for name in _marked(type(item), Mark.OCCURRENCE)
        ):
            yield index, item


def whole_at(value: Any, at: date) -> Any:
    """Return a value as it was at the date, with all that it holds: a copy where it holds records."""
    match value:
        case BaseModel():
            fields = type(value).model_fields
            return value.model_copy(update={name: whole_at(field_at(value, name, at), at) for name in fields})
        case tuple():
            return tuple(whole_at(item, at) for _, item in items_at(value, at))
        case _:
            return value


def has_begun(record: Any, model: type[BaseModel], at: date) -> bool:
    """Say whether a record of a model holds an event up to a date, or no event at all."""
    dates = events(record, model)
    first = next(dates, None)
    return first is None or first <= at or any(day <= at for day in dates)


def events(record: Any, model: type[BaseModel]) -> Iterator[date]:
    """Yield the dates of a record that are neither planned nor a birth."""
    return _dates(record, model, frozenset({Mark.PLANNED, Mark.BIRTH}))


def seen_from(record: Any, model: type[BaseModel], fields: Collection[str] | None = None) -> Iterator[date]:
    """Yield the days from which more is seen of a record, or of some of its fields: all dates not planned."""
    return _dates(record, model, frozenset({Mark.PLANNED}), fields)


def part_of(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    """Return the model of what a field holds, or of the items of a list; None where it holds plain values."""
    kinds = _kinds(model.model_fields[name].annotation)
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)


def _dates(
    record: Any, model: type[BaseModel], but: frozenset[Mark], fields: Collection[str] | None = None
) -> Iterator[date]:
    for name, inner in _shape(model, but):
        value = getattr(record, name) if fields is None or name in fields else None
        if value is None:
            continue
        for part in value if isinstance(value, tuple | list) else (value,):
            if inner is None:
                yield part
            else:
                yield from _dates(part, inner, but)


@cache
def _shape(model: type[BaseModel], but: frozenset[Mark]) -> tuple[tuple[str, type[BaseModel] | None], ...]:
    """Return the fields with dates not marked so, and the parts that have such, each with its model."""
    shape: list[tuple[str, type[BaseModel] | None]] = []
    for name, field in model.model_fields.items():
        for kind in _kinds(field.annotation):
            if kind is date and not but.intersection(field.metadata):
                shape.append((name, None))
            elif isinstance(kind, type) and issubclass(kind, BaseModel) and _shape(kind, but):
                shape.append((name, kind))
    return tuple(shape)


def _kinds(annotation: Any) -> Iterator[Any]:
    """Yield the plain types within an annotation."""
    parts = get_args(annotation)
    if not parts:
        yield annotation
    for part in parts:
        yield from _kinds(part)
