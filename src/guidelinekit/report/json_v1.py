"""The JSON result, version 1: a contract with models of its own, so that internals may change unseen."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic_core import to_jsonable_python

from guidelinekit.lang.rule import Evidence, Modality, Subject
from guidelinekit.report.part import Both, Part, both
from guidelinekit.report.receipt import (
    ReceiptEntry,
    SelectionEntry,
    SwitchedOffEntry,
    WaiverEntry,
    WaiversEntry,
    waiver_entry,
)
from guidelinekit.results import CaseResults, Reason, Result, Status

HIDDEN = frozenset({Status.MET, Status.NOT_APPLICABLE})
"""The statuses that are left out of `results` unless all are asked for."""


class ReadEntry(Part):
    """A field that was read, and its value at the evaluation date."""

    pointer: str
    value: Any


class ResultEntry(Part):
    """What one rule says of a record, or of one item of it."""

    rule: str = Field(description="The full id of the rule: pack, slash, anvisning and name.")
    anvisning: str
    modality: Modality
    evidence: Evidence
    status: Status
    reason: Reason
    subject: str = Field(description="JSON pointer of the item judged; empty for the record itself.")
    due_on: date | None
    overdue_days: int | None
    changes_on: date | None = Field(
        description="The next date on which the status changes if nothing is recorded; null if it never does."
    )
    missing: tuple[str, ...] = Field(
        description="JSON pointers of fields not documented or lists not exported; `$name` is a parameter."
    )
    read: tuple[ReadEntry, ...] = Field(
        description="The fields that the verdict was reached on, in the order of the record's own fields."
    )
    closes: dict[str, Any] | None = Field(description="What would close the gap, structured.")
    message: Both
    remedy: Both = Field(description="What would close the gap, in words.")
    passages: tuple[str, ...]
    local_parameters: tuple[str, ...] = Field(
        description="The parameters that are set locally and on which the verdict leaned."
    )
    blocking: bool = Field(False, description="Whether the profile lets this `should` count like a `must`.")
    waiver: WaiverEntry | None = Field(
        None, description="Why the result is set aside, where its reason is `waived`."
    )


class CaseEntry(Part):
    """The results of one case.

    In a report, a case none of whose results is shown has no entry; as NDJSON every case has its line.
    """

    case_id: str
    results: tuple[ResultEntry, ...]


class ProviderEntry(CaseEntry):
    """The results of one provider, whose id stands in `case_id`."""

    kind: Literal["provider"] = Field(description="Stands on the entries of providers only.")


class ProblemEntry(Part):
    """One thing that is wrong with a record. The message quotes a value only where `--show-values` asks."""

    pointer: str
    message: str


class InvalidEntry(Part):
    """A record that could not be evaluated, with all of its problems."""

    location: str
    case_id: str | None
    problems: tuple[ProblemEntry, ...]
    kind: Subject = Subject.CASE


class ToolEntry(Part):
    """What made the report."""

    name: str
    version: str


class PackEntry(Part):
    """A pack of rules that was used; `digest` is a SHA-256 over its files."""

    id: str
    edition: str
    digest: str


class ProvidersEntry(Part):
    """How many records of providers came in, being the `evaluated` and the `invalid` ones together."""

    records: int
    evaluated: int
    invalid: int


class InputEntry(Part):
    """What was read: `cases` records came in, being the `evaluated` and the `invalid` ones together.

    Providers are counted apart.
    """

    path: str | tuple[str, ...] = Field(
        description="The file; a list where there were several; `-` is standard input."
    )
    cases: int
    evaluated: int
    invalid: int
    providers: ProvidersEntry = ProvidersEntry(records=0, evaluated=0, invalid=0)


class StatusCounts(Part):
    """How many results have each status."""

    met: int
    met_late: int
    due: int
    unmet: int
    undetermined: int
    exempt: int
    not_applicable: int


class CountsEntry(Part):
    """Counts of all results of one kind of record, shown or not."""

    by_status: StatusCounts
    by_anvisning: dict[str, StatusCounts] = Field(description="By pack, slash, anvisning: editions renumber.")
    by_rule: dict[str, StatusCounts]


class SummaryEntry(CountsEntry):
    """Counts of all results about cases, shown or not; those about providers stand apart."""

    waived: dict[str, int] = Field(
        default_factory=dict,
        description="How many results of each rule are set aside by a waiver; they count as exempt too.",
    )
    providers: CountsEntry | None = Field(
        None, description="The same of providers; null when there were none."
    )


class Report(Part):
    """The result of `guidelinekit check`.

    `results` leaves out `met` and `not_applicable` unless all were asked for, and a record none of whose
    results is shown; `summary` counts everything. As NDJSON, each line is an entry of `results` (every
    record has one, be it empty) or, for a record that could not be evaluated, an entry of `invalid`.
    """

    schema_version: Literal["1"]
    tool: ToolEntry
    as_of: date
    profile: str
    switched_off: tuple[SwitchedOffEntry, ...] = Field((), description="The rules not evaluated, and why.")
    raised: tuple[str, ...] = Field((), description="The `should` rules that count like a `must`.")
    packs: tuple[PackEntry, ...]
    selection: SelectionEntry | None = None
    results: tuple[Annotated[CaseEntry | ProviderEntry, Field(union_mode="left_to_right")], ...]
    invalid: tuple[InvalidEntry, ...]
    input: InputEntry
    summary: SummaryEntry
    waivers: WaiversEntry | None = Field(None, description="Null when no file of waivers was given.")
    receipt: ReceiptEntry | None = None


def result_entry(result: Result) -> ResultEntry:
    """Give the entry of one result."""
    detail = result.detail
    return ResultEntry(
        rule=result.rule,
        anvisning=result.anvisning,
        modality=result.modality,
        evidence=result.evidence,
        status=result.status,
        reason=result.reason,
        subject=result.subject,
        due_on=result.due_on,
        overdue_days=result.overdue_days,
        changes_on=detail.changes_on,
        missing=tuple(dict.fromkeys(missing.pointer for missing in detail.missing)),
        read=tuple(
            ReadEntry(pointer=read.pointer, value=to_jsonable_python(read.value)) for read in detail.read
        ),
        closes=detail.closes,
        message=both(detail.message),
        remedy=both(detail.remedy),
        passages=result.passages,
        local_parameters=detail.local_parameters,
        blocking=result.blocking,
        waiver=None if result.waiver is None else waiver_entry(result.waiver),
    )


def entry(record: CaseResults, subject: Subject = Subject.CASE, *, everything: bool = False) -> CaseEntry:
    """Give the entry of one record; results that are met or not applicable only with `everything`."""
    shown = tuple(result_entry(r) for r in record.results if everything or r.status not in HIDDEN)
    if subject is Subject.PROVIDER:
        return ProviderEntry(kind="provider", case_id=record.case_id, results=shown)
    return CaseEntry(case_id=record.case_id, results=shown)


def report_schema() -> dict[str, Any]:
    """Give the JSON Schema of a report, for `schemas/report.schema.json`."""
    schema = Report.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "report.schema.json",
        **schema,
        "title": "guidelinekit report, version 1",
    }
