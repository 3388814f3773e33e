"""Wrong usage in the house style: what the option parser found wrong, in our words and with a cure."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from guidelinekit.errors import UsageError
from guidelinekit.suggest import did_you_mean

PARSER_ERROR: Final[type[Exception]] = typer.BadParameter.__mro__[1]
"""What the option parser raises; typer gives no name of its own to it."""

_TYPE: Final = re.compile(r" <[^<>|]*>")
_NO_CHOICE: Final = re.compile(r"'(?P<given>.*?)' is not one of (?P<choices>'.*')", re.DOTALL)
_NUMBER: Final = re.compile(r"valid (?:integer|number|float)|greater than|less than|in the range")


class Command(TyperCommand):
    """A command whose wrong usage is told in the house style."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments. Raises UsageError."""
        with _in_our_words(ctx):
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
    """A command that has commands of its own, and the same style."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments before the command's name. Raises UsageError."""
        if not args and not ctx.resilient_parsing:
            typer.echo(ctx.get_help(), err=True)
            raise typer.Exit(2)
        with _in_our_words(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a command by its name. Raises UsageError."""
        known = self.list_commands(ctx)
        if args[0] not in known:
            near = did_you_mean(args[0], known) or f"the commands are {', '.join(known)}"
            raise UsageError(f"there is no command `{' '.join((*_below(ctx), args[0]))}`", near)
        return super().resolve_command(ctx, args)


@contextmanager
def _in_our_words(ctx: Any) -> Iterator[None]:
    try:
        yield
    except PARSER_ERROR as error:
        raise _told(error, ctx) from None


def _told(error: Any, ctx: Any) -> UsageError:
    """Say what the option parser found wrong; it tells its errors apart by class and by text only."""
    name: str = getattr(error, "option_name", "")
    if type(error).__name__ == "NoSuchOption":
        return _no_option(name, ctx)
    if type(error).__name__ == "MissingParameter":
        return UsageError(f"{_named(error.param)} is missing", f"write `{written(ctx)}`; {_see(ctx)}")
    if name:
        return _wrong_use(name, ctx)
    if getattr(error, "param", None) is not None:
        return _wrong_value(_named(error.param), error.message, ctx)
    extra = re.search(r"unexpected extra arguments? ?(?:\(s\) )?\((.*)\)", error.message, re.DOTALL)
    if extra is not None:
        return UsageError(f"nothing more belongs here: `{extra[1]}`", f"write `{written(ctx)}`; {_see(ctx)}")
    return UsageError(_plain(error.message), _see(ctx))


def _no_option(name: str, ctx: Any) -> UsageError:
    known = [option for param in _options(ctx) for option in (*param.opts, *param.secondary_opts)]
    if isinstance(ctx.command, Group):
        cure = f"the command comes first, then its options: `{ctx.command_path} COMMAND {name}`"
    else:
        cure = f"see the options with `{ctx.command_path} --help`"
    return UsageError(f"there is no option `{name}`", did_you_mean(name, known) or cure)


def _wrong_use(name: str, ctx: Any) -> UsageError:
    """Say that a value is missing after an option, or that one stands where none belongs."""
    option = next((param for param in _options(ctx) if name in (*param.opts, *param.secondary_opts)), None)
    if option is None or option.is_flag:
        return UsageError(f"`{name}` takes no value", f"write it alone; {_see(ctx)}")
    value = option.metavar or "VALUE"
    return UsageError(f"a value is missing after `{name}`", f"write `{name} {value}`; {_see(ctx)}")


def _wrong_value(named: str, message: str, ctx: Any) -> UsageError:
    """Say what is wrong with a value; what a parser of ours says has its cure after a semicolon."""
    no_choice = _NO_CHOICE.search(message)
    if no_choice is not None:
        given, choices = no_choice["given"], re.findall(r"'(.*?)'", no_choice["choices"])
        listed = f"the values are {', '.join(choices)}"
        near = did_you_mean(given, choices)
        return UsageError(f"{named} cannot be `{given}`", f"{near} {listed}" if near else listed)
    if _NUMBER.search(message):
        least = re.search(r"(?:equal to|x>=) ?(\d+)", message)
        kind = "a whole number" if "integer" in message else "a number"
        span = f" from {least[1]} up" if least else ""
        return UsageError(f"{named} is not a number that can be used", f"write {kind}{span}")
    wrong, _, cure = message.partition("; ")
    return UsageError(f"{named}: {_plain(wrong)}", cure or _see(ctx))


def written(ctx: Any) -> str:
    """Give how a command is written, with its arguments."""
    arguments = (param for param in ctx.command.params if param.param_type_name == "argument")
    shown = (f"{_shown(param)}{'...' if param.nargs == -1 else ''}" for param in arguments)
    return " ".join((ctx.command_path, *shown))


def _shown(param: Any) -> str:
    name = param.metavar or param.name.upper()
    return name if param.required else f"[{name}]"


def _named(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper())
    return f"`{max(param.opts, key=len)}`"


def _options(ctx: Any) -> Sequence[Any]:
    return [param for param in ctx.command.get_params(ctx) if param.param_type_name == "option"]


def _below(ctx: Any) -> Sequence[str]:
    """Give the names of the commands above, without the program's own."""
    return str(ctx.command_path).split()[1:]


def _see(ctx: Any) -> str:
    return f"see `{ctx.command_path} --help`"


def _plain(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")
