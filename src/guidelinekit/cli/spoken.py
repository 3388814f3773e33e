"""The language that the user asked for, by `--lang` or a variable: that of help, errors and notes."""

import os
from collections.abc import Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

import typer

from guidelinekit.errors import GuidelinekitError, as_help
from guidelinekit.text import LANGUAGES, Language, Text, printable, say

if TYPE_CHECKING:
    from guidelinekit.case.reading.validate import Invalid

VARIABLE: Final = "GUIDELINEKIT_LANG"
"""The environment variable that sets the language of everything, where `--lang` does not."""
_OPTION: Final = "--lang"
_NOTE: Final = Text(da="bemærk: {}", en="note: {}")
_asked: Final[ContextVar[Language]] = ContextVar("asked", default="en")


def listen(arguments: Sequence[str]) -> None:
    """Take the language from a command line, before anything of it is read; it is English by default."""
    named = _named(arguments)
    _asked.set(next((each for each in LANGUAGES if each == named), "en"))


def asked() -> Language:
    """Return the language that was asked for."""
    return _asked.get()


def note(text: Text) -> None:
    """Write a line to standard error, beside the results."""
    typer.echo(f"guidelinekit: {without_cpr(text.text(asked()))}", err=True)


def without_cpr(text: str) -> str:
    """Return a text as it may be shown, whatever a file, a sheet or a column of it is called."""
    from guidelinekit.case.model.cpr import withheld  # noqa: PLC0415 - to start, nothing of a case is needed

    return withheld(text)


def advise(text: Text) -> None:
    """Write to standard error what to do about what was just noted."""
    typer.echo(as_help(text, asked()), err=True)


def complain(error: GuidelinekitError) -> None:
    """Write an error to standard error, where the run goes on after it."""
    typer.echo(f"guidelinekit: {without_cpr(error.text(asked()))}", err=True)


def remark(text: Text | str) -> None:
    """Write to standard error what was passed over; no name of a file or a column steers the terminal."""
    typer.echo(f"guidelinekit: {printable(without_cpr(_NOTE.filled(text).text(asked())))}", err=True)


def list_problems(invalid: "Invalid") -> None:
    """Write what is wrong with a record to standard error, a line for each problem."""
    whole = Text(da="post", en="record").text(asked())
    for problem in invalid.problems:
        typer.echo(f"  {problem.pointer or whole}: {problem.message.text(asked())}", err=True)


def tell_invalid(count: int) -> None:
    """Write to standard error how many records were left out as invalid, where any were."""
    if count:
        note(
            say(
                "ugyldige poster udeladt: {count}; `guidelinekit check` siger, hvad der er galt",
                "invalid records left out: {count}; `guidelinekit check` tells what is wrong",
                count=count,
            )
        )


def warn(text: Text) -> None:
    """Write a warning to standard error."""
    note(say("advarsel: {text}", "warning: {text}", text=text))


def _named(arguments: Sequence[str]) -> str | None:
    for word, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if word == _OPTION:
            return following
        if word.startswith(f"{_OPTION}="):
            return word.partition("=")[2]
    return os.environ.get(VARIABLE)
