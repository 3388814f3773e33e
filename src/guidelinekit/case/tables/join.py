"""From the rows of several tables to records: each row of the main table with what belongs to it.

Where the rows of all tables come in the order of the main table they are merged as they are read; a table in
another order is sorted in a temporary file first. Nothing is held but the record that is being made.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any

from guidelinekit import limits
from guidelinekit.case.catalogue import FieldType
from guidelinekit.case.tables.cells import Values, as_text
from guidelinekit.case.tables.sort import in_main_order
from guidelinekit.case.tables.table import Row, Table
from guidelinekit.case.tables.table_forms import TableForm


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table, the field that it fills, and what its cells say."""

    index: int
    path: str
    """The dotted path of the field inside an item."""
    values: Values
    holds: FieldType


@dataclass(frozen=True, slots=True)
class TableSource:
    """A table whose rows are records or the items of one list, and what its columns are."""

    form: TableForm
    table: Table
    record: int
    """The column that says which record a row belongs to."""
    columns: tuple[TableColumn, ...]
    key: int | None = None
    """The column by which the rows of inner lists refer to a row."""
    parent: int | None = None
    """The column by which a row refers to the item that its list stands in."""
    not_exported: int | None = None
    """The column that names the lists of a row that are null."""
    constants: Mapping[str, Any] = field(default_factory=dict)
    """What every item has in fields that no column fills, by dotted path."""
    where: tuple[tuple[int, frozenset[str]], ...] = ()
    """Only rows whose cells in these columns hold one of these texts."""

    def rows(self) -> Iterator[Row]:
        """Return the rows that count, from the first on."""
        rows = self.table.read()
        if not self.where:
            return rows
        return (row for row in rows if all(as_text(row[1][at]) in texts for at, texts in self.where))

    def text_of(self, column: int | None) -> Callable[[Row], str]:
        """Return what gives the text of one cell of a row: nothing where there is no such column."""
        if column is None:
            return lambda _: ""
        if self.table.texts:
            return lambda row: row[1][column]
        return lambda row: as_text(row[1][column])

    def maker(self) -> Callable[[Sequence[Row]], list[dict[str, Any]]]:
        """Return what makes an item of each of some rows, its objects inside it.

        Raises ValueError where a row has another number of cells than there are columns.
        """
        named: dict[str, Any] = {}
        tree: dict[str, Any] = {}
        for way in self.form.there:
            _set(tree, ".".join(way), {})
        for path, value in self.constants.items():
            named[f"constant_{len(named)}"] = value
            _set(tree, path, f"constant_{len(named) - 1}")
        for column in self.columns:
            named[f"values_{len(named)}"] = column.values
            _set(tree, column.path, f"values_{len(named) - 1}[cell_{column.index}]")
        cells = "".join(f"cell_{index}, " for index in range(len(self.table.columns)))
        text = f"lambda rows: [{_literal(tree)} for _, ({cells}) in rows]"
        return eval(text, named)  # type: ignore[no-any-return]  # noqa: S307 - made of the models' own field names


def _set(tree: dict[str, Any], path: str, value: Any) -> None:
    *before, last = path.split(".")
    for step in before:
        tree = tree.setdefault(step, {})
    tree[last] = value


def _literal(tree: dict[str, Any] | str) -> str:
    """Return the text of a dictionary; what is no dictionary is its own text."""
    if isinstance(tree, str):
        return tree
    return "{" + ", ".join(f"{name!r}: {_literal(value)}" for name, value in tree.items()) + "}"


@dataclass(frozen=True, slots=True)
class Joined:
    """A row of the main table, and the rows of all sources that belong to it."""

    row: Row
    rows: Sequence[Sequence[Row]]
    """By the number of the source, the main table's being 0."""
    beyond: int = 0
    """How many more rows there are, of a record that has far too many."""

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(map(len, self.rows)) + self.beyond


@dataclass(frozen=True, slots=True)
class Lone:
    """Rows of one table that name a record that is not there: the first one, and how many."""

    source: TableSource
    row: Row
    count: int


def join(main: TableSource, others: Sequence[TableSource]) -> Iterator[Joined | Lone]:
    """Yield each row of the main table with what belongs to it, then the rows that belong to none."""
    streams = [
        source.rows() if ordered else _sorted(source, main)
        for source, ordered in zip(others, _in_order(main, others), strict=True)
    ]
    groups = [_Groups(source, stream) for source, stream in zip(others, streams, strict=True)]
    for row in main.rows():
        record = as_text(row[1][main.record])
        rows: list[Sequence[Row]] = [(row,)]
        beyond = 0
        for group in groups:
            if group.record == record:
                taken, more = group.take()
                rows.append(taken)
                beyond += more
            else:
                rows.append(())
        yield Joined(row, rows, beyond)
    for group in groups:
        yield from group.lone()


class _Groups:
    """The rows of a source by the record that they name, taken one record after the other."""

    def __init__(self, source: TableSource, rows: Iterator[Row]) -> None:
        self._source = source
        self._groups = groupby(rows, source.text_of(source.record))
        self._rows: Iterator[Row] = iter(())
        self.record: str | None = None
        """The record whose rows come next; None after the last."""
        self._turn()

    def _turn(self) -> None:
        self.record, self._rows = next(self._groups, (None, self._rows))

    def take(self) -> tuple[Sequence[Row], int]:
        """Return the rows of the next record, and how many more it has where it has far too many."""
        rows = list(islice(self._rows, limits.RECORD_VALUES))
        more = sum(1 for _ in self._rows) if len(rows) == limits.RECORD_VALUES else 0
        self._turn()
        return rows, more

    def lone(self) -> Iterator[Lone]:
        """Return the rows that nobody took."""
        while self.record is not None:
            first = next(self._rows)
            yield Lone(self._source, first, 1 + sum(1 for _ in self._rows))
            self._turn()


def _sorted(source: TableSource, main: TableSource) -> Iterator[Row]:
    return in_main_order(source.rows(), len(source.table.columns), source.record, _ids(main))


def _ids(main: TableSource) -> Iterator[str]:
    return map(main.text_of(main.record), main.rows())


def _in_order(main: TableSource, others: Sequence[TableSource]) -> list[bool]:
    """Say of each source whether its rows come in the order of the main table, and all belong to it."""
    runs = [_runs(source) for source in others]
    waiting = [next(records, None) for records in runs]
    for record in _runs(main) if runs else ():
        for at, next_record in enumerate(waiting):
            if next_record == record:
                waiting[at] = next(runs[at], None)
    return [next_record is None for next_record in waiting]


def _runs(source: TableSource) -> Iterator[str]:
    """Return the record of each run of rows that follow one another."""
    if source.table.runs is not None and not source.where:
        return map(as_text, source.table.runs(source.record))
    return (record for record, _ in groupby(map(source.text_of(source.record), source.rows())))
