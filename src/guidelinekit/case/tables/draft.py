"""The beginning of a mapping for an export: what is named alike is filled in, the rest is to be done."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from guidelinekit.case.catalogue import Kind
from guidelinekit.case.tables.glance import Glance, glance
from guidelinekit.case.tables.recognise import columns_named, folded, form_named, stem, titles_of
from guidelinekit.case.tables.table import Table
from guidelinekit.case.tables.table_forms import NOT_EXPORTED, TableForm, every_form, forms
from guidelinekit.lang.rule import Subject
from guidelinekit.suggest import nearest
from guidelinekit.text import Language, Text

_ALIKE: Final = 0.72
"""From which likeness on a column is taken for a field, until its author says otherwise."""
_SHORTEST: Final = 3
"""How many letters a name has at least that is looked for inside another."""
TODO: Final = "TODO"
_READS: Final = Text(da="hvordan celler er skrevet", en="how cells are written")
_GUESS: Final = Text(da="er det den? den hedder kun noget lignende", en="is it? it is only named alike")
_NOT_USED: Final = Text(da="bruges ikke", en="not used")
_COLUMNS_NOT_USED: Final = Text(da="kolonner, der ikke bruges", en="columns not used")
_NOT_FILLED: Final = Text(da="felter, der ikke udfyldes", en="fields not filled")


@dataclass(frozen=True, slots=True)
class _Theirs:
    """An export, and which of its tables is taken for which of ours."""

    tables: Sequence[Table]
    chosen: Mapping[str, Table]
    seen: Glance
    language: Language

    def below(self, owner: TableForm) -> list[TableForm]:
        """Return the lists of an item that the export has a table of."""
        below = (each for each in forms(owner.subject) if each.steps and each.parent == owner.steps)
        return [each for each in below if each.name in self.chosen]


def draft(tables: Sequence[Table], language: Language) -> str:
    """Return a mapping as YAML with comments in a language; `TODO` stands where a column is not known."""
    seen = glance(tables)
    chosen = _chosen(tables, seen)
    theirs = _Theirs(tables, chosen, seen, language)
    lines = ["mapping: 1", f"reads:  # {_READS.text(language)}", f"  dates: [{', '.join(seen.orders)}]"]
    for subject in Subject:
        main = forms(subject)[0]
        if subject is Subject.CASE or main.name in chosen:
            lines += [f"{subject}:  # {main.title.text(language)}", *_indented(_table(main, theirs))]
        if subject is not Subject.CASE and main.name in chosen:
            lines += _indented(_lists(main, theirs))
    lines += _lists(forms(Subject.CASE)[0], theirs) or ["lists: {}"]
    lists = [form for form in forms(Subject.CASE) if form.steps and not form.parent]
    missing = [form.name for form in lists if form.name not in chosen]
    lines.append(f"not_exported: [{', '.join(missing)}]")
    used = {table.name for table in chosen.values()}
    not_used = (table for table in tables if table.name not in used)
    lines += [f"# {_NOT_USED.text(language)}: {t.name} ({', '.join(t.columns)})" for t in not_used]
    return "\n".join(lines) + "\n"


def _chosen(tables: Sequence[Table], seen: Glance) -> Mapping[str, Table]:
    """Return for each of our tables that of the export which is named most like it."""
    chosen = {form.name: table for table in tables if (form := form_named(stem(table.name))) is not None}
    for like in (_near, _inside):
        for form in every_form().values():
            names = {folded(stem(table.name)): table for table in tables if table not in chosen.values()}
            title = titles_of(form)[-1] if form.steps else form.title.da
            ours = [folded(name) for name in (title, form.title.da, (form.steps or (form.name,))[-1])]
            near = next((near for name in ours if (near := like(name, names))), None)
            if form.name not in chosen and near is not None and not (form.steps and _strange(form, chosen)):
                chosen[form.name] = names[near]
    main = forms(Subject.CASE)[0]
    others = [table for table in tables if table not in chosen.values()]
    if main.name not in chosen and others:
        chosen[main.name] = max(others, key=lambda table: len(_matched(main, table, seen)))
    return chosen


def _near(name: str, theirs: Iterable[str]) -> str | None:
    return nearest(name, theirs, _ALIKE)


def _inside(name: str, theirs: Iterable[str]) -> str | None:
    """Return the shortest name that holds this one, or of which it is the beginning."""
    alike = (each for each in theirs if name in each or (len(each) > _SHORTEST and name.startswith(each)))
    return min(alike, key=len, default=None) if len(name) >= _SHORTEST else None


def _strange(form: TableForm, chosen: Mapping[str, Table]) -> bool:
    """Say whether what a list stands in has no table, so that none can be one of its."""
    owner = every_form().get(".".join(form.parent)) if form.parent else forms(form.subject)[0]
    return owner is not None and owner.name not in chosen and owner.subject is not Subject.CASE


def _record_column(tables: Sequence[Table]) -> str:
    """Return the name that most tables have a column of: it says which record a row belongs to."""
    times = Counter(name for table in tables for name in table.columns)
    (name, count), *_ = times.most_common(1) or [(TODO, 0)]
    return name if count > 1 else TODO


def _lists(owner: TableForm, theirs: _Theirs) -> list[str]:
    lines = [] if not (inner := theirs.below(owner)) else ["lists:"]
    for form in inner:
        lines.append(f"  {form.steps[-1]}:  # {form.title.text(theirs.language)}")
        lines += _indented(_indented([*_table(form, theirs), *_lists(form, theirs)]))
    return lines


def _table(form: TableForm, theirs: _Theirs) -> Iterator[str]:
    table = theirs.chosen.get(form.name)
    matched = {} if table is None else _matched(form, table, theirs.seen)
    yield f"table: {_quoted(TODO if table is None else stem(table.name))}"
    record = matched.pop(form.id_field, None) or _record_column(theirs.tables)
    null = matched.pop(NOT_EXPORTED, None)
    matched = {path: column for path, column in matched.items() if column != record}
    there = table is not None and record in table.columns
    if not form.steps:
        yield f"key: {_quoted(record if there else TODO)}"
    elif there or not form.parent:
        yield f"{form.subject}: {_quoted(record if there else TODO)}"
    joined = None
    if form.steps and (inner := theirs.below(form)):
        joined = _shared(form, inner[0], theirs, record) or matched.get(form.own_id or "")
        yield f"key: {_quoted(joined or TODO)}"
    if form.parent:
        joined = _shared(every_form()[".".join(form.parent)], form, theirs, record)
        yield f"parent: {_quoted(joined or TODO)}"
    if null is not None:
        yield f"not_exported: {_quoted(null)}"
    yield "fields:"
    names = columns_named(form)
    for path in form.columns:
        if path in matched:
            guess = "" if names.get(folded(matched[path])) == path else f"  # {_GUESS.text(theirs.language)}"
            yield f"  {path}: {_quoted(matched[path])}{guess}"
        elif path in form.needed and path != form.id_field:
            yield f"  {path}: {TODO}"
    used = {record, null, joined, *matched.values()}
    if others := [name for name in (table.columns if table else ()) if name not in used]:
        yield f"  # {_COLUMNS_NOT_USED.text(theirs.language)}: {', '.join(others)}"
    if lacking := [path for path in form.columns if path not in matched and path not in form.needed]:
        yield f"  # {_NOT_FILLED.text(theirs.language)}: {', '.join(lacking)}"


def _shared(owner: TableForm, inner: TableForm, theirs: _Theirs, record: str) -> str | None:
    """Return the column that a table and that of an inner list have both, besides the record's."""
    if owner.name not in theirs.chosen:
        return None
    columns = theirs.chosen[owner.name].columns
    return next((n for n in theirs.chosen[inner.name].columns if n in columns and n != record), None)


def _matched(form: TableForm, table: Table, seen: Glance) -> dict[str, str]:
    """Return the columns by the fields that they are named like, each once: the same names first.

    What is only named alike is taken for a date where it holds dates alone, and then for nothing else.
    """
    names = columns_named(form)
    dates = {path for path, holds in form.columns.items() if (holds.item or holds).kind is Kind.DATE}
    filled, dated = seen.filled[table.name], seen.dated[table.name]
    matched: dict[str, str] = {}
    for column in table.columns:
        if (path := names.get(folded(column))) is not None:
            matched.setdefault(path, column)
    for column in table.columns:
        is_date = column in dated
        fitting = (path for path in names.values() if column not in filled or (path in dates) is is_date)
        free = {path for path in fitting if path not in matched}
        near = nearest(folded(column), [name for name, path in names.items() if path in free], _ALIKE)
        if near is not None and column not in matched.values():
            matched[names[near]] = column
    return matched


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
