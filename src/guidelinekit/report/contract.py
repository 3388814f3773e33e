"""The JSON result, version 2: a contract with models of its own, so that internals may change unseen."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic.json_schema import models_json_schema

from guidelinekit.evaluate.plain import VERSION
from guidelinekit.lang.rule import Subject
from guidelinekit.report.baseline import SinceMark, WhyClosed
from guidelinekit.report.receipt_contract import (
    Both,
    InputEntry,
    PackEntry,
    Part,
    ReceiptEntry,
    RuleEntry,
    SelectionEntry,
    SwitchedOffEntry,
    ToolEntry,
    WaiversEntry,
)
from guidelinekit.results import Reason, RemarkCode, Status


class WaiverEntry(Part):
    """Why a result is set aside, who decided it, and the last day on which that holds."""

    reason: str
    by: str
    expires: date


class ReadEntry(Part):
    """A field that was read, and its value at the evaluation date."""

    pointer: str
    value: Any


class ResultEntry(Part):
    """What one rule says of a record, or of one item of it. What all its results share stands in `rules`."""

    rule: str = Field(description="The full id of the rule: pack, slash, anvisning and name.")
    status: Status
    reason: Reason
    subject: str = Field(description="JSON pointer of the item judged in this export; empty for the record.")
    item: str = Field(
        description="The item's name, the same from export to export (`need:n2`); empty for the record."
    )
    key: str = Field(
        description="Record, rule and item in one text: the name of the result for other programs."
    )
    due_on: date | None
    overdue_days: int | None
    changes_on: date | None = Field(
        description="The next date on which the status changes if nothing is recorded; null if it never does."
    )
    missing: tuple[str, ...] = Field(
        description="JSON pointers of fields not documented or lists not exported; `$name` is a parameter."
    )
    message: Both
    remedy: Both = Field(description="What would close the gap, in words; empty where nothing is open.")
    also: tuple[str, ...] = Field(
        (), description="Rules of other packs that know the same gap, and are not told or counted beside it."
    )
    waiver: WaiverEntry | None = Field(
        None, description="Why the result is set aside; stands only where its reason is `waived`."
    )
    read: tuple[ReadEntry, ...] | None = Field(
        None, description="The fields that the verdict was reached on; only with `--details`."
    )
    closes: dict[str, Any] | None = Field(
        None, description="What would close the gap, structured; only with `--details`."
    )
    baseline: SinceMark | None = Field(None, description="Of what is open, with `--baseline`.")


class RemarkEntry(Part):
    """Two dates of a record that cannot both be right: no finding, and never counted as one."""

    code: RemarkCode
    item: str = Field(description="The name of the item with the dates; empty for the record.")
    key: str = Field(
        description="Record, code, field and item in one text: the name of the remark for other programs."
    )
    pointers: tuple[str, ...] = Field(description="JSON pointers of the dates, the earlier one first.")
    message: Both


Remarks = Annotated[
    tuple[RemarkEntry, ...],
    Field(description="Where the record contradicts itself; stands only where there are any."),
]


class CaseEntry(Part):
    """The results of one case."""

    kind: Literal["case"]
    case_id: str
    provider_id: str | None
    municipality: str | None
    changes_on: date | None = Field(
        description="The first day on which any result of the case, listed or not, changes by itself."
    )
    remarks: Remarks = ()
    results: tuple[ResultEntry, ...]


class AttestingEntry(Part):
    """The results of one record that attests."""

    municipality: str | None
    changes_on: date | None
    remarks: Remarks = ()
    results: tuple[ResultEntry, ...]


class ProviderEntry(AttestingEntry):
    """The results of one provider."""

    kind: Literal["provider"]
    provider_id: str


class AuthorityEntry(AttestingEntry):
    """The results of one authority."""

    kind: Literal["authority"]
    authority_id: str


class ProblemEntry(Part):
    """One thing that is wrong with a record. The message quotes a value only where `--show-values` asks."""

    pointer: str
    message: Both


class InvalidEntry(Part):
    """A record that could not be evaluated, with all of its problems."""

    location: str
    case_id: str | None = Field(description="The id of the record, where it could be read.")
    of: Subject = Field(description="What kind of record it is.")
    problems: tuple[ProblemEntry, ...]


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
    """What came in of one kind of record, and the counts of all its results, listed or not."""

    records: int = Field(description="The evaluated and the invalid ones together.")
    evaluated: int
    invalid: int
    not_begun: int = Field(
        description="How many of those evaluated had not begun: all that is recorded came later. "
        "Their results are counted nowhere else."
    )
    by_status: StatusCounts = Field(description="Of the rules that sum up no others.")
    summing_up: StatusCounts = Field(description="Of the rules that sum up others.")
    by_anvisning: dict[str, StatusCounts] = Field(description="By pack, slash, anvisning: editions renumber.")
    by_rule: dict[str, StatusCounts]
    waived: dict[str, int] = Field(
        description="How many results of each rule are set aside by a waiver; they count as exempt too."
    )


class SummaryEntry(Part):
    """Counts of each kind of record by itself."""

    cases: CountsEntry
    providers: CountsEntry
    authorities: CountsEntry


class ChangedEntry(Part):
    """A result that stands otherwise than in the baseline."""

    record: Subject
    case_id: str
    rule: str
    item: str
    key: str
    was: Status | None = Field(description="Null where it was not listed.")
    now: Status | None = Field(description="Null where the rule says nothing more of it.")


class OpenedEntry(ChangedEntry):
    """Something open that was not so in the baseline: a new gap, a new deadline, a new question."""

    baseline: SinceMark
    due_on: date | None
    message: Both
    remedy: Both


class ClosedEntry(ChangedEntry):
    """Something open in the baseline that is no longer so, and why."""

    why: WhyClosed


class MarkCounts(Part):
    """How many results are open by their mark, how many are settled, and of how many nobody knows."""

    new: int
    still: int
    reopened: int
    closed: int
    not_looked_at: int = Field(description="Open in the baseline; the record or the rule is not there now.")


class BaselineEntry(Part):
    """How the run stands against an older report. A rule that sums up another that is listed is left out."""

    as_of: date = Field(description="The date of the older report.")
    counts: MarkCounts
    opened: tuple[OpenedEntry, ...]
    closed: tuple[ClosedEntry, ...]


class DifferenceDocument(Part):
    """What `-o difference=FILE` writes: what is new and what is gone since an older report."""

    schema_version: Literal["2"]
    tool: ToolEntry
    as_of: date
    profile: str
    packs: tuple[PackEntry, ...]
    baseline: BaselineEntry | None = Field(None, description="Missing only where the run was stopped.")
    stopped: Literal[True] | None = Field(None, description="Stands only where a signal ended the run.")


class Making(Part):
    """What results were made by and of, and what all results of a rule share."""

    schema_version: Literal["2"]
    tool: ToolEntry
    as_of: date
    profile: str = Field(description="The id of the profile.")
    profile_digest: str = Field(description="A SHA-256 over its file.")
    switched_off: tuple[SwitchedOffEntry, ...] = Field(description="The rules not evaluated, and why.")
    raised: tuple[str, ...] = Field(description="The `should` rules that count like a `must`.")
    packs: tuple[PackEntry, ...]
    rules: dict[str, RuleEntry] = Field(description="The rules evaluated, by full id.")


class Opening(Making):
    """What is known before the first record: it stands first, in JSON and in NDJSON."""

    selection: SelectionEntry
    input: InputEntry


class Closing(Part):
    """What is known after the last record: it stands last."""

    summary: SummaryEntry
    waivers: WaiversEntry | None = Field(description="Null when no file of waivers was given.")
    receipt: ReceiptEntry
    baseline: BaselineEntry | None = Field(None, description="Stands only with `--baseline`.")


Entry = Annotated[CaseEntry | ProviderEntry | AuthorityEntry, Field(discriminator="kind")]


class Report(Opening):
    """The result of `guidelinekit check` as JSON.

    `results` leaves out `met` and `not_applicable` unless all were asked for, and a record of which
    nothing is listed; `summary` counts everything.
    """

    results: tuple[Entry, ...]
    invalid: tuple[InvalidEntry, ...]
    summary: SummaryEntry
    waivers: WaiversEntry | None = Field(description="Null when no file of waivers was given.")
    receipt: ReceiptEntry
    baseline: BaselineEntry | None = Field(None, description="Stands only with `--baseline`.")


class RunLine(Opening):
    """The first line of the result as NDJSON."""

    kind: Literal["run"]


class InvalidLine(InvalidEntry):
    """The line of a record that could not be evaluated."""

    kind: Literal["invalid"]


class SummaryLine(Closing):
    """The last line: a file without it is not whole."""

    kind: Literal["summary"]


class CaseDocument(Making, CaseEntry):
    """One case alone, as `Evaluation.to_json` gives it; it has all of its results."""


class ProviderDocument(Making, ProviderEntry):
    """One provider alone, likewise."""


class AuthorityDocument(Making, AuthorityEntry):
    """One authority alone, likewise."""


_LINES = (RunLine, CaseEntry, ProviderEntry, AuthorityEntry, InvalidLine, SummaryLine)


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema of a report, for `schemas/report.schema.json`; a `Line` is one of NDJSON."""
    models = (Report, *_LINES, CaseDocument, ProviderDocument, AuthorityDocument, DifferenceDocument)
    _, schema = models_json_schema([(model, "validation") for model in models])
    line = {"oneOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in _LINES]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "report.schema.json",
        "title": f"guidelinekit report, version {VERSION}",
        "$ref": "#/$defs/Report",
        "$defs": {**schema["$defs"], "Line": line},
    }
