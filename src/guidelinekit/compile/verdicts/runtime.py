"""What generated code calls while it runs."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from guidelinekit.results import UNKNOWNS, Closing, Missing, Reason, Status
from guidelinekit.semantics.gap import together, uncover
from guidelinekit.semantics.values import moved

Lacks = tuple[str, Reason]
"""The pointer of a field, or `$name`, and why it is missing: a `results.Missing` before it is shown."""


def born_by(day: date, years: int) -> date:
    """Give the latest birth date of somebody who has reached an age on a day."""
    if day.year - years < date.min.year:
        return date.min
    year = min(day.year - years, date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def shifted(day: date, by: timedelta) -> date:
    """Give a date moved by days, held within the calendar."""
    try:
        return day + by
    except OverflowError:
        return moved(day, by.days)


class Pointers(dict[int, str]):
    """The JSON pointers to one place in each item of a list, by the item's index, made when asked for."""

    __slots__ = ("_after", "_before")

    def __init__(self, before: str, after: str) -> None:
        super().__init__()
        self._before, self._after = before, after

    @property
    def told(self) -> tuple[str, str]:
        """What stands before and after the index."""
        return self._before, self._after

    def __missing__(self, index: int) -> str:
        pointer = f"{self._before}{index}{self._after}"
        if index < _POINTERS_KEPT:
            self[index] = pointer
        return pointer


_POINTERS_KEPT = 1000
"""Pointers to items further down a list are made anew each time, so that one long record costs no memory."""


@cache
def pointers(before: str, after: str) -> Pointers:
    """Give the pointers `before`, index, `after`; all rules share them."""
    return Pointers(before, after)


def unclear(
    missing: Iterable[Lacks], read: dict[str, Any], named: Iterable[str], due: date | None
) -> tuple[Any, ...]:
    """Give the explanation of what cannot be determined, by what is missing."""
    lacks = tuple(dict.fromkeys(missing))
    reasons = {reason for _, reason in lacks}
    reason = next((reason for reason in UNKNOWNS if reason in reasons), Reason.NOT_DOCUMENTED)
    return Status.UNDETERMINED, reason, lacks, read, named, None, due


def by(steps: Closing, due: date) -> Closing:
    """Give what would close a gap, with the last day for it."""
    return {**steps, "by": due.isoformat()}


def repeated(fields: Iterable[str]) -> Closing:
    """Give what would close the gap of a recurring duty."""
    return {"action": "repeat", "fields": list(dict.fromkeys(fields))}


def uncovered(missing: Iterable[Lacks]) -> Closing:
    """Give what would uncover all that is missing."""
    return together("all_of", [uncover(Missing(pointer, reason)) for pointer, reason in missing])


def plain(value: Any) -> Any:
    """Give a value as it stands in what would close a gap."""
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
