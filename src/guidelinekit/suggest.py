"""The nearest known name, for "did you mean"."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the known name that is most like `name`, or None where none is near; 1 is the same name."""
    matches = get_close_matches(name, list(known), n=1, cutoff=likeness)
    return matches[0] if matches else None


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """Return a help text that names the nearest known name, or None where none is near."""
    match = nearest(name, known)
    return None if match is None else f"did you mean `{match}`?"
