"""The formats of a report on cases: which go where, and what writes each."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from guidelinekit.cli.outputs import no_format, opened_together
from guidelinekit.cli.paths import STANDARD_STREAM, once, same
from guidelinekit.errors import UsageError
from guidelinekit.report.writer import Heading, Look, Writer
from guidelinekit.suggest import did_you_mean
from guidelinekit.text import Text, say


class Format(StrEnum):
    """How a report is written."""

    HUMAN = "human"
    JSON = "json"
    NDJSON = "ndjson"
    HTML = "html"
    XLSX = "xlsx"
    CSV = "csv"
    CSV_EXCEL = "csv-excel"
    VALIDATION = "validation"
    VALIDATION_EXCEL = "validation-excel"
    MARKDOWN = "markdown"
    DIFFERENCE = "difference"
    JUNIT = "junit"
    SARIF = "sarif"
    GITHUB = "github"
    GITHUB_SUMMARY = "github-summary"
    GITLAB = "gitlab"
    FHIR = "fhir"
    TEMPLATE = "template"


_BY_EXTENSION: Final = {
    ".json": Format.JSON,
    ".ndjson": Format.NDJSON,
    ".jsonl": Format.NDJSON,
    ".txt": Format.HUMAN,
    ".csv": Format.CSV,
    ".xlsx": Format.XLSX,
    ".html": Format.HTML,
    ".md": Format.MARKDOWN,
    ".sarif": Format.SARIF,
}
_MADE_BY: Final[Mapping[Format, str]] = {
    Format.HTML: "html.page:HtmlWriter",
    Format.XLSX: "formats.workbook:XlsxWriter",
    Format.CSV: "formats.tables:FindingsTable",
    Format.CSV_EXCEL: "formats.tables:FindingsTable",
    Format.VALIDATION: "formats.tables:ValidationList",
    Format.VALIDATION_EXCEL: "formats.tables:ValidationList",
    Format.MARKDOWN: "formats.pull_request:MarkdownWriter",
    Format.DIFFERENCE: "formats.difference:DifferenceWriter",
    Format.JUNIT: "formats.junit:JunitWriter",
    Format.SARIF: "formats.code_scanning:SarifWriter",
    Format.GITHUB: "formats.annotations:AnnotationWriter",
    Format.GITHUB_SUMMARY: "formats.pull_request:MarkdownWriter",
    Format.GITLAB: "formats.code_quality:CodeQualityWriter",
    Format.FHIR: "formats.care_gaps:CareGapWriter",
    Format.TEMPLATE: "formats.own_template:TemplateWriter",
}
"""What makes the writer of a format, imported only where it is asked for."""
_WITH: Final[Mapping[Format, Mapping[str, bool]]] = {
    Format.CSV_EXCEL: {"excel": True},
    Format.VALIDATION_EXCEL: {"excel": True},
    Format.GITHUB_SUMMARY: {"limited": True},
}
_NAMED: Final = re.compile(r"([a-z][a-z-]*)=(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Target:
    """A format and the file it goes to; `-` is standard output."""

    path: str
    format: Format

    @property
    def live(self) -> bool:
        """Whether lines appear on a terminal while the run goes on."""
        return self.path == STANDARD_STREAM and self.format is not Format.HUMAN and sys.stdout.isatty()


def targets(outputs: Sequence[str], chosen: Format | None, inputs: Sequence[str]) -> tuple[Target, ...]:
    """Return where reports go, by `FILE` or `FORMAT=FILE`. Raises UsageError.

    A chosen format goes before the extension where there is one `FILE` only. Beside files that are named with
    their formats, the report goes to standard output too, for a person or in the chosen format.
    """
    if not outputs:
        return (Target(STANDARD_STREAM, chosen or Format.HUMAN),)
    pairs = [_pair(output) for output in outputs]
    once(
        [path for _, path in pairs],
        Text(da="et output for hvert format", en="an output of its own for each format"),
    )
    for _, path in pairs:
        if path != STANDARD_STREAM and any(same(path, each) for each in inputs):
            raise UsageError(
                say("{path} er også et input", "{path} is an input too", path=path),
                Text(da="skriv i en anden fil", en="write to another file"),
            )
    wanted = tuple(Target(path, fmt or _format(path, chosen, alone=len(pairs) == 1)) for fmt, path in pairs)
    if all(fmt is None for fmt, _ in pairs) or any(path == STANDARD_STREAM for _, path in pairs):
        return wanted
    return (*wanted, Target(STANDARD_STREAM, chosen or Format.HUMAN))


def _pair(output: str) -> tuple[Format | None, str]:
    """Return the format and the file of `FORMAT=FILE`, or no format and the file. Raises UsageError."""
    named = _NAMED.fullmatch(output)
    if named is None:
        return None, output
    try:
        return Format(named[1]), named[2]
    except ValueError:
        known = list(Format)
        near = did_you_mean(named[1], known) or say(
            "formaterne er {known}", "the formats are {known}", known=", ".join(known)
        )
        message = say("der er intet format `{name}`", "there is no format `{name}`", name=named[1])
        raise UsageError(
            message,
            say(
                "{near}; en fil af det navn er `./{output}`",
                "{near}; a file of that name is `./{output}`",
                near=near,
                output=output,
            ),
        ) from None


def _format(path: str, chosen: Format | None, *, alone: bool) -> Format:
    by_extension = _BY_EXTENSION.get(Path(path).suffix.lower())
    if chosen is not None and (alone or by_extension is None):
        return chosen
    if by_extension is not None:
        return by_extension
    if path == STANDARD_STREAM:
        return Format.HUMAN
    cure = Text(da="skriv `-o FORMAT=FIL`", en="write `-o FORMAT=FILE`")
    raise no_format(path, _BY_EXTENSION, cure)


@contextmanager
def writers(wanted: Sequence[Target], heading: Heading, look: Look) -> Iterator[tuple[Writer, ...]]:
    """Open every target and return its writer. Files are put in their places together."""
    with opened_together([target.path for target in wanted]) as sinks:
        yield tuple(_writer(target, sink, heading, look) for target, sink in zip(wanted, sinks, strict=True))


def _writer(target: Target, sink: Any, heading: Heading, look: Look) -> Writer:
    baseline = None if look.comparison is None else look.comparison.baseline
    match target.format:  # the formats that are not asked for are not imported
        case Format.HUMAN:
            from guidelinekit.report.human import HumanWriter  # noqa: PLC0415

            return HumanWriter(sink, heading, look.language, verbose=look.verbose)
        case Format.JSON:
            from guidelinekit.report.json import JsonWriter  # noqa: PLC0415

            return JsonWriter(sink.buffer, heading, baseline)
        case Format.NDJSON:
            from guidelinekit.report.ndjson import NdjsonWriter  # noqa: PLC0415

            return NdjsonWriter(sink.buffer, heading, baseline)
        case other:
            module, name = _MADE_BY[other].split(":")
            make: Callable[..., Writer] = getattr(import_module(f"guidelinekit.report.{module}"), name)
            return make(sink, heading, look, **_WITH.get(other, {}))
