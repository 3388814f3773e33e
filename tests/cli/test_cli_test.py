"""`guidelinekit test`: what an author sees of examples that differ, of warnings, and while watching."""

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from command_line import HERE, run

from guidelinekit.examples.watching import each_change

PACK = "small"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give a folder with the small pack, whose profile `suggested` stands beside it."""
    shutil.copytree(HERE / PACK, tmp_path / PACK)
    (tmp_path / "profiles").mkdir()
    profile = (HERE / "small.yaml").read_text(encoding="utf-8").replace("id: small", "id: suggested")
    (tmp_path / "profiles" / "suggested.yaml").write_text(profile, encoding="utf-8")
    return tmp_path


def break_rule(desk: Path) -> None:
    """Give the example of a missing plan one of another kind than the rule asks for, and expect it met."""
    cases = desk / PACK / "1.1-plan.cases.yaml"
    text = cases.read_text(encoding="utf-8").replace("status: unmet, reason: not_found", "status: met")
    given = "given: {plans: [{kind: joint_plan, made_on: 2026-02-10}]}"
    cases.write_text(text.replace("given: {}", given), encoding="utf-8")


def test_a_failing_example_tells_what_decided(desk: Path) -> None:
    """What was expected and what came stand with the example's place, and only the parts that decided it."""
    break_rule(desk)
    done = run("test", PACK, "--lang", "en", cwd=desk)
    assert done.returncode == 1
    assert "small/1.1-plan.cases.yaml:" in done.stdout
    assert "status: expected met, got unmet" in done.stdout
    assert "because unmet: it is not in the record" in done.stdout
    assert "✗ /plans/0\n" in done.stdout
    assert "/plans/0/kind = joint plan" in done.stdout
    assert "1 failed" in done.stdout


def test_an_example_that_passes_can_be_explained(desk: Path) -> None:
    """`--explain` shows each example with all parts of the rule, their truth and the values read."""
    done = run("test", PACK, "--rule", "1.1*", "--explain", "--lang", "en", cwd=desk)
    assert done.returncode == 0
    assert "because unmet: it is not in the record" in done.stdout
    assert "✓ applies when" in done.stdout
    assert "✗ requires" in done.stdout


def test_warnings_of_the_check_are_shown_and_fail_nothing(desk: Path) -> None:
    """A rule without example cases is warned of on standard error, and counted."""
    assert run("test", PACK, cwd=desk).stdout.endswith("0 failed\n")
    (desk / PACK / "1.3-group.cases.yaml").unlink()
    done = run("test", PACK, cwd=desk)
    assert done.returncode == 0
    assert "[rule-without-cases]" in done.stderr
    assert done.stdout.endswith("0 failed, 1 warning\n")


def test_examples_of_some_rules_only(desk: Path) -> None:
    """`--rule` runs the examples of the rules that match, and no others."""
    done = run("test", PACK, "--rule", "1.2*", "--verbose", cwd=desk)
    assert done.returncode == 0
    assert "1.2-contact" in done.stdout
    assert "1.1-plan" not in done.stdout


def test_junit_counts_and_tells_as_the_report_does(desk: Path) -> None:
    """The JUnit file has a suite per rule, and a failure that holds the whole explanation."""
    break_rule(desk)
    done = run("test", PACK, "--format", "junit", "-o", "out.xml", cwd=desk)
    assert (done.returncode, done.stdout) == (1, "")
    top = ET.parse(desk / "out.xml").getroot()  # noqa: S314 - our own file
    assert [suite.get("name") for suite in top] == ["small/1.1-plan", "small/1.2-contact", "small/1.3-group"]
    assert top.get("failures") == "1"
    assert int(top.get("tests", "0")) == len(top.findall("testsuite/testcase"))
    (failure,) = top.iter("failure")
    assert "forventede met, fik unmet" in str(failure.get("message"))
    assert "fordi" in str(failure.text)


def test_an_example_that_cannot_be_run_is_a_junit_error(desk: Path) -> None:
    """A file of examples with a mistake is an error of its own, beside the examples that run."""
    cases = desk / PACK / "1.1-plan.cases.yaml"
    cases.write_text(
        cases.read_text(encoding="utf-8").replace("status: unmet", "staus: unmet"), encoding="utf-8"
    )
    done = run("test", PACK, "--format", "junit", cwd=desk)
    assert done.returncode == 1
    top = ET.fromstring(done.stdout)  # noqa: S314 - our own text
    assert int(top.get("errors", "0")) >= 1


def test_watching_runs_again_when_a_file_changes(desk: Path) -> None:
    """A change of content gives another turn, and so does a file that comes or goes; no change gives none."""
    turns = each_change([desk / PACK], pause=0)
    next(turns)
    (desk / PACK / "1.1-plan.yaml").write_text("changed", encoding="utf-8")
    next(turns)
    (desk / PACK / "1.3-group.yaml").unlink()
    next(turns)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_watching_ends_quietly_with_ctrl_c(desk: Path) -> None:
    """While watching, rules that cannot be used are shown and waited for, and Ctrl-C ends it quietly."""
    rule = desk / PACK / "1.1-plan.yaml"
    rule.write_text(
        rule.read_text(encoding="utf-8").replace("exists: plans", "exists: plan"), encoding="utf-8"
    )
    command = [sys.executable, "-m", "guidelinekit", "test", f"./{PACK}", "--watch"]
    with subprocess.Popen(command, cwd=desk, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        told = ""
        limit = time.monotonic() + 60
        while "watching" not in told and time.monotonic() < limit:
            told += running.stderr.readline()
        running.send_signal(signal.SIGINT)
        told += running.communicate(timeout=60)[1]
    assert "did you mean `plans`" in told
    assert running.returncode == 130
    assert "Traceback" not in told


def test_watching_takes_no_file_to_write(desk: Path) -> None:
    """`--watch` goes with no output file, and says so."""
    done = run("test", PACK, "--watch", "--format", "junit", cwd=desk)
    assert done.returncode == 2
    assert "leave out --format and -o" in done.stderr


def test_a_rule_that_is_not_there_is_no_success(desk: Path) -> None:
    """`--rule` that fits no rule of the pack ends with 2 and names it; nothing tried looks like success."""
    done = run("test", PACK, "--rule", "typo*", cwd=desk)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no rule matches `typo*`" in done.stderr


@pytest.mark.parametrize("command", ["check -", "coverage", "mutate", "test", "lint", "rules"])
def test_a_pack_without_rules_is_no_success(tmp_path: Path, command: str) -> None:
    """Nothing evaluated would look like a clean record, so each command refuses such a pack."""
    (tmp_path / "pack.yaml").write_text(
        (HERE / PACK / "pack.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    words = command.split()
    place = ["--pack", tmp_path] if words[0] in ("check", "rules") else [tmp_path]
    done = run(*words, *place, given="{}")
    assert done.returncode == (1 if command == "lint" else 2)
    assert "[no-rules] the pack holds no rules" in done.stdout + done.stderr


def test_rules_in_a_folder_below_are_not_passed_over(desk: Path) -> None:
    """A YAML file below the pack's folder is an error: it would not be read."""
    (desk / PACK / "more").mkdir()
    (desk / PACK / "more" / "9.1-rule.yaml").write_text("id: 9.1-rule")
    done = run("lint", PACK, cwd=desk)
    assert done.returncode == 1
    assert f"{PACK}/more: error [file-name] the YAML files of this folder are not read" in done.stdout


def test_a_folder_with_the_name_of_a_bundled_pack_is_not_hidden(tmp_path: Path) -> None:
    """A name that means both is refused; with `./` the folder is meant."""
    shutil.copytree(HERE / PACK, tmp_path / "ssb-2016")
    done = run("test", "ssb-2016", cwd=tmp_path)
    assert done.returncode == 2
    assert "`ssb-2016` is a bundled pack, and a folder here" in done.stderr
    assert "write `./ssb-2016` for the folder" in done.stderr
    assert run("test", "./ssb-2016", "--rule", "1.1*", cwd=tmp_path).stdout.endswith("1 passed, 0 failed\n")


@pytest.mark.parametrize("command", ["coverage", "mutate"])
def test_nothing_is_measured_against_a_failing_example(desk: Path, command: str) -> None:
    """An example that differs from the rule would kill every mutant: it is named, and there is no score."""
    break_rule(desk)
    done = run(command, PACK, "--rule", "1.1-plan", cwd=desk)
    assert (done.returncode, done.stdout) == (2, "")
    assert "small/1.1-plan.cases.yaml:4:5: error [bad-example] the example `ingen plan` fails" in done.stderr


def test_a_failing_example_stops_only_what_it_says_something_of(desk: Path) -> None:
    """An example of another rule counts while both use one definition, and no longer when they do not."""
    break_rule(desk)
    words = ("coverage", desk / PACK, "--rule", "1.3-group", "--cases", "0")
    assert run(*words).returncode == 2
    rule = desk / PACK / "1.3-group.yaml"
    written = rule.read_text(encoding="utf-8")
    alone = written.replace("{use: enrolled}", "{enrolment.enrolled_on: {known: true}}")
    rule.write_text(alone, encoding="utf-8")
    assert (alone != written, run(*words).returncode) == (True, 0)


def test_all_who_try_examples_read_the_profile_beside_the_pack(desk: Path) -> None:
    """With 30 days the example fails, and with 900 the profile is refused, by each alike."""
    cases, profile = desk / PACK / "1.2-contact.cases.yaml", desk / "profiles" / "suggested.yaml"
    given = "{needs: [{need_id: n1, area: housing, identified_on: 2026-02-01, barrier: true}]}"
    example = (
        f"  - name: for sent\n    as_of: 2026-02-20\n    given: {given}\n    expect: {{status: unmet}}\n"
    )
    cases.write_text(cases.read_text(encoding="utf-8") + example, encoding="utf-8")
    written = profile.read_text(encoding="utf-8")
    one = ("--rule", "1.2*")
    codes = dict[int, list[int]]()
    for days in (30, 900):
        profile.write_text(written.replace("value: 14", f"value: {days}"), encoding="utf-8")
        codes[days] = [
            run(*words).returncode
            for words in (
                ("test", desk / PACK, *one),
                ("coverage", desk / PACK, *one, "--cases", "0"),
                ("mutate", desk / PACK, *one, "--cases", "0"),
                ("lint", desk / PACK, "--cases", "1"),
            )
        ]
    assert codes == {30: [1, 2, 2, 0], 900: [2, 2, 2, 1]}
    plugin = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", cases)
    assert subprocess.run(plugin, capture_output=True, check=False, cwd=desk).returncode == 1
