"""The options that several commands share, each defined once."""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import typer

from guidelinekit.case.reading.read import Form
from guidelinekit.cli.spoken import VARIABLE, asked, note
from guidelinekit.text import say

_DURATION: Final = re.compile(r"(\d{1,5})([dw])")


class Spoken(StrEnum):
    """The language of findings and headings."""

    DA = "da"
    EN = "en"


def day(text: str | date) -> date:
    """Read a date given on the command line."""
    if isinstance(text, date):
        return text
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            say(
                "{text} er ikke i kalenderen; skriv en dato, der findes",
                "{text} is not in the calendar; write a date that exists",
                text=text,
            ).text(asked())
        ) from None
    raise typer.BadParameter(
        say(
            "`{text}` er ikke en dato; skriv den som ÅÅÅÅ-MM-DD, fx 2026-06-01",
            "`{text}` is not a date; write it as YYYY-MM-DD, for example 2026-06-01",
            text=text,
        ).text(asked())
    )


def days(text: str | timedelta) -> timedelta:
    """Read a number of days given on the command line: `14d` or `2w`."""
    if isinstance(text, timedelta):
        return text
    duration = _DURATION.fullmatch(text)
    if duration is None:
        raise typer.BadParameter(
            say(
                "`{text}` er ikke en varighed; skriv hele dage eller uger, fx 14d eller 2w",
                "`{text}` is not a duration; write whole days or weeks, for example 14d or 2w",
                text=text,
            ).text(asked())
        )
    return timedelta(days=int(duration[1]) * (7 if duration[2] == "w" else 1))


def as_of_or_today(given: date | None) -> date:
    """Return the date asked for. Without one it is today, and standard error says so."""
    if given is not None:
        return given
    today = datetime.now().astimezone().date()
    note(
        say(
            "opgjort pr. i dag, {today}; vælg en anden dato med --as-of",
            "as of today, {today}; choose another date with --as-of",
            today=today,
        )
    )
    return today


def take_language(command: Any) -> None:
    """Let a command that has no findings take `--lang` too: help, errors and notes are in that language."""
    if any("--lang" in param.opts for param in command.params):
        return
    alone = typer.Typer(add_completion=False)
    alone.command()(_only_language)
    (option,) = (each for each in typer.main.get_command(alone).params if "--lang" in each.opts)
    option.expose_value = False
    command.params.append(option)


def language(spoken: Spoken) -> Literal["da", "en"]:
    """Return the language as the texts know it."""
    return "da" if spoken is Spoken.DA else "en"


AsOf = Annotated[
    date | None,
    typer.Option("--as-of", metavar="DATE", parser=day, help="Evaluate as of this date (default: today)."),
]
Packs = Annotated[
    list[str] | None,
    typer.Option(
        "--pack", metavar="PACK", help="A bundled pack's name or a folder; repeatable (default: all bundled)."
    ),
]
NamedPacks = Annotated[
    list[str] | None,
    typer.Argument(metavar="PACK", help="Bundled packs by name, or folders (default: all bundled)."),
]
PackFolder = Annotated[str, typer.Option("--pack", metavar="FOLDER", help="The pack's folder.")]
RuleGlobs = Annotated[
    list[str] | None,
    typer.Option(
        "--rule", metavar="GLOB", help="Only rules whose id matches, for example '3.2.4-*'; repeatable."
    ),
]
Profile = Annotated[
    str, typer.Option("--profile", metavar="PROFILE", help="A bundled profile's name, or a file.")
]
Providers = Annotated[
    list[str] | None,
    typer.Option("--providers", metavar="FILE", help="Records of providers, `kind` or not; repeatable."),
]
Authorities = Annotated[
    list[str] | None,
    typer.Option("--authorities", metavar="FILE", help="Records of authorities, likewise; repeatable."),
]
WaiverFile = Annotated[
    str | None, typer.Option("--waivers", metavar="FILE", help="Rules set aside for single cases.")
]
Lang = Annotated[
    Spoken,
    typer.Option("--lang", envvar=VARIABLE, show_envvar=False, help="The language of findings and headings."),
]
From = Annotated[
    Form | None,
    typer.Option("--from", help="How to read the input, whatever its name (default: by extension)."),
]
Mapped = Annotated[
    str | None,
    typer.Option("--mapping", metavar="FILE", help="Which tables and columns of yours fill which fields."),
]
ShowValues = Annotated[
    bool,
    typer.Option(
        "--show-values",
        help="Quote what stands in the fields of invalid records; the output then holds values of cases.",
    ),
]
CaseFile = Annotated[
    str, typer.Argument(metavar="CASE", help="A file with one case, or `-`; with several, choose by --case.")
]
CaseId = Annotated[
    str | None, typer.Option("--case", metavar="ID", help="Which case, in a file that holds several.")
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here and not to standard output.")
]


def _only_language(
    lang: Annotated[
        Spoken, typer.Option("--lang", help="The language of help, errors and notes.")
    ] = Spoken.EN,
) -> None:
    """Do nothing: what is wanted of it is its option."""
