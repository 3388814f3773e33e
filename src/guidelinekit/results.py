"""What an evaluation gives: statuses, reasons and results, as plain data."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, Final

from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Evidence, Modality, Subject
from guidelinekit.lang.waiver import Waiver
from guidelinekit.text import Text


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

    @property
    def label(self) -> Text:
        """The words for it in both languages."""
        return _STATUS_LABELS[self]


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
    NOT_BEGUN = "not_begun"

    __hash__ = str.__hash__  # as for statuses

    @property
    def label(self) -> Text:
        """The words for it in both languages."""
        return _REASON_LABELS[self]


_STATUS_LABELS: Final[Mapping[Status, Text]] = {
    Status.MET: Text(da="opfyldt", en="met"),
    Status.MET_LATE: Text(da="opfyldt for sent", en="met late"),
    Status.DUE: Text(da="fristen løber", en="due"),
    Status.UNMET: Text(da="ikke opfyldt", en="unmet"),
    Status.UNDETERMINED: Text(da="kan ikke afgøres", en="cannot be determined"),
    Status.EXEMPT: Text(da="undtaget", en="exempt"),
    Status.NOT_APPLICABLE: Text(da="gælder ikke", en="not applicable"),
}

_REASON_LABELS: Final[Mapping[Reason, Text]] = {
    Reason.FULFILLED: Text(da="kravet er opfyldt", en="it is fulfilled"),
    Reason.TOO_LATE: Text(da="det skete efter fristen", en="it happened after the deadline"),
    Reason.NOT_YET_DUE: Text(da="fristen er ikke nået", en="the deadline has not passed"),
    Reason.NOT_FOUND: Text(da="det findes ikke i sagen", en="it is not in the record"),
    Reason.OUT_OF_RANGE: Text(da="det registrerede opfylder ikke kravet", en="what is recorded falls short"),
    Reason.COUNT_TOO_LOW: Text(da="der er for få registreringer", en="too few are recorded"),
    Reason.STALE: Text(da="det er for længe siden sidst", en="the last time is too long ago"),
    Reason.NOT_DOCUMENTED: Text(da="oplysninger mangler", en="information is missing"),
    Reason.NOT_EXPORTED: Text(da="oplysninger er ikke med i udtrækket", en="it is not in the export"),
    Reason.PARAMETER_NOT_SET: Text(da="en lokal frist er ikke fastsat", en="a local parameter is not set"),
    Reason.CITIZEN_DECLINED: Text(da="borgeren har takket nej", en="the citizen declined"),
    Reason.ANONYMOUS_TREATMENT: Text(
        da="anonym behandling (SEL § 101 a)", en="anonymous treatment (section 101 a)"
    ),
    Reason.OTHER_EXEMPTION: Text(da="en anden undtagelse gælder", en="another exemption applies"),
    Reason.WAIVED: Text(da="kravet er fraveget med begrundelse", en="waived with a reason"),
    Reason.OUT_OF_SCOPE: Text(da="sagen er uden for målgruppen", en="the case is out of scope"),
    Reason.NOT_IN_FORCE: Text(da="reglen gjaldt ikke på datoen", en="the rule was not in force on the date"),
    Reason.NOT_BEGUN: Text(
        da="forløbet er ikke begyndt på datoen", en="the course has not begun on the date"
    ),
}


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
    overdue_days: int | None = None
    """How late it is, or was when it was done or excused; None where it is not late."""


class RemarkCode(StrEnum):
    """In what way a record contradicts itself. More may be added."""

    BORN_AFTER_ENROLMENT = "born_after_enrolment"
    TERM_BEFORE_KNOWN = "term_before_known"
    ENDED_BEFORE_BEGUN = "ended_before_begun"
    FOLLOWED_UP_BEFORE_MADE = "followed_up_before_made"
    DUE_BEFORE_MADE = "due_before_made"


@dataclass(frozen=True, slots=True)
class Remark:
    """Two dates of a record that cannot both be right. It is no finding, and no rule speaks in it."""

    code: RemarkCode
    item: str
    """The name of the item with the dates, the same from export to export; empty for the record."""
    key: str
    """The record's id, the code, the field and the item in one text."""
    pointers: tuple[str, ...]
    """The JSON pointers of the dates, in the record as it was read: the earlier one first."""
    message: Text
    """What a caseworker reads of it; it holds no date."""

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as JSON would hold it."""
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self)}


Closing = dict[str, Any]
"""What would close a gap, as a JSON tree: `{"action": ...}`, `{"all_of": [...]}` or `{"any_of": [...]}`."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a rule says of a record, or of one item of it. Equal to another that says the same."""

    rule: str
    """The full id of the rule."""
    anvisning: str
    title: Text
    modality: Modality
    evidence: Evidence
    passages: tuple[str, ...]
    status: Status
    reason: Reason
    """Why the status is what it is."""
    subject: str
    """The JSON pointer of the item judged, in the record as it was read; empty for the record."""
    item: str
    """The name of the item judged, the same from export to export; empty for the record."""
    key: str
    """The record's id, the rule and the item in one text."""
    due_on: date | None
    overdue_days: int | None
    """How many days a timed duty was, or is, behind its time; None where it is not."""
    missing: tuple[Missing, ...]
    """The fields and parameters that made the result undetermined."""
    message: Text
    """What a caseworker reads of the result."""
    remedy: Text
    """The sentence that says what would close the gap; empty where none is open."""
    changes_on: date | None
    """The next date on which the status changes if nothing is recorded; None if it never does."""
    local_parameters: tuple[str, ...]
    """The parameters that are set locally and that the rule leans on."""
    blocking: bool = False
    """Whether a profile lets this `should` count like a `must`."""
    waiver: Waiver | None = None
    """Why the result is set aside, where its reason is `waived`."""
    also: tuple[str, ...] = ()
    """Full ids of rules of other packs that know the same gap, and are not told beside it."""

    @property
    def required(self) -> bool:
        """Whether the text requires it (must, right), or the profile does."""
        return self.blocking or self.modality in (Modality.MUST, Modality.RIGHT)

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as JSON would hold it, with the words for status, reason and strength."""
        plain = {each.name: _plain(getattr(self, each.name)) for each in fields(self)}
        words = {"status": self.status.label, "reason": self.reason.label, "modality": self.modality.label}
        return {**plain, "labels": _plain(words)}


def _plain(value: Any) -> Any:
    """Return a value of a result as JSON holds it."""
    match value:
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case e.Node():
            return value.model_dump(mode="json")
        case Text():
            return value.plain()
        case Missing(pointer=pointer, reason=reason):
            return {"pointer": pointer, "reason": reason.value}
        case tuple():
            return [_plain(part) for part in value]
        case dict():
            return {name: _plain(part) for name, part in value.items()}
        case _:
            return value


@dataclass(frozen=True, slots=True)
class Details:
    """What is told of a result on demand."""

    read: tuple[Read, ...]
    """The fields that the verdict was reached on."""
    closes: Closing | None
    """What would close the gap, structured; None where nothing is open or nothing can close it."""


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
    """The first day on which anything in the record changes by itself; None if nothing ever does."""
    remarks: tuple[Remark, ...] = ()
    """Where the record contradicts itself."""

    def having(self, *statuses: Status) -> tuple[Result, ...]:
        """Return the results with one of the statuses."""
        return tuple(result for result in self.results if result.status in statuses)

    def without(self, hidden: Collection[Status]) -> tuple[Result, ...]:
        """Return the results that have none of some statuses."""
        return tuple(result for result in self.results if result.status not in hidden)

    def details(self, result: Result) -> Details:
        """Return what explains one of the results. Raises LookupError where it was not evaluated here."""
        raise LookupError(result.key)

    @property
    def not_begun(self) -> bool:
        """Whether all that is recorded came later, so that no rule applies yet."""
        return any(result.reason is Reason.NOT_BEGUN for result in self.results)

    @property
    def verdicts(self) -> Iterable[tuple[str, Status]]:
        """The rule and the status of each result."""
        return [(result.rule, result.status) for result in self.results]

    @property
    def used(self) -> Iterable[Waiver]:
        """The waivers that set a result aside, one for each result."""
        return [result.waiver for result in self.results if result.waiver is not None]
