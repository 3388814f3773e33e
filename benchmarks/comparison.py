"""What every engine of the comparison has in common: the six rules, the statuses, and how it is run."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

RULES = (
    "doctor-within-14-days",
    "partner-within-30-days",
    "agreement-followed-up-within-90-days",
    "pregnancy-screening-within-180-days",
    "referral-when-pregnant",
    "agreement-for-each-need",
)
"""The six rules, in the order in which every engine gives their statuses."""

SOCIAL_AREAS = (
    "housing",
    "economy",
    "social_network",
    "family",
    "children",
    "community",
    "employment",
    "education",
)
"""The areas of life in which a barrier asks for a partner service."""

Statuses = tuple[tuple[str, ...], ...]
"""What one case came to: for each of the six rules its statuses, in the order of the items it judges."""

Lines = Sequence[bytes]
"""Cases as lines of NDJSON."""


class Part(StrEnum):
    """What is timed."""

    DECODING = "decoding"
    EVALUATION = "evaluation"
    END_TO_END = "end to end"


OURS = {
    Part.EVALUATION: "guidelinekit compiled, Pydantic models",
    Part.END_TO_END: "guidelinekit compiled, fast decoding",
}
"""The ways of guidelinekit that the others are compared with."""


@dataclass(frozen=True)
class Cases:
    """Some cases as lines, and the file that holds them."""

    lines: Lines
    file: Path


def lines_of(cases: Cases) -> Lines:
    """Give the lines of some cases."""
    return cases.lines


@dataclass(frozen=True)
class Way:
    """One way from cases to statuses. What it prepares is not timed, what it runs is."""

    engine: str
    part: Part
    run: Callable[[Any, date], Iterable[Any]]
    """From what was prepared, give one outcome per case in the engine's own form."""
    statuses: Callable[[Any], Statuses] | None = None
    """Say an outcome in the form that all have in common, not timed; None where nothing is evaluated."""
    prepare: Callable[[Cases], Any] = lines_of
    one_in: int = 1
    """Of the portions, how many there are for each that is timed: more than 1 for what is slow."""
    whole: bool = False
    """Whether it is at its best with all cases at once; it reads the file, not the lines."""


def as_it_is(outcome: Iterable[Iterable[str]]) -> Statuses:
    """Give the outcome of an engine that gives the statuses in the common order."""
    return tuple(tuple(statuses) for statuses in outcome)
