"""Rules judged without a pack: any rules, each under parameters of its own, at once on each record."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from guidelinekit.case import Case, Provider
from guidelinekit.compile.verdicts import PythonProgram
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.values import Settings


class BareVerdict(NamedTuple):
    """A verdict without its rule. A reason that only an explanation can tell is None."""

    status: Status
    reason: Reason | None
    item: int | None
    """The index of the item judged; None for the record itself."""
    due_on: date | None


class LooseRules:
    """Rules compiled together, whatever pack they are of, or of none."""

    def __init__(self, rules: Iterable[tuple[Rule, Settings]]) -> None:
        pairs = list(rules)
        self._count = len(pairs)
        self._program = PythonProgram(
            [rule.model_copy(update={"id": f"{number}/rule"}) for number, (rule, _) in enumerate(pairs)],
            {str(number): settings for number, (_, settings) in enumerate(pairs)},
        )

    def judge(self, record: Case | Provider, as_of: date) -> list[list[BareVerdict]]:
        """Return what each rule says of a record, in the order of the rules."""
        subject = Subject.CASE if isinstance(record, Case) else Subject.PROVIDER
        verdicts: list[list[BareVerdict]] = [[] for _ in range(self._count)]
        verdict: tuple[Any, ...]
        for index, *verdict in self._program.judge(record, as_of, subject):  # type: ignore[assignment]  # a list
            verdicts[index].append(BareVerdict(*verdict))
        return verdicts
