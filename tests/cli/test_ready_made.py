"""What is ready-made for CI: the action does what it says, hooks and image run commands that exist."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from command_line import OPEN, QUIET, lines

from guidelinekit.cli.app import COMMANDS

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(shutil.which("bash") is None, reason="the step is written for bash")
def test_the_step_of_the_action_writes_what_github_reads(tmp_path: Path) -> None:
    """With a workflow's environment it prints annotations, and writes SARIF and the summary of the step."""
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    step = action["runs"]["steps"][-1]
    defaults = {name: each.get("default", "") for name, each in action["inputs"].items()}
    given = {**defaults, "cases": "my cases.ndjson", "as-of": "2026-06-01", "fail-on": "must>100"}
    environment = {
        name: given[str(value).removeprefix("${{ inputs.").removesuffix(" }}")]
        for name, value in step["env"].items()
    }
    (tmp_path / "my cases.ndjson").write_text(lines(OPEN, QUIET))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    here = {"PATH": path, "PYTHONPATH": str(ROOT / "src"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]],  # noqa: S607 - as a runner does
        cwd=tmp_path,
        env={**os.environ, **here, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(("::error ", "::warning ", "::notice "))
    log = json.loads((tmp_path / "guidelinekit.sarif").read_text())
    files = {
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for each in log["runs"][0]["results"]
    }
    assert files == {"my%20cases.ndjson"}
    assert (tmp_path / "summary").read_text().startswith("## Retningslinjerne pr. 1. juni 2026")


def test_the_action_installs_the_extras_and_passes_the_mapping_on() -> None:
    """What an export needs to be read is asked for by `extras` and `mapping`; without them nothing is."""
    install, check = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    stubs = 'python() { echo "$@"; }; guidelinekit() { echo "$@"; }; '
    shown = [
        subprocess.run(
            ["bash", "-c", stubs + step["run"]],  # noqa: S607 - as a runner does
            env={**os.environ, "ACTION": "here", "EXTRAS": given, "MAPPING": given},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        for given in ("my,own", "")
        for step in (install, check)
    ]
    assert [line.split()[-1] for line in shown[::2]] == ["here[my,own]", "here"]
    assert ["--mapping my,own" in line for line in shown[1::2]] == [True, False]


def test_nothing_given_to_the_action_becomes_part_of_a_script() -> None:
    """Inputs reach the shell as variables only."""
    for step in yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]:
        assert "${{" not in step["run"]


def test_hooks_run_commands_that_exist() -> None:
    """Each hook is a command of this package."""
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text()):
        program, command = hook["entry"].split()
        assert (program, command in COMMANDS, hook["language"]) == ("guidelinekit", True, "python")


def test_the_image_runs_as_nobody_in_particular() -> None:
    """The image has the program as its only entry, and no rights beyond its own."""
    text = (ROOT / "Dockerfile").read_text()
    assert 'ENTRYPOINT ["/venv/bin/guidelinekit"]' in text
    assert text.index("USER guidelinekit") < text.index("ENTRYPOINT")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    wanted = re.search(r"/source\[(.*)\]", text)
    assert wanted is not None
    assert set(wanted[1].split(",")) <= extras.keys()


@pytest.mark.parametrize("name", ["checks.yml", "release.yml"])
def test_workflows_run_what_is_there(name: str) -> None:
    """A workflow runs files and targets that exist, has few rights, and trusts no action that may change."""
    document = yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text())
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert document["permissions"] in ({}, {"contents": "read"})
    for step in (step for job in document["jobs"].values() for step in job["steps"]):
        program, *words = step.get("run", "make").split()
        assert set(words) <= targets if program == "make" else os.access(ROOT / program, os.X_OK)
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step.get("uses", f"a@{'0' * 40}"))
