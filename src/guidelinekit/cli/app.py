"""The frame around the commands: which there are, and what happens when one ends badly."""

import gc
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from inspect import cleandoc
from io import TextIOWrapper
from typing import Annotated, Any, Final

import typer

from guidelinekit import __version__
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.helping import helped, speak
from guidelinekit.cli.spoken import VARIABLE, advise, asked, listen, note, without_cpr
from guidelinekit.cli.stopping import stoppable
from guidelinekit.cli.usage import Command, Group
from guidelinekit.errors import GuidelinekitError, RuleError
from guidelinekit.text import Text, printable, say

COMMANDS: Final[Mapping[str, str]] = {
    "check": "Evaluate cases and report what is unmet, due or unclear.",
    "explain": "Show why a rule says what it says of a case.",
    "timeline": "Show when each result of a case opened, closed and will change.",
    "due": "List what falls due soon.",
    "watch": "Read facts as they happen, and tell at once what each changes.",
    "rules": "List the rules, or read one of them in prose.",
    "fields": "Look up the fields of a case, also by Danish words, and the rules that read them.",
    "profile": "Check a municipality's profile, or show what it says.",
    "verify": "Evaluate again what a report was made from, and compare.",
    "test": "Run the example cases of rule packs.",
    "examples": "Move example cases into a spreadsheet, and back.",
    "coverage": "Measure how much of the rules' logic the example cases show.",
    "mutate": "Put small mistakes into rules and see whether the examples notice.",
    "lint": "Look for mistakes in rule packs.",
    "impact": "Show what a change of the rules does, on cases and by a counterexample.",
    "ledger": "Show what became of each statement of the guideline.",
    "drift": "Show where a guideline's text of today differs from the ledger.",
    "editions": "Show which statement became which from one edition to the next.",
    "new": "Begin a rule or a pack, with an example case and a page.",
    "rename": "Give a rule another id, everywhere.",
    "docs": "Write a page for each rule.",
    "map": "Map the tables of another system to cases, and see what is left open.",
    "export": "Write cases as tables or as NDJSON, to be read back exactly.",
    "schema": "Print or write the JSON Schemas.",
    "generate": "Make a synthetic caseload, free of personal data.",
}
"""Each command is the function `command` of the module of its name, imported when it is asked for.

A command with parts of its own (`profile show`) has them in `PARTS`, its text in `HELP`, and in `USUAL`
the part that is meant where none is named.
"""

TRACEBACK: Final = "GUIDELINEKIT_TRACEBACK"
"""The environment variable that asks for the traceback of an internal error."""

_OBJECTS_AT_ONCE: Final = 100_000
"""After how many new objects what is no longer used is looked for: next to none is while a command starts."""

_PLAIN: Final[Mapping[str, Any]] = {
    "add_completion": False,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


class Commands(Group):
    """The commands, each imported only when it runs, so that `--help` and `--version` are quick."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; what is told of them is told in the language that they ask for."""
        listen(args)
        speak(self)
        self.epilog = helped(self.epilog or "")
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the signature is typer's
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - the signature is typer's
        """Import a command by its name."""
        module = import_module(f"guidelinekit.cli.{cmd_name}")
        from guidelinekit.cli.options import take_language  # noqa: PLC0415 - loads what every command needs

        alone = typer.Typer(cls=Group, **_PLAIN)
        if hasattr(module, "PARTS"):
            alone.callback(help=_with_examples(module.HELP))(_nothing)
        parts: Mapping[str, Callable[..., Any]] = getattr(module, "PARTS", {})
        for name, function in (parts or {cmd_name: module.command}).items():
            alone.command(name, cls=Command, help=_with_examples(function.__doc__ or ""))(function)
        command: Any = typer.main.get_command(alone)
        command.name, command.usual = cmd_name, getattr(module, "USUAL", None)
        for each in getattr(command, "commands", {}).values() or [command]:
            take_language(each)
        speak(command)
        return command

    def listed(self) -> list[tuple[str, str]]:
        """Return the commands without importing them."""
        return [(name, helped(text)) for name, text in COMMANDS.items()]

    def invoke(self, ctx: Any) -> Any:
        """Run a command; a reader that goes away and a signal end it in the way that shells know."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _silence_output()
            raise typer.Exit(ExitCode.PIPE_CLOSED) from None
        except KeyboardInterrupt as interrupt:
            raise typer.Exit(getattr(interrupt, "exit_code", ExitCode.INTERRUPTED)) from None
        return result


app = typer.Typer(cls=Commands, **_PLAIN)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"guidelinekit {__version__}")
        raise typer.Exit


@app.callback(
    epilog="Example: guidelinekit check examples/municipality.ndjson --as-of 2026-06-01. "
    "Each command tells more, with examples: guidelinekit check --help. "
    "Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or broken rules, "
    "3 invalid input records."
)
def _root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
    lang: Annotated[
        str, typer.Option("--lang", metavar="da|en", help="The language of help, errors and notes.")
    ] = "",
) -> None:
    """Check citizens' cases against the Danish guidelines for social drug-misuse treatment."""
    if lang:
        os.environ[VARIABLE] = lang  # the command after it reads it there


def main() -> None:
    """Run the command line and exit."""
    gc.set_threshold(_OBJECTS_AT_ONCE, 10, 10)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none is to see a record
    _open_streams()
    try:
        with stoppable():
            app(prog_name="guidelinekit")
    except GuidelinekitError as error:
        _print(error)
        sys.exit(ExitCode.USAGE)
    except OSError as error:
        cause = (error.strerror or type(error).__name__).lower()
        note(say("kan ikke fortsætte: {cause}", "cannot go on: {cause}", cause=cause))
        advise(
            Text(
                da="det skrevne er ikke helt; skaf plads, eller skriv et andet sted med -o",
                en="what is written is not whole; make room, or write elsewhere with -o",
            )
        )
        _silence_output()
        sys.exit(ExitCode.USAGE)
    except Exception as error:  # noqa: BLE001 - the outermost handler: a caseworker never sees a traceback
        if os.environ.get(TRACEBACK):
            traceback.print_exc()
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(place.filename)}:{place.lineno}"  # noqa: PTH119 - a name, not a file
        kind = type(error).__name__
        note(say("intern fejl ved {at} ({kind})", "internal error at {at} ({kind})", at=where, kind=kind))
        if not os.environ.get(TRACEBACK):
            advise(
                say(
                    "sæt {name}=1 for at se kaldsporet; det kan vise værdier fra en sag",
                    "set {name}=1 to see the traceback; it may show values of a case",
                    name=TRACEBACK,
                )
            )
        sys.exit(ExitCode.USAGE)


def _open_streams() -> None:
    """Write UTF-8 wherever this runs; a stream that was closed before is one that nobody reads."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - until the end
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _print(error: GuidelinekitError) -> None:
    """Say what went wrong, and how much of it where it is the rules; no name steers the terminal."""
    message = "\n".join(map(printable, without_cpr(error.text(asked())).split("\n")))
    if not isinstance(error, RuleError):
        typer.echo(f"guidelinekit: {message}", err=True)
        return
    typer.echo(f"{message}\n", err=True)
    note(error.message)


def _nothing() -> None:
    """Do nothing before a part of a command."""


def _with_examples(text: str) -> str:
    """Mark the examples of a help text, so that their lines are kept as they are."""
    return cleandoc(text).replace("\n\nExample", "\n\n\b\nExample")


def _silence_output() -> None:
    """Keep the interpreter from complaining, when it ends, that nobody reads its output."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
