"""The schema of a mapping: which of our tables and fields there are, and the codes of each."""

from collections.abc import Mapping
from typing import Final

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.case.tables.cells import DATE_ORDERS
from guidelinekit.case.tables.table_forms import TableForm, every_form, forms
from guidelinekit.lang.rule import Subject
from guidelinekit.schema.shapes import DIALECT, Schema, any_of, both_languages, closed, list_of, ref
from guidelinekit.text import Text

_TEXT: Final[Schema] = {"type": "string", "minLength": 1}
_CELL: Final[Schema] = {"type": ["string", "number", "boolean"]}
_KEYS: Final[Mapping[str, Text]] = {
    "reads": Text(da="Hvordan cellerne er skrevet.", en="How cells are written."),
    "lists": Text(da="Tabellerne med sagens lister.", en="The tables with the lists of a case."),
    "not_exported": Text(da="Lister der ikke er i udtrækket.", en="Lists that are not in the export."),
    "table": Text(da="Tabellens navn i udtrækket.", en="The name of the table in the export."),
    "fields": Text(
        da="Vores felter, hver med den kolonne der udfylder det.",
        en="Our fields, each with the column that fills it.",
    ),
    "where": Text(da="Kun rækker med disse værdier.", en="Only rows with these values."),
    "key": Text(da="Kolonnen med rækkens eget id.", en="The column with the row's own id."),
    "parent": Text(
        da="Kolonnen der peger på det, listen hører til.", en="The column that points to what the list is of."
    ),
    "of": Text(
        da="Kolonnen der peger på sagen eller stedet.", en="The column that points to the case or provider."
    ),
}


def mapping_schema() -> Schema:
    """Return the schema of a mapping."""
    definitions = {form.name: _table(form) for form in every_form().values()}
    fields = (holds for form in every_form().values() for holds in form.columns.values())
    definitions |= {_kind(holds): _filling(holds) for holds in fields}
    definitions["texts"] = any_of(_CELL, list_of(_CELL))
    dates = {"enum": list(DATE_ORDERS)}
    reads = {
        **dict.fromkeys(("encoding", "separator", "between"), _TEXT),
        "decimal": {"enum": [",", "."]},
        "dates": any_of(dates, list_of(dates, 1)),
        **dict.fromkeys(("missing", "none", "yes", "no"), ref("texts")),
    }
    mains = {subject.value: ref(forms(subject)[0].name) for subject in Subject}
    top = {
        "mapping": {"const": 1},
        "reads": _explained("reads", closed(reads)),
        **mains,
        "lists": _explained("lists", _lists(forms(Subject.CASE)[0])),
        "not_exported": _explained(
            "not_exported", list_of({"enum": [n for n, form in every_form().items() if form.steps]})
        ),
    }
    head = {"$schema": DIALECT, "$id": "mapping.schema.json", "title": "guidelinekit: mapping"}
    return {**head, **closed(top, ["mapping", "case"]), "definitions": definitions}


def _table(form: TableForm) -> Schema:
    of = form.subject.value
    keys: dict[str, Schema] = {
        "table": _explained("table", _TEXT),
        "fields": _explained("fields", closed({path: _field(holds) for path, holds in form.columns.items()})),
        "where": _explained("where", {"type": "object", "additionalProperties": ref("texts")}),
        "key": _explained("key", _TEXT if form.steps else any_of(_TEXT, _pseudonym())),
        "parent": _explained("parent", _TEXT),
        "not_exported": _TEXT,
    }
    if form.steps:
        keys[of] = _explained("of", _TEXT)
    if form.lists and (form.steps or form.subject is not Subject.CASE):
        keys["lists"] = _lists(form)
    needed = ["table", "fields", *([] if form.steps else ["key"]), *(["parent"] if form.parent else [])]
    return closed(keys, needed, description=both_languages(form.title))


def _lists(form: TableForm) -> Schema:
    inner = {
        ".".join(each.steps[len(form.steps) :]): any_of(ref(each.name), list_of(ref(each.name)))
        for each in forms(form.subject)
        if each.steps and each.parent == form.steps
    }
    return closed(inner)


def _field(holds: FieldType) -> Schema:
    """Return what may fill a field, with what it is."""
    described = {} if holds.title is None else {"description": both_languages(holds.title)}
    return {"allOf": [ref(_kind(holds))], **described}


def _kind(holds: FieldType) -> str:
    """Return the name of what all fields may be filled with that hold the same."""
    within = holds.inner
    held = within.vocabulary or (within.codes[0] if within.codes else within.kind.value)
    return f"{'several' if holds.item else 'one'}:{held}"


def _filling(holds: FieldType) -> Schema:
    """Return what may fill such fields: a column, one with values, or one value for all rows."""
    within = holds.inner
    value: Schema = {"type": ["string", "number", "boolean", "null"]}
    if within.kind is Kind.CODE:
        value = {"enum": [*within.codes, None]}
    elif within.kind is Kind.BOOLEAN:
        value = {"type": ["boolean", "null"]}
    values = {"type": "object", "additionalProperties": value}
    always = value if holds.item is None else any_of(value, list_of(value))
    return any_of(
        _TEXT, closed({"column": _TEXT, "values": values}, ["column"]), closed({"always": always}, ["always"])
    )


def _pseudonym() -> Schema:
    return closed({"pseudonym": _TEXT, "secret_file": _TEXT}, ["pseudonym", "secret_file"])


def _explained(key: str, schema: Schema) -> Schema:
    return {"allOf": [schema], "description": both_languages(_KEYS[key])}
