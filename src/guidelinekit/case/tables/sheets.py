"""Tables as the sheets of a workbook: XLSX, XLS, XLSB and ODS. Needs the extra `excel`."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any, Final

from guidelinekit.case.reading.problems import shown
from guidelinekit.case.tables.table import Row, Table
from guidelinekit.errors import InputError
from guidelinekit.extras import needs
from guidelinekit.text import Text, say

_PIECE: Final = 1024 * 1024
_LONGEST_CELL: Final = 4096
"""How many bytes of a sheet a cell without a value takes at the most."""
_SHEET: Final = re.compile(rb'<sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
_TARGET: Final = re.compile(rb'<Relationship (?=[^>]*?Id="([^"]*)")[^>]*?Target="([^"]*)"')
_NO_VALUE: Final = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"'
    rb'(?:[^>]*? t="e"[^>]*>|[^>]*><f[^>]*?(?:/>|>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>)'
)
"""A cell that shows an error, or that holds a formula which nobody worked out."""
_ERROR: Final = "#N/A"


def sheet_tables(path: str, notes: list[Text]) -> list[Table]:
    """Return the sheets of a workbook; what is to be told of them is added to the notes.

    Raises InputError for a file that is no workbook or has a password, and where the extra is missing.
    """
    calamine: Any = needs("python_calamine", "excel", Text(da="regneark", en="spreadsheets"))
    try:
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
        broken = _cells_without_value(Path(path))
        sheets = [(name, book.get_sheet_by_name(name)) for name in visible]
        tables = [_table(sheet, name, broken.get(name, {}), notes) for name, sheet in sheets]
    except calamine.PasswordError:
        raise InputError(
            say("{path}: har en adgangskode", "{path}: has a password", path=path),
            Text(da="gem den uden", en="save it without one"),
        ) from None
    except calamine.CalamineError:
        raise InputError(
            say(
                "{path}: er ikke en regnearksfil, der kan læses",
                "{path}: is not a workbook that can be read",
                path=path,
            ),
            Text(da="gem den igen som .xlsx", en="save it again as .xlsx"),
        ) from None
    return [table for table in tables if table is not None]


def _table(sheet: Any, name: str, broken: dict[int, list[int]], notes: list[Text]) -> Table | None:
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
    return Table(name, columns, partial(_rows, sheet, before, len(columns), broken), sheet=True)


def _rows(sheet: Any, before: list[str], width: int, broken: dict[int, list[int]]) -> Iterator[Row]:
    begun = False
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if not begun or not any(cell != "" for cell in cells):
            begun = begun or any(cell != "" for cell in cells)
            continue
        row = [*before, *(("false", "true")[cell] if isinstance(cell, bool) else cell for cell in cells)]
        for column in broken.get(number, ()):
            if column < width and row[column] == "":
                row[column] = _ERROR
        yield number, row


def _cells_without_value(path: Path) -> dict[str, dict[int, list[int]]]:
    """Return the columns of such cells by sheet and row: the library takes them for empty ones."""
    marked: dict[str, dict[int, list[int]]] = {}
    with suppress(zipfile.BadZipFile, KeyError), zipfile.ZipFile(path) as archive:
        targets = dict(_TARGET.findall(archive.read("xl/_rels/workbook.xml.rels")))
        for name, relation in _SHEET.findall(archive.read("xl/workbook.xml")):
            inside = targets[relation].decode().removeprefix("/xl/")
            rows: dict[int, list[int]] = {}
            marked[unescape(name.decode())] = rows
            with archive.open(f"xl/{inside}") as stream:
                held = b""
                while piece := stream.read(_PIECE):
                    held += piece
                    end = 0
                    for cell in _NO_VALUE.finditer(held):
                        end = cell.end()
                        rows.setdefault(int(cell[2]), []).append(_column(cell[1]))
                    held = held[max(end, len(held) - _LONGEST_CELL) :]
    return marked


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column - 1
