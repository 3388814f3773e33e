"""What falls due soon, by date: as lines for a person, and as entries for a program."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from rich.text import Text as Line

from guidelinekit.evaluate.due import DueDuty
from guidelinekit.evaluate.plain import Tree
from guidelinekit.lang.rule import Pack
from guidelinekit.report.layout import wrapped
from guidelinekit.report.severity import LOCAL_LEGEND, LOCAL_MARK, Weight, counted
from guidelinekit.report.writer import short_rule
from guidelinekit.text import Language, printable
from guidelinekit.wording.dates import duration, long_date, on_day


def due_entry(duty: DueDuty) -> Tree:
    """Return the entry of a duty."""
    return {
        "due_on": duty.due_on,
        "days_left": duty.days_left,
        "record": duty.kind,
        "case_id": duty.case_id,
        "rule": duty.rule,
        "subject": duty.subject,
        "item": duty.item,
        "key": duty.key,
        "again": duty.again,
        "message": duty.message.plain(),
        "remedy": duty.remedy.plain(),
        "local_parameters": duty.local_parameters,
    }


def due_lines(
    duties: Sequence[DueDuty],
    as_of: date,
    within: timedelta,
    unmet: int,
    packs: Sequence[Pack],
    language: Language,
    width: int,
) -> Iterator[Line]:
    """Yield the duties by date, and how many there are; `duties` are in the order of their dates."""
    danish = language == "da"
    column = max((len(duty.case_id) for duty in duties), default=0)
    for day, falling_due in groupby(duties, key=lambda duty: duty.due_on):
        yield Line(f"{long_date(day, language)} ({_soon((day - as_of).days, language)})", style="bold")
        for duty in falling_due:
            mark = f" {LOCAL_MARK}" if duty.local_parameters else ""
            message = f"{duty.message.text(language)}{mark} [{short_rule(duty.rule, packs)}]"
            first = f"  {printable(duty.case_id):{column}}  "
            yield from wrapped(message, width, "", first, " " * (column + 4))
    if duties:
        yield Line()
    if any(duty.local_parameters for duty in duties):
        yield Line(LOCAL_LEGEND.text(language), style="dim")
    span, day = duration(within.days, language), on_day(as_of, language)
    due, open_ = counted(len(duties), Weight.DUE, language), counted(unmet, Weight.GAP, language)
    yield Line(
        f"{due} inden for {span} fra {day}; {open_}" if danish else f"{due} within {span} of {day}; {open_}"
    )


def _soon(days: int, language: Language) -> str:
    if days == 0:
        return "i dag" if language == "da" else "today"
    return f"{'om' if language == 'da' else 'in'} {duration(days, language)}"
