"""Date expressions and durations: `latest(enrolment.enrolled_on, need.identified_on) + 14d` to core nodes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.rules.scope import Scope
from guidelinekit.rules.source_map import N
from guidelinekit.suggest import did_you_mean

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
_DURATION = re.compile(r"([0-9]{1,6})([dw])")
_MAX_DAYS = 36_525
_MAX_DEPTH = 16
_FORMS = "write a date such as `2016-04-12`, `as_of`, a path, `latest(...)` or `earliest(...)`"
_DAYS_ONLY = "write whole days or weeks, for example `14d` or `2w`"
_UNITS = {
    "day": "d",
    "days": "d",
    "dag": "d",
    "dage": "d",
    "week": "w",
    "weeks": "w",
    "uge": "w",
    "uger": "w",
}
_NO_MONTHS = (
    "write whole days, for example `90d`: months and years differ in length, so a limit in them is not exact"
)


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
    """Give the date expression that a text stands for; anything else is noted as a problem."""
    if not isinstance(text, str):
        scope.notes.problem("bad-date", "a date is expected here", _FORMS, at=at)
        return None
    reader = _Reader(text, scope, at)
    try:
        return reader.whole()
    except _CannotReadError as error:
        scope.notes.problem(*error.problem, at=at, part=error.part)
    return None


def duration(text: Any, scope: Scope, at: Route) -> e.Days | e.Parameter | None:
    """Give the duration that a text stands for: `14d`, `2w` or a parameter."""
    if not isinstance(text, str):
        scope.notes.problem("bad-duration", "a duration is expected here", _DAYS_ONLY, at=at)
        return None
    reader = _Reader(text, scope, at)
    try:
        return reader.lone_duration()
    except _CannotReadError as error:
        scope.notes.problem(*error.problem, at=at, part=error.part)
    return None


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
        found = self.date(0)
        if self.next.kind != "end":
            raise self.refusal(f"`{self.next.text}` is not expected here", "join parts with `+`, `-` or `,`")
        return found

    def lone_duration(self) -> e.Days | e.Parameter | None:
        """Read the whole text as a duration."""
        found = self.duration()
        if self.next.kind != "end":
            raise _CannotReadError("bad-duration", "a duration stands alone", _DAYS_ONLY, self.next)
        return found

    def date(self, depth: int) -> e.DateExpr | None:
        """Read a date and the shifts behind it."""
        start = self.next.start
        base = self.base(depth)
        while self.next.text in ("+", "-"):
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
            message, help_ = f"`{token.text}` is not a date", _FORMS
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
        if depth >= _MAX_DEPTH:
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

    def duration(self) -> e.Days | e.Parameter | None:
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
            help_ = f"write `${token.text}`" if token.text in self.scope.names.parameters else _DAYS_ONLY
            raise _CannotReadError("bad-duration", what, help_, token)
        return self.made(e.Days(days=_days(token, self.next)), token.start)

    def take(self) -> _Token:
        """Give the next token and move on."""
        token = self.next
        self.end = token.end
        if token.kind != "end":
            self.next = next(self.tokens)
        return token

    def made(self, node: N, start: int) -> N:
        """Note where a node stands in the text, and give it."""
        return self.scope.notes.made(node, self.at, part=(start, self.end))

    def refusal(self, message: str, help_: str) -> _CannotReadError:
        """Give the error that the next token cannot stand here."""
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


def _days(token: _Token, following: _Token) -> int:
    match = _DURATION.fullmatch(token.text)
    if match is None:
        unit = token.text.lstrip("0123456789")
        number = token.text.removesuffix(unit)
        unit = unit or (following.text if following.kind == "name" else "days")
        help_ = _NO_MONTHS if unit[:1] in tuple("mMyYåÅ") else _DAYS_ONLY
        if unit.lower() in _UNITS:
            help_ = f"write `{number}{_UNITS[unit.lower()]}`"
        raise _CannotReadError("bad-duration", f"`{token.text}` is not a duration", help_, token)
    days = int(match[1]) * (7 if match[2] == "w" else 1)
    if days > _MAX_DAYS:
        message = f"`{token.text}` is more than a hundred years"
        raise _CannotReadError("bad-duration", message, "write a shorter duration", token)
    return days
