"""Where a human report goes: its width, and whether it may be coloured. Off a terminal it is plain."""

import os
import shutil
from collections.abc import Mapping
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text as Line

from guidelinekit.text import printable

PLAIN_WIDTH = 120
"""The width of text that goes to a file or a pipe, unless COLUMNS says otherwise."""
NARROWEST = 40
WIDEST = 160
"""Wider lines are hard to follow from one end to the other."""


class Terminal(Console):
    """A console that leaves it to the command line to say how a run ends whose reader went away."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError."""
        raise BrokenPipeError

    def print(self, *lines: Any, **how: Any) -> None:
        """Write lines. Records, rules and reports of strangers cannot steer the terminal."""
        for line in lines:
            if isinstance(line, Line):
                line.plain = "\n".join(map(printable, line.plain.split("\n")))
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


def _plain_width(environment: Mapping[str, str]) -> int:
    columns = environment.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) > 0 else PLAIN_WIDTH
