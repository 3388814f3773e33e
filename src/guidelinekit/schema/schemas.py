"""The schemas of the authors' files, and of records with the codes that the bundled packs know."""

from collections.abc import Iterator

from guidelinekit.case import schema as case
from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.lang.rule import Basis, Pack, ParameterDefinition, Subject, Unit
from guidelinekit.results import Reason, Status
from guidelinekit.rules.pack_folder import load_pack
from guidelinekit.rules.packs import bundled_folder, bundled_packs, bundled_profiles
from guidelinekit.rules.schema import PackForm, PassagesForm, ProfileForm, RuleForm, WaiversForm
from guidelinekit.schema import conditions, operators
from guidelinekit.schema.forms import DATE, conditioned, schema_of, with_language
from guidelinekit.schema.shapes import (
    DIALECT,
    Schema,
    any_of,
    both_languages,
    closed,
    coded,
    enum,
    list_of,
    ref,
    titled,
)
from guidelinekit.schema.words import KEYS

DAY: Schema = {
    "type": "string",
    "pattern": r"^(\d{4}-\d{2}-\d{2}|D(\s*[+-]\s*\d{1,5})?)$",
    "description": "En dato, eller dage fra eksemplets egen dato: D, D-14, D+3.\n\n"
    "A date, or days from the example's own date: D, D-14, D+3.",
}


def _record_of_an_example() -> Iterator[tuple[str, Schema]]:
    """Return the record of an example case: the fields of every kind of record."""
    fields = {name: field for record in CATALOGUES.values() for name, field in record.fields.items()}
    yield "record", closed({name: _nullable(field) for name, field in fields.items()})


def _nullable(field: FieldType) -> Schema:
    return any_of(_given(field), {"type": "null"}, **titled(field))


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


def attesting_schema(subject: Subject) -> Schema:
    """Return the schema of a record that attests, with the codes that the bundled packs know.

    Another code is no error: a pack of one's own may ask for it.
    """
    schema = case.record_schema(subject)
    known = {code: words for pack in _bundled() for code, words in pack.attestations.items()}
    code = schema["$defs"]["Attestation"]["properties"]["code"]
    rest = {key: code.pop(key) for key in ("type", "minLength", "maxLength", "pattern") if key in code}
    labels = {name: {"da": words.da, "en": words.en} for name, words in known.items()}
    code["anyOf"] = [{"type": "string", "enum": list(known), "x-labels": labels}, rest]
    return schema


def rule_schema() -> Schema:
    """Return the schema of a rule file."""
    schema = schema_of(RuleForm, "rule", "guidelinekit: rule")
    conditioned(schema)
    return with_language(schema)


def pack_schema() -> Schema:
    """Return the schema of `pack.yaml`."""
    schema = schema_of(PackForm, "pack", "guidelinekit: pack")
    conditions.defined(schema["definitions"]["DefinitionForm"])
    measure = schema["definitions"]["MeasureForm"]["properties"]
    for part in ("denominator", "numerator"):
        measure[part] = {"allOf": [conditions.condition(Subject.CASE)], **measure[part]}
    sets = schema["properties"]["value_sets"]
    values = schema["definitions"]["ValueSetForm"]["properties"]["values"]
    sets["additionalProperties"] = any_of(ref("ValueSetForm"), values)
    return with_language(schema)


def passages_schema() -> Schema:
    """Return the schema of `passages.yaml`."""
    return schema_of(PassagesForm, "passages", "guidelinekit: passages")


def waivers_schema() -> Schema:
    """Return the schema of a file of waivers."""
    schema = schema_of(WaiversForm, "waivers", "guidelinekit: waivers")
    fields = schema["definitions"]["WaiverForm"]["properties"]
    del fields["subject"]  # it is read only to be refused
    rule = fields["rule"]
    known = {rule.id: rule.title for pack in _bundled() for rule in pack.rules}
    rule["anyOf"] = [enum(known), {"type": "string", "pattern": "^[^/]+/[^/]+$"}]
    return schema


def profile_schema() -> Schema:
    """Return the schema of a profile, with the parameters and rules of the bundled packs by name."""
    schema = schema_of(ProfileForm, "profile", "guidelinekit: profile")
    for pack in _bundled():
        own = schema["definitions"]["PackSettingsForm"]["properties"]
        parameters = {
            parameter.name: {**_setting(parameter), "description": both_languages(parameter.title)}
            for parameter in pack.parameters
        }
        rules = {
            rule.name: {**ref("RuleSettingForm"), "description": both_languages(rule.title)}
            for rule in pack.rules
        }
        entry = {
            "parameters": {**closed(parameters), "description": own["parameters"]["description"]},
            "rules": {**closed(rules), "description": own["rules"]["description"]},
        }
        packs = schema["properties"]["packs"]
        packs.setdefault("properties", {})[pack.id] = {
            **closed(entry),
            "description": both_languages(pack.title),
        }
    return schema


def cases_schema() -> Schema:
    """Return the schema of a file of example cases."""
    status = coded(Status)
    reason = coded(Reason)
    day = any_of(DAY, {"type": "null"})
    text: Schema = {"type": "string"}
    expectation = _explained(
        "ExpectationForm",
        {
            "status": status,
            "reason": reason,
            "item": text,
            "subject": {"type": "string", "pattern": "^(/[a-z_]+(/[0-9]+)?)*$"},
            "due_on": day,
            "overdue_days": any_of({"type": "integer"}, {"type": "null"}),
            "changes_on": day,
            "missing": list_of(text),
            "local_parameters": list_of(text),
        },
        ["status"],
    )
    example = _explained(
        "ExampleForm",
        {
            "name": {"type": "string", "minLength": 1},
            "as_of": DATE,
            "profile": any_of(enum({}) | {"enum": list(bundled_profiles())}, text),
            "given": any_of(ref("record"), {"type": "null"}),
            "expect": any_of(ref("expectation"), list_of(ref("expectation"))),
        },
        ["name", "as_of", "expect"],
    )
    whole = _explained(
        "ExamplesForm",
        {"rule": text, "base": ref("record"), "cases": list_of(ref("example"), 1)},
        ["rule", "cases"],
    )
    values = {name: schema for name, schema in operators.definitions() if name.startswith("value:")}
    definitions = {"expectation": expectation, "example": example, **dict(_record_of_an_example()), **values}
    head = {"$schema": DIALECT, "$id": "cases.schema.json", "title": "guidelinekit: example cases"}
    return {**head, **whole, "definitions": definitions}


def _explained(form: str, properties: dict[str, Schema], required: list[str]) -> Schema:
    words = KEYS[form]
    described = {
        key: {"allOf": [schema], "description": both_languages(words[key])}
        for key, schema in properties.items()
    }
    return closed(described, required)


def _setting(parameter: ParameterDefinition) -> Schema:
    """Return what a profile may set of one parameter: a number within its bounds."""
    whole = parameter.unit is not Unit.SCORE
    number = {
        "type": "integer" if whole else "number",
        "minimum": int(parameter.lower) if whole else parameter.lower,
        "maximum": int(parameter.upper) if whole else parameter.upper,
    }
    dated = {"allOf": [ref("DatedForm")], "properties": {"value": number}}
    return {
        "allOf": [ref("SettingForm")],
        "properties": {"value": number, "values": {"items": dated}},
        "title": parameter.basis.value if parameter.basis is not Basis.LOCAL else "",
    }


def _bundled() -> Iterator[Pack]:
    for name in bundled_packs():
        pack = load_pack(bundled_folder() / name).pack
        if pack is not None:
            yield pack
