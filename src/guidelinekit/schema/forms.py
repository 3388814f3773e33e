"""The authoring forms as JSON Schema: keys from the forms themselves, with words for each."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from guidelinekit.lang.rule import Basis, Evidence, Force, Modality, Subject
from guidelinekit.results import EXEMPTIONS
from guidelinekit.schema import conditions, operators
from guidelinekit.schema.shapes import DIALECT, Schema, both_languages, coded, ref
from guidelinekit.schema.words import KEYS

_CHOICES: Mapping[str, Schema] = {
    "Modality": coded(Modality),
    "Evidence": coded(Evidence),
    "Force": coded(Force),
    "Basis": coded(Basis),
}
DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def schema_of(form: type[BaseModel], name: str, title: str) -> Schema:
    """Return the schema of a file of one form, with the language of conditions at hand."""
    made = form.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    definitions = {key: _plain(part) for key, part in made.pop("$defs", {}).items()} | dict(_CHOICES)
    for name_of, schema in (*definitions.items(), (form.__name__, made)):
        _explain(name_of, schema)
    head = {"$schema": DIALECT, "$id": f"{name}.schema.json", "title": title}
    return {**_plain(made), **head, "definitions": definitions}


def with_language(schema: Schema) -> Schema:
    """Return a schema with the definitions that conditions and dates refer to."""
    language = {**dict(operators.definitions()), **dict(conditions.definitions())}
    return {**schema, "definitions": {**schema["definitions"], **language}}


def conditioned(rule: Schema) -> None:
    """Say in a rule's schema what its conditions and dates may be, by what the rule is about."""
    exempt = rule["definitions"]["ExemptionForm"]["properties"]
    exempt["reason"] = {**coded(EXEMPTIONS), "type": "string"}
    repeats = rule["definitions"]["RepeatsForm"]["properties"]
    for key, name in (("last", "date expression"), ("every", "duration"), ("from", "date expression")):
        repeats[key] = {"allOf": [ref(name)], "description": repeats[key]["description"]}
    rule["properties"]["deadline"]["allOf"] = [ref("date expression")]
    rule["properties"]["for_each"] = {
        "type": "object",
        "description": rule["properties"]["for_each"]["description"],
    }
    rule["oneOf"] = [{"required": ["requires"]}, {"required": ["repeats"]}]
    rule["dependencies"] = {"repeats": {"not": {"required": ["deadline"]}}}
    rule["allOf"] = [
        {
            "if": {"properties": {"subject": {"const": subject.value}}, "required": ["subject"]},
            "then": _about(subject),
        }
        for subject in Subject
        if subject is not Subject.CASE
    ]
    others = [subject.value for subject in Subject if subject is not Subject.CASE]
    rule["if"] = {"required": ["subject"], "properties": {"subject": {"enum": others}}}
    rule["else"] = _about(Subject.CASE)
    del rule["definitions"]["ForEachForm"]


def _about(subject: Subject) -> Schema:
    asked = conditions.condition(subject)
    return {
        "properties": {
            "applies_when": asked,
            "requires": asked,
            "for_each": conditions.for_each(subject),
            "exempt_when": {"items": {"properties": {"when": asked}}},
        }
    }


def _explain(form: str, schema: Schema) -> None:
    for key, text in KEYS.get(form, {}).items():
        here = schema["properties"][key]
        schema["properties"][key] = {"allOf": [here]} if "$ref" in here else here
        schema["properties"][key]["description"] = both_languages(text)


def _plain(schema: Any) -> Any:
    """Leave out what a form adds for itself: titles, defaults, and nulls, which no file may hold."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {
        key: {name: _plain(part) for name, part in value.items()} if key == "properties" else _plain(value)
        for key, value in schema.items()
        if not (key in ("title", "default") and not isinstance(value, dict))
    }
    if plain.get("format") == "date":
        return {**{key: value for key, value in plain.items() if key != "format"}, **DATE}
    members = [part for part in plain.get("anyOf", ()) if part != {"type": "null"}]
    if len(members) == 1:
        return {**{key: value for key, value in plain.items() if key != "anyOf"}, **members[0]}
    return plain
