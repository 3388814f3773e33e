"""Help texts in the language that was asked for: each has its Danish in `help.da.json`, by its English."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from guidelinekit.cli.spoken import asked

_DANISH: Final = "help.da.json"
_KEPT_AS_IT_IS: Final = "\b\n"
"""What begins a paragraph whose lines are examples."""


def helped(text: str) -> str:
    """Return a help text in the language asked for, paragraph by paragraph; examples stay as they are."""
    return text if asked() == "en" else "\n\n".join(map(_paragraph, text.split("\n\n")))


def speak(command: Any) -> None:
    """Let a command, and those below it, give its help in the language asked for."""
    command.help = helped(command.help or "")
    for param in command.params:
        if getattr(param, "help", None):
            param.help = helped(param.help)
    for below in getattr(command, "commands", {}).values():
        speak(below)


@cache
def danish() -> Mapping[str, str]:
    """Return the Danish of each help text, its white space made single."""
    texts: Mapping[str, str] = json.loads(files("guidelinekit.cli").joinpath(_DANISH).read_text("utf-8"))
    return texts


def _paragraph(text: str) -> str:
    if text.startswith(_KEPT_AS_IT_IS):
        title, _, lines = text.removeprefix(_KEPT_AS_IT_IS).partition("\n")
        return f"{_KEPT_AS_IT_IS}{danish().get(title, title)}\n{lines}"
    return danish().get(" ".join(text.split()), text)
