"""Scenarios of citizens who expect a child, as mothers and as fathers."""

from dataclasses import replace
from datetime import date, timedelta

from guidelinekit.authoring.synthetic.course import Phase, extreme_course
from guidelinekit.authoring.synthetic.dice import Dice
from guidelinekit.authoring.synthetic.draw import draw_case
from guidelinekit.case.model import Case
from guidelinekit.case.vocabulary import ActivityCode, PregnancyOutcome, PregnancyRole


def expects_a_child(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnant citizen, well looked after."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=95, consent=95)
    return draw_case(course, case_id, provider, PregnancyRole.PREGNANT)


def expects_a_child_unseen(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnant citizen for whom everything is done late or not at all."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=0, consent=100)
    return draw_case(course, case_id, provider, PregnancyRole.PREGNANT)


def expects_a_child_and_declines(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnant citizen who says no to what is offered."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=96, consent=0)
    return draw_case(course, case_id, provider, PregnancyRole.PREGNANT)


def pregnancy_just_known(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnancy that became known in the first days of a course."""
    course = extreme_course(dice, as_of, Phase.NEW, diligence=20, consent=95)
    return draw_case(course, case_id, provider, dice.pick(list(PregnancyRole)))


def pregnancy_hardly_written_down(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnancy of which the record leaves out most."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=60, consent=95)
    return draw_case(replace(course, recording=25), case_id, provider, dice.pick(list(PregnancyRole)))


def child_just_born(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A parent whose child was born this week, before anybody could look at what is needed now."""
    case = expects_a_child(dice, as_of, case_id, provider)
    born_on = as_of - timedelta(days=dice.whole(1, 6))
    births = tuple(
        one.model_copy(
            update={
                "known_on": min(one.known_on, born_on),
                "expected_on": born_on,
                "ended_on": born_on,
                "outcome": PregnancyOutcome.BIRTH,
            }
        )
        for one in case.pregnancies or ()
    )
    before = (one for one in case.activities or () if one.code is not ActivityCode.POST_BIRTH_ASSESSMENT)
    return case.model_copy(update={"pregnancies": births, "activities": tuple(before)})


def becomes_a_father(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """An expectant father who gets support for the role."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=95, consent=95)
    return draw_case(course, case_id, provider, PregnancyRole.EXPECTANT_FATHER)


def becomes_a_father_unseen(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """An expectant father for whom everything is done late or not at all."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=0, consent=90)
    return draw_case(course, case_id, provider, PregnancyRole.EXPECTANT_FATHER)


def becomes_a_father_and_declines(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """An expectant father who says no to what is offered."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=96, consent=0)
    return draw_case(course, case_id, provider, PregnancyRole.EXPECTANT_FATHER)
