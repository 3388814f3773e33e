"""A run over records: each is evaluated, counted, written and forgotten."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

import typer

from guidelinekit import __version__
from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.case.reading.lines import FastEntry
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.cli.inputs import Inputs, invalid_entry
from guidelinekit.cli.progress import Course
from guidelinekit.cli.stopping import stoppable
from guidelinekit.evaluate import RuleSet
from guidelinekit.lang.waiver import Waivers
from guidelinekit.report.receipt import SelectionEntry
from guidelinekit.report.summary import Tally
from guidelinekit.report.writer import Heading, Writer


def heading_of(rules: RuleSet, as_of: date, paths: Sequence[str], selection: SelectionEntry) -> Heading:
    """Give what a report on a run says of its own making."""
    return Heading(
        __version__,
        as_of,
        rules.profile.id,
        rules.packs,
        tuple(paths),
        profile_digest=rules.profile.digest,
        switched_off=rules.profile.off,
        raised=rules.profile.blocking,
        waivers=waivers_of(rules),
        selection=selection,
    )


def run(
    entries: Iterable[FastEntry],
    inputs: Inputs,
    rules: RuleSet,
    outputs: Sequence[Writer],
    as_of: date,
    course: Course | None = None,
) -> Tally:
    """Go through the records once; give what was counted.

    Stopped from the keyboard, it finishes the outputs with what is done, and raises KeyboardInterrupt.
    """
    going = Run(rules, outputs, as_of, course or Course(None, None))
    with stoppable() as stop:
        try:
            for entry in entries:
                with stop.holding():
                    going.take(entry)
        except KeyboardInterrupt:
            with suppress(KeyboardInterrupt), stop.holding():
                going.stopped()
            raise
        with stop.holding():
            going.tally.files += inputs.read
            going.finish()
    return going.tally


@dataclass
class Run:
    """What has come of the records so far."""

    rules: RuleSet
    outputs: Sequence[Writer]
    as_of: date
    course: Course
    tally: Tally = field(default_factory=Tally)

    def take(self, entry: FastEntry) -> None:
        """Evaluate, count and write a record."""
        if isinstance(entry, Invalid):
            self.tally.refuse(entry.subject)
            self.refuse(entry)
        else:
            subject = ReadRecord(entry).subject
            evaluation = self.rules.evaluate(entry, as_of=self.as_of)
            self.tally.add(evaluation, subject)
            for output in self.outputs:
                output.add(evaluation, subject)
        self.course.done()

    def refuse(self, invalid: Invalid) -> None:
        """Write a record that could not be evaluated."""
        for output in self.outputs:
            output.refuse(invalid_entry(invalid))

    def finish(self) -> None:
        """Write what stands at the end of each output."""
        self.course.close()
        for output in self.outputs:
            output.finish(self.tally)

    def stopped(self) -> None:
        """Finish with what is done, and say how much that is."""
        self.finish()
        done = self.tally.evaluated + self.tally.providers.evaluated + self.tally.refused
        typer.echo(f"guidelinekit: stopped after {done} records; what is written holds only these", err=True)


def waivers_of(rules: RuleSet) -> Waivers | None:
    """Give the waivers without those for rules that were not asked for."""
    if rules.waivers is None:
        return None
    asked = {rule.id for rule in rules.rules} | set(rules.profile.off)
    kept = tuple(one for one in rules.waivers.waivers if one.rule in asked)
    return rules.waivers.model_copy(update={"waivers": kept})
