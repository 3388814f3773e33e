"""An export of tables, opened: its records, and what is to be told of it besides."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from guidelinekit.case.reading.files import open_file
from guidelinekit.case.reading.lines import FastEntry
from guidelinekit.case.reading.read import Form
from guidelinekit.case.reading.validate import Seen, Terms
from guidelinekit.case.tables.cells import Writing
from guidelinekit.case.tables.mapping import TableMapping
from guidelinekit.case.tables.recognise import Recognised, recognise
from guidelinekit.case.tables.records import RowCount, nested_records, records
from guidelinekit.case.tables.table import Table
from guidelinekit.lang.rule import Subject
from guidelinekit.text import Text

Watch = Callable[[bytes], object]
_PIECE = 1024 * 1024


@dataclass
class Export:
    """The tables of an export, which of them is which, and how many rows were read."""

    recognised: Recognised = field(default_factory=Recognised)
    notes: list[Text] = field(default_factory=list)
    """What was passed over or guessed, a sentence each."""
    nested: Path | None = None
    """A file whose rows are whole records, in place of tables."""
    rows: RowCount = field(default_factory=RowCount)
    open_until: ExitStack = field(default_factory=ExitStack)
    """What is open until the last record."""

    @property
    def not_exported(self) -> tuple[str, ...]:
        """The tables that are not there: what they would hold is null in every record."""
        return self.recognised.not_exported()

    def entries(self, terms: Terms) -> Iterator[FastEntry]:
        """Yield each record, those of cases first."""
        with self.open_until:
            if self.nested is not None:
                yield from nested_records(self.nested, Seen("row", terms), self.rows)
            for sources in self.recognised.sources.values():
                yield from records(sources, Seen(sources[0].table.unit, terms), self.rows)


def open_export(
    path: str, form: Form, unmarked: Subject, watch: Watch, mapping: TableMapping | None = None
) -> Export:
    """Return an export of tables. Raises InputError where it cannot be read, or not by the mapping."""
    export = Export()
    try:
        tables = _tables(path, form, watch, export, mapping)
        if mapping is not None:
            export.recognised = mapping.recognise(path, tables)
        elif export.nested is None:
            export.recognised = recognise(path, tables, unmarked, Writing())
            export.notes += export.recognised.notes
    except BaseException:
        export.open_until.close()
        raise
    return export


def open_tables(path: str, form: Form) -> list[Table]:
    """Return the tables of an export, whatever they hold. Raises InputError where it cannot be read."""
    return _tables(path, form, len, Export(), None)


def _tables(path: str, form: Form, watch: Watch, export: Export, mapping: TableMapping | None) -> list[Table]:
    """Return the tables; the library that reads them is imported here and nowhere before."""
    wanted = None if mapping is None else [each.table for each in mapping.tables]
    if "://" not in path and not Path(path).is_dir():
        open_file(Path(path)).close()
    match form:
        case Form.EXCEL:
            from guidelinekit.case.tables.sheets import sheet_tables  # noqa: PLC0415

            _watched(Path(path), watch)
            return sheet_tables(path, export.notes)
        case Form.PARQUET:
            from guidelinekit.case.tables import arrow  # noqa: PLC0415

            files = arrow.parquet_files(path)
            for file in files:
                _watched(file, watch)
            if mapping is None and len(files) == 1 and arrow.is_nested(arrow.opened(files[0])):
                export.nested = files[0]
                return []
            return [arrow.table(file) for file in files]
        case Form.SQL:
            from guidelinekit.case.tables.sql import database_tables, sqlite_tables  # noqa: PLC0415

            if "://" in path:
                return database_tables(path, wanted, export.notes, export.open_until)
            _watched(Path(path), watch)
            return sqlite_tables(path, wanted, export.notes, export.open_until)
        case _:
            from guidelinekit.case.tables.csv_files import csv_tables  # noqa: PLC0415

            encoding, separator = (None, None) if mapping is None else (mapping.encoding, mapping.separator)
            return csv_tables(path, watch, export.notes, encoding, separator)


def _watched(file: Path, watch: Watch) -> None:
    """Let the bytes of a file be seen."""
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            watch(piece)
