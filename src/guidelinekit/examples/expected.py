"""What an author may expect of a result: whether each key holds what it must, and names what is there."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from guidelinekit.case import AnyRecord
from guidelinekit.case.keys import item_key, item_names
from guidelinekit.diagnostics import Diagnostic, Route
from guidelinekit.results import Reason, Status
from guidelinekit.suggest import did_you_mean, few, meaning, quoted
from guidelinekit.text import Text, say

_CODES: Mapping[str, Sequence[str]] = {"status": tuple(Status), "reason": tuple(Reason)}
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_A_DAY = Text(
    da="skriv datoen som ÅÅÅÅ-MM-DD, eller regn fra eksemplets dag: `D+14`",
    en="write the date as YYYY-MM-DD, or count from the day of the example: `D+14`",
)
_DAYS = Text(
    da="skriv et antal dage uden anførselstegn: `overdue_days: 1`",
    en="write a number of days without quotes: `overdue_days: 1`",
)
_FIELDS = Text(
    da="skriv en liste af steder i sagen: `missing: [/plans]`",
    en="write a list of places in the record: `missing: [/plans]`",
)
_NAMES = Text(
    da="skriv en liste af navne: `local_parameters: [plan_days]`",
    en="write a list of names: `local_parameters: [plan_days]`",
)
_A_NAME = Text(da="skriv et navn som `need:n1`", en="write a name such as `need:n1`")
_A_PLACE = Text(da="skriv et sted som `/needs/0`", en="write a place such as `/needs/0`")


def day_of(value: Any) -> date | None:
    """Return the day that a text writes as YYYY-MM-DD, or None."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and _ISO.fullmatch(value) else None
    except ValueError:
        return None


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


_FORMS: Mapping[str, tuple[Callable[[Any], bool], Text]] = {
    "item": (lambda value: isinstance(value, str), _A_NAME),
    "subject": (lambda value: isinstance(value, str), _A_PLACE),
    "due_on": (lambda value: day_of(value) is not None, _A_DAY),
    "overdue_days": (lambda value: type(value) is int, _DAYS),
    "changes_on": (lambda value: day_of(value) is not None, _A_DAY),
    "missing": (lambda value: _is_list(value) and all(each[:1] in {"/", "$"} for each in value), _FIELDS),
    "local_parameters": (_is_list, _NAMES),
}
EXPECTED = (*_CODES, *_FORMS)
"""What an example may expect of a result."""


def misshapen(expected: Any, route: Route) -> Iterator[Diagnostic]:
    """Return what is wrong with the form of one expectation, its dates written out."""
    if not isinstance(expected, dict) or "status" not in expected:
        yield problem_at(
            route,
            Text(da="det, der forventes, har ingen `status`", en="what is expected has no `status`"),
            Text(da="skriv `expect: {status: met}`", en="write `expect: {status: met}`"),
        )
        return
    yield from unknown_keys(expected, EXPECTED, route)
    for key, codes in _CODES.items():
        code = expected.get(key)
        if code not in (None, *codes):
            hint = did_you_mean(str(code), codes) or say(
                "skriv en af {codes}", "write one of {codes}", codes=", ".join(codes)
            )
            message = say("der er ingen {key} `{code}`", "there is no {key} `{code}`", key=key, code=code)
            yield problem_at((*route, key), message, hint)
    for key, (fits, hint) in _FORMS.items():
        if expected.get(key) is not None and not fits(expected[key]):
            message = say("det er ingen værdi for `{key}`", "this is no value of `{key}`", key=key)
            yield problem_at((*route, key), message, hint)


def about_nothing(expected: Mapping[str, Any], record: AnyRecord, route: Route) -> Iterator[Diagnostic]:
    """Say so where an expectation is about an item that the record does not have."""
    names = item_names(record)
    if (item := expected.get("item")) and item not in names:
        message = say(
            "sagen har intet, der hedder `{item}`", "the record has nothing called `{item}`", item=item
        )
        ends_so = [name for name in names if name.partition(":")[2] == item.rpartition(":")[2]]
        hint = meaning(ends_so[0]) if ends_so else did_you_mean(item, names) or _listed(names)
        yield problem_at((*route, "item"), message, hint)
    if place := expected.get("subject"):
        try:
            item_key(record, place)
        except LookupError:
            message = say(
                "sagen har intet på stedet `{place}`", "the record has nothing at `{place}`", place=place
            )
            yield problem_at((*route, "subject"), message, _A_PLACE)


def _listed(names: Sequence[str]) -> Text:
    if not names:
        return Text(da="den har ingen elementer i lister", en="it has no items in lists")
    return say("den har {listed}", "it has {listed}", listed=few(names))


def unknown_keys(entry: Mapping[str, Any], allowed: Sequence[str], route: Route) -> Iterator[Diagnostic]:
    """Return each key that means nothing at a place of a file of examples."""
    for key in entry:
        if key not in allowed:
            hint = did_you_mean(str(key), allowed) or say(
                "tilladt her: {names}", "allowed here: {names}", names=quoted(allowed)
            )
            yield problem_at(
                (*route, key),
                say("`{key}` er ikke kendt i et eksempel", "`{key}` is not known in an example", key=key),
                hint,
            )


def problem_at(route: Route, message: Text, hint: Text | None) -> Diagnostic:
    """Return a problem at a place of a file of examples."""
    return Diagnostic("bad-example", message, hint, route)
