"""Rules as closures: each judged on a record with its reason, due date and what is missing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any, Final

from guidelinekit.case import Case
from guidelinekit.case.catalogue import CATALOGUES
from guidelinekit.compile.base import Conclusion, Outcome
from guidelinekit.compile.closures.conditions import Judge as JudgeCondition
from guidelinekit.compile.closures.conditions import Truth, any_of, condition
from guidelinekit.compile.closures.frame import Frame, Lack, Shared, SlotNames
from guidelinekit.compile.closures.remembering import more_seen
from guidelinekit.compile.closures.values import items, term
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Repeats, Rule, Subject
from guidelinekit.results import UNKNOWNS, Missing, Reason, Status
from guidelinekit.semantics.as_of import has_begun
from guidelinekit.semantics.turning import day_after, stands_still
from guidelinekit.semantics.values import Settings, moved, shifted

Duty = Callable[[Frame], Conclusion]
_COMPILING: Final = Lock()


Judge = Callable[[Frame, int | None], list[Conclusion]]
"""Judges a record, or one item of it."""


class CompiledRule:
    """One rule: compiled when it is first judged."""

    def __init__(self, index: int, rule: Rule, settings: Settings, definitions: dict[Any, Any]) -> None:
        self.rule = rule
        self.index, self._settings, self._definitions = index, settings, definitions
        self._made: tuple[Judge, int] | None = None

    def judge(
        self, record: Any, as_of: date, cut: date, shared: Shared, item: int | None = None
    ) -> tuple[list[Conclusion], date]:
        """Judge a record or an item; also return the first later day on which the answer may be another."""
        judge, slots = self._compiled
        frame = Frame([record] * slots, [""] * slots, as_of, cut, shared)
        return judge(frame, item), frame.until

    def ends(self, outcome: Outcome) -> date | None:
        """Return the day on which a verdict that only its deadline can change does so, or None."""
        _, status, _, _, due_on, *_ = outcome
        waits = status is Status.DUE or (status is Status.MET and self.rule.repeats is not None)
        return day_after(due_on) if waits and due_on is not None else None

    @cached_property
    def still(self) -> bool:
        """Whether only a deadline or an interval can change a verdict, since nothing else moves with time."""
        return stands_still(self.rule, self._settings)

    @property
    def _compiled(self) -> tuple[Judge, int]:
        """The function that judges by the rule, and how many slots it needs; several threads wait for one."""
        if self._made is None:
            with _COMPILING:
                self._made = self._made or self._compile()
        return self._made

    def _compile(self) -> tuple[Judge, int]:
        deepest = [1]
        record = {self.rule.subject.value: (0, CATALOGUES[self.rule.subject])}
        names = SlotNames(record, self._settings, deepest, self._definitions)
        judge = _in_force(self.rule, self.index, _applying(self.rule, self.index, names))
        return _begun(self.rule, self.index, judge), deepest[0]


def _begun(rule: Rule, index: int, judge: Judge) -> Judge:
    if rule.subject is not Subject.CASE:
        return judge
    ahead = [Conclusion(index, Status.NOT_APPLICABLE, Reason.NOT_BEGUN)]

    def judged(frame: Frame, only: int | None) -> list[Conclusion]:
        key = "begun", frame.cut
        if key not in frame.shared:
            frame.shared[key] = has_begun(frame.things[0], Case, frame.cut)
        return judge(frame, only) if frame.shared[key] else ahead

    return judged


def _in_force(rule: Rule, index: int, judge: Judge) -> Judge:
    start, end = rule.in_force.start, rule.in_force.end
    if start is None and end is None:
        return judge
    outside = [Conclusion(index, Status.NOT_APPLICABLE, Reason.NOT_IN_FORCE)]

    def judged(frame: Frame, only: int | None) -> list[Conclusion]:
        if start is not None:
            frame.holds_until(start)
            if frame.as_of < start:
                return outside
        if end is not None:
            frame.holds_until(moved(end, 1))
            if frame.as_of > end:
                return outside
        return judge(frame, only)

    return judged


def _applying(rule: Rule, index: int, names: SlotNames) -> Judge:
    applies = condition(rule.applies_when, names).truth
    inner = _for_each(rule, index, names)
    outside = [Conclusion(index, Status.NOT_APPLICABLE, Reason.OUT_OF_SCOPE)]

    def judged(frame: Frame, only: int | None) -> list[Conclusion]:
        answer = applies(frame)
        if answer is True:
            return inner(frame, only)
        return outside if answer is False else [_undetermined(index, None, None, answer)]

    return judged


def _for_each(rule: Rule, index: int, names: SlotNames) -> Judge:
    if rule.for_each is None:
        single = _duty(rule, index, names)
        return lambda frame, _: [single(frame)]
    seen, kind, pointer = items(rule.for_each.over, names)
    slot, below = names.naming(rule.for_each.item, kind)
    where, duty = condition(rule.for_each.where, below).truth, _duty(rule, index, below)
    outside = [Conclusion(index, Status.NOT_APPLICABLE, Reason.OUT_OF_SCOPE)]

    def judged(frame: Frame, only: int | None) -> list[Conclusion]:
        listed, base = seen(frame), pointer(frame)
        if listed is None:
            return [_undetermined(index, None, None, (Missing(base, Reason.NOT_EXPORTED),))]
        results = []
        for number, item in listed if only is None else [pair for pair in listed if pair[0] == only]:
            frame.things[slot], frame.pointers[slot] = item, f"{base}/{number}"
            chosen = where(frame)
            if chosen is True:
                results.append(duty(frame)._replace(item=number))
            elif chosen is not False:
                results.append(_undetermined(index, number, None, chosen))
        return results or outside

    return judged


def _undetermined(index: int, item: int | None, due: date | None, missing: Sequence[Missing]) -> Conclusion:
    missing = tuple(dict.fromkeys(missing))
    reasons = {each.reason for each in missing}
    reason = next((reason for reason in UNKNOWNS if reason in reasons), Reason.NOT_DOCUMENTED)
    return Conclusion(index, Status.UNDETERMINED, reason, item, due, missing)


def _duty(rule: Rule, index: int, names: SlotNames) -> Duty:
    if rule.repeats is not None:
        return _recurring(rule, rule.repeats, index, names)
    assert rule.requires is not None  # noqa: S101 - the static check asks for one of the two
    requires, exempt = condition(rule.requires, names), _exempt(rule, index, names)
    deadline = None if rule.deadline is None else term(rule.deadline, names)
    done = _done(rule, index, requires.truth, names)

    def judged(frame: Frame) -> Conclusion:
        due = None if deadline is None else deadline(frame)
        if type(due) is Lack:
            return _undetermined(index, None, None, due.missing)
        if due is not None:
            frame.holds_until(moved(due, 1))
        now = requires.truth(frame)
        if now is True:
            return done(frame, due)
        excused = exempt(frame, due, now)
        if excused is not None:
            return excused
        if now is not False:
            return _undetermined(index, None, due, now)
        if due is not None and frame.as_of <= due:
            return Conclusion(index, Status.DUE, Reason.NOT_YET_DUE, None, due)
        overdue = None if due is None else (frame.as_of - due).days
        return Conclusion(index, Status.UNMET, requires.why(frame), None, due, (), overdue)

    return judged


def _done(
    rule: Rule, index: int, requires: JudgeCondition, names: SlotNames
) -> Callable[[Frame, date | None], Conclusion]:
    """Judge a duty that is fulfilled: in time, excused at its deadline, late, or nobody can tell."""
    excuses = [condition(each.when, names).truth for each in rule.exempt_when]
    following = _following(rule, [rule.requires], names)

    def judged(frame: Frame, due: date | None) -> Conclusion:
        if due is None or due >= frame.as_of:
            return Conclusion(index, Status.MET, Reason.FULFILLED, None, due)
        then = frame.at(due)
        in_time = requires(then)
        if in_time is True:
            return Conclusion(index, Status.MET, Reason.FULFILLED, None, due)
        answers = [in_time, *(excuse(then) for excuse in excuses)]
        if True in answers:
            return Conclusion(index, Status.MET, Reason.FULFILLED, None, due)
        unclear = [answer for answer in answers if isinstance(answer, tuple)]
        if unclear:
            return _undetermined(index, None, due, [part for answer in unclear for part in answer])
        overdue = None if frame.ahead else (_first_day(requires, frame, due, following) - due).days
        return Conclusion(index, Status.MET_LATE, Reason.TOO_LATE, None, due, (), overdue)

    return judged


def _following(rule: Rule, asked: Iterable[e.Condition | None], names: SlotNames) -> Callable[[Frame], None]:
    """Compile what notes the next day on which more is seen of what conditions of a rule read."""
    over = [] if rule.for_each is None else [rule.for_each.over]
    return more_seen([*over, *(node for node in asked if node is not None)], (), names)


def _first_day(judge: JudgeCondition, frame: Frame, after: date, following: Callable[[Frame], None]) -> date:
    """Return the first day after another on which a condition was true that is true now.

    Until more is seen of what it reads, it turns only where a comparison does.
    """
    day = after
    while day < frame.as_of:
        then = frame.at(day)
        if judge(then) is True and day > after:
            return day
        following(then)
        day = min(then.until, frame.as_of)
    return frame.as_of


def _recurring(rule: Rule, repeats: Repeats, index: int, names: SlotNames) -> Duty:
    last, every, start = term(repeats.last, names), term(repeats.every, names), term(repeats.start, names)
    alone, exempt = _stands_alone(repeats.last), _exempt(rule, index, names)

    def judged(frame: Frame) -> Conclusion:
        latest, days = last(frame), every(frame)
        never = type(latest) is Lack
        unknown = never and (latest.unknown or alone)
        if unknown or type(days) is Lack:
            missing = (*(latest.missing if unknown else ()), *(days.missing if type(days) is Lack else ()))
            return _undetermined(index, None, None, missing)
        base = start(frame) if never else latest
        if type(base) is Lack:
            return _undetermined(index, None, None, base.missing)
        due = shifted(base, days)
        frame.holds_until(moved(due, 1))
        if frame.as_of <= due:
            if never:
                return Conclusion(index, Status.DUE, Reason.NOT_YET_DUE, None, due)
            return Conclusion(index, Status.MET, Reason.FULFILLED, None, due)
        reason = Reason.NOT_FOUND if never else Reason.STALE
        late = (frame.as_of - due).days
        return exempt(frame, due, False) or Conclusion(index, Status.UNMET, reason, None, due, (), late)

    return judged


def _stands_alone(node: e.DateExpr) -> bool:
    """Say whether a date is one field's own, so that null means "not documented" and not "never"."""
    while isinstance(node, e.Shift):
        node = node.base
    return isinstance(node, e.Path)


def _exempt(
    rule: Rule, index: int, names: SlotNames
) -> Callable[[Frame, date | None, Truth], Conclusion | None]:
    excuses = [condition(each.when, names) for each in rule.exempt_when]
    entries = [
        (Reason(each.reason), when.truth) for each, when in zip(rule.exempt_when, excuses, strict=True)
    ]
    any_excuse = any_of(excuses).truth
    following = _following(rule, [each.when for each in rule.exempt_when], names)

    def late(frame: Frame, due: date | None) -> int | None:
        if due is None or due >= frame.as_of or frame.ahead or any_excuse(frame.at(due)) is True:
            return None
        return (_first_day(any_excuse, frame, due, following) - due).days

    def excused(frame: Frame, due: date | None, now: Truth) -> Conclusion | None:
        unclear: tuple[Missing, ...] | None = None
        for reason, when in entries:
            answer = when(frame)
            if answer is True:
                return Conclusion(index, Status.EXEMPT, reason, None, due, (), late(frame, due))
            if answer is not False:
                unclear = (*(unclear or ()), *answer)
        return None if unclear is None else _undetermined(index, None, due, (*unclear, *_unknown(now)))

    return excused


def _unknown(answer: Truth) -> tuple[Missing, ...]:
    return answer if isinstance(answer, tuple) else ()
