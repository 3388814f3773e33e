"""Tables on the command line: `check`, `export`, `map` and `verify` with them, and several files at once."""

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import AS_OF, OPEN, PLAN, QUIET, SMALL, UNKNOWN, call, case, lines, run

MAPPING = """
mapping: 1
case: {table: theirs_cases, key: case_id, fields: {enrolment.enrolled_on: enrolment.enrolled_on}}
lists:
  needs:
    table: theirs_needs
    case: case_id
    fields: {need_id: need_id, area: area, identified_on: identified_on, barrier: barrier}
  plans: {table: plans, case: case_id, fields: {kind: kind, made_on: made_on}}
  partner_contacts:
    table: partner_contacts
    case: case_id
    fields: {partner: partner, established_on: established_on}
  activities: {table: activities, case: case_id, fields: {code: code, done_on: done_on}}
"""
ROOT = Path(__file__).parents[2]


def exported(place: Path, *records: object, to: str = "csv") -> Path:
    """Write records as tables."""
    (place / "cases.ndjson").write_text(lines(*records))
    assert call("export", place / "cases.ndjson", "--to", to, "-o", place / "tables") == (0, "", "")
    return place / "tables"


def findings(*arguments: object) -> list[str]:
    """Return the lines of a report on records, without what names the input."""
    code, out, _ = call(
        "check", *map(str, arguments), *SMALL, *AS_OF, "--format", "ndjson", "--fail-on", "never"
    )
    assert code in {0, 3}
    return out.splitlines()[1:-1]


@pytest.mark.parametrize("to", ["csv", "parquet"])
def test_tables_have_the_same_findings(tmp_path: Path, to: str) -> None:
    """Each case has the same findings from tables as from NDJSON, in one process and in two."""
    tables = exported(tmp_path, QUIET, OPEN, UNKNOWN, to=to)
    assert findings(tables) == findings(tmp_path / "cases.ndjson")
    assert findings(tables, "--jobs", 2) == findings(tmp_path / "cases.ndjson")


def test_what_is_not_exported_stands_at_the_top(tmp_path: Path) -> None:
    """A table that is missing is told once, in the first line of the report, and not in each case alone."""
    tables = exported(tmp_path, QUIET, OPEN)
    (tables / "activities.csv").unlink()
    code, out, err = call("check", tables, *SMALL, *AS_OF, "--lang", "en")
    assert (code, err) == (1, "")
    first = " ".join(out.split("\n\n")[0].split())
    assert first.startswith("Not exported in ")
    assert first.endswith("so that nothing can be said of it in any case: activities")
    assert "tables: 5 rows: 5 used, 0 in invalid records" in " ".join(out.split())


def test_rows_in_are_rows_used_and_rows_told(tmp_path: Path) -> None:
    """Each row is counted as used or as told, and cases in are cases evaluated and invalid ones."""
    tables = exported(tmp_path, QUIET, OPEN, UNKNOWN)
    with (tables / "needs.csv").open("a") as file:
        file.write("nobody,n1,housing,2026-01-01,,,\nquiet,n1,hosing,2026-01-01,,,\n")
    code, out, _ = call("check", tables, *SMALL, *AS_OF, "--format", "json")
    report = json.loads(out)
    assert code == 3
    assert report["summary"]["cases"]["records"] == 4
    assert [entry["case_id"] for entry in report["invalid"]] == ["quiet", None]
    (file,) = report["receipt"]["inputs"]
    assert file["tables"]["rows"] == file["tables"]["used"] + file["tables"]["refused"]
    assert file["tables"]["refused"] == 4
    assert "needs.csv line 4" in report["invalid"][1]["location"]


def test_a_report_on_tables_is_verified(tmp_path: Path) -> None:
    """A report on tables is made again from them; another table is another input."""
    tables, report = exported(tmp_path, QUIET, OPEN), tmp_path / "report.json"
    assert call("check", tables, *SMALL, *AS_OF, "-o", report)[0] == 1
    arguments = (report, tables, "--pack", SMALL[1], "--profile", SMALL[3])
    assert call("verify", *arguments)[0] == 0
    (tables / "goals.csv").unlink()
    assert call("verify", *arguments)[0] == 1


def test_several_files_folders_patterns_and_compressed_ones(tmp_path: Path) -> None:
    """A folder and a pattern stand for the files in them, compressed or not; each id is known from all."""
    for name, record in (("a", QUIET), ("b", OPEN), ("c", UNKNOWN)):
        (tmp_path / f"{name}.ndjson.gz").write_bytes(gzip.compress(lines(record).encode()))
    (tmp_path / "d.ndjson").write_text(lines(QUIET))
    together = findings(tmp_path)
    assert together == findings(str(tmp_path / "*.ndjson*"))
    assert sum('"kind":"invalid"' in line for line in together) == 1
    (tmp_path / "a.ndjson.gz").write_bytes(gzip.compress(lines(QUIET).encode())[:-12])
    code, _, err = call("check", tmp_path / "a.ndjson.gz", *SMALL, *AS_OF)
    assert code == 2
    assert "a.ndjson.gz: cannot be unpacked to its end" in err


def test_zstandard_is_read(tmp_path: Path) -> None:
    """A file compressed by Zstandard is read as it was."""
    import pyarrow as pa  # noqa: PLC0415 - for this test only

    (tmp_path / "plain.ndjson").write_text(lines(QUIET, OPEN))
    with pa.output_stream(tmp_path / "a.ndjson.zst", compression="zstd") as stream:
        stream.write(lines(QUIET, OPEN).encode())
    assert findings(tmp_path / "a.ndjson.zst") == findings(tmp_path / "plain.ndjson")


def test_export_leaves_out_what_is_invalid_and_says_so(tmp_path: Path) -> None:
    """An invalid record is not written and ends the command with 3; an unknown name asks for a form."""
    (tmp_path / "cases.ndjson").write_text(lines(QUIET, case("b", sex="x")))
    code, _, err = call("export", tmp_path / "cases.ndjson", "-o", tmp_path / "t.zip")
    assert code == 3
    assert "line 2 is invalid and was left out" in err
    assert len(findings(tmp_path / "t.zip")) == len(findings(tmp_path / "cases.ndjson")) - 1
    assert call("export", tmp_path / "t.zip", "-o", tmp_path / "back.ndjson")[0] == 0
    assert findings(tmp_path / "back.ndjson") == findings(tmp_path / "t.zip")
    with pytest.raises(Exception, match="the name tells no form"):
        call("export", tmp_path / "cases.ndjson", "-o", tmp_path / "x")


@pytest.mark.parametrize(
    "arguments", [("due",), ("timeline", "--case", "open"), ("explain", "--case", "open")]
)
def test_other_commands_read_by_a_mapping_too(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """What falls due, a timeline and an explanation by a mapping are those of the records themselves."""
    tables = exported(tmp_path, QUIET, OPEN)
    for file in ("needs", "cases"):
        (tables / f"{file}.csv").rename(tables / f"theirs_{file}.csv")
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    command, *options = arguments
    rule = ["1.1-plan"] if command == "explain" else []
    outputs = [
        call(command, *map(str, given), *rule, *options, *SMALL, *AS_OF)
        for given in ((tables, "--mapping", tmp_path / "mapping.yaml"), (tmp_path / "cases.ndjson",))
    ]
    assert outputs[0] == outputs[1]
    assert outputs[0][0] == 0


def test_a_password_is_never_shown() -> None:
    """The address of a database stands in messages without the password in it."""
    code, out, err = call("check", "postgresql+psycopg://me:secret@127.0.0.1:1/none", *SMALL, *AS_OF)
    assert code == 2
    assert "secret" not in out + err
    assert "cannot be read" in err


def test_printing_a_case_imports_no_tables(tmp_path: Path) -> None:
    """What reads tables is imported for tables alone."""
    (tmp_path / "one.json").write_text(json.dumps(case("a", plans=[PLAN])))
    program = (
        "import sys; from guidelinekit.cli.app import app; from typer.testing import CliRunner; "
        f"CliRunner().invoke(app, ['check', {str(tmp_path / 'one.json')!r}, '--as-of', '2026-06-01']); "
        "print([m for m in sys.modules if m.startswith(('guidelinekit.case.tables', 'pyarrow'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_newcomers_path(tmp_path: Path) -> None:
    """The three commands of the README lead from a municipality's tables to a report."""
    shutil.copytree(ROOT / "examples" / "municipality_tables", tmp_path / "examples" / "municipality_tables")
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    block = page.partition("### Your export is tables")[2].partition("```console\n")[2].partition("```")[0]
    commands = [line.removeprefix("$ guidelinekit ").split() for line in block.splitlines()]
    assert [command[0] for command in commands] == ["map", "map", "check"]
    for command, expected in zip(commands, (0, 0, 1), strict=True):
        done = run(*command, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (expected, ""), command
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "60" in page
    assert "TODO" in (tmp_path / "mapping.yaml").read_text(encoding="utf-8")
