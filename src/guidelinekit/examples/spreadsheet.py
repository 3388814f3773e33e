"""Example cases as a workbook, a row per example, and back.

A cell holds a value as YAML writes it: `D-14`, `null`, `[]`, `[{need_id: n1}]`. An empty cell is a key left
out. The sheet `base` has one row: what the examples share.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from guidelinekit.case.tables.sheet_writing import workbook
from guidelinekit.case.tables.sheets import sheet_tables
from guidelinekit.case.tables.table import Table
from guidelinekit.errors import InputError
from guidelinekit.examples.written import inline
from guidelinekit.source.reading import read
from guidelinekit.text import Text, say

CASES: Final = "cases"
BASE: Final = "base"
FIXED: Final = ("name", "as_of", "profile")
PARTS: Final = ("given", "expect")
_WIDEST: Final = 60
_EMPTY: Final = ("null", "~")
_TWICE: Final = Text(da="kolonnen findes to gange", en="the column is there twice")
_UNKNOWN: Final = Text(
    da="kolonnen kendes ikke; skriv `name`, `as_of`, `profile`, `given.<felt>` eller `expect.<nøgle>`",
    en="the column is not known; write `name`, `as_of`, `profile`, `given.<field>` or `expect.<key>`",
)
_NO_VALUE: Final = Text(
    da="det kan ikke læses som en værdi; skriv den som i eksemplernes fil, med tekst i anførselstegn",
    en="it cannot be read as a value; write it as in the file of the examples, text in quotes",
)
_ONE_ROW: Final = Text(da="arket har kun én række", en="the sheet has one row only")

Cells = Mapping[str, Any]
"""The values of a row by the names of their columns."""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a cell of a workbook."""

    place: Text
    message: Text


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet."""

    table: Table
    number: int
    cells: Cells

    def place(self, column: str | None = None) -> Text:
        """Return the place of a cell, or of the row, in words."""
        columns = self.table.columns
        return self.table.place(self.number, columns.index(column) if column in columns else None)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a workbook of examples, and every problem of its cells."""

    cases: tuple[SheetRow, ...]
    base: SheetRow | None
    problems: tuple[CellProblem, ...]


def cells_of(value: Any, column: str) -> Cells:
    """Return a value by columns: a map has one for each of its parts, everything else has one."""
    if not isinstance(value, dict) or not value:
        return {column: value}
    parts = (cells_of(part, f"{column}.{key}") for key, part in value.items())
    return {name: cell for part in parts for name, cell in part.items()}


def cells_of_case(case: Mapping[str, Any]) -> Cells:
    """Return an example of a file by columns."""
    cells = {key: case[key] for key in FIXED if key in case}
    for key in PARTS:
        cells |= cells_of(case[key], key) if case.get(key) not in ({}, None) else {}
    return cells


def write_rows(file: Path, base: Mapping[str, Any], cases: Sequence[Mapping[str, Any]]) -> None:
    """Write a workbook of examples. Raises InputError where the extra `excel` is missing."""
    rows = [cells_of_case(case) for case in cases]
    parts = (name for part in PARTS for row in rows for name in row if part_of(name) == part)
    shared = cells_of(base, BASE) if base else {}
    with workbook(file) as book:
        _write(book, CASES, list(dict.fromkeys((*FIXED, *parts))), rows)
        if shared:
            _write(book, BASE, list(shared), [shared])


def part_of(column: str) -> str:
    """Return the key of an example that a column belongs to."""
    return column.partition(".")[0]


def _write(book: Any, name: str, columns: Sequence[str], rows: Sequence[Cells]) -> None:
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 1)
    for index, column in enumerate(columns):
        shown = {number: _shown(row[column], column) for number, row in enumerate(rows, 1) if column in row}
        sheet.set_column(
            index, index, min(max(len(str(each)) for each in (column, *shown.values())) + 2, _WIDEST)
        )
        sheet.write_string(0, index, column, bold)
        for number, value in shown.items():
            match value:
                case date():
                    sheet.write_datetime(number, index, value, day)
                case str():
                    sheet.write_string(number, index, value)
                case _:
                    sheet.write_number(number, index, value)


def _shown(value: Any, column: str) -> Any:
    """Return what a cell shows: a date or a number as such, every other value as YAML."""
    if column == "as_of":
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            return str(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and (column in FIXED or _read_back(value) == value):
        return value
    return inline(value)


def _read_back(text: str) -> Any:
    try:
        return _value(text)
    except ValueError:
        return None


def read_rows(file: Path) -> tuple[Rows, list[Text]]:
    """Return the rows of a workbook of examples, and what is to be told of sheets that were not read.

    Raises InputError for a file that is no such workbook, and where the extra `excel` is missing.
    """
    notes, problems = list[Text](), list[CellProblem]()
    begin = Text(
        da="begynd med en, som `guidelinekit examples export` laver",
        en="begin with one that `guidelinekit examples export` makes",
    )
    if not file.is_file():
        raise InputError(say("{file}: filen findes ikke", "{file}: there is no such file", file=file), begin)
    tables = {table.name: table for table in sheet_tables(str(file), notes)}
    if CASES not in tables:
        raise InputError(
            say("{file}: har intet ark `{sheet}`", "{file}: has no sheet `{sheet}`", file=file, sheet=CASES),
            begin,
        )
    cases = tuple(_rows(tables[CASES], (*FIXED, *PARTS), problems))
    shared = tuple(_rows(tables[BASE], (BASE,), problems)) if BASE in tables else ()
    problems += (CellProblem(row.place(), _ONE_ROW) for row in shared[1:])
    return Rows(cases, shared[0] if shared else None, tuple(problems)), notes


def _rows(table: Table, allowed: Sequence[str], problems: list[CellProblem]) -> Iterator[SheetRow]:
    for index, column in enumerate(table.columns):
        known = part_of(column) in allowed and not (part_of(column) in FIXED and "." in column)
        if column and (not known or column in table.columns[:index]):
            problems.append(CellProblem(table.place(1, index), _TWICE if known else _UNKNOWN))
    for number, row in table.read():
        cells = dict[str, Any]()
        for index, (column, cell) in enumerate(zip(table.columns, row, strict=False)):
            try:
                cells |= {} if cell == "" else {column: _of_cell(cell, column)}
            except ValueError:
                problems.append(CellProblem(table.place(number, index), _NO_VALUE))
        yield SheetRow(table, number, cells)


def _of_cell(cell: Any, column: str) -> Any:
    """Return the value of a cell. Raises ValueError where it is none."""
    match cell:
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell)) if column in FIXED else int(cell)
        case str() if column in FIXED:
            return cell.strip()
        case str():
            return _value(cell)
        case _:
            return cell


def _value(text: str) -> Any:
    """Return what a text is as YAML. Raises ValueError where it is nothing, or less than what is written."""
    document, problems = read("v: " + text.strip().replace("\n", " "), "")
    if document is None or problems or set(document.data) != {"v"}:
        raise ValueError(text)
    value = document.data["v"]
    plain = isinstance(value, str) and text.strip()[0] not in "'\""
    if (value is None and text.strip() not in _EMPTY) or (plain and value != text.strip()):
        raise ValueError(text)
    return value
