"""Scenarios of citizens who expect a child, as mothers and as fathers."""

from dataclasses import replace
from datetime import date, timedelta

from guidelinekit.case.model.contact import Activity
from guidelinekit.case.model.person import Pregnancy
from guidelinekit.case.model.record import Case
from guidelinekit.case.model.vocabulary import ActivityCode, PregnancyOutcome, PregnancyRole
from guidelinekit.synthetic.course import Phase, extreme_course
from guidelinekit.synthetic.dice import Dice
from guidelinekit.synthetic.draw import draw_case
from guidelinekit.synthetic.family import expect


def expects_a_child(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnant citizen, well looked after."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=95, consent=95)
    return draw_case(course, case_id, provider, expect(course, PregnancyRole.PREGNANT))


def expects_a_child_unseen(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnant citizen for whom everything is done late or not at all."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=0, consent=100)
    return draw_case(course, case_id, provider, expect(course, PregnancyRole.PREGNANT))


def expects_a_child_and_declines(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnant citizen who says no to what is offered."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=96, consent=0)
    return draw_case(course, case_id, provider, expect(course, PregnancyRole.PREGNANT))


def pregnancy_just_known(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnancy that became known in the first days of a course, some days ago."""
    course = extreme_course(dice, as_of, Phase.NEW, diligence=5, consent=95)
    asked_on = as_of - timedelta(days=dice.whole(7, 12))
    enrolled_on = as_of - timedelta(days=dice.whole(2, 6))
    role = PregnancyRole.PREGNANT if dice.chance(65) else PregnancyRole.EXPECTANT_FATHER
    course = replace(course, requested_on=asked_on, enrolled_on=enrolled_on)
    return draw_case(course, case_id, provider, expect(course, role))


def pregnancy_hardly_written_down(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnancy of which the record leaves out most."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=60, consent=95)
    course = replace(course, recording=25)
    return draw_case(course, case_id, provider, expect(course, dice.pick(list(PregnancyRole))))


def child_just_born(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A parent whose child was born this week, before anybody could look at what is needed now."""
    return _born(dice, as_of, case_id, provider, as_of - timedelta(days=dice.whole(1, 6)), ())


def child_born_weeks_ago(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A parent whose child was born weeks ago, and whose needs were looked at more than a month after."""
    born_on = as_of - timedelta(days=dice.whole(50, 90))
    talk = Activity(
        code=ActivityCode.POST_BIRTH_ASSESSMENT,
        done_on=born_on + timedelta(days=dice.whole(32, 48)),
        pregnancy_id="p1",
    )
    return _born(dice, as_of, case_id, provider, born_on, (talk,))


def _born(
    dice: Dice, as_of: date, case_id: str, provider: int, born_on: date, talks: tuple[Activity, ...]
) -> Case:
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=95, consent=95)
    began_on = born_on - timedelta(days=dice.whole(90, 300))
    course = replace(course, requested_on=began_on, enrolled_on=began_on)
    role = dice.pick(list(PregnancyRole))
    pregnancy = Pregnancy(
        pregnancy_id="p1",
        role=role,
        known_on=began_on + timedelta(days=dice.whole(0, 80)),
        expected_on=born_on + timedelta(days=dice.whole(-9, 9)),
        ended_on=born_on,
        outcome=PregnancyOutcome.BIRTH,
    )
    case = draw_case(course, case_id, provider, (pregnancy,))
    kept = (one for one in case.activities or () if one.code is not ActivityCode.POST_BIRTH_ASSESSMENT)
    activities = sorted((*kept, *talks), key=lambda one: one.done_on)
    return case.model_copy(update={"activities": tuple(activities)})


def becomes_a_father(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """An expectant father who gets support for the role."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=95, consent=95)
    return draw_case(course, case_id, provider, expect(course, PregnancyRole.EXPECTANT_FATHER))


def becomes_a_father_unseen(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """An expectant father for whom everything is done late or not at all."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=0, consent=90)
    return draw_case(course, case_id, provider, expect(course, PregnancyRole.EXPECTANT_FATHER))


def becomes_a_father_and_declines(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """An expectant father who says no to what is offered."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=96, consent=0)
    return draw_case(course, case_id, provider, expect(course, PregnancyRole.EXPECTANT_FATHER))
