"""Rules as closures, each judged on a record, with its reason and due date; what all say of one record."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any, Final

from guidelinekit.case import Case
from guidelinekit.case.catalogue import CATALOGUES
from guidelinekit.compile.base import BareOutcome, Conclusion, Outcome, SettingsByPack, settings_of
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
        self.index, self.rule, self.settings = index, rule, settings
        self._definitions = definitions
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
        return stands_still(self.rule, self.settings)

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
            {rule.subject.value: (0, CATALOGUES[rule.subject])}, self.settings, deepest, self._definitions
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


Until = Mapping[int, date]
"""By rule, the first later day on which its verdicts may be others; a rule that is not there has none."""
JudgeAlone = Callable[[Any, int | None], tuple[list[BareOutcome], Until]]
"""Judges a record, or one item of it, by one rule, whose index is 0 in the answer."""
Alone = Callable[[int, date, date], JudgeAlone | None]
"""Gives what judges by a rule as of a later date, of what is recorded until a date; or None."""


class Closures:
    """Rules, each compiled when it is first asked for. They give what the reference evaluator gives."""

    def __init__(self, rules: Sequence[Rule], settings: SettingsByPack) -> None:
        definitions: defaultdict[str, dict[Any, Any]] = defaultdict(dict)
        self.rules = [
            CompiledRule(index, rule, settings_of(rule, settings), definitions[rule.pack])
            for index, rule in enumerate(rules)
        ]
        self.of = {
            subject: [each for each in self.rules if each.rule.subject is subject] for subject in Subject
        }

    def judge(self, record: Any, as_of: date, subject: Subject = Subject.CASE) -> list[Conclusion]:
        """Judge a record by every rule for its kind. Return the verdicts in the order of the rules."""
        return OnRecord(self, record, as_of).judge(subject)

    def of_rule(self, index: int, record: Any, as_of: date) -> list[Conclusion]:
        """Judge a record by one rule."""
        return OnRecord(self, record, as_of).of_rule(index)[0]

    def changes_on(self, judged: Conclusion, record: Any, as_of: date) -> date | None:
        """Return the first later day on which a result has another status if nothing is recorded, or None."""
        return OnRecord(self, record, as_of).changes_on(judged)


class OnRecord:
    """One record as of a date. What several rules, or several questions, need is remembered."""

    def __init__(
        self,
        closures: Closures,
        record: Any,
        as_of: date,
        until: Until | None = None,
        alone: Alone | None = None,
    ) -> None:
        """Ask about a record. `until` is what is known of the verdicts already, for all rules.

        `alone` is asked about later days before closures are.
        """
        self._closures, self._record, self._as_of, self._until = closures, record, as_of, until
        self._alone = alone
        self._shared: Shared = {}
        self._later: dict[tuple[int, date, int | None], tuple[Sequence[Outcome], date]] = {}
        self._judged: dict[int, tuple[list[Conclusion], date]] = {}

    def judge(self, subject: Subject) -> list[Conclusion]:
        """Judge by every rule for a kind of record. Return the verdicts in the order of the rules."""
        rules = self._closures.of[subject]
        return [conclusion for rule in rules for conclusion in self.of_rule(rule.index)[0]]

    def of_rule(self, index: int) -> tuple[list[Conclusion], date]:
        """Judge by one rule; also return the first later day on which the answer may be another."""
        if index not in self._judged:
            self._judged[index] = self._judge(index, self._as_of)
        return self._judged[index]

    @property
    def until(self) -> Until:
        """By rule judged, the first later day on which its verdicts may be others."""
        return {index: until for index, (_, until) in self._judged.items()}

    @property
    def as_of(self) -> date:
        """The day on which the record is judged."""
        return self._as_of

    def completed(self, outcome: Outcome) -> Conclusion:
        """Return a verdict with what bare ones leave out: some reasons, lateness, and all that is missing."""
        if isinstance(outcome, Conclusion):
            return outcome
        index, status, reason, item, due_on = outcome
        late = due_on is not None and due_on < self._as_of
        asks = status is Status.UNDETERMINED or (late and status in (Status.MET_LATE, Status.EXEMPT))
        if reason is None or asks:
            return self._closures.rules[index].completed(outcome, self._record, self._as_of, self._shared)
        overdue = (self._as_of - due_on).days if due_on is not None and status is Status.UNMET else None
        return Conclusion(index, status, reason, item, due_on, (), overdue)

    def changes_on(self, judged: Conclusion) -> date | None:
        """Return the first later day on which a result has another status if nothing is recorded, or None."""
        rule = self._closures.rules[judged.rule]
        if rule.still and judged.reason is not Reason.NOT_IN_FORCE:
            return rule.ends(judged)
        turns = self.turns(judged.rule, judged.item)
        return next((day for day, status in turns if status is not judged.status), None)

    def turns(self, index: int, item: int | None) -> Iterator[tuple[date, Status | None]]:
        """Yield each later day on which a result may be another, with its status then, if there is any."""
        for day, later in self._turns(index, item):
            yield day, next((each[1] for each in later if each[3] == item), None)

    def first_change(self, outcomes: Iterable[Outcome], before: date = date.max) -> date | None:
        """Return the first later day before another on which anything is said otherwise, or None.

        `outcomes` are the verdicts of all rules now. What is not yet a duty, and may become one, counts too.
        """
        first = before
        moving: dict[int, list[Outcome]] = {}
        for outcome in outcomes:
            rule = self._closures.rules[outcome[0]]
            if not rule.still or outcome[2] is Reason.NOT_IN_FORCE:
                moving.setdefault(outcome[0], []).append(outcome)
            elif (end := rule.ends(outcome)) is not None:
                first = min(first, end)
        until = {index: self._holds_until(index) for index in moving}
        for index in sorted(until, key=lambda each: until[each]):
            if until[index] >= first:
                break
            now = moving[index]
            for day, later in self._turns(index, None, before=first):
                if _statuses(later) != _statuses(now):
                    first = day
                    break
        return None if first == before else first

    def _turns(
        self, index: int, item: int | None, before: date = date.max
    ) -> Iterator[tuple[date, Sequence[Outcome]]]:
        """Yield each later day on which an answer may be another, with the answer on that day."""
        day = self._holds_until(index)
        while day < before:
            key = index, day, item
            if key not in self._later:
                self._later[key] = self._judge_later(*key)
            later, following = self._later[key]
            yield day, later
            day = following

    def _judge_later(self, index: int, day: date, item: int | None) -> tuple[Sequence[Outcome], date]:
        judge = None if self._alone is None else self._alone(index, day, self._as_of)
        if judge is None:
            return self._judge(index, day, item)
        outcomes, until = judge(self._record, item)
        return outcomes, until.get(0, date.max)

    def _holds_until(self, index: int) -> date:
        """Return the first later day on which a rule's verdicts may be others."""
        return self.of_rule(index)[1] if self._until is None else self._until.get(index, date.max)

    def _judge(self, index: int, as_of: date, item: int | None = None) -> tuple[list[Conclusion], date]:
        return self._closures.rules[index].judge(self._record, as_of, self._as_of, self._shared, item)


def _statuses(outcomes: Sequence[Outcome]) -> list[tuple[int | None, Status]]:
    return [(each[3], each[1]) for each in outcomes]
