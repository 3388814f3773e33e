"""The files of an export: regular ones alone, and in a folder none that a link leads out of it to."""

from collections.abc import Container
from pathlib import Path
from typing import BinaryIO, Final

from guidelinekit.errors import InputError
from guidelinekit.source.content import ContentError, Refusal, content, opened
from guidelinekit.text import Text, say

_WHY: Final = {
    Refusal.ABSENT: (
        Text(da="filen findes ikke", en="there is no such file"),
        Text(da="se efter, om navnet og mappen er rigtige", en="check the name and the folder"),
    ),
    Refusal.FOLDER: (
        Text(da="er en mappe og ikke en fil", en="is a folder, not a file"),
        Text(da="nævn en fil i den, fx cases.ndjson", en="name a file in it, such as cases.ndjson"),
    ),
    Refusal.SPECIAL: (
        Text(da="er en pipe eller en enhed og ikke en fil", en="is a pipe or a device, not a file"),
        Text(da="gem det, der skal læses, i en fil", en="save what is to be read in a file"),
    ),
    Refusal.LINK: (
        Text(da="er et link ud af mappen", en="is a link out of its folder"),
        Text(da="læg selve filen dér, eller nævn den", en="put the file itself there, or name it"),
    ),
    Refusal.CLOSED: (
        Text(da="kan ikke åbnes", en="cannot be opened"),
        Text(da="se efter, om navnet og rettighederne er rigtige", en="check the name and the rights"),
    ),
    Refusal.LARGE: (
        Text(da="er for stor", en="is too large"),
        Text(da="se efter, om det er den rigtige fil", en="check that it is the right file"),
    ),
}


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


def refused(path: Path, error: ContentError) -> InputError:
    """Return what is told of a file that is not read."""
    why, cure = _WHY[error.refusal]
    form = "{path}: {why}" if error.why is None else "{path}: {why}: {cause}"
    return InputError(say(form, form, path=path, why=why, cause=error.why), cure)
