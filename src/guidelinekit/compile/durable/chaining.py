"""One record in the engine: its facts, asserted as they come, and what rules conclude of them on a day."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from guidelinekit.compile.base import BareOutcome
from guidelinekit.compile.durable.algebra import NULL, Flag, Pair
from guidelinekit.compile.durable.blocks import BlockOfRules
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
    """A record whose facts stand in a memory of the engine."""

    def __init__(self, program: DurableProgram) -> None:
        self._program = program
        self._memory: Memory | None = None
        self._record: Any = None
        self._facts: dict[str, Fact] = {}
        self._versions: dict[str, int] = {}
        self._concluded: dict[tuple[BlockOfRules, date], dict[Keys, Fact]] = {}
        self._passing: list[Fact] = []
        """The conclusions that other blocks join, until the judging is done."""

    @property
    def rules(self) -> Collection[int]:
        """The numbers of the rules that it judges."""
        return self._program.duties

    def become(self, record: Any) -> None:
        """Assert what a record says now and did not before, and retract what it does not say any more."""
        self._record, memory = record, self._held()
        now = dict(facts_of(record, self._program.vocabulary))
        for name in [name for name, fact in self._facts.items() if now.get(name) != _bare(fact)]:
            memory.take(self._facts.pop(name))
        for name in [name for name in now if name not in self._facts]:
            version = self._versions[name] = self._versions.get(name, 0) + 1
            self._facts[name] = {**now[name], "id": f"{name}/{version}"}
            memory.put(self._facts[name])

    def judge(self, indexes: Iterable[int], record: Any, as_of: date) -> list[BareOutcome]:
        """Return what those of some rules that the program has come to, on a record and a day."""
        mine = [index for index in indexes if index in self.rules]
        if not mine:
            return []
        self.become(record)
        try:
            return [each for index in mine for each in self._of_rule(index, as_of)]
        finally:
            for fact in self._passing:
                self._held().take(fact)
            self._passing.clear()
            self._concluded.clear()

    def leave(self) -> None:
        """Leave the engine; the facts are asserted again when they are asked of."""
        if self._memory is not None:
            self._memory.close()
        self._memory = None
        self._facts.clear()

    def _held(self) -> Memory:
        """Return the memory of this session, a new one where it had left the engine."""
        if self._memory is None:
            self._memory = self._program.memory_for(self)
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
        for fact in self._facts.values():
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
        assert duty.last is not None  # noqa: S101 - asked by the caller
        assert duty.until is not None  # noqa: S101 - the same
        assert duty.first is not None  # noqa: S101 - the same
        last = self._conclusion(duty.last, keys, as_of)
        ever = last["v"] < NULL
        due = self._day(duty.until if ever else duty.first, keys, as_of)
        if due is None or (not ever and (last["u"] or duty.stands_alone)):
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
        return self._derived(concluded.block, day)[keys[: len(concluded.about)]]

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
            for name, matched in self._held().put(asked):
                self._conclude(block, name, matched, day)
            self._held().take(asked)
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
            self._passing.append(fact)
            self._held().put(fact)


def _outside(index: int) -> BareOutcome:
    return index, Status.NOT_APPLICABLE, Reason.OUT_OF_SCOPE, None, None


def _bare(fact: Fact) -> Fact:
    return {name: value for name, value in fact.items() if name != "id"}
