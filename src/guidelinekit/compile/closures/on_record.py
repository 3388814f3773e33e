"""What closures say of one record as of a date, each thing worked out once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from guidelinekit.compile.base import BareOutcome, Conclusion, Outcome, SettingsByPack, settings_of
from guidelinekit.compile.closures.frame import Shared
from guidelinekit.compile.closures.judging import CompiledRule
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.results import Reason, Status

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

    def first_change(self, outcomes: Iterable[Outcome]) -> date | None:
        """Return the first later day on which anything is said otherwise of the record, or None.

        `outcomes` are the verdicts of all rules now. What is not yet a duty, and may become one, counts too.
        """
        first = date.max
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
        return None if first == date.max else first

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
