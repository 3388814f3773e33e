"""Workers: started afresh where processes are not forked, they find what forked ones find."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from guidelinekit.case.reading.lines import Block
from guidelinekit.evaluate import load_rules
from guidelinekit.lang.rule import Subject
from guidelinekit.parallel import Found, Task, Workers
from guidelinekit.report.block import Blocks
from guidelinekit.report.entries import Entries

HERE = Path(__file__).parent / "cli"


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
    shapes = (Entries(everything=True), Blocks(rules.packs, "en", everything=True))
    task = Task(rules, date(2026, 3, 1), shapes)
    portions = [Lines(None), *(Lines(((number, case(number)),)) for number in range(1, 8)), Lines(None)]
    with Workers[Lines](task, 2, method) as workers:
        found = list(workers.each(portions))
    assert [portion for portion, _ in found] == portions
    parts = [part for _, part in found if isinstance(part, Found)]
    assert [part.ids for part in parts] == [((Subject.CASE, f"c-{n}", n),) for n in range(1, 8)]
    assert all(part.tally.evaluated == 1 for part in parts)
    first = next(record for part in parts for record in part.records)
    assert isinstance(first, tuple)
    piece, block = first
    assert json.loads(piece)["case_id"] == block.case_id == "c-1"
    assert block.kind is Subject.CASE
    assert [row.message for row in block.rows]
