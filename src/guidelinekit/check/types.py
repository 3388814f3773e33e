"""Comparisons: whether an operator fits its field, and both sides fit one another."""

from collections.abc import Iterator
from typing import assert_never

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.check.places import Place, Scope, shown, type_of, unnamed_item
from guidelinekit.check.words import KINDS, UNITS, cure, meant_code, meant_value, written
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Text

_NUMBERS = (Kind.INTEGER, Kind.NUMBER)
_ORDERED = (*_NUMBERS, Kind.DATE)
_ORDERINGS: tuple[e.Op, ...] = ("lt", "le", "gt", "ge")
_YEARS = FieldType(kind=Kind.INTEGER, title=Text(da="Alder i hele år", en="Age in whole years"))


def check_comparison(place: Place) -> Iterator[Diagnostic]:
    """Ask that both sides of a comparison fit its operator and one another."""
    compare, scope = place.node, place.scope
    if not isinstance(compare, e.Compare):
        return
    if isinstance(compare.left, e.Age):
        name, field = f"the age at `{shown(compare.left.path, scope)}`", _YEARS
    else:
        name, left = f"`{shown(compare.left, scope)}`", type_of(compare.left, scope)
        if left is None or left.kind is Kind.OBJECT:
            return
        field = left
    if field.kind is Kind.LIST:
        yield from _in_list(place, name, field.item, compare)
    elif compare.op == "contains":
        yield _wrong_operator(place, f"{name} is a single value, not a list", "use `is` or `in`")
    elif compare.op in _ORDERINGS and field.kind not in _ORDERED:
        advice = "only numbers and dates have an order: use `is` or `in`"
        yield _wrong_operator(place, f"{name} is {KINDS[field.kind]}, which has no order", advice)
    elif (compare.op == "in") != isinstance(compare.right, e.ValueSet):
        advice = "`in` takes several values or a value set, the other operators take one value"
        yield _wrong_operator(place, f"{name} is compared with the wrong number of values", advice)
    else:
        yield from _against(place, name, field, compare.right)


def _in_list(place: Place, name: str, item: FieldType | None, compare: e.Compare) -> Iterator[Diagnostic]:
    if item is None or item.kind in {Kind.OBJECT, Kind.LIST}:
        return
    if compare.op != "contains":
        advice = "use `contains`, `contains_any` or `contains_all`"
        yield _wrong_operator(place, f"{name} is a list, not a single value", advice)
    elif isinstance(compare.right, e.ValueSet):
        advice = "use `contains_any` or `contains_all` for several values"
        yield _wrong_operator(place, f"{name} is asked to contain a whole set of values", advice)
    else:
        yield from _against(place, f"an item of {name}", item, compare.right)


def _against(place: Place, name: str, left: FieldType, right: e.Term) -> Iterator[Diagnostic]:
    scope = place.scope
    match right:
        case e.Constant(value=value):
            yield from _constant(place, name, left, value, "")
        case e.ValueSet(values=values, name=named):
            for value in values:
                yield from _constant(place, name, left, value, f" in `${named}`" if named else "")
        case e.Parameter(name=parameter):
            if left.kind not in _NUMBERS and parameter in scope.parameters:
                unit = UNITS[scope.parameters[parameter].unit]
                yield _mismatch(place, name, left, f"`${parameter}`, a number of {unit}")
        case e.Path():
            yield from _other_field(place, name, left, right)
        case e.Day() | e.AsOf() | e.Shift() | e.Latest() | e.Earliest():
            if left.kind is not Kind.DATE:
                yield _mismatch(place, name, left, "a date")
        case _:
            assert_never(right)


def _constant(place: Place, name: str, left: FieldType, value: object, where: str) -> Iterator[Diagnostic]:
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
        yield _mismatch(place, name, left, written(value) + where, meant_value(value, left))
    elif left.codes and value not in left.codes:
        message = f"{name} cannot have the value `{value}`{where}"
        advice = _meant_path(str(value), left, place.scope) or meant_code(str(value), left) or cure(left)
        yield Diagnostic("unknown-value", message, advice, (*place.route, "right"))


def _meant_path(word: str, left: FieldType, scope: Scope) -> str | None:
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
                return f"did you mean `{item}.{name}`?"
    return None


def _other_field(place: Place, name: str, left: FieldType, right: e.Path) -> Iterator[Diagnostic]:
    other = type_of(right, place.scope)
    if other is None or other.kind in {Kind.LIST, Kind.OBJECT}:
        return
    both_numbers = left.kind in _NUMBERS and other.kind in _NUMBERS
    if left.kind is not other.kind and not both_numbers:
        yield _mismatch(place, name, left, f"`{shown(right, place.scope)}`, which is {KINDS[other.kind]}")
    elif left.kind is Kind.CODE and left.vocabulary != other.vocabulary:
        message = f"{name} and `{shown(right, place.scope)}` take their values from different sets"
        advice = "compare fields that are coded with the same set of values"
        yield Diagnostic("wrong-type", message, advice, (*place.route, "right"))


def _mismatch(place: Place, name: str, left: FieldType, right: str, advice: str | None = None) -> Diagnostic:
    message = f"{name} is {KINDS[left.kind]} and cannot be compared with {right}"
    return Diagnostic("wrong-type", message, advice or cure(left), (*place.route, "right"))


def _wrong_operator(place: Place, message: str, advice: str) -> Diagnostic:
    return Diagnostic("wrong-operator", message, advice, place.route)
