"""`timeline`: when each result of a case opened, closed and will change."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile
from typing import Annotated, Any

import typer
from rich.text import Text as Line

from guidelinekit.cli.inputs import one_case
from guidelinekit.cli.options import (
    AsOf,
    CaseFile,
    CaseId,
    From,
    Lang,
    Packs,
    Profile,
    RuleGlobs,
    ShowValues,
    Spoken,
    WaiverFile,
    as_of_or_today,
    language,
)
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.evaluate import Record, RuleSet
from guidelinekit.lang.rule import Language, Rule, Text
from guidelinekit.report.severity import weight
from guidelinekit.report.terminal import console_for
from guidelinekit.report.words import SIGN
from guidelinekit.report.writer import short_rule
from guidelinekit.results import Result, Status
from guidelinekit.wording.fields import item_words
from guidelinekit.wording.labels import REASON, STATUS


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which a result became what it then was; None: the duty was no longer there."""

    day: date
    result: Result | None


Course = Mapping[tuple[str, str], list[Turn]]
"""The turns of each duty, by rule and subject."""


def command(  # noqa: PLR0913 - every option of the command line is an argument
    case: CaseFile,
    *,
    case_id: CaseId = None,
    as_of: AsOf = None,
    pack: Packs = None,
    rule: RuleGlobs = None,
    profile: Profile = "suggested",
    waivers: WaiverFile = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also show when a duty did not yet apply, or never did.")
    ] = False,
    source: From = None,
    show_values: ShowValues = False,
    lang: Lang = Spoken.DA,
) -> None:
    """Show when each result of a case opened, closed and will change, up to a date.

    The case is evaluated on each day on which something was recorded or a result changed by itself, with
    what was known on that day.

    Examples:
      guidelinekit timeline examples/one_case.json --as-of 2026-06-01
      guidelinekit timeline examples/municipality.ndjson --case case-0036 --rule '3.2.4-*'
    """
    rules, said = chosen_rules(pack, profile, rule, waivers, [case]), language(lang)
    record = one_case(case, case_id, source, show_values=show_values)
    end = as_of_or_today(as_of)
    course = turns(rules, record, end)
    console = console_for(sys.stdout)
    for line in _lines(course, rules, record, said, everything=everything):
        console.print(line)


def turns(rules: RuleSet, record: Record, end: date) -> Course:
    """Evaluate a record from its first day to `end`, and give each day on which a result changed."""
    course: dict[tuple[str, str], list[Turn]] = {}
    waiting = sorted({day for day in _days(record.model_dump()) if day <= end} | {end})
    while waiting:
        day = waiting.pop(0)
        evaluation = rules.evaluate(record, as_of=day)
        found = {(result.rule, result.subject): result for result in evaluation.results}
        for key in {**course, **found}:
            _turn(course.setdefault(key, []), day, found.get(key))
        changes = [result.changes_on for result in evaluation.results if result.changes_on is not None]
        if waiting and changes and min(changes) < waiting[0]:
            waiting.insert(0, min(changes))
    return course


def _turn(so_far: list[Turn], day: date, result: Result | None) -> None:
    """Note a turn if there is one; a result that stays what it was is kept as it is told last."""
    last = so_far[-1].result if so_far else None
    before, now = (None if one is None else one.status for one in (last, result))
    if before is not now:
        so_far.append(Turn(day, result))
    elif so_far and result is not None:
        so_far[-1] = Turn(so_far[-1].day, result)


def _days(value: Any) -> Iterator[date]:
    """Give every date in a record."""
    if isinstance(value, date):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _days(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _days(part)


def _lines(
    course: Course, rules: RuleSet, record: Record, language: Language, *, everything: bool
) -> Iterator[Line]:
    shown = False
    for (rule, subject), turns_told in sorted(course.items()):
        told = turns_told if everything else list(dropwhile(_quiet, turns_told))
        if not told:
            continue
        shown = True
        title, item = rules.rule(rule).title.text(language), _item(rules.rule(rule), record, subject)
        named = title if item is None else f"{title} ({item.text(language)})"
        line = Line(short_rule(rule, rules.packs), style="bold")
        line.append(f"  {named}", style="not bold")
        yield line.append(f"  {subject}" if subject else "", style="not bold dim")
        yield from _told(told, language)
        yield Line()
    if not shown:
        yield Line("intet krav har været gældende" if language == "da" else "no requirement ever applied")


def _item(rule: Rule, record: Record, subject: str) -> Text | None:
    """Give what tells the item of a duty from the others, if it has one."""
    if rule.for_each is None or not subject:
        return None
    _, name, index = subject.split("/")
    return item_words(rule, {rule.for_each.item: getattr(record, name)[int(index)]})


def _quiet(turn: Turn) -> bool:
    return turn.result is None or turn.result.status is Status.NOT_APPLICABLE


def _told(told: list[Turn], language: Language) -> Iterator[Line]:
    danish = language == "da"
    for turn in told:
        line = Line(f"  {turn.day}  ")
        if turn.result is None:
            yield line.append(
                "\N{EN DASH} gælder ikke længere" if danish else "\N{EN DASH} no longer applies", style="dim"
            )
            continue
        sign, _, style = SIGN[weight(turn.result)]
        line.append(f"{sign} {STATUS[turn.result.status].text(language)}", style=style)
        yield line.append(_about(turn.result, language), style="dim")
    last = told[-1].result
    if last is not None and last.changes_on is not None:
        yield Line(
            f"  {last.changes_on}  … ændrer sig, hvis intet registreres"
            if danish
            else f"  {last.changes_on}  … changes if nothing is recorded",
            style="italic",
        )


def _about(result: Result, language: Language) -> str:
    """Give what belongs to a turn: why it is excused, until when that holds, and the deadline."""
    danish, told = language == "da", ""
    if result.waiver is not None:
        until = "fraveget til og med" if danish else "waived up to and including"
        return f", {until} {result.waiver.expires}"
    if result.status is Status.EXEMPT:
        told += f", {REASON[result.reason].text(language)}"
    if result.due_on is not None:
        told += f", {'frist' if danish else 'deadline'} {result.due_on}"
    return told
