"""Records written as the sheets of a workbook. Needs the extra `excel`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from guidelinekit.case.tables.cells import as_cell
from guidelinekit.case.tables.split import columns_of
from guidelinekit.case.tables.table_forms import TableForm
from guidelinekit.errors import InputError
from guidelinekit.extras import needs
from guidelinekit.text import Text, say

_MOST_ROWS: Final = 1_048_576
_LONGEST_NAME: Final = 31


def workbook(file: Path, **more: bool) -> Any:
    """Return a new workbook in which texts are texts, whatever a spreadsheet would make of them."""
    xlsxwriter: Any = needs("xlsxwriter", "excel", Text(da="regnearksfiler", en="workbooks"))
    options = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
    return xlsxwriter.Workbook(file, {**dict.fromkeys(options, False), **more})


class SheetTables:
    """Writes each table into a sheet."""

    def __init__(self, file: Path) -> None:
        self._book = workbook(file, constant_memory=True)
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._bold = self._book.add_format({"bold": True})
        self._sheets: dict[str, Any] = {}
        self._rows: dict[str, int] = {}

    def begin(self, form: TableForm) -> None:
        """Begin a sheet with the names of its columns."""
        sheet = self._book.add_worksheet(form.name[:_LONGEST_NAME])
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(columns_of(form)):
            sheet.set_column(column, column, max(len(name) + 2, 12))
            sheet.write_string(0, column, name, self._bold)
        self._sheets[form.name], self._rows[form.name] = sheet, 1

    def put(self, form: TableForm, values: Sequence[Any]) -> None:
        """Write a row. Raises InputError where the sheet is full."""
        sheet, row = self._sheets[form.name], self._rows[form.name]
        if row >= _MOST_ROWS:
            raise InputError(
                say(
                    "arket {sheet} ville få mere end {most} rækker",
                    "the sheet {sheet} would have more than {most} rows",
                    sheet=form.name,
                    most=_MOST_ROWS,
                ),
                Text(da="skriv CSV", en="write CSV"),
            )
        self._rows[form.name] = row + 1
        for column, value in enumerate(values):
            match value:
                case None:
                    continue
                case bool():
                    sheet.write_boolean(row, column, value)
                case int() | float():
                    sheet.write_number(row, column, value)
                case date():
                    sheet.write_datetime(row, column, value, self._day)
                case _:
                    sheet.write_string(row, column, as_cell(value))

    def close(self) -> None:
        """Write the workbook."""
        self._book.close()
