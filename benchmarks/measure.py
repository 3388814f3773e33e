"""Running the ways: first that they agree, then how long each takes."""

import gc
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from statistics import median
from typing import Any

from benchmarks.comparison import Cases, Statuses, Way

PORTION = 100
"""How many cases each way gets before it is the next one's turn."""

Times = dict[Way, list[float]]
"""Seconds of processor time per case, one number per round."""


class DisagreementError(AssertionError):
    """Two ways gave different statuses for a case."""


def check_agreement(ways: Sequence[Way], cases: Cases, as_of: date) -> None:
    """Check that all ways give the same statuses for each case and rule. Raises DisagreementError."""
    judging = [way for way in ways if way.statuses is not None]
    together = [_statuses(way, way.prepare(cases), as_of) for way in judging if way.whole]
    for start, portion in _portions(cases):
        prepared: dict[Any, Any] = {}
        first: list[Statuses] | None = None
        whole = iter(together)
        for way in judging:
            if way.whole:
                found = next(whole)[start : start + len(portion.lines)]
            else:
                found = _statuses(way, _prepared(way, portion, prepared), as_of)
            first = found if first is None else first
            _compare(judging[0], first, way, found, start)


def _compare(one: Way, first: list[Statuses], other: Way, second: list[Statuses], start: int) -> None:
    if len(first) != len(second):
        raise DisagreementError(f"{one.engine} judged {len(first)} cases, {other.engine} {len(second)}")
    for line, (mine, yours) in enumerate(zip(first, second, strict=True), start + 1):
        if mine != yours:
            raise DisagreementError(f"line {line}: {one.engine}: {mine}, {other.engine}: {yours}")


def _statuses(way: Way, prepared: Any, as_of: date) -> list[Statuses]:
    said = way.statuses
    return [] if said is None else [said(outcome) for outcome in way.run(prepared, as_of)]


def measured(
    ways: Sequence[Way], cases: Cases, as_of: date, rounds: int, after_round: Callable[[int], object]
) -> Times:
    """Time all ways on all cases, `rounds` times over, a portion at a time and in turn."""
    times: Times = {way: [] for way in ways}
    for number in range(rounds):
        spent = dict.fromkeys(ways, 0.0)
        judged = dict.fromkeys(ways, 0)
        for way in (way for way in ways if way.whole):
            spent[way], judged[way] = _timed(way, way.prepare(cases), as_of), len(cases.lines)
        in_turn = [way for way in ways if not way.whole]
        for index, (_, portion) in enumerate(_portions(cases)):
            prepared: dict[Any, Any] = {}
            for way in (way for way in in_turn if index % way.one_in == 0):
                spent[way] += _timed(way, _prepared(way, portion, prepared), as_of)
                judged[way] += len(portion.lines)
            in_turn.append(in_turn.pop(0))  # nobody always comes first
        for way in ways:
            times[way].append(spent[way] / judged[way])
        after_round(number + 1)
    return times


def ratio(times: Times, slow: Way, fast: Way) -> float:
    """Say how many times as fast the one is as the other: the median over the rounds."""
    return median(one / other for one, other in zip(times[slow], times[fast], strict=True))


def _timed(way: Way, prepared: Any, as_of: date) -> float:
    gc.freeze()  # what is prepared, here and for others, is no garbage to be looked through
    start = time.process_time()
    _drain(way.run(prepared, as_of))
    taken = time.process_time() - start
    gc.unfreeze()
    return taken


def _drain(outcomes: Iterable[Any]) -> None:
    deque(outcomes, maxlen=0)


def _prepared(way: Way, cases: Cases, already: dict[Any, Any]) -> Any:
    if way.prepare not in already:
        already[way.prepare] = way.prepare(cases)
    return already[way.prepare]


def _portions(cases: Cases) -> Iterator[tuple[int, Cases]]:
    for start in range(0, len(cases.lines), PORTION):
        yield start, Cases(cases.lines[start : start + PORTION], cases.file)
