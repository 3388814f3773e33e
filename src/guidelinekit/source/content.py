"""The bytes of a file that a stranger may have made: of regular files only, and never more than asked for."""

import os
import stat
from enum import StrEnum
from pathlib import Path
from typing import Final

from guidelinekit.errors import cause
from guidelinekit.text import Text

_OPENING: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A pipe that nobody writes to is opened without waiting."""


class Refusal(StrEnum):
    """Why a file is not read."""

    ABSENT = "absent"
    FOLDER = "folder"
    SPECIAL = "special"
    """A pipe, a device or a socket."""
    LINK = "link"
    """A symbolic link out of the folder that the file stands in."""
    CLOSED = "closed"
    LARGE = "large"


class ContentError(Exception):
    """A file that is not read."""

    def __init__(self, refusal: Refusal, why: Text | None = None) -> None:
        self.refusal = refusal
        self.why = why
        """What the system says; None where it says nothing."""
        super().__init__(refusal)


def content(path: Path, most: int) -> bytes:
    """Return the bytes of a regular file of at most so many. Raises ContentError for anything else."""
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
            raise ContentError(Refusal.LINK)
        if path.is_dir():
            raise ContentError(Refusal.FOLDER)
        with os.fdopen(os.open(path, _OPENING), "rb") as opened:
            kind = os.fstat(opened.fileno())
            if not stat.S_ISREG(kind.st_mode):
                raise ContentError(Refusal.SPECIAL)
            read = opened.read(most + 1) if kind.st_size <= most else b""
            if kind.st_size > most or len(read) > most:
                raise ContentError(Refusal.LARGE)
            return read
    except FileNotFoundError:
        raise ContentError(Refusal.ABSENT) from None
    except (OSError, ValueError, RuntimeError) as error:  # a link that leads to itself is a RuntimeError
        raise ContentError(Refusal.CLOSED, cause(error)) from None
