"""What a path, a parameter or a date expression gives on a record: a value, or what is missing for one."""

from calendar import isleap, monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple, assert_never

from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Dated
from guidelinekit.results import Missing, Read, Reason
from guidelinekit.semantics.as_of import field_at, is_list, items_at, whole_at
from guidelinekit.semantics.truth import FALSE, TRUE

Settings = Mapping[str, tuple[Dated, ...]]
"""The values of a pack's parameters by date; a name that is absent is not set."""


@dataclass(frozen=True, slots=True)
class Item:
    """A record or an item of it, with its JSON pointer."""

    pointer: str
    value: Any


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression is judged on: the named records, the date, and how far the record is known."""

    items: Mapping[str, Item]
    as_of: date
    recorded_until: date
    settings: Settings
    judged: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What definitions and paths came to on the same items at the same moment: each is asked once."""
    brief: bool = False
    """Only the truth is asked for: judging stops at the part that settles it."""

    @property
    def cut(self) -> date:
        """The date after which nothing is seen."""
        return min(self.as_of, self.recorded_until)

    def at(self, day: date) -> "Scope":
        """Return the same scope, judged as of another date."""
        return Scope(self.items, day, self.recorded_until, self.settings, self.judged, self.brief)

    def naming(self, name: str, item: Item) -> "Scope":
        """Return the same scope with one more named item."""
        items = {**self.items, name: item}
        return Scope(items, self.as_of, self.recorded_until, self.settings, self.judged, self.brief)


class Reading(NamedTuple):
    """What a term gave. `value` None is null or no date; `unknown`: it could not even be looked for."""

    value: Any
    missing: tuple[Missing, ...] = ()
    read: tuple[Read, ...] = ()
    parameters: tuple[str, ...] = ()
    unknown: bool = False
    decisive: tuple[Read, ...] | None = None
    """What of it decided, where that is not all; a list stands for its items that did not count."""

    @property
    def deciding(self) -> tuple[Read, ...]:
        """What was read that decided."""
        return self.read if self.decisive is None else self.decisive


def reading_of(term: e.Term | e.Age | e.Days | e.Months, scope: Scope) -> Reading:
    """Return what a term stands for. Never raises on a checked rule."""
    match term:  # what is asked most stands first
        case e.Path():
            return _single(term, scope)
        case e.Constant(value=value):
            return Reading(value)
        case e.ValueSet(values=values):
            return Reading(values)
        case e.Days(days=days):
            return Reading(days)
        case e.Months():
            return Reading(term)
        case e.Parameter(name=name):
            return _parameter(name, scope)
        case e.Age(path=path):
            born = reading_of(path, scope)
            return born if born.value is None else born._replace(value=age_on(born.value, scope.as_of))
        case _:
            return date_of(term, scope)


def date_of(expr: e.DateExpr, scope: Scope) -> Reading:
    """Return the date of a date expression, or None with what is missing."""
    match expr:
        case e.Day(value=value):
            return Reading(value)
        case e.AsOf():
            return Reading(scope.as_of)
        case e.Path():
            return _single(expr, scope)
        case e.Shift(base=base, by=by, back=back):
            start, length = date_of(base, scope), reading_of(by, scope)
            both = _joined((start, length))
            if start.value is None or length.value is None:
                return both
            return both._replace(value=shifted(start.value, length.value, back=back))
        case e.Latest(of=parts):
            return _extreme(parts, scope, latest=True)
        case e.Earliest(of=parts):
            return _extreme(parts, scope, latest=False)
        case _:
            assert_never(expr)


def list_at(path: e.Path, scope: Scope) -> tuple[tuple[Item, ...] | None, Reading]:
    """Return the items of a list that existed at the date, or None when the list is null."""
    *owners, name = path.steps
    owner = scope.items[path.root].value
    for step in owners:
        owner = None if owner is None else getattr(owner, step)
    items = None if owner is None else getattr(owner, name)
    pointer = pointer_of(path, scope)
    if items is None:
        missing = (Missing(pointer, Reason.NOT_EXPORTED),)
        return None, Reading(None, missing, (Read(pointer, None),), unknown=True)
    return tuple(Item(f"{pointer}/{index}", item) for index, item in items_at(items, scope.cut)), Reading(
        items
    )


def items_in(path: e.Path, scope: Scope) -> Iterator[Item]:
    """Yield the items that existed at the date of a list, also of one that lies within others."""
    for reading in _ranged(scope.items[path.root], path.steps, scope):
        if reading.value is not None:
            yield Item(reading.read[0].pointer, reading.value)


def dates_in(expr: e.Path | e.Day | e.Matching, scope: Scope) -> tuple[date, ...]:
    """Return the date of a path or every date of a path that ranges over lists, leaving out nulls."""
    if isinstance(expr, e.Day):
        return (expr.value,)
    if isinstance(expr, e.Matching):
        expr = e.Path(root=expr.over.root, steps=(*expr.over.steps, *expr.date.steps))
    ranged = _ranged(scope.items[expr.root], expr.steps, scope)
    return tuple(reading.value for reading in ranged if reading.value is not None)


def items_through(path: e.Path, scope: Scope) -> Iterator[Item]:
    """Yield the items at the date of a list that a path reaches, through the lists on its way."""
    for reading in _ranged(scope.items[path.root], path.steps, scope):
        if reading.value is not None:
            yield Item(reading.read[0].pointer, reading.value)


def pointer_of(path: e.Path, scope: Scope) -> str:
    """Return the JSON pointer of a path that walks through no list."""
    return "".join((scope.items[path.root].pointer, *(f"/{step}" for step in path.steps)))


def setting_at(values: Iterable[Dated], at: date) -> Any | None:
    """Return the value in force at a date: the last that had begun, None when none had."""
    begun = [dated for dated in values if dated.start is None or dated.start <= at]
    return max(begun, key=lambda dated: dated.start or date.min).value if begun else None


def age_on(born: date, day: date) -> int:
    """Return whole years. A birthday on 29 February falls on 1 March in common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def birthday(born: date, years: int) -> date:
    """Return the day on which an age is reached, held within the calendar."""
    year = born.year + years
    if not date.min.year <= year <= date.max.year:
        return date.max if years > 0 else date.min
    if (born.month, born.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return born.replace(year=year)


def moved(day: date, days: int) -> date:
    """Return the date that many days later, held within the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def shifted(day: date, length: int | e.Months, *, back: bool = False) -> date:
    """Return a date moved by days or months, held within the calendar."""
    if isinstance(length, e.Months):
        return months_later(day, -length.months if back else length.months)
    return moved(day, -length if back else length)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later; where a month has no such day, its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _parameter(name: str, scope: Scope) -> Reading:
    value = setting_at(scope.settings.get(name, ()), scope.as_of)
    if value is None:
        return Reading(
            None, (Missing(f"${name}", Reason.PARAMETER_NOT_SET),), unknown=True, parameters=(name,)
        )
    return Reading(value, parameters=(name,))


def _single(path: e.Path, scope: Scope) -> Reading:
    """Read a path that goes through no list: once on the same item at a moment."""
    item = scope.items[path.root]
    key = item.pointer, path.steps, scope.cut
    if key not in scope.judged:
        scope.judged[key] = _walked(item, path.steps, scope.cut)
    return scope.judged[key]  # type: ignore[no-any-return]  # what was put there


def _walked(item: Item, steps: tuple[str, ...], cut: date) -> Reading:
    pointer, value = item.pointer, item.value
    for step in steps:
        pointer = f"{pointer}/{step}"
        if value is None:
            continue
        owner, value = type(value), field_at(value, step, cut)
        if value is None and is_list(owner, step):
            return Reading(
                None, (Missing(pointer, Reason.NOT_EXPORTED),), (Read(pointer, None),), unknown=True
            )
    value = whole_at(value, cut)
    missing = () if value is not None else (Missing(pointer, Reason.NOT_DOCUMENTED),)
    return Reading(value, missing, (Read(pointer, value),))


def _ranged(item: Item, steps: tuple[str, ...], scope: Scope) -> Iterator[Reading]:
    """Walk a path through the lists on its way: a reading per item, and one for a list without any."""
    pointer, value = item.pointer, item.value
    if isinstance(value, tuple):
        seen = tuple(items_at(value, scope.cut))
        for index, part in seen:
            yield from _ranged(Item(f"{pointer}/{index}", part), steps, scope)
        if not seen:
            yield Reading(None, (Missing(pointer, Reason.NOT_DOCUMENTED),), (Read(pointer, ()),))
    elif not steps:
        missing = () if value is not None else (Missing(pointer, Reason.NOT_DOCUMENTED),)
        yield Reading(value, missing, (Read(pointer, value),))
    else:
        below = f"{pointer}/{steps[0]}"
        inner = None if value is None else field_at(value, steps[0], scope.cut)
        if inner is None and value is not None and is_list(type(value), steps[0]):
            yield Reading(None, (Missing(below, Reason.NOT_EXPORTED),), (Read(below, None),), unknown=True)
        else:
            yield from _ranged(Item(below, inner), steps[1:], scope)


def _extreme(parts: tuple[e.DatePart, ...], scope: Scope, *, latest: bool) -> Reading:
    readings: list[Reading] = []
    perhaps: list[Reading] = []
    for part in parts:
        match part:
            case e.Path():
                readings.extend(_ranged(scope.items[part.root], part.steps, scope))
            case e.Matching():
                sure, unsure = _matching(part, scope)
                readings += sure
                perhaps += unsure
            case _:
                readings.append(date_of(part, scope))
    joined = _joined((*readings, *perhaps))
    if any(reading.unknown for reading in readings):
        return _decided(joined, [reading for reading in readings if reading.unknown], unknown=True)
    dates = [reading.value for reading in readings if reading.value is not None]
    best = (max(dates) if latest else min(dates)) if dates else None
    decisive = [
        reading
        for reading in perhaps
        if reading.unknown or best is None or (reading.value > best if latest else reading.value < best)
    ]
    if decisive:
        return _decided(joined, decisive, unknown=True)
    if best is None:
        return _decided(joined, readings, unknown=False)
    first = next(reading for reading in readings if reading.value == best)
    return joined._replace(value=best, missing=(), unknown=False, decisive=first.deciding)


def _decided(joined: Reading, by: Sequence[Reading], *, unknown: bool) -> Reading:
    """Return what has no date, and is so for what some of its readings miss."""
    missing = tuple(missing for reading in by for missing in reading.missing)
    deciding = tuple(read for reading in by for read in reading.deciding)
    return joined._replace(missing=missing, unknown=unknown, decisive=deciding)


def _matching(part: e.Matching, scope: Scope) -> tuple[list[Reading], list[Reading]]:
    """Return the dates of the items that certainly match, and of those that may, with what is missing."""
    from guidelinekit.semantics.conditions import trace  # noqa: PLC0415 - each is made of the other

    sure: list[Reading] = []
    unsure: list[Reading] = []
    others: dict[str, tuple[Any, ...]] = {}
    for reading in _ranged(scope.items[part.over.root], part.over.steps, scope):
        if reading.value is None:
            sure.append(reading)
            continue
        item = Item(reading.read[0].pointer, reading.value)
        inner = scope.naming(part.item, item)
        matches = trace(part.where, inner)
        if matches.truth is FALSE:
            listed = item.pointer.rpartition("/")[0]
            others[listed] = (*others.get(listed, ()), item.value)
            missing = (Missing(listed, Reason.NOT_DOCUMENTED),)
            sure.append(Reading(None, missing, matches.read, matches.parameters, decisive=()))
            continue
        for day in _ranged(item, part.date.steps, inner):
            both = day._replace(
                read=(*matches.read, *day.read), parameters=(*matches.parameters, *day.parameters)
            )
            if matches.truth is TRUE:
                sure.append(both)
            elif day.value is not None or day.unknown:
                unsure.append(both._replace(missing=(*matches.missing, *day.missing)))
    sure += [Reading(None, decisive=(Read(listed, items),)) for listed, items in others.items()]
    return sure, unsure


def _joined(readings: Iterable[Reading]) -> Reading:
    """Put several readings into one without a value: what they read, and what those without a value miss."""
    readings = tuple(readings)
    return Reading(
        None,
        tuple(missing for reading in readings if reading.value is None for missing in reading.missing),
        tuple(read for reading in readings for read in reading.read),
        tuple(name for reading in readings for name in reading.parameters),
        any(reading.unknown for reading in readings),
        tuple(read for reading in readings for read in reading.deciding)
        if any(reading.decisive is not None for reading in readings)
        else None,
    )
