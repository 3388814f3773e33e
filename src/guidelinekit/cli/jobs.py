"""A run in which several processes evaluate; reading, counting and writing stay here, in input order."""

import os
from collections.abc import Iterable, Sequence
from datetime import date

from guidelinekit.case.reading.problems import Problem
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.cli.inputs import Inputs, Portion
from guidelinekit.cli.progress import RunProgress
from guidelinekit.cli.run import Run
from guidelinekit.cli.spoken import advise, note
from guidelinekit.evaluate import RuleSet
from guidelinekit.evaluate.parallel import Evaluated, Lost, Task, Workers
from guidelinekit.evaluate.tally import Tally
from guidelinekit.report.comparison import Comparison
from guidelinekit.report.writer import Writer
from guidelinekit.text import Text, say


def _cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_in_parallel(
    portions: Iterable[Portion],
    inputs: Inputs,
    rules: RuleSet,
    outputs: Sequence[Writer],
    as_of: date,
    jobs: int,
    course: RunProgress,
    comparison: Comparison | None = None,
) -> tuple[Tally, bool]:
    """Do what `run` does by several processes, 0 being one per core.

    The second value says whether records were lost with a process that died.
    """
    going = Run(inputs, rules, outputs, as_of, course, comparison)
    task = Task(rules, as_of, tuple(output.shape for output in going.outputs), inputs.show_values)
    lost = False
    with going.to_its_end() as stop, Workers[Portion](task, jobs or _cores()) as workers:
        for portion, result in workers.each(portions):
            with stop.holding():
                if isinstance(result, Lost):
                    lost = True
                    _lose(going, portion, result)
                else:
                    _take(going, portion, result)
    return going.tally, lost


def _take(going: Run, portion: Portion, result: Evaluated | None) -> None:
    """Count and write what a worker made, unless an id in it stood before: then each record is done here."""
    going.inputs.file = portion.file
    if result is None or going.inputs.knows(portion, result):
        for entry in going.inputs.entries(portion):
            going.take(entry)
        return
    going.tally.merge(result.tally)
    for record in result.records:
        if isinstance(record, Invalid):
            placed = going.inputs.placed(record, portion.file)
            if isinstance(placed, Invalid):
                going.refuse(placed)
        else:
            for output, piece in zip(going.outputs, record, strict=True):
                output.put(piece)
    going.course.done(len(result.records))


def _lose(going: Run, portion: Portion, lost: Lost) -> None:
    """Tell of a block that nobody evaluated, in the outputs and on standard error."""
    inputs, unmarked, count = going.inputs, portion.unmarked, len(portion.block or ())
    problem = Problem("", "not-evaluated", {"why": lost.why})
    placed = inputs.placed(Invalid(portion.location(), None, (problem,), unmarked), portion.file)
    if isinstance(placed, Invalid):
        for _ in range(count):
            going.tally.refuse(unmarked)
        going.refuse(placed)
        at = f"{inputs.names[portion.file]}: {portion.location()}"
        place = Text(da=f"{at} ({count} poster)", en=f"{at} ({count} records)")
        note(say("{place} {what}", "{place} {what}", place=place, what=problem.message))
        advise(
            Text(
                da="det skrevne mangler dem; kør igen, med færre --jobs hvis hukommelsen slap op",
                en="what is written lacks them; run again, with fewer --jobs if memory ran out",
            )
        )
