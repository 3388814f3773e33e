"""The bytes of a file that a stranger may have made: of regular files only, and never more than asked for."""

import os
import stat
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final

from guidelinekit.errors import cause
from guidelinekit.text import Text, say

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


_REFUSED: Final = {
    Refusal.ABSENT: (
        Text(da="filen findes ikke", en="there is no such file"),
        Text(da="se efter, om navnet og mappen er rigtige", en="check the name and the folder"),
    ),
    Refusal.FOLDER: (
        Text(da="det er en mappe og ikke en fil", en="this is a folder, not a file"),
        Text(da="nævn en fil, eller flyt mappen", en="name a file, or move the folder away"),
    ),
    Refusal.SPECIAL: (
        Text(da="det er en pipe eller en enhed og ikke en fil", en="this is a pipe or a device, not a file"),
        Text(da="gem det, der skal læses, i en fil", en="save what is to be read in a file"),
    ),
    Refusal.LINK: (
        Text(da="det er et link ud af mappen", en="this is a link out of its folder"),
        Text(da="læg selve filen dér, eller nævn den", en="put the file itself there, or name it"),
    ),
    Refusal.CLOSED: (
        Text(da="det kan ikke åbnes", en="this cannot be opened"),
        Text(da="se efter, hvem der må læse filen", en="check who may read the file"),
    ),
    Refusal.LARGE: (
        Text(da="det er større end {most} MiB", en="this is larger than {most} MiB"),
        Text(da="se efter, om det er den rigtige fil, eller del den", en="check the file, or split it"),
    ),
}
"""What is wrong with a file that is not read, and what to do."""


class ContentError(Exception):
    """A file that is not read: why, and what the system says; at most so many bytes would be read."""

    def __init__(self, refusal: Refusal, why: Text | None = None, most: int = 0) -> None:
        self.refusal = refusal
        message, self.cure = _REFUSED[refusal]
        self.message = message.filled(most=most >> 20)
        if why is not None:
            self.message = say("{what}: {why}", "{what}: {why}", what=self.message, why=why)
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
        raise ContentError(Refusal.LARGE, most=most)
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
    except RuntimeError:  # a link that leads to itself
        raise ContentError(Refusal.LINK) from None
    except (OSError, ValueError) as error:
        raise ContentError(Refusal.CLOSED, cause(error)) from None
    raise ContentError(Refusal.SPECIAL)
