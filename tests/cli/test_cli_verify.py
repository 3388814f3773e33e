"""`guidelinekit verify` as a process: what is made again, what differs, and what is not opened."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from command_line import AS_OF, OPEN, QUIET, SMALL, UNKNOWN, case, lines, run

PROVIDER = {"provider_id": "p-1", "attestations": []}
LAST = "by: the office, reason: no partner before the autumn"
OURS = ("--pack", "small", "--profile", "small.yaml")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give a folder with rules, cases, a provider, waivers and the reports made from them."""
    shutil.copytree(SMALL[1], tmp_path / "small")
    shutil.copy(SMALL[3], tmp_path / "small.yaml")
    (tmp_path / "cases.ndjson").write_text(lines(OPEN, QUIET, UNKNOWN, case("wrong", needs=7)))
    (tmp_path / "providers.ndjson").write_text(lines(PROVIDER))
    waiver = f"{{rule: 1.2-contact, case: open, item: need:n-housing, expires: 2026-09-01, {LAST}}}"
    (tmp_path / "waivers.yaml").write_text(f"waivers:\n  - {waiver}\n")
    done = run(
        "check", "cases.ndjson", "--providers", "providers.ndjson", *OURS, *AS_OF, "--waivers",
        "waivers.yaml", "--rule", "1.[12]*", "--all", "-o", "report.json", "-o", "report.ndjson",
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    return tmp_path


def verify(
    desk: Path, cases: str = "cases.ndjson", *more: str, report: str = "report.json"
) -> tuple[int, str, str]:
    """Verify the report of the desk against a file."""
    done = run("verify", report, cases, "--providers", "providers.ndjson", *more, cwd=desk)
    return done.returncode, done.stdout, done.stderr


def edited(report: Path, **changes: Any) -> None:
    """Change what stands at the top of a report."""
    report.write_text(json.dumps({**json.loads(report.read_text()), **changes}))


@pytest.mark.parametrize("report", ["report.json", "report.ndjson"])
def test_an_untouched_pair_is_identical(desk: Path, report: str) -> None:
    """The same rules, profile, waivers, selection and date give the same report, also from a moved file."""
    code, printed, complaint = verify(desk, report=report)
    assert (code, complaint) == (0, "")
    assert printed == "identical: 7 results listed, as of 2026-03-01\n"
    (desk / "cases.ndjson").rename(desk / "moved.ndjson")
    assert verify(desk, "moved.ndjson", report=report)[0] == 0


def test_an_edited_case_names_the_results_that_differ(desk: Path) -> None:
    """The digest of the input is named first, then each result with what it was and is."""
    plan = {"kind": "treatment_plan", "made_on": "2026-02-05"}
    (desk / "cases.ndjson").write_text(
        lines({**OPEN, "plans": [plan]}, QUIET, UNKNOWN, case("wrong", needs=7))
    )
    code, printed, _ = verify(desk)
    first, *rest = printed.splitlines()
    assert code == 1
    assert first.startswith("input cases.ndjson: is not the one the report was made from")
    assert rest == ["open small/1.1-plan: unmet, now met"]
    code, printed, _ = verify(desk, "cases.ndjson", "--format", "json")
    document = json.loads(printed)
    assert (code, document["identical"]) == (1, False)
    (only,) = document["results"]
    assert (only["rule"], only["was"], only["now"]) == ("small/1.1-plan", "unmet", "met")


def test_what_makes_no_difference_to_results_is_told_too(desk: Path) -> None:
    """Other bytes that mean the same, or another profile with the same numbers, are not identical."""
    text = (desk / "cases.ndjson").read_text()
    (desk / "cases.ndjson").write_text(text + "\n")
    code, printed, _ = verify(desk)
    assert code == 1
    assert "no result differs" in printed
    (desk / "cases.ndjson").write_text(text)
    with (desk / "small.yaml").open("a") as profile:
        profile.write("# the same numbers\n")
    code, printed, _ = verify(desk)
    assert code == 1
    assert printed.startswith("profile small: is not the one")


def test_a_falsified_report_is_not_identical(desk: Path) -> None:
    """A count, an edition or anything else that was changed is named with what it was and is."""
    report = desk / "report.json"
    summary = json.loads(report.read_text())["summary"]
    summary["cases"]["by_status"]["unmet"] = 0
    edited(report, summary=summary, profile="\x1b[31mgentle", added="by hand")
    code, printed, _ = verify(desk)
    assert code == 1
    assert printed.splitlines() == [
        "/added: by hand then, not there now",
        "/profile: ?[31mgentle then, small now",
        "/summary/cases/by_status/unmet: 0 then, 1 now",
        "no result differs (7 listed)",
    ]


def test_a_report_of_another_version_is_told(desk: Path) -> None:
    """The version that made the report is named, and everything is compared all the same."""
    edited(desk / "report.json", tool={"name": "guidelinekit", "version": "0.0.1"})
    code, printed, _ = verify(desk)
    assert code == 0
    assert printed.splitlines()[0].startswith("made with guidelinekit 0.0.1, verified with ")


@pytest.mark.parametrize("what", ["packs", "profile", "waivers"])
def test_a_report_opens_no_file_elsewhere(desk: Path, what: str, tmp_path_factory: Any) -> None:
    """What a report names outside of the working folder is opened only where the command line names it."""
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_text("root: a secret\n")
    selection = json.loads((desk / "report.json").read_text())["selection"]
    (desk / "link").symlink_to(secret)
    for name in (str(secret), "link"):
        edited(desk / "report.json", selection={**selection, what: [name] if what == "packs" else name})
        code, printed, complaint = verify(desk)
        assert (code, printed) == (2, "")
        assert f"the report names `{name}`, which does not lie in this folder" in complaint
        assert "secret\n" not in complaint.replace(name, "")


def test_no_line_of_a_file_that_a_report_names_is_shown(desk: Path) -> None:
    """A file of the working folder that is no file of waivers is refused without a line of it."""
    (desk / "notes.yaml").write_text("a secret: yes\n")
    selection = json.loads((desk / "report.json").read_text())["selection"]
    edited(desk / "report.json", selection={**selection, "waivers": "notes.yaml"})
    code, _, complaint = verify(desk)
    assert code == 2
    assert "notes.yaml:1:1" in complaint
    assert "    1 | " not in complaint


def test_what_is_no_report_or_does_not_belong_is_refused(desk: Path) -> None:
    """Each is one clear message and exit code 2, without a report on standard output."""
    (desk / "other.ndjson").write_text(lines(case("somebody-else")))
    old = json.loads((desk / "report.json").read_text())
    del old["receipt"]
    (desk / "old.json").write_text(json.dumps(old))
    numbered = json.loads((desk / "report.json").read_text())
    numbered["results"][0]["case_id"] = -1
    (desk / "numbered.json").write_text(json.dumps(numbered))
    kindless = json.loads((desk / "report.json").read_text())
    kindless["results"][0]["kind"] = 0
    (desk / "kindless.json").write_text(json.dumps(kindless))
    whole = (desk / "report.ndjson").read_text().splitlines(keepends=True)
    (desk / "cut.ndjson").write_text("".join(whole[:-1]))
    both = ("--providers", "providers.ndjson")
    for arguments, message in (
        (("cases.ndjson", "cases.ndjson"), "is not a report"),
        (("nowhere.json", "cases.ndjson"), "there is no such file"),
        (("waivers.yaml", "cases.ndjson"), "is not a report"),
        (("old.json", "cases.ndjson", *both), "is not a whole report, see /receipt"),
        (("numbered.json", "cases.ndjson", *both), "is not a whole report, see /results"),
        (("kindless.json", "cases.ndjson", *both), "is not a whole report, see /results"),
        (("cut.ndjson", "cases.ndjson", *both), "the last line, with the summary, is missing"),
        (("report.json", "cases.ndjson"), "other provider files"),
        (("report.json", "cases.ndjson", "cases.ndjson", *both), "other case files"),
        (("report.json", "other.ndjson", *both), "holds none of the case records"),
        (("report.json", "missing.ndjson", *both), "there is no such file"),
        (("report.json", "cases.ndjson", *both, "--profile", "nobodys"), "there is no profile"),
    ):
        done = run("verify", *arguments, cwd=desk)
        assert (done.returncode, done.stdout, message in done.stderr) == (2, "", True), done.stderr
        assert "Traceback" not in done.stderr
