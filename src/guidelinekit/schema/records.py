"""Records as example cases give them: every field optional, dates relative where wanted."""

from collections.abc import Iterator

from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.schema.shapes import Schema, any_of, both_languages, closed, list_of, ref

DAY: Schema = {
    "type": "string",
    "pattern": r"^(\d{4}-\d{2}-\d{2}|D(\s*[+-]\s*\d{1,5})?)$",
    "description": "En dato, eller dage fra eksemplets egen dato: D, D-14, D+3.\n\n"
    "A date, or days from the example's own date: D, D-14, D+3.",
}


def definitions() -> Iterator[tuple[str, Schema]]:
    """Return the record of an example case: the fields of every kind of record."""
    fields = {name: field for record in CATALOGUES.values() for name, field in record.fields.items()}
    yield "record", closed({name: _nullable(field) for name, field in fields.items()})


def _nullable(field: FieldType) -> Schema:
    words = {"title": f"{field.title.da} · {field.title.en}"}
    if field.description is not None:
        words["description"] = both_languages(field.description)
    return any_of(_given(field), {"type": "null"}, **words)


def _item(field: FieldType) -> Schema:
    """Return an item of a list, which stands whole."""
    if field.kind is not Kind.OBJECT:
        return _given(field)
    required = [name for name, inner in field.fields.items() if inner.required]
    return closed({name: _nullable(inner) for name, inner in field.fields.items()}, required)


def _given(field: FieldType) -> Schema:
    match field.kind:
        case Kind.CODE:
            return ref(f"value:{field.vocabulary}") if field.vocabulary else {"enum": list(field.codes)}
        case Kind.DATE:
            return DAY
        case Kind.LIST if field.item is not None:
            return list_of(_item(field.item))
        case Kind.OBJECT:
            return closed({name: _nullable(inner) for name, inner in field.fields.items()})
        case Kind.BOOLEAN | Kind.INTEGER | Kind.NUMBER:
            bounds = {"minimum": field.lower, "maximum": field.upper}
            return {"type": field.kind.value, **{key: at for key, at in bounds.items() if at is not None}}
        case _:
            return {"type": "string"}
