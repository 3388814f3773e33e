"""A human report set in lines: how wide and whether coloured, in columns or as flowing paragraphs."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap as broken
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text as Line

from guidelinekit.report.severity import LOCAL_MARK, SIGN, Weight
from guidelinekit.text import printable_lines

PLAIN_WIDTH = 120
"""The width of text that goes to a file or a pipe, unless COLUMNS says otherwise."""
NARROWEST = 40
WIDEST = 160
"""Wider lines are hard to follow from one end to the other."""

_COMMAND = re.compile(r"^(\s*):(?=:)", re.MULTILINE)
"""The begin of a line that GitHub takes for a command: a record or a rule may be called `::error::`."""


class Terminal(Console):
    """A console that leaves it to the command line to say how a run ends whose reader went away."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError."""
        raise BrokenPipeError

    def print(self, *lines: Any, **how: Any) -> None:
        """Write lines. What strangers wrote steers neither the terminal nor a job."""
        for line in lines:
            if isinstance(line, Line):
                line.plain = _COMMAND.sub(r"\1?", printable_lines(line.plain))
        super().print(*lines, **how)


def console_for(sink: TextIO, environment: Mapping[str, str] = os.environ) -> Terminal:
    """Return a console on a sink. With NO_COLOR set, or off a terminal, it writes no escape codes at all."""
    on_terminal = sink.isatty()
    coloured = on_terminal and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
    fallback = (PLAIN_WIDTH, 24)
    width = shutil.get_terminal_size(fallback).columns if on_terminal else _plain_width(environment)
    return Terminal(
        file=sink,
        width=min(max(width, NARROWEST), WIDEST),
        color_system="auto" if coloured else None,
        force_terminal=coloured,
        no_color=not coloured,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
    )


def show(sink: TextIO, lines: Callable[[int], Iterable[Line]]) -> None:
    """Write lines, which are made for the width there is."""
    console = console_for(sink)
    for line in lines(console.width):
        console.print(line)


def _plain_width(environment: Mapping[str, str]) -> int:
    columns = environment.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) > 0 else PLAIN_WIDTH


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


def wrapped(
    text: str, width: int, style: str = "", first: str = "", below: str | None = None
) -> Iterator[Line]:
    """Return the lines of a text that may hold line ends of its own; below the first all begin as it does."""
    lines = wrap(" ".join(text.split()), width, first, first if below is None else below)
    return (Line(line, style=style) for line in lines)


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
