"""A synthetic caseload on the case model, free of personal data: the same seed gives the same bytes."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date

from guidelinekit.case.model.record import AnyRecord, Authority, Case, Provider, subject_of
from guidelinekit.lang.rule import Subject
from guidelinekit.synthetic import asked_for, expecting, extremes, moments
from guidelinekit.synthetic.attesting import draw_authority, draw_provider
from guidelinekit.synthetic.course import draw_course
from guidelinekit.synthetic.dice import Dice
from guidelinekit.synthetic.draw import draw_anonymous_case, draw_case
from guidelinekit.synthetic.extremes import EITHER, FATHER, MOTHER, Scenario, extreme
from guidelinekit.synthetic.surroundings import framed

SCENARIOS: tuple[Scenario, ...] = (
    extreme(0, 100),  # everything is done late or not at all
    extreme(95, 95, expects=MOTHER),
    extreme(100, 0),  # the citizen is offered all there is, in time, and says no
    extremes.just_begun,
    extreme(95, 95, expects=FATHER),
    extreme(100, 100),  # what should happen happens, and all of it is written down
    expecting.child_just_born,
    moments.support_not_used,
    expecting.child_born_weeks_ago,
    extreme(0, 90, anonymous=True),
    extreme(0, 100, expects=MOTHER),
    extreme(90, 95, recording=15),  # worked as others are, but the record says next to nothing
    moments.support_not_used_and_forgotten,
    expecting.pregnancy_just_known,
    extreme(0, 90, expects=FATHER),
    extreme(0, 0),  # help is offered late or not at all, and declined
    moments.ill_and_declines,
    moments.plan_left_lying,
    extreme(96, 0, expects=MOTHER),
    extreme(95, 95, anonymous=True),
    extreme(60, 95, recording=25, expects=EITHER),
    extreme(96, 0, expects=FATHER),
    moments.offered_in_an_earlier_course,
    moments.examined_in_parts,
    moments.medicine_just_begun,
    expecting.well_into_the_pregnancy,
    expecting.declines_what_she_is_offered,
)
"""The scenarios in the order in which they come."""

OF_PACKS: Mapping[str, tuple[Scenario, ...]] = {
    "outreach-2013": (asked_for.most_vulnerable,),
    "action-plan-2003": (asked_for.of_the_counties,),
}
"""What packs are about that are off unless asked for."""


AS_OF = date(2026, 6, 1)
"""The date at which a caseload stands when no other is asked for."""

CASES_PER_PROVIDER = 100
ANONYMOUS_PERCENT = 3
SCENARIO_EVERY = 8
"""Every eighth case is a course at the edge of practice."""
OWN_EVERY = 3
"""Every third case is what a pack that was asked for is about, where it has scenarios of its own."""


def generate(n: int, seed: int, as_of: date = AS_OF, packs: Collection[str] = ()) -> Iterator[Case]:
    """Return the first `n` cases of the caseload of a seed as it stands on a date, one at a time.

    Case i is the same whatever `n` is. Nothing is dated after `as_of` but planned dates. Packs that are not
    about everybody in treatment are named where a part of the cases is to be what they are about.
    """
    own = [scenario for pack in packs for scenario in OF_PACKS.get(pack, ())]
    drawn = ((index, _case(index, seed, as_of, own)) for index in range(1, n + 1))
    return (framed(case, Dice(f"{seed}:{index}:frame"), as_of) for index, case in drawn)


def _case(index: int, seed: int, as_of: date, own: Sequence[Scenario]) -> Case:
    dice = Dice(f"{seed}:{index}")
    case_id, provider = f"syn-{index:06}", -(-index // CASES_PER_PROVIDER)
    if index % SCENARIO_EVERY == 0:
        scenario = SCENARIOS[index // SCENARIO_EVERY % len(SCENARIOS)]
        return scenario(dice, as_of, case_id, provider)
    if own and index % OWN_EVERY == 1:
        return own[index // OWN_EVERY % len(own)](dice, as_of, case_id, provider)
    course = draw_course(dice, as_of)
    if course.enrolled_on is not None and dice.chance(ANONYMOUS_PERCENT):
        return draw_anonymous_case(course, case_id, provider)
    return draw_case(course, case_id, provider)


def providers(n: int, seed: int, as_of: date = AS_OF, packs: Collection[str] = ()) -> Iterator[Provider]:
    """Return the providers to which the first `n` cases of a caseload refer, one at a time."""
    last = -(-n // CASES_PER_PROVIDER)
    streams = ((number, f"{seed}:provider:{number}") for number in range(1, last + 1))
    return (
        draw_provider(Dice(name), Dice(f"{name}:frame"), number, as_of, packs) for number, name in streams
    )


def authorities(n: int, seed: int, as_of: date = AS_OF) -> Iterator[Authority]:
    """Return an authority for each provider of a caseload, one at a time: before 2007 counties."""
    last = -(-n // CASES_PER_PROVIDER)
    return (
        draw_authority(Dice(f"{seed}:authority:{number}"), number, as_of) for number in range(1, last + 1)
    )


GENERATE: Mapping[Subject, Callable[[int, int, date], Iterator[AnyRecord]]] = {
    Subject.CASE: generate,
    Subject.PROVIDER: providers,
    Subject.AUTHORITY: authorities,
}
"""What gives the records of each kind."""


def to_line(record: AnyRecord) -> str:
    """Write a record as one line of JSON, leaving out what has its default."""
    return record.model_dump_json(exclude_defaults=True)


def to_line_of_export(record: AnyRecord) -> str:
    """Write a record as a line of an export: what is no case says what kind of record it is."""
    kind, line = subject_of(record), to_line(record)
    return line if kind is Subject.CASE else f'{{"kind":"{kind}",{line[1:]}'
