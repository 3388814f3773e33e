"""Codes that a condition asks of an item whatever the day: one that has others need not be judged."""

from collections.abc import Iterator
from typing import Any

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.lang import expr as e

Asks = frozenset[tuple[str, frozenset[Any]]]
"""Fields, each with the values that it may have."""


def asks(where: e.Condition, item: str, kind: FieldType | None) -> Asks:
    """Return what an item must have for a condition on it to be anything but false."""
    return frozenset(_asks(where, item, {} if kind is None else dict(kind.fields)))


def _asks(
    where: e.Condition, item: str, fields: dict[str, FieldType]
) -> Iterator[tuple[str, frozenset[Any]]]:
    for part in where.of if isinstance(where, e.All) else (where,):
        match part:
            case e.Compare(left=e.Path(root=root, steps=(name,)), op="eq", right=e.Constant(value=value)):
                values: tuple[Any, ...] = (value,)
            case e.Compare(left=e.Path(root=root, steps=(name,)), op="in", right=e.ValueSet(values=several)):
                values = several
            case _:
                continue
        if root == item and fields[name].kind is Kind.CODE and fields[name].dated_by is None:
            yield name, frozenset(values)


def may_have(item: Any, asked: Asks) -> bool:
    """Say whether an item has what is asked, or may have it, since it is not documented."""
    return all((value := getattr(item, name)) is None or value in values for name, values in asked)
