"""Files named on the command line: whether two names are one file."""

from collections.abc import Sequence
from pathlib import Path

from guidelinekit.errors import UsageError

STANDARD_STREAM = "-"
"""Standard input where something is read, standard output where something is written."""


def once(paths: Sequence[str], cure: str) -> None:
    """Raise UsageError where one file is named twice, also by another name."""
    for index, path in enumerate(paths):
        if any(same(path, before) for before in paths[:index]):
            raise UsageError(f"{path} is named twice", f"name {cure}")


def same(path: str, other: str) -> bool:
    """Say whether two names are one file, which need not be there yet."""
    if STANDARD_STREAM in {path, other}:
        return path == other
    try:
        return Path(path).samefile(other)
    except (OSError, ValueError):
        return Path(path).absolute() == Path(other).absolute()
