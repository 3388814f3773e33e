"""Scenarios in which one thing about a course is taken to its end: diligence, consent, recording, a name."""

from dataclasses import replace
from datetime import date, timedelta

from guidelinekit.case.model.record import Case
from guidelinekit.synthetic.course import Phase, extreme_course
from guidelinekit.synthetic.dice import Dice
from guidelinekit.synthetic.draw import draw_anonymous_case, draw_case


def everything_in_time(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A course in which what should happen happens, the citizen agrees, and all of it is written down."""
    return draw_case(
        extreme_course(dice, as_of, Phase.ONGOING, diligence=100, consent=100), case_id, provider
    )


def late_or_never(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A long course in which everything is done late or not at all."""
    return draw_case(extreme_course(dice, as_of, Phase.ONGOING, diligence=0, consent=100), case_id, provider)


def just_begun(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A course of a few days, in which little has been done yet and nothing is late."""
    course = replace(extreme_course(dice, as_of, Phase.NEW, diligence=30, consent=100), recording=75)
    asked_on, enrolled_on = as_of - timedelta(days=dice.whole(5, 9)), as_of - timedelta(days=dice.whole(2, 4))
    return draw_case(replace(course, requested_on=asked_on, enrolled_on=enrolled_on), case_id, provider)


def declines_everything(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A citizen who is offered all there is, in time, and says no."""
    return draw_case(extreme_course(dice, as_of, Phase.ONGOING, diligence=100, consent=0), case_id, provider)


def declines_late_offers(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A citizen who is offered help late or not at all, and says no to what is offered."""
    return draw_case(extreme_course(dice, as_of, Phase.ONGOING, diligence=0, consent=0), case_id, provider)


def hardly_written_down(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A course worked as others are, of which the record says next to nothing."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=90, consent=95)
    return draw_case(replace(course, recording=15), case_id, provider)


def anonymous_and_idle(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """Anonymous treatment in which little else is done."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=0, consent=90)
    return draw_anonymous_case(course, case_id, provider)


def anonymous_and_worked(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """Anonymous treatment in which the citizen gets what does not call for a name."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=95, consent=95)
    return draw_anonymous_case(course, case_id, provider)
