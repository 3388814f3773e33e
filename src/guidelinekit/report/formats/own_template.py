"""A report by a template of the reader's own: Jinja in a sandbox, over plain texts, numbers and dates."""

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TextIO
from zlib import compress, decompress

from jinja2 import DictLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from guidelinekit import limits
from guidelinekit.case.reading.files import whole_file
from guidelinekit.case.reading.unreadable import not_utf8
from guidelinekit.errors import InputError
from guidelinekit.evaluate.plain import Tree
from guidelinekit.lang.rule import Subject
from guidelinekit.report.columns import COLUMNS
from guidelinekit.report.compliance import Compliance, RecordCompliance
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.findings import RecordFindings, findings_of
from guidelinekit.report.formats.overview import Overview
from guidelinekit.report.formats.tables import faults_of
from guidelinekit.report.percent import percent
from guidelinekit.report.severity import place_of
from guidelinekit.report.writer import Ending, Heading, Look
from guidelinekit.text import Text, say
from guidelinekit.wording.dates import long_date

_WHILE_FILLED: Final = (
    TemplateError,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RecursionError,
)
"""What a template may come to while it is filled in."""
_MARKUP: Final = {".html", ".htm", ".xml", ".xhtml", ".svg"}


class TemplateWriter:
    """Fills the template when all is seen. Raises InputError for a template that cannot be used."""

    def __init__(self, sink: TextIO, heading: Heading, look: Look) -> None:
        self._sink, self._heading, self._look = sink, heading, look
        language = look.language
        self._file = look.template
        suffixes = set(Path(self._file).suffixes)
        sandbox = ImmutableSandboxedEnvironment(
            loader=DictLoader({}),
            autoescape=bool(suffixes & _MARKUP),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        sandbox.filters["day"] = lambda day: "" if day is None else long_date(day, language)
        sandbox.filters["percent"] = lambda share: "" if share is None else percent(share, language)
        try:
            self._template = sandbox.from_string(_text(self._file))
        except TemplateSyntaxError as error:
            raise self._refused(error, error.lineno) from None
        except (RecursionError, SyntaxError) as error:  # nested deeper than Jinja, or Python, can read
            raise self._refused(error, None) from None
        self.shape = Overview(findings_of(heading, look))
        self._compliance = Compliance(heading)
        self._records, self._invalid = _Records(), _Records()

    def put(self, piece: tuple[RecordCompliance, RecordFindings]) -> None:
        """Hold what the template may ask for of one record."""
        compliance, record = piece
        self._compliance.add(compliance)
        findings = [
            {
                **{each.key: each.value(finding) for each in COLUMNS},
                "words": {each.key: each.shown(finding, self._look.language) for each in COLUMNS},
                "weight": finding.weight.name.lower(),
            }
            for finding in record.findings
        ]
        if findings:
            named = {"case_id": record.case_id, "kind": record.kind.value, "findings": findings}
            self._records.add(
                {**named, "municipality": record.municipality, "provider_id": record.provider_id}
            )

    def refuse(self, invalid: InvalidEntry) -> None:
        """Hold a record that could not be evaluated."""
        language = self._look.language
        faults = faults_of(invalid, language)
        problems = [{"field": " ".join(each.fields), "message": each.message} for each in faults]
        named = {"place": place_of(invalid.location, language), "case_id": invalid.case_id or ""}
        self._invalid.add({**named, "problems": problems})

    def finish(self, ending: Ending) -> None:
        """Write the report. Raises InputError where the template asks for something that is not there."""
        heading, tally, whole = self._heading, ending.tally, self._compliance.all
        names: Tree = {
            "as_of": heading.as_of,
            "language": self._look.language,
            "profile": heading.profile.id,
            "packs": [{"id": pack.id, "edition": pack.edition} for pack in heading.packs],
            "evaluated": tally.counts[Subject.CASE].evaluated,
            "invalid_records": tally.refused,
            "with_breach": whole.with_breach,
            "with_unmet": whole.with_unmet,
            "requirements": [
                {
                    "rule": each.rule.id,
                    "anvisning": each.rule.anvisning,
                    "title": each.rule.title.text(self._look.language),
                    "modality": each.rule.modality.value,
                    "share": each.share,
                    "lower": each.interval[0],
                    "upper": each.interval[1],
                    "cases": each.decided,
                    "counts": {outcome.value: number for outcome, number in each.counts.items()},
                }
                for each in self._compliance.requirements()
            ],
            "records": self._records,
            "invalid": self._invalid,
            "comparison": None if ending.comparison is None else ending.comparison.tree(),
            "stopped": ending.stopped,
        }
        try:
            for piece in self._template.generate(names):
                self._sink.write(piece)
        except _WHILE_FILLED as error:
            raise self._refused(error, _line(error)) from None

    def _refused(self, error: Exception, line: int | None) -> InputError:
        place = self._file if line is None else f"{self._file}:{line}"
        why = str(error) if isinstance(error, TemplateError) else type(error).__name__  # may quote a value
        return InputError(
            say(
                "{place}: skabelonen kan ikke bruges: {why}",
                "{place}: the template cannot be used: {why}",
                place=place,
                why=why,
            ),
            Text(da="docs/reports.md har navnene", en="docs/reports.md has its names"),
        )


def _text(file: str) -> str:
    content = whole_file(Path(file), limits.FILE_BYTES)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise not_utf8(file, content.count(b"\n", 0, error.start) + 1) from None


def _line(error: BaseException) -> int | None:
    """Return the line of the template in which an error arose."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


class _Records:
    """Entries that can be gone through again and again, packed: a record takes about what its line did."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []

    def add(self, entry: Tree) -> None:
        self._packed.append(compress(pickle.dumps(entry), 1))

    def __len__(self) -> int:
        return len(self._packed)

    def __iter__(self) -> Iterator[Any]:
        return (pickle.loads(decompress(each)) for each in self._packed)  # noqa: S301 - made by `add`
