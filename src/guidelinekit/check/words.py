"""How field kinds, units, values and comparisons are put into words in a diagnostic."""

from collections.abc import Iterator
from typing import assert_never

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.case.model.vocabulary import label
from guidelinekit.check.places import Scope, shown
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Text, Unit
from guidelinekit.suggest import folded, nearest

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
_TRUTHS = {
    **dict.fromkeys(("ja", "yes", "sand", "sandt", "on", "1", "true"), "true"),
    **dict.fromkeys(("nej", "no", "falsk", "off", "0", "false"), "false"),
}
_OLDEST = 120
"""A number above it is no age, but a year."""
_LIKE_A_LABEL = 0.8
"""Words are nearer to one another by chance than codes are: `woman` is not meant to be `mand`."""
_FEW = 25
"""How many values a help text lists at most."""


def cure(field: FieldType) -> str | None:
    """Say what a field can be compared with."""
    if 0 < len(field.codes) <= _FEW:
        return "the values are " + ", ".join(f"`{code}` ({label})" for code, label in _labels(field).items())
    return _CURES.get(field.kind)


def meant_value(value: object, field: FieldType) -> str | None:
    """Say how what was meant by a value of the wrong kind is written: yes and no, an age, no date."""
    match field.kind, value:
        case Kind.BOOLEAN, str(word) if folded(word) in _TRUTHS:
            return f"write `{_TRUTHS[folded(word)]}`"
        case Kind.DATE, bool():
            return "write `{known: true}` for a date that is documented, `null` for none"
        case Kind.DATE, int(years) if years <= _OLDEST:
            return f"an age is asked for so: `{{age: {{ge: {years}}}}}`"
        case _:
            return None


def meant_code(word: str, field: FieldType) -> str | None:
    """Ask whether a code was meant by a word: by its label, Danish or English, or by something near it."""
    spoken = word.casefold()
    by_label = {words.casefold(): code for words, code in _spoken(field)}
    near = nearest(word, field.codes)
    holding = {code for words, code in by_label.items() if spoken in words.split()}
    code = by_label.get(spoken) or near or by_label.get(nearest(spoken, by_label, _LIKE_A_LABEL) or "")
    if code is None and len(holding) == 1:
        (code,) = holding
    if code is None:
        return None
    return f"did you mean `{code}`?" if code == near else f"did you mean `{code}` ({_labels(field)[code]})?"


def _labels(field: FieldType) -> dict[str, str]:
    """Return the codes of a field, each with its Danish label."""
    labels = {code: _label(code, field) for code in field.codes}
    return {code: text.da if text is not None else code for code, text in labels.items()}


def _label(code: str, field: FieldType) -> Text | None:
    return field.labels.get(code) or label(code, field.vocabulary)


def _spoken(field: FieldType) -> Iterator[tuple[str, str]]:
    for code in field.codes:
        text = _label(code, field)
        if text is not None:
            yield from ((text.da, code), (text.en, code))


def written(value: object) -> str:
    """Return a constant as it stands in a rule, with what it is where that could be mistaken."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"the text `{value}`" if isinstance(value, str) else f"the number {value}"


def number_of(count: int, what: str) -> str:
    """Return `1 condition`, `2 conditions`."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def asked_of(goal: tuple[e.Condition, bool], scope: Scope) -> str:
    """Return what a comparison, or its opposite, asks of its field: `at least 50`, `not documented`."""
    condition, truth = goal
    match condition:
        case e.Compare(op=op, right=right):
            if op in _OPPOSITES:
                dated = isinstance(right, (e.Day, e.AsOf, e.Shift, e.Latest, e.Earliest))
                words = _DATE_ORDERINGS if dated else _ORDERINGS
                return f"{words[op if truth else _OPPOSITES[op]]} {_term(right, scope)}"
            return ("" if truth else "other than ") + _term(right, scope)
        case _:
            return "documented" if truth else "not documented"


def _term(term: e.Term | e.Matching, scope: Scope) -> str:
    match term:
        case e.Constant(value=bool() as value):
            return f"`{str(value).lower()}`"
        case e.Constant(value=str() as value):
            return f"`{value}`"
        case e.Constant(value=value):
            return str(value)
        case e.ValueSet(values=values):
            return "one of " + ", ".join(f"`{value}`" for value in values) if values else "one of no values"
        case e.Parameter(name=name):
            return f"`${name}`"
        case e.Path():
            return f"`{shown(term, scope)}`"
        case e.Day(value=day):
            return day.isoformat()
        case e.AsOf():
            return "the evaluation date"
        case e.Shift(base=base, by=by, back=back):
            return f"{_term(base, scope)} {'-' if back else '+'} {_length(by)}"
        case e.Latest(of=dates):
            return f"the latest of {', '.join(_term(date, scope) for date in dates)}"
        case e.Earliest(of=dates):
            return f"the earliest of {', '.join(_term(date, scope) for date in dates)}"
        case e.Matching(over=over):
            return f"the dates of some items of `{shown(over, scope)}`"
        case _:
            assert_never(term)


def _length(by: e.Duration) -> str:
    match by:
        case e.Days(days=days):
            return number_of(days, "day")
        case e.Months(months=months):
            return number_of(months, "month")
        case e.Parameter(name=name):
            return f"`${name}` days"
