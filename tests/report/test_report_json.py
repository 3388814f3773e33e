"""The JSON result: what stands in it, and that it is written as records come."""

import io
import json
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator
from made_results import HEADING, case, result

from guidelinekit.lang.rule import Modality, Subject
from guidelinekit.report.json_stream import JsonWriter
from guidelinekit.report.json_v1 import InvalidEntry, ProblemEntry, Report, entry, report_schema
from guidelinekit.report.ndjson import NdjsonWriter
from guidelinekit.report.summary import Tally
from guidelinekit.results import CaseResults, Status

WRONG = InvalidEntry(
    location="line 2", case_id=None, problems=(ProblemEntry(pointer="/needs", message="is a text"),)
)


def written(*cases: CaseResults, invalid: int = 0, everything: bool = False) -> Any:
    """Give the document that a run over cases writes."""
    sink, tally = io.BytesIO(), Tally(invalid=invalid)
    writer = JsonWriter(sink, HEADING, everything=everything)
    for one in cases:
        tally.add(one)
        writer.add(one, Subject.CASE)
    for _ in range(invalid):
        writer.refuse(WRONG)
    writer.finish(tally)
    return json.loads(sink.getvalue())


def test_a_result_keeps_its_contract() -> None:
    """Every key of the contract is there, dates as text and reads with pointer and value."""
    due = result(
        "3.2.4-contact", Status.DUE, due_on=date(2026, 6, 4), missing=("/a", "/a", "/b"), local=("days",)
    )
    (found,) = entry(case("a", due)).model_dump(mode="json")["results"]
    assert found == {
        "rule": "small/3.2.4-contact", "anvisning": "3.2.4", "modality": "should", "evidence": "direct",
        "status": "due", "reason": "not_found", "subject": "", "due_on": "2026-06-04", "overdue_days": None,
        "changes_on": None, "missing": ["/a", "/b"],
        "read": [
            {"pointer": "/enrolment/enrolled_on", "value": "2026-02-01"}, {"pointer": "/plans", "value": []}
        ],
        "closes": {"action": "record", "list": "/plans"},
        "message": {"da": "3.2.4-contact på dansk", "en": "3.2.4-contact in English"},
        "remedy": {"da": "gør noget", "en": "do something"},
        "passages": ["N900-01"], "local_parameters": ["days"], "blocking": False, "waiver": None,
    }  # fmt: skip


def test_every_document_follows_the_schema_and_the_models() -> None:
    """Empty, full and invalid-only runs validate, and the schema is itself a schema."""
    Draft202012Validator.check_schema(report_schema())
    some = case("a", result("1.1-a", Status.UNMET), result("1.2-b", Status.MET))
    for document in (written(), written(some, some), written(invalid=2), written(some, everything=True)):
        Draft202012Validator(report_schema()).validate(document)
        Report.model_validate_json(json.dumps(document))


def test_counts_cover_what_is_not_shown() -> None:
    """What is met is left out of the results and counted in the summary; cases in = evaluated + invalid."""
    document = written(case("a", result("1.1-a", Status.MET, Modality.MUST)), invalid=2)
    assert document["results"] == []
    counts = document["input"]
    assert (counts["cases"], counts["evaluated"], counts["invalid"]) == (3, 1, 2)
    assert document["summary"]["by_status"]["met"] == 1
    assert document["summary"]["by_anvisning"] == {"small/1.1": document["summary"]["by_status"]}


def test_records_are_written_when_they_come() -> None:
    """A record's entry stands in the output before the next record is seen, in both streaming formats."""
    for make in (lambda sink: JsonWriter(sink, HEADING), NdjsonWriter):
        sink = io.BytesIO()
        writer = make(sink)
        for number in range(3):
            writer.add(case(f"case-{number}", result("1.1-a", Status.UNMET)), Subject.CASE)
            assert f"case-{number}".encode() in sink.getvalue()


def test_ndjson_gives_every_record_its_line() -> None:
    """A case without findings, a provider and an invalid record each have one line."""
    sink = io.BytesIO()
    writer = NdjsonWriter(sink)
    writer.add(case("a", result("1.1-a", Status.MET)), Subject.CASE)
    writer.add(case("p"), Subject.PROVIDER)
    writer.refuse(WRONG)
    found = [json.loads(line) for line in sink.getvalue().splitlines()]
    assert found[0] == {"case_id": "a", "results": []}
    assert found[1]["kind"] == "provider"
    assert found[2]["problems"] == [{"pointer": "/needs", "message": "is a text"}]


class Terminal(io.BytesIO):
    """Shows only what was flushed, as a terminal does."""

    shown = b""

    def isatty(self) -> bool:
        """Say that somebody watches."""
        return True

    def flush(self) -> None:
        """Show what is there."""
        self.shown = self.getvalue()


def test_on_a_terminal_each_record_is_seen_at_once() -> None:
    """Nothing waits in a buffer until there is more of it, in both streaming formats."""
    for make in (lambda sink: JsonWriter(sink, HEADING), NdjsonWriter):
        sink = Terminal()
        writer = make(sink)
        writer.add(case("seen", result("1.1-a", Status.UNMET)), Subject.CASE)
        assert b"seen" in sink.shown
