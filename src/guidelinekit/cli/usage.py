"""Wrong usage: what the option parser says, set like every other error, with a cure."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from guidelinekit.errors import UsageError
from guidelinekit.suggest import did_you_mean

PARSER_ERROR: Final[type[Exception]] = typer.BadParameter.__mro__[1]
"""What the option parser raises; typer gives no name of its own to it."""

_TYPE: Final = re.compile(r" <[^<>|]*>")
_NO_CHOICE: Final = re.compile(r"`([^`]*)` is not one of (.*)", re.DOTALL)


class Command(TyperCommand):
    """A command whose wrong usage is an error like every other."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments. Raises UsageError, also for an option that stands twice and holds one value."""
        with _refusing(ctx):
            _, _, given = self.make_parser(ctx).parse_args(args=[*args])
            twice = next((each for each in given if given.count(each) > 1 and _holds_one(each)), None)
            if twice is not None:
                raise UsageError(f"`{twice.opts[0]}` is given twice", "leave one of them out")
            return super().parse_args(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """List arguments and options, without the names of Python's types that typer adds to them."""
        for kind, title in (("argument", "Arguments"), ("option", "Options")):
            records = [
                each.get_help_record(ctx) for each in self.get_params(ctx) if each.param_type_name == kind
            ]
            rows = [(_TYPE.sub("", name), text) for name, text in filter(None, records)]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


class Group(TyperGroup):
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

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a command by its name. Raises UsageError."""
        names = self.list_commands(ctx)
        if args[0] not in names:
            near = did_you_mean(args[0], names) or f"the commands are {', '.join(names)}"
            raise UsageError(f"there is no command `{' '.join((*_below(ctx), args[0]))}`", near)
        return super().resolve_command(ctx, args)


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
    message, _, cure = error.format_message().partition("; ")
    message = re.sub(
        r"'(.*?)'", r"`\1`", message.replace("Value error, ", "").replace("Input should", "it should")
    )
    message = message[:1].lower() + message[1:].rstrip(".")
    if type(error).__name__ == "NoSuchOption":
        options = [param for param in ctx.command.get_params(ctx) if param.param_type_name == "option"]
        names = [name for param in options for name in (*param.opts, *param.secondary_opts)]
        message = f"there is no option `{error.option_name}`"
        cure = did_you_mean(error.option_name, names) or ""
        if not cure and isinstance(ctx.command, Group):
            cure = f"the command comes first: `{ctx.command_path} COMMAND {error.option_name}`"
    elif (no_choice := _NO_CHOICE.search(message)) is not None:
        cure = did_you_mean(no_choice[1], re.findall(r"`(.*?)`", no_choice[2])) or ""
    return UsageError(message, cure or f"write `{written(ctx)}`; see `{ctx.command_path} --help`")


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
