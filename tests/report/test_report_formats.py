"""The formats for spreadsheets, code hosts and build systems, from results made by hand."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from made_results import HEADING, REMARK, case, result
from standards import junit, sarif

from guidelinekit.cli.reports import Format, Target, _writer
from guidelinekit.evaluate.tally import Tally
from guidelinekit.lang.rule import Modality, Subject
from guidelinekit.report.columns import COLUMNS
from guidelinekit.report.contract import InvalidEntry, ProblemEntry
from guidelinekit.report.escape import cell, markdown_text, workflow_message, workflow_property, xml_text
from guidelinekit.report.findings import FindingRow
from guidelinekit.report.formats import code_scanning, pull_request, workbook
from guidelinekit.report.receipt_contract import Both
from guidelinekit.report.writer import Ending, Look, MostSerious
from guidelinekit.results import CaseResults, Reason, Status
from guidelinekit.text import LANGUAGES, Language, printable

openpyxl = pytest.importorskip("openpyxl")

EVIL = '=HYPERLINK("http://x")|<script>\x01'
OPEN = case(
    "a",
    result("1.1-a", Status.UNMET, Modality.MUST, overdue=3),
    result("1.2-b", Status.UNMET, item="need:n1"),
    result("1.3-late", Status.MET_LATE),
    result("1.4-soon", Status.DUE),
    result("1.6-unclear", Status.UNDETERMINED, missing=("/citizen/sex",), reason=Reason.NOT_DOCUMENTED),
    result("1.9-option", Status.UNMET, Modality.MAY),
    result("1.5-met", Status.MET),
)
INVALID = InvalidEntry(
    location="line 7",
    case_id="broken",
    of=Subject.CASE,
    problems=(ProblemEntry(pointer="/citizen/sex", message=Both(da="ukendt kode", en="unknown code")),),
)


def written(
    fmt: Format, *records: CaseResults, refused: int = 0, look: Look | None = None, stopped: bool = False
) -> bytes:
    """Return what a format writes of records, and of so many that are invalid."""
    raw, tally = BytesIO(), Tally()
    sink = TextIOWrapper(raw, encoding="utf-8", newline="\n")
    writer = _writer(Target("x", fmt), sink, HEADING, look or Look("da"))
    for record in records:
        tally.add(record)
        writer.put(writer.shape(record))
    for _ in range(refused):
        tally.refuse(Subject.CASE)
        writer.refuse(INVALID)
    writer.finish(Ending(tally, stopped=stopped))
    sink.flush()
    return raw.getvalue()


def rows(content: bytes, separator: str = ",") -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=separator))


def test_csv_has_a_row_for_each_finding_with_stable_keys() -> None:
    """The first row has the keys, the most serious finding comes first, and what is met is not there."""
    table = rows(written(Format.CSV, OPEN, case("b", result("1.2-b", Status.UNMET))))
    assert list(table[0]) == [column.key for column in COLUMNS]
    assert [(row["case_id"], row["rule"], row["status"]) for row in table] == [
        ("a", "small/1.1-a", "unmet"), ("a", "small/1.2-b", "unmet"), ("a", "small/1.3-late", "met_late"),
        ("a", "small/1.4-soon", "due"), ("a", "small/1.6-unclear", "undetermined"),
        ("a", "small/1.9-option", "unmet"), ("b", "small/1.2-b", "unmet"),
    ]  # fmt: skip
    assert (table[0]["overdue_days"], table[0]["item"], table[1]["item"]) == ("3", "", "need:n1")
    assert table[4]["missing"] == "borger \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} køn"


def test_csv_for_excel_is_danish_and_calculates_nothing() -> None:
    """Excel's form has a mark of its encoding, semicolons and Danish words; a formula is text."""
    content = written(Format.CSV_EXCEL, case(EVIL, result("1.2-b", Status.UNMET)))
    assert content.startswith(b"\xef\xbb\xbfPost;Sag;")
    assert b"\r\n" in content
    (row,) = rows(content, ";")
    assert (row["Status"], row["Styrke"]) == ("ikke opfyldt", "bør")
    assert row["Sag"] == '\'=HYPERLINK("http://x")|<script>?'


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", " =1", "\t=1", "\n", "＝1"])  # noqa: RUF001 - as Excel reads it
def test_a_cell_that_a_spreadsheet_would_calculate_is_text(text: str) -> None:
    """Whatever begins a formula stands behind a quote; other texts stay as they are."""
    assert cell(text) == f"'{text}"
    assert cell(f"a{text}") == f"a{text}"


@pytest.mark.parametrize("kind", Subject)
def test_every_kind_of_record_has_its_word(kind: Subject) -> None:
    """Findings of a case, a provider and an authority can all stand in a table for people."""
    record = replace(case("a", result("1.1-a", Status.UNMET)), kind=kind)
    _, row = csv.reader(StringIO(written(Format.CSV_EXCEL, record).decode()), delimiter=";")
    assert row[0] == {"case": "sag", "provider": "behandlingssted", "authority": "myndighed"}[kind]


def test_the_validation_list_has_what_is_wrong_with_the_export() -> None:
    """Each problem of an invalid record and each contradiction has a row with its place and fields."""
    contradicting = CaseResults("c", HEADING.as_of, (), remarks=(REMARK,))
    table = rows(written(Format.VALIDATION, OPEN, contradicting, refused=1))
    assert [(row["case_id"], row["problem"], row["field"], row["place"]) for row in table] == [
        ("c", "ended_before_begun", "/needs/1/identified_on /needs/1/resolved_on", ""),
        ("broken", "invalid", "/citizen/sex", "linje 7"),
    ]


def test_a_workbook_has_four_sheets_and_only_texts() -> None:
    """A formula in an id is a text in its cell; headings stay in sight; shares are numbers."""
    book = openpyxl.load_workbook(
        BytesIO(written(Format.XLSX, OPEN, case(EVIL, result("1.2-b", Status.UNMET)), refused=1))
    )
    assert book.sheetnames == ["Oversigt", "Fund", "Krav", "Fejl i udtrækket"]
    sheet = book["Fund"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.max_row) == ("C2", "A1:W8", 8)
    assert (sheet["B8"].value, sheet["B8"].data_type) == ('=HYPERLINK("http://x")|<script>?', "s")
    assert sheet["B8"].hyperlink is None
    shares = {row[-1]: row[3:7] for row in book["Krav"].iter_rows(min_row=2, values_only=True)}
    assert shares["small/1.2-b"][0] == 0
    assert shares["small/1.5-met"][0] == 1
    assert shares["small/1.2-b"][3] == 2
    assert book["Fejl i udtrækket"]["C2"].value == "broken"
    assert {row[0]: row[1] for row in book["Oversigt"].iter_rows(values_only=True)}[
        "Sager med noget uopfyldt"
    ] == 2


def test_rows_beyond_a_sheet_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a sheet is full, the summary says how many rows it lacks."""
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    book = openpyxl.load_workbook(BytesIO(written(Format.XLSX, OPEN)))
    assert book["Fund"].max_row == 4
    (told,) = (row for row in book["Oversigt"].iter_rows(values_only=True) if "Fund" in row[0])
    assert told[1] == 3


def test_junit_counts_what_fails() -> None:
    """What is unmet fails, an invalid record is an error, what is open or only suggested is skipped."""
    top = junit(written(Format.JUNIT, OPEN, case(EVIL, result("1.2-b", Status.UNMET)), refused=1))
    names = [(s.get("name"), *(s.get(k) for k in ("tests", "failures", "errors", "skipped"))) for s in top]
    assert names == [
        ("a", "6", "2", "0", "3"), (EVIL[:-1], "1", "1", "0", "0"), ("broken", "1", "0", "1", "0"),
    ]  # fmt: skip


EVERY = case(
    "b",
    *(result("1.2-b", status, item=status.value) for status in Status),
    result("1.8-exempt", Status.EXEMPT, reason=Reason.CITIZEN_DECLINED),
)
"""A result of every status."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_junit_is_what_its_readers_take(language: Language) -> None:
    """Results of every kind, a stopped run and an empty one have the structure that its readers ask for."""
    look = Look(language)
    top = junit(written(Format.JUNIT, OPEN, EVERY, case("none"), refused=2, look=look, stopped=True))
    assert [suite.get("name") for suite in top] == ["a", "b", "broken", "broken", "guidelinekit"]
    assert len(junit(written(Format.JUNIT, look=look))) == 0


def test_sarif_says_the_same_of_a_finding_wherever_it_stands() -> None:
    """Results have levels by strength and fingerprints by key; a may is left out; rules are named once."""
    run = sarif(written(Format.SARIF, OPEN, refused=1, look=Look("en", file=lambda: "in/cases.ndjson")))
    levels = [(each["ruleId"], each["level"]) for each in run["results"]]
    assert levels == [
        ("small/1.1-a", "error"), ("small/1.2-b", "warning"), ("small/1.3-late", "note"),
        ("small/1.4-soon", "note"), ("small/1.6-unclear", "note"),
    ]  # fmt: skip
    assert len({each["partialFingerprints"]["guidelinekitKey/v1"] for each in run["results"]}) == len(levels)
    for each in run["results"]:
        assert each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "in/cases.ndjson"
    rules = run["tool"]["driver"]["rules"]
    assert all(len(rule["properties"]["tags"]) <= 20 for rule in rules)
    (invocation,) = run["invocations"]
    assert (
        "line 7: /citizen/sex: unknown code" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif_holds_only_what_its_schema_allows(language: Language) -> None:
    """A run with results of every kind has the properties of the standard, with values of its lists."""
    run = sarif(written(Format.SARIF, OPEN, EVERY, refused=2, look=Look(language), stopped=True))
    assert set(run) == {"tool", "automationDetails", "columnKind", "invocations", "results"}
    assert run["results"][-1]["suppressions"][0]["kind"] == "external"
    assert not run["invocations"][0]["executionSuccessful"]


def test_sarif_is_cut_by_severity_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what a code host takes, the most serious stay and a notification counts the others."""
    monkeypatch.setattr(code_scanning, "MOST_RESULTS", 3)
    quiet = [case(f"q{n}", result("1.4-soon", Status.DUE)) for n in range(20)]
    run = sarif(written(Format.SARIF, *quiet, OPEN))
    assert [each["ruleId"] for each in run["results"]] == ["small/1.1-a", "small/1.2-b", "small/1.3-late"]
    (notified,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notified["message"]["text"].startswith("22 mindre alvorlige resultater er udeladt")


def test_github_shows_ten_of_a_level_and_counts_the_others() -> None:
    """At most ten commands of a level are written; the last names how many findings have none."""
    many = [case(f"c{n}", result("1.2-b", Status.UNMET)) for n in range(15)]
    lines = (
        written(
            Format.GITHUB,
            *many,
            OPEN,
            case("x\n::error::y", result("1.1-a", Status.UNMET, Modality.MUST)),
            refused=7,
        )
        .decode()
        .splitlines()
    )
    levels = [line.split(" ")[0] for line in lines]
    assert (levels.count("::error"), levels.count("::warning")) == (7, 10)
    assert levels.count("::notice") <= 10
    assert lines[-1] == (
        "::notice title=guidelinekit::6 fund og 2 ugyldige poster mere; "
        "de står i --format github-summary og i de andre formater"
    )
    assert "::error title=✗ skal small/1.1-a::x%0A::error::y: 1.1-a på dansk%0Agør noget" in lines


def test_gitlab_takes_a_list() -> None:
    """Each entry has what a code quality report asks for, with a fingerprint of its own."""
    entries = json.loads(written(Format.GITLAB, OPEN, refused=1))
    assert [each["severity"] for each in entries] == ["critical", "major", "minor", "info", "info", "blocker"]
    assert len({each["fingerprint"] for each in entries}) == 6
    assert {*entries[0]} == {"description", "check_name", "fingerprint", "severity", "location"}
    assert json.loads(written(Format.GITLAB, case("a", result("1.5-met", Status.MET)))) == []


def test_markdown_holds_no_marks_of_a_record() -> None:
    """An id cannot break a table, make HTML or address anybody; shares stand with the cases behind them."""
    text = written(
        Format.MARKDOWN, OPEN, case("<b>|@me [x](y)", result("1.2-b", Status.UNMET)), refused=1
    ).decode()
    assert "<b>" not in text.replace("\\<b>", "")
    assert "#### \\<b>\\|@\u200cme \\[x\\](y)" in text
    assert "| 1.2-b | 1.2-b på dansk | bør | 0 procent | 0\N{EN DASH}66 procent | 2 |" in text
    assert "- linje 7: /citizen/sex: ukendt kode" in text


@pytest.mark.parametrize(
    "fmt", [Format.JUNIT, Format.SARIF, Format.GITHUB, Format.GITLAB, Format.FHIR, Format.MARKDOWN]
)
def test_the_place_of_a_record_that_is_not_valid_is_told_in_the_language_asked_for(fmt: Format) -> None:
    """Where it stands is said in the same words as what is wrong with it."""
    danish, english = (written(fmt, refused=1, look=Look(language)).decode() for language in ("da", "en"))
    assert "linje 7" in danish
    assert "line 7" not in danish
    assert "line 7" in english


def test_a_summary_for_github_keeps_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The summary has no more bytes than are allowed, and counts the cases that are left out."""
    monkeypatch.setattr(pull_request, "SUMMARY_LIMIT", 3000)
    many = [case(f"case-{n:04}", result("1.2-b", Status.UNMET)) for n in range(50)]
    content = written(Format.GITHUB_SUMMARY, *many)
    assert len(content) <= 3000
    shown = content.count(b"#### ")
    assert 0 < shown < 50
    assert f"… og {50 - shown} mindre alvorlige sager" in content.decode()


def test_of_very_many_findings_the_most_serious_are_kept() -> None:
    """However many come, the most serious and longest overdue stay, and all are counted."""
    most_serious = MostSerious[FindingRow](2, lambda finding: finding.place)
    shape = _writer(Target("x", Format.SARIF), StringIO(), HEADING, Look("da")).shape
    for days in range(30):
        most_serious.take(*shape(case(f"c{days}", result("1.2-b", Status.UNMET, overdue=days))).findings)
    assert [finding.overdue_days for finding in most_serious.listed()] == [29, 28]
    assert (most_serious.count, most_serious.left_out) == (30, 28)


def test_texts_are_escaped_for_each_kind_of_output() -> None:
    """No text ends a workflow command or a line of it, holds what XML cannot, or is a mark of Markdown."""
    assert workflow_property("a:b,c%\n") == "a%3Ab%2Cc%25%0A"
    assert workflow_message("a:b\r\n") == "a:b%0D%0A"
    assert xml_text("a\x00\x1bb\ufffe\ud800") == "ab"
    assert markdown_text("# a\n*b* `c` <d> &amp;") == "\\# a \\*b\\* \\`c\\` \\<d> &amp;amp;"
    assert markdown_text("3.2.1 a") == "3.2.1 a"


def test_a_space_of_another_kind_is_no_sign_that_steers() -> None:
    """Spaces that do not break, out of Word, are shown as they are; what ends a line or turns it is `?`."""
    assert (
        printable("§\xa0101, 95\u202f%, a\u2009b\x1b\x85\u2028\u202e") == "§\xa0101, 95\u202f%, a\u2009b????"
    )
