"""An export of tables, opened: its records, and what is to be told of it besides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from guidelinekit.case.reading.lines import FastEntry
from guidelinekit.case.reading.read import Form
from guidelinekit.case.reading.validate import Seen, Terms
from guidelinekit.case.tables.cells import Writing
from guidelinekit.case.tables.csv_files import csv_tables
from guidelinekit.case.tables.recognise import Recognised, recognise
from guidelinekit.case.tables.records import RowCount, records
from guidelinekit.case.tables.table import Table
from guidelinekit.lang.rule import Subject


@dataclass
class Export:
    """The tables of an export, which of them is which, and how many rows were read."""

    recognised: Recognised
    notes: list[str]
    """What was passed over or guessed, a sentence each."""
    rows: RowCount = field(default_factory=RowCount)

    @property
    def not_exported(self) -> tuple[str, ...]:
        """The tables that are not there: what they would hold is null in every record."""
        return self.recognised.not_exported()

    def entries(self, terms: Terms) -> Iterator[FastEntry]:
        """Yield each record, those of cases first."""
        for sources in self.recognised.sources.values():
            yield from records(sources, Seen(sources[0].table.unit, terms), self.rows)


def open_export(path: str, form: Form, unmarked: Subject, watch: Callable[[bytes], object]) -> Export:
    """Return an export of tables. Raises InputError where it cannot be read."""
    notes: list[str] = []
    tables = _tables(path, form, watch, notes)
    recognised = recognise(path, tables, unmarked, Writing())
    return Export(recognised, [*notes, *recognised.notes])


def _tables(path: str, form: Form, watch: Callable[[bytes], object], notes: list[str]) -> list[Table]:
    return csv_tables(path, watch, notes)
