"""What generated code calls while it runs."""

from datetime import date, timedelta
from typing import Any

from guidelinekit.case import Case
from guidelinekit.semantics.as_of import has_begun
from guidelinekit.semantics.values import moved


def born_by(day: date, years: int) -> date:
    """Return the latest birth date of somebody who has reached an age on a day."""
    if day.year - years < date.min.year:
        return date.min
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


def case_has_begun(record: Any, at: date) -> bool:
    """Say whether a case holds an event up to a date, or no event at all."""
    return has_begun(record, Case, at)
