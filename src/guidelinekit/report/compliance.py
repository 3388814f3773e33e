"""In how many of the cases each requirement is kept, with its interval; cases by provider and place."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Final

from guidelinekit.lang.rule import STRICT, Modality, Rule, Subject
from guidelinekit.report.writer import Heading
from guidelinekit.results import CaseResults, Status
from guidelinekit.wording.rule import in_number_order

_Z: Final = 1.959963984540054
"""How many standard deviations hold 95 % of a normal distribution."""


class Kept(StrEnum):
    """What one requirement comes to in one record, over all its items. The first that applies."""

    UNMET = "unmet"
    """Something is not there."""
    LATE = "late"
    """All is there, but something came after its deadline."""
    UNDETERMINED = "undetermined"
    """Something cannot be determined."""
    KEPT = "kept"
    """All that has fallen due is there in time."""
    DUE = "due"
    """Nothing has fallen due."""
    EXEMPT = "exempt"
    """All of it is excused."""


_OF_STATUS: Final[Mapping[Status, Kept]] = {
    Status.UNMET: Kept.UNMET,
    Status.MET_LATE: Kept.LATE,
    Status.UNDETERMINED: Kept.UNDETERMINED,
    Status.MET: Kept.KEPT,
    Status.DUE: Kept.DUE,
    Status.EXEMPT: Kept.EXEMPT,
}
_FIRST: Final = {outcome: index for index, outcome in enumerate(Kept)}


@dataclass(frozen=True, slots=True)
class RecordCompliance:
    """What each requirement comes to in one record."""

    kind: Subject
    municipality: str | None
    provider_id: str | None
    outcomes: tuple[tuple[str, Kept], ...]
    """By full id of the rule; a rule that does not apply is not among them."""


def compliance_of(record: CaseResults) -> RecordCompliance:
    """Return what each requirement comes to in a record; none in one that has not begun."""
    worst: dict[str, Kept] = {}
    for rule, status in () if record.not_begun else record.verdicts:
        outcome = _OF_STATUS.get(status)
        if outcome is not None and (rule not in worst or _FIRST[outcome] < _FIRST[worst[rule]]):
            worst[rule] = outcome
    return RecordCompliance(record.kind, record.municipality, record.provider_id, tuple(worst.items()))


def wilson(number: int, of: int) -> tuple[float, float]:
    """Return the ends of the 95 % interval of a share, by Wilson's score, as numbers from 0 to 1."""
    if of == 0:
        return 0.0, 1.0
    share, square = number / of, _Z * _Z
    middle = share + square / (2 * of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of))
    whole = 1 + square / of
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement over all records."""

    rule: Rule
    strict: bool
    """Whether it is a must or a right, or is raised."""
    counts: Mapping[Kept, int]

    @property
    def decided(self) -> int:
        """How many records stand behind the share: those in which it was kept, late or unmet."""
        return sum(self.counts.get(each, 0) for each in (Kept.KEPT, Kept.LATE, Kept.UNMET))

    @property
    def share(self) -> float | None:
        """The share of those in which it was kept in time; None where there are none."""
        return self.counts.get(Kept.KEPT, 0) / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share."""
        return wilson(self.counts.get(Kept.KEPT, 0), self.decided)


@dataclass(slots=True)
class GroupCount:
    """The cases of one provider or municipality."""

    cases: int = 0
    with_breach: int = 0
    """Those in which a must, a right or what is raised is unmet."""
    with_unmet: int = 0
    """Those in which anything but a may is unmet."""
    with_undetermined: int = 0


class Compliance:
    """Counts record by record. Its size follows rules, providers and municipalities, never records."""

    def __init__(self, heading: Heading) -> None:
        raised = heading.profile.blocking
        self._rules = {rule.id: rule for rule in heading.rules}
        self._strict = {rule.id for rule in heading.rules if rule.modality in STRICT or rule.id in raised}
        self._asked = self._strict.union(
            rule.id for rule in heading.rules if rule.modality is not Modality.MAY
        )
        self._counts: dict[str, Counter[Kept]] = {}
        self.municipalities: dict[str, GroupCount] = {}
        self.providers: dict[str, GroupCount] = {}
        self.all = GroupCount()

    def add(self, piece: RecordCompliance) -> None:
        """Count what a record comes to."""
        for rule, outcome in piece.outcomes:
            self._counts.setdefault(rule, Counter())[outcome] += 1
        if piece.kind is not Subject.CASE or not piece.outcomes:
            return
        unmet = {rule for rule, outcome in piece.outcomes if outcome is Kept.UNMET}
        unclear = any(outcome is Kept.UNDETERMINED for _, outcome in piece.outcomes)
        for group in (
            self.all,
            self.municipalities.setdefault(piece.municipality or "", GroupCount()),
            self.providers.setdefault(piece.provider_id or "", GroupCount()),
        ):
            group.cases += 1
            group.with_breach += bool(unmet & self._strict)
            group.with_unmet += bool(unmet & self._asked)
            group.with_undetermined += unclear

    def requirements(self) -> list[Requirement]:
        """Return those that apply to any case, in the order of their anvisninger; no may."""
        return [
            Requirement(rule, name in self._strict, counts)
            for name, counts in sorted(self._counts.items(), key=lambda each: self._place(each[0]))
            if (rule := self._rules[name]).subject is Subject.CASE and name in self._asked
        ]

    def _place(self, name: str) -> tuple[object, str]:
        rule = self._rules[name]
        return in_number_order(f"{rule.pack}/{rule.anvisning}"), name


Section = tuple[str, str, bool]
"""A pack, an anvisning of it, and whether its strict requirements are meant or the others."""


def by_section(requirements: list[Requirement]) -> Mapping[Section, Sequence[Requirement]]:
    """Return the requirements of each anvisning, the strict ones apart, without those that sum up others."""
    sections: dict[Section, list[Requirement]] = {}
    for each in requirements:
        if not each.rule.sums_up:
            section = each.rule.pack, each.rule.anvisning, each.strict
            sections.setdefault(section, []).append(each)
    return sections
