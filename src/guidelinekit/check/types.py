"""Comparisons: whether an operator fits its field, and both sides fit one another."""

from collections.abc import Iterator
from typing import assert_never

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.check.places import Place, Scope, shown, type_of, unnamed_item
from guidelinekit.check.words import KINDS, UNITS, cure, meant_code, meant_value, subject_of, written
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lang import expr as e
from guidelinekit.suggest import meaning
from guidelinekit.text import Text, say

_NUMBERS = (Kind.INTEGER, Kind.NUMBER)
_ORDERED = (*_NUMBERS, Kind.DATE)
_ORDERINGS: tuple[e.Op, ...] = ("lt", "le", "gt", "ge")
_YEARS = FieldType(kind=Kind.INTEGER, title=Text(da="Alder i hele år", en="Age in whole years"))


def check_comparison(place: Place) -> Iterator[Diagnostic]:
    """Ask that both sides of a comparison fit its operator and one another."""
    compare, scope = place.node, place.scope
    if not isinstance(compare, e.Compare):
        return
    field = _YEARS if isinstance(compare.left, e.Age) else type_of(compare.left, scope)
    if field is None or field.kind is Kind.OBJECT:
        return
    name = subject_of(compare.left, scope)
    if field.kind is Kind.LIST:
        yield from _in_list(place, name, field.item, compare)
    elif compare.op == "contains":
        yield _wrong_operator(
            place,
            say(
                "{name} er en enkelt værdi og ikke en liste",
                "{name} is a single value, not a list",
                name=name,
            ),
            Text(da="brug `is` eller `in`", en="use `is` or `in`"),
        )
    elif compare.op in _ORDERINGS and field.kind not in _ORDERED:
        advice = Text(
            da="kun tal og datoer har en rækkefølge: brug `is` eller `in`",
            en="only numbers and dates have an order: use `is` or `in`",
        )
        yield _wrong_operator(
            place,
            say(
                "{name} er {kind}, som ikke har nogen rækkefølge",
                "{name} is {kind}, which has no order",
                name=name,
                kind=KINDS[field.kind],
            ),
            advice,
        )
    elif (compare.op == "in") != isinstance(compare.right, e.ValueSet):
        advice = Text(
            da="`in` tager flere værdier eller en værdimængde, de andre operatorer tager én værdi",
            en="`in` takes several values or a value set, the other operators take one value",
        )
        yield _wrong_operator(
            place,
            say(
                "{name} sammenlignes med et forkert antal værdier",
                "{name} is compared with the wrong number of values",
                name=name,
            ),
            advice,
        )
    else:
        yield from _against(place, name, field, compare.right)


def _in_list(place: Place, name: Text, item: FieldType | None, compare: e.Compare) -> Iterator[Diagnostic]:
    if item is None or item.kind in {Kind.OBJECT, Kind.LIST}:
        return
    if compare.op != "contains":
        advice = Text(
            da="brug `contains`, `contains_any` eller `contains_all`",
            en="use `contains`, `contains_any` or `contains_all`",
        )
        yield _wrong_operator(
            place,
            say(
                "{name} er en liste og ikke en enkelt værdi",
                "{name} is a list, not a single value",
                name=name,
            ),
            advice,
        )
    elif isinstance(compare.right, e.ValueSet):
        advice = Text(
            da="brug `contains_any` eller `contains_all` til flere værdier",
            en="use `contains_any` or `contains_all` for several values",
        )
        yield _wrong_operator(
            place,
            say(
                "{name} bliver spurgt, om den rummer en hel mængde af værdier",
                "{name} is asked to contain a whole set of values",
                name=name,
            ),
            advice,
        )
    else:
        yield from _against(
            place, Text(da=f"et element i {name.da}", en=f"an item of {name.en}"), item, compare.right
        )


def _against(place: Place, name: Text, left: FieldType, right: e.Term) -> Iterator[Diagnostic]:
    scope = place.scope
    match right:
        case e.Constant(value=value):
            yield from _constant(place, name, left, value, "")
        case e.ValueSet(values=values, name=named):
            for value in values:
                yield from _constant(
                    place, name, left, value, Text(da=f" i `${named}`", en=f" in `${named}`") if named else ""
                )
        case e.Parameter(name=parameter):
            if left.kind not in _NUMBERS and parameter in scope.parameters:
                unit = UNITS[scope.parameters[parameter].unit]
                yield _mismatch(
                    place,
                    name,
                    left,
                    say(
                        "`${parameter}`, et antal {unit}",
                        "`${parameter}`, a number of {unit}",
                        parameter=parameter,
                        unit=unit,
                    ),
                )
        case e.Path():
            yield from _other_field(place, name, left, right)
        case e.Day() | e.AsOf() | e.Shift() | e.Latest() | e.Earliest():
            if left.kind is not Kind.DATE:
                yield _mismatch(place, name, left, Text(da="en dato", en="a date"))
        case _:
            assert_never(right)


def _constant(
    place: Place, name: Text, left: FieldType, value: object, where: Text | str
) -> Iterator[Diagnostic]:
    match left.kind:
        case Kind.CODE | Kind.TEXT:
            fits = isinstance(value, str)
        case Kind.BOOLEAN:
            fits = isinstance(value, bool)
        case Kind.INTEGER | Kind.NUMBER:
            fits = isinstance(value, int | float) and not isinstance(value, bool)
        case Kind.DATE | Kind.LIST | Kind.OBJECT:
            fits = False
        case _:
            assert_never(left.kind)
    if not fits:
        yield _mismatch(
            place,
            name,
            left,
            say("{value}{where}", "{value}{where}", value=written(value), where=where),
            meant_value(value, left),
        )
    elif left.codes and value not in left.codes:
        message = say(
            "{name} kan ikke have værdien `{value}`{where}",
            "{name} cannot have the value `{value}`{where}",
            name=name,
            value=value,
            where=where,
        )
        advice = _meant_path(str(value), left, place.scope) or meant_code(str(value), left) or cure(left)
        yield Diagnostic("unknown-value", message, advice, (*place.route, "right"))


def _meant_path(word: str, left: FieldType, scope: Scope) -> Text | None:
    """Say which field of an item around was meant by a word that cannot be a code."""
    first, _, rest = word.partition(".")
    unnamed = unnamed_item(first, scope) if rest else None
    if unnamed is not None:
        return unnamed
    for item, listed in scope.lists.items():
        record = scope.types[item]
        for name, field in record.fields.items() if record is not None else ():
            meant = word in {name, item} or (first == listed and rest == name)
            if meant and field.vocabulary == left.vocabulary is not None and item != scope.start:
                return meaning(f"{item}.{name}")
    return None


def _other_field(place: Place, name: Text, left: FieldType, right: e.Path) -> Iterator[Diagnostic]:
    other = type_of(right, place.scope)
    if other is None or other.kind in {Kind.LIST, Kind.OBJECT}:
        return
    both_numbers = left.kind in _NUMBERS and other.kind in _NUMBERS
    if left.kind is not other.kind and not both_numbers:
        yield _mismatch(
            place,
            name,
            left,
            say(
                "`{path}`, som er {kind}",
                "`{path}`, which is {kind}",
                path=shown(right, place.scope),
                kind=KINDS[other.kind],
            ),
        )
    elif left.kind is Kind.CODE and left.vocabulary != other.vocabulary:
        message = say(
            "{name} og `{path}` har værdier fra forskellige mængder",
            "{name} and `{path}` take their values from different sets",
            name=name,
            path=shown(right, place.scope),
        )
        advice = Text(
            da="sammenlign felter, der er kodet med den samme mængde af værdier",
            en="compare fields that are coded with the same set of values",
        )
        yield Diagnostic("wrong-type", message, advice, (*place.route, "right"))


def _mismatch(
    place: Place, name: Text, left: FieldType, right: Text, advice: Text | None = None
) -> Diagnostic:
    message = say(
        "{name} er {kind} og kan ikke sammenlignes med {right}",
        "{name} is {kind} and cannot be compared with {right}",
        name=name,
        kind=KINDS[left.kind],
        right=right,
    )
    return Diagnostic("wrong-type", message, advice or cure(left), (*place.route, "right"))


def _wrong_operator(place: Place, message: Text, advice: Text) -> Diagnostic:
    return Diagnostic("wrong-operator", message, advice, place.route)
