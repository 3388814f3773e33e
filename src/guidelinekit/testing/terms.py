"""Paths, dates and parameters drawn at random, of the types that the catalogue knows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Dated, Subject
from guidelinekit.semantics.values import Settings
from guidelinekit.testing.records import days, item_of

Types = Mapping[str, FieldType]
"""The records and items that a path may start at, by name, the innermost last."""

SETTINGS: Settings = {
    "fortnight": (Dated(value=14),),
    "dated_days": (Dated(value=30), Dated(start=date(2025, 9, 1), value=7)),
    "later_days": (Dated(start=date(2026, 1, 1), value=10),),
    "few": (Dated(value=3),),
}
"""The parameters that the rules may name: these, and `open_days` and `open_count`, which are not set."""
DAYS = ("fortnight", "dated_days", "later_days", "open_days")
COUNTS = ("few", "open_count")
ORDERS: tuple[e.Op, ...] = ("eq", "lt", "le", "gt", "ge")
SCALARS = (Kind.CODE, Kind.BOOLEAN, Kind.INTEGER, Kind.NUMBER, Kind.DATE)
RECORD: Types = {e.CASE: CATALOGUES[Subject.CASE]}
ROOTS = tuple(subject.value for subject in Subject)
"""What a path starts at that starts at no item."""


@dataclass(frozen=True)
class Dialect:
    """Which parts of the language are drawn besides those that always are."""

    ages: bool = True
    known: bool = True
    extremes: bool = True
    in_force: bool = True
    as_of: bool = True


FULL = Dialect()


def fixed(dialect: Dialect) -> Dialect:
    """Return the dialect of deadlines and intervals, in which the evaluation date is not allowed."""
    return replace(dialect, as_of=False)


def fields(start: FieldType) -> Iterator[tuple[tuple[str, ...], FieldType]]:
    """Return every field that is reached from a type without walking through a list."""
    if start.kind is not Kind.OBJECT:
        yield (), start
    for name, field in start.fields.items():
        yield (name,), field
        if field.kind is Kind.OBJECT:
            yield from (((name, *steps), inner) for steps, inner in fields(field))


def dates_below(start: FieldType) -> Iterator[tuple[str, ...]]:
    """Return every date that is reached from a type, through lists as well."""
    if start.kind is Kind.DATE:
        yield ()
    for below in (start.item,) if start.item is not None else ():
        yield from dates_below(below)
    for name, field in start.fields.items():
        yield from ((name, *steps) for steps in dates_below(field))


def record_of(types: Types) -> Types:
    """Return only the record of what a path may start at."""
    return {root: start for root, start in types.items() if root in ROOTS}


def has(types: Types, *kinds: Kind) -> bool:
    """Say whether a path can lead to a field of one of the kinds."""
    return any(field.kind in kinds for start in types.values() for _, field in fields(start))


@st.composite
def paths(draw: st.DrawFn, types: Types, *kinds: Kind) -> tuple[e.Path, FieldType]:
    """Draw a path to a field of one of the kinds; the names that have one are equally likely."""
    choices = {
        root: [
            (e.Path(root=root, steps=steps), field) for steps, field in fields(start) if field.kind in kinds
        ]
        for root, start in types.items()
    }
    root = draw(st.sampled_from([root for root, listed in choices.items() if listed]))
    return draw(st.sampled_from(choices[root]))


@st.composite
def lists(draw: st.DrawFn, types: Types) -> tuple[e.Path, FieldType]:
    """Draw a path to a list, with the type of its items."""
    path, field = draw(paths(types, Kind.LIST))
    return path, item_of(field)


@st.composite
def date_expressions(
    draw: st.DrawFn, types: Types = RECORD, dialect: Dialect = FULL, depth: int = 2
) -> e.DateExpr:
    """Draw a date expression."""
    forms = ["day"] + ["path", "path"] * has(types, Kind.DATE) + (["shift", "shift"] if depth else [])
    if dialect.as_of:
        forms.append("as_of")
    if depth and dialect.extremes:
        forms.append("extreme")
    match draw(st.sampled_from(forms)):
        case "day":
            return e.Day(value=draw(days))
        case "as_of":
            return e.AsOf()
        case "path":
            return draw(paths(types, Kind.DATE))[0]
        case "shift":
            base = draw(date_expressions(types, dialect, depth - 1))
            return e.Shift(base=base, by=draw(durations(60)), back=draw(st.booleans()))
        case _:
            part = (
                ranging_paths(types) | date_expressions(types, dialect, depth - 1) | matchings(types, dialect)
            )
            of = tuple(draw(st.lists(part, min_size=1, max_size=3)))
            return e.Latest(of=of) if draw(st.booleans()) else e.Earliest(of=of)


@st.composite
def matchings(draw: st.DrawFn, types: Types, dialect: Dialect) -> e.Matching:
    """Draw the dates of those items of a list that match."""
    from guidelinekit.testing.conditions import conditions  # noqa: PLC0415 - each is made of the other

    lists_of_records = [
        (e.Path(root=root, steps=steps), item)
        for root, start in types.items()
        for steps, item in _lists_of_records(start)
        if any(dates_below(item))
    ]
    if not lists_of_records:
        return draw(matchings(record_of(types), dialect))
    over, item = draw(st.sampled_from(lists_of_records))
    name = f"item_{len(types)}"
    where = draw(conditions({**types, name: item}, dialect, 0))
    day = e.Path(root=name, steps=draw(st.sampled_from(list(_own_dates(item)))))
    return e.Matching(over=over, item=name, where=where, date=day)


def _lists_of_records(start: FieldType) -> Iterator[tuple[tuple[str, ...], FieldType]]:
    """Yield every list of records below a type, through lists as well, with what it is a list of."""
    for name, field in start.fields.items():
        inner = field.inner
        if field.item is not None and inner.kind is Kind.OBJECT and any(_own_dates(inner)):
            yield (name,), inner
        yield from (((name, *steps), item) for steps, item in _lists_of_records(inner))


def _own_dates(item: FieldType) -> Iterator[tuple[str, ...]]:
    """Yield the dates of a record, and its lists of dates."""
    for name, field in item.fields.items():
        if Kind.DATE in (field.kind, field.item.kind if field.item is not None else None):
            yield (name,)


def durations(most: int) -> st.SearchStrategy[e.Duration]:
    """Draw a duration: days, months or a parameter."""
    whole = st.integers(0, most).map(lambda n: e.Days(days=n))
    return whole | st.integers(0, 4).map(lambda n: e.Months(months=n)) | names(DAYS)


@st.composite
def ranging_paths(draw: st.DrawFn, types: Types) -> e.DateExpr:
    """Draw a path to dates that may range over lists."""
    choices = [
        e.Path(root=root, steps=steps) for root, start in types.items() for steps in dates_below(start)
    ]
    return draw(st.sampled_from(choices))


def names(parameters: tuple[str, ...]) -> st.SearchStrategy[e.Parameter]:
    """Draw one of the parameters."""
    return st.sampled_from(parameters).map(lambda name: e.Parameter(name=name))
