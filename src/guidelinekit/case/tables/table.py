"""A table as every source gives it: named columns, and rows of cells, each row with its number."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from guidelinekit.case.reading.problems import Problem, unquoted
from guidelinekit.case.reading.validate import UNITS
from guidelinekit.text import Text

Row = tuple[int, Sequence[Any]]
"""A row's number, as whoever opens the table sees it, and its cells: as many as there are columns.

Where a row had another number of cells, that number stands after them.
"""
_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class Table:
    """One table of an export."""

    name: str
    """What it is called in messages: a file, a sheet, a table of a database."""
    columns: Sequence[str]
    read: Callable[[], Iterator[Row]]
    """Gives the rows from the first on, each time that it is asked."""
    unit: str = "row"
    """What the numbers of its rows count: `row` or `line`."""
    sheet: bool = False
    """Whether its cells have names such as `C7`."""
    texts: bool = False
    """Whether every cell is a text."""
    runs: Callable[[int], Iterator[Any]] | None = None
    """Gives one cell of a column for each run of rows that have the same there, faster than `read`."""

    def odd(self, row: Row) -> Problem:
        """Return what is wrong with a row that had another number of cells than there are columns."""
        number, cells = row
        width = len(self.columns)
        return Problem("", "cell-count", {"count": cells[width], "wanted": width}, place=self.place(number))

    def place(self, row: int, column: int | None = None) -> Text:
        """Return a place in words."""
        name = unquoted(self.name)
        da, en = f"{name} {UNITS[self.unit]} {row}", f"{name} {self.unit} {row}"
        if column is not None:
            title = unquoted(self.columns[column])
            da, en = f"{da}, kolonne »{title}«", f'{en}, column "{title}"'
            cell = f" ({_letters(column)}{row})" if self.sheet else ""
            da, en = da + cell, en + cell
        return Text(da=da, en=en)


def _letters(column: int) -> str:
    """Return what a spreadsheet calls a column: A to Z, AA and on."""
    before, last = divmod(column, _LETTERS)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
