"""The JSON result: what stands in it, and that it is written as records come."""

import io
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from made_results import AS_OF, HEADING, REMARK, case, result

from guidelinekit.evaluate import plain
from guidelinekit.evaluate.plain import encoded, entry
from guidelinekit.evaluate.tally import Tally
from guidelinekit.lang.rule import Subject
from guidelinekit.report.contract import InvalidEntry, ProblemEntry, Report, report_schema
from guidelinekit.report.json import JsonWriter
from guidelinekit.report.ndjson import NdjsonWriter
from guidelinekit.report.receipt_contract import Both, SelectionEntry
from guidelinekit.report.writer import Ending, Heading
from guidelinekit.results import CaseResults, Reason, Status

WRONG = InvalidEntry(
    location="line 2",
    case_id=None,
    of=Subject.CASE,
    problems=(ProblemEntry(pointer="/needs", message=Both(da="er en tekst", en="is a text")),),
)
EVERYTHING = Heading(
    AS_OF,
    HEADING.packs,
    HEADING.profile,
    HEADING.rules,
    files=(("cases.ndjson", Subject.CASE),),
    selection=SelectionEntry(all=True, details=True),
)
UNMET = case("a", result("1.1-a", Status.UNMET), result("1.2-b", Status.MET))
PROVIDER = CaseResults("p", AS_OF, (), Subject.PROVIDER, "0101", "p")
AUTHORITY = CaseResults("a", AS_OF, (), Subject.AUTHORITY)


def written(
    *cases: CaseResults, invalid: int = 0, heading: Heading = HEADING, by_line: bool = False
) -> bytes:
    """Return what a run over cases writes."""
    sink, tally = io.BytesIO(), Tally()
    writer = NdjsonWriter(sink, heading) if by_line else JsonWriter(sink, heading)
    for one in cases:
        tally.add(one, one.kind)
        writer.put(writer.shape(one))
    for _ in range(invalid):
        tally.refuse(Subject.CASE)
        writer.refuse(WRONG)
    writer.finish(Ending(tally))
    return sink.getvalue()


def test_a_result_keeps_its_contract() -> None:
    """Every key of the contract is there, and no other; what all results of a rule share is not."""
    due = result(
        "3.2.4-contact", Status.DUE, due_on=date(2026, 6, 4), missing=("/a", "/a", "/b"),
        subject="/needs/1", item="need:n2", local=("days",),
    )  # fmt: skip
    (written_result,) = json.loads(encoded(entry(case("a", due))))["results"]
    assert written_result == {
        "rule": "small/3.2.4-contact", "status": "due", "reason": "not_found", "subject": "/needs/1",
        "item": "need:n2", "key": "a small/3.2.4-contact need:n2", "due_on": "2026-06-04",
        "overdue_days": None, "changes_on": None, "missing": ["/a", "/b"],
        "message": {"da": "3.2.4-contact på dansk", "en": "3.2.4-contact in English"},
        "remedy": {"da": "gør noget", "en": "do something"},
    }  # fmt: skip
    (with_details,) = json.loads(encoded(entry(case("a", due), details=True)))["results"]
    assert with_details == {
        **written_result,
        "read": [
            {"pointer": "/enrolment/enrolled_on", "value": "2026-02-01"}, {"pointer": "/plans", "value": []}
        ],
        "closes": {"action": "record", "list": "/plans"},
    }  # fmt: skip


def test_a_remark_stands_with_its_record_though_nothing_else_is_listed() -> None:
    """It follows the contract, counts nowhere, and is not there where there is none."""
    clean = replace(case("a", result("1.1-a", Status.MET)), remarks=(REMARK,))
    report = json.loads(written(clean, case("b", result("1.1-a", Status.UNMET))))
    Report.model_validate(report)
    Draft202012Validator(report_schema()).validate(report)
    first, second = report["results"]
    assert first["remarks"] == [
        {
            "code": "ended_before_begun",
            "item": "need:n2",
            "key": "a ended_before_begun/resolved_on need:n2",
            "pointers": ["/needs/1/identified_on", "/needs/1/resolved_on"],
            "message": {"da": "Behovet er løst for tidligt", "en": "The need is resolved too early"},
        }
    ]
    assert first["results"] == []
    assert "remarks" not in second
    assert report["summary"]["cases"]["by_status"]["unmet"] == 1


def test_what_a_rule_is_stands_once() -> None:
    """The opening tells of each rule evaluated, whether or not it has results."""
    rules = json.loads(written())["rules"]
    assert list(rules) == [rule.id for rule in HEADING.rules]
    assert rules["small/1.9-option"] == {
        "anvisning": "1.9",
        "title": {"da": "1.9-option på dansk", "en": "1.9-option in English"},
        "modality": "may",
        "evidence": "direct",
        "passages": ["N900-01"],
        "local_parameters": [],
        "sums_up": [],
        "in_force": {"from": None, "to": None},
    }


@pytest.mark.parametrize("heading", [HEADING, EVERYTHING], ids=["lean", "everything"])
def test_every_document_follows_the_schema_and_the_models(heading: Heading) -> None:
    """Empty, full and invalid-only runs validate, and the schema is itself a schema."""
    schema = report_schema()
    Draft202012Validator.check_schema(schema)
    a_line = Draft202012Validator({"$ref": "#/$defs/Line", "$defs": schema["$defs"]})
    for cases, invalid in (((), 0), ((UNMET, PROVIDER, AUTHORITY), 0), ((), 2)):
        content = written(*cases, invalid=invalid, heading=heading)
        Draft202012Validator(schema).validate(json.loads(content))
        Report.model_validate_json(content)
        for line in written(*cases, invalid=invalid, heading=heading, by_line=True).splitlines():
            a_line.validate(json.loads(line))


def test_counts_cover_what_is_not_listed() -> None:
    """What is met is left out of the results and counted in the summary; records = evaluated + invalid."""
    report = json.loads(written(case("a", result("1.1-a", Status.MET)), invalid=2))
    assert report["results"] == []
    counts = report["summary"]["cases"]
    assert (counts["records"], counts["evaluated"], counts["invalid"]) == (3, 1, 2)
    assert counts["by_status"]["met"] == 1
    assert counts["by_anvisning"] == {"small/1.1": counts["by_status"]}
    assert counts["by_rule"] == {"small/1.1-a": counts["by_status"]}


def test_what_sums_up_and_what_has_not_begun_is_counted_apart() -> None:
    """Neither a rule that sums up others nor a case that has not begun is in the counts of gaps."""
    summing = HEADING.rules[0].model_copy(update={"sums_up": ("small/1.2-b",)})
    heading = replace(HEADING, rules=(summing, *HEADING.rules[1:]))
    begun = case("a", result("1.1-a", Status.UNMET), result("1.2-b", Status.UNMET))
    ahead = case("b", result("1.2-b", Status.NOT_APPLICABLE, reason=Reason.NOT_BEGUN))
    report = json.loads(written(begun, ahead, heading=heading))
    counts = report["summary"]["cases"]
    assert (counts["evaluated"], counts["not_begun"]) == (2, 1)
    assert (counts["by_status"]["unmet"], counts["by_status"]["not_applicable"]) == (1, 0)
    assert (counts["summing_up"]["unmet"], list(counts["by_anvisning"])) == (1, ["small/1.2"])
    assert report["rules"]["small/1.1-a"]["sums_up"] == ["small/1.2-b"]


@pytest.mark.parametrize("make", [JsonWriter, NdjsonWriter])
def test_records_are_written_when_they_come(make: Any) -> None:
    """A record's entry stands in the output before the next record is seen."""
    sink = io.BytesIO()
    writer = make(sink, HEADING)
    for number in range(3):
        writer.put(writer.shape(case(f"case-{number}", result("1.1-a", Status.UNMET))))
        assert f"case-{number}".encode() in sink.getvalue()


def test_ndjson_begins_with_the_run_and_ends_with_the_summary() -> None:
    """Between them a case without findings, a provider and an invalid record each have one line."""
    lines = written(case("a", result("1.1-a", Status.MET)), PROVIDER, invalid=1, by_line=True).splitlines()
    run, first, provider, invalid, summary = map(json.loads, lines)
    assert (run["kind"], run["schema_version"], run["as_of"]) == ("run", "2", "2026-06-01")
    assert first == {
        "kind": "case", "case_id": "a", "provider_id": None, "municipality": None, "changes_on": None,
        "results": [],
    }  # fmt: skip
    assert (provider["kind"], provider["provider_id"]) == ("provider", "p")
    assert (invalid["kind"], invalid["problems"]) == (
        "invalid",
        [{"pointer": "/needs", "message": {"da": "er en tekst", "en": "is a text"}}],
    )
    assert (summary["kind"], summary["summary"]["cases"]["invalid"]) == ("summary", 1)


@pytest.fixture
def _without_msgspec(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "msgspec", None)
    plain._encoder.cache_clear()
    yield
    plain._encoder.cache_clear()


@pytest.mark.parametrize("by_line", [False, True])
def test_the_bytes_are_the_same_without_the_extra(request: Any, by_line: bool) -> None:
    """Pydantic writes what msgspec writes, where that is not installed."""
    fast = written(UNMET, PROVIDER, invalid=1, heading=EVERYTHING, by_line=by_line)
    request.getfixturevalue("_without_msgspec")
    assert written(UNMET, PROVIDER, invalid=1, heading=EVERYTHING, by_line=by_line) == fast


class Terminal(io.BytesIO):
    """Shows only what was flushed, as a terminal does."""

    shown = b""

    def isatty(self) -> bool:
        """Say that somebody watches."""
        return True

    def flush(self) -> None:
        """Show what is there."""
        self.shown = self.getvalue()


@pytest.mark.parametrize("make", [JsonWriter, NdjsonWriter])
def test_on_a_terminal_each_record_is_seen_at_once(make: Any) -> None:
    """Nothing waits in a buffer until there is more of it."""
    sink = Terminal()
    writer = make(sink, HEADING)
    writer.put(writer.shape(case("seen", result("1.1-a", Status.UNMET))))
    assert b"seen" in sink.shown
