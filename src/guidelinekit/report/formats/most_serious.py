"""The most serious findings of a run, where a reader takes only so many."""

from collections import Counter
from collections.abc import Callable, Collection

from guidelinekit.report.findings import FindingRow, RecordFindings
from guidelinekit.report.severity import Weight

Listed = tuple[FindingRow, str]
"""A finding, and the name of the file in which its record stands."""


class MostSerious:
    """Keeps at most so many findings of some weights, and counts all. Of equals the first to come stays."""

    def __init__(self, most: int, weights: Collection[Weight]) -> None:
        self._most, self._weights = most, weights
        self._listed: list[Listed] = []
        self.counts: Counter[Weight] = Counter()

    def take(self, piece: RecordFindings, file: Callable[[], str]) -> None:
        """Take the findings of a record."""
        for finding in piece.findings:
            if finding.weight in self._weights:
                self.counts[finding.weight] += 1
                self._listed.append((finding, file()))
        if len(self._listed) >= 2 * self._most:
            self._listed = self.listed()

    def listed(self) -> list[Listed]:
        """Return those kept, the most serious and longest overdue first."""
        return sorted(self._listed, key=_place)[: self._most]

    @property
    def left_out(self) -> int:
        """How many of those counted are not kept."""
        return max(self.counts.total() - self._most, 0)


def _place(listed: Listed) -> tuple[Weight, int]:
    return listed[0].weight, -(listed[0].overdue_days or 0)
