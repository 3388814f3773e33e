"""The two ways in which a command that is no report on cases writes its result."""

import json
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from rich.text import Text as Line

from guidelinekit import __version__
from guidelinekit.cli.outputs import opened
from guidelinekit.report.layout import show


class Format(StrEnum):
    """For a person, or for a program."""

    HUMAN = "human"
    JSON = "json"


HumanOrJson = Annotated[Format, typer.Option("--format", help="For a person, or for a program.")]


def write(
    output: Path | None, fmt: Format, document: dict[str, Any], lines: Callable[[int], Iterable[Line]]
) -> None:
    """Write a document as JSON, or the lines that say the same to a person, by the width they have."""
    with opened(output) as sink:
        if fmt is Format.JSON:
            write_json(sink, document)
        else:
            show(sink, lines)


def write_json(sink: TextIO, document: dict[str, Any]) -> None:
    """Write a document, with the tool that made it, as indented JSON."""
    tool = {"name": "guidelinekit", "version": __version__}
    json.dump({"schema_version": 1, "tool": tool, **document}, sink, ensure_ascii=False, indent=2)
    sink.write("\n")
