"""Rules compiled for the engine, and a session of a record that is judged by them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any, Final

from guidelinekit.case.catalogue import CATALOGUES
from guidelinekit.compile.base import SettingsByPack, UnsupportedError, settings_of
from guidelinekit.compile.durable.algebra import Pair
from guidelinekit.compile.durable.algebra import negation as _not
from guidelinekit.compile.durable.conditions import Conditions
from guidelinekit.compile.durable.memory import Memory, engine, ruleset
from guidelinekit.compile.durable.operands import day_of, list_on
from guidelinekit.compile.durable.things import Concluded, Readings, Slot, Surroundings
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.text import Text

_TOGETHER: Final = 12
"""How many rules are one program: a session takes room for all of it, and the engine has its limits."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A rule as conditions and dates over facts; what is always so is a plain truth."""

    rule: Rule
    applies: Pair
    item: Slot | None
    exported: Pair
    """Whether the list of `for_each` is there."""
    where: Pair
    requires: Pair
    deadline: Concluded | None
    exempt: tuple[tuple[str, Pair], ...]
    last: Concluded | None
    until: Concluded | None
    """When a recurring duty falls due after the last time."""
    first: Concluded | None
    """When it falls due for the first time."""


class DurableProgram:
    """Rules for one kind of record, compiled. What cannot be is in `unsupported`, with the reason."""

    def __init__(
        self,
        rules: Mapping[int, Rule],
        settings: SettingsByPack,
        subject: Subject = Subject.CASE,
    ) -> None:
        """Compile rules, each under its number, on one kind of record."""
        self.vocabulary, self.subject = Readings(), subject
        self.record = Slot("", CATALOGUES[subject], next(self.vocabulary.things))
        self.blocks = Conditions(self.vocabulary, self.record)
        self._numbers = count(1)
        self.duties: dict[int, Duty] = {}
        self.unsupported: dict[int, UnsupportedError] = {}
        for index, rule in rules.items():
            if rule.subject is subject:
                context = Surroundings(
                    rule.id,
                    settings_of(rule, settings),
                    self.vocabulary,
                    self.record,
                    {subject.value: self.record},
                )
                try:
                    self.duties[index] = _duty(rule, context, self.blocks)
                except UnsupportedError as error:
                    self.unsupported[index] = error

    @cached_property
    def handle(self) -> int:
        """The rules in the engine."""
        definitions: dict[str, Any] = {}
        for block in self.blocks.all.values():
            definitions |= block.definitions(len(definitions))
        return ruleset(f"rules {id(self)}", definitions)

    def memory(self) -> Memory:
        """Return an empty memory, in which the rules wait for facts."""
        return Memory(self.handle, str(next(self._numbers)))


def programs_of(
    rules: Sequence[Rule], settings: SettingsByPack, subject: Subject = Subject.CASE
) -> tuple[DurableProgram, ...]:
    """Return the programs of the rules for one kind of record.

    Raises UsageError where the engine is not there, UnsupportedError with all rules that it cannot judge.
    """
    engine()
    about = [(index, rule) for index, rule in enumerate(rules) if rule.subject is subject]
    shares = [dict(about[start : start + _TOGETHER]) for start in range(0, len(about), _TOGETHER)]
    programs = tuple(DurableProgram(share, settings, subject) for share in shares)
    unsupported = [error for program in programs for error in program.unsupported.values()]
    if unsupported:
        messages = [error.message for error in unsupported]
        every = Text(da="; ".join(each.da for each in messages), en="; ".join(each.en for each in messages))
        raise UnsupportedError(every, unsupported[0].help)
    return programs


def _duty(rule: Rule, context: Surroundings, blocks: Conditions) -> Duty:
    applies = blocks.concluded(blocks.condition(rule.applies_when, context))
    item, exported, where = None, Pair(certain=True, possible=True), Pair(certain=True, possible=True)
    if rule.for_each is not None:
        item, null = list_on(rule.for_each.over, context)
        there = _not(null)
        exported = blocks.concluded(Pair(there, there))
        context = context.naming(rule.for_each.item, item)
        where = blocks.concluded(blocks.condition(rule.for_each.where, context), item=item)
    requires = blocks.concluded(blocks.condition(e.TRUE if rule.requires is None else rule.requires, context))
    exempt = tuple(
        (entry.reason, blocks.concluded(blocks.condition(entry.when, context))) for entry in rule.exempt_when
    )

    def value(date_expr: e.DateExpr | None) -> Concluded | None:
        return None if date_expr is None else blocks.value(day_of(date_expr, context, blocks))

    repeats = rule.repeats
    last = until = first = None
    if repeats is not None:
        last = value(repeats.last)
        until = value(e.Shift(base=repeats.last, by=repeats.every))
        first = value(e.Shift(base=repeats.start, by=repeats.every))
    return Duty(
        rule, applies, item, exported, where, requires, value(rule.deadline), exempt, last, until, first
    )
