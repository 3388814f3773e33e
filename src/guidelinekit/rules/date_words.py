"""The words of dates and durations, and what is said of those that cannot be read."""

import re
from dataclasses import dataclass

from guidelinekit.text import Text

TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<date>[0-9]+-[0-9]+-[0-9]+(?![0-9A-Za-z_]))"
    r"|(?P<duration>[0-9]+[A-Za-zÆØÅæøå_]*)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)"
    r"|(?P<parameter>\$[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<mark>[(),+-])"
    r"|(?P<other>.)",
    re.DOTALL,
)
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DURATION = re.compile(r"([0-9]{1,6})([dwmy])")
IN_DAYS = {"d": 1, "w": 7}
IN_MONTHS = {"m": 1, "y": 12}
FORMS = Text(
    da="skriv en dato som `2016-04-12`, `as_of`, en sti, `latest(...)` eller `earliest(...)`",
    en="write a date such as `2016-04-12`, `as_of`, a path, `latest(...)` or `earliest(...)`",
)
DURATIONS = Text(
    da="skriv dage, uger, måneder eller år, fx `14d`, `2w`, `3m` eller `1y`",
    en="write days, weeks, months or years, for example `14d`, `2w`, `3m` or `1y`",
)
UNITS = {
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
SIGNS = {"<": "before", ">": "after", "=": "is"}
OF_ITEMS = ("latest", "earliest")
"""The keys of a date written as a map: the dates of the items of a list for which `where` holds."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a date, with its place in the text."""

    kind: str
    text: str
    start: int
    end: int


class CannotReadError(Exception):
    """A place in the text that cannot be read."""

    def __init__(self, code: str, message: Text, help_: Text | None, token: Token) -> None:
        super().__init__(code)
        self.problem = (code, message, help_)
        self.part = (token.start, token.end)


KEYS = Text(da="der er `as`, `where` og `plus`", en="there are `as`, `where` and `plus`")
LIST_AND_DATE = Text(
    da="skriv en liste og en dato i dens elementer, fx `agreements.follow_ups.done_on`",
    en="write a list and a date of its items, for example `agreements.follow_ups.done_on`",
)
DATES_OF_ITEMS = Text(
    da="her skal stå datoerne i en listes elementer", en="the dates of a list's items are expected here"
)
TOO_MANY = Text(da="for mange varigheder efter hinanden", en="too many durations one after the other")
FROM_A_DATE = Text(
    da="regn fra en dato som i `enrolment.enrolled_on + 14d`",
    en="count from a date, as in `enrolment.enrolled_on + 14d`",
)
TWO_FUNCTIONS = Text(da="der er `latest` og `earliest`", en="there are `latest` and `earliest`")
YEAR_FIRST = Text(
    da="skriv år-måned-dag, fx `2016-04-12`", en="write year-month-day, for example `2016-04-12`"
)
