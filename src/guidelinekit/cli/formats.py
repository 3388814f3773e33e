"""The two ways in which a command that is no report on cases writes what it found."""

import json
from enum import StrEnum
from typing import Annotated, Any, TextIO

import typer

from guidelinekit import __version__


class Format(StrEnum):
    """For a person, or for a program."""

    HUMAN = "human"
    JSON = "json"


HumanOrJson = Annotated[Format, typer.Option("--format", help="For a person, or for a program.")]


def write_json(sink: TextIO, found: dict[str, Any]) -> None:
    """Write what was found, with the tool that found it, as indented JSON."""
    tool = {"name": "guidelinekit", "version": __version__}
    json.dump({"schema_version": 1, "tool": tool, **found}, sink, ensure_ascii=False, indent=2)
    sink.write("\n")
