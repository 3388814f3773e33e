"""One record in the engine: its facts, asserted one by one, and what rules conclude of them on a day."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from guidelinekit.compile.base import BareOutcome
from guidelinekit.compile.durable.algebra import NULL, Flag, Pair
from guidelinekit.compile.durable.blocks import FALSE, BlockOfRules
from guidelinekit.compile.durable.duties import DurableProgram, Duty
from guidelinekit.compile.durable.item_facts import Fact, facts_of
from guidelinekit.compile.durable.memory import Memory
from guidelinekit.compile.durable.patterns import SHELF
from guidelinekit.compile.durable.things import Concluded
from guidelinekit.lang.rule import Subject
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.as_of import has_begun

Keys = tuple[int, ...]
Judged = tuple[Status, Reason | None, date | None]
"""The reason is None where only closures tell it."""


class DurableSession:
    """A record that is judged by the rules of a program.

    A memory of the engine serves one question: a fact that took part in a match cannot be retracted safely.
    """

    def __init__(self, program: DurableProgram) -> None:
        self._program = program
        self._memory: Memory | None = None
        self._record: Any = None
        self._facts: list[Fact] = []
        self._concluded: dict[tuple[BlockOfRules, date], dict[Keys, Fact]] = {}

    @property
    def rules(self) -> Collection[int]:
        """The numbers of the rules that it judges."""
        return self._program.duties

    def judge(self, indexes: Iterable[int], record: Any, as_of: date) -> list[BareOutcome]:
        """Return what those of some rules that the program has come to, on a record and a day."""
        mine = [index for index in indexes if index in self.rules]
        if not mine:
            return []
        self._record, self._facts = record, list(facts_of(record, self._program.vocabulary))
        self._concluded.clear()
        try:
            return [each for index in mine for each in self._of_rule(index, as_of)]
        finally:
            if self._memory is not None:
                self._memory.close()
            self._memory = None

    def _asked(self) -> Memory:
        """Return the memory of the question, in which the record's facts are from the first time on."""
        if self._memory is None:
            self._memory = self._program.memory()
            for fact in self._facts:
                self._memory.put(fact)
        return self._memory

    def _of_rule(self, index: int, as_of: date) -> list[BareOutcome]:
        duty = self._program.duties[index]
        start, end = duty.rule.in_force.start, duty.rule.in_force.end
        if self._program.subject is Subject.CASE and not has_begun(self._record, type(self._record), as_of):
            return [(index, Status.NOT_APPLICABLE, Reason.NOT_BEGUN, None, None)]
        if (start is not None and as_of < start) or (end is not None and as_of > end):
            return [(index, Status.NOT_APPLICABLE, Reason.NOT_IN_FORCE, None, None)]
        applies = self._truth(duty.applies, (), as_of)
        if applies is not True:
            return [_outside(index) if applies is False else (index, Status.UNDETERMINED, None, None, None)]
        if duty.item is None:
            return [self._outcome(index, duty, (), as_of)]
        if self._truth(duty.exported, (), as_of) is not True:
            return [(index, Status.UNDETERMINED, None, None, None)]
        outcomes: list[BareOutcome] = []
        day = as_of.toordinal()
        for fact in self._facts:
            if fact["kind"] == duty.item.kind and fact["since"] <= day:
                chosen = self._truth(duty.where, (fact["key"],), as_of)
                if chosen is None:
                    outcomes.append((index, Status.UNDETERMINED, None, fact["key"] - 1, None))
                elif chosen:
                    outcomes.append(self._outcome(index, duty, (fact["key"],), as_of))
        return sorted(outcomes, key=lambda each: each[3] or 0) or [_outside(index)]

    def _outcome(self, index: int, duty: Duty, keys: Keys, as_of: date) -> BareOutcome:
        status, reason, due = self._duty(duty, keys, as_of)
        return index, status, reason, keys[0] - 1 if keys else None, due

    def _duty(self, duty: Duty, keys: Keys, as_of: date) -> Judged:
        if duty.last is not None:
            return self._recurring(duty, keys, as_of)
        due = None
        if duty.deadline is not None:
            due = self._day(duty.deadline, keys, as_of)
            if due is None:
                return Status.UNDETERMINED, None, None
        now = self._truth(duty.requires, keys, as_of)
        if now is True:
            return self._done(duty, keys, as_of, due), None, due
        excused = self._excused(duty, keys, as_of)
        if excused is not None:
            return *excused, due
        if now is None:
            return Status.UNDETERMINED, None, due
        return (Status.DUE if due is not None and as_of <= due else Status.UNMET), None, due

    def _done(self, duty: Duty, keys: Keys, as_of: date, due: date | None) -> Status:
        if due is None or due >= as_of:
            return Status.MET
        in_time = self._truth(duty.requires, keys, due)
        if in_time is True:
            return Status.MET
        excuses = [self._truth(pair, keys, due) for _, pair in duty.exempt]
        if any(each is True for each in excuses):
            return Status.MET
        return Status.UNDETERMINED if None in (in_time, *excuses) else Status.MET_LATE

    def _recurring(self, duty: Duty, keys: Keys, as_of: date) -> Judged:
        assert duty.rule.repeats is not None  # noqa: S101 - asked by the caller
        assert duty.last and duty.until and duty.first  # noqa: PT018, S101 - for types, as above
        last = self._conclusion(duty.last, keys, as_of)
        ever = last["v"] < NULL
        due = self._day(duty.until if ever else duty.first, keys, as_of)
        if due is None or (not ever and (last["u"] or duty.rule.repeats.last_is_a_field)):
            return Status.UNDETERMINED, None, None
        if as_of <= due:
            return (Status.MET if ever else Status.DUE), None, due
        excused = self._excused(duty, keys, as_of)
        if excused is not None:
            return *excused, due
        return Status.UNMET, None, due

    def _excused(self, duty: Duty, keys: Keys, as_of: date) -> tuple[Status, Reason | None] | None:
        excuses = [(reason, self._truth(pair, keys, as_of)) for reason, pair in duty.exempt]
        for reason, excuse in excuses:
            if excuse is True:
                return Status.EXEMPT, Reason(reason)
        return (Status.UNDETERMINED, None) if any(excuse is None for _, excuse in excuses) else None

    def _truth(self, pair: Pair, keys: Keys, day: date) -> bool | None:
        """Return a truth on a day; None is unknown."""
        certain, possible = (self._holds(each, keys, day) for each in pair)
        return True if certain else None if possible else False

    def _holds(self, truth: Any, keys: Keys, day: date) -> bool:
        if isinstance(truth, bool):
            return truth
        assert isinstance(truth, Flag)  # noqa: S101 - a condition of a duty was concluded
        return bool(self._conclusion(truth.of.of, keys, day)[truth.of.name])

    def _day(self, concluded: Concluded, keys: Keys, day: date) -> date | None:
        value = self._conclusion(concluded, keys, day)["v"]
        return None if value >= NULL else date.min + timedelta(days=value - 1)

    def _conclusion(self, concluded: Concluded, keys: Keys, day: date) -> Fact:
        block, about = concluded.block, keys[: len(concluded.about)]
        conclusions = self._derived(block, day)
        return conclusions[about] if block.denied else conclusions.get(about, FALSE)

    def _derived(self, block: BlockOfRules, day: date) -> dict[Keys, Fact]:
        """Return what a block concludes of a day, by the items that it is about."""
        if (block, day) in self._concluded:
            return self._concluded[block, day]
        for need in block.needs:
            self._derived(need, day)
        conclusions = self._concluded[block, day] = {}
        readers = self._program.vocabulary.readers.get("", {})
        anchor: Fact = {
            "kind": "s",
            "block": block.number,
            "shelf": block.number // SHELF,
            "day": day.toordinal(),
            "zero": 0,
            **{name: readers[name](self._record, day) for name in block.reads if name != "day"},
        }
        for phase in range(1, block.phases + 1):
            asked = {**anchor, "phase": phase, "id": f"{block.number}/{phase}/{day}"}
            for name, matched in self._asked().ask(asked):
                self._conclude(block, name, matched, day)
        return conclusions

    def _conclude(self, block: BlockOfRules, name: str, matched: dict[str, Fact], day: date) -> None:
        keys = tuple(matched[f"o{number}"]["key"] for number in range(block.about))
        conclusions = self._concluded[block, day]
        if keys in conclusions:
            return
        conclusion = block.rules[int(name.partition(".")[2])].conclusion
        fact: Fact = {"kind": "t", "block": block.number, "shelf": block.number // SHELF, "zero": 0}
        fact |= {"day": day.toordinal()} | {f"o{number}": key for number, key in enumerate(keys)}
        for attribute, (number, places) in conclusion.items():
            fact[attribute] = number + sum(matched[alias][held] for alias, held in places)
        conclusions[keys] = fact
        if block.joined:
            fact["id"] = "/".join(map(str, ("t", block.number, day, *keys)))
            self._asked().put(fact)


def _outside(index: int) -> BareOutcome:
    return index, Status.NOT_APPLICABLE, Reason.OUT_OF_SCOPE, None, None
