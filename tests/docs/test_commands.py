"""What README and docs show of the command line and of Python is what comes out, up to the lines left out.

In a block marked `console` a line that begins with `$ ` is a command and the lines below it are its
output, standard error included; a line `...` stands for any number of lines. A command without output shown
is not run.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "examples" / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
GAP = "..."
_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PYTHON = re.compile(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """A command on a page, and the output shown of it."""

    page: str
    command: str
    output: tuple[str, ...]


def shown_on(page: Path) -> list[Shown]:
    """Give the commands of a page that are shown with output; `echo $?` belongs to the one before it."""
    blocks = _CONSOLE.findall(page.read_text(encoding="utf-8"))
    return [shown for block in blocks for shown in commands_in(block, page.name) if shown.output]


def commands_in(block: str, page: str) -> list[Shown]:
    """Give the commands of a block, whether or not output is shown of them."""
    found: list[Shown] = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *output = part.rstrip("\n").splitlines()
        if command == "echo $?":
            last = found.pop()
            found.append(Shown(last.page, f"{last.command}; echo $?", (*last.output, *output)))
        else:
            found.append(Shown(page, command, tuple(output)))
    return found


def run(command: str, where: Path) -> list[str]:
    """Run a command as a reader would, in a copy of what they have, and give its output."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("the commands are shown as bash runs them")
    here = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}
    settings = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "FORCE_COLOR"}}
    done = subprocess.run(
        [bash, "-c", command],
        cwd=where,
        env={**settings, **here},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return [line.rstrip() for line in done.stdout.splitlines()]


def behind(command: str) -> str:
    """Give what stands behind `make demo`, so that the test installs nothing."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^demo:.*\n\t@\$\(BIN\)/(.*)$", makefile, re.MULTILINE)
    return recipe[1] if command == "make demo" and recipe else command


def missing_line(shown: tuple[str, ...], output: list[str]) -> str | None:
    """Give the first line shown that does not come where it should, None when all do."""
    at, after_gap = 0, False
    for line in (part.rstrip() for part in shown):
        if line == GAP:
            after_gap = True
            continue
        if after_gap and line in output[at:]:
            at = output.index(line, at)
        elif at >= len(output) or output[at] != line:
            return line
        at, after_gap = at + 1, False
    return None if after_gap or at == len(output) else f"(the end, but there follows: {output[at]})"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give a folder with the examples and rules of the project, in which commands may write."""
    for name in ("examples", "rules"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page_shows_what_commands_print(page: Path, desk: Path) -> None:
    """The commands of a page, run one after the other, print what the page shows."""
    for shown in shown_on(page):
        output = run(behind(shown.command), desk)
        assert missing_line(shown.output, output) is None, "\n".join([f"$ {shown.command}", *output])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page_shows_what_python_prints(page: Path, desk: Path) -> None:
    """A piece of Python with output below it prints what the page shows."""
    for program, output in _PYTHON.findall(page.read_text(encoding="utf-8")):
        (desk / "shown.py").write_text(program, encoding="utf-8")
        printed = run("python shown.py", desk)
        assert missing_line(tuple(output.splitlines()), printed) is None, "\n".join(printed)


def test_first_screen_shows_the_demo() -> None:
    """The README shows real output of `make demo`."""
    assert "make demo" in [shown.command for shown in shown_on(PAGES[0])]
