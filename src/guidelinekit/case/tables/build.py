"""From joined rows to the JSON shape of a record, as a file of cases would hold it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import setitem
from typing import TYPE_CHECKING, Any

from guidelinekit.case.reading.problems import Problem, shown
from guidelinekit.case.tables.cells import as_text
from guidelinekit.case.tables.items import maker
from guidelinekit.case.tables.join import Joined, TableSource
from guidelinekit.case.tables.table import Row
from guidelinekit.case.tables.table_forms import BETWEEN, TableForm, every_form, forms, is_constant

if TYPE_CHECKING:
    from guidelinekit.case.reading.structs import Shape

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
    """The items of all lists, where that was asked for."""


@dataclass(frozen=True, slots=True)
class _Filler:
    """A source that fills a list, and what makes items of its rows."""

    at: int
    """The number of the source."""
    source: TableSource
    make: Callable[[Sequence[Row]], list[Item]]
    key: Callable[[Row], str]
    """Gives the text by which the rows of inner lists refer to a row."""
    owner: Callable[[Row], str]
    """Gives the key of the item that a row of an inner list belongs to."""


@dataclass(frozen=True, slots=True)
class _List:
    """One list, and what fills it."""

    form: TableForm
    fillers: Sequence[_Filler]
    owner: "_List | None"
    """The list in whose items it stands."""
    name: str
    """What the list is called inside its owner."""
    everywhere: str
    """The dotted path to the list in a record."""

    def items(self, joined: Joined) -> list[Item]:
        """Return the items that the rows of a record make."""
        items: list[Item] = []
        for filler in self.fillers:
            if rows := joined.rows[filler.at]:
                items = items + filler.make(rows) if items else filler.make(rows)
        return items

    def rows(self, joined: Joined) -> Iterator[tuple[_Filler, Row]]:
        """Yield the row that each of the items was made from, and what made it."""
        return ((filler, row) for filler in self.fillers for row in joined.rows[filler.at])


class RecordBuilder:
    """Makes records of one kind from the rows of their sources, the main table's being the first."""

    def __init__(self, sources: Sequence[TableSource], shape: "Shape | None" = None) -> None:
        main = sources[0]
        self._put: Callable[[Any, str, Any], object] = setitem if shape is None else setattr
        self._sources = sources
        self._main = main
        self._widths = [len(source.table.columns) for source in sources]
        constants = {path: holds.codes[0] for path, holds in main.form.columns.items() if is_constant(holds)}
        self._make = maker(replace(main, constants={**constants, **main.constants}))
        fillers = [
            _Filler(
                at,
                source,
                maker(source, shape and shape.of(source.form.steps)),
                source.text_of(source.key),
                source.text_of(source.parent),
            )
            for at, source in enumerate(sources[1:], start=1)
        ]
        self._lists: list[_List] = []
        for form in forms(main.form.subject)[1:]:
            if own := [each for each in fillers if each.source.form is form]:
                owner = next((each for each in self._lists if each.form.steps == form.parent), None)
                (name,) = form.steps[len(form.parent) :]  # no list stands inside an object
                self._lists.append(_List(form, own, owner, name, ".".join(form.steps)))

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
        owners: dict[tuple[str, ...], list[Item]] = {}
        for each in self._lists:
            items = each.items(joined)
            if all_rows:
                rows = zip(items, each.rows(joined), strict=True)
                built.made[each.form.steps] = [(item, filler.source, row) for item, (filler, row) in rows]
            if each.form.lists:
                owners[each.form.steps] = items
            if each.form.parent:
                above = owners.get(each.form.parent, ())
                if items or above:
                    self._into_items(each, items, above, joined, null, built)
            elif not null or each.name not in null:
                built.data[each.name] = items
            elif items:
                built.problems.append(_null_yet_there(each, joined))
            else:
                built.data[each.name] = None
        return built

    def _into_items(
        self,
        each: _List,
        items: Iterable[Item],
        above: Iterable[Item],
        joined: Joined,
        null: frozenset[str] | None,
        built: Built,
    ) -> None:
        """Put the items of an inner list into the items that they belong to."""
        null_everywhere = null is not None and each.everywhere in null
        owners: dict[str, list[Item] | None] = {}
        waiting = iter(above)
        for filler in each.owner.fillers if each.owner else ():
            for row, owner in zip(joined.rows[filler.at], waiting, strict=False):
                own = _null(filler.source, row, built)
                within: list[Item] | None = None if null_everywhere or (own and each.name in own) else []
                self._put(owner, each.name, within)
                key = filler.key(row)
                if key and key in owners:
                    where = filler.source.table.place(row[0], filler.source.key)
                    built.problems.append(Problem("", "row-twice", place=where))
                owners[key] = within
        made = iter(items)
        for filler in each.fillers:
            for row, item in zip(joined.rows[filler.at], made, strict=False):
                key = filler.owner(row)
                if key and (inside := owners.get(key)) is not None:
                    inside.append(item)
                else:
                    built.problems.append(_homeless(each, filler, row, null=bool(key) and key in owners))

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
            if (inner := around.get(last)) is None or list(inner.values()).count(None) < len(inner):
                continue
            if null is None or ".".join(way) in null:
                around[last] = None


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


def _homeless(each: _List, filler: _Filler, row: Row, *, null: bool) -> Problem:
    """Return what is wrong with a row whose owner is not there, or says that its list is null."""
    place = filler.source.table.place
    if null:
        return Problem("", "null-yet-there", {"list": each.name}, place=place(row[0]))
    where = place(row[0], filler.source.parent)
    return Problem("", "no-such-row", {"list": each.form.parent[-1]}, place=where)


def _null_yet_there(each: _List, joined: Joined) -> Problem:
    filler = next(filler for filler in each.fillers if joined.rows[filler.at])
    place = filler.source.table.place(joined.rows[filler.at][0][0])
    return Problem("", "null-yet-there", {"list": each.name}, place=place)
