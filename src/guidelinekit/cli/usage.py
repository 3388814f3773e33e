"""Wrong usage: what the option parser says, set like every other error, with a cure."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from guidelinekit.cli.helping import helped
from guidelinekit.errors import UsageError
from guidelinekit.suggest import did_you_mean
from guidelinekit.text import Text, say

PARSER_ERROR: Final[type[Exception]] = typer.BadParameter.__mro__[1]
"""What the option parser raises; typer gives no name of its own to it."""

_TYPE: Final = re.compile(r" <[^<>|]*>")
_PARSER_WORDS: Final = (
    (r"^missing argument ", "der mangler et argument, "),
    (r"^missing option ", "der mangler en mulighed, "),
    (r"^invalid value for (.*?): ", r"forkert værdi for \1: "),
    (r"^invalid value: ", "forkert værdi: "),
    (r" is not one of ", " er ikke en af "),
    (r" is not a valid int(eger)?( range)?$", " er ikke et helt tal"),
    (r"^got unexpected extra arguments? ", "der er for mange argumenter, "),
    (r"^option (.*?) requires an argument$", r"muligheden \1 kræver et argument"),
    (r"^option (.*?) does not take a value$", r"muligheden \1 tager ingen værdi"),
    (r" is not in the range ", " er ikke i intervallet "),
    (r"it should be a valid integer, .*$", "her skal stå et helt tal"),
    (r"it should be greater than or equal to ", "tallet skal mindst være "),
)
"""What the option parser says, each with its Danish."""
_NO_CHOICE: Final = re.compile(r"`([^`]*)` is not one of (.*)", re.DOTALL)


class _Spoken:
    """Help whose fixed words are in the language that was asked for."""

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """Say how the command is written."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{helped('Usage:')} ")

    def format_options(self: Any, ctx: Any, formatter: Any) -> None:
        """List arguments, options and commands, without the names of Python's types that typer adds."""
        for kind, title in (("argument", "Arguments"), ("option", "Options")):
            records = [
                each.get_help_record(ctx) for each in self.get_params(ctx) if each.param_type_name == kind
            ]
            rows = [(_TYPE.sub("", name), _worded(text)) for name, text in filter(None, records)]
            if rows:
                with formatter.section(helped(title)):
                    formatter.write_dl(rows)
        if isinstance(self, Group):
            with formatter.section(helped("Commands")):
                formatter.write_dl(self.listed())


class Command(_Spoken, TyperCommand):
    """A command whose wrong usage is an error like every other."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments. Raises UsageError, also for an option that stands twice and holds one value."""
        with _refusing(ctx):
            _, _, given = self.make_parser(ctx).parse_args(args=[*args])
            twice = next((each for each in given if given.count(each) > 1 and _holds_one(each)), None)
            if twice is not None:
                raise UsageError(
                    say("`{option}` er skrevet to gange", "`{option}` is given twice", option=twice.opts[0]),
                    Text(da="udelad den ene", en="leave one of them out"),
                )
            return super().parse_args(ctx, args)


class Group(_Spoken, TyperGroup):
    """A command that has commands of its own."""

    usual: str | None = None
    """The one of them that is meant where none is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments before the command's name. Raises UsageError."""
        if self.usual and not {*args[:1]} & {*self.list_commands(ctx), *ctx.help_option_names}:
            args = [self.usual, *args]
        if not args and not ctx.resilient_parsing:
            typer.echo(ctx.get_help(), err=True)
            raise typer.Exit(2)
        with _refusing(ctx):
            return super().parse_args(ctx, args)

    def listed(self) -> list[tuple[str, str]]:
        """Return each command with what it does."""
        return [(name, (each.help or "").split("\n\n")[0]) for name, each in self.commands.items()]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a command by its name. Raises UsageError."""
        names = self.list_commands(ctx)
        if args[0] not in names:
            near = did_you_mean(args[0], names) or say(
                "kommandoerne er {names}", "the commands are {names}", names=", ".join(names)
            )
            raise UsageError(
                say(
                    "der er ingen kommando `{name}`",
                    "there is no command `{name}`",
                    name=" ".join((*_below(ctx), args[0])),
                ),
                near,
            )
        return super().resolve_command(ctx, args)


def _worded(text: str) -> str:
    """Return what is told of an option, with the parser's own words in the language asked for."""
    for word in ("Show this message and exit.", "default:", "required"):
        text = re.sub(
            rf"(^|\[|; ){re.escape(word)}", lambda match: match[1] + helped(match[0][len(match[1]) :]), text
        )
    return text


def _holds_one(param: Any) -> bool:
    """Say whether an option takes one value, of which the last would win in silence."""
    return param.param_type_name == "option" and not (param.multiple or param.is_flag or param.count)


@contextmanager
def _refusing(ctx: Any) -> Iterator[None]:
    try:
        yield
    except PARSER_ERROR as error:
        raise _refusal(error, ctx) from None


def _refusal(error: Any, ctx: Any) -> UsageError:
    """Return the parser's error in the house style; a parser of ours has its cure after a semicolon."""
    message, _, told_cure = error.format_message().partition("; ")
    message = re.sub(
        r"'(.*?)'", r"`\1`", message.replace("Value error, ", "").replace("Input should", "it should")
    )
    message = message[:1].lower() + message[1:].rstrip(".")
    wrong = Text(da=_in_danish(message), en=message)
    cure = Text(da=told_cure, en=told_cure) if told_cure else None
    if type(error).__name__ == "NoSuchOption":
        options = [param for param in ctx.command.get_params(ctx) if param.param_type_name == "option"]
        names = [name for param in options for name in (*param.opts, *param.secondary_opts)]
        wrong = say(
            "der er ingen mulighed `{option}`", "there is no option `{option}`", option=error.option_name
        )
        cure = did_you_mean(error.option_name, names)
        if cure is None and isinstance(ctx.command, Group):
            cure = say(
                "kommandoen kommer først: `{command} KOMMANDO {option}`",
                "the command comes first: `{command} COMMAND {option}`",
                command=ctx.command_path,
                option=error.option_name,
            )
    elif (no_choice := _NO_CHOICE.search(message)) is not None:
        cure = did_you_mean(no_choice[1], re.findall(r"`(.*?)`", no_choice[2]))
    write = "skriv `{how}`; se `{path} --help`", "write `{how}`; see `{path} --help`"
    return UsageError(wrong, cure or say(*write, how=written(ctx), path=ctx.command_path))


def _in_danish(message: str) -> str:
    """Return what the parser says, with its fixed words in Danish."""
    for english, danish in _PARSER_WORDS:
        message = re.sub(english, danish, message)
    return message


def written(ctx: Any) -> str:
    """Return how a command is written, with its arguments."""
    words = [ctx.command_path]
    for param in ctx.command.params:
        if param.param_type_name == "argument":
            name = (param.metavar or param.name.upper()).removesuffix("...")
            words.append((name if param.required else f"[{name}]") + "..." * (param.nargs == -1))
    return " ".join(words)


def _below(ctx: Any) -> list[str]:
    """Return the names of the commands above, without the program's own."""
    return str(ctx.command_path).split()[1:]
