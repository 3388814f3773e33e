"""From joined rows to the JSON shape of a record, as a file of cases would hold it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from guidelinekit.case.reading.problems import Problem, shown
from guidelinekit.case.tables.cells import as_text
from guidelinekit.case.tables.join import Joined, TableSource
from guidelinekit.case.tables.table import Row
from guidelinekit.case.tables.table_forms import BETWEEN, TableForm, every_form, forms, is_constant

Item = dict[str, Any]
Made = tuple[Item, TableSource, Row]
"""An item, and the row that it was made from."""


_NO_NAMES: frozenset[str] = frozenset()


@dataclass(slots=True)
class Built:
    """A record in its JSON shape, and what is wrong with its rows besides their cells."""

    data: Item
    problems: list[Problem] = field(default_factory=list)
    made: dict[tuple[str, ...], list[Made]] = field(default_factory=dict)
    """The items of the lists that hold lists themselves; of all lists where that was asked for."""


@dataclass(frozen=True, slots=True)
class _List:
    """One list, the sources that fill it, and what makes its items."""

    form: TableForm
    sources: Sequence[tuple[int, TableSource, Callable[[Sequence[Row]], list[Item]]]]

    way: tuple[str, ...]
    """The way to the list inside its owner."""
    name: str
    """The same as a dotted path."""

    def made(self, joined: Joined) -> list[Made]:
        """Return the items that the rows of a record make."""
        return [
            (item, source, row)
            for at, source, make in self.sources
            for item, row in zip(make(joined.rows[at]), joined.rows[at], strict=True)
        ]


class RecordBuilder:
    """Makes records of one kind from the rows of their sources, the main table's being the first."""

    def __init__(self, sources: Sequence[TableSource]) -> None:
        main = sources[0]
        self._sources = sources
        self._main = main
        self._widths = [len(source.table.columns) for source in sources]
        constants = {path: holds.codes[0] for path, holds in main.form.columns.items() if is_constant(holds)}
        self._make = replace(main, constants={**constants, **main.constants}).maker()
        numbered = list(enumerate(sources))[1:]
        self._lists = [
            _List(
                form,
                [(at, each, each.maker()) for at, each in numbered if each.form is form],
                form.steps[len(form.parent) :],
                ".".join(form.steps[len(form.parent) :]),
            )
            for form in forms(main.form.subject)[1:]
            if any(each.form is form for _, each in numbered)
        ]

    def __call__(self, joined: Joined, *, all_rows: bool = False) -> Built:
        """Return the record of some rows; with `all_rows`, also which row each of its items was made from."""
        try:
            return self._built(joined, all_rows)
        except ValueError:  # a row that has too many cells, or too few
            odd = list(self._odd(joined))
            built = self._built(self._settled(joined), all_rows)
            return replace(built, problems=[*odd, *built.problems])

    def _built(self, joined: Joined, all_rows: bool) -> Built:
        built = Built(self._make((joined.row,))[0])
        null = _null(self._main, joined.row, built)
        self._settle_objects(built.data, null)
        rows = joined.rows
        for each in self._lists:
            if each.form.parent:
                _into_items(each, joined, null, built)
                continue
            if all_rows or each.form.lists:
                built.made[each.form.steps] = made = each.made(joined)
                items: list[Item] | None = [item for item, _, _ in made]
            else:
                items = [item for at, _, make in each.sources if rows[at] for item in make(rows[at])]
            if null and each.name in null:
                if items:
                    built.problems.append(_null_yet_there(each, joined))
                else:
                    items = None
            _put(built.data, each.way, items)
        return built

    def _odd(self, joined: Joined) -> Iterator[Problem]:
        for source, width, rows in zip(self._sources, self._widths, joined.rows, strict=True):
            for row in rows:
                if len(row[1]) > width:
                    yield source.table.odd(row)

    def _settled(self, joined: Joined) -> Joined:
        """Return the same rows, with as many cells as there are columns."""
        every = zip(self._widths, joined.rows, strict=True)
        (row,), *others = ([(number, cells[:width]) for number, cells in rows] for width, rows in every)
        return replace(joined, row=row, rows=[[row], *others])

    def _settle_objects(self, data: Item, null: frozenset[str] | None) -> None:
        """Leave out the objects of which nothing is documented, or those that are named where some are."""
        for way in self._main.form.objects:
            *before, last = way
            around = data
            for step in before:
                around = around.get(step) or {}
            if (inner := around.get(last)) is None or any(value is not None for value in inner.values()):
                continue
            if null is None or ".".join(way) in null:
                around[last] = None


def _put(item: Item, way: Sequence[str], value: Any) -> None:
    *before, last = way
    for step in before:
        item = item.setdefault(step, {})
    item[last] = value


def _null(source: TableSource, row: Row, built: Built) -> frozenset[str] | None:
    """Return the lists that a row says are null; None where the table has no column for that."""
    if source.not_exported is None:
        return None
    text = as_text(row[1][source.not_exported])
    if not text:
        return _NO_NAMES
    names, unknown = _names(source.form.name, text)
    for name in unknown:
        place = source.table.place(row[0], source.not_exported)
        built.problems.append(Problem("", "no-such-list", {"name": shown(name)}, place=place))
    return names


@lru_cache(1024)
def _names(table: str, text: str) -> tuple[frozenset[str], Sequence[str]]:
    """Return the names in a cell of null lists, and those that a row of the table cannot have."""
    form = every_form()[table]
    names = frozenset(name.strip() for name in text.split(BETWEEN) if name.strip())
    below = (".".join(each.steps[len(form.steps) :]) for each in forms(form.subject) if each.steps)
    return names, sorted(names.difference(below, map(".".join, form.objects)))


def _into_items(each: _List, joined: Joined, null: frozenset[str] | None, built: Built) -> None:
    """Put the items of an inner list into the items that they belong to."""
    name, everywhere = each.name, ".".join(each.form.steps)
    owners: dict[str, list[Any] | None] = {}
    for owner, source, row in built.made.get(each.form.parent, ()):
        own = _null(source, row, built)
        is_null = (null is not None and everywhere in null) or (own is not None and name in own)
        items: list[Any] | None = None if is_null else []
        _put(owner, each.way, items)
        key = "" if source.key is None else as_text(row[1][source.key])
        if key and key in owners:
            built.problems.append(Problem("", "row-twice", place=source.table.place(row[0], source.key)))
        owners[key] = items
    made = each.made(joined)
    built.made[each.form.steps] = made
    for item, source, row in made:
        key = "" if source.parent is None else as_text(row[1][source.parent])
        if not key or key not in owners:
            place = source.table.place(row[0], source.parent)
            built.problems.append(Problem("", "no-such-row", {"list": each.form.parent[-1]}, place=place))
        elif (items := owners[key]) is None:
            built.problems.append(
                Problem("", "null-yet-there", {"list": name}, place=source.table.place(row[0]))
            )
        else:
            items.append(item)


def _null_yet_there(each: _List, joined: Joined) -> Problem:
    source, row = next((source, joined.rows[at][0]) for at, source, _ in each.sources if joined.rows[at])
    return Problem("", "null-yet-there", {"list": each.name}, place=source.table.place(row[0]))
