"""`guidelinekit verify` as a process: what is made again, and what differs."""

import json
from pathlib import Path

import pytest
from command_line import AS_OF, OPEN, QUIET, SMALL, UNKNOWN, case, lines, run

PROVIDER = {"provider_id": "p-1", "attestations": []}
LAST = "by: the office, reason: no partner before the autumn"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give a folder with cases, a provider, waivers and the report made from them."""
    (tmp_path / "cases.ndjson").write_text(lines(OPEN, QUIET, UNKNOWN, case("wrong", needs=7)))
    (tmp_path / "providers.ndjson").write_text(lines(PROVIDER))
    waiver = f"{{rule: 1.2-contact, case: open, subject: /needs/0, expires: 2026-09-01, {LAST}}}"
    (tmp_path / "waivers.yaml").write_text(f"waivers:\n  - {waiver}\n")
    done = run(
        "check", tmp_path / "cases.ndjson", "--providers", tmp_path / "providers.ndjson", *SMALL, *AS_OF,
        "--waivers", tmp_path / "waivers.yaml", "--rule", "1.[12]*", "--all", "-o", tmp_path / "report.json",
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    return tmp_path


def verify(desk: Path, cases: str = "cases.ndjson", *more: str) -> tuple[int, str, str]:
    """Verify the report of the desk against a file."""
    done = run("verify", desk / "report.json", desk / cases, "--providers", desk / "providers.ndjson", *more)
    return done.returncode, done.stdout, done.stderr


def test_an_untouched_pair_is_identical(desk: Path) -> None:
    """The same rules, profile, waivers, selection and date give the same report, also from a moved file."""
    code, told, complaint = verify(desk)
    assert (code, complaint) == (0, "")
    assert told.startswith("identical: ")
    (desk / "cases.ndjson").rename(desk / "moved.ndjson")
    assert verify(desk, "moved.ndjson")[0] == 0


def test_an_edited_case_names_the_results_that_differ(desk: Path) -> None:
    """The digest of the input is named first, then each result with what it was and is."""
    plan = {"kind": "treatment_plan", "made_on": "2026-02-05"}
    (desk / "cases.ndjson").write_text(
        lines({**OPEN, "plans": [plan]}, QUIET, UNKNOWN, case("wrong", needs=7))
    )
    code, told, _ = verify(desk)
    first, *rest = told.splitlines()
    assert code == 1
    assert first.startswith(f"input {desk}/cases.ndjson: is not the one the report was made from")
    assert rest == ["open small/1.1-plan: unmet, now met"]
    code, told, _ = verify(desk, "cases.ndjson", "--format", "json")
    document = json.loads(told)
    assert (code, document["identical"]) == (1, False)
    (only,) = document["results"]
    assert (only["rule"], only["was"], only["now"]) == ("small/1.1-plan", "unmet", "met")


def test_what_makes_no_difference_to_results_is_told_too(desk: Path) -> None:
    """Other bytes that mean the same, or another profile with the same numbers, are not identical."""
    text = (desk / "cases.ndjson").read_text()
    (desk / "cases.ndjson").write_text(text + "\n")
    code, told, _ = verify(desk)
    assert code == 1
    assert "no result differs" in told
    (desk / "cases.ndjson").write_text(text)
    other = desk / "small.yaml"
    other.write_text(Path(SMALL[3]).read_text() + "# the same numbers\n")
    code, told, _ = verify(desk, "cases.ndjson", "--profile", str(other))
    assert code == 1
    assert told.startswith("profile small: is not the one")


def test_a_report_of_another_version_is_told(desk: Path) -> None:
    """The version that made the report is named, and the results are compared all the same."""
    report = desk / "report.json"
    document = json.loads(report.read_text())
    document["tool"]["version"] = "0.0.1"
    document["added_later"] = True
    report.write_text(json.dumps(document))
    code, told, _ = verify(desk)
    assert code == 0
    assert told.splitlines()[0].startswith("made with guidelinekit 0.0.1, verified with ")


def test_what_is_no_report_or_does_not_belong_is_refused(desk: Path) -> None:
    """Each is one clear message and exit code 2, without a report on standard output."""
    (desk / "other.ndjson").write_text(lines(case("somebody-else")))
    cases, report = desk / "cases.ndjson", desk / "report.json"
    both = ("--providers", desk / "providers.ndjson")
    old = json.loads(report.read_text())
    del old["receipt"]
    (desk / "old.json").write_text(json.dumps(old))
    for arguments, told in (
        ((cases, cases), "has a record in each line"),
        ((desk / "small.yaml", cases), "cannot be read"),
        ((desk / "waivers.yaml", cases), "is not a report"),
        ((desk / "old.json", cases, *both), "carries no receipt"),
        ((report, cases), "other provider files"),
        ((report, cases, cases, *both), "other case files"),
        ((report, desk / "other.ndjson", *both), "holds none of the case records"),
        ((report, desk / "missing.ndjson", *both), "there is no such file"),
        ((report, cases, *both, "--profile", "nobodys"), "there is no profile"),
    ):
        done = run("verify", *arguments)
        assert (done.returncode, done.stdout, told in done.stderr) == (2, "", True), done.stderr
        assert "Traceback" not in done.stderr
