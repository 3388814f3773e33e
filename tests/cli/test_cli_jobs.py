"""`check --jobs`: the same report as by one process, whatever happens to a worker on the way."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import AS_OF, OPEN, QUIET, SMALL, UNKNOWN, run

from guidelinekit.cli.progress import Course

SOURCE = Path(__file__).parents[2] / "src"
NEVER = ("--fail-on", "never")
WIDE = " " * 100_000
"""So much white space makes two or three records a block of their own."""


def wide(*records: Any) -> str:
    """Write records as lines that are long enough to come in several blocks."""
    return "".join((r if isinstance(r, str) else json.dumps(r)) + WIDE + "\n" for r in records)


def named(record: dict[str, Any], case_id: str) -> dict[str, Any]:
    """Give a record another id."""
    return {**record, "case_id": case_id}


MANY = [named(one, f"{one['case_id']}-{number}") for number in range(4) for one in (OPEN, QUIET, UNKNOWN)]
PROVIDER = {"kind": "provider", "provider_id": "p-1", "municipality": "101"}
MESSY = [
    *MANY[:4],
    named(OPEN, MANY[0]["case_id"]),
    *MANY[4:8],
    "{",
    named(QUIET, MANY[5]["case_id"]),
    {**MANY[0], "housingg": 1},
    {"kind": "provider", "provider_id": "p-1"},
    *MANY[8:],
    PROVIDER,
    named(QUIET, "last"),
]
"""Broken records, and ids that stand twice within a block and across blocks."""


@pytest.mark.parametrize("form", ["ndjson", "json", "human"])
@pytest.mark.parametrize("records", [MANY, MESSY], ids=["sound", "messy"])
def test_the_same_report(tmp_path: Path, form: str, records: list[Any]) -> None:
    """Several processes give, byte for byte, what one gives: order, problems, line numbers and counts."""
    (tmp_path / "cases.ndjson").write_text(wide(*records))
    arguments = ("check", tmp_path / "cases.ndjson", *SMALL, *AS_OF, "--format", form)
    alone, together = run(*arguments), run(*arguments, "--jobs", "2")
    assert together.stdout == alone.stdout
    assert (together.returncode, together.stderr) == (alone.returncode, alone.stderr)
    assert len(alone.stdout) > 500


def test_several_files(tmp_path: Path) -> None:
    """An id that another file holds is found, and files that are not read by lines are read too."""
    (tmp_path / "one.ndjson").write_text(wide(*MESSY))
    (tmp_path / "two.ndjson").write_text(wide(named(QUIET, "new"), MANY[3], named(OPEN, "other")))
    (tmp_path / "three.json").write_text(json.dumps([named(OPEN, "new"), named(OPEN, "newer")]))
    files = [tmp_path / name for name in ("one.ndjson", "two.ndjson", "three.json", "nowhere.ndjson")]
    arguments: tuple[str | Path, ...] = ("check", *files, *SMALL, *AS_OF, "--format", "json", "-o")
    alone = run(*arguments, tmp_path / "alone.json")
    together = run(*arguments, tmp_path / "together.json", "--jobs", "3")
    assert (tmp_path / "alone.json").read_text() == (tmp_path / "together.json").read_text()
    assert (together.returncode, together.stderr) == (alone.returncode, alone.stderr) == (2, alone.stderr)
    assert "stands in" in (tmp_path / "alone.json").read_text()


def test_one_per_core() -> None:
    """`--jobs 0` uses every core; what comes by a pipe is shared out too."""
    arguments = ("check", "-", *SMALL, *AS_OF, *NEVER, "--format", "ndjson")
    assert (
        run(*arguments, "--jobs", "0", given=wide(*MANY)).stdout == run(*arguments, given=wide(*MANY)).stdout
    )


def test_nothing_to_read() -> None:
    """An empty input is told as by one process."""
    done = run("check", "-", *SMALL, *AS_OF, "--jobs", "2", "--from", "ndjson")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is empty" in done.stderr


def failing(folder: Path, how: str) -> str:
    """Make a Python path in which workers fail on a record that is called `deadly`."""
    (folder / "sitecustomize.py").write_text(
        "import os, sys, signal, guidelinekit.parallel as p\n"
        "real = p.evaluated\n"
        "def evaluated(task, block, unmarked):\n"
        "    if any(b'deadly' in (line or b'') for _, line in block):\n"
        f"        {how}\n"
        "    return real(task, block, unmarked)\n"
        "p.evaluated = evaluated\n"
    )
    return f"{SOURCE}{os.pathsep}{folder}"


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (
            "os.kill(os.getpid(), signal.SIGKILL)",
            "a worker process ended before its time (killed by signal 9)",
        ),
        ("os._exit(7)", "a worker process ended before its time (exit code 7)"),
        ("raise RuntimeError('a secret value')", "internal error at sitecustomize.py:5 (RuntimeError)"),
    ],
)
def test_a_worker_that_dies(tmp_path: Path, how: str, told: str) -> None:
    """The records lost with it are named in the report and on standard error; the exit code is 2."""
    records = [*MANY[:6], named(OPEN, "deadly"), *MANY[6:]]
    path = failing(tmp_path, how)
    arguments = ("check", "-", *SMALL, *AS_OF, "--format", "ndjson", "--jobs", "2")
    done = run(*arguments, given=wide(*records), PYTHONPATH=path)
    assert done.returncode == 2
    assert f"-: line 7 to line 9 (3 records) was not evaluated: {told}" in done.stderr
    assert "secret" not in done.stderr + done.stdout
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    (lost,) = [line for line in lines if "problems" in line]
    assert lost["location"] == "line 7 to line 9"
    assert told in lost["problems"][0]["message"]
    kept = [line["case_id"] for line in lines if "problems" not in line]
    assert kept == [one["case_id"] for one in [*MANY[:6], *MANY[8:]]]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a signal")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c(tmp_path: Path, jobs: str) -> None:
    """Ctrl-C ends the run with what was done so far, well formed, and says how many that is."""
    arguments = ["-m", "guidelinekit", "check", "-", *SMALL, *AS_OF, "--from", "ndjson", "--jobs", jobs]
    outputs = ["-o", "-", "--format", "ndjson", "-o", str(tmp_path / "report.json")]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUNBUFFERED": "1"}
    running = subprocess.Popen(
        [sys.executable, *arguments, *outputs],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    with running as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(wide(*MANY[:9]).encode())
        process.stdin.flush()
        for _ in range(3):
            assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().decode()
        assert process.wait(timeout=60) == 130
    report = json.loads((tmp_path / "report.json").read_text())
    done = report["input"]["evaluated"]
    assert 3 <= done <= 9
    assert f"stopped after {done} records; what is written holds only these" in said
    assert "Traceback" not in said


class Terminal(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long run on a terminal shows how many records are done and how fast; a short one shows nothing."""
    clock = [100.0]
    monkeypatch.setattr("guidelinekit.cli.progress.monotonic", lambda: clock[0])
    sink = Terminal()
    course = Course(sink, 2000)
    course.done(50)
    assert sink.getvalue() == ""
    clock[0] += 2
    course.read(b"x" * 1000)
    course.done(50)
    course.close()
    assert "100 records · 50/s" in sink.getvalue()
    assert "50 %" in sink.getvalue()
