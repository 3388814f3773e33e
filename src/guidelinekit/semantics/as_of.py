"""The case at t: what was on record at a date, seen without copying the record.

A list item whose occurrence date lies after the date is absent, every other date after it is null, and
planned dates are left alone. Models mark their dates with `Annotated[date, Mark.OCCURRENCE]` and
`Annotated[date | None, Mark.PLANNED]`; a list of plain dates is a list of occurrences.
"""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel


class Mark(Enum):
    """What a date field stands for, when it is not an ordinary event."""

    OCCURRENCE = "occurrence"
    PLANNED = "planned"


@cache
def _marked(model: type[BaseModel], mark: Mark) -> frozenset[str]:
    return frozenset(name for name, field in model.model_fields.items() if mark in field.metadata)


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
    """Give the field's value at the date: None where it is null or a date that had not come yet."""
    value = getattr(record, name)
    if isinstance(value, date) and value > at and name not in _marked(type(record), Mark.PLANNED):
        return None
    return value


def items_at(items: tuple[Any, ...], at: date) -> Iterator[tuple[int, Any]]:
    """Give the items that existed at the date, each with its index in the whole list."""
    for index, item in enumerate(items):
        if isinstance(item, date):
            if item <= at:
                yield index, item
        elif not isinstance(item, BaseModel) or all(
            getattr(item, name) <= at for name in _marked(type(item), Mark.OCCURRENCE)
        ):
            yield index, item
