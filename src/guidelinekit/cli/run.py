"""A run over records: each is evaluated, counted, written and forgotten."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date

from guidelinekit.case.reading.lines import FastEntry
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.cli.inputs import Inputs, invalid_entry
from guidelinekit.cli.progress import RunProgress
from guidelinekit.cli.spoken import note
from guidelinekit.cli.stopping import Interrupted, Stop, stoppable
from guidelinekit.evaluate import RuleSet
from guidelinekit.evaluate.tally import Tally
from guidelinekit.lang.waiver import Waivers
from guidelinekit.report.comparison import Comparison
from guidelinekit.report.receipt_contract import SelectionEntry
from guidelinekit.report.writer import Ending, Heading, Writer
from guidelinekit.text import say


def heading_of(rules: RuleSet, as_of: date, inputs: Inputs, selection: SelectionEntry) -> Heading:
    """Return what a report on a run says of its own making."""
    return Heading(
        as_of,
        rules.packs,
        rules.profile,
        rules.rules,
        waivers_of(rules),
        inputs.shown_as,
        selection,
    )


def run(
    entries: Iterable[FastEntry],
    inputs: Inputs,
    rules: RuleSet,
    outputs: Sequence[Writer],
    as_of: date,
    course: RunProgress | None = None,
    comparison: Comparison | None = None,
) -> Tally:
    """Go through the records once and return what was counted.

    Stopped by a signal, it finishes the outputs with what is done, and raises Interrupted.
    """
    going = Run(inputs, rules, outputs, as_of, course or RunProgress(None, None), comparison)
    with going.to_its_end() as stop:
        for entry in entries:
            with stop.holding():
                going.take(entry)
    return going.tally


@dataclass
class Run:
    """What has come of the records so far."""

    inputs: Inputs
    rules: RuleSet
    outputs: Sequence[Writer]
    as_of: date
    course: RunProgress
    comparison: Comparison | None = None
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        """Let the comparison see each record before those who ask it."""
        self.outputs = (*([] if self.comparison is None else [self.comparison]), *self.outputs)

    def take(self, entry: FastEntry) -> None:
        """Evaluate, count and write a record."""
        evaluation = entry if isinstance(entry, Invalid) else self.rules.attempt(entry, as_of=self.as_of)
        if isinstance(evaluation, Invalid):
            self.tally.refuse(evaluation.subject)
            self.refuse(evaluation)
        else:
            self.tally.add(evaluation, evaluation.kind)
            for output in self.outputs:
                output.put(output.shape(evaluation))
        self.course.done()

    def refuse(self, invalid: Invalid) -> None:
        """Write a record that could not be evaluated."""
        for output in self.outputs:
            output.refuse(invalid_entry(invalid))

    @contextmanager
    def to_its_end(self) -> Iterator[Stop]:
        """Finish the outputs after the block, also where a signal ends it. Raises Interrupted then."""
        with stoppable() as stop:
            try:
                yield stop
            except KeyboardInterrupt as interrupt:
                with suppress(KeyboardInterrupt), stop.holding():
                    self._finish(stopped=True)
                    done = self.tally.evaluated + self.tally.refused
                    note(
                        say(
                            "stoppet efter {done} poster; det skrevne har kun dem",
                            "stopped after {done} records; what is written holds only these",
                            done=done,
                        )
                    )
                raise Interrupted(getattr(interrupt, "number", 2), finished=True) from None
            with stop.holding():
                self._finish()

    def _finish(self, *, stopped: bool = False) -> None:
        """Write what stands at the end of each output."""
        self.course.close()
        ending = Ending(self.tally, tuple(self.inputs.read), self.comparison, stopped)
        for output in self.outputs:
            output.finish(ending)


def waivers_of(rules: RuleSet) -> Waivers | None:
    """Return the waivers without those for rules that were not asked for."""
    if rules.waivers is None:
        return None
    asked = {rule.id for rule in rules.rules} | set(rules.profile.off)
    holding = tuple(waiver for waiver in rules.waivers.waivers if waiver.rule in asked)
    return rules.waivers.model_copy(update={"waivers": holding})
