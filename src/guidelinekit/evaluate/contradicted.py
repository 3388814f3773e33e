"""Rules on a record that contradicts itself: what the doubted dates would silence is undetermined.

A rule is judged on the record as it stands, and as if the dates that are not believed were not recorded.
Where only the second gives it something to say, nobody can tell whether it applies: it asks for those dates.
"""

from collections.abc import Sequence
from datetime import date

from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.case.remarks import Contradiction, without_doubted
from guidelinekit.compile.base import Conclusion
from guidelinekit.compile.closures import Alone, Closures, OnRecord, Until
from guidelinekit.compile.closures.frame import Shared
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule
from guidelinekit.lang.walk import nodes
from guidelinekit.results import Missing, Reason, Status


def on_record(
    closures: Closures,
    record: ReadRecord,
    as_of: date,
    among: Sequence[Contradiction],
    until: Until | None = None,
    alone: Alone | None = None,
) -> OnRecord:
    """Return what closures say of a record as of a date, in which there may be contradictions."""
    if any(each.doubted for each in among):
        return OnContradictedRecord(closures, record, as_of, among, until)
    return OnRecord(closures, record.read, as_of, until, alone)


class OnContradictedRecord(OnRecord):
    """What closures say of a record with dates that are not believed."""

    def __init__(
        self,
        closures: Closures,
        record: ReadRecord,
        as_of: date,
        among: Sequence[Contradiction],
        until: Until | None,
    ) -> None:
        super().__init__(closures, record.read, as_of, until)
        self._doubted = doubted_in(among)
        self._without = without_doubted(record.model, among)
        self._shared_without: Shared = {}

    def _judge(self, index: int, as_of: date, item: int | None = None) -> tuple[list[Conclusion], date]:
        now, until = super()._judge(index, as_of, item)
        rule = self._closures.rules[index]
        other, other_until = rule.judge(self._without, as_of, self._as_of, self._shared_without, item)
        return heard(now, other, rule.rule, self._doubted), min(until, other_until)


def doubted_in(among: Sequence[Contradiction]) -> tuple[str, ...]:
    """Return the dates that are not believed."""
    return tuple(dict.fromkeys(each.doubted for each in among if each.doubted is not None))


def heard(
    now: list[Conclusion], other: Sequence[Conclusion], rule: Rule, doubted: Sequence[str]
) -> list[Conclusion]:
    """Return what a rule says of the record; what it says only without doubted dates becomes undetermined."""
    speaking = [each for each in now if each.status is not Status.NOT_APPLICABLE]
    spoken_of = {each.item for each in speaking}
    if None in spoken_of:
        return now
    silenced = [
        Conclusion(
            each.rule,
            Status.UNDETERMINED,
            Reason.NOT_DOCUMENTED,
            each.item,
            None,
            _asked(rule, each.item, doubted),
        )
        for each in other
        if each.status is not Status.NOT_APPLICABLE
        and each.item not in spoken_of
        and (each.item is not None or not spoken_of)
    ]
    return sorted([*speaking, *silenced], key=lambda each: each.item or 0) if silenced else now


def _asked(rule: Rule, item: int | None, doubted: Sequence[str]) -> tuple[Missing, ...]:
    """Return the doubted dates that a rule may have read, without those of its other items."""
    read = {path.steps[0] for path in nodes(rule, e.Path) if path.root == rule.subject.value and path.steps}
    over = "" if rule.for_each is None or item is None else rule.for_each.over.steps[0]

    def counts(pointer: str) -> bool:
        _, place, position, *_ = pointer.split("/")
        return place in read and (place != over or position == str(item))

    pointers = [pointer for pointer in doubted if counts(pointer)] or doubted
    return tuple(Missing(pointer, Reason.NOT_DOCUMENTED) for pointer in pointers)
