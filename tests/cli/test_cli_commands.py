"""The commands beside `check`."""

import json
from pathlib import Path

from command_line import AS_OF, OPEN, QUIET, SMALL, call, case, lines, need, run

from guidelinekit.cli.schema import Name

ROOT = Path(__file__).parents[2]


def test_explain_shows_truths_values_and_what_would_close_it() -> None:
    """The explanation names each part of the rule, the values read and the remedy."""
    done = run("explain", "-", "1.2", *SMALL, *AS_OF, "--lang", "en", given=lines(OPEN))
    full = run("explain", "-", "1.2", *SMALL, *AS_OF, "--lang", "en", "--full", given=lines(OPEN))
    assert "ended_on = not recorded" in full.stdout
    assert "ended_on = not recorded" not in done.stdout
    assert done.returncode == 0, done.stderr
    assert "Early contact" in done.stdout
    assert "/enrolment/enrolled_on = 1 February 2026" in done.stdout
    assert "need:n-housing /needs/0: unmet" in done.stdout
    assert "What would close it: Make contact" in done.stdout
    assert "Changes if nothing is recorded: 7 March 2026" in done.stdout


def test_explain_asks_which_case_is_meant() -> None:
    """A file of several cases needs `--case`, and then only that case is explained."""
    several = lines(OPEN, QUIET)
    asked = run("explain", "-", "1.1-plan", *SMALL, *AS_OF, given=several)
    assert asked.returncode == 2
    assert "--case" in asked.stderr
    told = run("explain", "-", "1.1-plan", "--case", "quiet", *SMALL, *AS_OF, given=several)
    assert told.returncode == 0
    assert "opfyldt" in told.stdout


def test_timeline_tells_when_results_opened_closed_and_will_change() -> None:
    """A contact after the deadline: due, unmet from the day after the deadline, met late, each on its day."""
    contact = {"partner": "shelter", "areas": ["housing"], "established_on": "2026-02-20"}
    late = case(
        "late",
        needs=[need("housing", "2026-02-03"), need("economy", "2026-02-25")],
        partner_contacts=[contact],
    )
    done = run("timeline", "-", "--rule", "1.2*", *SMALL, *AS_OF, "--lang", "en", given=lines(late))
    assert done.returncode == 0, done.stderr
    second, first = done.stdout.split("\n\n")[:2]
    assert [" ".join(line.split()[:5]) for line in first.splitlines()[1:]] == [
        "3 February 2026 → due,",
        "18 February 2026 ✗ unmet,",
        "20 February 2026 ▲ met",
    ]
    assert second.splitlines()[-1].split()[:3] == ["12", "March", "2026"]


WAIVER = "rule: 1.2-contact, case: open, item: need:n-economy, reason: no partner, by: The centre"


def test_what_a_waiver_sets_aside_is_not_listed_as_due(tmp_path: Path) -> None:
    """`due` leaves out a waived duty, and one that would be waived when it is due again."""
    (tmp_path / "w.yaml").write_text(f"waivers:\n  - {{{WAIVER}, expires: 2026-04-01}}\n")
    (tmp_path / "old.yaml").write_text(f"waivers:\n  - {{{WAIVER}, expires: 2026-02-01}}\n")
    due = ("due", "-", "--within", "1w", *SMALL, *AS_OF, "--lang", "en")
    _, counts, warned = call(*due, "--waivers", tmp_path / "old.yaml", given=lines(OPEN))
    assert counts.startswith("6 March 2026 (in 5 days)")
    assert "expired on 1 February 2026, so it counts again" in warned
    _, aside, quiet = call(*due, "--waivers", tmp_path / "w.yaml", given=lines(OPEN))
    assert aside.startswith("0 due within 7 days")
    assert not quiet


def test_timeline_and_explain_tell_of_a_waiver(tmp_path: Path) -> None:
    """Both say until when a result is set aside; `explain` says by whom and why, and what holds without."""
    (tmp_path / "w.yaml").write_text(f"waivers:\n  - {{{WAIVER}, expires: 2026-04-01}}\n")
    rest = ("--waivers", tmp_path / "w.yaml", *SMALL, "--as-of", "2026-05-01", "--lang", "en")
    _, told, _ = call("timeline", "-", "--rule", "1.2*", *rest, given=lines(OPEN))
    economy = told.partition("(personal finances)  need:n-economy")[2]
    assert [line.strip() for line in economy.splitlines()[1:3]] == [
        "20 February 2026  \N{EN DASH} exempt, waived up to and including 1 April 2026",
        "2 April 2026  ✗ unmet, deadline 6 March 2026",
    ]
    rest = ("--waivers", tmp_path / "w.yaml", *SMALL, *AS_OF, "--lang", "en")
    _, told, _ = call("explain", "-", "1.2-contact", *rest, given=lines(OPEN))
    assert "/needs/1: exempt, waived up to and including 1 April 2026 by The centre: no partner" in " ".join(
        told.split()
    )
    assert "without the waiver: due" in told


def test_due_lists_what_falls_due_by_date() -> None:
    """Only what falls due within the time asked for is listed; what is unmet is counted as `check` does."""
    done = run("due", "-", "--within", "1w", *SMALL, *AS_OF, given=lines(OPEN, QUIET))
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "6. marts 2026 (om 5 dage)"
    assert "1 frist inden for 7 dage fra den 1. marts 2026; 2 ikke opfyldt" in done.stdout


def test_due_and_timeline_are_written_for_programs(tmp_path: Path) -> None:
    """As JSON and as NDJSON they say what they were made with, what there is, and where it ends."""
    for command, name, last in (("due", "due", "unmet"), ("timeline", "history", "histories")):
        files = [tmp_path / f"{command}.json", tmp_path / f"{command}.ndjson"]
        for file in files:
            done = run(command, "-", *SMALL, *AS_OF, "-o", file, given=lines(OPEN))
            assert (done.returncode, done.stdout) == (0, ""), done.stderr
        document = json.loads(files[0].read_text())
        first, *entries, end = map(json.loads, files[1].read_text().splitlines())
        assert (first["kind"], end["kind"]) == ("run", "summary")
        assert first["rules"].keys() == document["rules"].keys() >= {"small/1.2-contact"}
        assert [entry.pop("kind") for entry in entries] == [name] * len(entries)
        assert entries == document[name]
        assert end[last] == document[last]
        assert "open small/1.2-contact need:n-economy" in {entry["key"] for entry in entries}


def test_rules_are_listed_and_read() -> None:
    """The list is in order of anvisning; one rule is given in prose."""
    listed = run("rules", *SMALL)
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [
        "1.1-plan",
        "1.2-contact",
        "1.3-group",
    ]
    read = run("rules", "1.2-contact", *SMALL, *AS_OF, "--lang", "en")
    assert "Early contact" in read.stdout
    assert "14 days" in read.stdout


def test_schemas_in_the_repository_are_fresh(tmp_path: Path) -> None:
    """`schema --write` makes exactly the files that are kept."""
    assert run("schema", "--write", tmp_path).returncode == 0
    made = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert set(made) == {f"{name}.schema.json" for name in Name}
    for name, text in made.items():
        assert text == (ROOT / "schemas" / name).read_text(), (
            f"{name}: run `guidelinekit schema --write schemas`"
        )


def test_generate_is_read_by_check() -> None:
    """A synthetic caseload with its providers holds no invalid record."""
    made = run("generate", "--n", "30", "--seed", "7", "--providers", "--authorities")
    assert made.returncode == 0
    done = run("check", "-", *SMALL, *AS_OF, "--format", "json", "--fail-on", "never", given=made.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["summary"]["cases"]["invalid"] == 0
