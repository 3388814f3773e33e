"""Counting verdicts as they come, how often each status came out of each rule; counts drawn together."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from guidelinekit.evaluate.attested import UnknownAttestation
from guidelinekit.evaluate.evaluation import Evaluation
from guidelinekit.lang.rule import Modality, Rule, Subject
from guidelinekit.lang.waiver import Waiver
from guidelinekit.results import CaseResults, Status
from guidelinekit.wording.rule import in_number_order

MOST_UNKNOWN = 1000
"""How many attestations with a code that no pack knows are kept: the others would say no more."""


@dataclass
class Counts:
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

    def join(self, other: "Counts") -> None:
        """Add what was counted elsewhere."""
        self.evaluated += other.evaluated
        self.invalid += other.invalid
        self.not_begun += other.not_begun
        self.verdicts.update(other.verdicts)
        self.waived.update(other.waived)


@dataclass
class Tally:
    """What has been counted, of each kind of record by itself."""

    counts: Mapping[Subject, Counts] = field(default_factory=lambda: {kind: Counts() for kind in Subject})
    used: set[Waiver] = field(default_factory=set)
    """The waivers that set a result aside."""
    unknown_attestations: set[UnknownAttestation] = field(default_factory=set)
    """What providers and authorities attest with a code that no pack knows."""

    def add(self, record: CaseResults, subject: Subject = Subject.CASE) -> None:
        """Count a record and its results."""
        self.of(subject).take(record)
        self.used.update(record.used)
        if isinstance(record, Evaluation) and len(self.unknown_attestations) < MOST_UNKNOWN:
            self.unknown_attestations.update(record.unknown_attestations)

    def merge(self, other: "Tally") -> None:
        """Add what was counted elsewhere."""
        for kind, count in self.counts.items():
            count.join(other.counts[kind])
        self.used |= other.used
        if len(self.unknown_attestations) < MOST_UNKNOWN:
            self.unknown_attestations |= other.unknown_attestations

    def refuse(self, subject: Subject) -> None:
        """Count a record that could not be evaluated."""
        self.of(subject).invalid += 1

    def of(self, subject: Subject) -> Counts:
        """What has been counted of one kind of record."""
        return self.counts[subject]

    @property
    def evaluated(self) -> int:
        """How many records of any kind were evaluated."""
        return sum(count.evaluated for count in self.counts.values())

    @property
    def refused(self) -> int:
        """How many records of any kind could not be evaluated."""
        return sum(count.invalid for count in self.counts.values())

    @property
    def waived(self) -> int:
        """How many results a waiver set aside."""
        return sum(count.waived.total() for count in self.counts.values())


def statuses(
    by_rule: Mapping[str, Counter[Status]], rules: Mapping[str, Rule], *, summing_up: bool
) -> Counter[Status]:
    """Return the counts over all rules that sum up others, or over all that do not."""
    return sum(
        (counts for rule, counts in by_rule.items() if bool(rules[rule].sums_up) is summing_up), Counter()
    )


def by_anvisning(
    by_rule: Mapping[str, Counter[Status]], rules: Mapping[str, Rule], *leaving_out: Modality
) -> Iterator[tuple[str, Counter[Status]]]:
    """Return the counts of each anvisning (pack, slash, number) in its order, without some modalities.

    A rule that sums up others is left out: its parts are counted.
    """
    counts: dict[str, Counter[Status]] = {}
    for name, of_rule in by_rule.items():
        rule = rules[name]
        if rule.modality not in leaving_out and not rule.sums_up:
            counts.setdefault(f"{rule.pack}/{rule.anvisning}", Counter()).update(of_rule)
    yield from sorted(counts.items(), key=lambda each: in_number_order(each[0]))
