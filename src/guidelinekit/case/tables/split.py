"""From a record to the rows of its tables: what `join` and `build` put together again, exactly."""

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from guidelinekit.case.tables.table_forms import BETWEEN, NOT_EXPORTED, ROW, TableForm, forms, is_constant
from guidelinekit.lang.rule import Subject


def columns_of(form: TableForm) -> tuple[str, ...]:
    """Return the columns of a table as they are written."""
    before = [name for name in form.lead if name != NOT_EXPORTED]
    fields = [path for path, holds in form.columns.items() if not is_constant(holds) and path not in before]
    return (*before, *fields, *(name for name in form.lead if name == NOT_EXPORTED))


class Splitter:
    """Makes rows of records of one kind."""

    def __init__(self, subject: Subject) -> None:
        self.forms = forms(subject)
        self._read = {form.steps: [_reader(path) for path in form.columns] for form in self.forms}

    def rows(self, record: Any) -> Iterator[tuple[TableForm, Sequence[Any]]]:
        """Yield the rows of a record, values and not yet cells, each with its table."""
        main = self.forms[0]
        identifier = getattr(record, main.id_field)
        yield from self._rows(main, [record], identifier, None)

    def _rows(
        self, form: TableForm, items: Sequence[Any], identifier: str, parent: str | None
    ) -> Iterator[tuple[TableForm, Sequence[Any]]]:
        inner = [each for each in self.forms if each.steps and each.parent == form.steps]
        for number, item in enumerate(items, start=1):
            row = parent if form.parent else str(number)
            lead = {form.id_field: identifier, ROW: row}
            below = [(each, _at(item, each.steps[len(form.steps) :])) for each in inner]
            null = [".".join(way) for way in form.objects if _at(item, way) is None]
            null += [".".join(each.steps[len(form.steps) :]) for each, listed in below if listed is None]
            lead[NOT_EXPORTED] = BETWEEN.join(null)
            values = (read(item) for read in self._read[form.steps])
            named = dict(zip(form.columns, values, strict=True)) | {name: lead[name] for name in form.lead}
            yield form, [named[name] for name in columns_of(form)]
            for each, listed in below:
                yield from self._rows(each, listed or (), identifier, row)


def _reader(path: str) -> Callable[[Any], Any]:
    """Return what reads a field of an item; None where an object on the way is null."""
    if "." not in path:
        return attrgetter(path)
    way = path.split(".")
    return lambda item: _at(item, way)


def _at(item: Any, way: Sequence[str]) -> Any:
    for step in way:
        item = None if item is None else getattr(item, step)
    return item
