"""A mapping, as data: which table and column of somebody's export fills which field of ours."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from guidelinekit.case.reading.problems import shown
from guidelinekit.case.tables.cells import Values, Writing, as_text, values_of
from guidelinekit.case.tables.join import TableColumn, TableSource
from guidelinekit.case.tables.recognise import Recognised, folded, refuse_twice, stem
from guidelinekit.case.tables.table import Row, Table
from guidelinekit.case.tables.table_forms import TableForm
from guidelinekit.errors import InputError
from guidelinekit.suggest import did_you_mean
from guidelinekit.text import say

_SIGNS: Final = 32
"""How many signs of a pseudonym are kept."""


@dataclass(frozen=True, slots=True)
class MappedField:
    """What fills a field: a column, with what its cells mean; or one value for all items."""

    path: str
    column: str | None
    values: Mapping[str, Any] | None = None
    always: Any = None


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A table whose rows are records or the items of one list."""

    form: TableForm
    table: str
    record: str | None
    """The column with the id of the record; None where the column `parent` leads to it."""
    fields: tuple[MappedField, ...]
    key: str | None = None
    parent: str | None = None
    not_exported: str | None = None
    """The column that names the lists of a row that are null."""
    where: tuple[tuple[str, frozenset[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A whole mapping."""

    tables: tuple[MappedTable, ...]
    """A list's table after that of the items it stands in; main tables first."""
    writing: Writing = field(default_factory=Writing)
    encoding: str | None = None
    separator: str | None = None
    secret: bytes | None = field(default=None, repr=False)
    """What record ids are made pseudonyms with."""
    digest: str = ""
    """SHA-256 over the file."""

    def recognise(self, export: str, tables: Sequence[Table]) -> Recognised:
        """Return the sources of each kind of record. Raises InputError for what is not there."""
        there = {folded(name): table for table in tables for name in (table.name, stem(table.name))}
        recognised = Recognised()
        for mapped in self.tables:
            table = there.get(folded(mapped.table))
            if table is None:
                others = ", ".join(each.name for each in tables)
                near = did_you_mean(folded(mapped.table), there) or say(
                    "der er {others}", "there is {others}", others=others
                )
                raise InputError(
                    say(
                        "{export}: har ingen tabel {table}, som oversættelsen nævner",
                        "{export}: holds no table {table}, which the mapping names",
                        export=export,
                        table=mapped.table,
                    ),
                    near,
                )
            refuse_twice(table)
            sources = recognised.sources.setdefault(mapped.form.subject, [])
            sources.append(self._source(mapped, table, sources))
        return recognised

    def _source(self, mapped: MappedTable, table: Table, before: Sequence[TableSource]) -> TableSource:
        columns = [
            TableColumn(
                _index(table, each.column),
                each.path,
                self._values(mapped.form, each),
                mapped.form.columns[each.path],
            )
            for each in mapped.fields
            if each.column is not None
        ]
        parent = None if mapped.parent is None else _index(table, mapped.parent)
        if mapped.record is None:
            owners = [source for source in before if source.form.steps == mapped.form.parent]
            table = _with_record(table, parent or 0, owners)
            record = len(table.columns) - 1
        else:
            record = _index(table, mapped.record)
            table = table if self.secret is None else _with_pseudonyms(table, record, self.secret)
        if not mapped.form.steps and not any(column.path == mapped.form.id_field for column in columns):
            holds = mapped.form.columns[mapped.form.id_field]
            columns.append(TableColumn(record, mapped.form.id_field, values_of(holds, self.writing), holds))
        return TableSource(
            mapped.form,
            table,
            record,
            tuple(columns),
            key=None if mapped.key is None else _index(table, mapped.key),
            parent=parent,
            not_exported=None if mapped.not_exported is None else _index(table, mapped.not_exported),
            constants={each.path: each.always for each in mapped.fields if each.column is None},
            where=tuple((_index(table, name), texts) for name, texts in mapped.where),
        )

    def _values(self, form: TableForm, mapped: MappedField) -> Values:
        return values_of(form.columns[mapped.path], self.writing, mapped.values)


def _index(table: Table, name: str) -> int:
    index = next((at for at, column in enumerate(table.columns) if folded(column) == folded(name)), None)
    if index is None:
        near = did_you_mean(name, table.columns) or say(
            "den har {columns}", "it has {columns}", columns=", ".join(map(shown, table.columns))
        )
        raise InputError(
            say(
                "{table}: har ingen kolonne {name}, som oversættelsen nævner",
                "{table}: has no column {name}, which the mapping names",
                table=table.name,
                name=shown(name),
            ),
            near,
        )
    return index


def _with_record(table: Table, parent: int, owners: Sequence[TableSource]) -> Table:
    """Return a table with one more column: the record of the item that a row belongs to."""

    def rows() -> Iterator[Row]:
        record_of = {
            as_text(cells[owner.key]): cells[owner.record]
            for owner in owners
            if owner.key is not None
            for _, cells in owner.rows()
        }
        width = len(table.columns)
        for number, cells in table.read():
            record = record_of.get(as_text(cells[parent]), "")
            yield number, [*cells[:width], record, *cells[width:]]

    return replace(table, columns=(*table.columns, ""), read=rows, runs=None)


def _with_pseudonyms(table: Table, column: int, secret: bytes) -> Table:
    """Return a table with a keyed hash in the place of each record's id, which is read and never kept."""
    pseudonyms = Values(
        lambda cell: (
            hmac.new(secret, as_text(cell).encode(), hashlib.sha256).hexdigest()[:_SIGNS] if cell else ""
        )
    )

    def rows() -> Iterator[Row]:
        for number, cells in table.read():
            changed = list(cells)
            changed[column] = pseudonyms[cells[column]]
            yield number, changed

    return replace(table, read=rows, runs=None)
