"""The next date on which a verdict changes by itself, if nothing more is recorded.

With the record held fixed, a verdict can only change where a date that moves with `as_of` passes a fixed
one: a deadline, an interval, a window, a birthday, a dated parameter, the rule's own period. All these
dates are collected and the rule is judged on each, so that the answer is exact.
"""

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from guidelinekit.lang.rule import Rule
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.reference import Judgement, judge
from guidelinekit.semantics.turning import (
    day_after,
    length_of,
    resets,
    stands_still,
    turns_of_condition,
    turns_of_date,
)
from guidelinekit.semantics.values import Item, Scope, Settings, list_at, moved


def changes_on(
    rule: Rule, record: BaseModel, judgement: Judgement, settings: Settings, *, still: bool | None = None
) -> date | None:
    """Return the first date after the judgement's own on which its status is another; None if there is none.

    `still` is what `stands_still` says of the rule, for a caller that has asked before.
    """
    verdict, as_of = judgement.verdict, judgement.scope.as_of
    if still is None:
        still = stands_still(rule, settings)
    if still and verdict.reason is not Reason.NOT_IN_FORCE:
        waits = rule.repeats is not None and verdict.status is Status.MET
        if verdict.due_on is not None and (waits or verdict.status is Status.DUE):
            return day_after(verdict.due_on)
        return None
    for day in turning_points(rule, record, as_of, settings):
        later = judge(rule, record, day, settings, recorded_until=as_of)
        same = [other.verdict for other in later if other.verdict.subject == verdict.subject]
        if not same or same[0].status is not verdict.status:
            return day
    return None


def turning_points(rule: Rule, record: BaseModel, as_of: date, settings: Settings) -> list[date]:
    """Return every date after `as_of`, in order, on which a verdict of the rule can change by itself.

    The last day there is stands for no end: nothing is said to change on it.
    """
    begun = resets(rule, settings)
    points = set(begun)
    if rule.in_force.start is not None:
        points.add(rule.in_force.start)
    if rule.in_force.end is not None:
        points.add(moved(rule.in_force.end, 1))
    for day in (as_of, *(reset for reset in begun if reset > as_of)):
        scope = Scope({rule.subject.value: Item("", record)}, day, as_of, settings)
        points.update(_points_of_rule(rule, scope))
    return sorted(point for point in points if as_of < point < date.max)


def _points_of_rule(rule: Rule, scope: Scope) -> Iterator[date]:
    yield from turns_of_condition(rule.applies_when, scope)
    if rule.for_each is None:
        yield from _points_of_duty(rule, scope)
        return
    items, _ = list_at(rule.for_each.over, scope)
    for item in items or ():
        inner = scope.naming(rule.for_each.item, item)
        yield from turns_of_condition(rule.for_each.where, inner)
        yield from _points_of_duty(rule, inner)


def _points_of_duty(rule: Rule, scope: Scope) -> Iterator[date]:
    if rule.requires is not None:
        yield from turns_of_condition(rule.requires, scope)
    if rule.deadline is not None:
        yield from turns_of_date(rule.deadline, scope)
    if rule.repeats is not None:
        every = length_of(rule.repeats.every, scope)
        for expr in (rule.repeats.last, rule.repeats.start):
            yield from turns_of_date(expr, scope, ((every, False),))
    for entry in rule.exempt_when:
        yield from turns_of_condition(entry.when, scope)
