"""Texts of records and rules as each kind of output may hold them: nothing in them is read as a command."""

import re
from collections.abc import Mapping
from typing import Final

from guidelinekit.text import printable, printable_lines

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA: Final = re.compile(r"\s*[=+\-@\uff0b\uff0d\uff1d\uff20]|[\t\r\n]")
_MARKS: Final = re.compile(r"[\\`*_\[\]<#|~$]|^[-+=>]|^\d+(?=[.)] )")


def xml_text(text: str) -> str:
    """Return a text without the signs that no XML file may hold, escaped or not, or that steer a reader."""
    return printable_lines(_NOT_XML.sub("", text))


def cell(text: str) -> str:
    """Return a text as a spreadsheet shows it: one that a spreadsheet would calculate begins with `'`."""
    return f"'{text}" if _FORMULA.match(text) else text


def markdown_text(text: str) -> str:
    """Return a text on one line, no sign of which is a mark, a link, a table's border or HTML."""
    line = printable(" ".join(text.split()))
    return _MARKS.sub(_unmarked, line.replace("&", "&amp;")).replace("@", "@\N{ZERO WIDTH NON-JOINER}")


def workflow_command(level: str, properties: Mapping[str, str], message: str) -> str:
    """Return a GitHub workflow command: what it says of a place, or of none; properties may be empty."""
    named = ",".join(f"{key}={workflow_property(value)}" for key, value in properties.items() if value)
    return f"::{level} {named}::{workflow_message(message)}"


def workflow_message(text: str) -> str:
    """Return a text as the message of a GitHub workflow command: on one line, and no command of its own."""
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def workflow_property(text: str) -> str:
    """Return a text as a property of a GitHub workflow command."""
    return workflow_message(text).replace(":", "%3A").replace(",", "%2C")


def _unmarked(mark: re.Match[str]) -> str:
    return f"{mark[0]}\N{ZERO WIDTH NON-JOINER}" if mark[0].isdigit() else f"\\{mark[0]}"
