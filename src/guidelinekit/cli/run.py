"""A run over records: each is evaluated, counted, written and forgotten."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from guidelinekit import __version__
from guidelinekit.case import Case
from guidelinekit.case.accept import Invalid
from guidelinekit.case.read import Entry
from guidelinekit.cli.inputs import Inputs, invalid_entry
from guidelinekit.evaluate import RuleSet
from guidelinekit.lang.rule import Subject
from guidelinekit.lang.waiver import Waivers
from guidelinekit.report.receipt import SelectionEntry
from guidelinekit.report.summary import Tally
from guidelinekit.report.writer import Heading, Writer
from guidelinekit.results import Result


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
        waivers=_of_selected(rules),
        selection=selection,
    )


def run(
    entries: Iterable[Entry],
    inputs: Inputs,
    rules: RuleSet,
    outputs: Sequence[Writer],
    as_of: date,
    counts: Callable[[Result], bool] = bool,
) -> tuple[Tally, bool]:
    """Go through the records once; give what was counted, and whether `counts` held for any result."""
    tally, found = Tally(), False
    for entry in entries:
        if isinstance(entry, Invalid):
            tally.refuse(entry.subject)
            for output in outputs:
                output.refuse(invalid_entry(entry))
        else:
            subject = Subject.CASE if isinstance(entry, Case) else Subject.PROVIDER
            evaluation = rules.evaluate(entry, as_of=as_of)
            tally.add(evaluation, subject)
            found = found or any(counts(result) for result in evaluation.results)
            for output in outputs:
                output.add(evaluation, subject)
    tally.files += inputs.read
    for output in outputs:
        output.finish(tally)
    return tally, found


def _of_selected(rules: RuleSet) -> Waivers | None:
    """Give the waivers without those for rules that were not asked for."""
    if rules.waivers is None:
        return None
    asked = {rule.id for rule in rules.rules} | set(rules.profile.off)
    kept = tuple(one for one in rules.waivers.waivers if one.rule in asked)
    return rules.waivers.model_copy(update={"waivers": kept})
