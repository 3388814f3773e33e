"""The beginning of a mapping for an export: what is named alike is filled in, the rest is to be done."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from guidelinekit.case.tables.recognise import columns_named, folded, form_named, stem, titles_of
from guidelinekit.case.tables.table import Table
from guidelinekit.case.tables.table_forms import NOT_EXPORTED, TableForm, every_form, forms
from guidelinekit.lang.rule import Subject
from guidelinekit.suggest import nearest
from guidelinekit.text import Language, Text

_ALIKE: Final = 0.72
"""From which likeness on a column is taken for a field, until its author says otherwise."""
TODO: Final = "TODO"
_READS: Final = Text(
    da="Hvordan celler er skrevet; fjern det, der alligevel er sådan.",
    en="How cells are written; take out what is so anyway.",
)
_NOT_USED: Final = Text(da="bruges ikke", en="not used")
_COLUMNS_NOT_USED: Final = Text(da="kolonner, der ikke bruges", en="columns not used")
_NOT_FILLED: Final = Text(da="felter, der ikke udfyldes", en="fields not filled")


def draft(tables: Sequence[Table], language: Language) -> str:
    """Return a mapping as YAML with comments in a language; `TODO` stands where a column is not known."""
    chosen = _chosen(tables)
    lines = ["mapping: 1", f"# {_READS.text(language)}", "reads:"]
    lines += ['  dates: ["yyyy-mm-dd", "dd-mm-yyyy"]', '  missing: [""]']
    for subject in Subject:
        main = forms(subject)[0]
        if subject is Subject.CASE or main.name in chosen:
            entry = _table(main, chosen, tables, language)
            lines += [f"{subject}:  # {main.title.text(language)}", *_indented(entry)]
        if subject is not Subject.CASE and main.name in chosen:
            lines += _indented(_lists(main, chosen, tables, language))
    lists = [form for form in forms(Subject.CASE) if form.steps and not form.parent]
    lines.append("lists:")
    for form in lists:
        if form.name in chosen:
            lines += _indented(_list(form, chosen, tables, language))
    missing = [form.name for form in lists if form.name not in chosen]
    lines.append(f"not_exported: [{', '.join(missing)}]")
    used = {table.name for table in chosen.values()}
    for table in tables:
        if table.name not in used:
            lines.append(f"# {_NOT_USED.text(language)}: {table.name} ({', '.join(table.columns)})")
    return "\n".join(lines) + "\n"


def _chosen(tables: Sequence[Table]) -> Mapping[str, Table]:
    """Return for each of our tables that of the export which is named most like it."""
    chosen = {form.name: table for table in tables if (form := form_named(stem(table.name))) is not None}
    for form in every_form().values():
        names = {folded(stem(table.name)): table for table in tables if table not in chosen.values()}
        title = titles_of(form)[-1] if form.steps else form.title.da
        for name in (title, (form.steps or (form.name,))[-1]):
            if form.name not in chosen and (near := nearest(folded(name), names, _ALIKE)):
                chosen[form.name] = names[near]
    main = forms(Subject.CASE)[0]
    others = [table for table in tables if table not in chosen.values()]
    if main.name not in chosen and others:
        chosen[main.name] = max(others, key=lambda table: len(dict(_matched(main, table.columns))))
    return chosen


def _record_column(tables: Sequence[Table]) -> str:
    """Return the name that most tables have a column of: it says which record a row belongs to."""
    times = Counter(name for table in tables for name in table.columns)
    (name, count), *_ = times.most_common(1) or [(TODO, 0)]
    return name if count > 1 else TODO


def _list(
    form: TableForm, chosen: Mapping[str, Table], tables: Sequence[Table], language: Language
) -> Iterator[str]:
    yield f"{form.steps[-1]}:  # {form.title.text(language)}"
    yield from _indented(_table(form, chosen, tables, language))
    yield from _indented(_lists(form, chosen, tables, language))


def _lists(
    owner: TableForm, chosen: Mapping[str, Table], tables: Sequence[Table], language: Language
) -> Iterator[str]:
    below = [each for each in forms(owner.subject) if each.steps and each.parent == owner.steps]
    if inner := [each for each in below if each.name in chosen]:
        yield "lists:"
        for each in inner:
            yield from _indented(_list(each, chosen, tables, language))


def _table(
    form: TableForm, chosen: Mapping[str, Table], tables: Sequence[Table], language: Language
) -> Iterator[str]:
    table = chosen.get(form.name)
    columns = {} if table is None else dict(_matched(form, table.columns))
    yield f"table: {_quoted(TODO if table is None else stem(table.name))}"
    record = columns.pop(form.id_field, None) or _record_column(tables)
    null = columns.pop(NOT_EXPORTED, None)
    columns = {path: column for path, column in columns.items() if column != record}
    if table is not None and record not in table.columns:
        record = TODO
    if not form.steps:
        yield f"key: {_quoted(record)}"
    else:
        yield f"{form.subject}: {_quoted(record)}"
        if form.lists:
            yield f"key: {_quoted(_shared(form, chosen, record) or columns.get(form.own_id or '', TODO))}"
        if form.parent:
            owner = every_form()[".".join(form.parent)]
            yield f"parent: {_quoted(_shared(owner, chosen, record) or TODO)}"
    if null is not None:
        yield f"not_exported: {_quoted(null)}"
    yield "fields:"
    for path in form.columns:
        if path in columns:
            yield f"  {path}: {_quoted(columns[path])}"
        elif path in form.needed and path != form.id_field:
            yield f"  {path}: {TODO}"
    others = [
        name for name in (table.columns if table else ()) if name not in {record, null, *columns.values()}
    ]
    if others:
        yield f"  # {_COLUMNS_NOT_USED.text(language)}: {', '.join(others)}"
    if lacking := [path for path in form.columns if path not in columns and path not in form.needed]:
        yield f"  # {_NOT_FILLED.text(language)}: {', '.join(lacking)}"


def _shared(owner: TableForm, chosen: Mapping[str, Table], record: str) -> str | None:
    """Return the column that a table and the first of its inner lists have both, besides the record's."""
    inner = next(
        (chosen[name] for name in (f"{owner.name}.{each}" for each in owner.lists) if name in chosen), None
    )
    if inner is None or owner.name not in chosen:
        return None
    return next(
        (name for name in inner.columns if name in chosen[owner.name].columns and name != record), None
    )


def _matched(form: TableForm, columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Return the fields that columns are named like, each once: the same names first."""
    names = columns_named(form)
    taken: dict[str, str] = {}
    for exact in (True, False):
        for column in columns:
            key = folded(column)
            near = key if key in names else None if exact else nearest(key, names, _ALIKE)
            if near is not None and names[near] not in taken and column not in taken.values():
                taken[names[near]] = column
    yield from taken.items()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
