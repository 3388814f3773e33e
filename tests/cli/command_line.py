"""Running the command line as a process, on a small pack of three rules, and cases to give it."""

import atexit
import json
import os
import select
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from typer.testing import CliRunner

from guidelinekit.cli.app import app

HERE = Path(__file__).parent
SMALL = ("--pack", str(HERE / "small"), "--profile", str(HERE / "small.yaml"))
TIMEOUT = 120
"""Seconds that a command may take."""
AS_OF = ("--as-of", "2026-03-01")


def run(
    *arguments: str | Path, given: str | bytes = "", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run guidelinekit as a process; `given` is its standard input.

    Where the process can be forked from one that has everything imported, it is; not where the environment of
    the interpreter matters, or where it starts processes itself.
    """
    words, content = [*map(str, arguments)], given.encode() if isinstance(given, str) else given
    alone = "--jobs" not in words or words[words.index("--jobs") + 1] == "1"
    if hasattr(os, "fork") and not environment and alone:
        return _forked(words, content, cwd or Path.cwd())
    found = subprocess.run(
        [sys.executable, "-m", "guidelinekit", *words],
        input=content,
        capture_output=True,
        check=False,
        timeout=TIMEOUT,
        cwd=cwd,
        env={**_environment(), **environment},
    )
    return subprocess.CompletedProcess(
        found.args, found.returncode, found.stdout.decode(), found.stderr.decode()
    )


def _forked(words: list[str], content: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    with TemporaryDirectory() as place:
        given, out, err = (Path(place, name) for name in ("in", "out", "err"))
        os.mkfifo(given)
        write = os.O_WRONLY | os.O_CREAT
        streams = [(str(given), os.O_RDONLY), (str(out), write), (str(err), write)]
        question = {
            "arguments": words,
            "folder": str(folder),
            "environment": _environment(),
            "streams": streams,
        }
        asked, answers = _ready()
        asked.write(json.dumps(question) + "\n")
        asked.flush()
        with suppress(BrokenPipeError), given.open("wb") as pipe:
            pipe.write(content)
        if not select.select([answers], [], [], TIMEOUT)[0]:
            raise subprocess.TimeoutExpired(words, TIMEOUT)
        code = int(answers.readline())
        return subprocess.CompletedProcess(words, code, out.read_bytes().decode(), err.read_bytes().decode())


@cache
def _ready() -> tuple[IO[str], IO[str]]:
    """Start the process that forks, once for all tests of a worker; it ends with the worker."""
    ready = subprocess.Popen(
        [sys.executable, HERE / "ready.py"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=_environment(),
    )
    assert ready.stdin is not None
    assert ready.stdout is not None
    atexit.register(_ended, ready)
    return ready.stdin, ready.stdout


def _ended(ready: "subprocess.Popen[str]") -> None:
    ready.communicate()


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(HERE.parents[1] / "src"), "COLUMNS": "100"}


def call(*arguments: str | Path, given: str = "") -> tuple[int, str, str]:
    """Do the same without a process: give the exit code, standard output and standard error."""
    done = CliRunner().invoke(app, [*map(str, arguments)], input=given, prog_name="guidelinekit", color=False)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def case(case_id: str, **fields: Any) -> dict[str, Any]:
    """Give a case enrolled on 1 February 2026, with the fields given."""
    known = {"schema_version": "1", "case_id": case_id, "citizen": {}}
    return {**known, "enrolment": {"enrolled_on": "2026-02-01"}, **fields}


def need(area: str, identified_on: str) -> dict[str, Any]:
    """Give a need that stands in the way of the treatment goal."""
    return {"need_id": f"n-{area}", "area": area, "identified_on": identified_on, "barrier": True}


def lines(*records: Any) -> str:
    """Write records as NDJSON; a text is a line as it stands."""
    return "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records)


PLAN = {"kind": "treatment_plan", "made_on": "2026-02-05"}
QUIET = case("quiet", plans=[PLAN], needs=[], partner_contacts=[], activities=[])
"""Nothing but an option (may) that is not used."""
OPEN = case(
    "open",
    plans=[],
    needs=[need("housing", "2026-02-01"), need("economy", "2026-02-20")],
    partner_contacts=[],
    activities=[],
)
"""A must that is unmet, a should that is overdue by 14 days, and one that is due on 6 March."""
UNKNOWN = case("unknown", plans=[PLAN])
"""A case whose lists were not exported."""
