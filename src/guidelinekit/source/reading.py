"""A file or a text to what can be relied on, and every problem of it."""

import os
import stat
from enum import StrEnum
from pathlib import Path
from typing import Final

from guidelinekit import limits
from guidelinekit.diagnostics import Diagnostic, Span
from guidelinekit.source.document import Document, placed
from guidelinekit.source.parse import NOT_ALLOWED, parse
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


class ContentError(Exception):
    """A file that is not read."""

    def __init__(self, refusal: Refusal, cause: str = "") -> None:
        self.refusal = refusal
        self.cause = cause
        """What the system says, in lower case; empty where it says nothing."""
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
        cause = getattr(error, "strerror", None) or "not a possible file name"
        raise ContentError(Refusal.CLOSED, cause.lower()) from None


_HARMLESS = frozenset({"duplicate-key"})  # the data can still be read on, and more problems be found
_WHY = {
    Refusal.ABSENT: (
        "unreadable-file",
        Text(da="filen findes ikke", en="there is no such file"),
        Text(da="se efter, om navn og placering er rigtige", en="check its name and place"),
    ),
    Refusal.FOLDER: (
        "unreadable-file",
        Text(da="det er en mappe og ikke en fil", en="this is a folder, not a file"),
        Text(da="giv den et andet navn, eller flyt den", en="rename it, or move it away"),
    ),
    Refusal.SPECIAL: (
        "unreadable-file",
        Text(da="det er en pipe eller en enhed og ikke en fil", en="this is a pipe or a device, not a file"),
        Text(da="flyt den", en="move it away"),
    ),
    Refusal.LINK: (
        "unreadable-file",
        Text(da="det er et link ud af mappen", en="this is a link out of its folder"),
        Text(da="læg selve filen her", en="put the file itself here"),
    ),
    Refusal.CLOSED: (
        "unreadable-file",
        Text(da="filen kan ikke åbnes", en="the file cannot be opened"),
        Text(da="se efter, hvem der må læse den", en="check who may read it"),
    ),
    Refusal.LARGE: (
        "file-too-large",
        Text(da="filen er større end 1 MiB", en="the file is larger than 1 MiB"),
        Text(da="del den i mindre filer", en="split it into smaller files"),
    ),
}


def read(text: str, file: str) -> tuple[Document | None, list[Diagnostic]]:
    """Return the text's data with its places, and every problem; no document where it cannot be trusted."""
    text = text.removeprefix("\ufeff")
    if len(text.encode("utf-8", "replace")) > limits.FILE_BYTES:
        return None, [_refused(Refusal.LARGE, file)]
    if (bad := NOT_ALLOWED.search(text)) is not None:
        return None, [_bad_character(text, bad.start(), file)]
    built, complete = parse(text, file)
    if complete and built.top is None and not built.diagnostics:
        return None, [
            Diagnostic(
                "empty-file",
                Text(da="filen er tom", en="the file is empty"),
                Text(da="skriv den, eller fjern den", en="write it, or remove it"),
                file=file,
            )
        ]
    if not complete or any(d.code not in _HARMLESS for d in built.diagnostics):
        return None, built.diagnostics
    return Document(file, built.top, built.lines, built.values, built.keys), built.diagnostics


def read_file(path: Path, shown_as: str | None = None) -> tuple[Document | None, list[Diagnostic]]:
    """Return a file's data as `read` does; `shown_as` names the file in messages."""
    file = shown_as or str(path)
    try:
        read_bytes = content(path, limits.FILE_BYTES)
    except ContentError as error:
        return None, [_refused(error.refusal, file)]
    try:
        return read(read_bytes.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        line = read_bytes.count(b"\n", 0, error.start) + 1
        message = say(
            "teksten er ikke UTF-8 fra linje {line} og frem",
            "the text is not UTF-8, from line {line} on",
            line=line,
        )
        return None, [
            Diagnostic(
                "not-utf8", message, Text(da="gem filen som UTF-8", en="save the file as UTF-8"), file=file
            )
        ]


def _refused(refusal: Refusal, file: str) -> Diagnostic:
    code, message, help_ = _WHY[refusal]
    return Diagnostic(code, message, help_, file=file)


def _bad_character(text: str, index: int, file: str) -> Diagnostic:
    before = (text[:index] + "x").splitlines()
    row, column = len(before), len(before[-1])
    message = say(
        "tegnet U+{number} er ikke tilladt",
        "the character U+{number} is not allowed",
        number=f"{ord(text[index]):04X}",
    )
    problem = Diagnostic(
        "yaml-syntax",
        message,
        Text(da="fjern det, og gem filen som UTF-8-tekst", en="remove it; save the file as UTF-8 text"),
    )
    lines = tuple(NOT_ALLOWED.sub("\ufffd", line) for line in text.splitlines())
    return placed(problem, file, lines, Span(row, column, column + 1))
