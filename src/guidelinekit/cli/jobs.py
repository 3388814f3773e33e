"""A run in which several processes evaluate; reading, counting and writing stay here, in input order."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

import typer

from guidelinekit.case.reading.problems import Problem
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.cli.inputs import Inputs, Portion
from guidelinekit.cli.progress import Course
from guidelinekit.cli.run import Run
from guidelinekit.cli.stopping import stoppable
from guidelinekit.evaluate import RuleSet
from guidelinekit.parallel import Found, Lost, Task, Workers
from guidelinekit.report.pieces import put_into, shape_of
from guidelinekit.report.summary import Tally
from guidelinekit.report.writer import Writer


def _cores() -> int:
    """Give how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_in_parallel(
    portions: Iterable[Portion],
    inputs: Inputs,
    rules: RuleSet,
    outputs: Sequence[Writer],
    as_of: date,
    jobs: int,
    course: Course,
) -> tuple[Tally, bool]:
    """Do what `run` does by several processes, 0 being one per core.

    Also give whether records were lost with a process that died.
    """
    going = Run(rules, outputs, as_of, course)
    task = Task(rules, as_of, tuple(shape_of(output) for output in outputs))
    lost = False
    with stoppable() as stop:
        try:
            with Workers[Portion](task, jobs or _cores()) as workers:
                for portion, found in workers.each(portions):
                    with stop.holding():
                        if isinstance(found, Lost):
                            lost = True
                            _lose(going, inputs, portion, found)
                        else:
                            _take(going, inputs, portion, found)
        except KeyboardInterrupt:
            with suppress(KeyboardInterrupt), stop.holding():
                going.stopped()
            raise
        with stop.holding():
            going.tally.files += inputs.read
            going.finish()
    return going.tally, lost


def _take(going: Run, inputs: Inputs, portion: Portion, found: Found | None) -> None:
    """Count and write what a worker found, unless an id in it stood before: then each record is done here."""
    if found is None or inputs.knows(portion, found):
        for entry in inputs.entries(portion):
            going.take(entry)
        return
    going.tally.merge(found.tally)
    puts = [put_into(output) for output in going.outputs]
    for record in found.records:
        if isinstance(record, Invalid):
            placed = inputs.placed(record, portion.file)
            if isinstance(placed, Invalid):
                going.refuse(placed)
        else:
            for put, piece in zip(puts, record, strict=True):
                put(piece)
    going.course.done(len(found.records))


def _lose(going: Run, inputs: Inputs, portion: Portion, lost: Lost) -> None:
    """Tell of a block that nobody evaluated, in the outputs and on standard error."""
    unmarked, count = portion.unmarked, len(portion.block or ())
    told = Problem("", f"was not evaluated: {lost.why}")
    entry = Invalid(portion.location(), None, (told,), unmarked)
    placed = inputs.placed(entry, portion.file)
    if isinstance(placed, Invalid):
        for _ in range(count):
            going.tally.refuse(unmarked)
        going.refuse(placed)
        name = inputs.names[portion.file]
        typer.echo(f"guidelinekit: {name}: {portion.location()} ({count} records) {told.message}", err=True)
        typer.echo(
            "  = help: what is written lacks them; run again, with fewer --jobs if memory ran out", err=True
        )
