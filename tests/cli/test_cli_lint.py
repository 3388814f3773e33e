"""`lint` and `impact` as processes."""

import json
import shutil
from pathlib import Path

import pytest
from command_line import HERE, run

from changed_packs import write_pack

SMALL = HERE / "small"


def test_lint_warns_and_strict_counts_it() -> None:
    """A warning is shown with its line and does not fail the run, but with --strict it does."""
    found = run("lint", SMALL, "--cases", "50", "--strict")
    assert found.returncode == 1
    assert "warning [modality-word] the rule is `may`" in found.stdout
    assert found.stdout.endswith("small: 0 errors, 3 warnings\n")
    assert run("lint", SMALL, "--cases", "50", "--format", "github").returncode == 0


def test_lint_writes_sarif(tmp_path: Path) -> None:
    """SARIF goes to a file and points at the lines of the pack."""
    target = tmp_path / "lint.sarif"
    assert run("lint", SMALL, "--cases", "50", "--format", "sarif", "-o", target).returncode == 0
    (log,) = json.loads(target.read_text(encoding="utf-8"))["runs"]
    assert [result["ruleId"] for result in log["results"]] == [
        "null-unsaid",
        "unknown-anvisning",
        "modality-word",
    ]


def test_lint_of_what_is_no_pack(tmp_path: Path) -> None:
    """A folder without a pack, and a pack that cannot be used at all, end with 2."""
    assert run("lint", tmp_path).returncode == 2
    (tmp_path / "pack.yaml").write_text("id: [", encoding="utf-8")
    found = run("lint", tmp_path, "--format", "json")
    assert found.returncode == 2
    (pack,) = json.loads(found.stdout)["packs"]
    assert pack["diagnostics"][0]["code"] == "yaml-syntax"


def test_impact_of_a_change_is_told(tmp_path: Path) -> None:
    """A changed number ends with 1 and is told in words a reviewer reads, with a case to paste."""
    old = write_pack(tmp_path / "old")
    new = write_pack(tmp_path / "new", {"pack.yaml": ("value: 14", "value: 21")})
    found = run("impact", old, new, "--lang", "en", "--format", "markdown", "--cases", "200")
    assert found.returncode == 1, found.stderr
    assert "- visit\\_days: 14 \N{RIGHTWARDS ARROW} 21" in found.stdout
    assert "```yaml\n  # base: " in found.stdout
    assert "### Example cases that fail under the new rules: 3" in found.stdout


def test_impact_of_no_change() -> None:
    """Where no rule differs the run ends with 0."""
    found = run("impact", SMALL, SMALL, "--lang", "en")
    assert (found.returncode, found.stderr) == (0, "")
    assert "none of 3 rules changed" in found.stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git to read revisions with")
def test_impact_of_a_revision_that_is_not_there() -> None:
    """A version that cannot be read ends with 2 and says why."""
    found = run("impact", "git:no-such-revision:rules/ssb-2016", SMALL)
    assert found.returncode == 2
    assert "no-such-revision" in found.stderr or "no git repository" in found.stderr
