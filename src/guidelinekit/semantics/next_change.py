"""The next date on which a verdict changes by itself, if nothing more is recorded.

With the record held fixed, a verdict can only change where a date that moves with `as_of` passes a fixed
one: a deadline, an interval, a window, a birthday, a dated parameter, the rule's own period. All these
dates are collected and the rule is judged on each, so that the answer is exact.
"""

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule
from guidelinekit.lang.walk import nodes
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.reference import Judgement, judge
from guidelinekit.semantics.values import (
    Item,
    Scope,
    Settings,
    birthday,
    dates_in,
    list_at,
    moved,
    reading_of,
)


def changes_on(
    rule: Rule, record: BaseModel, judgement: Judgement, settings: Settings, *, still: bool | None = None
) -> date | None:
    """Give the first date after the judgement's own on which its status is another; None if there is none.

    `still` is what `stands_still` says of the rule, for a caller that has asked before.
    """
    verdict, as_of = judgement.verdict, judgement.scope.as_of
    if still is None:
        still = stands_still(rule, settings)
    if still and verdict.reason is not Reason.NOT_IN_FORCE:
        waits = rule.repeats is not None and verdict.status is Status.MET
        if verdict.due_on is not None and (waits or verdict.status is Status.DUE):
            return moved(verdict.due_on, 1)
        return None
    for day in turning_points(rule, record, as_of, settings):
        later = judge(rule, record, day, settings, recorded_until=as_of)
        same = [other.verdict for other in later if other.verdict.subject == verdict.subject]
        if not same or same[0].status is not verdict.status:
            return day
    return None


def stands_still(rule: Rule, settings: Settings) -> bool:
    """Say whether only a deadline or an interval can change a verdict, since nothing else moves with time."""
    moves = any(isinstance(node, e.AsOf | e.Age) for node in nodes(rule, e.Node))
    return not moves and rule.in_force.end is None and not any(resets(rule, settings))


def resets(rule: Rule, settings: Settings) -> set[date]:
    """Give the dates from which a parameter of the rule has another value."""
    named = {parameter.name for parameter in nodes(rule, e.Parameter)}
    return {dated.start for name in named for dated in settings.get(name, ()) if dated.start is not None}


def turning_points(rule: Rule, record: BaseModel, as_of: date, settings: Settings) -> list[date]:
    """Give every date after `as_of`, in order, on which a verdict of the rule can change by itself."""
    begun = resets(rule, settings)
    points = set(begun)
    if rule.in_force.start is not None:
        points.add(rule.in_force.start)
    if rule.in_force.end is not None:
        points.add(moved(rule.in_force.end, 1))
    for day in (as_of, *(reset for reset in begun if reset > as_of)):
        scope = Scope({rule.subject.value: Item("", record)}, day, as_of, settings)
        points.update(_points_of_rule(rule, scope))
    return sorted(point for point in points if point > as_of)


def _points_of_rule(rule: Rule, scope: Scope) -> Iterator[date]:
    yield from _points(rule.applies_when, scope)
    if rule.for_each is None:
        yield from _points_of_duty(rule, scope)
        return
    items, _ = list_at(rule.for_each.over, scope)
    for item in items or ():
        inner = scope.naming(rule.for_each.item, item)
        yield from _points(rule.for_each.where, inner)
        yield from _points_of_duty(rule, inner)


def _points_of_duty(rule: Rule, scope: Scope) -> Iterator[date]:
    if rule.requires is not None:
        yield from _points(rule.requires, scope)
    if rule.deadline is not None:
        for day in _fixed_dates(rule.deadline, scope, 0):
            yield from (day, moved(day, 1))
    if rule.repeats is not None:
        every = reading_of(rule.repeats.every, scope).value or 0
        for expr in (rule.repeats.last, rule.repeats.start):
            for day in _fixed_dates(expr, scope, every):
                yield from (day, moved(day, 1))
    for entry in rule.exempt_when:
        yield from _points(entry.when, scope)


def _points(node: e.Node, scope: Scope) -> Iterator[date]:
    """Give the dates on which a comparison somewhere in a condition can flip."""
    match node:
        case e.Count() | e.Every():
            items, _ = list_at(node.over, scope)
            for item in items or ():
                inner = scope.naming(node.item, item)
                yield from _points(node.where, inner)
                if isinstance(node, e.Every):
                    yield from _points(node.satisfies, inner)
        case e.Compare(left=e.Age(path=path), right=right):
            born = reading_of(path, scope).value
            if born is not None:
                for years in _numbers(right, scope):
                    yield from (birthday(born, int(years)), birthday(born, int(years) + 1))
        case e.Compare(left=e.Path() as left, right=right):
            fixed = reading_of(left, scope).value
            if isinstance(fixed, date):
                for days in _moves(right, scope, 0):
                    yield from (moved(fixed, -days), moved(fixed, 1 - days))
        case _:
            for name in type(node).model_fields:
                value = getattr(node, name)
                for part in value if isinstance(value, tuple) else (value,):
                    if isinstance(part, e.Node):
                        yield from _points(part, scope)


def _numbers(right: e.Node, scope: Scope) -> tuple[float, ...]:
    """Give the numbers that an age is compared with."""
    if not isinstance(right, e.Constant | e.ValueSet | e.Parameter | e.Path):
        return ()
    value = reading_of(right, scope).value
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _moves(expr: e.Node, scope: Scope, days: int) -> Iterator[int]:
    """Give by how many days each `as_of` within a date expression is moved."""
    match expr:
        case e.AsOf():
            yield days
        case e.Shift(base=base, by=by, back=back):
            yield from _moves(base, scope, days + _length(by, scope, back))
        case e.Latest(of=parts) | e.Earliest(of=parts):
            for part in parts:
                yield from _moves(part, scope, days)
        case _:
            return


def _fixed_dates(expr: e.DateExpr, scope: Scope, days: int) -> Iterator[date]:
    """Give each fixed date within a date expression, moved as the expression moves it."""
    match expr:
        case e.Shift(base=base, by=by, back=back):
            yield from _fixed_dates(base, scope, days + _length(by, scope, back))
        case e.Latest(of=parts) | e.Earliest(of=parts):
            for part in parts:
                yield from _fixed_dates(part, scope, days)
        case e.AsOf():
            return
        case _:
            for day in dates_in(expr, scope):
                yield moved(day, days)


def _length(by: e.Days | e.Parameter, scope: Scope, back: bool) -> int:
    days = int(reading_of(by, scope).value or 0)
    return -days if back else days
