"""`due`: what falls due soon, by date."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated

import typer
from rich.text import Text as Line

from guidelinekit.case.reading.validate import Invalid
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.inputs import Inputs
from guidelinekit.cli.options import (
    AsOf,
    From,
    Lang,
    Packs,
    Profile,
    RuleGlobs,
    Spoken,
    WaiverFile,
    as_of_or_today,
    days,
    language,
)
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.cli.run import waivers_of
from guidelinekit.cli.waivers import warn_of_waivers
from guidelinekit.evaluate import Evaluation, RuleSet
from guidelinekit.evaluate.messages import without_deadline
from guidelinekit.lang.rule import Language, Modality
from guidelinekit.lang.waiver import Waiver
from guidelinekit.printable import printable
from guidelinekit.report.layout import wrap
from guidelinekit.report.terminal import console_for
from guidelinekit.report.words import LOCAL_LEGEND, LOCAL_MARK
from guidelinekit.report.writer import short_rule
from guidelinekit.results import Status
from guidelinekit.semantics.values import moved
from guidelinekit.semantics.waivers import waiver_of
from guidelinekit.wording.dates import duration, long_date


@dataclass(frozen=True, slots=True, order=True)
class Coming:
    """A duty that falls due: a first time, or again where it recurs."""

    due_on: date
    case_id: str
    rule: str
    message: str
    local: bool


def command(  # noqa: PLR0913 - every option of the command line is an argument
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Case files, or `-`.")],
    *,
    within: Annotated[
        timedelta, typer.Option("--within", metavar="DURATION", parser=days, help="How far ahead: 14d, 2w.")
    ] = timedelta(days=14),
    as_of: AsOf = None,
    pack: Packs = None,
    rule: RuleGlobs = None,
    profile: Profile = "suggested",
    waivers: WaiverFile = None,
    source: From = None,
    lang: Lang = Spoken.DA,
) -> None:
    """List what falls due soon, by date: duties not yet done, and recurring ones that are due again.

    What a guideline only suggests (may) is left out, and so is what a waiver sets aside.

    Exit codes: 0, 2 wrong usage or a file that cannot be read, 3 invalid input records.

    Example:
      guidelinekit due examples/municipality.ndjson --within 14d --as-of 2026-06-01
    """
    rules = chosen_rules(pack, profile, rule, waivers, files)
    start, said = as_of_or_today(as_of), language(lang)
    inputs, invalid, overdue = Inputs(files, source), 0, 0
    coming: list[Coming] = []
    used: set[Waiver] = set()
    for entry in inputs:
        if isinstance(entry, Invalid):
            invalid += 1
            continue
        evaluation = rules.evaluate(entry, as_of=start)
        overdue += sum(bool(one.overdue_days) for one in evaluation.unmet if one.modality is not Modality.MAY)
        coming += _coming(evaluation, start + within, rules, said)
        used.update(one.waiver for one in evaluation.exempt if one.waiver is not None)
    if len(inputs.unreadable) < len(files):
        console = console_for(sys.stdout)
        for line in _lines(sorted(coming), start, within, overdue, said, console.width):
            console.print(line)
    warn_of_waivers(waivers_of(rules), start, used)
    if invalid:
        noun = "invalid record" if invalid == 1 else "invalid records"
        typer.echo(f"guidelinekit: {invalid} {noun}; `guidelinekit check` tells what is wrong", err=True)
    if inputs.unreadable:
        raise typer.Exit(ExitCode.USAGE)
    raise typer.Exit(ExitCode.INVALID if invalid else ExitCode.CLEAN)


def _coming(evaluation: Evaluation, end: date, rules: RuleSet, language: Language) -> Iterator[Coming]:
    recurring = {rule.id for rule in rules.rules if rule.repeats is not None}
    every = () if rules.waivers is None else rules.waivers.waivers
    waivers = [waiver for waiver in every if waiver.case_id == evaluation.case_id]
    for result in evaluation.results:
        due_on = result.due_on
        if result.modality is Modality.MAY or due_on is None or due_on > end:
            continue
        again = result.status is Status.MET and result.rule in recurring
        if again and waiver_of(result, waivers, moved(due_on, 1)) is not None:
            continue  # it would be set aside as soon as it is no longer met
        if again or result.status is Status.DUE:
            title = rules.rule(result.rule).title.text(language)
            once_more = f"{title}: igen" if language == "da" else f"{title}: again"
            told = without_deadline(result.message.text(language), due_on, language)
            yield Coming(
                due_on,
                printable(evaluation.case_id),
                short_rule(result.rule, rules.packs),
                once_more if again else told,
                bool(result.local_parameters),
            )


def _lines(
    coming: Sequence[Coming], start: date, within: timedelta, overdue: int, language: Language, width: int
) -> Iterator[Line]:
    danish, marked, count = language == "da", False, 0
    column = max((len(duty.case_id) for duty in coming), default=0)
    for day, duties in groupby(coming, key=lambda duty: duty.due_on):
        left = (day - start).days
        soon = f"{'om' if danish else 'in'} {duration(left, language)}"
        if left == 0:
            soon = "i dag" if danish else "today"
        yield Line(f"{long_date(day, language)} ({soon})", style="bold")
        for duty in duties:
            count, marked = count + 1, marked or duty.local
            mark = f" {LOCAL_MARK}" if duty.local else ""
            below = " " * (column + 4)
            told = f"  {duty.case_id:{column}}  {duty.message}{mark} [{duty.rule}]"
            yield from (Line(line) for line in wrap(told, width, below=below))
    if count:
        yield Line()
    if marked:
        yield Line(LOCAL_LEGEND.text(language), style="dim")
    span = duration(within.days, language)
    yield Line(
        f"{count} frister inden for {span} fra {long_date(start, language)}; {overdue} er overskredet"
        if danish
        else f"{count} due within {span} of {long_date(start, language)}; {overdue} already overdue"
    )
