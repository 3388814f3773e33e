"""An older report that a run is compared with: what is new, still open, reopened or closed, by key."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from guidelinekit.evaluate.once import unrepeated
from guidelinekit.evaluate.plain import HIDDEN, Tree
from guidelinekit.results import CaseResults, Status
from guidelinekit.text import Text

OPEN: Final = frozenset({Status.UNMET, Status.DUE, Status.UNDETERMINED})
"""The statuses of what is not settled: these are compared."""

RecordName = tuple[str, str]
"""The kind and the id of a record."""


class SinceMark(StrEnum):
    """How something open stands against the baseline."""

    NEW = "new"
    """It was not there, or had another status that was open too."""
    STILL = "still"
    """It had the same status."""
    REOPENED = "reopened"
    """It was settled, or the baseline itself says that it was closed."""


class WhyClosed(StrEnum):
    """Why something is no longer open."""

    SETTLED = "settled"
    NOT_EVALUATED = "rule_not_evaluated"
    RECORD_GONE = "record_gone"
    RECORD_INVALID = "record_invalid"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True, slots=True)
class KnownResult:
    """What the baseline says of one result."""

    rule: str
    item: str
    status: Status


@dataclass(frozen=True, slots=True)
class Opened:
    """Something open that was not so in the baseline."""

    rule: str
    item: str
    key: str
    mark: SinceMark
    was: Status | None
    now: Status
    due_on: date | None
    message: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class Closed:
    """Something open in the baseline that is no longer so."""

    rule: str
    item: str
    key: str
    was: Status
    now: Status | None
    """None where the rule says nothing more of it."""
    why: WhyClosed


@dataclass(frozen=True, slots=True)
class Baseline:
    """What an older report lists."""

    path: str
    as_of: date
    records: Mapping[RecordName, Mapping[str, KnownResult]]
    """The results listed, by record and key."""
    settled: frozenset[str]
    """The keys of what that report found settled when it was compared itself."""
    rules: frozenset[str]
    """The rules that it was made by."""

    def mark(self, record: CaseResults, key: str, status: Status) -> SinceMark | None:
        """Say how a result of a record stands; None where it is not open."""
        if status not in OPEN:
            return None
        known = self.known(record).get(key)
        if known is None:
            return SinceMark.REOPENED if key in self.settled else SinceMark.NEW
        if known.status is status:
            return SinceMark.STILL
        return SinceMark.NEW if known.status in OPEN else SinceMark.REOPENED

    def known(self, record: CaseResults) -> Mapping[str, KnownResult]:
        """Return what was listed of a record, by key."""
        return self.records.get((record.kind.value, record.case_id), {})


def baseline_of(tree: Tree, path: str) -> Baseline:
    """Return what a report says that was read back. Raises LookupError, TypeError and ValueError for none."""
    records: dict[RecordName, Mapping[str, KnownResult]] = {}
    for entry in tree["results"]:
        kind = str(entry["kind"])
        records[kind, entry["provider_id" if kind == "provider" else "case_id"]] = {
            each["key"]: KnownResult(each["rule"], each["item"], Status(each["status"]))
            for each in entry["results"]
        }
    compared = tree.get("baseline") or {"closed": ()}
    settled = (each["key"] for each in compared["closed"] if each["why"] == WhyClosed.SETTLED)
    day = date.fromisoformat(tree["as_of"])
    return Baseline(path, day, records, frozenset(settled), frozenset(tree["rules"]))


@dataclass(frozen=True, slots=True)
class RecordSince:
    """What one record has come to since the baseline."""

    record: RecordName
    still: int
    opened: tuple[Opened, ...]
    closed: tuple[Closed, ...]


@dataclass(frozen=True, slots=True)
class RecordsSince:
    """Compares a record with the baseline; the same on every record, so that any process can do it."""

    baseline: Baseline
    sums_up: Mapping[str, Sequence[str]]
    evaluated: frozenset[str]
    """The rules that are evaluated now."""

    def __call__(self, record: CaseResults) -> RecordSince:
        """Return what is open, and what is so no longer. A rule that sums up a part is silent."""
        name, known = (record.kind.value, record.case_id), self.baseline.known(record)
        if record.not_begun:
            return RecordSince(name, 0, (), tuple(self.closed(known, WhyClosed.NOT_BEGUN)))
        listed = unrepeated(record.without(HIDDEN), self.sums_up)
        marked = [
            (each, mark)
            for each in listed
            if (mark := self.baseline.mark(record, each.key, each.status)) is not None
        ]
        opened = tuple(
            Opened(
                each.rule,
                each.item,
                each.key,
                mark,
                known[each.key].status if each.key in known else None,
                each.status,
                each.due_on,
                each.message,
                each.remedy,
            )
            for each, mark in marked
            if mark is not SinceMark.STILL
        )
        return RecordSince(name, len(marked) - len(opened), opened, tuple(self._no_longer_open(record)))

    def _no_longer_open(self, record: CaseResults) -> Iterable[Closed]:
        known = self.baseline.known(record)
        now = {each.key: each.status for each in record.without(HIDDEN)}
        if any(each.status in OPEN and key not in now for key, each in known.items()):
            now = {each.key: each.status for each in record.results}
        return (each for each in self.closed(known, WhyClosed.SETTLED, now) if each.now not in OPEN)

    def closed(
        self, known: Mapping[str, KnownResult], why: WhyClosed, now: Mapping[str, Status] | None = None
    ) -> Iterable[Closed]:
        """Return what was open in a record, with its status now; a rule that summed up a part is silent."""
        was_open = {key: each for key, each in known.items() if each.status in OPEN}
        listed = set(unrepeated(list(was_open.values()), self.sums_up))
        for key, each in was_open.items():
            if each in listed:
                reason = why if each.rule in self.evaluated else WhyClosed.NOT_EVALUATED
                yield Closed(each.rule, each.item, key, each.status, (now or {}).get(key), reason)
