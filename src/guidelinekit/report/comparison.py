"""The comparison of a run with a baseline as it goes: what is new, still there and closed, and how many."""

from collections import Counter
from typing import TYPE_CHECKING, Final

from guidelinekit.evaluate.plain import Tree
from guidelinekit.report.baseline import (
    Baseline,
    Closed,
    Opened,
    RecordName,
    RecordSince,
    RecordsSince,
    SinceMark,
    WhyClosed,
)
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.severity import MARK
from guidelinekit.results import Status
from guidelinekit.text import Language, Text
from guidelinekit.wording.dates import long_date

if TYPE_CHECKING:
    from guidelinekit.report.writer import Ending, Heading

_SINCE: Final = Text(da="Siden", en="Since")
_SETTLED: Final = Text(da="afgjort", en="settled")


class Comparison:
    """Compares record by record, as a writer of which others ask when all has been seen."""

    def __init__(self, baseline: Baseline, heading: "Heading") -> None:
        self.baseline = baseline
        self.shape = RecordsSince(baseline, heading.sums_up, frozenset(rule.id for rule in heading.rules))
        self.counts: Counter[SinceMark] = Counter()
        self.opened: list[tuple[RecordName, Opened]] = []
        self.closed: list[tuple[RecordName, Closed]] = []
        self._refused: set[RecordName] = set()
        self._unseen = dict.fromkeys(baseline.records)

    def put(self, piece: RecordSince) -> None:
        """Take what one record has come to."""
        self._unseen.pop(piece.record, None)
        self.counts[SinceMark.STILL] += piece.still
        self.counts.update(each.mark for each in piece.opened)
        self.opened += [(piece.record, each) for each in piece.opened]
        self.closed += [(piece.record, each) for each in piece.closed]

    def refuse(self, invalid: InvalidEntry) -> None:
        """Note a record of which nobody knows how it stands."""
        if invalid.case_id is not None:
            self._refused.add((invalid.of.value, invalid.case_id))

    def finish(self, ending: "Ending") -> None:
        """Count as gone what was open in records that did not come; nothing in a run that was stopped."""
        for record in () if ending.stopped else self._unseen:
            why = WhyClosed.RECORD_INVALID if record in self._refused else WhyClosed.RECORD_GONE
            known = self.baseline.records[record]
            self.closed += [(record, each) for each in self.shape.closed(known, why)]

    def opened_verdicts(self) -> Counter[tuple[str, Status]]:
        """Return how often each status that is new, or open again, came out of each rule."""
        return Counter((each.rule, each.now) for _, each in self.opened)

    def settled(self) -> int:
        """Return how much was open and is settled."""
        return sum(each.why is WhyClosed.SETTLED for _, each in self.closed)

    def in_words(self, language: Language) -> str:
        """Return how much is new, still there, open again and settled, and since when."""
        day = long_date(self.baseline.as_of, language)
        parts = [f"{self.counts[mark]} {MARK[mark].text(language)}" for mark in SinceMark]
        parts.append(f"{self.settled()} {_SETTLED.text(language)}")
        return f"{_SINCE.text(language)} {day}: {', '.join(parts)}"

    def tree(self) -> Tree:
        """Return the counts and lists as JSON writes them."""
        return {
            "as_of": self.baseline.as_of,
            "counts": {
                **{mark.value: self.counts[mark] for mark in SinceMark},
                "closed": self.settled(),
                "not_looked_at": len(self.closed) - self.settled(),
            },
            "opened": [
                {**_named(record), **_plain(each), "baseline": each.mark, "due_on": each.due_on,
                 "message": each.message.plain(), "remedy": each.remedy.plain()}
                for record, each in self.opened
            ],
            "closed": [{**_named(record), **_plain(each), "why": each.why} for record, each in self.closed],
        }  # fmt: skip


def _named(record: RecordName) -> Tree:
    return {"record": record[0], "case_id": record[1]}


def _plain(change: Opened | Closed) -> Tree:
    return {"rule": change.rule, "item": change.item, "key": change.key, "was": change.was, "now": change.now}
