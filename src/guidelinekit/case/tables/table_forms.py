"""Which tables the records of an export make, and what their columns are: read off the models.

A record is a row of its main table (`cases`), with the fields of its objects as columns of their own
(`citizen.birth_date`). Each list of items is a table (`needs`), and so is a list inside an item
(`agreements.follow_ups`). A list of plain values stands in one cell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.lang.rule import Subject
from guidelinekit.text import Text

ROW = "row"
"""The column by which an item and the rows of its own lists know one another, where an item has no id."""
NOT_EXPORTED = "not_exported"
"""The column that names the lists of a row that are null: not exported."""
BETWEEN = "|"
"""What stands between several values in one cell."""
NONE = "-"
"""What stands in the cell of a list of plain values that is empty."""


@dataclass(frozen=True, slots=True)
class TableForm:
    """One table: what a row of it is, and its columns."""

    subject: Subject
    steps: tuple[str, ...]
    """The way to the list that its rows fill; empty for the records themselves."""
    parent: tuple[str, ...]
    """The way to the list in whose items the list stands; empty in the record itself."""
    title: Text
    columns: Mapping[str, FieldType]
    """By the dotted path inside an item."""
    objects: tuple[tuple[str, ...], ...]
    """The objects of an item that may be null, each by its way."""
    there: tuple[tuple[str, ...], ...]
    """The objects that every item has."""
    needed: frozenset[str]
    """The columns without which no row can be an item."""
    own_id: str | None
    """The column with an item's own id."""
    lists: tuple[str, ...]
    """The lists of an item that are tables of their own, by their dotted path inside it."""

    @property
    def name(self) -> str:
        """What the table is called: `cases`, `needs`, `agreements.follow_ups`, `providers.attestations`."""
        if not self.steps:
            return self.subject.plural
        before = () if self.subject is Subject.CASE else (forms(self.subject)[0].name,)
        return ".".join((*before, *self.steps))

    @property
    def id_field(self) -> str:
        """The column that says which record a row belongs to."""
        return self.subject.id_field

    @property
    def lead(self) -> tuple[str, ...]:
        """The columns that say where a row belongs and are no fields of its item."""
        inner = (ROW,) if self.steps and (self.lists or self.parent) else ()
        outer = (NOT_EXPORTED,) if self.lists else ()
        return ((self.id_field,) if self.steps else ()) + inner + outer


@cache
def forms(subject: Subject) -> tuple[TableForm, ...]:
    """Return the tables of a kind of record, the main one first, each list before the lists inside it."""
    return tuple(_forms(subject, (), (), CATALOGUES[subject], None))


@cache
def every_form() -> Mapping[str, TableForm]:
    """Return all tables by name."""
    return MappingProxyType({form.name: form for subject in Subject for form in forms(subject)})


def _forms(
    subject: Subject, steps: tuple[str, ...], parent: tuple[str, ...], item: FieldType, own_id: str | None
) -> Iterator[TableForm]:
    within = dict(_within(item, (), required=True))
    fields = {way: field for way, (field, _) in within.items()}
    columns = {".".join(way): field for way, field in fields.items() if not _is_deep(field)}
    tables = {way: field for way, field in fields.items() if field.item is not None and _is_deep(field)}
    objects = [way for way, field in fields.items() if field.kind is Kind.OBJECT]
    optional = tuple(way for way in objects if not fields[way].required)
    needed = frozenset(
        ".".join(way) for way, (field, required) in within.items() if required and not is_constant(field)
    )
    lists = tuple(map(".".join, tables))
    yield TableForm(
        subject,
        steps,
        parent,
        item.title,
        MappingProxyType(columns),
        optional,
        tuple(way for way in objects if within[way][1]),
        needed & columns.keys(),
        own_id,
        lists,
    )
    for way, field in tables.items():
        if field.item is not None:
            yield from _forms(subject, (*steps, *way), steps, field.item, field.own_id)


def is_constant(field: FieldType) -> bool:
    """Say whether a field can hold one thing only, so that no table needs a column of it."""
    return field.kind is Kind.CODE and field.vocabulary is None and len(field.codes) == 1


def _is_deep(field: FieldType) -> bool:
    """Say whether a field holds more than fits into a cell."""
    return field.kind is Kind.OBJECT or (field.item is not None and field.item.kind is Kind.OBJECT)


def _within(
    item: FieldType, before: tuple[str, ...], *, required: bool
) -> Iterator[tuple[tuple[str, ...], tuple[FieldType, bool]]]:
    """Return the fields of an item and of the objects in it, each with whether no item can be without it."""
    for name, field in item.fields.items():
        needed = required and field.required
        yield (*before, name), (field, needed)
        if field.kind is Kind.OBJECT:
            yield from _within(field, (*before, name), required=needed)
