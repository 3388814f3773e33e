"""The files of an export: regular ones alone, and in a folder none that a link leads out of it to."""

from collections.abc import Container
from pathlib import Path
from typing import BinaryIO

from guidelinekit.errors import InputError
from guidelinekit.source.content import ContentError, content, opened
from guidelinekit.text import say


def whole_file(path: Path, most: int) -> bytes:
    """Return the bytes of a regular file that whoever runs the program named. Raises InputError."""
    try:
        return content(path, most, linked=True)
    except ContentError as error:
        raise refused(path, error) from None


def open_file(path: Path, folder: Path | None = None) -> BinaryIO:
    """Return a regular file, open, that lies in the folder where one is given. Raises InputError."""
    try:
        return opened(path, folder)
    except ContentError as error:
        raise refused(path, error) from None


def files_in(folder: Path, endings: Container[str]) -> list[Path]:
    """Return the files of a folder with these endings. Raises InputError for one not to be opened."""
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in endings)
    for file in files:
        open_file(file, folder).close()
    return files


def refused(path: Path | str, error: ContentError) -> InputError:
    """Return what is told of a file that is not read."""
    return InputError(say("{path}: {why}", "{path}: {why}", path=path, why=error.message), error.cure)
