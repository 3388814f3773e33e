"""Three-valued truth: true, false and unknown, by the strong Kleene tables."""

from collections.abc import Sequence
from enum import Enum


class Truth(Enum):
    """The value of a condition."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def known(value: bool) -> Truth:
    """Return the truth of something that is certain."""
    return TRUE if value else FALSE


def negation(part: Truth) -> Truth:
    """True becomes false, false true; unknown stays."""
    return {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}[part]


def at_least(n: int, parts: Sequence[Truth]) -> Truth:
    """True when `n` parts are true, false when fewer than `n` can still be, else unknown."""
    if parts.count(TRUE) >= n:
        return TRUE
    if len(parts) - parts.count(FALSE) < n:
        return FALSE
    return UNKNOWN


def at_most(n: int, parts: Sequence[Truth]) -> Truth:
    """True when no more than `n` parts can be true, false when more are, else unknown."""
    return negation(at_least(n + 1, parts))


def conjunction(parts: Sequence[Truth]) -> Truth:
    """True when every part is, false when one part is false, else unknown."""
    return at_least(len(parts), parts)


def disjunction(parts: Sequence[Truth]) -> Truth:
    """True when one part is, false when every part is false, else unknown."""
    return at_least(1, parts)
