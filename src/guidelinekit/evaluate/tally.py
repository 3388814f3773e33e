"""Counting verdicts as they come: how often each status came out of each rule."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from guidelinekit.evaluate.attested import UnknownAttestation
from guidelinekit.evaluate.evaluation import Evaluation
from guidelinekit.lang.rule import Subject
from guidelinekit.lang.waiver import Waiver
from guidelinekit.results import CaseResults, Status

MOST_UNKNOWN = 1000
"""How many attestations with a code that no pack knows are kept: the others would say no more."""


@dataclass
class Count:
    """What has been counted of one kind of record. Its size follows the number of rules, never of records."""

    evaluated: int = 0
    invalid: int = 0
    not_begun: int = 0
    """How many of those evaluated had not begun on the date: no verdict on them is counted."""
    verdicts: Counter[tuple[str, Status]] = field(default_factory=Counter)
    """How often each status came out of each rule."""
    waived: Counter[str] = field(default_factory=Counter)
    """How many results of each rule a waiver set aside; they count as exempt too."""

    @property
    def by_rule(self) -> Mapping[str, Counter[Status]]:
        """The counts of each rule that gave a result, in the order of their ids."""
        counts: dict[str, Counter[Status]] = {}
        for (rule, status), number in sorted(self.verdicts.items()):
            counts.setdefault(rule, Counter())[status] += number
        return counts

    def take(self, record: CaseResults) -> None:
        """Count a record and its results."""
        self.evaluated += 1
        if record.not_begun:
            self.not_begun += 1
            return
        self.verdicts.update(record.verdicts)
        self.waived.update(waiver.rule for waiver in record.used)

    def join(self, other: "Count") -> None:
        """Add what was counted elsewhere."""
        self.evaluated += other.evaluated
        self.invalid += other.invalid
        self.not_begun += other.not_begun
        self.verdicts.update(other.verdicts)
        self.waived.update(other.waived)


@dataclass
class Tally:
    """What has been counted of cases and, apart from them, of providers."""

    cases: Count = field(default_factory=Count)
    providers: Count = field(default_factory=Count)
    used: set[Waiver] = field(default_factory=set)
    """The waivers that set a result aside."""
    unknown_attestations: set[UnknownAttestation] = field(default_factory=set)
    """What providers attest with a code that no pack knows."""

    def add(self, record: CaseResults, subject: Subject = Subject.CASE) -> None:
        """Count a record and its results."""
        self.of(subject).take(record)
        self.used.update(record.used)
        if isinstance(record, Evaluation) and len(self.unknown_attestations) < MOST_UNKNOWN:
            self.unknown_attestations.update(record.unknown_attestations)

    def merge(self, other: "Tally") -> None:
        """Add what was counted elsewhere."""
        self.cases.join(other.cases)
        self.providers.join(other.providers)
        self.used |= other.used
        if len(self.unknown_attestations) < MOST_UNKNOWN:
            self.unknown_attestations |= other.unknown_attestations

    def refuse(self, subject: Subject) -> None:
        """Count a record that could not be evaluated."""
        self.of(subject).invalid += 1

    def of(self, subject: Subject) -> Count:
        """What has been counted of one kind of record."""
        return self.providers if subject is Subject.PROVIDER else self.cases

    @property
    def evaluated(self) -> int:
        """How many records of any kind were evaluated."""
        return self.cases.evaluated + self.providers.evaluated

    @property
    def refused(self) -> int:
        """How many records of any kind could not be evaluated."""
        return self.cases.invalid + self.providers.invalid

    @property
    def waived(self) -> int:
        """How many results a waiver set aside."""
        return self.cases.waived.total() + self.providers.waived.total()
