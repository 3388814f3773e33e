"""A synthetic caseload on the case model, free of personal data: the same seed gives the same bytes."""

from collections.abc import Iterator
from datetime import date

from guidelinekit.case.model.record import Case, Provider
from guidelinekit.synthetic.course import draw_course
from guidelinekit.synthetic.dice import Dice
from guidelinekit.synthetic.draw import draw_anonymous_case, draw_case
from guidelinekit.synthetic.frame import framed
from guidelinekit.synthetic.provider import draw_provider
from guidelinekit.synthetic.scenarios import SCENARIOS

AS_OF = date(2026, 6, 1)
"""The date at which a caseload stands when no other is asked for."""

CASES_PER_PROVIDER = 100
ANONYMOUS_PERCENT = 3
SCENARIO_EVERY = 8
"""Every eighth case is a course at the edge of practice."""


def generate(n: int, seed: int, as_of: date = AS_OF) -> Iterator[Case]:
    """Return the first `n` cases of the caseload of a seed as it stands on a date, one at a time.

    Case i is the same whatever `n` is. Nothing is dated after `as_of` but planned dates.
    """
    drawn = ((index, _case(index, seed, as_of)) for index in range(1, n + 1))
    return (framed(case, Dice(f"{seed}:{index}:frame"), as_of) for index, case in drawn)


def _case(index: int, seed: int, as_of: date) -> Case:
    dice = Dice(f"{seed}:{index}")
    case_id, provider = f"syn-{index:06}", -(-index // CASES_PER_PROVIDER)
    if index % SCENARIO_EVERY == 0:
        scenario = SCENARIOS[index // SCENARIO_EVERY % len(SCENARIOS)]
        return scenario(dice, as_of, case_id, provider)
    course = draw_course(dice, as_of)
    if course.enrolled_on is not None and dice.chance(ANONYMOUS_PERCENT):
        return draw_anonymous_case(course, case_id, provider)
    return draw_case(course, case_id, provider)


def providers(n: int, seed: int, as_of: date = AS_OF) -> Iterator[Provider]:
    """Return the providers to which the first `n` cases of a caseload refer, one at a time."""
    last = -(-n // CASES_PER_PROVIDER)
    streams = ((number, f"{seed}:provider:{number}") for number in range(1, last + 1))
    return (draw_provider(Dice(name), Dice(f"{name}:frame"), number, as_of) for number, name in streams)


def to_line(record: Case | Provider) -> str:
    """Write a record as one line of JSON, leaving out what has its default."""
    return record.model_dump_json(exclude_defaults=True)
