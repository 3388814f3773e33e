"""What generated code calls while it runs."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from guidelinekit.case import Case
from guidelinekit.lang.expr import Months, Op
from guidelinekit.semantics.as_of import has_begun
from guidelinekit.semantics.turning import Moves, days_that_turn
from guidelinekit.semantics.values import birthday, moved


def one_of(items: Sequence[Any], index: int) -> tuple[tuple[int, Any]]:
    """Return one of some items with its index."""
    return ((index, items[index]),)


class BeforeAll:
    """Lies before every day of the calendar."""

    def __lt__(self, _: object) -> bool:
        """Say that every day is later."""
        return True

    def __ge__(self, _: object) -> bool:
        """Say that no day is earlier, or the same."""
        return False


def born_by(day: date, years: int) -> date | BeforeAll:
    """Return the latest birth date of somebody who has reached an age on a day."""
    if day.year - years < date.min.year:
        return BeforeAll()
    year = min(day.year - years, date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def shifted(day: date, by: timedelta) -> date:
    """Return a date moved by days, held within the calendar."""
    try:
        return day + by
    except OverflowError:
        return moved(day, by.days)


def first_after(day: date, days: tuple[date, ...]) -> date:
    """Return the first of some days, which stand in order, after a day; the last day of all where none is."""
    return next((each for each in days if each > day), date.max)


def months(number: int) -> Months:
    """Return a duration of calendar months."""
    return Months(months=number)


def next_turn(day: date, until: date, op: Op, fixed: Any, moves: Moves) -> date:
    """Return the next day that, moved so, compares otherwise with a date or with one of several.

    Later than `until` is of no interest: then that is returned.
    """
    lengths = tuple(
        (length if isinstance(length, Months) else int(length or 0), back) for length, back in moves
    )
    for each in fixed if isinstance(fixed, list | tuple) else (fixed,):
        for turn in days_that_turn(op, each, lengths):
            if day < turn < until:
                until = turn
    return until


def next_birthday(day: date, until: date, born: date, years: Any) -> date:
    """Return the first birthday after a day on which one of some ages is reached or passed, or `until`."""
    for each in years if isinstance(years, tuple | set) else (years,):
        for turn in (birthday(born, int(each)), birthday(born, int(each) + 1)):
            if day < turn < until:
                until = turn
    return until


def case_has_begun(record: Any, at: date) -> bool:
    """Say whether a case holds an event up to a date, or no event at all."""
    return has_begun(record, Case, at)
