"""Shares as people read them."""

from guidelinekit.text import Language


def percent(share: float, language: Language) -> str:
    """Return a share in whole percent; never 0 or 100 where it is not exactly so."""
    number = round(share * 100)
    if number in (0, 100) and share not in (0.0, 1.0):
        number = 1 if number == 0 else 99
    return f"{number} procent" if language == "da" else f"{number} percent"


def interval_text(ends: tuple[float, float], language: Language) -> str:
    """Return an interval in whole percent."""
    lower, upper = (round(end * 100) for end in ends)
    return f"{lower}\N{EN DASH}{upper} {'procent' if language == 'da' else 'percent'}"
