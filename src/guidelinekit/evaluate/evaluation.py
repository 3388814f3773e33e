"""What rules say of one record as of a date: statuses at once, results and explanations when asked for."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from guidelinekit.case import Case, Provider
from guidelinekit.compile.base import Outcome
from guidelinekit.evaluate.plain import document, encoded
from guidelinekit.lang.rule import Language
from guidelinekit.lang.waiver import Waiver
from guidelinekit.results import CaseResults, Result, Status
from guidelinekit.wording.telling import Told
from guidelinekit.wording.waiver import under_waiver

if TYPE_CHECKING:
    from guidelinekit.evaluate.ruleset import RuleSet
    from guidelinekit.wording.explanation import Explained

Record = Case | Provider
"""What rules are evaluated on."""


class Evaluation(CaseResults):
    """What the rules say of one record as of a date. The results are made of the verdicts when asked for."""

    rules: "RuleSet"
    _told: Told
    _found: Sequence[Outcome]

    def __init__(self, rules: "RuleSet", told: Told, found: Sequence[Outcome]) -> None:
        read = told.read.read
        vars(self).update(case_id=told.read.identifier, as_of=told.as_of, rules=rules)
        vars(self).update(
            kind=told.read.subject, municipality=read.municipality, provider_id=read.provider_id
        )
        vars(self).update(_told=told, _found=found)

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """The results of all rules, in their order."""
        results = self._told.results(self._found)
        waivers = self.rules.waived.get(self.case_id)
        if waivers is None:
            return results
        from guidelinekit.semantics.waivers import waived  # noqa: PLC0415 - few have any

        return tuple(waived(results, waivers, self.as_of, self._until))

    def without(self, hidden: Collection[Status]) -> tuple[Result, ...]:
        """Give the results that have none of some statuses; no others are made."""
        if self.case_id in self.rules.waived:
            return super().without(hidden)
        return self._told.results([one for one in self._found if one[1] not in hidden])

    @property
    def verdicts(self) -> Iterable[tuple[str, Status]]:
        """The rule and the status of each result."""
        if self.case_id in self.rules.waived:
            return super().verdicts
        names = self.rules.names
        return [(names[one[0]], one[1]) for one in self._found]

    @property
    def used(self) -> Iterable[Waiver]:
        """The waivers that set a result aside."""
        return super().used if self.case_id in self.rules.waived else ()

    def _until(self, result: Result, waiver: Waiver) -> date | None:
        from guidelinekit.semantics.waivers import waived_until  # noqa: PLC0415 - few have any

        rule = self.rules.rule(result.rule)
        settings = self.rules.settings(rule)
        return waived_until(rule, self.record, result.subject, self.as_of, settings, waiver.expires)

    @property
    def record(self) -> Record:
        """The record that was evaluated."""
        return self._told.read.model

    @property
    def met(self) -> tuple[Result, ...]:
        """Give the duties that are fulfilled, in time or late."""
        return self.having(Status.MET, Status.MET_LATE)

    @property
    def due(self) -> tuple[Result, ...]:
        """Give the duties whose deadline is still ahead."""
        return self.having(Status.DUE)

    @property
    def unmet(self) -> tuple[Result, ...]:
        """Give the duties that are not fulfilled and no longer wait."""
        return self.having(Status.UNMET)

    @property
    def undetermined(self) -> tuple[Result, ...]:
        """Give the duties of which the record does not tell enough."""
        return self.having(Status.UNDETERMINED)

    @property
    def exempt(self) -> tuple[Result, ...]:
        """Give the duties that are excused, for example because the citizen declined."""
        return self.having(Status.EXEMPT)

    def explain(self, rule: str, language: Language = "da") -> "tuple[Explained, ...]":
        """Give the tree of conditions of a rule, with truths and values read, per item judged.

        Where a waiver sets a result aside, it stands above what the rule says without.
        Raises KeyError when there is no such rule in the rule set.
        """
        found = self.rules.rule(rule).id
        trees = self.rules.explain(found, self.record, self.as_of, language)
        judged = (result for result in self.results if result.rule == found)
        return tuple(under_waiver(tree, one, language) for tree, one in zip(trees, judged, strict=True))

    @cached_property
    def changes_on(self) -> date | None:
        """The first day on which anything in the record changes by itself."""
        days = (result.changes_on for result in self.results)
        return min((day for day in days if day is not None), default=None)

    def to_json(self, *, details: bool = False) -> str:
        """Return all results as JSON that says what they were made with: a document of the report schema."""
        return encoded(document(self, details=details)).decode()
