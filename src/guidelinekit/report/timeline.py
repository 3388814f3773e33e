"""The course of a record: as lines for a person, and as entries for a program."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile

from rich.text import Text as Line

from guidelinekit.case import AnyRecord
from guidelinekit.evaluate import RuleSet
from guidelinekit.evaluate.plain import Tree
from guidelinekit.evaluate.timeline import DutyHistory, Turn
from guidelinekit.lang.rule import Rule
from guidelinekit.report.severity import SIGN, weight
from guidelinekit.report.writer import short_rule
from guidelinekit.results import Result, Status
from guidelinekit.text import Language, Text
from guidelinekit.wording.dates import long_date, on_day
from guidelinekit.wording.labels import CHANGES, item_words, why

_DAY = len("30. september 2026")
"""The longest date."""


def history_entry(history: DutyHistory) -> Tree:
    """Return the entry of a duty."""
    return {
        "rule": history.rule,
        "item": history.item,
        "key": history.key,
        "title": history.title.plain(),
        "turns": [_turn_entry(turn) for turn in history.turns],
        "changes_on": history.changes_on,
    }


def timeline_lines(
    histories: Sequence[DutyHistory],
    rules: RuleSet,
    record: AnyRecord,
    language: Language,
    *,
    everything: bool,
) -> Iterator[Line]:
    """Yield the turns of each duty; without `everything`, from the day on which it first applied."""
    shown = False
    for history in histories:
        turns = history.turns if everything else tuple(dropwhile(_quiet, history.turns))
        if not turns:
            continue
        shown = True
        item = _item_words(history, rules, record)
        title = history.title.text(language)
        line = Line(short_rule(history.rule, rules.packs), style="bold")
        line.append(f"  {title if item is None else f'{title} ({item.text(language)})'}", style="not bold")
        yield line.append(f"  {history.item}" if history.item else "", style="not bold dim")
        for turn in turns:
            yield _turn_line(turn, rules.rule(history.rule), language)
        if history.changes_on is not None:
            day = long_date(history.changes_on, language)
            yield Line(f"  {day:>{_DAY}}  … {CHANGES.text(language)}", style="italic")
        yield Line()
    if not shown:
        yield Line("intet krav har været gældende" if language == "da" else "no requirement ever applied")


def _turn_entry(turn: Turn) -> Tree:
    result = turn.result
    if result is None:
        return {"day": turn.day, "status": None}
    entry: Tree = {
        "day": turn.day,
        "status": result.status,
        "reason": result.reason,
        "due_on": result.due_on,
        "overdue_days": result.overdue_days,
        "message": result.message.plain(),
    }
    if result.waiver is not None:
        entry["waived_until"] = result.waiver.expires
    return entry


def _item_words(history: DutyHistory, rules: RuleSet, record: AnyRecord) -> Text | None:
    """Return what tells the item of a duty from the others, if it has one."""
    rule = rules.rule(history.rule)
    subject = next((turn.result.subject for turn in history.turns if turn.result is not None), "")
    if rule.for_each is None or not subject:
        return None
    _, name, index = subject.split("/")
    return item_words(rule, {rule.for_each.item: getattr(record, name)[int(index)]})


def _quiet(turn: Turn) -> bool:
    return turn.result is None or turn.result.status is Status.NOT_APPLICABLE


def _turn_line(turn: Turn, rule: Rule, language: Language) -> Line:
    line = Line(f"  {long_date(turn.day, language):>{_DAY}}  ")
    if turn.result is None:
        gone = "gælder ikke længere" if language == "da" else "no longer applies"
        return line.append(f"\N{EN DASH} {gone}", style="dim")
    sign, _, style = SIGN[weight(turn.result)]
    line.append(f"{sign} {turn.result.status.label.text(language)}", style=style)
    return line.append(_about(turn.result, rule, language), style="dim")


def _about(result: Result, rule: Rule, language: Language) -> str:
    """Return what belongs to a turn: why it is excused, until when that holds, and the deadline."""
    danish = language == "da"
    if result.waiver is not None:
        until = "fraveget til og med" if danish else "waived up to and including"
        return f", {until} {on_day(result.waiver.expires, language)}"
    excuse = f", {why(rule, result.reason).text(language)}" if result.status is Status.EXEMPT else ""
    if result.due_on is None:
        return excuse
    return f"{excuse}, {'frist' if danish else 'deadline'} {on_day(result.due_on, language)}"
