"""The outputs of a run: which format goes where, opened when the first record has been read."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TextIO, assert_never

from guidelinekit.cli.paths import STANDARD_STREAM, once, same
from guidelinekit.errors import InputError, UsageError
from guidelinekit.lang.rule import Language
from guidelinekit.report.writer import Heading, Writer


class Format(StrEnum):
    """How a report is written."""

    HUMAN = "human"
    JSON = "json"
    NDJSON = "ndjson"


_BY_EXTENSION = {
    ".json": Format.JSON,
    ".ndjson": Format.NDJSON,
    ".jsonl": Format.NDJSON,
    ".txt": Format.HUMAN,
}


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
    """Give where the reports go. A chosen format goes before the extension where there is one output only."""
    if not paths:
        return (Target(STANDARD_STREAM, chosen or Format.HUMAN),)
    once(paths, "an output of its own for each format")
    for path in paths:
        if path != STANDARD_STREAM and any(same(path, each) for each in inputs):
            raise UsageError(f"{path} is an input too", "write to another file")
    return tuple(Target(path, _format(path, chosen, alone=len(paths) == 1)) for path in paths)


def _format(path: str, chosen: Format | None, *, alone: bool) -> Format:
    told = _BY_EXTENSION.get(Path(path).suffix.lower())
    if chosen is not None and (alone or told is None):
        return chosen
    if told is not None:
        return told
    if path == STANDARD_STREAM:
        return Format.HUMAN
    known = ", ".join(_BY_EXTENSION)
    raise UsageError(f"{path}: the extension tells no format (known are {known})", "say one with --format")


@contextmanager
def opened(path: str | Path | None) -> Iterator[TextIO]:
    """Open a file to write, or give standard output for None and `-`. Raises InputError."""
    if path is None or str(path) == STANDARD_STREAM:
        yield sys.stdout
        return
    try:
        sink = Path(path).open("w", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed below
    except OSError as error:
        why = (error.strerror or "not a possible file name").lower()
        raise InputError(f"{path}: cannot be written: {why}", "check the folder and the rights") from None
    with sink:
        yield sink


@contextmanager
def writers(
    wanted: Sequence[Target], heading: Heading, language: Language, *, everything: bool, verbose: bool
) -> Iterator[tuple[Writer, ...]]:
    """Open every target and give its writer."""

    def writer(target: Target, sink: TextIO) -> Writer:  # the other formats are not imported
        match target.format:
            case Format.HUMAN:
                from guidelinekit.report.human import HumanWriter  # noqa: PLC0415

                return HumanWriter(sink, heading, language, everything=everything, verbose=verbose)
            case Format.JSON:
                from guidelinekit.report.json_stream import JsonWriter  # noqa: PLC0415

                return JsonWriter(sink.buffer, heading, everything=everything)
            case Format.NDJSON:
                from guidelinekit.report.ndjson import NdjsonWriter  # noqa: PLC0415

                return NdjsonWriter(sink.buffer, everything=everything)
            case _:
                assert_never(target.format)

    with ExitStack() as stack:
        yield tuple(writer(target, stack.enter_context(opened(target.path))) for target in wanted)
