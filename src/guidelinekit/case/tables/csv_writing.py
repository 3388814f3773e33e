"""Records written as CSV tables, into a folder or a zip."""

import csv
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from guidelinekit.case.tables.cells import as_cell
from guidelinekit.case.tables.split import columns_of
from guidelinekit.case.tables.table_forms import TableForm


class CsvTables:
    """Writes each table into a file of a folder, one row after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open = ExitStack()
        self._writers: dict[str, Any] = {}

    def begin(self, form: TableForm) -> None:
        """Begin a table with the names of its columns."""
        stream = (self._folder / f"{form.name}.csv").open("w", encoding="utf-8", newline="")
        self._open.enter_context(stream)
        writer = csv.writer(stream)
        writer.writerow(columns_of(form))
        self._writers[form.name] = writer

    def put(self, form: TableForm, values: Any) -> None:
        """Write a row."""
        self._writers[form.name].writerow(map(as_cell, values))

    def close(self) -> None:
        """Write what is held back."""
        self._open.close()
