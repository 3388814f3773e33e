"""What an evaluation gives: statuses, reasons and results, as plain data."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from guidelinekit.lang.rule import Evidence, Modality, Subject, Text
from guidelinekit.lang.waiver import Waiver


class Status(StrEnum):
    """The verdict on one duty. The set is closed."""

    MET = "met"
    MET_LATE = "met_late"
    DUE = "due"
    UNMET = "unmet"
    UNDETERMINED = "undetermined"
    EXEMPT = "exempt"
    NOT_APPLICABLE = "not_applicable"

    __hash__ = str.__hash__  # equal to its text, and counted for every result: an enum's own hash is slow


class Reason(StrEnum):
    """Why the verdict is what it is. The set is closed."""

    FULFILLED = "fulfilled"
    TOO_LATE = "too_late"
    NOT_YET_DUE = "not_yet_due"
    NOT_FOUND = "not_found"
    OUT_OF_RANGE = "out_of_range"
    COUNT_TOO_LOW = "count_too_low"
    STALE = "stale"
    NOT_DOCUMENTED = "not_documented"
    NOT_EXPORTED = "not_exported"
    PARAMETER_NOT_SET = "parameter_not_set"
    CITIZEN_DECLINED = "citizen_declined"
    ANONYMOUS_TREATMENT = "anonymous_treatment"
    OTHER_EXEMPTION = "other_exemption"
    WAIVED = "waived"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_IN_FORCE = "not_in_force"

    __hash__ = str.__hash__  # as for statuses


EXEMPTIONS = (Reason.CITIZEN_DECLINED, Reason.ANONYMOUS_TREATMENT, Reason.OTHER_EXEMPTION)
"""The reasons that a rule's `exempt_when` may give."""

UNKNOWNS = (Reason.PARAMETER_NOT_SET, Reason.NOT_EXPORTED, Reason.NOT_DOCUMENTED)
"""The reasons for `undetermined`, the first that occurs being given."""


@dataclass(frozen=True, slots=True, order=True)
class Missing:
    """A field (JSON pointer) or parameter (`$name`) that made something unknown, and why."""

    pointer: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Read:
    """A field that was read: its JSON pointer and its value at the evaluation date."""

    pointer: str
    value: Any


@dataclass(frozen=True, slots=True)
class Verdict:
    """The bare judgement that every back end must agree on, for the record or for one item of it."""

    rule: str
    status: Status
    reason: Reason
    subject: str = ""
    due_on: date | None = None


Closing = dict[str, Any]
"""What would close a gap, as a JSON tree: `{"action": ...}`, `{"all_of": [...]}` or `{"any_of": [...]}`."""


@dataclass(frozen=True, slots=True)
class Details:
    """What is told of a result on demand."""

    read: tuple[Read, ...]
    """The fields that the verdict was reached on."""
    closes: Closing | None
    """What would close the gap, structured; None where nothing is open or nothing can close it."""


class Detail(Protocol):
    """What explains a result. It costs more than the verdict, so each part is worked out when asked for."""

    @property
    def reason(self) -> Reason:
        """Why the status is what it is."""

    @property
    def message(self) -> Text:
        """What a caseworker reads of the result."""

    @property
    def remedy(self) -> Text:
        """The sentence that says what would close the gap; empty where none is open."""

    @property
    def changes_on(self) -> date | None:
        """The next date on which the status changes if nothing is recorded; None if it never does."""

    @property
    def missing(self) -> tuple[Missing, ...]:
        """The fields and parameters that made the result undetermined."""

    @property
    def read(self) -> tuple[Read, ...]:
        """The fields that the verdict was reached on."""

    @property
    def fields(self) -> Mapping[str, Any]:
        """The same by pointer."""

    @property
    def closes(self) -> Closing | None:
        """What would close the gap, structured; None where nothing is open or nothing can close it."""

    @property
    def local_parameters(self) -> tuple[str, ...]:
        """The local parameters that the verdict leaned on."""


@dataclass(frozen=True)
class Result:
    """What a rule says of a case, or of one item of it."""

    rule: str
    """The full id of the rule."""
    anvisning: str
    modality: Modality
    evidence: Evidence
    status: Status
    subject: str
    """The JSON pointer of the item judged; empty for the case."""
    item: str
    """The item's name, the same from export to export; empty for the case."""
    key: str
    """The record's id, the rule and the item in one text."""
    due_on: date | None
    overdue_days: int | None
    """Days since `due_on`, on unmet timed duties."""
    passages: tuple[str, ...]
    detail: Detail = field(repr=False, compare=False)
    """The explanation of the result."""
    blocking: bool = False
    """Whether a profile lets this `should` count like a `must`."""
    waiver: Waiver | None = None
    """Why the result is set aside, where its reason is `waived`."""

    @property
    def required(self) -> bool:
        """Whether the text requires it (must, right), or the profile does."""
        return self.blocking or self.modality in (Modality.MUST, Modality.RIGHT)

    @property
    def reason(self) -> Reason:
        """Why the status is what it is."""
        return self.detail.reason

    @property
    def message(self) -> Text:
        """What a caseworker reads of the result."""
        return self.detail.message

    @property
    def remedy(self) -> Text:
        """The sentence that says what would close the gap."""
        return self.detail.remedy

    @property
    def changes_on(self) -> date | None:
        """The next date on which the status changes if nothing is recorded; None if it never does."""
        return self.detail.changes_on

    @property
    def missing(self) -> tuple[Missing, ...]:
        """The fields and parameters that made the result undetermined."""
        return self.detail.missing

    @property
    def read(self) -> tuple[Read, ...]:
        """The fields that the verdict was reached on."""
        return self.detail.read

    @property
    def closes(self) -> Closing | None:
        """What would close the gap, structured; None where nothing is open or nothing can close it."""
        return self.detail.closes

    @property
    def local_parameters(self) -> tuple[str, ...]:
        """The local parameters that the verdict leaned on."""
        return self.detail.local_parameters


@dataclass(frozen=True)
class CaseResults:
    """The results of one record as of a date."""

    case_id: str
    as_of: date
    results: tuple[Result, ...]
    kind: Subject = Subject.CASE
    municipality: str | None = None
    provider_id: str | None = None
    changes_on: date | None = None
    """The first day on which anything in the record changes by itself."""

    def having(self, *statuses: Status) -> tuple[Result, ...]:
        """Give the results with one of the statuses."""
        return tuple(result for result in self.results if result.status in statuses)

    def without(self, hidden: Collection[Status]) -> tuple[Result, ...]:
        """Give the results that have none of some statuses."""
        return tuple(result for result in self.results if result.status not in hidden)

    def details(self, result: Result) -> Details:
        """Return what was read for one of the results, and what would close it as a structure."""
        return Details(result.read, result.closes)

    @property
    def verdicts(self) -> Iterable[tuple[str, Status]]:
        """The rule and the status of each result."""
        return [(result.rule, result.status) for result in self.results]

    @property
    def used(self) -> Iterable[Waiver]:
        """The waivers that set a result aside, one for each result."""
        return [result.waiver for result in self.results if result.waiver is not None]
