"""A duty as closures: what a rule comes to on a record, or on an item of it, that it applies to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from guidelinekit.compile.base import Conclusion
from guidelinekit.compile.closures.conditions import Condition, Judge, Truth, Why, any_of, condition
from guidelinekit.compile.closures.frame import Frame, Lack, SlotNames, more_seen
from guidelinekit.compile.closures.values import term
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Repeats, Rule
from guidelinekit.results import UNKNOWNS, Missing, Reason, Status
from guidelinekit.semantics.values import moved, shifted

Late = Callable[[Frame, date], int]
"""Gives the days from a day on which a condition was not true to the first on which it was, today at most."""


def late(node: e.Condition, rule: Rule, names: SlotNames) -> Late:
    """Compile how late a condition of a rule became true.

    While one of the parts that must all hold does not, what only the others read makes no difference. Until
    more is seen of what it reads, it turns only where a comparison does.
    """

    @cache
    def parts() -> list[tuple[Judge, Callable[[Frame], None]]]:  # made when first asked for: most are in time
        items = () if rule.for_each is None else (names.slots[rule.for_each.item][0],)
        return [(condition(part, names).truth, more_seen([part], items, names)) for part in _conjuncts(node)]

    def days(frame: Frame, due: date) -> int:
        day = due
        while day < frame.as_of:
            then = frame.at(day)
            for truth, following in parts():
                then.until = date.max
                if truth(then) is not True:
                    following(then)
                    day = min(then.until, frame.as_of)
                    break
            else:
                break
        return (day - due).days

    return days


def _conjuncts(node: e.Condition) -> Iterator[e.Condition]:
    """Yield the conditions that must all hold, those within definitions too."""
    whole = node.of if isinstance(node, e.Use) else node
    if isinstance(whole, e.All):
        for part in whole.of:
            yield from _conjuncts(part)
    else:
        yield node


Overdue = Callable[[Frame, date | None], int | None]
"""Gives how many days after its last day something was done or excused; None where it was in time."""
Excused = Callable[[Frame, date | None, Truth], Conclusion | None]


@dataclass(frozen=True, slots=True)
class CompiledDuty:
    """What is asked of a record or an item of it."""

    verdict: Callable[[Frame], Conclusion]
    why: Why
    """Why a requirement that is false is."""
    done: Overdue
    excused: Overdue


def duty(rule: Rule, index: int, names: SlotNames) -> CompiledDuty:
    """Compile what a rule asks for."""
    any_excuse, excused_late, exempt = _excuses(rule, index, names)
    if rule.repeats is not None:
        verdict = _recurring(rule.repeats, index, names, exempt)
        return CompiledDuty(verdict, lambda _: Reason.STALE, lambda *_: None, excused_late)
    assert rule.requires is not None  # noqa: S101 - the static check asks for one of the two
    requires = condition(rule.requires, names)
    done = late(rule.requires, rule, names)

    def done_late(frame: Frame, due: date | None) -> int | None:
        return None if due is None or frame.ahead else done(frame, due)

    return CompiledDuty(
        _once(rule, index, names, requires, any_excuse, done_late, exempt),
        requires.why,
        done_late,
        excused_late,
    )


def undetermined(index: int, item: int | None, due: date | None, missing: Sequence[Missing]) -> Conclusion:
    """Return what is concluded of a duty where something is missing to know."""
    missing = tuple(dict.fromkeys(missing))
    reasons = {each.reason for each in missing}
    reason = next((reason for reason in UNKNOWNS if reason in reasons), Reason.NOT_DOCUMENTED)
    return Conclusion(index, Status.UNDETERMINED, reason, item, due, missing)


def _once(
    rule: Rule,
    index: int,
    names: SlotNames,
    requires: Condition,
    any_excuse: Condition,
    done_late: Overdue,
    exempt: Excused,
) -> Callable[[Frame], Conclusion]:
    deadline = None if rule.deadline is None else term(rule.deadline, names)

    def done(frame: Frame, due: date | None) -> Conclusion:
        if due is None or due >= frame.as_of:
            return Conclusion(index, Status.MET, Reason.FULFILLED, None, due)
        then = frame.at(due)
        in_time = requires.truth(then)
        excused = in_time is True or any_excuse.truth(then)
        if excused is True:
            return Conclusion(index, Status.MET, Reason.FULFILLED, None, due)
        if in_time is not False or excused is not False:
            return undetermined(index, None, due, (*_unknown(in_time), *_unknown(excused)))
        return Conclusion(index, Status.MET_LATE, Reason.TOO_LATE, None, due, (), done_late(frame, due))

    def verdict(frame: Frame) -> Conclusion:
        due = None if deadline is None else deadline(frame)
        if type(due) is Lack:
            return undetermined(index, None, None, due.missing)
        if due is not None:
            frame.holds_until(moved(due, 1))
        now = requires.truth(frame)
        if now is True:
            return done(frame, due)
        excused = exempt(frame, due, now)
        if excused is not None:
            return excused
        if now is not False:
            return undetermined(index, None, due, now)
        if due is not None and frame.as_of <= due:
            return Conclusion(index, Status.DUE, Reason.NOT_YET_DUE, None, due)
        overdue = None if due is None else (frame.as_of - due).days
        return Conclusion(index, Status.UNMET, requires.why(frame), None, due, (), overdue)

    return verdict


def _recurring(
    repeats: Repeats, index: int, names: SlotNames, exempt: Excused
) -> Callable[[Frame], Conclusion]:
    last, every, start = term(repeats.last, names), term(repeats.every, names), term(repeats.start, names)
    alone = repeats.last_is_a_field

    def verdict(frame: Frame) -> Conclusion:
        latest, days = last(frame), every(frame)
        never = type(latest) is Lack
        unknown = never and (latest.unknown or alone)
        if unknown or type(days) is Lack:
            missing = (*(latest.missing if unknown else ()), *(days.missing if type(days) is Lack else ()))
            return undetermined(index, None, None, missing)
        base = start(frame) if never else latest
        if type(base) is Lack:
            return undetermined(index, None, None, base.missing)
        due = shifted(base, days)
        frame.holds_until(moved(due, 1))
        if frame.as_of <= due:
            if never:
                return Conclusion(index, Status.DUE, Reason.NOT_YET_DUE, None, due)
            return Conclusion(index, Status.MET, Reason.FULFILLED, None, due)
        reason = Reason.NOT_FOUND if never else Reason.STALE
        overdue = (frame.as_of - due).days
        return exempt(frame, due, False) or Conclusion(index, Status.UNMET, reason, None, due, (), overdue)

    return verdict


def _excuses(rule: Rule, index: int, names: SlotNames) -> tuple[Condition, Overdue, Excused]:
    """Compile whether any exemption holds, how late one came to, and what the first that holds concludes."""
    whens = [each.when for each in rule.exempt_when]
    excuses = [condition(when, names) for when in whens]
    any_excuse = any_of(excuses)
    came = late(e.AnyOf(of=tuple(whens)), rule, names)
    entries = [
        (Reason(each.reason), when.truth) for each, when in zip(rule.exempt_when, excuses, strict=True)
    ]

    def excused_late(frame: Frame, due: date | None) -> int | None:
        if due is None or due >= frame.as_of or frame.ahead or any_excuse.truth(frame.at(due)) is True:
            return None
        return came(frame, due)

    def exempt(frame: Frame, due: date | None, now: Truth) -> Conclusion | None:
        unclear: tuple[Missing, ...] | None = None
        for reason, when in entries:
            answer = when(frame)
            if answer is True:
                return Conclusion(index, Status.EXEMPT, reason, None, due, (), excused_late(frame, due))
            if answer is not False:
                unclear = (*(unclear or ()), *answer)
        return None if unclear is None else undetermined(index, None, due, (*unclear, *_unknown(now)))

    return any_excuse, excused_late, exempt


def _unknown(answer: Truth) -> tuple[Missing, ...]:
    return answer if isinstance(answer, tuple) else ()
