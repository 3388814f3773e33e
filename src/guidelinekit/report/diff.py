"""A JSON report read again, and where another one of the same input differs from it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from guidelinekit.errors import InputError
from guidelinekit.report.json_v1 import PackEntry, ToolEntry
from guidelinekit.report.receipt import ReceiptEntry, SelectionEntry

_VERSION: Final = "1"
_MAKE_ONE = "make one with `guidelinekit check ... --format json -o report.json`"


class _Piece(BaseModel):
    """A piece of a report; what a later version may have added is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class KnownResult(_Piece):
    """A result, with everything the report says of it."""

    model_config = ConfigDict(extra="allow")

    rule: str
    subject: str
    status: str


class KnownEntry(_Piece):
    """The results of a record."""

    case_id: str
    kind: str = "case"
    results: tuple[KnownResult, ...]


class KnownReport(_Piece):
    """What is compared of a report, and what is needed to make it again."""

    tool: ToolEntry
    as_of: date
    profile: str
    packs: tuple[PackEntry, ...]
    selection: SelectionEntry | None = None
    receipt: ReceiptEntry | None = None
    results: tuple[KnownEntry, ...]
    invalid: tuple[dict[str, Any], ...]
    summary: dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A result that is another than it was. `was` or `now` is None where only the other report lists it."""

    kind: str
    case_id: str
    rule: str
    subject: str
    was: str | None
    now: str | None
    fields: tuple[str, ...] = ()
    """What differs where the status is the same."""


def read_report(path: str) -> KnownReport:
    """Read a JSON report from a file. Raises InputError where it is none, or none that can be verified."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        why = (error.strerror or "not a possible file name").lower()
        raise InputError(f"{path}: cannot be read: {why}", "check the name and the rights") from None
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        lines = content.lstrip().startswith(b"{") and path.endswith((".ndjson", ".jsonl"))
        what = (
            "has a record in each line, without what is needed to verify it" if lines else "is not a report"
        )
        raise InputError(f"{path}: {what}", _MAKE_ONE) from None
    return known_report(document, path)


def known_report(document: Any, path: str) -> KnownReport:
    """Give what is known of a decoded report. Raises InputError where it is none."""
    whole = isinstance(document, dict) and "tool" in document and "results" in document
    version = document.get("schema_version") if whole else None
    if isinstance(version, str) and version != _VERSION:
        raise InputError(
            f"{path}: is a report in another form than version {_VERSION}", "use the tool it names"
        )
    try:
        if version is None:
            raise InputError(f"{path}: is not a report", _MAKE_ONE)
        report = KnownReport.model_validate(document)
    except ValidationError as error:
        first = "/".join(("", *map(str, error.errors()[0]["loc"])))
        raise InputError(f"{path}: is not a whole report, see {first}", _MAKE_ONE) from None
    if report.receipt is None or report.selection is None:
        raise InputError(f"{path}: carries no receipt, so it cannot be made again", _MAKE_ONE)
    return report


def differing_results(was: KnownReport, now: KnownReport) -> list[Difference]:
    """Give every result that differs, by record and rule."""
    before, after = dict(_results(was)), dict(_results(now))
    found = []
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        same = old is not None and new is not None and old.status == new.status
        fields = tuple(_other_fields(old, new)) if same and old is not None and new is not None else ()
        statuses = [None if one is None else one.status for one in (old, new)]
        found.append(Difference(*key, was=statuses[0], now=statuses[1], fields=fields))
    return found


def differing_counts(was: KnownReport, now: KnownReport) -> list[str]:
    """Give the rules of which the counts differ: also what is met or not applicable is counted there."""
    before, after = (
        {**_by_rule(report.summary), **_by_rule(report.summary.get("providers"))} for report in (was, now)
    )
    return sorted(rule for rule in before.keys() | after.keys() if before.get(rule) != after.get(rule))


def _by_rule(counts: Any) -> Mapping[str, Any]:
    found = counts.get("by_rule") if isinstance(counts, dict) else None
    return found if isinstance(found, dict) else {}


def _results(report: KnownReport) -> Iterator[tuple[tuple[str, str, str, str], KnownResult]]:
    for entry in report.results:
        for result in entry.results:
            yield (entry.kind, entry.case_id, result.rule, result.subject), result


def _other_fields(old: KnownResult, new: KnownResult) -> Iterator[str]:
    before, after = old.model_dump(), new.model_dump()
    yield from (name for name in sorted(before.keys() & after.keys()) if before[name] != after[name])
