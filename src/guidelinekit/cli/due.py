"""`due`: what falls due soon, by date."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated

import typer
from rich.text import Text as Line

from guidelinekit.case.accept import Invalid
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
    as_of_or_today,
    days,
    language,
)
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.evaluate import Evaluation, RuleSet
from guidelinekit.lang.rule import Language, Modality
from guidelinekit.report.terminal import console_for
from guidelinekit.report.words import LOCAL_LEGEND, LOCAL_MARK
from guidelinekit.report.writer import short_rule
from guidelinekit.results import Status
from guidelinekit.wording.dates import duration, long_date


@dataclass(frozen=True, slots=True, order=True)
class Coming:
    """A duty that falls due: a first time, or again where it recurs."""

    due_on: date
    case_id: str
    rule: str
    message: str
    local: bool


def command(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Case files, or `-`.")],
    within: Annotated[
        timedelta, typer.Option("--within", metavar="DURATION", parser=days, help="How far ahead: 14d, 2w.")
    ] = timedelta(days=14),
    as_of: AsOf = None,
    pack: Packs = None,
    rule: RuleGlobs = None,
    profile: Profile = "suggested",
    source: From = None,
    lang: Lang = Spoken.DA,
) -> None:
    """List what falls due soon, by date: duties not yet done, and recurring ones that are due again.

    What a guideline only suggests (may) is left out.

    Exit codes: 0, 2 wrong usage or a file that cannot be read, 3 invalid input records.

    Example:
      guidelinekit due examples/municipality.ndjson --within 14d --as-of 2026-06-01
    """
    rules = chosen_rules(pack, profile, rule)
    start, said = as_of_or_today(as_of), language(lang)
    inputs, invalid, overdue = Inputs(files, source), 0, 0
    coming: list[Coming] = []
    for entry in inputs:
        if isinstance(entry, Invalid):
            invalid += 1
            continue
        evaluation = rules.evaluate(entry, as_of=start)
        overdue += sum(result.overdue_days is not None for result in evaluation.unmet)
        coming += _coming(evaluation, start + within, rules, said)
    if len(inputs.unreadable) < len(files):
        console = console_for(sys.stdout)
        for line in _lines(sorted(coming), start, within, overdue, said):
            console.print(line)
    if invalid:
        typer.echo(f"guidelinekit: {invalid} invalid records; list them with `guidelinekit check`", err=True)
    if inputs.unreadable:
        raise typer.Exit(ExitCode.USAGE)
    raise typer.Exit(ExitCode.INVALID if invalid else ExitCode.CLEAN)


def _coming(evaluation: Evaluation, end: date, rules: RuleSet, language: Language) -> Iterator[Coming]:
    recurring = {rule.id for rule in rules.rules if rule.repeats is not None}
    for result in evaluation.results:
        if result.modality is Modality.MAY or result.due_on is None or result.due_on > end:
            continue
        again = result.status is Status.MET and result.rule in recurring
        if again or result.status is Status.DUE:
            title = rules.rule(result.rule).title.said(language)
            once_more = f"{title}: igen" if language == "da" else f"{title}: again"
            yield Coming(
                result.due_on,
                evaluation.case_id,
                short_rule(result.rule, rules.packs),
                once_more if again else result.message.said(language),
                bool(result.local_parameters),
            )


def _lines(
    coming: Iterable[Coming], start: date, within: timedelta, overdue: int, language: Language
) -> Iterator[Line]:
    danish, marked, count = language == "da", False, 0
    for day, duties in groupby(coming, key=lambda duty: duty.due_on):
        left = (day - start).days
        soon = ("i dag" if danish else "today") if left == 0 else duration(left, language)
        yield Line(f"{long_date(day, language)} ({soon})", style="bold")
        for duty in duties:
            count, marked = count + 1, marked or duty.local
            mark = f" {LOCAL_MARK}" if duty.local else ""
            yield Line.assemble(f"  {duty.case_id}  ", duty.message, mark, (f"  {duty.rule}", "dim"))
    if count:
        yield Line()
    if marked:
        yield Line(LOCAL_LEGEND.said(language), style="dim")
    span = duration(within.days, language)
    yield Line(
        f"{count} frister inden for {span} fra {long_date(start, language)}; {overdue} er overskredet"
        if danish
        else f"{count} due within {span} of {long_date(start, language)}; {overdue} already overdue"
    )
