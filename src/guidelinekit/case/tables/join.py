"""From the rows of several tables to records: each row of the main table with what belongs to it.

Where the rows of all tables come in the order of the main table they are merged as they are read; a table in
another order is sorted in a temporary file first. Nothing is held but the record that is being made.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Any, Final

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


@dataclass(slots=True)
class Joined:
    """A row of the main table, and the rows of all sources that belong to it."""

    row: Row
    rows: Sequence[Sequence[Row]]
    """By the number of the source, the main table's being 0."""
    count: int
    """How many rows there are; more than these of a record that has far too many."""


@dataclass(frozen=True, slots=True)
class Lone:
    """Rows of one table that name a record that is not there: the first one, and how many."""

    source: TableSource
    row: Row
    count: int


_Group = tuple[str | None, Sequence[Row], int]
"""A record, the rows of one table that name it, and how many more there are where it has far too many."""
_NO_MORE: Final[_Group] = (None, (), 0)


def join(main: TableSource, others: Sequence[TableSource]) -> Iterator[Joined | Lone]:
    """Yield each row of the main table with what belongs to it, then the rows that belong to none."""
    groups = [
        _groups(source, source.rows() if ordered else _sorted(source, main))
        for source, ordered in zip(others, _in_order(main, others), strict=True)
    ]
    waiting = [next(group, _NO_MORE) for group in groups]
    for row in main.rows():
        record = as_text(row[1][main.record])
        rows: list[Sequence[Row]] = [(row,)]
        count = 1
        for at, (next_record, taken, more) in enumerate(waiting):
            if next_record == record:
                rows.append(taken)
                count += len(taken) + more
                waiting[at] = next(groups[at], _NO_MORE)
            else:
                rows.append(())
        yield Joined(row, rows, count)
    for source, first, group in zip(others, waiting, groups, strict=True):
        for _, lone, more in chain([first] if first[1] else [], group):
            yield Lone(source, lone[0], len(lone) + more)


def _groups(source: TableSource, rows: Iterator[Row]) -> Iterator[_Group]:
    """Yield the rows of a source by the record that they name, those that follow one another at once."""
    column, before = source.record, object()
    record: str | None = None
    taken: list[Row] = []
    more = 0
    for row in rows:
        if (cell := row[1][column]) != before:
            before = cell
            if (text := as_text(cell)) != record:
                if taken:
                    yield record, taken, more
                record, taken, more = text, [], 0
        if len(taken) < limits.RECORD_VALUES:
            taken.append(row)
        else:
            more += 1
    if taken:
        yield record, taken, more


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
