"""Dates and durations in words."""

from collections.abc import Mapping, Sequence
from datetime import date

from guidelinekit.text import Language

_MONTHS: Mapping[Language, Sequence[str]] = {
    "da": (
        "januar", "februar", "marts", "april", "maj", "juni",
        "juli", "august", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


def long_date(day: date, language: Language) -> str:
    """Return a date written out: "1. juni 2026", "1 June 2026"."""
    dot = "." if language == "da" else ""
    return f"{day.day}{dot} {_MONTHS[language][day.month - 1]} {day.year}"


def on_day(day: date, language: Language) -> str:
    """Return a date as it stands inside a sentence: "den 1. juni 2026", "1 June 2026"."""
    return f"{'den ' if language == 'da' else ''}{long_date(day, language)}"


def number(value: float, language: Language) -> str:
    """Return a number as it is written: "0,5" in Danish, "0.5" in English."""
    return str(value).replace(".", ",") if language == "da" else str(value)


def duration(days: int, language: Language) -> str:
    """Return a number of days: "1 dag", "14 dage", "1 day", "14 days"."""
    one, many = ("dag", "dage") if language == "da" else ("day", "days")
    return f"{days} {one if abs(days) == 1 else many}"


def months_in_words(months: int, language: Language) -> str:
    """Return a number of calendar months, or of years where it is whole years: "3 måneder", "1 year"."""
    years, rest = divmod(months, 12)
    if years and not rest:
        return f"{years} {'år' if language == 'da' else 'year' if years == 1 else 'years'}"
    one, many = ("måned", "måneder") if language == "da" else ("month", "months")
    return f"{months} {one if months == 1 else many}"
