"""Tests of the example in which a case system calls the library."""

import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_script_prints_the_unmet_requirements() -> None:
    """The script runs as it stands and names the agreement that nobody followed up."""
    done = subprocess.run(
        [sys.executable, EXAMPLES / "embed.py"], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr == ""
    assert "ssb-2016/3.2.3.4-agreement-followup (frist 2026-05-24)" in done.stdout


def test_the_script_is_as_short_as_promised() -> None:
    """The part that a case system would copy fits on a screen."""
    assert len((EXAMPLES / "embed.py").read_text(encoding="utf-8").splitlines()) <= 25
