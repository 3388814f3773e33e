"""The engines that guidelinekit is measured against give what it gives; how fast they are is never tested."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.caseload import caseload
from benchmarks.comparison import RULES, Cases, Part, Way
from benchmarks.engines import ENGINES, Engine, available
from benchmarks.measure import DisagreementError, Times, check_agreement, measured
from benchmarks.table import table, targets
from guidelinekit.case import Case
from guidelinekit.semantics.as_of import has_begun
from guidelinekit.synthetic.generate import AS_OF

CASES = 200
EARLIER = date(2025, 11, 15)
"""A day before much of what is on record had happened."""


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Cases:
    """The first of the cases that are measured on."""
    return caseload(CASES, tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def by_hand() -> Way:
    """The way that each is compared with, the reference evaluator too."""
    return next(way for way in Engine("by_hand_models").load() if way.part is Part.EVALUATION)


def begun(cases: Cases, as_of: date, file: Path) -> Cases:
    """Give the cases of which something had happened: of the others no rule says anything."""
    lines = [line for line in cases.lines if has_begun(Case.model_validate_json(line), Case, as_of)]
    file.write_bytes(b"".join(line.rstrip(b"\n") + b"\n" for line in lines))
    return Cases(lines, file)


@pytest.mark.parametrize("as_of", [AS_OF, EARLIER], ids=str)
@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: f"{engine.module}-{engine.package}")
def test_all_engines_give_the_same_statuses(
    engine: Engine, as_of: date, cases: Cases, by_hand: Way, tmp_path: Path
) -> None:
    """In each of its ways an engine gives each case that has begun the statuses that rules by hand give."""
    if not engine.installed:
        pytest.skip(f"{engine.package} is not installed")
    check_agreement([by_hand, *engine.load()], begun(cases, as_of, tmp_path / "begun.ndjson"), as_of)


def test_another_status_is_a_disagreement(cases: Cases, by_hand: Way) -> None:
    """A way that gives one status differently stops the comparison, naming the line."""

    def different(prepared: Any, as_of: date) -> Iterator[Any]:
        for number, outcome in enumerate(by_hand.run(prepared, as_of)):
            yield outcome[1:] if number == 3 else outcome

    with pytest.raises(DisagreementError, match="line 4: "):
        check_agreement([by_hand, replace(by_hand, run=different)], cases, AS_OF)


def test_a_way_that_loses_cases_is_a_disagreement(cases: Cases, by_hand: Way) -> None:
    """A way that gives fewer outcomes than there are cases stops the comparison."""

    def shorter(prepared: Any, as_of: date) -> Iterator[Any]:
        yield from list(by_hand.run(prepared, as_of))[1:]

    with pytest.raises(DisagreementError, match=r"judged 100 cases, .* 99"):
        check_agreement([by_hand, replace(by_hand, run=shorter)], cases, AS_OF)


def test_the_six_rules_reach_many_statuses(cases: Cases, by_hand: Way) -> None:
    """The cases that are measured on are met, unmet and undetermined by each of the rules."""
    assert by_hand.statuses is not None
    outcomes = by_hand.run(by_hand.prepare(cases), AS_OF)
    found = [by_hand.statuses(outcome) for outcome in outcomes]
    for index in range(len(RULES)):
        assert {"met", "unmet", "undetermined"} <= {status for one in found for status in one[index]}


def test_the_caseload_is_kept(cases: Cases) -> None:
    """A second run reads the cases that the first one drew."""
    written = cases.file.stat().st_mtime_ns
    assert caseload(CASES, cases.file.parent) == cases
    assert cases.file.stat().st_mtime_ns == written


def test_every_way_is_timed_in_every_round(cases: Cases) -> None:
    """Each way has one time per round, and a row of the table under its engine's name."""
    some = Cases(cases.lines[:10], cases.file)
    ways = [way for way in available() if not way.whole]
    times = measured(ways, some, AS_OF, 2, lambda _: None)
    assert {len(each) for each in times.values()} == {2}
    rows = "\n".join(table(times, []))
    assert all(f"| {way.engine} |" in rows for way in ways)


def _times(**seconds: float) -> Times:
    by_hand = Way("hand-written, orjson dicts", Part.END_TO_END, lambda *_: [])
    ours = Way("guidelinekit compiled, fast decoding", Part.END_TO_END, lambda *_: [])
    return {by_hand: [seconds["by_hand"]], ours: [seconds["ours"]]}


@pytest.mark.parametrize(("by_hand", "said"), [(1.5, "reached"), (1.3, "MISSED")])
def test_a_target_is_reached_or_missed(by_hand: float, said: str) -> None:
    """A target is told with the ratio found; one without its engine is told as not measured."""
    lines = list(targets(_times(by_hand=by_hand, ours=1.0)))
    assert lines[0].startswith(f"- {said}: ")
    assert lines[0].endswith(f"{by_hand:.2f}")
    assert all(line.startswith("- not measured: ") for line in lines[1:])


def test_a_missing_engine_has_its_row() -> None:
    """An engine that is not installed stands in the table as missing."""
    assert any("duckdb is not installed" in line for line in table({}, ["duckdb"]))
