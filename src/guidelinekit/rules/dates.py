"""Date expressions and durations: `latest(enrolment.enrolled_on, need.identified_on) + 14d` to core nodes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from guidelinekit import limits
from guidelinekit.case.catalogue import Kind
from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.rules.scope import Scope
from guidelinekit.rules.source_map import N
from guidelinekit.suggest import did_you_mean, nearest

_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<date>[0-9]+-[0-9]+-[0-9]+(?![0-9A-Za-z_]))"
    r"|(?P<duration>[0-9]+[A-Za-zÆØÅæøå_]*)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)"
    r"|(?P<parameter>\$[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<mark>[(),+-])"
    r"|(?P<other>.)",
    re.DOTALL,
)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DURATION = re.compile(r"([0-9]{1,6})([dwmy])")
_IN_DAYS = {"d": 1, "w": 7}
_IN_MONTHS = {"m": 1, "y": 12}
_FORMS = "write a date such as `2016-04-12`, `as_of`, a path, `latest(...)` or `earliest(...)`"
_DURATIONS = "write days, weeks, months or years, for example `14d`, `2w`, `3m` or `1y`"
_UNITS = {
    "day": "d",
    "days": "d",
    "dag": "d",
    "dage": "d",
    "week": "w",
    "weeks": "w",
    "uge": "w",
    "uger": "w",
    "month": "m",
    "months": "m",
    "måned": "m",
    "måneder": "m",
    "year": "y",
    "years": "y",
    "år": "y",
}
_SIGNS = {"<": "before", ">": "after", "=": "is"}
_OF_ITEMS = ("latest", "earliest")
"""The keys of a date written as a map: the dates of the items of a list for which `where` holds."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


class _CannotReadError(Exception):
    """A place in the text that cannot be read."""

    def __init__(self, code: str, message: str, help_: str | None, token: _Token) -> None:
        super().__init__(message)
        self.problem = (code, message, help_)
        self.part = (token.start, token.end)


def date_expression(text: Any, scope: Scope, at: Route) -> e.DateExpr | None:
    """Return the date expression that a text or a map stands for; anything else is noted as a problem."""
    if isinstance(text, dict) and text.keys() & set(_OF_ITEMS):
        return _date_of_items(text, scope, at)
    if not isinstance(text, str):
        scope.notes.problem("bad-date", "a date is expected here", _FORMS, at=at)
        return None
    reader = _Reader(text, scope, at)
    try:
        return reader.whole()
    except _CannotReadError as error:
        scope.notes.problem(*error.problem, at=at, part=error.part)
    return None


def duration(text: Any, scope: Scope, at: Route) -> e.Duration | None:
    """Return the duration that a text stands for: `14d`, `2w`, `3m`, `1y` or a parameter."""
    if not isinstance(text, str):
        scope.notes.problem("bad-duration", "a duration is expected here", _DURATIONS, at=at)
        return None
    reader = _Reader(text, scope, at)
    try:
        return reader.lone_duration()
    except _CannotReadError as error:
        scope.notes.problem(*error.problem, at=at, part=error.part)
    return None


def _date_of_items(form: dict[str, Any], scope: Scope, at: Route) -> e.DateExpr | None:
    """Return `{latest: list.field, as: name, where: {...}, plus: 14d}`: the date of the items that match.

    Several dates stand in a list: `{latest: [enrolment.enrolled_on, {earliest: ...}], plus: 14d}`.
    """
    which = next(key for key in form if key in _OF_ITEMS)
    extreme = e.Latest if which == "latest" else e.Earliest
    for key in form:
        if key not in (which, "as", "where", "plus", "minus"):
            help_ = (
                did_you_mean(key, ("as", "where", "plus", "minus")) or "there are `as`, `where` and `plus`"
            )
            scope.notes.problem("unknown-key", f"`{key}` has no meaning here", help_, at=(*at, key), key=True)
    if isinstance(form[which], list):
        if form.keys() & {"as", "where"}:
            message = f"`as` and `where` are about the items of a list, and `{which}` holds several dates"
            scope.notes.problem("wrong-form", message, "put them beside the list", at=(*at, which), key=True)
        listed = [date_expression(text, scope, (*at, which, index)) for index, text in enumerate(form[which])]
        parts: tuple[e.DatePart, ...] = tuple(part for each in listed for part in _parts(each, extreme))
    else:
        parts = _matching(which, form, scope, at)
    if not parts:
        return None
    date_: e.DateExpr = extreme(of=parts)
    for key in ("plus", "minus"):
        by = None if form.get(key) is None else duration(form[key], scope, (*at, key))
        if by is not None:
            date_ = e.Shift(base=scope.notes.made(date_, at), by=by, back=key == "minus")
    return scope.notes.made(date_, at)


def _parts(date_: e.DateExpr | None, extreme: type[e.Latest | e.Earliest]) -> tuple[e.DatePart, ...]:
    """Return what a date adds to an extreme: of another such, each part, as an unclear one may not matter."""
    if date_ is None:
        return ()
    return date_.of if isinstance(date_, extreme) else (date_,)


def _matching(which: str, form: dict[str, Any], scope: Scope, at: Route) -> tuple[e.Matching, ...]:
    """Return the dates of those items of a list for which the `where` of a map holds."""
    from guidelinekit.rules.conditions import condition  # noqa: PLC0415 - each is made of the other

    whole = scope.path(form[which]) if isinstance(form[which], str) else None
    depth = 0 if whole is None else _items_on(whole, scope)
    if whole is None or depth == 0:
        help_ = "write a list and a date of its items, for example `agreements.follow_ups.done_on`"
        scope.notes.problem(
            "bad-date", "the dates of a list's items are expected here", help_, at=(*at, which)
        )
        return ()
    over = scope.notes.made(e.Path(root=whole.root, steps=whole.steps[:depth]), (*at, which))
    item, inner = scope.inside(over, form.get("as"), (*at, which), (*at, "as"))
    where = e.TRUE if form.get("where") is None else condition(form["where"], inner, (*at, "where"))
    day = scope.notes.made(e.Path(root=item, steps=whole.steps[depth:]), (*at, which))
    return (scope.notes.made(e.Matching(over=over, item=item, where=where, date=day), at),)


def _items_on(path: e.Path, scope: Scope) -> int:
    """Return how many steps of a path lead to the innermost list of records on it."""
    depth = 0
    for count in range(1, len(path.steps)):
        kind = scope.type_of(e.Path(root=path.root, steps=path.steps[:count]))
        if kind is not None and kind.item is not None and kind.item.kind is Kind.OBJECT:
            depth = count
    return depth


class _Reader:
    """Reads one text, token by token."""

    def __init__(self, text: str, scope: Scope, at: Route) -> None:
        self.scope = scope
        self.at = at
        self.tokens: Iterator[_Token] = _tokens(text)
        self.next = next(self.tokens)
        self.end = 0

    def whole(self) -> e.DateExpr | None:
        """Read the whole text as a date."""
        first = self.next
        day = self.date(0)
        if self.next.kind == "name" and nearest(first.text, _OF_ITEMS) is not None:
            raise self.refusal("a `(` is missing here", f"write `{nearest(first.text, _OF_ITEMS)}(..., ...)`")
        if self.next.kind != "end":
            raise self.refusal(f"`{self.next.text}` is not expected here", "join parts with `+`, `-` or `,`")
        return day

    def lone_duration(self) -> e.Duration | None:
        """Read the whole text as a duration."""
        length = self.duration()
        if self.next.kind != "end":
            raise _CannotReadError("bad-duration", "a duration stands alone", _DURATIONS, self.next)
        return length

    def date(self, depth: int) -> e.DateExpr | None:
        """Read a date and the shifts behind it."""
        start = self.next.start
        base = self.base(depth)
        shifts = 0
        while self.next.text in ("+", "-"):
            shifts += 1
            if shifts > limits.DATE_DEPTH:
                raise self.refusal("too many durations one after the other", "add them up")
            back = self.take().text == "-"
            by = self.duration()
            if base is not None and by is not None:
                base = self.made(e.Shift(base=base, by=by, back=back), start)
        return base

    def base(self, depth: int) -> e.DateExpr | None:
        """Read a date without shifts."""
        token = self.take()
        if token.kind == "date":
            return self.made(e.Day(value=_day(token)), token.start)
        if token.kind == "name" and self.next.text == "(":
            return self.call(token, depth)
        if token.text == "as_of":
            return self.made(e.AsOf(), token.start)
        if token.kind == "name" and (path := self.scope.path(token.text)) is not None:
            return self.made(path, token.start)
        if token.kind == "parameter":
            message, help_ = f"`{token.text}` is a number, not a date", "add it to a date: `as_of + $days`"
        elif token.kind == "duration":
            message = f"`{token.text}` is not a date"
            help_ = "count from a date, as in `enrolment.enrolled_on + 14d`"
        elif token.text in _SIGNS:
            message = f"`{token.text}` stands where a date is expected"
            help_ = f"write `{{{_SIGNS[token.text]}: ...}}` with the date alone"
        elif token.kind == "end":
            message, help_ = "a date is missing at the end", _FORMS
        else:
            message, help_ = f"`{token.text}` stands where a date is expected", _FORMS
        raise _CannotReadError("bad-date", message, help_, token)

    def call(self, function: _Token, depth: int) -> e.DateExpr | None:
        """Read what stands in the brackets of `latest` or `earliest`."""
        if function.text not in ("latest", "earliest"):
            help_ = did_you_mean(function.text, ("latest", "earliest")) or "there are `latest` and `earliest`"
            raise _CannotReadError("bad-date", f"there is no `{function.text}(...)`", help_, function)
        if depth >= limits.DATE_DEPTH:
            raise _CannotReadError("bad-date", "nested too deep", "split the expression", function)
        parts: list[e.DateExpr | None] = []
        while not parts or self.next.text == ",":
            self.take()
            parts.append(self.date(depth + 1))
        if self.next.text != ")":
            raise self.refusal("a `)` is missing here", "close the bracket after the last date")
        self.take()
        dates = tuple(part for part in parts if part is not None)
        node = e.Latest(of=dates) if function.text == "latest" else e.Earliest(of=dates)
        return self.made(node, function.start)

    def duration(self) -> e.Duration | None:
        """Read a duration."""
        token = self.take()
        if token.kind == "parameter":
            named = self.scope.name(token.text, self.at, (token.start, token.end))
            if isinstance(named, e.ValueSet):
                message = f"`{token.text}` is a value set, not a number of days"
                raise _CannotReadError("bad-duration", message, "name a parameter whose unit is days", token)
            return named
        if token.kind != "duration":
            what = f"`{token.text}` is not a duration" if token.text else "a duration is missing at the end"
            help_ = f"write `${token.text}`" if token.text in self.scope.names.parameters else _DURATIONS
            raise _CannotReadError("bad-duration", what, help_, token)
        return self.made(_length(token, self.next), token.start)

    def take(self) -> _Token:
        """Return the next token and move on."""
        token = self.next
        self.end = token.end
        if token.kind != "end":
            self.next = next(self.tokens)
        return token

    def made(self, node: N, start: int) -> N:
        """Note where a node stands in the text, and give it."""
        return self.scope.notes.made(node, self.at, part=(start, self.end))

    def refusal(self, message: str, help_: str) -> _CannotReadError:
        """Return the error that the next token cannot stand here."""
        return _CannotReadError("bad-date", message, help_, self.next)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "space":
            yield _Token(str(match.lastgroup), match.group(), match.start(), match.end())
    yield _Token("end", "", len(text), len(text))


def _day(token: _Token) -> date:
    if not _ISO.fullmatch(token.text):
        message, help_ = (
            f"`{token.text}` is not written as a date",
            "write year-month-day, for example `2016-04-12`",
        )
        raise _CannotReadError("bad-date", message, help_, token)
    try:
        return date.fromisoformat(token.text)
    except ValueError:
        message = f"the calendar has no {token.text}"
        raise _CannotReadError("bad-date", message, "correct the month or the day", token) from None


def _length(token: _Token, following: _Token) -> e.Days | e.Months:
    match = _DURATION.fullmatch(token.text)
    if match is None:
        unit = token.text.lstrip("0123456789")
        number = token.text.removesuffix(unit)
        unit = (unit or (following.text if following.kind == "name" else "days")).lower()
        known = unit in {*_IN_DAYS, *_IN_MONTHS} or unit in _UNITS
        help_ = f"write `{number}{_UNITS.get(unit, unit)}`" if known else _DURATIONS
        raise _CannotReadError("bad-duration", f"`{token.text}` is not a duration", help_, token)
    count, unit = int(match[1]), match[2]
    days, months = count * _IN_DAYS.get(unit, 0), count * _IN_MONTHS.get(unit, 0)
    if days > limits.DURATION_DAYS or months > limits.DURATION_MONTHS:
        message = f"`{token.text}` is more than a hundred years"
        raise _CannotReadError("bad-duration", message, "write a shorter duration", token)
    return e.Months(months=months) if unit in _IN_MONTHS else e.Days(days=days)
