"""Findings, and what is wrong with the export, as CSV: a row at a time, for programs or for Excel."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TextIO

from guidelinekit.lang.rule import Subject
from guidelinekit.report.columns import COLUMNS, FAULTS, Fault, Value, fault_row
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.escape import cell
from guidelinekit.report.findings import RecordFindings, findings_of
from guidelinekit.report.severity import STOPPED, place_of
from guidelinekit.report.writer import Ending, Heading, Look
from guidelinekit.results import CaseResults
from guidelinekit.text import Language, printable

_BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""What tells Excel that a file is UTF-8."""


class FindingsTable:
    """Writes a row for each finding."""

    def __init__(self, sink: TextIO, heading: Heading, look: Look, *, excel: bool = False) -> None:
        self._rows = _CsvRows(sink, look.language, excel=excel)
        self._words = look.language if excel else None
        self.shape = findings_of(heading, look)
        heads = (each.heading.text(look.language) if excel else each.key for each in COLUMNS)
        self._rows.write(heads)

    def put(self, piece: RecordFindings) -> None:
        """Write the rows of one record."""
        for finding in piece.findings:
            words = self._words
            self._rows.write(each.shown(finding, words) if words else each.value(finding) for each in COLUMNS)

    def refuse(self, invalid: InvalidEntry) -> None:
        """Leave it to the validation list."""

    def finish(self, ending: Ending) -> None:
        """Say in the last row that a run was stopped."""
        self._rows.finish(ending)


@dataclass(frozen=True, slots=True)
class Contradictions:
    """Takes the remarks of a record; the same on every record, so that any process can do it."""

    language: Language

    def __call__(self, record: CaseResults) -> tuple[Fault, ...]:
        """Return where the record contradicts itself."""
        return tuple(
            Fault(
                "",
                record.kind,
                record.case_id,
                remark.code.value,
                remark.item,
                remark.pointers,
                remark.message.text(self.language),
            )
            for remark in record.remarks
        )


class ValidationList:
    """Writes a row for each thing that is wrong with the export, to be sent back to whoever owns it."""

    def __init__(self, sink: TextIO, _heading: Heading, look: Look, *, excel: bool = False) -> None:
        self._rows, self._language = _CsvRows(sink, look.language, excel=excel), look.language
        self._words = look.language if excel else None
        self.shape = Contradictions(look.language)
        heads = (heading.text(look.language) if excel else key for key, heading, _ in FAULTS)
        self._rows.write(heads)

    def put(self, piece: Sequence[Fault]) -> None:
        """Write where one record contradicts itself."""
        for fault in piece:
            self._rows.write(fault_row(fault, self._words))

    def refuse(self, invalid: InvalidEntry) -> None:
        """Write each problem of a record that could not be evaluated."""
        self.put(list(faults_of(invalid, self._language)))

    def finish(self, ending: Ending) -> None:
        """Say in the last row that a run was stopped."""
        self._rows.finish(ending)


def faults_of(invalid: InvalidEntry, language: Language) -> Iterator[Fault]:
    """Yield what is wrong with a record that could not be evaluated."""
    place, kind, case_id = place_of(invalid.location, language), Subject(invalid.of), invalid.case_id or ""
    for problem in invalid.problems:
        message = problem.message.da if language == "da" else problem.message.en
        yield Fault(place, kind, case_id, "invalid", "", (problem.pointer,), message)


def refused(invalid: InvalidEntry, language: Language) -> str:
    """Return where a record that could not be evaluated stands, and all that is wrong with it: one line."""
    return f"{place_of(invalid.location, language)}: {'; '.join(map(str, faults_of(invalid, language)))}"


class _CsvRows:
    """Writes rows; what a spreadsheet would calculate is text, and no row holds a line end."""

    def __init__(self, sink: TextIO, language: Language, *, excel: bool) -> None:
        self._language = language
        if excel:
            sink.write(_BOM)
        self._writer = csv.writer(
            sink, delimiter=";" if excel else ",", lineterminator="\r\n" if excel else "\n"
        )

    def write(self, values: Iterable[Value]) -> None:
        self._writer.writerow([_written(value) for value in values])

    def finish(self, ending: Ending) -> None:
        if ending.stopped:
            self.write([f"# {STOPPED.text(self._language)}"])


def _written(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else cell(printable(value))
