"""Conditions: which fields may be named where, and the constructs that hold conditions together."""

from collections.abc import Iterator, Mapping

from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.lang.rule import Subject
from guidelinekit.schema.operators import asked_of
from guidelinekit.schema.shapes import PATH, Schema, any_of, both_languages, closed, list_of, ref, titled
from guidelinekit.text import Text

_CONSTRUCTS: Mapping[str, Text] = {
    "all": Text(da="Alle betingelserne gælder.", en="All of the conditions hold."),
    "any": Text(da="Mindst én af betingelserne gælder.", en="At least one of the conditions holds."),
    "not": Text(da="Betingelsen gælder ikke.", en="The condition does not hold."),
    "at_least": Text(
        da="Mindst n af betingelserne gælder; ved siden af exists: mindst så mange elementer.",
        en="At least n of the conditions hold; beside exists: at least so many items.",
    ),
    "exists": Text(da="Listen har elementer, for hvilke where gælder.", en="The list has items with where."),
    "every": Text(
        da="Alle elementer, for hvilke where gælder, opfylder satisfies.",
        en="All items for which where holds fulfil satisfies.",
    ),
    "use": Text(da="En definition i pakken, ved navn.", en="A definition of the pack, by its name."),
    "as": Text(da="Et navn til elementet, fx need.", en="A name for the item, for example need."),
    "where": Text(da="Hvilke elementer det gælder.", en="Which items are meant."),
    "satisfies": Text(da="Hvad hvert af elementerne skal opfylde.", en="What each of the items must fulfil."),
    "at_most": Text(da="Højst så mange elementer.", en="At most so many items."),
}


def condition(subject: Subject) -> Schema:
    """Return the reference to a condition on a record."""
    return ref(f"condition:{subject.value}")


def record_lists(subject: Subject) -> list[str]:
    """Return the names of the record's lists."""
    return [name for name, field in CATALOGUES[subject].fields.items() if field.kind is Kind.LIST]


def for_each(subject: Subject) -> Schema:
    """Return `for_each`: a list of the record, and conditions on its items."""
    described = {
        "in": {"enum": record_lists(subject), "description": "Listen.\n\nThe list."},
        "as": _described("as", {"type": "string", "pattern": "^[a-z_][a-z0-9_]*$"}),
        "where": _described("where", {"type": "object"}),
    }
    return closed(described, ["in"], allOf=[ref(f"items:{subject.value}")])


def defined(definition: Schema) -> None:
    """Say in a definition's schema what its condition may be: of the case, or of an item of its list."""
    lists = dict(_lists(CATALOGUES[Subject.CASE]))
    definition["properties"]["of"]["pattern"] = rf"^([a-z_]+\.)*({'|'.join(lists)})$"
    definition["dependencies"] = {"as": ["of"]}
    definition["allOf"] = [
        {
            "if": {"required": ["of"]},
            "then": {
                "allOf": [
                    {
                        "if": {"properties": {"of": {"pattern": rf"^([a-z_]+\.)*{name}$"}}},
                        "then": {"properties": {"when": ref(f"condition:case.{name}")}},
                    }
                    for name in lists
                ]
            },
            "else": {"properties": {"when": condition(Subject.CASE)}},
        }
    ]


def definitions() -> Iterator[tuple[str, Schema]]:
    """Return the conditions on each record and on the items of each list."""
    for subject, record in CATALOGUES.items():
        root = subject.value
        yield f"fields:{root}", {"properties": dict(_fields(record))}
        yield f"condition:{root}", _condition(root, record, root)
        lists = dict(_lists(record))
        for name, item in lists.items():
            yield f"condition:{root}.{name}", _condition(root, item, f"{root}.{name}")
        yield f"items:{root}", {"allOf": [_items_of(root, name) for name in lists]}


def _condition(root: str, start: FieldType, own: str) -> Schema:
    """Return a map of fields of `start`, or one construct."""
    inner = ref(f"condition:{own}")
    several = list_of(inner, 1)
    lists = [name for name, field in start.fields.items() if field.kind is Kind.LIST]
    record = CATALOGUES[Subject(root)]
    above = [f"{root}.{name}" for name in record_lists(Subject(root))]
    named = any_of({"enum": [*lists, *above]}, {"type": "string", "pattern": rf"^(?!{root}\.){PATH}$"})
    whole = {"type": "integer", "minimum": 0}
    constructs = {
        "all": several,
        "any": several,
        "not": inner,
        "use": {"type": "string"},
        "exists": named,
        "every": named,
        "as": {"type": "string", "pattern": "^[a-z_][a-z0-9_]*$"},
        "where": {"type": "object"},
        "satisfies": {"type": "object"},
        "at_least": any_of(whole, closed({"n": whole, "of": several}, ["n", "of"])),
        "at_most": whole,
    }
    if root != Subject.CASE:
        del constructs["use"]  # definitions are about cases
    fields = dict(_fields(start))
    if start is not record:
        fields |= {f"{root}.{path}": _same(root, path) for path, _ in _fields(record)}
    elif own == root:
        fields = {path: _same(root, path) for path in fields}
        fields |= {f"{root}.{path}": _same(root, path) for path in list(fields)}
    known = "|".join(sorted({path.partition(".")[0] for path in fields if "." in path} | {root}))
    return {
        "type": "object",
        "minProperties": 1,
        "properties": {**fields, **{name: _described(name, schema) for name, schema in constructs.items()}},
        "patternProperties": {rf"^(?!({known})\.){PATH}$": {}},
        "additionalProperties": False,
        "not": {"required": ["exists", "every"]},
        "dependencies": {
            "satisfies": ["every"],
            "at_most": ["exists"],
            **dict.fromkeys(("as", "where"), any_of({"required": ["exists"]}, {"required": ["every"]})),
        },
        "allOf": [ref(f"items:{root}")],
    }


def _fields(start: FieldType) -> Iterator[tuple[str, Schema]]:
    """Return each field that is reached without going through a list, by its path."""
    for name, field in start.fields.items():
        yield name, {**asked_of(field), **titled(field)}
        if field.kind is Kind.OBJECT:
            yield from ((f"{name}.{path}", schema) for path, schema in _fields(field))


def _lists(start: FieldType) -> Iterator[tuple[str, FieldType]]:
    """Return the lists of records, and those inside them, by name."""
    for name, field in start.fields.items():
        if field.item is not None and field.item.kind is Kind.OBJECT:
            yield name, field.item
            yield from _lists(field.item)


def _items_of(root: str, name: str) -> Schema:
    """Say what the items of a list are, wherever the list is named."""
    named: Schema = {"pattern": rf"^([a-z_][a-z0-9_]*\.)*{name}$"}
    keys = ("exists", "every", "in")
    item = ref(f"condition:{root}.{name}")
    return {
        "if": any_of(*({"required": [key], "properties": {key: named}} for key in keys)),
        "then": {"properties": {"where": item, "satisfies": item}},
    }


def _same(root: str, path: str) -> Schema:
    return ref(f"fields:{root}/properties/{path}")


def _described(name: str, schema: Schema) -> Schema:
    return {"allOf": [schema], "description": both_languages(_CONSTRUCTS[name])}
