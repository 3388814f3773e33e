"""One field and what is asked of it: `{path: value}` and `{path: {operator: operand}}` to core conditions."""

from collections.abc import Sequence
from typing import Any

from guidelinekit import limits
from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.rules import operator_words as words
from guidelinekit.rules.dates import date_expression, duration
from guidelinekit.rules.scope import Scope
from guidelinekit.suggest import did_you_mean, folded, there_are
from guidelinekit.text import Text, say

Term = e.Constant | e.ValueSet | e.Parameter | e.DateExpr

_PAIR = 2


def every_one(parts: Sequence[e.Condition]) -> e.Condition:
    """Return the condition that all parts hold, without an `all` inside an `all` or around one part."""
    flat = [inner for part in parts for inner in (part.of if isinstance(part, e.All) else (part,))]
    return flat[0] if len(flat) == 1 else e.All(of=tuple(flat)) if flat else e.TRUE


def any_one(parts: Sequence[e.Condition]) -> e.Condition:
    """Return the condition that one part holds, without an `any` inside an `any` or around one part."""
    flat = [inner for part in parts for inner in (part.of if isinstance(part, e.AnyOf) else (part,))]
    return flat[0] if len(flat) == 1 else e.AnyOf(of=tuple(flat))


def negated(part: e.Condition) -> e.Condition:
    """Return the condition that the part does not hold, without a `not` inside a `not`."""
    return part.of if isinstance(part, e.Not) else e.Not(of=part)


def asked(path: e.Path, form: Any, scope: Scope, at: Route) -> e.Condition:
    """Return the condition on one field: an operator map, a value, several values, or null."""
    kind = scope.type_of(path)
    if not isinstance(form, dict):
        return _test(path, kind, "is", form, scope, at)
    if not form:
        scope.notes.problem(
            "wrong-form",
            Text(da="der spørges ikke om noget ved feltet", en="nothing is asked of this field"),
            Text(da="skriv en værdi eller en operator", en="write a value or an operator"),
            at=at,
        )
    return _tests(path, kind, form, words.OPERATORS, scope, at)


def _tests(
    left: e.Path | e.Age,
    kind: FieldType | None,
    form: dict[str, Any],
    known: Sequence[str],
    scope: Scope,
    at: Route,
) -> e.Condition:
    parts = []
    for operator, operand in form.items():
        route = (*at, operator)
        if operator in known:
            parts.append(_test(left, kind, operator, operand, scope, route))
            continue
        message = say(
            "der er ingen operator `{operator}`", "there is no operator `{operator}`", operator=operator
        )
        if operator in words.OPERATORS:
            message = say(
                "`{operator}` kan ikke bruges om en alder",
                "`{operator}` does not go with an age",
                operator=operator,
            )
        elif kind is not None and kind.kind is Kind.OBJECT and isinstance(left, e.Path):
            whole = ".".join((*left.steps, operator))
            scope.notes.problem(
                "unknown-operator",
                message,
                say("en sti skrives i ét ord: `{whole}`", "a path is one word: `{whole}`", whole=whole),
                at=route,
                key=True,
            )
            continue
        help_ = words.symbol(operator, kind) or did_you_mean(operator, known)
        help_ = help_ or there_are(known)
        scope.notes.problem("unknown-operator", message, help_, at=route, key=True)
    return scope.notes.made(every_one(parts), at) if len(parts) > 1 else every_one(parts)


def _test(
    left: e.Path | e.Age, kind: FieldType | None, operator: str, operand: Any, scope: Scope, at: Route
) -> e.Condition:
    """Return the condition for one operator."""
    match operator:
        case "is":
            made = _equal(left, kind, operand, scope, at)
        case "is_not":
            made = negated(_equal(left, kind, operand, scope, at))
        case "in":
            made = _among(left, kind, operand, scope, at)
        case "not_in":
            made = negated(_among(left, kind, operand, scope, at))
        case "between":
            made = _between(left, kind, operand, scope, at)
        case "since" | "not_before" if isinstance(left, e.Path):
            made = _from_day_on(left, kind, operator, operand, scope, at)
        case "recorded_as" if isinstance(left, e.Path):
            made = _recorded_as(left, kind, operand, scope, at)
        case "within_last" if isinstance(left, e.Path):
            made = _within_last(left, operand, scope, at)
        case "contains" | "contains_all" | "contains_any" if isinstance(left, e.Path):
            made = _contains(left, kind, operator, operand, scope, at)
        case "known" if isinstance(left, e.Path):
            made = _known(left, operand, scope, at)
        case "age" if isinstance(left, e.Path):
            made = _age(left, operand, scope, at)
        case _:
            right = (
                _day(operand, scope, at) if operator in words.OF_DATES else _term(operand, kind, scope, at)
            )
            if isinstance(right, e.ValueSet):
                message, help_ = (
                    say(
                        "`{operator}` sammenligner med én værdi",
                        "`{operator}` compares with one value",
                        operator=operator,
                    ),
                    Text(da="skriv én værdi, eller brug `in`", en="write one value, or use `in`"),
                )
                return wrong(message, help_, scope, at)
            made = e.TRUE if right is None else e.Compare(left=left, op=words.ORDERS[operator], right=right)
    return scope.notes.made(made, at)


def _equal(
    left: e.Path | e.Age, kind: FieldType | None, operand: Any, scope: Scope, at: Route
) -> e.Condition:
    if operand is None:
        if isinstance(left, e.Path):
            return e.Not(of=scope.notes.made(e.Known(path=left), at))
        return wrong(
            Text(da="en alder sammenlignes med et tal", en="an age is compared with a number"),
            Text(da="skriv hele år", en="write whole years"),
            scope,
            at,
        )
    if isinstance(operand, list):
        return _among(left, kind, operand, scope, at)
    dated = kind is not None and kind.kind is Kind.DATE
    if dated and isinstance(operand, str) and folded(operand) in words.NO_DATE:
        return wrong(
            say("`{operand}` er ikke en dato", "`{operand}` is not a date", operand=operand),
            Text(da="skriv `null`, hvor ingen er registreret", en="write `null` where none is documented"),
            scope,
            at,
        )
    right = _term(operand, kind, scope, at)
    if right is None:
        return e.TRUE
    return e.Compare(left=left, op="in" if isinstance(right, e.ValueSet) else "eq", right=right)


def _among(
    left: e.Path | e.Age, kind: FieldType | None, operand: Any, scope: Scope, at: Route
) -> e.Condition:
    if isinstance(operand, list):
        return _one_of(left, kind, operand, scope, at)
    named = isinstance(operand, str) and (operand.startswith("$") or scope.operand_path(operand) is not None)
    right = _term(operand, kind, scope, at) if named else None
    match right:
        case e.ValueSet():
            return e.Compare(left=left, op="in", right=right)
        case e.Path() if isinstance(left, e.Path):
            return e.Compare(left=right, op="contains", right=left)
        case None if named:
            return e.TRUE
    help_ = words.SEVERAL_OR_LIST
    return wrong(Text(da="`in` tager flere værdier", en="`in` takes several values"), help_, scope, at)


def _one_of(
    left: e.Path | e.Age, kind: FieldType | None, operand: list[Any], scope: Scope, at: Route
) -> e.Condition:
    if not operand:
        return wrong(
            words.EMPTY_LIST,
            Text(da="skriv værdierne", en="write the values"),
            scope,
            at,
        )
    if len(operand) > limits.IN_ONE_LIST:
        return wrong(
            words.too_many(),
            Text(da="sammenlign med et interval", en="compare with a range"),
            scope,
            at,
        )
    dates = kind is not None and kind.kind is Kind.DATE
    values = []
    for index, value in enumerate(operand):
        word = isinstance(value, str) and (value.startswith("$") or scope.operand_path(value) is not None)
        if word or value is None or isinstance(value, dict | list):
            message, help_ = (
                Text(da="en liste rummer enkle værdier", en="a list holds plain values"),
                words.ONE_EACH,
            )
            return wrong(message, help_, scope, (*at, index))
        values.append(value)
    if not dates:
        return e.Compare(left=left, op="in", right=scope.notes.made(e.ValueSet(values=tuple(values)), at))
    parts = [_equal(left, kind, value, scope, (*at, index)) for index, value in enumerate(values)]
    return any_one([scope.notes.made(part, (*at, index)) for index, part in enumerate(parts)])


def _between(
    left: e.Path | e.Age, kind: FieldType | None, operand: Any, scope: Scope, at: Route
) -> e.Condition:
    if not isinstance(operand, list) or len(operand) != _PAIR:
        return wrong(
            Text(da="`between` tager to værdier", en="`between` takes two values"),
            Text(da="skriv `[fra, til]`; begge er med", en="write `[from, to]`; both are included"),
            scope,
            at,
        )
    low, high = (_test(left, kind, op, operand[i], scope, (*at, i)) for i, op in enumerate(("ge", "le")))
    return every_one((low, high))


def _from_day_on(
    left: e.Path, kind: FieldType | None, operator: str, operand: Any, scope: Scope, at: Route
) -> e.Condition:
    """Return `since` or `not_before`: on or after a day, what is not documented being out or in."""
    right = _day(operand, scope, at)
    if right is None or isinstance(right, e.ValueSet):
        return (
            e.TRUE
            if right is None
            else wrong(
                Text(da="her skal stå én dato", en="one date is expected here"),
                Text(da="skriv en dato", en="write a date"),
                scope,
                at,
            )
        )
    compared = scope.notes.made(e.Compare(left=left, op="ge", right=right), at)
    if kind is not None and kind.required and kind.mark is not None:
        return compared  # such a date is always there
    recorded = scope.notes.made(e.Known(path=left), at)
    if operator == "since":
        return every_one([recorded, compared])
    return any_one([scope.notes.made(e.Not(of=recorded), at), compared])


def _recorded_as(left: e.Path, kind: FieldType | None, operand: Any, scope: Scope, at: Route) -> e.Condition:
    if operand is None:
        return wrong(
            Text(da="`recorded_as` tager en værdi", en="`recorded_as` takes a value"),
            Text(da="skriv `null` lige efter feltet", en="write `null` after the field alone"),
            scope,
            at,
        )
    recorded = scope.notes.made(e.Known(path=left), at)
    return every_one([recorded, scope.notes.made(_equal(left, kind, operand, scope, at), at)])


def _within_last(left: e.Path, operand: Any, scope: Scope, at: Route) -> e.Condition:
    by = duration(operand, scope, at)
    if by is None:
        return e.TRUE
    today = scope.notes.made(e.AsOf(), at)
    since = scope.notes.made(e.Shift(base=today, by=by, back=True), at)
    return every_one(
        [
            scope.notes.made(e.Compare(left=left, op="ge", right=since), at),
            e.Compare(left=left, op="le", right=today),
        ]
    )


def _contains(
    left: e.Path, kind: FieldType | None, operator: str, operand: Any, scope: Scope, at: Route
) -> e.Condition:
    item = kind.item if kind is not None and kind.kind is Kind.LIST else None
    if operator == "contains":
        if isinstance(operand, list):
            help_ = words.CONTAINS_SEVERAL
            return wrong(
                Text(da="`contains` tager én værdi", en="`contains` takes one value"), help_, scope, at
            )
        right = _term(operand, item, scope, at)
        if isinstance(right, e.ValueSet):
            help_ = words.CONTAINS_SEVERAL
            return wrong(
                words.NO_VALUE_SET,
                help_,
                scope,
                at,
            )
        return e.TRUE if right is None else e.Compare(left=left, op="contains", right=right)
    values, places = (
        operand,
        [(*at, index) for index in range(len(operand) if isinstance(operand, list) else 0)],
    )
    if isinstance(operand, str) and operand.startswith("$"):
        named = scope.name(operand, at)
        if named is None:
            return e.TRUE
        values = list(named.values) if isinstance(named, e.ValueSet) else operand
        places = [at] * len(values)
    if not isinstance(values, list) or not values:
        return wrong(
            say("`{operator}` tager flere værdier", "`{operator}` takes several values", operator=operator),
            words.SEVERAL,
            scope,
            at,
        )
    if len(values) > limits.IN_ONE_LIST:
        return wrong(
            words.too_many(),
            Text(da="spørg om færre", en="ask for fewer"),
            scope,
            at,
        )
    parts = [
        scope.notes.made(_contains(left, kind, "contains", value, scope, place), place)
        for value, place in zip(values, places, strict=True)
    ]
    return every_one(parts) if operator == "contains_all" else any_one(parts)


def _known(left: e.Path, operand: Any, scope: Scope, at: Route) -> e.Condition:
    if not isinstance(operand, bool):
        return wrong(
            Text(da="`known` tager `true` eller `false`", en="`known` takes `true` or `false`"),
            Text(da="skriv en af de to", en="write one of the two"),
            scope,
            at,
        )
    known = scope.notes.made(e.Known(path=left), at)
    return known if operand else e.Not(of=known)


def _age(left: e.Path, operand: Any, scope: Scope, at: Route) -> e.Condition:
    age = scope.notes.made(e.Age(path=left), at, key=True)
    if isinstance(operand, dict) and operand:
        return _tests(age, None, operand, words.OF_AGES, scope, at)
    if isinstance(operand, int) or (isinstance(operand, str) and operand.startswith("$")):
        return _equal(age, None, operand, scope, at)
    return wrong(
        Text(da="`age` tager operatorer på hele år", en="`age` takes operators on whole years"),
        Text(da="skriv fx `{ge: 15, le: 50}`", en="write for example `{ge: 15, le: 50}`"),
        scope,
        at,
    )


def _day(operand: Any, scope: Scope, at: Route) -> Term | None:
    if isinstance(operand, dict) or (isinstance(operand, str) and scope.operand_path(operand) is None):
        return date_expression(operand, scope, at)
    return _term(operand, None, scope, at)


def _term(operand: Any, kind: FieldType | None, scope: Scope, at: Route) -> Term | None:
    """Return what an operand stands for: a path, a name, a date for a date field, or a plain value."""
    dated = kind is not None and kind.kind is Kind.DATE
    if dated and isinstance(operand, dict):
        return date_expression(operand, scope, at)
    if operand is None or isinstance(operand, dict | list):
        wrong(
            Text(da="her skal stå én værdi", en="one value is expected here"),
            Text(da="skriv en værdi, en sti eller et `$navn`", en="write a value, a path or a `$name`"),
            scope,
            at,
        )
        return None
    if isinstance(operand, str):
        path = scope.operand_path(operand)
        if path is not None:
            return scope.notes.made(path, at)
        if operand.startswith("$") and operand[1:].isidentifier():
            return scope.name(operand, at)
        if dated:
            return date_expression(operand, scope, at)
    return scope.notes.made(e.Constant(value=operand), at)


def wrong(message: Text, help_: Text, scope: Scope, at: Route, *, key: bool = False) -> e.Condition:
    """Note a wrong form; the condition that stands in for it is never evaluated."""
    scope.notes.problem("wrong-form", message, help_, at=at, key=key)
    return e.TRUE
