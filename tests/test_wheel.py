"""The package as users get it: built, installed into an empty environment, used there."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.wheel


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command and give what it printed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_built_from_the_sdist_evaluates_a_case(tmp_path: Path) -> None:
    """A wheel installed far from the checkout carries rules and schemas, and evaluates a case."""
    run(sys.executable, "-m", "build", "--outdir", tmp_path / "dist", ROOT, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    case = ROOT / "examples" / "one_case.json"
    out = run(
        python, "-m", "guidelinekit", "check", case, "--as-of", "2026-06-01", "--format", "json",
        "--fail-on", "never", cwd=tmp_path,
    )  # fmt: skip
    assert '"ssb-2016/3.2.4-early-partner-contact"' in out
    assert checking(python, tmp_path) == "False\n"
    where = run(python, "-c", "import guidelinekit; print(guidelinekit.__file__)", cwd=tmp_path)
    assert str(tmp_path) in where
    schemas = Path(where.strip()).parent / "_data" / "schemas"
    assert {path.name for path in schemas.iterdir()} == {path.name for path in (ROOT / "schemas").iterdir()}


def checking(python: Path, folder: Path) -> str:
    """Say whether the bundled rules are read and checked where nothing has been kept by an earlier run."""
    asked = (
        "import os, sys\n"
        "os.environ['GUIDELINEKIT_CACHE'] = ''\n"
        "from guidelinekit import load_rules\n"
        "assert load_rules().rules and load_rules(['ssb-2016'], 'text-only').rules\n"
        "print('guidelinekit.check' in sys.modules)"
    )
    return run(python, "-c", asked, cwd=folder)
