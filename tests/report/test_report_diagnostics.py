"""Diagnostics as SARIF and as annotations."""

from pathlib import Path

from guidelinekit.diagnostics import Diagnostic, Severity, Span
from guidelinekit.report.authors.lint_report import annotations
from guidelinekit.report.sarif import sarif
from guidelinekit.suggest import meaning
from guidelinekit.text import Text

PROBLEM = Diagnostic(
    "unknown-path",
    Text(da="der er intet felt `x`", en="there is no field `x`"),
    meaning("y"),
    file="rules/å, b.yaml",
    span=Span(7, 3, 9),
)
MEANINGS = {
    code: Text(da="en sti nævner intet", en="a path names nothing")
    for code in ("unknown-path", "rules-agree", "tab")
}
WARNING = Diagnostic("rules-agree", Text(da="50 % ens", en="50 % the same"), None, severity=Severity.WARNING)


def test_sarif_has_the_structure_of_its_schema() -> None:
    """A log has a version, a driver with the codes met, and results that point at them by index."""
    log = sarif([PROBLEM, WARNING], MEANINGS, "en")
    assert log["version"] == "2.1.0"
    assert log["$schema"].startswith("https://")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "guidelinekit"
    assert [rule["id"] for rule in rules] == ["rules-agree", "unknown-path"]
    for result in run["results"]:
        assert set(result) <= {"ruleId", "ruleIndex", "level", "message", "locations"}
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]


def test_sarif_places_a_problem() -> None:
    """A place is a relative reference, percent-encoded, with a region counted from 1, the end left out."""
    (result,) = sarif([PROBLEM], MEANINGS, "en")["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "rules/%C3%A5%2C%20b.yaml"
    assert place["region"] == {"startLine": 7, "startColumn": 3, "endColumn": 9}
    assert result["message"]["text"] == "there is no field `x`\nHelp: did you mean `y`?"


def test_sarif_of_an_absolute_file(tmp_path: Path) -> None:
    """A file outside of the working directory is a file reference."""
    problem = Diagnostic("tab", Text(da="en tabulator", en="a tab"), file=str(tmp_path / "r.yaml"))
    (result,) = sarif([problem], MEANINGS, "en")["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].startswith("file://")
    assert "region" not in place


def test_annotation_escapes_what_would_end_it() -> None:
    """Commas and colons of a property, and line ends of a text, are written so that they do not end it."""
    error, warning = annotations([PROBLEM, WARNING], "en")
    assert error == (
        "::error file=rules/å%2C b.yaml,line=7,col=3,endColumn=9,title=unknown-path"
        "::there is no field `x`%0Adid you mean `y`?"
    )
    assert warning == "::warning title=rules-agree::50 %25 the same"
