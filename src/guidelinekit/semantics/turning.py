"""The days on which a condition or a deadline can turn, the record held fixed: a superset of them.

A comparison turns where a date that moves with the evaluation passes a fixed one: a window, an age, a
deadline. Whoever needs the exact day judges on each.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Dated, Rule
from guidelinekit.lang.walk import children, names_used, nodes
from guidelinekit.semantics.values import (
    Scope,
    Settings,
    birthday,
    dates_in,
    items_through,
    list_at,
    moved,
    reading_of,
    setting_at,
    shifted,
)

Moves = tuple[tuple[int | e.Months, bool], ...]
"""The durations by which a date is moved, in their order, each with whether it is moved back."""
Move = tuple[tuple[e.Duration, bool], ...]
"""The same as a rule names them."""
_REACHED_OR_PASSED: Final[Mapping[e.Op, tuple[int]]] = {"le": (0,), "gt": (0,), "lt": (1,), "ge": (1,)}
"""By comparison, how many days after the moved date reaches a day it turns; others turn and turn back."""
OPS_OF_EXTREMES: Final[Mapping[type[e.Node], e.Op]] = {e.Latest: "gt", e.Earliest: "lt"}
"""How a date is compared with the others that is the latest, or the earliest, of them."""
_SLACK = 4
"""By how many days moving by a month and back again can miss."""


def turns_of_condition(node: e.Node, scope: Scope) -> Iterator[date]:
    """Yield the days on which a comparison somewhere in a condition or date can turn."""
    match node:
        case e.Use() if not _moves_with_time(node, scope):
            return
        case e.Count() | e.Every():
            items, _ = list_at(node.over, scope)
            for item in items or ():
                inner = scope.naming(node.item, item)
                yield from turns_of_condition(node.where, inner)
                if isinstance(node, e.Every):
                    yield from turns_of_condition(node.satisfies, inner)
        case e.Matching():
            for item in items_through(node.over, scope):
                yield from turns_of_condition(node.where, scope.naming(node.item, item))
        case e.Compare(left=e.Age(path=path), right=right):
            born = reading_of(path, scope).value
            if born is not None:
                for years in _numbers(right, scope):
                    yield from (birthday(born, int(years)), birthday(born, int(years) + 1))
        case e.Compare(left=e.Path() as left, right=right, op=op):
            fixed = reading_of(left, scope).value
            yield from _passed(op, fixed if isinstance(fixed, tuple) else (fixed,), (right,), scope)
            yield from turns_of_condition(right, scope)
        case e.Latest(of=parts) | e.Earliest(of=parts):
            beaten = OPS_OF_EXTREMES[type(node)]
            for date_part in parts:
                if isinstance(date_part, e.Matching):  # unknown while a date that may match is the better
                    yield from _passed(beaten, dates_in(date_part, scope), parts, scope)
                yield from turns_of_condition(date_part, scope)
        case _:
            for below in children(node):
                yield from turns_of_condition(below, scope)


def _passed(op: e.Op, days: Iterable[object], by: Iterable[e.Node], scope: Scope) -> Iterator[date]:
    """Yield the days on which comparing one of some days with the moving dates in some nodes can turn."""
    lengths = [
        tuple((length_of(each, scope), back) for each, back in move)
        for node in by
        for move in moves_of_as_of(node)
    ]
    for day in days if lengths else ():
        if isinstance(day, date):
            for length in lengths:
                yield from days_that_turn(op, day, length)


def _moves_with_time(node: e.Use, scope: Scope) -> bool:
    """Say whether something in a definition moves with time; looked up once."""
    key = "moves", id(node)
    if key not in scope.judged:
        scope.judged[key] = moves(node)
    return bool(scope.judged[key])


def moves(node: e.Node) -> bool:
    """Say whether something in a tree moves with the date of the evaluation."""
    return any(isinstance(part, e.AsOf | e.Age) for part in nodes(node, e.Node))


def turns_of_date(expr: e.DateExpr, scope: Scope, moves: Moves = ()) -> Iterator[date]:
    """Yield the days on which a date, moved further, is reached and passed, and on which it can change."""
    for day in _fixed_dates(expr, scope, moves):
        yield from (day, moved(day, 1))
    yield from turns_of_condition(expr, scope)


def resets(node: e.Node, settings: Settings) -> set[date]:
    """Return the days from which a parameter named in a tree has another value."""
    starts = {name: [each.start for each in dated if each.start] for name, dated in settings.items()}
    if not any(starts.values()):
        return set()
    return {day for name in names_used(node, e.Parameter) for day in starts.get(name, ())}


def settings_on(settings: Settings, day: date) -> Settings:
    """Return the parameters with the values of one day, held for all days."""
    values = {name: setting_at(dated, day) for name, dated in settings.items()}
    return {name: (Dated(value=value),) for name, value in values.items() if value is not None}


def length_of(by: e.Duration, scope: Scope) -> int | e.Months:
    """Return a duration's length: days, or months; a parameter that is not set moves nothing."""
    length = reading_of(by, scope).value
    return length if isinstance(length, e.Months) else int(length or 0)


def _numbers(right: e.Node, scope: Scope) -> tuple[float, ...]:
    """Return the numbers that an age is compared with."""
    if not isinstance(right, e.Constant | e.ValueSet | e.Parameter | e.Path):
        return ()
    value = reading_of(right, scope).value
    return value if isinstance(value, tuple) else () if value is None else (value,)


def moves_of_as_of(expr: e.Node, so_far: Move = ()) -> Iterator[Move]:
    """Yield by what each `as_of` within a date expression is moved."""
    match expr:
        case e.AsOf():
            yield so_far
        case e.Shift(base=base, by=by, back=back):
            yield from moves_of_as_of(base, ((by, back), *so_far))
        case e.Latest(of=parts) | e.Earliest(of=parts):
            for part in parts:
                yield from moves_of_as_of(part, so_far)
        case _:
            return


def days_that_turn(op: e.Op, day: date, moves: Moves) -> Iterable[date]:
    """Return the days on which a comparison of a day with the date of the evaluation, moved so, may turn."""
    months = False
    for length, back in reversed(moves):
        day = shifted(day, length, back=not back)
        months = months or isinstance(length, e.Months)
    if months:
        slack = _SLACK * len(moves)
        return [moved(day, days) for days in range(-slack, slack + 2)]
    return [moved(day, days) for days in _REACHED_OR_PASSED.get(op, (0, 1))]


def _fixed_dates(expr: e.DatePart, scope: Scope, moves: Moves) -> Iterator[date]:
    """Yield each fixed date within a date expression, moved as the expression moves it."""
    match expr:
        case e.Shift(base=base, by=by, back=back):
            yield from _fixed_dates(base, scope, ((length_of(by, scope), back), *moves))
        case e.Latest(of=parts) | e.Earliest(of=parts):
            for part in parts:
                yield from _fixed_dates(part, scope, moves)
        case e.AsOf():
            return
        case _:
            for day in dates_in(expr, scope):
                yield _moved(day, moves)


def _moved(day: date, moves: Moves) -> date:
    for length, back in moves:
        day = shifted(day, length, back=back)
    return day


def day_after(day: date) -> date | None:
    """Return the day after; None where that is the last day there is, which stands for no end."""
    after = moved(day, 1)
    return None if after == date.max else after


def stands_still(rule: Rule, settings: Settings) -> bool:
    """Say whether only a deadline or an interval can change a verdict, since nothing else moves with time."""
    return not moves(rule) and rule.in_force.end is None and not any(resets(rule, settings))
