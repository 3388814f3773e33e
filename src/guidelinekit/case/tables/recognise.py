"""Which table of an export is which, and which column fills which field, by our names in two languages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Final, TypeVar

from guidelinekit.case.catalogue import CATALOGUES, resolve
from guidelinekit.case.reading.problems import shown
from guidelinekit.case.tables.cells import Writing, values_of
from guidelinekit.case.tables.join import TableColumn, TableSource
from guidelinekit.case.tables.table import Table
from guidelinekit.case.tables.table_forms import NOT_EXPORTED, ROW, TableForm, every_form, forms
from guidelinekit.errors import InputError
from guidelinekit.lang.rule import Subject
from guidelinekit.suggest import did_you_mean, nearest
from guidelinekit.text import Text, say

T = TypeVar("T")
_APART: Final = re.compile(r"[\s_.:\-]+")
_LATIN: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_MISSPELT: Final = 0.8
"""From which likeness on a name that nobody knows is taken for a misspelt one."""
_ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    ROW: ("række",),
    NOT_EXPORTED: ("ikke eksporteret",),
}


@dataclass(slots=True)
class Recognised:
    """The sources of each kind of record, and what is to be told of the tables."""

    sources: dict[Subject, list[TableSource]] = field(default_factory=dict)
    """The main table first."""
    notes: list[Text] = field(default_factory=list)
    """What was passed over, a sentence each."""

    def not_exported(self) -> tuple[str, ...]:
        """Return the tables that are not there, so that what they would hold is null in every record."""
        there = {source.form.name for sources in self.sources.values() for source in sources}
        wanted = (form for subject in self.sources for form in forms(subject))
        return tuple(form.name for form in wanted if form.name not in there)


def folded(name: str) -> str:
    """Return a name so that spellings of one name are equal, those without Danish letters among them."""
    return _APART.sub(" ", name).strip().casefold().translate(_LATIN)


def recognise(export: str, tables: Sequence[Table], unmarked: Subject, writing: Writing) -> Recognised:
    """Find out what the tables of an export are.

    A table alone is a table of records, whatever it is called. Raises InputError where one cannot be used.
    """
    recognised = Recognised()
    named: dict[str, Table] = {}
    for table in tables:
        form = form_named(stem(table.name)) or (forms(unmarked)[0] if len(tables) == 1 else None)
        if form is None:
            near = did_you_mean(stem(table.name), every_form())
            recognised.notes.append(
                say(
                    "{name} er ingen tabel i en sag og blev ikke læst{near}",
                    "{name} is no table of a case and was not read{near}",
                    name=table.name,
                    near=_or(near),
                )
            )
        elif form.name in named:
            message = say(
                "{export}: {first} og {second} er begge tabellen {form}",
                "{export}: {first} and {second} are both the table {form}",
                export=export,
                first=named[form.name].name,
                second=table.name,
                form=form.name,
            )
            raise InputError(
                message,
                Text(
                    da="behold den ene, eller sig i en oversættelse, hvad hver rummer",
                    en="keep one of them, or say in a mapping what each holds",
                ),
            )
        else:
            named[form.name] = table
    for subject in Subject:
        of_subject = [form for form in forms(subject) if form.name in named]
        if not of_subject:
            continue
        if of_subject[0].steps:
            main = forms(subject)[0].name
            table = named[of_subject[0].name]
            message = say(
                "{export}: der er {name}, men ingen tabel {main}",
                "{export}: there is {name}, but no table {main}",
                export=export,
                name=table.name,
                main=main,
            )
            raise InputError(
                message,
                say(
                    "eksportér også {main} med én række for hver post",
                    "export {main} too, with one row for each record",
                    main=main,
                ),
            )
        sources = [_source(form, named[form.name], writing, recognised) for form in of_subject]
        recognised.sources[subject] = with_parents(sources)
    if not recognised.sources:
        there = ", ".join(table.name for table in tables) or Text(da="ingen", en="none")
        message = say(
            "{export}: har ingen tabel `cases` (der er: {there})",
            "{export}: holds no table `cases` (there is: {there})",
            export=export,
            there=there,
        )
        raise InputError(
            message,
            Text(
                da="kald tabellerne som i docs/tables.md, eller skriv en oversættelse: guidelinekit map new",
                en="name the tables as docs/tables.md does, or write a mapping: guidelinekit map new",
            ),
        )
    return recognised


def with_parents(sources: Sequence[TableSource]) -> list[TableSource]:
    """Return the sources with the columns by which inner lists and their items know one another.

    Raises InputError where there is no such column.
    """
    settled = list(sources)
    for at, source in enumerate(settled):
        if not source.form.parent or source.parent is not None:
            continue
        for owner_at, owner in enumerate(settled):
            if owner.form.steps != source.form.parent:
                continue
            pair = _shared(owner, source)
            if pair is None:
                own_id = say(" eller `{id}`", " or `{id}`", id=owner.form.own_id) if owner.form.own_id else ""
                raise InputError(
                    say(
                        "{table}: ingen kolonne siger, hvilken række i {owner} en række hører til",
                        "{table}: no column says which row of {owner} a row belongs to",
                        table=source.table.name,
                        owner=owner.table.name,
                    ),
                    say(
                        "tilføj en kolonne `{row}`{own_id} med den samme tekst i begge tabeller",
                        "add a column `{row}`{own_id} with the same text to both tables",
                        row=ROW,
                        own_id=own_id,
                    ),
                )
            settled[owner_at] = replace(owner, key=pair[0])
            settled[at] = replace(source, parent=pair[1])
    return settled


def form_named(name: str) -> TableForm | None:
    """Return the table that is called so, in either language."""
    return _table_names().get(folded(name))


def columns_named(form: TableForm) -> Mapping[str, str]:
    """Return the columns of a table by each of their names, where one name means one column."""
    return _column_names(form.name)


def column(form: TableForm, path: str, index: int, writing: Writing) -> TableColumn:
    """Return a column that fills a field."""
    holds = form.columns[path]
    return TableColumn(index, path, values_of(holds, writing), holds)


def refuse_twice(table: Table) -> None:
    """Raise InputError where two columns of a table have one name."""
    first: dict[str, int] = {}
    for index, name in enumerate(table.columns):
        if (key := folded(name)) and key in first:
            both = say(
                "kolonne {first} og {second}",
                "columns {first} and {second}",
                first=first[key] + 1,
                second=index + 1,
            )
            message = say(
                "{table}: to kolonner hedder {name} ({both})",
                "{table}: two columns are called {name} ({both})",
                table=table.name,
                name=shown(name),
                both=both,
            )
            raise InputError(
                message, Text(da="giv hver kolonne sit eget navn", en="give each column a name of its own")
            )
        first[key] = index


def _source(form: TableForm, table: Table, writing: Writing, recognised: Recognised) -> TableSource:
    refuse_twice(table)
    names = columns_named(form)
    at: dict[str, int] = {}
    for index, name in enumerate(table.columns):
        path = names.get(folded(name))
        if path is None:
            _unknown(table, name, names, recognised)
        elif path in at:
            message = say(
                "{table}: {first} og {second} er begge `{path}`",
                "{table}: {first} and {second} are both `{path}`",
                table=table.name,
                first=shown(table.columns[at[path]]),
                second=shown(name),
                path=path,
            )
            raise InputError(
                message, Text(da="behold den ene af de to kolonner", en="keep one of the two columns")
            )
        else:
            at[path] = index
    wanted = form.needed | {form.id_field}
    if missing := [path for path in (form.id_field, *form.columns) if path in wanted and path not in at]:
        several = (
            Text(da="kolonnerne", en="these columns")
            if len(set(missing)) > 1
            else Text(da="kolonnen", en="the column")
        )
        message = say(
            "{table}: mangler {several}: {columns}",
            "{table}: lacks {several}: {columns}",
            table=table.name,
            several=several,
            columns=", ".join(dict.fromkeys(missing)),
        )
        raise InputError(
            message,
            Text(
                da="hver række skal have dem; tilføj kolonnerne, eller udelad tabellen",
                en="each row must have them; add the columns, or leave the table out",
            ),
        )
    columns = tuple(column(form, path, index, writing) for path, index in at.items() if path in form.columns)
    return TableSource(form, table, at[form.id_field], columns, not_exported=at.get(NOT_EXPORTED))


def _unknown(table: Table, name: str, names: Mapping[str, str], recognised: Recognised) -> None:
    if not name.strip():
        return
    near = nearest(folded(name), names, _MISSPELT)
    if near is not None:
        message = say(
            "{table}: ukendt kolonne {name}; mente du `{near}`?",
            "{table}: unknown column {name}; did you mean `{near}`?",
            table=table.name,
            name=shown(name),
            near=names[near],
        )
        raise InputError(
            message,
            Text(
                da="giv den det navn, eller et andet, der ligner mindre",
                en="give it that name, or another one that is not so like it",
            ),
        )
    recognised.notes.append(
        say(
            "{table}: kolonnen {name} bruges ikke",
            "{table}: the column {name} is not used",
            table=table.name,
            name=shown(name),
        )
    )


def _shared(owner: TableSource, inner: TableSource) -> tuple[int, int] | None:
    """Return the columns of an owner's table and of an inner one that hold the same."""
    for name in (ROW, owner.form.own_id):
        if name is not None:
            pair = _index(owner.table, owner.form, name), _index(inner.table, owner.form, name)
            if pair[0] is not None and pair[1] is not None:
                return pair[0], pair[1]
    return None


def _index(table: Table, form: TableForm, path: str) -> int | None:
    names = columns_named(form)
    return next((at for at, name in enumerate(table.columns) if names.get(folded(name)) == path), None)


def stem(name: str) -> str:
    """Return the name of a table without a folder and without what says that it is CSV."""
    file = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, extension = file.rpartition(".")
    return stem if dot and extension.lower() in {"csv", "tsv", "txt", "parquet"} else file


def _or(near: Text | None) -> Text | str:
    return "" if near is None else say("; {near}", "; {near}", near=near)


@cache
def _table_names() -> Mapping[str, TableForm]:
    """Return the tables by their names; the last part of a name alone where it means one table."""
    names: dict[str, TableForm] = {}
    for form in every_form().values():
        for name in _names_of(form):
            names[folded(name)] = form
    for name, form in _once((form.steps[-1], form) for form in every_form().values() if form.steps):
        names.setdefault(folded(name), form)
    titled = ((titles_of(form)[-1], form) for form in every_form().values() if form.steps)
    for name, form in _once(titled):
        names.setdefault(folded(name), form)
    return MappingProxyType(names)


def _names_of(form: TableForm) -> Iterator[str]:
    yield form.name
    if form.steps:
        yield ".".join(titles_of(form))
    else:
        yield from (form.title.da, f"{form.title.da}er", form.title.en)


def titles_of(form: TableForm) -> list[str]:
    """Return the Danish titles on the way to a list, for one that is not of a case with whose it is."""
    root = CATALOGUES[form.subject]
    whose = [] if form.subject is Subject.CASE else [f"{root.title.da}er"]
    ways = (form.steps[: count + 1] for count in range(len(form.steps)))
    return whose + [listed.title.da for way in ways if (listed := resolve(root, way)) is not None]


@cache
def _column_names(table: str) -> Mapping[str, str]:
    form = every_form()[table]
    record = CATALOGUES[form.subject]
    names: dict[str, str] = {}
    whole = [(path, path) for path in (*form.columns, *form.lead)]
    whole += [(also, path) for path in form.lead for also in _ALSO.get(path, ())]
    whole.append((record.fields[form.id_field].title.da, form.id_field))
    whole += [(_titled(form, path), path) for path in form.columns]
    alone = list(_once((path.rpartition(".")[2], path) for path in form.columns))
    alone += _once((holds.title.da, path) for path, holds in form.columns.items())
    alone += _once((holds.title.en, path) for path, holds in form.columns.items())
    for name, path in (*whole, *alone):
        names.setdefault(folded(name), path)
    return MappingProxyType(names)


def _titled(form: TableForm, path: str) -> str:
    """Return what a column is called with the objects that its field stands in: `borger fødselsdato`."""
    here = resolve(CATALOGUES[form.subject], form.steps)
    steps = path.split(".")
    fields = (resolve(here, steps[: count + 1]) if here else None for count in range(len(steps)))
    return " ".join(each.title.da for each in fields if each is not None)


def _once(pairs: Iterable[tuple[str, T]]) -> list[tuple[str, T]]:
    """Return the pairs whose name stands once."""
    listed = list(pairs)
    times = Counter(folded(name) for name, _ in listed)
    return [(name, meant) for name, meant in listed if times[folded(name)] == 1]
