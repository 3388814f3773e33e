"""Two reports compared: which results differ, and in what."""

import io
import json
from typing import Any

import pytest
from made_results import HEADING, case, result

from guidelinekit import InputError
from guidelinekit.lang.rule import Subject
from guidelinekit.report.diff import (
    Difference,
    KnownReport,
    differing_counts,
    differing_results,
    known_report,
)
from guidelinekit.report.json_stream import JsonWriter
from guidelinekit.report.summary import Tally
from guidelinekit.results import CaseResults, Status


def document(*cases: CaseResults) -> Any:
    """Give the document that a run over cases writes."""
    sink, tally = io.BytesIO(), Tally()
    writer = JsonWriter(sink, HEADING)
    for one in cases:
        tally.add(one)
        writer.add(one, Subject.CASE)
    writer.finish(tally)
    return json.loads(sink.getvalue())


def report(*cases: CaseResults) -> KnownReport:
    """Give it as it is read again."""
    return known_report(document(*cases), "report.json")


def test_a_report_does_not_differ_from_itself() -> None:
    """Neither in results nor in counts."""
    some = report(case("a", result("1.1-a", Status.UNMET)))
    assert (differing_results(some, some), differing_counts(some, some)) == ([], [])


def test_differences_name_what_was_and_is() -> None:
    """Another status, a result that only one of the two lists, and the same status with another detail."""
    was = report(
        case("a", result("1.1-a", Status.UNMET), result("1.2-b", Status.DUE)),
        case("b", result("1.1-a", Status.UNMET, overdue=3)),
    )
    now = report(
        case("a", result("1.1-a", Status.MET_LATE), result("1.2-b", Status.MET)),
        case("b", result("1.1-a", Status.UNMET, overdue=4)),
    )
    assert differing_results(was, now) == [
        Difference("case", "a", "small/1.1-a", "", "unmet", "met_late"),
        Difference("case", "a", "small/1.2-b", "", "due", None),
        Difference("case", "b", "small/1.1-a", "", "unmet", "unmet", ("overdue_days",)),
    ]


def test_counts_show_what_is_not_listed() -> None:
    """A result that was met and now is not applicable is in neither list, but in the counts."""
    was, now = (report(case("a", result("1.1-a", each))) for each in (Status.MET, Status.NOT_APPLICABLE))
    assert differing_results(was, now) == []
    assert differing_counts(was, now) == ["small/1.1-a"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"tool": None}, "/tool"),
        ({"results": [{"case_id": "a"}]}, "/results/0/results"),
        ({"schema_version": "2"}, "another form"),
        ({"receipt": None}, "no receipt"),
        ({"selection": None}, "no receipt"),
    ],
)
def test_what_cannot_be_verified_is_refused(change: dict[str, Any], told: str) -> None:
    """A document that is no whole report of this version is an error that says what it lacks."""
    with pytest.raises(InputError, match=told):
        known_report({**document(), **change}, "report.json")


@pytest.mark.parametrize("other", [None, [], {}, {"schema_version": "1", "case_id": "a"}, "report"])
def test_other_json_is_no_report(other: Any) -> None:
    """A case file, or anything else, is told to be no report."""
    with pytest.raises(InputError, match="is not a report"):
        known_report(other, "case.json")
