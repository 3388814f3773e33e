"""What may be asked of a field, by what the field holds: values, operators and their operands."""

from collections.abc import Iterator, Mapping

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.case.model.vocabulary import VOCABULARIES
from guidelinekit.schema.shapes import (
    NAME,
    OUTER,
    PATH,
    Schema,
    any_of,
    both_languages,
    closed,
    coded,
    list_of,
    ref,
)
from guidelinekit.text import Text

NULL: Schema = {
    "type": "null",
    "description": "Ikke registreret (for en liste: ikke med i udtrækket).\n\n"
    "Not documented (for a list: not exported).",
}
_SAYS: Mapping[str, Text] = {
    "is": Text(da="Lig med.", en="Equal to."),
    "is_not": Text(da="Ikke lig med.", en="Not equal to."),
    "in": Text(
        da="En af flere værdier, eller af en værdimængde.", en="One of several values or of a value set."
    ),
    "not_in": Text(da="Ingen af flere værdier.", en="None of several values."),
    "lt": Text(da="Mindre end; for datoer: før.", en="Less than; for dates: before."),
    "le": Text(da="Højst; for datoer: senest på.", en="At most; for dates: on or before."),
    "gt": Text(da="Større end; for datoer: efter.", en="Greater than; for dates: after."),
    "ge": Text(da="Mindst; for datoer: tidligst på.", en="At least; for dates: on or after."),
    "between": Text(da="Fra og med, til og med.", en="From the first to the second, both included."),
    "before": Text(da="Før datoen.", en="Before the date."),
    "on_or_before": Text(da="På datoen eller før.", en="On the date or before."),
    "after": Text(da="Efter datoen.", en="After the date."),
    "on_or_after": Text(da="På datoen eller efter.", en="On the date or after."),
    "within_last": Text(
        da="Inden for så mange dage op til vurderingsdatoen.",
        en="Within so many days up to the evaluation date.",
    ),
    "since": Text(da="Registreret, og på datoen eller efter.", en="Documented, and on the date or after."),
    "not_before": Text(
        da="Ikke registreret, eller på datoen eller efter.", en="Not documented, or on the date or after."
    ),
    "recorded_as": Text(da="Registreret, og lig med værdien.", en="Documented, and equal to the value."),
    "contains": Text(da="Listen omfatter værdien.", en="The list holds the value."),
    "contains_all": Text(da="Listen omfatter alle værdierne.", en="The list holds all of the values."),
    "contains_any": Text(
        da="Listen omfatter mindst én af værdierne.", en="The list holds one of the values."
    ),
    "known": Text(da="Om feltet er registreret.", en="Whether the field is documented."),
    "age": Text(
        da="Alder i hele år fra datoen til vurderingsdatoen.",
        en="Whole years from the date to the evaluation date.",
    ),
}
_ORDERS = ("lt", "le", "gt", "ge")
_DATES = (*_ORDERS, "before", "on_or_before", "after", "on_or_after", "since", "not_before")
_DATE = r"(as_of|\d{4}-\d{2}-\d{2}|latest *\(.+\)|earliest *\(.+\)|[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*)"
_DAYS = r"(\d{1,6}[dwmy]|\$[a-z][a-z0-9_]*)"


def asked_of(field: FieldType) -> Schema:
    """Return the reference to what may be asked of a field."""
    match field.kind:
        case Kind.CODE:
            return ref(f"code:{field.vocabulary}") if field.vocabulary else ref("text")
        case Kind.LIST if field.item is not None and field.item.kind is Kind.CODE:
            return ref(f"codes:{field.item.vocabulary}")
        case Kind.LIST:
            return ref(f"list:{field.item.kind}") if field.item is not None else ref("object")
        case _:
            return ref(field.kind.value)


def definitions() -> Iterator[tuple[str, Schema]]:
    """Return what may be asked of each kind of field, by the names that `asked_of` refers to."""
    for name, vocabulary in VOCABULARIES.items():
        value = ref(f"value:{name}")
        yield f"value:{name}", {"type": "string", **coded(vocabulary)}
        yield f"code:{name}", _asked(value, {**_equal(_operand(value)), **_among(value)})
        yield f"codes:{name}", any_of(NULL, _operators(_contains(value)))
    text: Schema = {"type": "string"}
    yield "text", _asked(text, {**_equal(_operand(text)), **_among(text)})
    truth: Schema = {"type": "boolean"}
    yield "boolean", _asked(truth, _equal(any_of(truth, OUTER)))
    for kind in (Kind.INTEGER, Kind.NUMBER):
        yield kind.value, _asked({"type": "number"}, _on_numbers({"type": "number"}))
    yield "date expression", any_of(_WRITTEN_DATE, *(_date_of(which) for which in ("latest", "earliest")))
    yield (
        "duration",
        {
            "type": "string",
            "pattern": f"^{_DAYS}$",
            "description": both_languages(
                Text(
                    da="Dage, uger, måneder eller år, fx 14d, 2w, 3m eller 1y, eller en parameter.",
                    en="Days, weeks, months or years, for example 14d, 2w, 3m or 1y, or a parameter.",
                )
            ),
        },
    )
    day = ref("date expression")
    ages = any_of({"type": "integer"}, NAME, _operators(_on_numbers({"type": "integer"}), known=False))
    yield (
        "date",
        _asked(
            day,
            {
                **_equal(day),
                **dict.fromkeys(_DATES, day),
                "in": list_of(day, 1),
                "not_in": list_of(day, 1),
                "between": _pair(day),
                "within_last": ref("duration"),
                "age": ages,
            },
        ),
    )
    yield "object", any_of(NULL, _operators({}))
    yield "list:object", any_of(NULL, _operators({}))
    for kind, item in ((Kind.DATE, day), (Kind.TEXT, text)):
        yield f"list:{kind}", any_of(NULL, _operators(_contains(item)))


_WRITTEN_DATE: Schema = {
    "type": "string",
    "pattern": rf"^{_DATE}( *[+-] *{_DAYS})*$",
    "description": both_languages(
        Text(
            da="En dato: 2026-03-01, as_of, et felt, latest(a, b) eller earliest(a, b), evt. + 14d.",
            en="A date: 2026-03-01, as_of, a field, latest(a, b) or earliest(a, b), maybe + 14d.",
        )
    ),
}


def _date_of(which: str) -> Schema:
    """Return a date written as a map: of the items of a list that match, or of several dates."""
    path: Schema = {"type": "string", "pattern": f"^{PATH}$"}
    moved = {"plus": ref("duration"), "minus": ref("duration")}
    of_items = {which: path, "as": {"type": "string"}, "where": {"type": "object"}, **moved}
    of_several = {which: list_of(ref("date expression"), 1), **moved}
    return any_of(closed(of_items, [which]), closed(of_several, [which]))


def _asked(value: Schema, operators: Mapping[str, Schema]) -> Schema:
    several = list_of(value, 1)
    recorded = {"recorded_as": any_of(value, NAME, OUTER, several)}
    return any_of(value, NAME, OUTER, NULL, several, _operators({**operators, **recorded}))


def _operators(operands: Mapping[str, Schema], *, known: bool = True) -> Schema:
    asked = {**operands, "known": {"type": "boolean"}} if known else dict(operands)
    described = {
        name: {"allOf": [operand], "description": both_languages(_SAYS[name])}
        for name, operand in asked.items()
    }
    return closed(described, minProperties=1)


def _operand(value: Schema) -> Schema:
    return any_of(value, NAME, OUTER)


def _equal(operand: Schema) -> dict[str, Schema]:
    return {"is": any_of(operand, NULL), "is_not": any_of(operand, NULL)}


def _among(value: Schema) -> dict[str, Schema]:
    several = any_of(list_of(value, 1), NAME, OUTER)
    return {"in": several, "not_in": several}


def _contains(value: Schema) -> dict[str, Schema]:
    several = any_of(list_of(any_of(value, OUTER), 1), NAME)
    return {"contains": _operand(value), "contains_all": several, "contains_any": several}


def _on_numbers(number: Schema) -> dict[str, Schema]:
    one = any_of(number, NAME, OUTER)
    return {**_equal(one), **_among(number), **dict.fromkeys(_ORDERS, one), "between": _pair(one)}


def _pair(item: Schema) -> Schema:
    return {**list_of(item), "minItems": 2, "maxItems": 2}
