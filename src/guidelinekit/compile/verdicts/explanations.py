"""Explanations of results: by the reference evaluator at first, compiled for a rule that is explained often.

Compiling a rule costs as much as explaining it a few times by the reference, so that one case is explained
without and a caseload with. The answers are the same.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from guidelinekit.compile.base import SettingsByPack, settings_of
from guidelinekit.compile.verdicts.facts import Facts, Memo, UnexplainedError
from guidelinekit.compile.verdicts.generated import NOTHING_KEPT, Kept
from guidelinekit.compile.verdicts.runtime import pointers
from guidelinekit.lang.rule import Rule
from guidelinekit.results import Reason, Status

if TYPE_CHECKING:
    from guidelinekit.compile.verdicts.changes import Changes
    from guidelinekit.compile.verdicts.explaining import Explainer
    from guidelinekit.semantics.reference import Judgement

WORTH_COMPILING = 6
"""From how many explanations of a rule it pays to compile them."""

Found = tuple[int, Status, Reason | None, int | None, date | None]
"""A verdict of a program, shaped as `base.Found`."""


class Explanations:
    """Explains the results of a rule set. `often` says from the how manieth time on a rule is compiled."""

    def __init__(
        self,
        rules: Sequence[Rule],
        settings: SettingsByPack,
        often: int | None = None,
        kept: Kept = NOTHING_KEPT,
    ) -> None:
        self._rules, self._settings, self._kept = rules, settings, kept
        self._often = WORTH_COMPILING if often is None else often
        self._asked: Counter[tuple[str, int]] = Counter()
        self._by_reference: set[int] = set()

    @cached_property
    def _explainer(self) -> "Explainer":
        from guidelinekit.compile.verdicts.explaining import Explainer  # noqa: PLC0415 - a single case needs none

        return Explainer(self._rules, self._settings, self._kept)

    @cached_property
    def _changes(self) -> "Changes":
        from guidelinekit.compile.verdicts.changes import Changes  # noqa: PLC0415 - the same

        return Changes(self._rules, self._settings, self._kept)

    def explained(
        self, found: Found, record: Any, model: Callable[[], BaseModel], as_of: date, memo: Memo
    ) -> Facts:
        """Explain a result of a record; `memo` is shared by all that is asked of the record at the date.

        `record` is any object with the attributes of the model, `model` gives the model itself.
        """
        index, item = found[0], found[3]
        if self._compiled("explained", index) and index not in self._by_reference:
            try:
                return self._explainer.explain(index, record, as_of, item, memo)
            except UnexplainedError:
                self._by_reference.add(index)
        from guidelinekit.semantics.gap import closing  # noqa: PLC0415 - only without compiled explanations

        judgement = self._judgement(index, model(), as_of, item, memo)
        verdict = judgement.verdict
        return Facts(
            verdict.status,
            verdict.reason,
            tuple((one.pointer, one.reason) for one in judgement.missing),
            {one.pointer: one.value for one in judgement.read},
            dict.fromkeys(judgement.parameters),
            closing(self._rules[index], judgement),
            verdict.due_on,
        )

    def changes_on(
        self, found: Found, record: Any, model: Callable[[], BaseModel], as_of: date, memo: Memo
    ) -> date | None:
        """Give the next date on which a result changes if nothing is recorded; None if it never does."""
        index, status, reason, item, due_on = found
        if self._changes.at_once(index, reason) or self._compiled("changes", index):
            return self._changes.changes_on(index, record, as_of, item, status, reason, due_on)
        from guidelinekit.semantics.next_change import changes_on  # noqa: PLC0415 - the same

        rule, whole = self._rules[index], model()
        judgement = self._judgement(index, whole, as_of, item, memo)
        return changes_on(rule, whole, judgement, settings_of(rule, self._settings), still=False)

    def _compiled(self, what: str, index: int) -> bool:
        """Say whether it is time to compile."""
        if self._asked[what, index] >= self._often:
            return True
        self._asked[what, index] += 1
        return False

    def _judgement(
        self, index: int, record: BaseModel, as_of: date, item: int | None, memo: Memo
    ) -> "Judgement":
        from guidelinekit.semantics.reference import judge  # noqa: PLC0415 - the same

        rule = self._rules[index]
        judged: dict[str, Judgement] | None = memo.get(rule.id)
        if judged is None:
            found = judge(rule, record, as_of, settings_of(rule, self._settings))
            judged = memo[rule.id] = {one.verdict.subject: one for one in found}
        return judged[subject_of(rule, item)]


def subject_of(rule: Rule, item: int | None) -> str:
    """Give the JSON pointer of what was judged: the record, or one item."""
    return "" if item is None else subjects_of(rule)[item]


def subjects_of(rule: Rule) -> Mapping[int, str]:
    """Give the JSON pointers of the items that a rule judges, by their index."""
    if rule.for_each is None:
        return {}
    return pointers("".join(f"/{step}" for step in (*rule.for_each.over.steps, "")), "")
