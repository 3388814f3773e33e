"""Several processes evaluate blocks of lines at once; what comes of them comes in the order of the input.

Each worker has the rules and one end of a pipe. It is given a block only when it has given back what came of
the one before, so neither side ever waits for the other to read. A worker that dies loses its block and
no other: that is told as `Lost` in the block's place, and another worker takes over. When this process is
gone, however it ended, nobody holds the other end of a worker's pipe, and the worker ends too.
"""

import gc
import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, Protocol, TypeVar

from guidelinekit.case.reading.fast import fast_decoder
from guidelinekit.case.reading.lines import Block, entry_of
from guidelinekit.case.reading.validate import Invalid, Seen, Terms
from guidelinekit.evaluate.rule_set import RuleSet
from guidelinekit.evaluate.tally import Tally
from guidelinekit.lang.rule import Subject
from guidelinekit.results import CaseResults
from guidelinekit.text import Text, say

Shape = Callable[[CaseResults], Any]
"""Makes a piece of a report from one record. It can be sent to another process, and the piece back."""

_AHEAD = 4
"""How many blocks per worker may be under way or wait for an earlier one."""
_KILLED = Text(da="signal {code}", en="killed by signal {code}")
_EXITED = Text(da="kode {code}", en="exit code {code}")


@dataclass(frozen=True, slots=True)
class Task:
    """What every worker does: evaluate as of a date, and make pieces of reports."""

    rules: RuleSet
    as_of: date
    shapes: tuple[Shape, ...]
    quote: bool = False
    """Whether the problems of an invalid record quote its values."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What came of a block. Ids that stood in earlier blocks are not known to the worker."""

    records: tuple[Invalid | tuple[Any, ...], ...]
    """Of each record what is wrong with it, or its pieces, one per shape."""
    ids: tuple[tuple[Subject, str, int], ...]
    """The ids that were accepted, each with the number of its line."""
    tally: Tally


@dataclass(frozen=True, slots=True)
class Lost:
    """A block that was not evaluated, and why."""

    why: Text


class InputPart(Protocol):
    """A part of an input."""

    @property
    def block(self) -> Block | None:
        """The lines to evaluate; None where there is nothing for a worker to do."""

    @property
    def unmarked(self) -> Subject:
        """What a record is that does not say its kind."""


P = TypeVar("P", bound=InputPart)


def evaluated(task: Task, block: Block, unmarked: Subject) -> Evaluated:
    """Evaluate the records of a block."""
    terms = Terms(unmarked, task.quote, task.rules.profile.case_id_pattern)
    seen, decode, tally = Seen("line", terms), fast_decoder(), Tally()
    records: list[Invalid | tuple[Any, ...]] = []
    ids: list[tuple[Subject, str, int]] = []
    for number, line in block:
        entry = entry_of(line, number, seen, decode)
        evaluation = entry if isinstance(entry, Invalid) else task.rules.attempt(entry, as_of=task.as_of)
        if isinstance(evaluation, Invalid):
            tally.refuse(evaluation.subject)
            records.append(evaluation)
            continue
        tally.add(evaluation, evaluation.kind)
        records.append(tuple(shape(evaluation) for shape in task.shapes))
        ids.append((evaluation.kind, evaluation.case_id, number))
    return Evaluated(tuple(records), tuple(ids), tally)


@dataclass(slots=True)
class _Worker(Generic[P]):
    """A process, the pipe to it, and what it is at work on: a portion and its place in the order."""

    process: Any
    pipe: "Connection[Any, Any]"
    at: tuple[int, P] | None = None


@dataclass
class Workers(Generic[P]):
    """Processes that evaluate blocks. They end with the `with` block, or when this process is gone."""

    task: Task
    number: int
    method: str | None = None
    """How processes are started (`fork`, `spawn`); by default as is best here."""
    _workers: list[_Worker[P]] = field(default_factory=list)

    def __enter__(self) -> "Workers[P]":
        """Start the processes."""
        self.task.rules.prepare()
        for _ in range(self.number):
            self._workers.append(self._started())
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes, whatever they are doing."""
        for worker in self._workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()

    def each(self, portions: Iterable[P]) -> Iterator[tuple[P, Evaluated | Lost | None]]:
        """Yield each portion in order with what came of it; None where there is no block."""
        source = enumerate(portions)
        done: dict[int, tuple[P, Evaluated | Lost | None]] = {}
        given, out, ended = 0, 0, False
        while True:
            while not ended and given - out < _AHEAD * self.number and (idle := self._idle()) is not None:
                position, portion = next(source, (given, None))
                if portion is None:
                    ended = True
                elif portion.block is None:
                    done[position], given = (portion, None), given + 1
                else:
                    self._give(idle, position, portion)
                    given += 1
            if out in done:
                yield done.pop(out)
                out += 1
            elif ended and out == given:
                return
            self._collect(done, patiently=out not in done and out < given)

    def _collect(self, done: "dict[int, tuple[P, Evaluated | Lost | None]]", *, patiently: bool) -> None:
        """Note what workers have found by now; `patiently`, wait for one."""
        busy = [worker for worker in self._workers if worker.at is not None]
        ends = {end: worker for worker in busy for end in (worker.pipe, worker.process.sentinel)}
        for end in wait(ends, timeout=None if patiently and busy else 0):
            worker = ends[end]
            if worker.at is not None:
                (position, portion), worker.at = worker.at, None
                done[position] = portion, self._taken(worker)

    def _idle(self) -> _Worker[P] | None:
        return next((worker for worker in self._workers if worker.at is None), None)

    def _started(self) -> _Worker[P]:
        method = self.method or _best_method()
        context: Any = multiprocessing.get_context(method)
        here, there = context.Pipe()
        inherited = [here, *(worker.pipe for worker in self._workers)] if method == "fork" else []
        arguments = there, self.task, gc.get_threshold(), inherited
        process = context.Process(target=_work, args=arguments, daemon=True)
        process.start()
        there.close()
        return _Worker(process, here)

    def _give(self, worker: _Worker[P], position: int, portion: P) -> None:
        if worker.process.exitcode is not None:
            worker = self._replaced(worker)
        worker.at = position, portion
        with suppress(OSError):  # it is dead: that is noticed when its answer is waited for
            worker.pipe.send((portion.block, portion.unmarked))

    def _taken(self, worker: _Worker[P]) -> Evaluated | Lost:
        """Return what came of a worker's block; a dead one is replaced."""
        try:
            if worker.pipe.poll():
                outcome: Evaluated | Lost = worker.pipe.recv()
                return outcome
        except (EOFError, OSError):
            pass
        worker.process.join()
        code = worker.process.exitcode
        self._replaced(worker)
        how = _KILLED if code < 0 else _EXITED
        return Lost(
            say(
                "en arbejdsproces sluttede før tid ({how})",
                "a worker process ended before its time ({how})",
                how=how.filled(code=abs(code)),
            )
        )

    def _replaced(self, worker: _Worker[P]) -> _Worker[P]:
        worker.pipe.close()
        new = self._started()
        self._workers[self._workers.index(worker)] = new
        return new


def _best_method() -> str:
    """Return how to start processes: forked ones share the rules that are compiled already."""
    return "fork" if sys.platform == "linux" else "spawn"


def _work(
    pipe: "Connection[Any, Any]",
    task: Task,
    collecting: tuple[int, int, int],
    inherited: "Sequence[Connection[Any, Any]]",
) -> None:
    """Evaluate blocks until there are no more, or the process that asks for it is gone.

    Garbage is looked for as often as there (`collecting`), also in a process that was started afresh. What a
    forked process has `inherited` of that process's ends is closed: held open here, they would never break.
    """
    for end in inherited:
        end.close()
    gc.freeze()  # what was there before is in use: to look through it would only copy memory that is shared
    gc.set_threshold(*collecting)
    for number in (signal.SIGINT, signal.SIGTERM):  # the process that asks decides when to stop
        signal.signal(number, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    ends: list[Any] = [pipe] if parent is None else [pipe, parent.sentinel]
    with suppress(EOFError, OSError):
        while pipe in wait(ends):
            block, unmarked = pipe.recv()
            pipe.send(_evaluated_or_lost(task, block, unmarked))


def _evaluated_or_lost(task: Task, block: Block, unmarked: Subject) -> Evaluated | Lost:
    try:
        return evaluated(task, block, unmarked)
    except Exception as error:  # noqa: BLE001 - told in the block's place, and quoting nothing
        return Lost(
            say(
                "intern fejl ved {place} ({kind})",
                "internal error at {place} ({kind})",
                place=_place(error),
                kind=type(error).__name__,
            )
        )


def _place(error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{os.path.basename(place.filename)}:{place.lineno}"  # noqa: PTH119 - a name, not a file
