"""How field kinds, units, values and comparisons are put into words in a diagnostic."""

from collections.abc import Sequence
from typing import assert_never

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.case.model.vocabulary import label
from guidelinekit.check.domain import OPPOSITE
from guidelinekit.check.places import Scope, shown
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Unit
from guidelinekit.suggest import folded, meaning, meant, nearest, quoted
from guidelinekit.text import Text, say

KINDS = {
    Kind.TEXT: Text(da="en tekst", en="a text"),
    Kind.BOOLEAN: Text(da="sand eller falsk", en="true or false"),
    Kind.INTEGER: Text(da="et helt tal", en="a whole number"),
    Kind.NUMBER: Text(da="et tal", en="a number"),
    Kind.DATE: Text(da="en dato", en="a date"),
    Kind.CODE: Text(da="en kodet værdi", en="a coded value"),
    Kind.LIST: Text(da="en liste", en="a list"),
    Kind.OBJECT: Text(da="en gruppe af felter", en="a group of fields"),
}
UNITS = {
    Unit.DAYS: Text(da="dage", en="days"),
    Unit.YEARS: Text(da="år", en="years"),
    Unit.COUNT: Text(da="ting", en="things"),
    Unit.SCORE: Text(da="point i en score", en="points of a score"),
}
_CURES = {
    Kind.TEXT: Text(da="skriv en tekst", en="write a text"),
    Kind.BOOLEAN: Text(da="skriv `true` eller `false`", en="write `true` or `false`"),
    Kind.INTEGER: Text(da="skriv et helt tal", en="write a whole number"),
    Kind.NUMBER: Text(da="skriv et tal", en="write a number"),
    Kind.DATE: Text(
        da="skriv en dato som `2016-04-12`, `as_of` eller et felt med en dato",
        en="write a date such as `2016-04-12`, `as_of`, or a field that holds a date",
    ),
    Kind.CODE: Text(da="skriv en af feltets værdier", en="write one of the field's values"),
}
_ORDERINGS = {
    "lt": Text(da="mindre end", en="less than"),
    "le": Text(da="højst", en="at most"),
    "gt": Text(da="mere end", en="more than"),
    "ge": Text(da="mindst", en="at least"),
}
_DATE_ORDERINGS = {
    "lt": Text(da="før", en="before"),
    "le": Text(da="senest", en="on or before"),
    "gt": Text(da="efter", en="after"),
    "ge": Text(da="tidligst", en="on or after"),
}
_TRUTHS = {
    **dict.fromkeys(("ja", "yes", "sand", "sandt", "on", "1", "true"), "true"),
    **dict.fromkeys(("nej", "no", "falsk", "off", "0", "false"), "false"),
}
_OLDEST = 120
"""A number above it is no age, but a year."""
_FEW = 25
"""How many values a help text lists at most."""


def cure(field: FieldType) -> Text | None:
    """Say what a field can be compared with."""
    if 0 < len(field.codes) <= _FEW:
        values = ", ".join(f"`{code}` ({label})" for code, label in _labels(field).items())
        return say("værdierne er {values}", "the values are {values}", values=values)
    return _CURES.get(field.kind)


def meant_value(value: object, field: FieldType) -> Text | None:
    """Say how what was meant by a value of the wrong kind is written: yes and no, an age, no date."""
    match field.kind, value:
        case Kind.BOOLEAN, str(word) if folded(word) in _TRUTHS:
            return say("skriv `{truth}`", "write `{truth}`", truth=_TRUTHS[folded(word)])
        case Kind.DATE, bool():
            return Text(
                da="skriv `{known: true}`, hvor en dato er registreret, og `null`, hvor ingen er",
                en="write `{known: true}` for a date that is documented, `null` for none",
            )
        case Kind.DATE, int(years) if years <= _OLDEST:
            return say(
                "en alder spørges der om sådan: `{{age: {{ge: {years}}}}}`",
                "an age is asked for so: `{{age: {{ge: {years}}}}}`",
                years=years,
            )
        case _:
            return None


def meant_code(word: str, field: FieldType) -> Text | None:
    """Ask whether a code was meant by a word: by its label, Danish or English, or by something near it."""
    labels = {code: _label(code, field) for code in field.codes}
    code = meant(word, {code: () if text is None else (text.da, text.en) for code, text in labels.items()})
    if code is None:
        return None
    if code == nearest(word, field.codes):
        return meaning(code)
    named = _labels(field)[code]
    return say("mente du `{code}` ({label})?", "did you mean `{code}` ({label})?", code=code, label=named)


def _labels(field: FieldType) -> dict[str, str]:
    """Return the codes of a field, each with its Danish label."""
    labels = {code: _label(code, field) for code in field.codes}
    return {code: text.da if text is not None else code for code, text in labels.items()}


def _label(code: str, field: FieldType) -> Text | None:
    return field.labels.get(code) or label(code, field.vocabulary)


def written(value: object) -> Text:
    """Return a constant as it stands in a rule, with what it is where that could be mistaken."""
    if isinstance(value, bool):
        return _as_written(str(value).lower())
    return (
        say("teksten `{value}`", "the text `{value}`", value=value)
        if isinstance(value, str)
        else say("tallet {value}", "the number {value}", value=value)
    )


def subject_of(left: e.Path | e.Age, scope: Scope) -> Text:
    """Return what a comparison speaks of: a field, or the age at one."""
    if isinstance(left, e.Age):
        path = shown(left.path, scope)
        return Text(da=f"alderen ved `{path}`", en=f"the age at `{path}`")
    return _as_written(shown(left, scope))


def _as_written(name: str) -> Text:
    return Text(da=f"`{name}`", en=f"`{name}`")


def asked_of(goal: tuple[e.Condition, bool], scope: Scope) -> Text:
    """Return what a comparison, or its opposite, asks of its field: `at least 50`, `not documented`."""
    condition, truth = goal
    match condition:
        case e.Compare(op=op, right=right):
            if op in OPPOSITE:
                dated = isinstance(right, (e.Day, e.AsOf, e.Shift, e.Latest, e.Earliest))
                words = _DATE_ORDERINGS if dated else _ORDERINGS
                order = words[op if truth else OPPOSITE[op]]
                term = _term(right, scope)
                return Text(da=f"{order.da} {term.da}", en=f"{order.en} {term.en}")
            if truth:
                return _term(right, scope)
            term = _term(right, scope)
            return Text(da=f"andet end {term.da}", en=f"other than {term.en}")
        case _:
            return (
                Text(da="registreret", en="documented")
                if truth
                else Text(da="ikke registreret", en="not documented")
            )


def _term(term: e.Term | e.Matching, scope: Scope) -> Text:
    match term:
        case e.Constant(value=bool() as value):
            return _as_written(str(value).lower())
        case e.Constant(value=str() as value):
            return _as_written(value)
        case e.Constant(value=value):
            return Text(da=str(value), en=str(value))
        case e.ValueSet(values=values):
            listed = quoted(values)
            return Text(da=f"en af {listed or 'ingen værdier'}", en=f"one of {listed or 'no values'}")
        case e.Parameter(name=name):
            return _as_written(f"${name}")
        case e.Path():
            return _as_written(shown(term, scope))
        case e.Day(value=day):
            return Text(da=day.isoformat(), en=day.isoformat())
        case e.AsOf():
            return Text(da="vurderingsdatoen", en="the evaluation date")
        case e.Shift(base=base, by=by, back=back):
            start, length, sign = _term(base, scope), _length(by), "-" if back else "+"
            return Text(da=f"{start.da} {sign} {length.da}", en=f"{start.en} {sign} {length.en}")
        case e.Latest(of=dates):
            return say("den seneste af {dates}", "the latest of {dates}", dates=_terms(dates, scope))
        case e.Earliest(of=dates):
            return say("den tidligste af {dates}", "the earliest of {dates}", dates=_terms(dates, scope))
        case e.Matching(over=over):
            return say(
                "datoerne i nogle af elementerne i `{listed}`",
                "the dates of some items of `{listed}`",
                listed=shown(over, scope),
            )
        case _:
            assert_never(term)


def _terms(terms: Sequence[e.Term | e.Matching], scope: Scope) -> Text:
    texts = [_term(term, scope) for term in terms]
    return Text(da=", ".join(text.da for text in texts), en=", ".join(text.en for text in texts))


def _length(by: e.Duration) -> Text:
    match by:
        case e.Days(days=days):
            return number_of(days, DAYS)
        case e.Months(months=months):
            return number_of(months, MONTHS)
        case e.Parameter(name=name):
            return Text(da=f"`${name}` dage", en=f"`${name}` days")


def number_of(count: int, forms: tuple[Text, Text]) -> Text:
    """Return `1 condition`, `2 conditions`, by the word for one and that for several."""
    what = forms[count != 1]
    return Text(da=f"{count} {what.da}", en=f"{count} {what.en}")


DAYS = Text(da="dag", en="day"), Text(da="dage", en="days")
MONTHS = Text(da="måned", en="month"), Text(da="måneder", en="months")
