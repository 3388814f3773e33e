"""What an evaluation gives: statuses, reasons and results, as plain data."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import STRICT, Evidence, Modality, Subject
from guidelinekit.lang.waiver import Waiver
from guidelinekit.text import Labelled, Text


class Status(Labelled):
    """The verdict on one duty. The set is closed."""

    MET = "met", "opfyldt", "met"
    MET_LATE = "met_late", "opfyldt for sent", "met late"
    DUE = "due", "fristen løber", "due"
    UNMET = "unmet", "ikke opfyldt", "unmet"
    UNDETERMINED = "undetermined", "kan ikke afgøres", "cannot be determined"
    EXEMPT = "exempt", "undtaget", "exempt"
    NOT_APPLICABLE = "not_applicable", "gælder ikke", "not applicable"

    __hash__ = str.__hash__  # equal to its text, and counted for every result: an enum's own hash is slow


class Reason(Labelled):
    """Why the verdict is what it is. The set is closed."""

    FULFILLED = "fulfilled", "kravet er opfyldt", "it is fulfilled"
    TOO_LATE = "too_late", "det skete efter fristen", "it happened after the deadline"
    NOT_YET_DUE = "not_yet_due", "fristen er ikke nået", "the deadline has not passed"
    NOT_FOUND = "not_found", "det findes ikke i sagen", "it is not in the record"
    OUT_OF_RANGE = "out_of_range", "det registrerede opfylder ikke kravet", "what is recorded falls short"
    COUNT_TOO_LOW = "count_too_low", "der er for få registreringer", "too few are recorded"
    STALE = "stale", "det er for længe siden sidst", "the last time is too long ago"
    NOT_DOCUMENTED = "not_documented", "oplysninger mangler", "information is missing"
    NOT_EXPORTED = "not_exported", "oplysninger er ikke med i udtrækket", "it is not in the export"
    PARAMETER_NOT_SET = "parameter_not_set", "en lokal frist er ikke fastsat", "a local parameter is not set"
    CITIZEN_DECLINED = "citizen_declined", "borgeren har takket nej", "the citizen declined"
    ANONYMOUS_TREATMENT = (
        "anonymous_treatment",
        "anonym behandling (SEL § 101 a)",
        "anonymous treatment (section 101 a)",
    )
    OTHER_EXEMPTION = "other_exemption", "en anden undtagelse gælder", "another exemption applies"
    WAIVED = "waived", "kravet er fraveget med begrundelse", "waived with a reason"
    OUT_OF_SCOPE = "out_of_scope", "sagen er uden for målgruppen", "the case is out of scope"
    NOT_IN_FORCE = "not_in_force", "reglen gjaldt ikke på datoen", "the rule was not in force on the date"
    NOT_BEGUN = "not_begun", "forløbet er ikke begyndt på datoen", "the course has not begun on the date"

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
        return self.blocking or self.modality in STRICT

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
