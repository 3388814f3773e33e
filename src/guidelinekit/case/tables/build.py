"""From joined rows to the JSON shape of a record, as a file of cases would hold it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from guidelinekit.case.reading.problems import Named, Problem, shown
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
class _Filler:
    """A source that fills a list, and what makes items of its rows."""

    at: int
    """The number of the source."""
    source: TableSource
    make: Callable[[Sequence[Row]], list[Item]]
    owner: Callable[[Row], str]
    """Gives the key of the item that a row of an inner list belongs to."""


@dataclass(frozen=True, slots=True)
class _List:
    """One list, and what fills it."""

    form: TableForm
    fillers: Sequence[_Filler]
    way: tuple[str, ...]
    """The way to the list inside its owner."""
    name: str
    """The same as a dotted path."""
    everywhere: str
    """The dotted path to the list in a record."""

    def items(self, joined: Joined) -> list[Item]:
        """Return the items that the rows of a record make."""
        items: list[Item] = []
        for filler in self.fillers:
            if rows := joined.rows[filler.at]:
                items += filler.make(rows)
        return items

    def made(self, items: Sequence[Item], joined: Joined) -> list[Made]:
        """Return the items with the rows that they were made from."""
        rows = ((filler.source, row) for filler in self.fillers for row in joined.rows[filler.at])
        return [(item, source, row) for item, (source, row) in zip(items, rows, strict=True)]


class RecordBuilder:
    """Makes records of one kind from the rows of their sources, the main table's being the first."""

    def __init__(self, sources: Sequence[TableSource]) -> None:
        main = sources[0]
        self._sources = sources
        self._main = main
        self._widths = [len(source.table.columns) for source in sources]
        constants = {path: holds.codes[0] for path, holds in main.form.columns.items() if is_constant(holds)}
        self._make = replace(main, constants={**constants, **main.constants}).maker()
        fillers = [
            _Filler(at, source, source.maker(), source.text_of(source.parent))
            for at, source in enumerate(sources[1:], start=1)
        ]
        self._lists = [
            _List(
                form,
                [each for each in fillers if each.source.form is form],
                form.steps[len(form.parent) :],
                ".".join(form.steps[len(form.parent) :]),
                ".".join(form.steps),
            )
            for form in forms(main.form.subject)[1:]
            if any(each.source.form is form for each in fillers)
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
        for each in self._lists:
            made = each.items(joined)
            if all_rows or each.form.lists:
                built.made[each.form.steps] = each.made(made, joined)
            if each.form.parent:
                _into_items(each, made, joined, null, built)
                continue
            items: list[Item] | None = made
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
    for step in way[:-1]:
        item = item.setdefault(step, {})
    item[way[-1]] = value


def _null(source: TableSource, row: Row, built: Built) -> frozenset[str] | None:
    """Return the lists that a row says are null; None where the table has no column for that."""
    if source.not_exported is None:
        return None
    if not (cell := row[1][source.not_exported]):
        return _NO_NAMES
    names, unknown = _names(source.form.name, as_text(cell))
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


def _into_items(
    each: _List, items: Iterable[Item], joined: Joined, null: frozenset[str] | None, built: Built
) -> None:
    """Put the items of an inner list into the items that they belong to."""
    null_everywhere = null is not None and each.everywhere in null
    owners: dict[str, list[Item] | None] = {}
    for owner, source, row in built.made.get(each.form.parent, ()):
        own = _null(source, row, built)
        is_null = null_everywhere or (own is not None and each.name in own)
        within: list[Item] | None = None if is_null else []
        _put(owner, each.way, within)
        key = "" if source.key is None else as_text(row[1][source.key])
        if key and key in owners:
            built.problems.append(Problem("", "row-twice", place=source.table.place(row[0], source.key)))
        owners[key] = within
    waiting = iter(items)
    for filler in each.fillers:
        place = filler.source.table.place
        for row, item in zip(joined.rows[filler.at], waiting, strict=False):
            key = filler.owner(row)
            within = owners.get(key) if key else None
            if within is not None:
                within.append(item)
            elif key and key in owners:
                built.problems.append(Problem("", "null-yet-there", {"list": each.name}, place=place(row[0])))
            else:
                names: dict[str, Named] = {"list": each.form.parent[-1]}
                where = place(row[0], filler.source.parent)
                built.problems.append(Problem("", "no-such-row", names, place=where))


def _null_yet_there(each: _List, joined: Joined) -> Problem:
    filler = next(filler for filler in each.fillers if joined.rows[filler.at])
    place = filler.source.table.place(joined.rows[filler.at][0][0])
    return Problem("", "null-yet-there", {"list": each.name}, place=place)
