"""The outputs of a command: files that are there whole or not at all, and lists for a person or a program."""

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, TextIO, assert_never

import typer
from rich.text import Text as Line

from guidelinekit.cli.paths import STANDARD_STREAM, not_written
from guidelinekit.cli.spoken import note
from guidelinekit.cli.stopping import Interrupted
from guidelinekit.errors import InputError, UsageError, cause
from guidelinekit.evaluate.plain import Tree
from guidelinekit.report.layout import show
from guidelinekit.report.listing import json_lines, ndjson_lines
from guidelinekit.text import Text, say


class Format(StrEnum):
    """How a list is written."""

    HUMAN = "human"
    JSON = "json"
    NDJSON = "ndjson"


_BY_EXTENSION: Final = {
    ".json": Format.JSON,
    ".ndjson": Format.NDJSON,
    ".jsonl": Format.NDJSON,
    ".txt": Format.HUMAN,
}
_PARTIAL: Final = ".partial"
"""What is added to the name of a file for as long as it is not whole."""


@contextmanager
def opened(path: str | Path | None) -> Iterator[TextIO]:
    """Open a file to write, like `opened_together`; None and `-` are standard output. Raises InputError."""
    with opened_together([STANDARD_STREAM if path is None else path]) as (sink,):
        yield sink


@contextmanager
def opened_together(paths: Sequence[str | Path]) -> Iterator[tuple[TextIO, ...]]:
    """Open several files to write; `-` is standard output. Raises InputError.

    A file is written beside its place, as `NAME.partial`, and all are put there when the block ends. When
    it fails, what was there before is still there. What a stopped run has finished stays in `NAME.partial`.
    """
    files: list[_File] = []
    try:
        for path in paths:
            files.append(_begun(path))  # noqa: PERF401 - those begun are removed where the next one fails
        yield tuple(file.sink for file in files)
        for file in files:
            file.complete()
    except Interrupted as interrupt:
        for file in files:
            file.leave(finished=interrupt.finished)
        raise
    except BaseException:
        for file in files:
            file.leave(finished=False)
        raise
    _put(files)


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is being written."""

    named: str | Path
    sink: TextIO
    place: Path | None = None
    """Where it is to be; None for what is written to as it is: standard output, a device or a pipe."""
    partial: Path | None = None
    """Where it is until it is whole."""

    def complete(self) -> None:
        """Close it when all of it is on the disk. Raises InputError where another run writes it too."""
        if self.partial is None:
            if self.sink is not sys.stdout:
                self.sink.close()
            return
        self.sink.flush()
        with suppress(FileNotFoundError):
            shutil.copymode(self.place or "", self.partial)
        number = self.sink.fileno()
        if not self.partial.exists() or not os.path.samestat(os.fstat(number), self.partial.stat()):
            cure = Text(da="lad hver kørsel skrive sin egen", en="let each run write its own")
            raise InputError(
                say(
                    "{place}: en anden kørsel skriver også i filen",
                    "{place}: another run writes this file too",
                    place=self.place,
                ),
                cure,
            )
        os.fsync(number)
        self.sink.close()

    def leave(self, *, finished: bool) -> None:
        """Close it, and take it away unless it was finished by a run that was stopped."""
        if self.sink is not sys.stdout:
            with suppress(OSError):
                self.sink.close()
        if self.partial is not None and finished:
            note(
                say(
                    "{named} er ikke ændret; det, der blev lavet, står i {partial}",
                    "{named} is not changed; what was done stands in {partial}",
                    named=self.named,
                    partial=self.partial,
                )
            )
        elif self.partial is not None:
            with suppress(OSError):
                self.partial.unlink()


def _begun(path: str | Path) -> _File:
    if str(path) == STANDARD_STREAM:
        return _File(path, sys.stdout)
    place = _place(path)
    if place is None:
        return _File(path, _created(Path(path), path))
    partial = place.with_name(place.name + _PARTIAL)
    with suppress(OSError):
        partial.unlink()  # what a run left that was killed
    return _File(path, _created(partial, path, new=True), place, partial)


def _put(files: Sequence[_File]) -> None:
    """Put whole files in their places. Raises InputError that says which are there, where one cannot be."""
    waiting = [(file.partial, file.place) for file in files if file.partial and file.place]
    for index, (partial, place) in enumerate(waiting):
        try:
            partial.replace(place)
        except OSError as error:
            why = cause(error)
            written = ", ".join(str(each) for _, each in waiting[:index]) or Text(da="ingen", en="none")
            left = ", ".join(str(each) for each, _ in waiting[index:])
            cure = say(
                "skrevet er: {written}; hele, men ikke på plads: {left}",
                "written are: {written}; whole, but not in their places: {left}",
                written=written,
                left=left,
            )
            raise InputError(
                say(
                    "{place}: kan ikke lægges på plads: {why}",
                    "{place}: cannot be put in its place: {why}",
                    place=place,
                    why=why,
                ),
                cure,
            ) from None


def _place(path: str | Path) -> Path | None:
    """Return where a file is to be; None for a device or a pipe, which is written to as it is."""
    try:
        place = Path(path).resolve()
        return place if stat.S_ISREG(place.stat().st_mode) else None
    except FileNotFoundError:
        return place
    except (OSError, ValueError):
        return None


def _created(file: Path, named: str | Path, *, new: bool = False) -> TextIO:
    try:
        return file.open("x" if new else "w", encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        raise not_written(named, error) from None


ListingFormat = Annotated[
    Format | None,
    typer.Option("--format", help="How to write it (default: by the extension, or for a person)."),
]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that is written for a person or for a program."""

    opening: Tree
    """What it was made with."""
    name: str
    """What an entry is."""
    entries: Iterable[Tree]
    closing: Tree
    """What is known at its end."""
    lines: Callable[[int], Iterable[Line]]
    """Makes the lines for a person, of a width."""


def write_listing(listing: Listing, chosen: Format | None, output: Path | None) -> None:
    """Write a listing to a file or to standard output. Raises InputError, and UsageError for no format."""
    fmt = chosen or _by_extension(STANDARD_STREAM if output is None else str(output))
    parts = listing.opening, listing.name, listing.entries, listing.closing
    with opened(output) as sink:
        match fmt:
            case Format.HUMAN:
                show(sink, listing.lines)
            case Format.JSON:
                sink.buffer.writelines(line + b"\n" for line in json_lines(*parts))
            case Format.NDJSON:
                sink.buffer.writelines(line + b"\n" for line in ndjson_lines(*parts))
            case _:
                assert_never(fmt)


def no_format(output: str, known: Iterable[str], cure: Text) -> UsageError:
    """Return the error for a file whose extension is not among those known."""
    message = say(
        "{output}: endelsen viser intet format (kendte er {known})",
        "{output}: the extension tells no format (known are {known})",
        output=output,
        known=", ".join(known),
    )
    return UsageError(message, cure)


def _by_extension(output: str) -> Format:
    if output == STANDARD_STREAM:
        return Format.HUMAN
    if (fmt := _BY_EXTENSION.get(Path(output).suffix.lower())) is None:
        raise no_format(output, _BY_EXTENSION, Text(da="sig et med --format", en="say one with --format"))
    return fmt
