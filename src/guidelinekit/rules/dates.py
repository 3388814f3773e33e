"""Date expressions and durations: `latest(enrolment.enrolled_on, need.identified_on) + 14d` to core nodes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from guidelinekit import limits
from guidelinekit.case.catalogue import Kind
from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.rules.date_words import (
    DATES_OF_ITEMS,
    DURATION,
    DURATIONS,
    FORMS,
    FROM_A_DATE,
    IN_DAYS,
    IN_MONTHS,
    ISO,
    KEYS,
    LIST_AND_DATE,
    OF_ITEMS,
    SIGNS,
    TOKEN,
    TOO_MANY,
    TWO_FUNCTIONS,
    UNITS,
    YEAR_FIRST,
    CannotReadError,
    Token,
)
from guidelinekit.rules.scope import N, Scope
from guidelinekit.suggest import did_you_mean, nearest
from guidelinekit.text import Text, say


def date_expression(text: Any, scope: Scope, at: Route) -> e.DateExpr | None:
    """Return the date expression that a text or a map stands for; anything else is noted as a problem."""
    if isinstance(text, dict) and text.keys() & set(OF_ITEMS):
        return _date_of_items(text, scope, at)
    if not isinstance(text, str):
        scope.notes.problem(
            "bad-date", Text(da="her skal stå en dato", en="a date is expected here"), FORMS, at=at
        )
        return None
    reader = _Reader(text, scope, at)
    try:
        return reader.whole()
    except CannotReadError as error:
        scope.notes.problem(*error.problem, at=at, part=error.part)
    return None


def duration(text: Any, scope: Scope, at: Route) -> e.Duration | None:
    """Return the duration that a text stands for: `14d`, `2w`, `3m`, `1y` or a parameter."""
    if not isinstance(text, str):
        scope.notes.problem(
            "bad-duration",
            Text(da="her skal stå en varighed", en="a duration is expected here"),
            DURATIONS,
            at=at,
        )
        return None
    reader = _Reader(text, scope, at)
    try:
        return reader.lone_duration()
    except CannotReadError as error:
        scope.notes.problem(*error.problem, at=at, part=error.part)
    return None


def _date_of_items(form: dict[str, Any], scope: Scope, at: Route) -> e.DateExpr | None:
    """Return `{latest: list.field, as: name, where: {...}, plus: 14d}`: the date of the items that match.

    Several dates stand in a list: `{latest: [enrolment.enrolled_on, {earliest: ...}], plus: 14d}`.
    """
    which = next(key for key in form if key in OF_ITEMS)
    extreme = e.Latest if which == "latest" else e.Earliest
    for key in form:
        if key not in (which, "as", "where", "plus", "minus"):
            help_ = did_you_mean(key, ("as", "where", "plus", "minus")) or KEYS
            scope.notes.problem(
                "unknown-key",
                say("`{key}` betyder ikke noget her", "`{key}` has no meaning here", key=key),
                help_,
                at=(*at, key),
                key=True,
            )
    if isinstance(form[which], list):
        if form.keys() & {"as", "where"}:
            message = say(
                "`as` og `where` handler om elementerne i en liste, og `{which}` rummer flere datoer",
                "`as` and `where` are about the items of a list, and `{which}` holds several dates",
                which=which,
            )
            scope.notes.problem(
                "wrong-form",
                message,
                Text(da="sæt dem ved siden af listen", en="put them beside the list"),
                at=(*at, which),
                key=True,
            )
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
        help_ = LIST_AND_DATE
        scope.notes.problem(
            "bad-date",
            DATES_OF_ITEMS,
            help_,
            at=(*at, which),
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
        self.tokens: Iterator[Token] = _tokens(text)
        self.next = next(self.tokens)
        self.end = 0

    def whole(self) -> e.DateExpr | None:
        """Read the whole text as a date."""
        first = self.next
        day = self.date(0)
        if self.next.kind == "name" and nearest(first.text, OF_ITEMS) is not None:
            raise self.refusal(
                Text(da="her mangler et `(`", en="a `(` is missing here"),
                say(
                    "skriv `{name}(..., ...)`", "write `{name}(..., ...)`", name=nearest(first.text, OF_ITEMS)
                ),
            )
        if self.next.kind != "end":
            raise self.refusal(
                say("`{text}` hører ikke til her", "`{text}` is not expected here", text=self.next.text),
                Text(da="sæt delene sammen med `+`, `-` eller `,`", en="join parts with `+`, `-` or `,`"),
            )
        return day

    def lone_duration(self) -> e.Duration | None:
        """Read the whole text as a duration."""
        length = self.duration()
        if self.next.kind != "end":
            raise CannotReadError(
                "bad-duration",
                Text(da="en varighed står alene", en="a duration stands alone"),
                DURATIONS,
                self.next,
            )
        return length

    def date(self, depth: int) -> e.DateExpr | None:
        """Read a date and the shifts behind it."""
        start = self.next.start
        base = self.base(depth)
        shifts = 0
        while self.next.text in ("+", "-"):
            shifts += 1
            if shifts > limits.DATE_DEPTH:
                raise self.refusal(
                    TOO_MANY,
                    Text(da="læg dem sammen", en="add them up"),
                )
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
            message, help_ = (
                say(
                    "`{text}` er et tal og ikke en dato", "`{text}` is a number, not a date", text=token.text
                ),
                Text(da="læg det til en dato: `as_of + $days`", en="add it to a date: `as_of + $days`"),
            )
        elif token.kind == "duration":
            message = say("`{text}` er ikke en dato", "`{text}` is not a date", text=token.text)
            help_ = FROM_A_DATE
        elif token.text in SIGNS:
            message = say(
                "`{text}` står, hvor der skal stå en dato",
                "`{text}` stands where a date is expected",
                text=token.text,
            )
            help_ = say(
                "skriv `{{{sign}: ...}}` med datoen alene",
                "write `{{{sign}: ...}}` with the date alone",
                sign=SIGNS[token.text],
            )
        elif token.kind == "end":
            message, help_ = (
                Text(da="der mangler en dato til sidst", en="a date is missing at the end"),
                FORMS,
            )
        else:
            message, help_ = (
                say(
                    "`{text}` står, hvor der skal stå en dato",
                    "`{text}` stands where a date is expected",
                    text=token.text,
                ),
                FORMS,
            )
        raise CannotReadError("bad-date", message, help_, token)

    def call(self, function: Token, depth: int) -> e.DateExpr | None:
        """Read what stands in the brackets of `latest` or `earliest`."""
        if function.text not in ("latest", "earliest"):
            help_ = did_you_mean(function.text, ("latest", "earliest")) or TWO_FUNCTIONS
            raise CannotReadError(
                "bad-date",
                say("der er ingen `{text}(...)`", "there is no `{text}(...)`", text=function.text),
                help_,
                function,
            )
        if depth >= limits.DATE_DEPTH:
            raise CannotReadError(
                "bad-date",
                Text(da="indlejret for dybt", en="nested too deep"),
                Text(da="del udtrykket", en="split the expression"),
                function,
            )
        parts: list[e.DateExpr | None] = []
        while not parts or self.next.text == ",":
            self.take()
            parts.append(self.date(depth + 1))
        if self.next.text != ")":
            raise self.refusal(
                Text(da="her mangler et `)`", en="a `)` is missing here"),
                Text(da="luk parentesen efter den sidste dato", en="close the bracket after the last date"),
            )
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
                message = say(
                    "`{text}` er en værdimængde og ikke et antal dage",
                    "`{text}` is a value set, not a number of days",
                    text=token.text,
                )
                raise CannotReadError(
                    "bad-duration",
                    message,
                    Text(da="nævn en parameter med enheden dage", en="name a parameter whose unit is days"),
                    token,
                )
            return named
        if token.kind != "duration":
            what = (
                say("`{text}` er ikke en varighed", "`{text}` is not a duration", text=token.text)
                if token.text
                else Text(da="der mangler en varighed til sidst", en="a duration is missing at the end")
            )
            help_ = (
                say("skriv `${text}`", "write `${text}`", text=token.text)
                if token.text in self.scope.names.parameters
                else DURATIONS
            )
            raise CannotReadError("bad-duration", what, help_, token)
        return self.made(_length(token, self.next), token.start)

    def take(self) -> Token:
        """Return the next token and move on."""
        token = self.next
        self.end = token.end
        if token.kind != "end":
            self.next = next(self.tokens)
        return token

    def made(self, node: N, start: int) -> N:
        """Note where a node stands in the text, and give it."""
        return self.scope.notes.made(node, self.at, part=(start, self.end))

    def refusal(self, message: Text, help_: Text) -> CannotReadError:
        """Return the error that the next token cannot stand here."""
        return CannotReadError("bad-date", message, help_, self.next)


def _tokens(text: str) -> Iterator[Token]:
    for match in TOKEN.finditer(text):
        if match.lastgroup != "space":
            yield Token(str(match.lastgroup), match.group(), match.start(), match.end())
    yield Token("end", "", len(text), len(text))


def _day(token: Token) -> date:
    if not ISO.fullmatch(token.text):
        message, help_ = (
            say("`{text}` er ikke skrevet som en dato", "`{text}` is not written as a date", text=token.text),
            YEAR_FIRST,
        )
        raise CannotReadError("bad-date", message, help_, token)
    try:
        return date.fromisoformat(token.text)
    except ValueError:
        message = say("kalenderen har ingen {text}", "the calendar has no {text}", text=token.text)
        raise CannotReadError(
            "bad-date", message, Text(da="ret måneden eller dagen", en="correct the month or the day"), token
        ) from None


def _length(token: Token, following: Token) -> e.Days | e.Months:
    match = DURATION.fullmatch(token.text)
    if match is None:
        unit = token.text.lstrip("0123456789")
        number = token.text.removesuffix(unit)
        unit = (unit or (following.text if following.kind == "name" else "days")).lower()
        known = unit in {*IN_DAYS, *IN_MONTHS} or unit in UNITS
        help_ = (
            say("skriv `{number}{unit}`", "write `{number}{unit}`", unit=UNITS.get(unit, unit), number=number)
            if known
            else DURATIONS
        )
        raise CannotReadError(
            "bad-duration",
            say("`{text}` er ikke en varighed", "`{text}` is not a duration", text=token.text),
            help_,
            token,
        )
    count, unit = int(match[1]), match[2]
    days, months = count * IN_DAYS.get(unit, 0), count * IN_MONTHS.get(unit, 0)
    if days > limits.DURATION_DAYS or months > limits.DURATION_MONTHS:
        message = say(
            "`{text}` er mere end hundrede år", "`{text}` is more than a hundred years", text=token.text
        )
        raise CannotReadError(
            "bad-duration",
            message,
            Text(da="skriv en kortere varighed", en="write a shorter duration"),
            token,
        )
    return e.Months(months=months) if unit in IN_MONTHS else e.Days(days=days)
