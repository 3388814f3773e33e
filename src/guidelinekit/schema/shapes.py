"""Small pieces of JSON Schema, draft 07: the dialect that editors know best."""

from collections.abc import Iterable, Mapping
from typing import Any

from guidelinekit.case.catalogue import FieldType
from guidelinekit.text import Labelled, Text

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
PATH = r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)+"
NAME = {
    "type": "string",
    "pattern": r"^\$[a-z][a-z0-9_]*$",
    "description": "Parameter eller værdimængde i pakken.\n\nA parameter or a value set of the pack.",
}
OUTER = {
    "type": "string",
    "pattern": f"^{PATH}$",
    "description": "Et felt i sagen (case. ...) eller i et navngivet element.\n\n"
    "A field of the case (case. ...) or of a named item.",
}


def ref(name: str) -> Schema:
    """Return a reference to a definition of the same schema."""
    return {"$ref": f"#/definitions/{name}"}


def both_languages(text: Text) -> str:
    """Return both languages, as a hover text shows them."""
    return text.da if text.da == text.en else f"{text.da}\n\n{text.en}"


def titled(field: FieldType) -> dict[str, str]:
    """Return what a field is called and what is said of it, in both languages."""
    words = {"title": f"{field.title.da} · {field.title.en}"}
    if field.description is not None:
        words["description"] = both_languages(field.description)
    return words


def closed(properties: Mapping[str, Schema], required: Iterable[str] = (), **more: Any) -> Schema:
    """Return a map with these keys and no others."""
    schema: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False, **more}
    if names := list(required):
        schema["required"] = names
    return schema


def any_of(*schemas: Schema, **more: Any) -> Schema:
    """Return what fits one of several."""
    return {"anyOf": list(schemas), **more}


def list_of(items: Schema, least: int = 0) -> Schema:
    """Return a list."""
    schema: Schema = {"type": "array", "items": items}
    return {**schema, "minItems": least} if least else schema


def enum(values: Mapping[str, Text], **more: Any) -> Schema:
    """Return a choice of values, each with what it means."""
    return {
        "enum": list(values),
        "enumDescriptions": [both_languages(text) for text in values.values()],
        **more,
    }


def coded(codes: Iterable[Labelled]) -> Schema:
    """Return a choice of codes, each with its label."""
    return enum({code.value: code.label for code in codes})
