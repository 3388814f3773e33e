"""Files named on the command line: whether two names are one file, and what cannot be written."""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from guidelinekit.errors import InputError, UsageError, cause
from guidelinekit.text import Text, say

STANDARD_STREAM = "-"
"""Standard input where something is read, standard output where something is written."""


def once(paths: Sequence[str], cure: Text) -> None:
    """Raise UsageError where one file is named twice, also by another name."""
    for index, path in enumerate(paths):
        if any(same(path, before) for before in paths[:index]):
            raise UsageError(
                say("{path} er nævnt to gange", "{path} is named twice", path=path),
                say("nævn {cure}", "name {cure}", cure=cure),
            )


@contextmanager
def writing(path: str | Path) -> Iterator[None]:
    """Raise InputError for what cannot be written at a path."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise not_written(path, error) from None


def not_written(path: str | Path, error: OSError | ValueError) -> InputError:
    """Return the error for a path at which nothing can be written."""
    why = cause(error)
    return InputError(
        say("{path}: kan ikke skrives: {why}", "{path}: cannot be written: {why}", path=path, why=why),
        Text(da="se efter, om mappen og rettighederne er rigtige", en="check the folder and the rights"),
    )


def without_password(path: str) -> str:
    """Return a name as it may be shown: the address of a database without the password in it."""
    return re.sub("(://[^:/@]*):[^/]*@", r"\1:***@", path)


def same(path: str, other: str) -> bool:
    """Say whether two names are one file, which need not be there yet."""
    if STANDARD_STREAM in {path, other}:
        return path == other
    try:
        return Path(path).samefile(other)
    except (OSError, ValueError):
        return Path(path).absolute() == Path(other).absolute()


def as_typed(path: Path) -> str:
    """Return a path as one would type it: with a `./` where it might be the name of a bundled pack."""
    name = path.as_posix()
    return name if os.sep in name or path.is_absolute() or name == "." else f"./{name}"
