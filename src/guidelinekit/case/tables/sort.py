"""The rows of a table in the order of the main table, by a temporary file that no other program can open."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from guidelinekit.case.tables.cells import as_text
from guidelinekit.case.tables.table import Row
from guidelinekit.case.tables.table_forms import BETWEEN, NONE

_LARGEST: Final = 1 << 63
_BATCH: Final = 1000


def in_main_order(rows: Iterable[Row], width: int, record: int, ids: Iterable[str]) -> Iterator[Row]:
    """Yield the rows by the order of the ids, then those of no record.

    `width` is the number of columns, `record` the one with the id. Rows of one record stay in their order.
    """
    store = sqlite3.connect("")
    try:
        store.execute("PRAGMA synchronous = OFF")
        store.execute("CREATE TABLE ids (id TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID")
        store.executemany(
            "INSERT OR IGNORE INTO ids VALUES (?, ?)", ((each, at) for at, each in enumerate(ids))
        )
        cells = ", ".join(f"c{index}" for index in range(width + 1))
        store.execute(f"CREATE TABLE rows (at INTEGER PRIMARY KEY, id TEXT, number INTEGER, {cells})")
        store.executemany(
            f"INSERT INTO rows VALUES ({', '.join('?' * (width + 4))})",  # noqa: S608 - question marks only
            (
                (
                    at,
                    as_text(row[record]),
                    number,
                    *map(_storable, row),
                    *(() if len(row) > width else (None,)),
                )
                for at, (number, row) in enumerate(rows)
            ),
        )
        ordered = store.execute(
            f"SELECT number, {cells} FROM rows LEFT JOIN ids USING (id) "  # noqa: S608
            "ORDER BY place IS NULL, place, id, at"
        )
        while batch := ordered.fetchmany(_BATCH):
            for number, *row, lost in batch:
                yield number, row if lost is None else [*row, lost]
    finally:
        store.close()


def _storable(cell: Any) -> Any:
    """Return a cell as the file holds it: what reads as the same value."""
    if isinstance(cell, date | bool) or (isinstance(cell, int) and abs(cell) >= _LARGEST):
        return as_text(cell).lower()
    if isinstance(cell, list | tuple):
        return BETWEEN.join(map(as_text, cell)) or NONE
    return cell
