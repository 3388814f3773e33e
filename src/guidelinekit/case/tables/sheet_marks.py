"""What the XML of a workbook says of its sheets: how far each reaches, and which cells have no value.

The library that reads the cells says neither, and makes every cell between the first and the last one: two
that stand far apart take all memory.
"""

import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from string import ascii_uppercase, digits
from typing import Any, Final
from xml.parsers import expat

from guidelinekit import limits

_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError),
    *(EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError),
)
"""What reading a broken archive, or broken XML, raises."""


class BrokenWorkbookError(Exception):
    """A workbook whose parts cannot be read."""


@dataclass
class SheetMarks:
    """What is noted of a sheet."""

    rows: int = 0
    """The number of the last row with something in it."""
    columns: int = 0
    """The number of the last column with something in it."""
    without_value: dict[int, list[int]] = field(default_factory=dict)
    """By row, the columns from 0 on that show an error, or hold a formula which nobody worked out."""

    def reach(self, row: int, column: int) -> None:
        """Note a cell with something in it."""
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)

    @property
    def too_large(self) -> bool:
        """Whether it reaches further than a sheet is read."""
        return self.rows * self.columns > limits.SHEET_CELLS


def sheet_marks(path: Path) -> Mapping[str, SheetMarks]:
    """Return the marks of each sheet of an .xlsx or .ods by its name; of other workbooks, none.

    Raises BrokenWorkbookError where it cannot be read.
    """
    if not zipfile.is_zipfile(path):
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            members = {member.filename.lower(): member for member in archive.infolist()}
            if sum(member.file_size for member in archive.infolist()) > limits.WORKBOOK_BYTES:
                raise BrokenWorkbookError
            if archive.testzip() is not None:  # what a header says is smaller than what is there
                raise BrokenWorkbookError
            sheets = _of_content(archive, members) if "content.xml" in members else {}
            if "xl/workbook.xml" in members:
                sheets |= _of_sheets(archive, members)
            return sheets
    except _BROKEN:
        raise BrokenWorkbookError from None


def _of_sheets(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]) -> dict[str, SheetMarks]:
    """Return the marks of an .xlsx, whose sheets are files of their own."""
    files, sheets = dict[str, str](), dict[str, str]()

    def relation(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            files[attributes["Id"]] = attributes["Target"].removeprefix("/").removeprefix("xl/")

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            sheets[attributes["name"]] = next(id_ for key, id_ in attributes.items() if _local(key) == "id")

    _parse(archive, members["xl/_rels/workbook.xml.rels"], relation)
    _parse(archive, members["xl/workbook.xml"], sheet)
    marks = dict[str, SheetMarks]()
    for name, relation_id in sheets.items():
        cells = _MarkedCells()
        _parse(archive, members[f"xl/{files[relation_id]}".lower()], cells.start, cells)
        cells.close()
        marks[name] = cells.marks
    return marks


class _MarkedCells:
    """Goes through the cells of a sheet of an .xlsx; one that says no place stands after the last one."""

    def __init__(self) -> None:
        self.marks = SheetMarks()
        self.parser: Any = None
        self._row = self._column = 0
        self._formula = False
        """Whether the cell holds a formula, and no value so far."""
        self._is_text = False
        """Whether what the formula comes to is a text, which may be an empty one."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        match _local(name):
            case "c":
                self.close()
                if place := attributes.get("r"):
                    letters = place.rstrip(digits)
                    self._row, self._column = int(place[len(letters) :]), _number_of(letters)
                else:
                    self._column += 1
                kind = attributes.get("t")
                self._is_text = kind == "str"
                if kind == "e":
                    self._without_value()
            case "v" | "is":
                self.marks.reach(self._row, self._column)
                if self._is_text:
                    self._formula = False
                elif self._formula:
                    self.parser.CharacterDataHandler = self._value
            case "f":
                self.marks.reach(self._row, self._column)
                self._formula = True
            case "row":
                self.close()
                self._row, self._column = int(attributes.get("r", self._row + 1)), 0

    def close(self) -> None:
        """Take the end of a cell."""
        if self._formula:
            self._without_value()
            self._formula, self.parser.CharacterDataHandler = False, None

    def _value(self, signs: str) -> None:
        if signs.strip():
            self._formula, self.parser.CharacterDataHandler = False, None

    def _without_value(self) -> None:
        columns = self.marks.without_value.setdefault(self._row, [])
        if columns[-1:] != [self._column - 1]:
            columns.append(self._column - 1)


@lru_cache(1024)
def _number_of(letters: str) -> int:
    """Return the number of a column, `A` being 1. Raises ValueError where it is none."""
    number = 0
    for letter in letters.upper():
        number = number * len(ascii_uppercase) + ascii_uppercase.index(letter) + 1
    return number


def _of_content(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]) -> dict[str, SheetMarks]:
    """Return the marks of the tables of an .ods, all in one file, in which rows and cells may be repeated."""
    tables = dict[str, SheetMarks]()
    name, row, times, column = "", 0, 1, 0

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal name, row, times, column
        own = {_local(key): value for key, value in attributes.items()}
        match _local(element):
            case "table":
                name, row = own.get("name", ""), 0
                tables[name] = SheetMarks()
            case "table-row":
                times, column = int(own.get("number-rows-repeated", 1)), 0
                row += times
            case "table-cell" | "covered-table-cell":
                wide = int(own.get("number-columns-repeated", 1))
                column += wide
                kinds = [value for key, value in attributes.items() if _local(key) == "value-type"]
                if kinds:
                    tables[name].reach(row, column)
                if "error" in kinds and not tables[name].too_large:
                    for line in range(row - times + 1, row + 1):
                        cells = tables[name].without_value.setdefault(line, [])
                        cells += range(column - wide, column)
            case "p" if name:
                tables[name].reach(row, column)

    _parse(archive, members["content.xml"], start)
    return tables


def _parse(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    start: Callable[[str, dict[str, str]], None],
    cells: _MarkedCells | None = None,
) -> None:
    parser: Any = expat.ParserCreate()
    parser.StartElementHandler = start
    if cells is not None:
        cells.parser = parser
    with archive.open(member) as stream:
        parser.ParseFile(stream)


@lru_cache(1024)
def _local(name: str) -> str:
    return name.rpartition(":")[2]
