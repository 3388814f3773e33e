"""Counting results as they come: by status, by anvisning and by rule."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from guidelinekit.lang.rule import Modality
from guidelinekit.report.json_v1 import StatusCounts, SummaryEntry
from guidelinekit.results import CaseResults, Status


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often each status came out of one rule."""

    anvisning: str
    """The anvisning with its pack before it, since editions renumber."""
    modality: Modality
    statuses: Counter[Status] = field(default_factory=Counter)


@dataclass
class Tally:
    """What has been counted so far. Its size follows the number of rules, never the number of records."""

    evaluated: int = 0
    invalid: int = 0
    rules: dict[str, RuleCount] = field(default_factory=dict)

    def add(self, record: CaseResults) -> None:
        """Count a record and its results."""
        self.evaluated += 1
        for result in record.results:
            counted = self.rules.get(result.rule)
            if counted is None:
                pack = result.rule.partition("/")[0]
                counted = RuleCount(f"{pack}/{result.anvisning}", result.modality)
                self.rules[result.rule] = counted
            counted.statuses[result.status] += 1

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


def in_number_order(anvisning: str) -> tuple[str, tuple[int | str, ...]]:
    """Give a sorting key by which `3.2.10` comes after `3.2.9`."""
    pack, _, number = anvisning.partition("/")
    parts = (f"{int(part):06}" if part.isdecimal() else part for part in number.split("."))
    return pack, tuple(parts)


def summary_entry(tally: Tally) -> SummaryEntry:
    """Give the counts as they stand in the JSON result."""
    return SummaryEntry(
        by_status=_counts(tally.statuses),
        by_anvisning={anvisning: _counts(statuses) for anvisning, statuses in tally.by_anvisning()},
        by_rule={rule: _counts(counted.statuses) for rule, counted in sorted(tally.rules.items())},
    )


def _counts(statuses: Counter[Status]) -> StatusCounts:
    return StatusCounts(**{status.value: statuses[status] for status in Status})
