"""The bytes of a file that a stranger may have made: of regular files only, and never more than asked for."""

import os
import stat
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final

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


def content(path: Path, most: int, *, linked: bool = False) -> bytes:
    """Return the bytes of a regular file of at most so many. Raises ContentError for anything else.

    A link out of its folder is followed only where that is asked for.
    """
    with opened(path, None if linked else path.parent) as stream:
        try:
            size = os.fstat(stream.fileno()).st_size
            read = stream.read(most + 1) if size <= most else b""
        except OSError as error:
            raise ContentError(Refusal.CLOSED, cause(error)) from None
    if size > most or len(read) > most:
        raise ContentError(Refusal.LARGE)
    return read


def opened(path: Path, folder: Path | None = None) -> BinaryIO:
    """Return a regular file, open; of a folder, none that a link leads out to. Raises ContentError."""
    try:
        if folder is not None and path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            raise ContentError(Refusal.LINK)
        if path.is_dir():
            raise ContentError(Refusal.FOLDER)
        stream = os.fdopen(os.open(path, _OPENING), "rb")
        if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            return stream
        stream.close()
    except FileNotFoundError:
        raise ContentError(Refusal.ABSENT) from None
    except (OSError, ValueError, RuntimeError) as error:  # a link that leads to itself is a RuntimeError
        raise ContentError(Refusal.CLOSED, cause(error)) from None
    raise ContentError(Refusal.SPECIAL)
