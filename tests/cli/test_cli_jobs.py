"""`check --jobs`: the same report as by one process, whatever happens to a worker on the way."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from command_line import AS_OF, OPEN, QUIET, SMALL, UNKNOWN, run

from guidelinekit.cli.progress import RunProgress

SOURCE = Path(__file__).parents[2] / "src"
NEVER = ("--fail-on", "never")
PATIENCE = 10
"""Seconds in which workers end: one or two, but tests share the machine."""
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
    {"kind": "authority", "authority_id": "p-1", "level": "county"},
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
        "import os, sys, signal, guidelinekit.evaluate.parallel as p\n"
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
    lines = [json.loads(line) for line in done.stdout.splitlines()][1:-1]
    (lost,) = [line for line in lines if "problems" in line]
    assert lost["location"] == "line 7 to line 9"
    assert told in lost["problems"][0]["message"]["en"]
    evaluated = [line["case_id"] for line in lines if "problems" not in line]
    assert evaluated == [one["case_id"] for one in [*MANY[:6], *MANY[8:]]]


def started(folder: Path, jobs: str, lines: int) -> "subprocess.Popen[bytes]":
    """Start a run over nine records that waits for more, where an older report is; read its first lines."""
    (folder / "report.json").write_text("yesterday")
    arguments = ["-m", "guidelinekit", "check", "-", *SMALL, *AS_OF, "--from", "ndjson", "--jobs", jobs]
    outputs = ["-o", "-", "--format", "ndjson", "-o", "report.json"]
    process = subprocess.Popen(
        [sys.executable, *arguments, *outputs],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(wide(*MANY[:9]).encode())
    process.stdin.flush()
    for _ in range(lines):
        assert process.stdout.readline()
    return process


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize(("jobs", "lines"), [("1", 4), ("2", 1)])
def test_a_signal_ends_the_run(tmp_path: Path, jobs: str, lines: int, number: int, code: int) -> None:
    """What was done stands beside the older report, well formed, without a summary; how much is said."""
    with started(tmp_path, jobs, lines) as process:
        process.send_signal(number)
        assert process.stdout is not None
        assert process.stderr is not None
        rest, complaints = process.stdout.read().decode(), process.stderr.read().decode()
        assert process.wait(timeout=60) == code
    assert (tmp_path / "report.json").read_text() == "yesterday"
    partial = json.loads((tmp_path / "report.json.partial").read_text())
    assert (partial["stopped"], "summary" in partial) == (True, False)
    assert '"kind":"summary"' not in rest
    done = lines - 1 + len(rest.splitlines())
    assert f"stopped after {done} records; what is written holds only these" in complaints
    assert "report.json is not changed; what was done stands in" in complaints
    assert "Traceback" not in complaints
    refused = run("verify", tmp_path / "report.json.partial", "-")
    assert (refused.returncode, "is not whole: the run was stopped" in refused.stderr) == (2, True)


def alive(process: int) -> bool:
    """Say whether a process is there and has not ended, be it unnoticed."""
    stat = Path(f"/proc/{process}/stat")
    return stat.is_file() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="the processes of a process are listed in /proc")
@pytest.mark.parametrize("end", ["SIGTERM", "SIGHUP", "SIGKILL", "| head"])
def test_nothing_of_ours_outlives_a_run(tmp_path: Path, end: str) -> None:
    """However a run ends, its workers are gone soon after, and the report of yesterday is whole."""
    if end == "SIGHUP" and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        pytest.skip("begun by nohup, as what is tested then is too: it is to outlive a hang-up")
    with started(tmp_path, "2", 1) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        workers = [int(child) for child in children]
        assert len(workers) == 2
        assert process.stdin is not None
        assert process.stdout is not None
        if end == "| head":
            process.stdout.close()
            with suppress(BrokenPipeError):
                for number in range(200):
                    process.stdin.write(wide(named(OPEN, f"more-{number}")).encode())
                    process.stdin.flush()
        else:
            process.send_signal(getattr(signal, end))
        process.wait(timeout=60)
        patience = time.monotonic() + PATIENCE
        while any(map(alive, workers)) and time.monotonic() < patience:
            time.sleep(0.05)
        assert not any(map(alive, workers))
    assert (tmp_path / "report.json").read_text() == "yesterday"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_a_killed_run_leaves_the_older_report(tmp_path: Path) -> None:
    """Nothing is in the place of an output before it is whole; the next run takes away what was left."""
    with started(tmp_path, "1", 4) as process:
        process.kill()
    assert (tmp_path / "report.json").read_text() == "yesterday"
    assert (tmp_path / "report.json.partial").exists()
    assert (
        run("check", "-", *SMALL, *AS_OF, "-o", "report.json", given=wide(OPEN), cwd=tmp_path).returncode == 1
    )
    assert json.loads((tmp_path / "report.json").read_text())["summary"]["cases"]["evaluated"] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


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
    course = RunProgress(sink, 2000)
    course.done(50)
    assert sink.getvalue() == ""
    clock[0] += 2
    course.read(b"x" * 1000)
    course.done(50)
    course.close()
    assert "100 records · 50/s" in sink.getvalue()
    assert "50 %" in sink.getvalue()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_record_with_too_much_to_judge(tmp_path: Path, jobs: str) -> None:
    """It is listed as invalid and counted, the others are evaluated, and the exit code is 3."""
    large = {**named(QUIET, "large"), "plans": [{"kind": "treatment_plan", "made_on": "2026-01-01"}] * 5000}
    (tmp_path / "cases.ndjson").write_text(wide(large, QUIET))
    done = run("check", tmp_path / "cases.ndjson", *AS_OF, "--format", "json", *NEVER, "--jobs", jobs)
    report = json.loads(done.stdout)
    assert done.returncode == 3, done.stderr
    (large,) = report["invalid"]
    assert (large["location"], large["problems"][0]["pointer"]) == ("case large", "/plans")
    assert tuple(report["summary"]["cases"][count] for count in ("evaluated", "invalid")) == (1, 1)
