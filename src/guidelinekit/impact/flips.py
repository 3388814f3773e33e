"""What a change does to real cases: how many results go from which status to which, and which cases flip."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from guidelinekit.case.keys import item_key
from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.evaluate import Evaluable, RuleSet
from guidelinekit.impact.causes import Cause, parting, worded
from guidelinekit.impact.rule_changes import RuleChange
from guidelinekit.impact.versions import Version
from guidelinekit.lang.rule import Language
from guidelinekit.results import Result, Status

Transition = tuple[Status | None, Status | None]
"""The status before and after; None where a version has no such rule or item."""

_NAMED = 200
"""How many flips of a rule are named one by one; all are counted."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A result that is another under the new version."""

    record: str
    subject: str
    """Its JSON pointer, for reading this export."""
    item: str
    """Its name in every export."""
    status: Transition
    due_on: tuple[date | None, date | None]
    causes: tuple[Cause, ...]


@dataclass(slots=True)
class RuleImpact:
    """What the change of one rule does to the cases."""

    matrix: Counter[Transition] = field(default_factory=Counter)
    """How many results went from which status to which, those that stayed included."""
    moved: int = 0
    """How many results kept their status and got another due date."""
    flips: list[Flip] = field(default_factory=list)

    @property
    def changed(self) -> int:
        """How many results have another status."""
        return sum(number for (was, now), number in self.matrix.items() if was is not now)


@dataclass(slots=True)
class DataImpact:
    """What the changes do to all cases given."""

    records: int = 0
    rules: dict[str, RuleImpact] = field(default_factory=dict)
    """By the name of the rule: those whose logic or numbers changed, or that only one version has."""


def on_records(
    changes: Sequence[RuleChange],
    versions: tuple[Version, Version],
    records: Iterable[Evaluable],
    as_of: date,
    language: Language,
) -> DataImpact:
    """Evaluate the changed rules of both versions on each record."""
    impact = DataImpact(rules={change.name: RuleImpact() for change in changes})
    named = {change.name: change for change in changes}
    old, new = (_only(version, named) for version in versions)
    for record in records:
        impact.records += 1
        before, after = _by_rule(old, record, as_of), _by_rule(new, record, as_of)
        for name, change in named.items():
            for subject, was, now in _paired(before.get(name, {}), after.get(name, {})):
                rule, status = impact.rules[name], (_status(was), _status(now))
                rule.matrix[status] += 1
                if status[0] is status[1]:
                    rule.moved += status[0] in _OPEN and _due(was) != _due(now)
                elif len(rule.flips) < _NAMED:
                    rule.flips.append(_flip(change, versions, record, subject, (was, now), as_of, language))
    return impact


_OPEN = frozenset({Status.DUE, Status.UNMET, Status.MET_LATE})


def _only(version: Version, named: Mapping[str, RuleChange]) -> RuleSet:
    return replace(version.rules, rules=tuple(rule for rule in version.rules.rules if rule.name in named))


def _by_rule(rules: RuleSet, record: Evaluable, as_of: date) -> dict[str, dict[str, Result]]:
    by_rule: dict[str, dict[str, Result]] = {}
    for result in rules.evaluate(record, as_of=as_of).results:
        by_rule.setdefault(result.rule.partition("/")[2], {})[result.subject] = result
    return by_rule


def _paired(
    before: Mapping[str, Result], after: Mapping[str, Result]
) -> Iterator[tuple[str, Result | None, Result | None]]:
    """Return the results of a rule by item; one for the whole record stands for each item of the other."""
    subjects = dict.fromkeys([*before, *after])
    items = [subject for subject in subjects if subject]
    for subject in items or subjects:
        yield subject, before.get(subject, before.get("")), after.get(subject, after.get(""))


def _status(result: Result | None) -> Status | None:
    return None if result is None else result.status


def _due(result: Result | None) -> date | None:
    return None if result is None else result.due_on


def _flip(
    change: RuleChange,
    versions: tuple[Version, Version],
    record: Evaluable,
    subject: str,
    results: tuple[Result | None, Result | None],
    as_of: date,
    language: Language,
) -> Flip:
    read = ReadRecord(record)
    old, new = (
        [] if rule is None else worded(version.rules, rule, read.model, as_of, language)
        for version, rule in zip(versions, (change.old, change.new), strict=True)
    )
    was, now = results
    return Flip(
        read.identifier,
        subject,
        item_key(read.model, subject),
        (_status(was), _status(now)),
        (_due(was), _due(now)),
        parting(old, new, subject),
    )
