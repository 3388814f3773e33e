"""Several reports of one run, baselines, thresholds and templates, by the command line."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from command_line import AS_OF, OPEN, PLAN, QUIET, SMALL, UNKNOWN, call, case, lines, need
from jsonschema import Draft202012Validator

from guidelinekit.errors import InputError, UsageError

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "report.schema.json").read_text())
CHECK = ("check", "-", *SMALL, *AS_OF)
WRONG = case("wrong", enrolment={"enrolled_on": "2026-02-30"})


def report(path: Path, *records: Any, options: tuple[str | Path, ...] = ()) -> dict[str, Any]:
    """Write a JSON report of records, and return it when it follows the schema."""
    call(*CHECK, *options, "--format", "json", "-o", path, given=lines(*records))
    document: dict[str, Any] = json.loads(path.read_text())
    Draft202012Validator(SCHEMA).validate(document)
    return document


def test_formats_are_named_with_their_files_and_a_person_reads_beside(tmp_path: Path) -> None:
    """Each file has the format it is named with; standard output has the report for people."""
    outputs = {
        "csv": "a.txt",
        "sarif": "b",
        "junit": "c.xml",
        "gitlab": "d.json",
        "markdown": "e",
        "ndjson": "f",
    }
    words = [word for fmt, name in outputs.items() for word in ("-o", f"{fmt}={tmp_path / name}")]
    code, shown, _ = call(*CHECK, *words, "-o", tmp_path / "g.json", given=lines(OPEN, QUIET))
    assert (code, shown.splitlines()[0]) == (1, "open  2 ikke opfyldt · 1 frist")
    assert (tmp_path / "a.txt").read_text().startswith("record,case_id,")
    assert json.loads((tmp_path / "b").read_text())["version"] == "2.1.0"
    assert "<testsuites " in (tmp_path / "c.xml").read_text()
    assert len(json.loads((tmp_path / "d.json").read_text())) == 3
    assert (tmp_path / "e").read_text().startswith("## Retningslinjerne pr. 1. marts 2026")
    assert json.loads((tmp_path / "f").read_text().splitlines()[0])["kind"] == "run"
    assert json.loads((tmp_path / "g.json").read_text())["summary"]["cases"]["evaluated"] == 2
    assert not [*tmp_path.glob("*.partial")]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_several_processes_write_the_same(tmp_path: Path, jobs: str) -> None:
    """Every format is the same, however many processes evaluate."""
    given = tmp_path / "cases.ndjson"
    given.write_text(lines(OPEN, WRONG, QUIET, UNKNOWN))
    names = ("csv", "validation", "junit", "sarif", "github", "gitlab", "markdown")
    texts = []
    for number in ("1", jobs):
        words = [word for fmt in names for word in ("-o", f"{fmt}={tmp_path / fmt}")]
        call("check", given, *SMALL, *AS_OF, "--jobs", number, *words)
        texts.append([(tmp_path / fmt).read_text() for fmt in names])
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("exel=x", "there is no format `exel`"),
        ("jsn=x", "did you mean `json`?"),
        ("x.pdf", "the extension tells no format"),
        ("difference=x", "needs an older report"),
        ("template=x", "belong together"),
    ],
)
def test_a_format_that_is_not_is_refused(tmp_path: Path, output: str, message: str) -> None:
    """What cannot be written is said before anything is."""
    fmt, equals, name = output.rpartition("=")
    with pytest.raises(UsageError) as refused:
        call(*CHECK, "-o", f"{fmt}{equals}{tmp_path / name}", given=lines(QUIET))
    assert message in str(refused.value)
    assert not [*tmp_path.iterdir()]


def test_files_of_a_run_are_there_together_or_not_at_all(tmp_path: Path) -> None:
    """Where one file cannot be begun or put in its place, the error says which others are there."""
    with pytest.raises(InputError, match="cannot be written"):
        call(
            *CHECK,
            "-o",
            f"csv={tmp_path / 'a.csv'}",
            "-o",
            f"json={tmp_path / 'none' / 'b'}",
            given=lines(QUIET),
        )
    assert not [*tmp_path.iterdir()]


def test_a_new_gap_is_named_and_nothing_else(tmp_path: Path) -> None:
    """In a shuffled export with one gap more exactly that one is new; with a waiver it does not fail."""
    old = tmp_path / "old.ndjson"
    planned = {**OPEN, "plans": [PLAN], "needs": [need("housing", "2026-02-01")]}
    call(*CHECK, "--format", "ndjson", "-o", old, given=lines(QUIET, planned, UNKNOWN))
    again = lines(UNKNOWN, {**planned, "plans": []}, QUIET)
    code, shown, _ = call(*CHECK, "--baseline", old, given=again)
    assert code == 1
    assert "Siden 1. marts 2026: 1 nye, 5 stadig åbne, 0 genåbnede, 0 afgjorte" in shown
    assert [line for line in shown.splitlines() if line.startswith("  ny: ")] == ["  ny: open 1.1-plan"]
    new = report(tmp_path / "new.json", UNKNOWN, {**planned, "plans": []}, QUIET, options=("--baseline", old))
    assert [each["key"] for each in new["baseline"]["opened"]] == ["open small/1.1-plan"]
    marks = {each["key"]: each.get("baseline") for entry in new["results"] for each in entry["results"]}
    assert {key for key, mark in marks.items() if mark == "new"} == {"open small/1.1-plan"}
    assert call(*CHECK, "--baseline", old, given=lines(UNKNOWN, planned, QUIET))[0] == 0
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text(
        "waivers:\n  - {rule: 1.1-plan, case: open, expires: 2026-12-31, by: us, reason: agreed}\n"
    )
    for options in (("--fail-on", "new>0"), ()):
        waived = call(*CHECK, "--baseline", old, "--waivers", waivers, *options, given=again)
        assert waived[0] == 0
        assert call(*CHECK, "--baseline", old, *options, given=again)[0] == 1


def test_what_was_closed_and_comes_back_is_open_again(tmp_path: Path) -> None:
    """The chain of reports knows what was settled; a record that is gone or invalid settles nothing."""
    first, second, third = (tmp_path / name for name in ("1.json", "2.json", "3.json"))
    report(first, OPEN, QUIET, UNKNOWN)
    settled = report(second, {**OPEN, "plans": [PLAN]}, UNKNOWN, options=("--baseline", first))["baseline"]
    assert settled["counts"] == {"new": 0, "still": 5, "reopened": 0, "closed": 1, "not_looked_at": 1}
    assert [(each["key"], each["why"], each["now"]) for each in settled["closed"]] == [
        ("open small/1.1-plan", "settled", "met"),
        ("quiet small/1.3-group", "record_gone", None),
    ]
    again = report(third, OPEN, WRONG, options=("--baseline", second))["baseline"]
    assert [(each["key"], each["baseline"], each["was"]) for each in again["opened"]] == [
        ("open small/1.1-plan", "reopened", None)
    ]
    assert {each["why"] for each in again["closed"]} == {"record_gone"}
    code, shown, _ = call(*CHECK, "--baseline", second, "--format", "difference", given=lines(OPEN))
    assert (code, json.loads(shown)["baseline"]["counts"]["reopened"]) == (1, 1)
    difference = {**SCHEMA, "$ref": "#/$defs/DifferenceDocument"}
    Draft202012Validator(difference).validate(json.loads(shown))


def shuffled(records: list[Any], dice: Random) -> list[Any]:
    """Return records in another order, and so the rows of each of their lists."""
    rows = [
        {
            name: dice.sample(part, len(part)) if isinstance(part, list) else part
            for name, part in each.items()
        }
        for each in records
    ]
    return dice.sample(rows, len(rows))


def test_the_order_of_an_export_is_nothing_new(tmp_path: Path) -> None:
    """In a hundred orders of the rows of a case, and of the cases, nothing is new and nothing is closed."""
    old, dice = tmp_path / "old.json", Random(7)  # noqa: S311 - drawn orders, no secret
    needs = [need(area, "2026-02-01") for area in ("housing", "economy", "sleep", "crime", "employment")]
    records = [case(f"c{at}", plans=[], needs=needs, activities=[]) for at in range(100)]
    report(old, *records)
    given = lines(*shuffled(records, dice))
    assert given.splitlines()[0] != lines(*records).splitlines()[0]
    code, shown, _ = call(*CHECK, "--baseline", old, "--format", "difference", given=given)
    counts = json.loads(shown)["baseline"]["counts"]
    assert code == 0
    assert {mark for mark, count in counts.items() if count} == {"still"}


def test_a_baseline_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    """Without its last line an NDJSON report is refused, and so is anything that is no report."""
    old = tmp_path / "old.ndjson"
    call(*CHECK, "--format", "ndjson", "-o", old, given=lines(QUIET, OPEN))
    old.write_text("".join(old.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(InputError, match="is not whole: the last line, with the summary, is missing"):
        call(*CHECK, "--baseline", old, given=lines(OPEN))
    old.write_text("{}")
    with pytest.raises(InputError, match="is not a report"):
        call(*CHECK, "--baseline", old, given=lines(OPEN))


def test_a_report_with_marks_still_verifies(tmp_path: Path) -> None:
    """What a report says beside an older one is left out when it is made again."""
    given, old, new = tmp_path / "cases.ndjson", tmp_path / "old.json", tmp_path / "new.json"
    given.write_text(lines(OPEN, QUIET))
    call("check", given, *SMALL, *AS_OF, "-o", old)
    call("check", given, *SMALL, *AS_OF, "-o", new, "--baseline", old)
    assert "still" in new.read_text()
    code, shown, _ = call("verify", new, given, "--pack", SMALL[1], "--profile", SMALL[3])
    assert (code, shown.partition(":")[0]) == (0, "identical")


@pytest.mark.parametrize(
    ("limits", "code", "told"),
    [
        (["must>0"], 1, "must>0: there are 1"),
        (["must>1"], 0, ""),
        (["should>0"], 1, "should>0: there are 1"),
        (["must>33%"], 1, "must>33%: there are 1 of 3"),
        (["must>33.4%"], 0, ""),
        (["undetermined>0"], 1, "undetermined>0: there are 1"),
        (["due>1", "unmet>2", "late>0"], 0, ""),
        (["never", "unmet>1"], 1, "unmet>1: there are 2"),
    ],
)
def test_counts_and_shares_decide_the_exit_code(limits: list[str], code: int, told: str) -> None:
    """A run fails where there are more than a number, or more than a share of what was decided."""
    words = [word for each in limits for word in ("--fail-on", each)]
    done = call(*CHECK, *words, given=lines(OPEN, QUIET, UNKNOWN))
    assert (done[0], told in done[2]) == (code, True)


@pytest.mark.parametrize("limit", ["must>x", "may>0", "new>5%", "must>-1", ">0"])
def test_a_limit_that_is_none_is_refused(limit: str) -> None:
    """What cannot be counted is refused with an example of what can."""
    with pytest.raises(UsageError, match="is no limit"):
        call(*CHECK, "--fail-on", limit, given=lines(OPEN))


def test_a_limit_on_what_is_new_needs_a_baseline() -> None:
    """Without an older report nothing is new."""
    with pytest.raises(UsageError, match="needs an older report"):
        call(*CHECK, "--fail-on", "new>0", given=lines(OPEN))


@pytest.mark.parametrize(("ok", "code"), [("0", 3), ("1", 0), ("24%", 3), ("25%", 0)])
def test_so_many_invalid_records_are_no_error(ok: str, code: int) -> None:
    """Up to a number, or a share of all records, invalid ones do not decide the exit code."""
    given = lines(QUIET, UNKNOWN, WRONG, case("more", plans=[PLAN]))
    assert call(*CHECK, "--invalid-ok", ok, given=given)[0] == code


def test_a_template_of_ones_own_is_filled(tmp_path: Path) -> None:
    """A template names findings by the keys of the columns; where it ends in .html texts are escaped."""
    template = tmp_path / "mine.html.j2"
    template.write_text(
        "{% for record in records %}{% for f in record.findings if f.weight == 'breach' %}"
        "{{ f.case_id }} {{ f.words.status }} {{ as_of | day }};{% endfor %}{% endfor %}"
        "{{ evaluated }} {{ requirements[0].share | percent }}"
    )
    given = lines({**OPEN, "case_id": "<script>"})
    code, shown, _ = call(*CHECK, "--template", template, given=given)
    assert (code, shown) == (1, "&lt;script&gt; ikke opfyldt 1. marts 2026;1 0 procent")


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("{% for x in %}", 1, "Expected an expression"),
        ("\n{{ nobody }}", 2, "is undefined"),
        ("\n\n{{ as_of.__class__.__mro__ }}", 3, "unsafe"),
        ("{{ records | first | attr('x') }}", 1, "no attribute"),
        ("{% include '/etc/passwd' %}", 1, "/etc/passwd"),
    ],
)
def test_a_template_cannot_leave_its_sandbox(tmp_path: Path, template: str, line: int, message: str) -> None:
    """Mistakes are told with their line, and nothing beyond the report can be reached."""
    (tmp_path / "t.j2").write_text(template)
    with pytest.raises(InputError, match=message) as refused:
        call(*CHECK, "--template", tmp_path / "t.j2", "-o", f"template={tmp_path / 'out'}", given=lines(OPEN))
    assert f"t.j2:{line}:" in str(refused.value)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("{% if 1 %}" * 3000 + "{% endif %}" * 3000, "RecursionError"),
        ("{% for x in [1] %}" * 30 + "{% endfor %}" * 30, "SyntaxError"),
        ("{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}", "RecursionError"),
    ],
)
def test_a_template_without_end_is_refused(tmp_path: Path, template: str, why: str) -> None:
    """One that is nested deeper than can be read, or that calls itself for ever, is an error and no crash."""
    (tmp_path / "t.j2").write_text(template)
    with pytest.raises(InputError, match=f"the template cannot be used: {why}"):
        call(*CHECK, "--template", tmp_path / "t.j2", "-o", f"template={tmp_path / 'out'}", given=lines(OPEN))
