"""What a change of the rules does: rule by rule, to examples, to real cases, and by counterexample."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from guidelinekit.casesearch.search import LIMIT
from guidelinekit.evaluate import Evaluable
from guidelinekit.impact.broken_examples import BrokenExample, broken_examples
from guidelinekit.impact.counterexample import Search, search
from guidelinekit.impact.flips import DataImpact, on_records
from guidelinekit.impact.rule_changes import ChangeKind, RuleChange, compare
from guidelinekit.impact.versions import Version, under_new_names
from guidelinekit.text import Language

EVALUATED = (ChangeKind.LOGIC, ChangeKind.PARAMETERS)
"""The changes on which two versions of a rule can differ."""


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything that is known of a change."""

    old: Version
    new: Version
    as_of: date
    changes: tuple[RuleChange, ...]
    """Every rule, those that did not change included."""
    broken_examples: tuple[BrokenExample, ...]
    searches: Mapping[str, Search]
    """By the name of each rule whose logic or numbers changed."""
    data: DataImpact | None
    """None where no cases were given."""

    @property
    def without_effect(self) -> tuple[RuleChange, ...]:
        """The rules whose logic or numbers changed, and on which no difference was found."""
        return tuple(
            change
            for change in self.changes
            if change.name in self.searches
            and self.searches[change.name].counterexample is None
            and not self._flips(change)
        )

    @property
    def differs(self) -> bool:
        """Whether anything differs, be it only a word."""
        return any(change.kind is not ChangeKind.SAME for change in self.changes)

    def _flips(self, change: RuleChange) -> bool:
        flips = None if self.data is None else self.data.rules.get(change.name)
        return flips is not None and bool(flips.changed or flips.moved)


def impact(
    old: Version,
    new: Version,
    as_of: date,
    records: Iterable[Evaluable] | None = None,
    language: Language = "da",
    limit: int = LIMIT,
) -> Impact:
    """Compare two versions of a pack. A search for a counterexample tries at most `limit` cases per rule.

    Raises RuleError where an example names a profile that cannot be used.
    """
    old = under_new_names(old, new)
    changes = compare(old, new)
    evaluated = [change for change in changes if change.kind in EVALUATED]
    affected = [
        change for change in changes if change.kind in (*EVALUATED, ChangeKind.ADDED, ChangeKind.REMOVED)
    ]
    return Impact(
        old,
        new,
        as_of,
        changes,
        tuple(broken_examples(old, new)),
        {change.name: search(change, old, new, limit, language) for change in evaluated},
        None if records is None else on_records(affected, (old, new), records, as_of, language),
    )
