"""Reports read again and compared: what differs, and what is refused."""

import json
from typing import Any

import pytest
from made_results import case, result
from test_report_json import UNMET, written

from guidelinekit.errors import InputError
from guidelinekit.evaluate.plain import Tree
from guidelinekit.report.diff import Change, Difference, differing_results, other_changes
from guidelinekit.report.read_back import report_of
from guidelinekit.results import CaseResults, Status


def tree(*cases: CaseResults, by_line: bool = False) -> Tree:
    """Return the report of a run over cases, read again."""
    return report_of(written(*cases, invalid=1, by_line=by_line), "report").tree


def test_a_report_does_not_differ_from_itself() -> None:
    """Neither in results nor in anything else, and NDJSON says what JSON says."""
    assert differing_results(tree(UNMET), tree(UNMET)) == []
    assert other_changes(tree(UNMET), tree(UNMET)) == []
    assert tree(UNMET) == tree(UNMET, by_line=True)


def test_differences_name_what_was_and_is() -> None:
    """Another status, a result or a record listed once only, and the same status with another detail."""
    was = tree(
        case("a", result("1.1-a", Status.UNMET), result("1.2-b", Status.DUE, item="need:n2")),
        case("b", result("1.1-a", Status.UNMET, overdue=3)),
        case("c", result("1.1-a", Status.UNMET)),
    )
    now = tree(
        case("a", result("1.1-a", Status.MET_LATE), result("1.2-b", Status.MET, item="need:n2")),
        case("b", result("1.1-a", Status.UNMET, overdue=4)),
        case("c", result("1.1-a", Status.MET)),
    )
    assert differing_results(was, now) == [
        Difference("case", "a", "small/1.1-a", "", "unmet", "met_late"),
        Difference("case", "a", "small/1.2-b", "need:n2", "due", None),
        Difference("case", "b", "small/1.1-a", "", "unmet", "unmet", ("overdue_days",)),
        Difference("case", "c", "", "", "listed", None),
        Difference("case", "c", "small/1.1-a", "", "unmet", None),
    ]


def test_counts_show_what_is_not_listed() -> None:
    """A result that was met and now is not applicable is in neither list, but in the counts."""
    was, now = (tree(case("a", result("1.1-a", each))) for each in (Status.MET, Status.NOT_APPLICABLE))
    assert differing_results(was, now) == []
    pointers = [change.pointer for change in other_changes(was, now)]
    assert "/summary/cases/by_rule/small/1.1-a/met" in pointers


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("profile", "other"),
        ("packs/0/edition", "2"),
        ("summary/cases/by_status/unmet", 0),
        ("summary/cases/records", 7),
        ("summary/providers/evaluated", 3),
        ("invalid/0/location", "line 9"),
        ("tool/name", "other"),
        ("added", True),
    ],
)
def test_nothing_can_be_changed_unseen(path: str, value: Any) -> None:
    """Whatever a report says is compared, but the tool's version and the names of files."""
    was, steps = tree(UNMET), path.split("/")
    part: Any = was
    for step in steps[:-1]:
        part = part[int(step) if step.isdigit() else step]
    old = part.get(steps[-1])
    part[steps[-1]] = value
    assert other_changes(was, tree(UNMET)) == [Change(f"/{path}", value, old)]
    was["tool"]["version"], was["input"] = "0.0.1", {}
    assert len(other_changes(was, tree(UNMET))) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"tool": None}, "not a whole report, see /tool"),
        ({"results": [{"case_id": "a"}]}, "not a whole report, see /results"),
        ({"schema_version": "1"}, "another form"),
        ({"receipt": None}, "not a whole report, see /receipt"),
        ({"selection": None}, "not a whole report, see /selection"),
    ],
)
def test_what_cannot_be_verified_is_refused(change: dict[str, Any], message: str) -> None:
    """A document that is no whole report of this version is an error that says what it lacks."""
    with pytest.raises(InputError, match=message):
        report_of(json.dumps({**tree(UNMET), **change}).encode(), "report.json")


@pytest.mark.parametrize("other", [None, [], {}, {"schema_version": "1", "case_id": "a"}, "report"])
def test_other_json_is_no_report(other: Any) -> None:
    """A case file, or anything else, is said to be no report."""
    with pytest.raises(InputError, match="is not a report"):
        report_of(json.dumps(other).encode(), "case.json")


def test_a_report_that_says_two_things_is_refused() -> None:
    """A record, a rule and item of it, or a key that stands twice hides one of the two."""
    report = tree(UNMET)
    (entry,) = report["results"]
    for twice in ([entry, entry], [{**entry, "results": entry["results"] * 2}]):
        with pytest.raises(InputError, match="says two things of a"):
            report_of(json.dumps({**report, "results": twice}).encode(), "report.json")
    key_twice = written(UNMET).replace(b'"summary":', b'"summary": {}, "summary":')
    with pytest.raises(InputError, match="has the key `summary` twice"):
        report_of(key_twice, "report.json")


def test_a_file_that_was_cut_is_refused() -> None:
    """NDJSON without its summary, or cut within a line, is not whole; a second summary is too much."""
    content = written(UNMET, by_line=True)
    *lines, last = content.splitlines(keepends=True)
    for cut in (b"".join(lines), b"".join([*lines, last[:20]]), lines[0]):
        with pytest.raises(InputError, match="is not whole"):
            report_of(cut, "report.ndjson")
    with pytest.raises(InputError, match="line 4 stands after the summary"):
        report_of(content + last, "report.ndjson")
