"""What the first rows of an export show: which columns hold dates, and how they are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from guidelinekit.case.tables.cells import DATE_ORDERS, Writing, day
from guidelinekit.case.tables.table import Table

_ROWS: Final = 500
"""How many rows of a table are looked at."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What the columns of an export hold, by table."""

    orders: tuple[str, ...]
    """How its dates are written; as they usually are, where it shows none as texts."""
    filled: Mapping[str, frozenset[str]]
    """The columns that hold anything."""
    dated: Mapping[str, frozenset[str]]
    """Those that hold dates and nothing else."""


def glance(tables: Sequence[Table]) -> Glance:
    """Return what the first rows of some tables show."""
    used: set[str] = set()
    filled: dict[str, frozenset[str]] = {}
    dated: dict[str, frozenset[str]] = {}
    for table in tables:
        rows = [cells for _, cells in islice(table.read(), _ROWS)]
        columns = {
            name: [row[index] for row in rows if index < len(row) and row[index] not in ("", None)]
            for index, name in enumerate(table.columns)
        }
        orders = {name: _orders(cells) for name, cells in columns.items() if cells}
        filled[table.name] = frozenset(orders)
        dated[table.name] = frozenset(name for name, its in orders.items() if its is not None)
        used.update(*(its for its in orders.values() if its))
    written = tuple(order for order in DATE_ORDERS if order in used)
    return Glance(written or Writing().dates, filled, dated)


def _orders(cells: Sequence[Any]) -> list[str] | None:
    """Return the order in which cells are dates, none where they are no texts; None where one is no date."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    if not texts and all(isinstance(cell, date) for cell in cells):
        return []
    return next(([order] for order in DATE_ORDERS if all(day(text, [order]) for text in texts)), None)
