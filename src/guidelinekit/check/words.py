"""How field kinds, units, values and comparisons are put into words in a diagnostic."""

from typing import assert_never

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.check.scope import Scope, shown
from guidelinekit.lang.expr import (
    AsOf,
    Compare,
    Condition,
    Constant,
    Day,
    Days,
    Earliest,
    Latest,
    Parameter,
    Path,
    Shift,
    Term,
    ValueSet,
)
from guidelinekit.lang.rule import Unit

KINDS = {
    Kind.TEXT: "a text",
    Kind.BOOLEAN: "true or false",
    Kind.INTEGER: "a whole number",
    Kind.NUMBER: "a number",
    Kind.DATE: "a date",
    Kind.CODE: "a coded value",
    Kind.LIST: "a list",
    Kind.OBJECT: "a group of fields",
}
UNITS = {Unit.DAYS: "days", Unit.YEARS: "years", Unit.COUNT: "things", Unit.SCORE: "points of a score"}
_CURES = {
    Kind.TEXT: "write a text",
    Kind.BOOLEAN: "write `true` or `false`",
    Kind.INTEGER: "write a whole number",
    Kind.NUMBER: "write a number",
    Kind.DATE: "write a date such as `2016-04-12`, `as_of`, or a field that holds a date",
    Kind.CODE: "write one of the field's values",
}
_ORDERINGS = {"lt": "less than", "le": "at most", "gt": "more than", "ge": "at least"}
_DATE_ORDERINGS = {"lt": "before", "le": "on or before", "gt": "after", "ge": "on or after"}
_OPPOSITES = {"lt": "ge", "le": "gt", "gt": "le", "ge": "lt"}
_FEW = 25
"""How many values a help text lists at most."""


def cure(field: FieldType) -> str | None:
    """Say what a field can be compared with."""
    if field.kind is Kind.CODE and len(field.codes) <= _FEW:
        return "the values are " + ", ".join(f"`{code}`" for code in field.codes)
    return _CURES.get(field.kind)


def written(value: object) -> str:
    """Give a constant as it stands in a rule, with what it is where that could be mistaken."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"the text `{value}`" if isinstance(value, str) else f"the number {value}"


def number_of(count: int, what: str) -> str:
    """Give `1 condition`, `2 conditions`."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def said(goal: tuple[Condition, bool], scope: Scope) -> str:
    """Give what a comparison, or its opposite, asks of its field: `at least 50`, `not documented`."""
    condition, truth = goal
    match condition:
        case Compare(op=op, right=right):
            if op in _OPPOSITES:
                dated = isinstance(right, (Day, AsOf, Shift, Latest, Earliest))
                words = _DATE_ORDERINGS if dated else _ORDERINGS
                return f"{words[op if truth else _OPPOSITES[op]]} {_term(right, scope)}"
            return ("" if truth else "other than ") + _term(right, scope)
        case _:
            return "documented" if truth else "not documented"


def _term(term: Term, scope: Scope) -> str:
    match term:
        case Constant(value=bool() as value):
            return f"`{str(value).lower()}`"
        case Constant(value=str() as value):
            return f"`{value}`"
        case Constant(value=value):
            return str(value)
        case ValueSet(values=values):
            return "one of " + ", ".join(f"`{value}`" for value in values) if values else "one of no values"
        case Parameter(name=name):
            return f"`${name}`"
        case Path():
            return f"`{shown(term, scope)}`"
        case Day(value=day):
            return day.isoformat()
        case AsOf():
            return "the evaluation date"
        case Shift(base=base, by=by, back=back):
            length = number_of(by.days, "day") if isinstance(by, Days) else f"`${by.name}` days"
            return f"{_term(base, scope)} {'-' if back else '+'} {length}"
        case Latest(of=dates):
            return f"the latest of {', '.join(_term(date, scope) for date in dates)}"
        case Earliest(of=dates):
            return f"the earliest of {', '.join(_term(date, scope) for date in dates)}"
        case _:
            assert_never(term)
