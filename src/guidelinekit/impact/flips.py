"""What a change does to real cases: how many results go from which status to which, and which cases flip."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from guidelinekit.case.keys import item_key
from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.evaluate import Evaluable, RuleSet
from guidelinekit.evaluate.evaluation import Evaluation
from guidelinekit.impact.causes import Cause, parting, worded
from guidelinekit.impact.rule_changes import RuleChange
from guidelinekit.impact.versions import Version
from guidelinekit.results import Result, Status
from guidelinekit.text import Language

Transition = tuple[Status | None, Status | None]
"""The status before and after; None where a version has no such rule or item."""

APPLIES: Final = (
    *(Status.UNMET, Status.MET_LATE, Status.DUE, Status.UNDETERMINED, Status.EXEMPT, Status.MET),
)
"""The statuses of a rule that applies, the most serious first."""
OPEN: Final = frozenset({Status.DUE, Status.UNMET, Status.MET_LATE})
"""The statuses whose due date a caseworker looks at."""
_SERIOUS: Final[Mapping[Status | None, int]] = {each: len(APPLIES) - i for i, each in enumerate(APPLIES)}


def worsening(transition: Transition) -> int:
    """Say by how much a status became more serious: below zero less so, zero where it is as serious."""
    was, now = (_SERIOUS.get(status, 0) for status in transition)
    return now - was


@dataclass(slots=True)
class GroupImpact:
    """What the changed rules say of the citizens of a group, before and after."""

    records: int = 0
    changed: int = 0
    """How many have a result with another status."""
    worse: int = 0
    """How many have a result with a more serious one."""
    before: Counter[Status] = field(default_factory=Counter)
    """The results of rules that apply, by status."""
    after: Counter[Status] = field(default_factory=Counter)

    def add(self, transitions: Sequence[Transition]) -> None:
        """Count one citizen, with all that the changed rules say."""
        changes = [worsening(each) for each in transitions if each[0] is not each[1]]
        self.records += 1
        self.changed += bool(changes)
        self.worse += any(change > 0 for change in changes)
        for counts, statuses in zip((self.before, self.after), zip(*transitions, strict=True), strict=False):
            counts.update(status for status in statuses if status in APPLIES)


_NAMED = 200
"""How many flips of a rule are named one by one, the worst; all are counted."""


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
    whole: GroupImpact = field(default_factory=GroupImpact)
    municipalities: dict[str, GroupImpact] = field(default_factory=dict)
    """By code; empty where the record tells none."""
    providers: dict[str, GroupImpact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Change:
    """A result that is another, before anybody asks why."""

    record: Evaluable
    subject: str
    was: Result | None
    now: Result | None

    @property
    def status(self) -> Transition:
        return _status(self.was), _status(self.now)


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
    changed: dict[str, list[_Change]] = {name: [] for name in named}
    for record in records:
        evaluation = new.evaluate(record, as_of=as_of)
        before, after = _by_rule(old.evaluate(record, as_of=as_of)), _by_rule(evaluation)
        transitions: list[Transition] = []
        for name in named:
            rule = impact.rules[name]
            for subject, was, now in _paired(before.get(name, {}), after.get(name, {})):
                change = _Change(record, subject, was, now)
                transitions.append(change.status)
                rule.matrix[change.status] += 1
                if change.status[0] is not change.status[1]:
                    changed[name].append(change)
                else:
                    rule.moved += change.status[0] in OPEN and _due(was) != _due(now)
            if len(changed[name]) > 2 * _NAMED:
                changed[name] = _worst(changed[name])
        impact.records += 1
        for group in (
            impact.whole,
            impact.municipalities.setdefault(evaluation.municipality or "", GroupImpact()),
            impact.providers.setdefault(evaluation.provider_id or "", GroupImpact()),
        ):
            group.add(transitions)
    for name, change_of in named.items():
        worst = _worst(changed[name])
        impact.rules[name].flips = [_flip(change_of, versions, each, as_of, language) for each in worst]
    return impact


def _worst(changed: Sequence[_Change]) -> list[_Change]:
    """Return those that became more serious by most; of equals the first."""
    return sorted(changed, key=lambda each: -worsening(each.status))[:_NAMED]


def _only(version: Version, named: Mapping[str, RuleChange]) -> RuleSet:
    return replace(version.rules, rules=tuple(rule for rule in version.rules.rules if rule.name in named))


def _by_rule(evaluation: Evaluation) -> dict[str, dict[str, Result]]:
    by_rule: dict[str, dict[str, Result]] = {}
    for result in evaluation.results:
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
    rule: RuleChange,
    versions: tuple[Version, Version],
    change: _Change,
    as_of: date,
    language: Language,
) -> Flip:
    read = ReadRecord(change.record)
    old, new = (
        [] if each is None else worded(version.rules, each, read.model, as_of, language)
        for version, each in zip(versions, (rule.old, rule.new), strict=True)
    )
    return Flip(
        read.identifier,
        change.subject,
        item_key(read.model, change.subject),
        change.status,
        (_due(change.was), _due(change.now)),
        parting(old, new, change.subject),
    )
