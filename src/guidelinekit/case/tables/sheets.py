"""Tables as the sheets of a workbook: XLSX, XLS, XLSB and ODS. Needs the extra `excel`."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from guidelinekit import limits
from guidelinekit.case.reading.problems import shown
from guidelinekit.case.tables.sheet_marks import BrokenWorkbookError, SheetMarks, sheet_marks
from guidelinekit.case.tables.table import Row, Table
from guidelinekit.errors import InputError
from guidelinekit.extras import needs
from guidelinekit.text import Text, say

_ERROR: Final = "#N/A"


def sheet_tables(path: str, notes: list[Text]) -> list[Table]:
    """Return the sheets of a workbook; what is to be told of them is added to the notes.

    Raises InputError for a file that is no workbook or has a password, and where the extra is missing.
    """
    calamine: Any = needs("python_calamine", "excel", Text(da="regneark", en="spreadsheets"))
    try:
        marks = sheet_marks(Path(path))
        for name, own in marks.items():
            if own.too_large:
                raise _too_large(path, name, own)
        if not marks:
            notes.append(
                say(
                    "{path}: formler kan læses forkert, en fejl (`#N/A`) som en tom celle; gem som .xlsx",
                    "{path}: formulas may be read wrongly, an error (`#N/A`) as an empty cell; save as .xlsx",
                    path=path,
                )
            )
        book = calamine.CalamineWorkbook.from_path(path)
        visible = []
        for meta in book.sheets_metadata:
            if meta.visible == calamine.SheetVisibleEnum.Visible:
                visible.append(meta.name)
            else:
                notes.append(
                    say(
                        "arket {sheet} er skjult og blev ikke læst",
                        "the sheet {sheet} is hidden and was not read",
                        sheet=shown(meta.name),
                    )
                )
        sheets = [(name, book.get_sheet_by_name(name)) for name in visible]
        tables = [_table(sheet, name, marks.get(name, SheetMarks()), notes) for name, sheet in sheets]
    except calamine.PasswordError:
        raise InputError(
            say("{path}: har en adgangskode", "{path}: has a password", path=path),
            Text(da="gem den uden", en="save it without one"),
        ) from None
    except (calamine.CalamineError, BrokenWorkbookError):
        raise InputError(
            say(
                "{path}: er ikke en regnearksfil, der kan læses",
                "{path}: is not a workbook that can be read",
                path=path,
            ),
            Text(da="gem den igen som .xlsx", en="save it again as .xlsx"),
        ) from None
    return [table for table in tables if table is not None]


def _too_large(path: str, name: str, marks: SheetMarks) -> InputError:
    return InputError(
        say(
            "{path}: arket {sheet} når til række {row} og kolonne {column}, mere end {most} celler",
            "{path}: the sheet {sheet} reaches to row {row} and column {column}, more than {most} cells",
            path=path,
            sheet=shown(name),
            row=marks.rows,
            column=marks.columns,
            most=limits.SHEET_CELLS,
        ),
        Text(
            da="slet det, der står dér ved en fejl, eller eksportér som CSV",
            en="delete what stands there by mistake, or export as CSV",
        ),
    )


def _table(sheet: Any, name: str, marks: SheetMarks, notes: list[Text]) -> Table | None:
    before = [""] * (sheet.start[1] if sheet.start else 0)
    header: Sequence[Any] = next((row for row in sheet.iter_rows() if any(cell != "" for cell in row)), ())
    if not header:
        notes.append(
            say(
                "arket {sheet} er tomt og blev ikke læst",
                "the sheet {sheet} is empty and was not read",
                sheet=shown(name),
            )
        )
        return None
    columns = [*before, *(str(cell).strip() for cell in header)]
    return Table(name, columns, partial(_rows, sheet, before, len(columns), marks.without_value), sheet=True)


def _rows(sheet: Any, before: list[str], width: int, broken: dict[int, list[int]]) -> Iterator[Row]:
    begun, number = False, 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        filled = any(cell != "" for cell in cells)
        if begun and (filled or number in broken):
            row = [*before, *(("false", "true")[cell] if isinstance(cell, bool) else cell for cell in cells)]
            yield number, _marked(row, broken.get(number, ()))
        begun = begun or filled
    for below in sorted(row for row in broken if row > number):  # a sheet ends with its last value
        yield below, _marked([""] * width, broken[below])


def _marked(row: list[Any], columns: Iterable[int]) -> list[Any]:
    """Return a row with an error in each cell that only reads as empty."""
    for column in columns:
        if column < len(row) and row[column] == "":
            row[column] = _ERROR
    return row
