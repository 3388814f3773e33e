"""Setting the lines of a case: columns where the terminal is wide, one flowing paragraph where it is not."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap as broken

from rich.text import Text as Line

from guidelinekit.report.severity import Weight
from guidelinekit.report.words import LOCAL_MARK, SIGN

HELD = "\N{NO-BREAK SPACE}"
_DATE = re.compile(r"\b\d{1,2}\.? [a-z]+ \d{4}\b", re.IGNORECASE)

_INDENT = 2
_SIGN = 11
_WHEN = 17
_COLUMNS_FROM = 110
"""The narrowest terminal on which findings stand in columns."""


def wrap(text: str, width: int, first: str = "", below: str = "") -> list[str]:
    """Break a text into lines that begin with `first` and `below`, never within a date or a rule's id."""
    held = _DATE.sub(lambda date: date[0].replace(" ", HELD), text)
    lines = broken(held, width, initial_indent=first, subsequent_indent=below, break_on_hyphens=False)
    return [line.replace(HELD, " ") for line in lines]


def wrapped(text: str, width: int, style: str = "") -> Iterator[Line]:
    """Return the lines of a text that may hold line ends of its own."""
    yield from (Line(line, style=style) for line in wrap(" ".join(text.split()), width))


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as it is shown."""

    weight: Weight
    sign: str
    rule: str
    message: str
    when: str
    remedy: str
    """What would close the gap; empty unless the report is to tell."""


def rows_as_lines(rows: Iterable[Row], rule_width: int, width: int) -> Iterator[Line]:
    """Return the lines of a case's findings."""
    for row in rows:
        if width >= _COLUMNS_FROM:
            yield from _in_columns(row, rule_width, width)
        else:
            yield from _flowing(row, width)
        indent = " " * (_INDENT + _SIGN)
        for line in wrap(f"» {row.remedy}" if row.remedy else "", width - len(indent)):
            yield Line(f"{indent}{line}", style="dim")


def _in_columns(row: Row, rule_width: int, width: int) -> Iterator[Line]:
    room = width - _INDENT - _SIGN - rule_width - 2 - (_WHEN if row.rule else 0)
    if not row.rule:
        room += rule_width + 2
    first, *rest = wrap(row.message, room) or [""]
    line = _signed(row)
    if row.rule:
        line.append(f"{row.rule:{rule_width}}  ", style=_faint(row, "dim"))
    line.append(f"{first:{room}}" if row.when else first, style=_faint(row, ""))
    if row.when:
        line.append(f" {row.when}", style=_faint(row, SIGN[row.weight][2]))
    yield line
    below = " " * (_INDENT + _SIGN + (rule_width + 2 if row.rule else 0))
    for text in rest:
        yield Line(f"{below}{text}", style=_faint(row, ""))


def _flowing(row: Row, width: int) -> Iterator[Line]:
    sentence = row.message
    if row.when:
        between = " " if row.when == LOCAL_MARK else " \N{EN DASH} "
        sentence += between + row.when
    sentence += f" [{row.rule}]" if row.rule else ""
    first, *rest = wrap(sentence, width - _INDENT - _SIGN) or [""]
    yield _signed(row).append(first, style=_faint(row, ""))
    for text in rest:
        yield Line(" " * (_INDENT + _SIGN) + text, style=_faint(row, ""))


def _signed(row: Row) -> Line:
    line = Line(" " * _INDENT)
    line.append(f"{row.sign:{_SIGN - 1}} ", style=SIGN[row.weight][2])
    return line


def _faint(row: Row, style: str) -> str:
    return "dim" if row.weight in {Weight.ADVICE, Weight.EXEMPT, Weight.OUTSIDE} else style
