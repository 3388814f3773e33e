"""Counting results as they come: by status, by anvisning and by rule."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from guidelinekit.lang.rule import Modality, Subject
from guidelinekit.lang.waiver import Waiver
from guidelinekit.report.json_v1 import CountsEntry, StatusCounts, SummaryEntry
from guidelinekit.report.receipt import FileEntry
from guidelinekit.results import CaseResults, Status
from guidelinekit.wording.citations import in_number_order


@dataclass(slots=True)
class RuleCount:
    """How often each status came out of one rule."""

    anvisning: str
    """The anvisning with its pack before it, since editions renumber."""
    modality: Modality
    statuses: Counter[Status] = field(default_factory=Counter)
    waived: int = 0
    """How many results a waiver set aside; they count as exempt too."""


@dataclass
class Count:
    """What has been counted of one kind of record. Its size follows the number of rules, never of records."""

    evaluated: int = 0
    invalid: int = 0
    _rules: dict[str, RuleCount] = field(default_factory=dict)
    _verdicts: Counter[tuple[str, Status]] = field(default_factory=Counter)
    """What is not yet in `_rules`: counting pairs costs a fraction of counting each under its rule."""

    def take(self, record: CaseResults) -> None:
        """Count a record and its results."""
        self.evaluated += 1
        known = len(self._verdicts)
        self._verdicts.update(record.verdicts)
        if len(self._verdicts) > known:
            for rule in dict.fromkeys(rule for rule, _ in record.verdicts):
                if rule not in self._rules:
                    self._rules[rule] = _nothing_yet(rule, record)
        for waiver in record.used:
            self._rules[waiver.rule].waived += 1

    @property
    def rules(self) -> Mapping[str, RuleCount]:
        """What has been counted, by rule."""
        for (rule, status), number in self._verdicts.items():
            self._rules[rule].statuses[status] += number
        self._verdicts.clear()
        return self._rules

    def join(self, other: "Count") -> None:
        """Add what was counted elsewhere."""
        self.evaluated += other.evaluated
        self.invalid += other.invalid
        for rule, counted in other.rules.items():
            mine = self._rules.setdefault(rule, RuleCount(counted.anvisning, counted.modality))
            mine.statuses.update(counted.statuses)
            mine.waived += counted.waived

    def by_anvisning(self, *leaving_out: Modality) -> Iterator[tuple[str, Counter[Status]]]:
        """Give the counts of each anvisning, in its order, without the rules of some modalities."""
        found: dict[str, Counter[Status]] = {}
        for counted in self.rules.values():
            if counted.modality not in leaving_out:
                found.setdefault(counted.anvisning, Counter()).update(counted.statuses)
        yield from sorted(found.items(), key=lambda entry: in_number_order(entry[0]))

    @property
    def statuses(self) -> Counter[Status]:
        """The counts over all rules."""
        return sum((counted.statuses for counted in self.rules.values()), Counter())

    @property
    def waived(self) -> int:
        """How many results a waiver set aside."""
        return sum(counted.waived for counted in self.rules.values())


def _nothing_yet(rule: str, record: CaseResults) -> RuleCount:
    """Give what the counts of a rule begin with, from its first result."""
    first = next(result for result in record.results if result.rule == rule)
    return RuleCount(f"{rule.partition('/')[0]}/{first.anvisning}", first.modality)


@dataclass
class Tally(Count):
    """What has been counted of cases and, apart from them, of providers; and what it was made from."""

    providers: Count = field(default_factory=Count)
    used: set[Waiver] = field(default_factory=set)
    """The waivers that set a result aside."""
    files: list[FileEntry] = field(default_factory=list)
    """The files that were read to their end."""

    def add(self, record: CaseResults, subject: Subject = Subject.CASE) -> None:
        """Count a record and its results."""
        self._of(subject).take(record)
        self.used.update(record.used)

    def merge(self, other: "Tally") -> None:
        """Add what was counted elsewhere."""
        self.join(other)
        self.providers.join(other.providers)
        self.used |= other.used
        self.files += other.files

    def refuse(self, subject: Subject) -> None:
        """Count a record that could not be evaluated."""
        self._of(subject).invalid += 1

    @property
    def refused(self) -> int:
        """How many records of any kind could not be evaluated."""
        return self.invalid + self.providers.invalid

    def _of(self, subject: Subject) -> Count:
        return self.providers if subject is Subject.PROVIDER else self


def summary_entry(tally: Tally) -> SummaryEntry:
    """Give the counts as they stand in the JSON result."""
    providers = tally.providers
    every = {**tally.rules, **providers.rules}
    return SummaryEntry(
        **dict(_counts_entry(tally)),
        waived={rule: counted.waived for rule, counted in sorted(every.items()) if counted.waived},
        providers=_counts_entry(providers) if providers.evaluated or providers.invalid else None,
    )


def _counts_entry(count: Count) -> CountsEntry:
    return CountsEntry(
        by_status=_counts(count.statuses),
        by_anvisning={anvisning: _counts(statuses) for anvisning, statuses in count.by_anvisning()},
        by_rule={rule: _counts(counted.statuses) for rule, counted in sorted(count.rules.items())},
    )


def _counts(statuses: Counter[Status]) -> StatusCounts:
    return StatusCounts(**{status.value: statuses[status] for status in Status})
