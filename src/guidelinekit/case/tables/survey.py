"""What a mapping leaves open: values without a meaning, columns never used, fields never filled."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.case.tables.cells import Unreadable, as_text
from guidelinekit.case.tables.join import TableSource
from guidelinekit.case.tables.mapping import TableMapping
from guidelinekit.case.tables.opening import Export
from guidelinekit.case.tables.table import Table
from guidelinekit.case.tables.table_forms import every_form, forms, is_constant
from guidelinekit.lang.rule import Subject


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A text in a column of codes that means none of ours."""

    table: str
    column: str
    field: str
    text: str
    count: int


@dataclass
class Survey:
    """What an export holds, seen through a mapping or through our own names."""

    rows: dict[str, int] = field(default_factory=dict)
    """How many rows each table has."""
    unmapped: list[Unmapped] = field(default_factory=list)
    """The most frequent first."""
    unused: dict[str, list[str]] = field(default_factory=dict)
    """The columns that are never used, by table."""
    filled: set[str] = field(default_factory=set)
    """The fields that at least one row fills, as `table field`."""
    unfilled: list[str] = field(default_factory=list)
    """The fields that no row fills, in the same form."""


def survey(export: Export, tables: Sequence[Table], mapping: TableMapping | None) -> Survey:
    """Read all rows of an export once and return what is to be said of them."""
    seen = Survey()
    texts: Counter[tuple[str, str, str, str]] = Counter()
    sources = [source for listed in export.recognised.sources.values() for source in listed]
    for source in sources:
        number = 0
        for number, (_, cells) in enumerate(source.rows(), start=1):  # noqa: B007 - how many there are
            for column in source.columns:
                value = column.values[cells[column.index]]
                if value is None:
                    continue
                seen.filled.add(f"{source.form.name} {column.path}")
                texts.update(
                    (source.table.name, source.table.columns[column.index], column.path, text)
                    for text in _without_meaning(value, as_text(cells[column.index]), column.holds)
                )
        seen.rows[source.table.name] = number
        seen.filled |= {
            f"{source.form.name} {path}" for path, value in source.constants.items() if value is not None
        }
    seen.unmapped = [Unmapped(*where, count) for where, count in texts.most_common()]
    seen.unused = {table.name: unused for table in tables if (unused := _unused(table, sources, mapping))}
    seen.unfilled = unfilled(seen.filled, export.recognised.sources or (Subject.CASE,))
    return seen


def unfilled(filled: Collection[str], subjects: Iterable[Subject]) -> list[str]:
    """Return the fields of some kinds of records that are not among those filled."""
    return [
        f"{form.name} {path}"
        for subject in subjects
        for form in forms(subject)
        for path, holds in form.columns.items()
        if f"{form.name} {path}" not in filled and not is_constant(holds)
    ]


def filled_fields(seen: Survey) -> dict[str, set[str]]:
    """Return the fields that are filled by table; a table that has no rows is there all the same."""
    fields: dict[str, set[str]] = {}
    for name in every_form():
        here = {each.partition(" ")[2] for each in seen.filled if each.partition(" ")[0] == name}
        if here:
            fields[name] = here
    return fields


def _without_meaning(value: Any, text: str, holds: FieldType) -> list[str]:
    """Return what in a cell means none of our codes; nothing of other columns, which may hold anything."""
    within = holds.item or holds
    if within.kind not in {Kind.CODE, Kind.BOOLEAN}:
        return []
    parts = value if isinstance(value, list) else [value]
    if any(isinstance(part, Unreadable) for part in parts):
        return [text]
    if within.kind is Kind.BOOLEAN:
        return [] if isinstance(value, bool) else [text]
    return [str(part) for part in parts if part not in within.codes]


def _unused(table: Table, sources: Sequence[TableSource], mapping: TableMapping | None) -> list[str]:
    used: set[int] = set()
    for source in sources:
        if source.table.name == table.name:
            used |= {column.index for column in source.columns} | {source.record}
            used |= {at for at in (source.key, source.parent, source.not_exported) if at is not None}
            used |= {at for at, _ in source.where}
    if mapping is None and not used:
        return []
    return [name for at, name in enumerate(table.columns) if at not in used and name]
