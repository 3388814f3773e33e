"""The pytest plugin, in pytest runs of their own: it collects example cases, and leaves all else alone."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SMALL = Path(__file__).parent / "cli"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder that holds only rules and cases, and the profile that they need."""
    shutil.copytree(SMALL / "small", tmp_path / "small")
    (tmp_path / "profiles").mkdir()
    profile = (SMALL / "small.yaml").read_text(encoding="utf-8").replace("id: small", "id: suggested")
    (tmp_path / "profiles" / "suggested.yaml").write_text(profile, encoding="utf-8")
    return tmp_path


def pytest_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pytest in a folder, without the closing summary, which on a CI machine repeats failures whole."""
    plain = ("-p", "no:cacheprovider", "-p", "no:xdist", "-rN")
    return subprocess.run(
        [sys.executable, "-m", "pytest", *plain, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_examples_are_collected_and_run(folder: Path) -> None:
    """In a folder of rules and cases each example is a test, found by its name."""
    done = pytest_in(folder, "-q", "--collect-only")
    names = [line for line in done.stdout.splitlines() if ".cases.yaml::" in line]
    assert names
    ran = pytest_in(folder)
    assert ran.returncode == 0, ran.stdout
    assert f"{len(names)} passed" in ran.stdout


def test_a_failure_is_told_without_a_traceback(folder: Path) -> None:
    """A failing example shows its place, what differs and why, and nothing of Python."""
    cases = folder / "small" / "1.1-plan.cases.yaml"
    cases.write_text(cases.read_text(encoding="utf-8").replace("unmet", "met"), encoding="utf-8")
    done = pytest_in(folder, "small")
    assert done.returncode == 1
    assert "small/1.1-plan.cases.yaml:" in done.stdout
    assert "status: forventede met, fik unmet" in done.stdout
    assert "fordi ikke opfyldt" in done.stdout
    assert "Traceback" not in done.stdout
    assert "runtest" not in done.stdout


def test_cases_without_a_pack_fail_with_the_reason(folder: Path) -> None:
    """A rule and its cases without a pack.yaml are one failing test that says what is missing."""
    (folder / "small" / "pack.yaml").unlink()
    (folder / "small" / "1.2-contact.cases.yaml").unlink()
    (folder / "small" / "1.3-group.cases.yaml").unlink()
    done = pytest_in(folder, "small")
    assert done.returncode == 1
    assert "there is no pack.yaml beside these example cases" in done.stdout
    assert "1 failed" in done.stdout


def test_rules_that_cannot_be_used_are_told_once(folder: Path) -> None:
    """A broken rule is shown at its own cases; the cases of the other rules are run."""
    rule = folder / "small" / "1.1-plan.yaml"
    rule.write_text(
        rule.read_text(encoding="utf-8").replace("exists: plans", "exists: plan"), encoding="utf-8"
    )
    done = pytest_in(folder, "small")
    assert done.returncode == 1
    assert done.stdout.count("did you mean `plans`") == 1
    assert "1 failed, 2 passed" in done.stdout


def test_the_plugin_can_be_switched_off(folder: Path) -> None:
    """A setting, or pytest's own `-p no:`, leaves example cases alone."""
    for arguments in (("-o", "guidelinekit_cases=false"), ("-p", "no:guidelinekit")):
        assert pytest_in(folder, *arguments).returncode == pytest.ExitCode.NO_TESTS_COLLECTED


def test_other_projects_are_left_alone(tmp_path: Path) -> None:
    """Other YAML files are no tests, and in a plain run nothing of the package is imported but the plugin."""
    (tmp_path / "something.cases.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "other.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "test_plain.py").write_text(
        "import sys\n\n\ndef test_plain():\n"
        "    found = sorted(name for name in sys.modules if name.startswith('guidelinekit'))\n"
        "    assert found == ['guidelinekit', 'guidelinekit.pytest_plugin']\n"
        "    assert 'pydantic' not in sys.modules\n",
        encoding="utf-8",
    )
    done = pytest_in(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
