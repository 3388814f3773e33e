"""Workers: started afresh where processes are not forked, they find what forked ones find."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from guidelinekit.case.reading.lines import Block
from guidelinekit.evaluate import load_rules
from guidelinekit.evaluate.parallel import Evaluated, Task, Workers
from guidelinekit.lang.rule import Subject
from guidelinekit.report.entries import Entries
from guidelinekit.report.human import RecordBlocks

HERE = Path(__file__).parents[1] / "cli"


@dataclass(frozen=True)
class Lines:
    """A portion of an input."""

    block: Block | None
    unmarked: Subject = Subject.CASE


def case(number: int) -> bytes:
    """Give a case of which little is known."""
    return json.dumps(
        {
            "schema_version": "1",
            "case_id": f"c-{number}",
            "citizen": {},
            "enrolment": {"enrolled_on": "2026-02-01"},
        }
    ).encode()


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_find_the_same_however_they_are_started(method: str) -> None:
    """Each portion comes back in order with what was found in it, rules and pieces being sent across."""
    rules = load_rules([HERE / "small"], HERE / "small.yaml")
    shapes = (Entries(everything=True), RecordBlocks(rules.packs, "en", everything=True))
    task = Task(rules, date(2026, 3, 1), shapes)
    portions = [Lines(None), *(Lines(((number, case(number)),)) for number in range(1, 8)), Lines(None)]
    with Workers[Lines](task, 2, method) as workers:
        found = list(workers.each(portions))
    assert [portion for portion, _ in found] == portions
    parts = [part for _, part in found if isinstance(part, Evaluated)]
    assert [part.ids for part in parts] == [((Subject.CASE, f"c-{n}", n),) for n in range(1, 8)]
    assert all(part.tally.evaluated == 1 for part in parts)
    first = next(record for part in parts for record in part.records)
    assert isinstance(first, tuple)
    piece, block = first
    assert json.loads(piece)["case_id"] == block.case_id == "c-1"
    assert block.kind is Subject.CASE
    assert [row.message for row in block.rows]


PARENT = """
import signal, sys, time
from datetime import date
from pathlib import Path
from test_parallel import HERE, Lines, case
from guidelinekit.evaluate import load_rules
from guidelinekit.evaluate.parallel import Task, Workers

signal.signal(signal.SIGHUP, signal.SIG_DFL)  # also where whoever runs the suite ignores it

def much(record):
    return b"x" * 1_000_000

rules = load_rules([HERE / "small"], HERE / "small.yaml")
with Workers(Task(rules, date(2026, 3, 1), (much,)), 2, "fork") as workers:
    answers = workers.each(Lines(((number, case(number)),)) for number in range(1, 100))
    next(answers)
    print(*(worker.process.pid for worker in workers._workers), flush=True)
    time.sleep(60)
"""
"""A process whose workers wait for it to read what they have for it."""


def alive(process: int) -> bool:
    """Say whether a process is there and has not ended, be it unnoticed."""
    stat = Path(f"/proc/{process}/stat")
    return stat.is_file() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP", "SIGKILL"])
def test_workers_end_with_their_parent(number: str) -> None:
    """However the process that started them ends, no worker is left behind, though it waits to be read."""
    here = [str(Path(__file__).parent)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(here)}
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        workers = [int(process) for process in parent.stdout.readline().split()]
        assert len(workers) == 2
        assert all(map(alive, workers))
        parent.send_signal(getattr(signal, number))
        parent.wait(timeout=30)
        end = time.monotonic() + 30
        while any(map(alive, workers)) and time.monotonic() < end:
            time.sleep(0.05)
        assert not any(map(alive, workers))
