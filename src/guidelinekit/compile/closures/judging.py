"""Rules as closures: each judged on a record with its reason, due date and what is missing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any, Final

from guidelinekit.case import Case
from guidelinekit.case.catalogue import CATALOGUES
from guidelinekit.compile.base import Conclusion, Outcome
from guidelinekit.compile.closures.conditions import Judge as JudgeCondition
from guidelinekit.compile.closures.conditions import condition
from guidelinekit.compile.closures.duty import CompiledDuty, duty, undetermined
from guidelinekit.compile.closures.frame import Frame, Shared, SlotNames
from guidelinekit.compile.closures.values import items
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.results import Missing, Reason, Status
from guidelinekit.semantics.as_of import has_begun
from guidelinekit.semantics.turning import day_after, stands_still
from guidelinekit.semantics.values import Settings, moved

_COMPILING: Final = Lock()


Judge = Callable[[Frame, int | None], list[Conclusion]]
"""Judges a record, or one item of it."""
Place = Callable[[Frame, int], None]
"""Puts the item with an index in its slot."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """What a rule compiles to."""

    judge: Judge
    place: Place
    duty: CompiledDuty
    slots: int

    def frame(self, record: Any, as_of: date, cut: date, shared: Shared) -> Frame:
        """Return where the closures run."""
        return Frame([record] * self.slots, [""] * self.slots, as_of, cut, shared)


class CompiledRule:
    """One rule: compiled when it is first judged."""

    def __init__(self, index: int, rule: Rule, settings: Settings, definitions: dict[Any, Any]) -> None:
        self.rule = rule
        self.index, self._settings, self._definitions = index, settings, definitions
        self._made: _Compiled | None = None

    def judge(
        self, record: Any, as_of: date, cut: date, shared: Shared, item: int | None = None
    ) -> tuple[list[Conclusion], date]:
        """Judge a record or an item; also return the first later day on which the answer may be another."""
        made = self._compiled
        frame = made.frame(record, as_of, cut, shared)
        return made.judge(frame, item), frame.until

    def completed(self, outcome: Outcome, record: Any, as_of: date, shared: Shared) -> Conclusion:
        """Return a bare verdict with what it leaves out: why, how late, and all that is missing."""
        index, status, reason, item, due_on, *_ = outcome
        made = self._compiled
        frame = made.frame(record, as_of, as_of, shared)
        if status is Status.UNDETERMINED:
            return next(each for each in made.judge(frame, item) if each.item == item)
        if item is not None:
            made.place(frame, item)
        overdue = None
        if status is Status.UNMET and due_on is not None:
            overdue = (as_of - due_on).days
        elif status is Status.MET_LATE:
            overdue = made.duty.done(frame, due_on)
        elif status is Status.EXEMPT:
            overdue = made.duty.excused(frame, due_on)
        return Conclusion(index, status, reason or made.duty.why(frame), item, due_on, (), overdue)

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
    def _compiled(self) -> _Compiled:
        """What the rule compiles to; several threads wait for one."""
        if self._made is None:
            with _COMPILING:
                self._made = self._made or self._compile()
        return self._made

    def _compile(self) -> _Compiled:
        rule, index, deepest = self.rule, self.index, [1]
        names = SlotNames(
            {rule.subject.value: (0, CATALOGUES[rule.subject])}, self._settings, deepest, self._definitions
        )
        applies = condition(rule.applies_when, names).truth
        inner, place, asked = _for_each(rule, index, names)
        judge = _begun(rule, index, _in_force(rule, index, _applying(applies, index, inner)))
        return _Compiled(judge, place, asked, deepest[0])


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


def _applying(applies: JudgeCondition, index: int, judge: Judge) -> Judge:
    outside = [Conclusion(index, Status.NOT_APPLICABLE, Reason.OUT_OF_SCOPE)]

    def judged(frame: Frame, only: int | None) -> list[Conclusion]:
        answer = applies(frame)
        if answer is True:
            return judge(frame, only)
        return outside if answer is False else [undetermined(index, None, None, answer)]

    return judged


def _for_each(rule: Rule, index: int, names: SlotNames) -> tuple[Judge, Place, CompiledDuty]:
    if rule.for_each is None:
        asked = duty(rule, index, names)
        return lambda frame, _: [asked.verdict(frame)], lambda *_: None, asked
    seen, kind, pointer = items(rule.for_each.over, names)
    slot, below = names.naming(rule.for_each.item, kind)
    where, asked = condition(rule.for_each.where, below).truth, duty(rule, index, below)
    outside = [Conclusion(index, Status.NOT_APPLICABLE, Reason.OUT_OF_SCOPE)]

    def judged(frame: Frame, only: int | None) -> list[Conclusion]:
        listed, base = seen(frame), pointer(frame)
        if listed is None:
            return [undetermined(index, None, None, (Missing(base, Reason.NOT_EXPORTED),))]
        results = []
        for number, item in listed if only is None else [pair for pair in listed if pair[0] == only]:
            frame.things[slot], frame.pointers[slot] = item, f"{base}/{number}"
            chosen = where(frame)
            if chosen is True:
                results.append(asked.verdict(frame)._replace(item=number))
            elif chosen is not False:
                results.append(undetermined(index, number, None, chosen))
        return results or outside

    def place(frame: Frame, only: int) -> None:
        item = next(item for number, item in seen(frame) or () if number == only)
        frame.things[slot], frame.pointers[slot] = item, f"{pointer(frame)}/{only}"

    return judged, place, asked
