"""What judges a live case: compiled rules that start over, or the engine that chains forward from facts."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.case.remarks import Contradiction, without_doubted
from guidelinekit.compile.base import BareOutcome, Conclusion
from guidelinekit.compile.closures import OnRecord
from guidelinekit.errors import UsageError
from guidelinekit.evaluate import RuleSet
from guidelinekit.evaluate.contradicted import doubted_in, heard
from guidelinekit.results import Reason, Status
from guidelinekit.text import say

if TYPE_CHECKING:
    from guidelinekit.compile.durable import DurableProgram


class Engine(StrEnum):
    """What judges a live case."""

    COMPILED = "compiled"
    DURABLE = "durable"


_REASONS: Final = {
    Status.MET: Reason.FULFILLED,
    Status.MET_LATE: Reason.TOO_LATE,
    Status.DUE: Reason.NOT_YET_DUE,
    Status.UNMET: Reason.NOT_FOUND,
    Status.UNDETERMINED: Reason.NOT_DOCUMENTED,
    Status.EXEMPT: Reason.OTHER_EXEMPTION,
    Status.NOT_APPLICABLE: Reason.OUT_OF_SCOPE,
}
"""What is said of a status for which closures, which tell the reasons, come to another."""


class Durable:
    """Judges by durable-rules; closures add the reasons to what it concludes."""

    def __init__(self, rules: RuleSet) -> None:
        """Raises UsageError where the engine is not installed, UnsupportedError for what it cannot do."""
        from guidelinekit.compile.durable import DurableSession, engine  # noqa: PLC0415 - an extra, asked for by name

        engine()
        self._rules = rules
        self._sessions = [DurableSession(program) for program in _programs(rules)]

    def conclusions(
        self, indexes: Sequence[int], record: ReadRecord, among: Sequence[Contradiction], judging: OnRecord
    ) -> list[Conclusion]:
        """Return what some rules come to, told as closures would tell it."""
        now = self._judge(indexes, record.model, judging.as_of)
        conclusions = {index: [_completed(each, judging) for each in now[index]] for index in indexes}
        if doubted := doubted_in(among):
            others = self._judge(indexes, without_doubted(record.model, among), judging.as_of)
            for index, other in others.items():
                silent = [_completed(each, None) for each in other]
                conclusions[index] = heard(conclusions[index], silent, self._rules.rules[index], doubted)
        return [each for index in indexes for each in conclusions[index]]

    def _judge(self, indexes: Sequence[int], record: object, as_of: date) -> dict[int, list[BareOutcome]]:
        outcomes: dict[int, list[BareOutcome]] = {index: [] for index in indexes}
        for session in self._sessions:
            for outcome in session.judge(indexes, record, as_of):
                outcomes[outcome[0]].append(outcome)
        return outcomes


def _completed(outcome: BareOutcome, judging: OnRecord | None) -> Conclusion:
    """Return an outcome with its reason, what is missing and how late it is."""
    index, status, reason, item, due_on = outcome
    reasoned = [] if judging is None else judging.of_rule(index)[0]
    same = next((each for each in reasoned if (each.item, each.status) == (item, status)), None)
    if same is None:
        return Conclusion(index, status, reason or _REASONS[status], item, due_on)
    return same._replace(due_on=due_on)


@lru_cache(maxsize=2)
def _programs(rules: RuleSet) -> "tuple[DurableProgram, ...]":
    from guidelinekit.compile.durable import programs_of  # noqa: PLC0415 - an extra, asked for by name

    settings = {rule.pack: rules.settings(rule) for rule in rules.rules}
    return programs_of(rules.rules, settings)


def engine_named(name: str, rules: RuleSet) -> Durable | None:
    """Return what judges, by its name; None is compiled rules. Raises UsageError for another name."""
    if name not in list(Engine):
        raise UsageError(
            say("`{name}` er ingen motor", "`{name}` is no engine", name=name),
            say("motorerne er {engines}", "engines are {engines}", engines=", ".join(Engine)),
        )
    return Durable(rules) if name == Engine.DURABLE else None
