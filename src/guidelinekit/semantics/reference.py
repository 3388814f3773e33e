"""The reference evaluator: what a rule means, written to be read. Every other back end must agree with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from pydantic import BaseModel

from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Repeats, Rule, Subject
from guidelinekit.results import UNKNOWNS, Missing, Read, Reason, Status, Verdict
from guidelinekit.semantics.as_of import has_begun, seen_from
from guidelinekit.semantics.conditions import Trace, trace, truth_at
from guidelinekit.semantics.truth import FALSE, TRUE, UNKNOWN
from guidelinekit.semantics.turning import resets, settings_on, turns_of_condition
from guidelinekit.semantics.values import (
    Item,
    Reading,
    Scope,
    Settings,
    date_of,
    list_at,
    reading_of,
    shifted,
)


def first_day(condition: e.Condition, scope: Scope, after: date) -> date:
    """Return the first day after another on which a condition was true that is true at the scope's date.

    Between the days on which something was recorded, a comparison turned or a parameter changed, its
    truth stays the same.
    """
    record = next(iter(scope.items.values())).value
    days = {scope.as_of, *seen_from(record, type(record))}
    starts = resets(condition, scope.settings)
    days |= starts
    for day in (after, *(start for start in starts if after < start <= scope.as_of)):
        then = Scope(scope.items, scope.as_of, scope.recorded_until, settings_on(scope.settings, day))
        days.update(turns_of_condition(condition, then))
    for day in sorted(day for day in days if after < day < scope.as_of):
        if truth_at(condition, scope, day) is TRUE:
            return day
    return scope.as_of


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the traces that led to it, each under the rule's key, and the scope it was judged in."""

    verdict: Verdict
    scope: Scope
    missing: tuple[Missing, ...] = ()
    traces: tuple[tuple[str, Trace | Reading], ...] = ()

    @property
    def read(self) -> tuple[Read, ...]:
        """The fields read, each once: by the record's fields, and under each in the order of reading."""
        read = {read.pointer: read for _, trace in self.traces for read in trace.read}
        record = next(iter(self.scope.items.values())).value
        place = {field: number for number, field in enumerate(type(record).model_fields)}
        return tuple(sorted(read.values(), key=lambda one: place[one.pointer.split("/")[1]]))

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that the verdict leaned on, each once, in the order of reading."""
        return tuple(dict.fromkeys(name for _, trace in self.traces for name in trace.parameters))


def judge(
    rule: Rule,
    record: BaseModel,
    as_of: date,
    settings: Settings,
    recorded_until: date | None = None,
    *,
    brief: bool = False,
    definitions: dict[Any, Any] | None = None,
) -> tuple[Judgement, ...]:
    """Judge a rule on a record as of a date: once, or once per item of `for_each`.

    With `recorded_until`, nothing recorded after that date is seen though the judgement is made later. In
    brief only statuses and days are whole: judging a condition stops at the part that settles it. In
    `definitions` the rules of a pack share, on one record, what its definitions came to.
    """
    record_item = {rule.subject.value: Item("", record)}
    cut = as_of if recorded_until is None else recorded_until
    scope = Scope(record_item, as_of, cut, settings, {} if definitions is None else definitions, brief)
    if rule.subject is Subject.CASE and not has_begun(record, type(record), scope.cut):
        return (_judgement(rule, scope, Status.NOT_APPLICABLE, Reason.NOT_BEGUN),)
    start, end = rule.in_force.start, rule.in_force.end
    if (start is not None and as_of < start) or (end is not None and as_of > end):
        return (_judgement(rule, scope, Status.NOT_APPLICABLE, Reason.NOT_IN_FORCE),)
    applies = trace(rule.applies_when, scope)
    so_far = (("applies_when", applies),)
    if applies.truth is FALSE:
        return (_judgement(rule, scope, Status.NOT_APPLICABLE, Reason.OUT_OF_SCOPE, traces=so_far),)
    if applies.truth is UNKNOWN:
        return (_undetermined(rule, scope, applies.missing, traces=so_far),)
    if rule.for_each is None:
        return (_duty(rule, scope, "", so_far),)
    items, reading = list_at(rule.for_each.over, scope)
    if items is None:
        return (_undetermined(rule, scope, reading.missing, traces=(*so_far, ("for_each", reading))),)
    judgements = []
    for item in items:
        inner = scope.naming(rule.for_each.item, item)
        chosen = trace(rule.for_each.where, inner)
        seen = (*so_far, ("for_each", chosen))
        if chosen.truth is UNKNOWN:
            judgements.append(_undetermined(rule, inner, chosen.missing, item.pointer, traces=seen))
        elif chosen.truth is TRUE:
            judgements.append(_duty(rule, inner, item.pointer, seen))
    if not judgements:
        return (_judgement(rule, scope, Status.NOT_APPLICABLE, Reason.OUT_OF_SCOPE, traces=so_far),)
    return tuple(judgements)


_Traces = tuple[tuple[str, Trace | Reading], ...]


def _duty(rule: Rule, scope: Scope, subject: str, so_far: _Traces) -> Judgement:
    if rule.repeats is not None:
        return _recurring(rule, rule.repeats, scope, subject, so_far)
    assert rule.requires is not None  # noqa: S101 - the static check asks for one of the two
    now = trace(rule.requires, scope)
    seen: _Traces = (*so_far, ("requires", now))
    due: date | None = None
    if rule.deadline is not None:
        deadline = date_of(rule.deadline, scope)
        seen = (*so_far, ("deadline", deadline), ("requires", now))
        due = deadline.value
        if due is None:
            return _undetermined(rule, scope, deadline.missing, subject, traces=seen)
    if now.truth is TRUE:
        return _done(rule, scope, subject, due, seen)
    exempt, seen = _exempt(rule, scope, subject, due, seen, now.missing if now.truth is UNKNOWN else ())
    if exempt is not None:
        return exempt
    if now.truth is UNKNOWN:
        return _undetermined(rule, scope, now.missing, subject, due, seen)
    if due is not None and scope.as_of <= due:
        return _judgement(rule, scope, Status.DUE, Reason.NOT_YET_DUE, subject, due, seen)
    overdue = None if due is None else (scope.as_of - due).days
    return _judgement(rule, scope, Status.UNMET, _shortfall(now), subject, due, seen, overdue)


def _done(rule: Rule, scope: Scope, subject: str, due: date | None, seen: _Traces) -> Judgement:
    """Judge a duty that is fulfilled: in time, excused at its deadline, late, or nobody can tell."""
    assert rule.requires is not None  # noqa: S101 - asked by the caller
    if due is None or due >= scope.as_of:
        return _judgement(rule, scope, Status.MET, Reason.FULFILLED, subject, due, seen)
    then = scope.at(due)
    in_time = trace(rule.requires, then)
    if in_time.truth is TRUE:
        return _judgement(rule, scope, Status.MET, Reason.FULFILLED, subject, due, seen)
    excuses = [trace(entry.when, then) for entry in rule.exempt_when]
    late = (*seen, ("requires_at_deadline", in_time), *(("exempt_at_deadline", part) for part in excuses))
    if any(part.truth is TRUE for part in excuses):
        return _judgement(rule, scope, Status.MET, Reason.FULFILLED, subject, due, late)
    unclear = [part for part in (in_time, *excuses) if part.truth is UNKNOWN]
    if unclear:
        missing = [field for part in unclear for field in part.missing]
        return _undetermined(rule, scope, missing, subject, due, late)
    overdue = (first_day(rule.requires, scope, due) - due).days
    return _judgement(rule, scope, Status.MET_LATE, Reason.TOO_LATE, subject, due, late, overdue)


def _recurring(rule: Rule, repeats: Repeats, scope: Scope, subject: str, so_far: _Traces) -> Judgement:
    last, every = date_of(repeats.last, scope), reading_of(repeats.every, scope)
    seen: _Traces = (*so_far, ("repeats.last", last), ("repeats.every", every))
    unknown = last.unknown or (last.value is None and repeats.last_is_a_field)
    if unknown or every.value is None:
        missing = (*(last.missing if unknown else ()), *every.missing)
        return _undetermined(rule, scope, missing, subject, traces=seen)
    base = last
    if last.value is None:
        base = date_of(repeats.start, scope)
        seen = (*seen, ("repeats.from", base))
        if base.value is None:
            return _undetermined(rule, scope, base.missing, subject, traces=seen)
    due = shifted(base.value, every.value)
    in_time = scope.as_of <= due
    if in_time and last.value is not None:
        return _judgement(rule, scope, Status.MET, Reason.FULFILLED, subject, due, seen)
    if in_time:
        return _judgement(rule, scope, Status.DUE, Reason.NOT_YET_DUE, subject, due, seen)
    exempt, seen = _exempt(rule, scope, subject, due, seen)
    if exempt is not None:
        return exempt
    reason = Reason.NOT_FOUND if last.value is None else Reason.STALE
    return _judgement(rule, scope, Status.UNMET, reason, subject, due, seen, (scope.as_of - due).days)


def _exempt(
    rule: Rule, scope: Scope, subject: str, due: date | None, seen: _Traces, lacking: Iterable[Missing] = ()
) -> tuple[Judgement | None, _Traces]:
    """Return the judgement that the exemptions lead to, or None, with the traces grown by theirs.

    Where an exemption is unknown, what the requirement is `lacking` is missing too.
    """
    judged = [(entry, trace(entry.when, scope)) for entry in rule.exempt_when]
    seen = (*seen, *(("exempt_when", excuse) for _, excuse in judged))
    for entry, excuse in judged:
        if excuse.truth is TRUE:
            late = _excused_late(rule, scope, due)
            exempt = _judgement(rule, scope, Status.EXEMPT, Reason(entry.reason), subject, due, seen, late)
            return exempt, seen
    missing = [part for _, excuse in judged if excuse.truth is UNKNOWN for part in excuse.missing]
    if any(excuse.truth is UNKNOWN for _, excuse in judged):
        return _undetermined(rule, scope, (*missing, *lacking), subject, due, seen), seen
    return None, seen


def _excused_late(rule: Rule, scope: Scope, due: date | None) -> int | None:
    """Return how many days after its deadline a duty was first excused; None where it was excused in time."""
    if due is None or due >= scope.as_of:
        return None
    excused = e.AnyOf(of=tuple(entry.when for entry in rule.exempt_when))
    if trace(excused, scope.at(due)).truth is TRUE:
        return None
    return (first_day(excused, scope, due) - due).days


def _undetermined(
    rule: Rule,
    scope: Scope,
    missing: Iterable[Missing],
    subject: str = "",
    due: date | None = None,
    traces: _Traces = (),
) -> Judgement:
    missing = tuple(dict.fromkeys(missing))
    reasons = {part.reason for part in missing}
    reason = next((reason for reason in UNKNOWNS if reason in reasons), Reason.NOT_DOCUMENTED)
    verdict = Verdict(rule.id, Status.UNDETERMINED, reason, subject, due)
    return Judgement(verdict, scope, missing, traces)


def _judgement(
    rule: Rule,
    scope: Scope,
    status: Status,
    reason: Reason,
    subject: str = "",
    due: date | None = None,
    traces: _Traces = (),
    overdue: int | None = None,
) -> Judgement:
    return Judgement(Verdict(rule.id, status, reason, subject, due, overdue), scope, (), traces)


def _shortfall(requirement: Trace) -> Reason:
    """Say what an unfulfilled requirement lacks, from the structure of the condition that is false."""
    match requirement.node:
        case e.Count(at_least=least):
            sure = [part for part in requirement.parts if part.truth is not FALSE]
            if least is None or len(sure) >= least:
                return Reason.OUT_OF_RANGE
            return Reason.NOT_FOUND if least <= 1 else Reason.COUNT_TOO_LOW
        case e.AtLeast():
            return Reason.COUNT_TOO_LOW
        case e.Known():
            return Reason.NOT_FOUND
        case e.Compare() | e.Not():
            return Reason.OUT_OF_RANGE
        case e.Use():
            return _shortfall(requirement.parts[0])
        case e.Every():
            failing = next(part for part in requirement.parts if part.truth is FALSE)
            return _shortfall(failing.parts[1])
        case e.All() | e.AnyOf():
            failed = [part for part in requirement.parts if part.truth is FALSE]
            return _shortfall(failed[0]) if failed else Reason.OUT_OF_RANGE
        case _:
            assert_never(requirement.node)
