"""The files that an export of CSV is made of: those of a folder, the members of a zip, or one file."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Final

from guidelinekit import limits
from guidelinekit.case.reading.files import files_in, open_file
from guidelinekit.case.reading.problems import shown
from guidelinekit.case.reading.unpack import PACKED, Unpacking, unpacked
from guidelinekit.errors import InputError
from guidelinekit.text import Text, say

_EXTENSIONS: Final = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an export, wherever it lies."""

    name: str
    open: Callable[[], Any]


def members(export: str) -> Sequence[Member]:
    """Return the files of an export. Raises InputError for one that is not to be opened."""
    path = Path(export)
    if path.is_dir():
        return [Member(file.name, partial(open_file, file, path)) for file in files_in(path, _EXTENSIONS)]
    if path.suffix.lower() == ".zip":
        return _zipped(path)
    if path.suffix.lower() in PACKED:
        return [Member(path.stem, partial(unpacked, path))]
    return [Member(path.name, partial(open_file, path))]


def _zipped(path: Path) -> Sequence[Member]:
    """Return the tables in a zip. Raises InputError for one that no export writes."""
    with _opened_zip(path) as archive:
        infos = archive.infolist()
    if len(infos) > limits.ZIP_MEMBERS:
        raise InputError(
            say(
                "{path}: har mere end {most} filer",
                "{path}: holds more than {most} files",
                path=path,
                most=limits.ZIP_MEMBERS,
            ),
            Text(da="pak tabellerne alene", en="zip the tables alone"),
        )
    members = []
    for info in infos:
        inside = PurePosixPath(info.filename.replace("\\", "/"))
        if inside.is_absolute() or ".." in inside.parts or ":" in inside.parts[0]:
            name = shown(info.filename)
            raise InputError(
                say(
                    "{path}: har en fil, der ville ligge uden for den, {name}",
                    "{path}: holds a file that would lie outside of it, {name}",
                    path=path,
                    name=name,
                ),
                Text(da="pak den igen", en="zip it again"),
            )
        if inside.suffix.lower() not in _EXTENSIONS or inside.name.startswith("."):
            continue
        if info.flag_bits & 1:
            raise InputError(
                say(
                    "{path}: {file} har en adgangskode",
                    "{path}: {file} has a password",
                    path=path,
                    file=shown(info.filename),
                ),
                Text(da="pak den ud, og nævn mappen", en="unpack it and name the folder"),
            )
        members.append(Member(inside.name, partial(_unzipped, path, info)))
    return members


@contextmanager
def _opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except zipfile.BadZipFile:
        raise InputError(
            say("{path}: er ikke en hel zip-fil", "{path}: is not a whole zip", path=path),
            Text(da="eksportér den igen", en="export it again"),
        ) from None


def _unzipped(path: Path, info: zipfile.ZipInfo) -> Unpacking:
    """Return a member of a zip, read up to a limit, whatever size its header says."""
    archive = zipfile.ZipFile(path)
    return Unpacking(str(path), archive.open(info), archive.close)
