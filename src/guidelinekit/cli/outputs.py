"""The outputs of a command: which format goes where, and files that are there whole or not at all."""

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, TextIO, assert_never

import typer
from rich.text import Text as Line

from guidelinekit.cli.paths import STANDARD_STREAM, once, same
from guidelinekit.cli.stopping import Interrupted
from guidelinekit.errors import InputError, UsageError
from guidelinekit.evaluate.plain import Tree
from guidelinekit.lang.rule import Language
from guidelinekit.report.listing import json_lines, ndjson_lines
from guidelinekit.report.terminal import console_for
from guidelinekit.report.writer import Heading, Writer


class Format(StrEnum):
    """How a report is written."""

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


@dataclass(frozen=True, slots=True)
class Target:
    """A format and the file it goes to; `-` is standard output."""

    path: str
    format: Format

    @property
    def live(self) -> bool:
        """Whether lines appear on a terminal while the run goes on."""
        return self.path == STANDARD_STREAM and self.format is not Format.HUMAN and sys.stdout.isatty()


def targets(paths: Sequence[str], chosen: Format | None, inputs: Sequence[str]) -> tuple[Target, ...]:
    """Return where reports go. A chosen format goes before the extension where there is one output only."""
    if not paths:
        return (Target(STANDARD_STREAM, chosen or Format.HUMAN),)
    once(paths, "an output of its own for each format")
    for path in paths:
        if path != STANDARD_STREAM and any(same(path, each) for each in inputs):
            raise UsageError(f"{path} is an input too", "write to another file")
    return tuple(Target(path, _format(path, chosen, alone=len(paths) == 1)) for path in paths)


def _format(path: str, chosen: Format | None, *, alone: bool) -> Format:
    by_extension = _BY_EXTENSION.get(Path(path).suffix.lower())
    if chosen is not None and (alone or by_extension is None):
        return chosen
    if by_extension is not None:
        return by_extension
    if path == STANDARD_STREAM:
        return Format.HUMAN
    extensions = ", ".join(_BY_EXTENSION)
    raise UsageError(
        f"{path}: the extension tells no format (known are {extensions})", "say one with --format"
    )


@contextmanager
def opened(path: str | Path | None) -> Iterator[TextIO]:
    """Open a file to write; None and `-` are standard output. Raises InputError.

    The file is written beside its place, as `NAME.partial`, and put there when the block ends. When the block
    fails, what was there before is still there. What a stopped run has finished stays in `NAME.partial`.
    """
    if path is None or str(path) == STANDARD_STREAM:
        yield sys.stdout
        return
    place = _place(path)
    if place is None:
        with _created(Path(path), path) as sink:
            yield sink
        return
    partial = place.with_name(place.name + _PARTIAL)
    with suppress(OSError):
        partial.unlink()  # what a run left that was killed
    with _created(partial, path, new=True) as sink:
        try:
            yield sink
            sink.flush()
        except Interrupted as interrupt:
            if interrupt.finished:
                typer.echo(
                    f"guidelinekit: {path} is not changed; what was done stands in {partial}", err=True
                )
            else:
                _removed(partial)
            raise
        except BaseException:
            _removed(partial)
            raise
        _put(sink, partial, place)


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
        why = (getattr(error, "strerror", None) or "not a possible file name").lower()
        raise InputError(f"{named}: cannot be written: {why}", "check the folder and the rights") from None


def _removed(partial: Path) -> None:
    with suppress(OSError):
        partial.unlink()


def _put(sink: TextIO, partial: Path, place: Path) -> None:
    """Put a whole file in its place. Raises InputError where another run writes it too."""
    with suppress(FileNotFoundError):
        shutil.copymode(place, partial)
    if not partial.exists() or not os.path.samestat(os.fstat(sink.fileno()), partial.stat()):
        raise InputError(f"{place}: another run writes this file too", "let each run write its own")
    os.fsync(sink.fileno())
    sink.close()
    partial.replace(place)


@contextmanager
def writers(
    wanted: Sequence[Target], heading: Heading, language: Language, *, verbose: bool
) -> Iterator[tuple[Writer, ...]]:
    """Open every target and return its writer."""

    def writer(target: Target, sink: TextIO) -> Writer:  # the other formats are not imported
        match target.format:
            case Format.HUMAN:
                from guidelinekit.report.human import HumanWriter  # noqa: PLC0415

                return HumanWriter(sink, heading, language, verbose=verbose)
            case Format.JSON:
                from guidelinekit.report.json import JsonWriter  # noqa: PLC0415

                return JsonWriter(sink.buffer, heading)
            case Format.NDJSON:
                from guidelinekit.report.ndjson import NdjsonWriter  # noqa: PLC0415

                return NdjsonWriter(sink.buffer, heading)
            case _:
                assert_never(target.format)

    with ExitStack() as stack:
        yield tuple(writer(target, stack.enter_context(opened(target.path))) for target in wanted)


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
    target = Target(STANDARD_STREAM, chosen or Format.HUMAN)
    if output is not None:
        (target,) = targets([str(output)], chosen, ())
    parts = listing.opening, listing.name, listing.entries, listing.closing
    with opened(target.path) as sink:
        match target.format:
            case Format.HUMAN:
                console = console_for(sink)
                for line in listing.lines(console.width):
                    console.print(line)
            case Format.JSON:
                sink.buffer.writelines(line + b"\n" for line in json_lines(*parts))
            case Format.NDJSON:
                sink.buffer.writelines(line + b"\n" for line in ndjson_lines(*parts))
            case _:
                assert_never(target.format)
