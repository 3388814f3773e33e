"""Courses at the edges of practice, so that a caseload also holds what chance alone would rarely draw.

Each scenario draws a course like any other, with one thing taken to its end.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from guidelinekit.authoring.synthetic.course import Course, Phase, draw_course
from guidelinekit.authoring.synthetic.dice import Dice
from guidelinekit.authoring.synthetic.draw import draw_anonymous_case, draw_case
from guidelinekit.case.model import Case
from guidelinekit.case.vocabulary import PregnancyRole

Scenario = Callable[[Dice, date, str, int], Case]
"""Draws a case from chance, the date of the caseload, the case's id and its provider's number."""


def everything_in_time(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A course in which what should happen happens, the citizen agrees, and all of it is written down."""
    return draw_case(_course(dice, as_of, Phase.ONGOING, diligence=100, consent=100), case_id, provider)


def late_or_never(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A long course in which everything is done late or not at all."""
    return draw_case(_course(dice, as_of, Phase.ONGOING, diligence=0, consent=100), case_id, provider)


def just_begun(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A course of a few days, in which nothing has been done yet and nothing is late."""
    course = _course(dice, as_of, Phase.NEW, diligence=0, consent=100)
    asked_on, enrolled_on = as_of - timedelta(days=dice.whole(5, 9)), as_of - timedelta(days=dice.whole(2, 4))
    return draw_case(replace(course, requested_on=asked_on, enrolled_on=enrolled_on), case_id, provider)


def declines_everything(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A citizen who is offered all there is, in time, and says no."""
    return draw_case(_course(dice, as_of, Phase.ONGOING, diligence=100, consent=0), case_id, provider)


def declines_late_offers(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A citizen who is offered help late or not at all, and says no to what is offered."""
    return draw_case(_course(dice, as_of, Phase.ONGOING, diligence=0, consent=0), case_id, provider)


def hardly_written_down(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A course worked as others are, of which the record says next to nothing."""
    course = _course(dice, as_of, Phase.ONGOING, diligence=90, consent=95)
    return draw_case(replace(course, recording=15), case_id, provider)


def anonymous_and_idle(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """Anonymous treatment in which little else is done."""
    course = _course(dice, as_of, Phase.ONGOING, diligence=0, consent=90)
    return draw_anonymous_case(course, case_id, provider)


def anonymous_and_worked(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """Anonymous treatment in which the citizen gets what does not call for a name."""
    course = _course(dice, as_of, Phase.ONGOING, diligence=95, consent=95)
    return draw_anonymous_case(course, case_id, provider)


def expects_a_child(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnant citizen, well looked after."""
    course = _course(dice, as_of, Phase.ONGOING, diligence=95, consent=95)
    return draw_case(course, case_id, provider, PregnancyRole.PREGNANT)


def expects_a_child_unseen(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnant citizen for whom everything is done late or not at all."""
    course = _course(dice, as_of, Phase.ONGOING, diligence=0, consent=100)
    return draw_case(course, case_id, provider, PregnancyRole.PREGNANT)


def expects_a_child_and_declines(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnant citizen who says no to what is offered."""
    course = _course(dice, as_of, Phase.ONGOING, diligence=96, consent=0)
    return draw_case(course, case_id, provider, PregnancyRole.PREGNANT)


def pregnancy_just_known(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnancy that became known in the first days of a course."""
    course = _course(dice, as_of, Phase.NEW, diligence=20, consent=95)
    return draw_case(course, case_id, provider, dice.pick(list(PregnancyRole)))


def pregnancy_hardly_written_down(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnancy of which the record leaves out most."""
    course = _course(dice, as_of, Phase.ONGOING, diligence=60, consent=95)
    return draw_case(replace(course, recording=25), case_id, provider, dice.pick(list(PregnancyRole)))


def becomes_a_father(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """An expectant father who gets support for the role."""
    course = _course(dice, as_of, Phase.ONGOING, diligence=95, consent=95)
    return draw_case(course, case_id, provider, PregnancyRole.EXPECTANT_FATHER)


def becomes_a_father_unseen(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """An expectant father for whom everything is done late or not at all."""
    course = _course(dice, as_of, Phase.ONGOING, diligence=0, consent=90)
    return draw_case(course, case_id, provider, PregnancyRole.EXPECTANT_FATHER)


def becomes_a_father_and_declines(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """An expectant father who says no to what is offered."""
    course = _course(dice, as_of, Phase.ONGOING, diligence=96, consent=0)
    return draw_case(course, case_id, provider, PregnancyRole.EXPECTANT_FATHER)


SCENARIOS: tuple[Scenario, ...] = (
    late_or_never,
    expects_a_child,
    declines_everything,
    just_begun,
    becomes_a_father,
    everything_in_time,
    anonymous_and_idle,
    expects_a_child_unseen,
    hardly_written_down,
    pregnancy_just_known,
    becomes_a_father_unseen,
    declines_late_offers,
    expects_a_child_and_declines,
    anonymous_and_worked,
    pregnancy_hardly_written_down,
    becomes_a_father_and_declines,
)
"""The scenarios in the order in which a caseload runs through them."""


def _course(dice: Dice, as_of: date, phase: Phase, *, diligence: int, consent: int) -> Course:
    return replace(draw_course(dice, as_of, phase), diligence=diligence, consent=consent, recording=100)
