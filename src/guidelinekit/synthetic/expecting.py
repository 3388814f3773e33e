"""Scenarios that turn on a day of a pregnancy: it has just become known, or the child has been born."""

from dataclasses import replace
from datetime import date, timedelta

from guidelinekit.case.model.contact import Activity
from guidelinekit.case.model.person import Pregnancy
from guidelinekit.case.model.record import Case
from guidelinekit.case.model.vocabulary import ActivityCode, PregnancyOutcome, PregnancyRole
from guidelinekit.synthetic.course import Phase, extreme_course
from guidelinekit.synthetic.dice import Dice
from guidelinekit.synthetic.draw import draw_case
from guidelinekit.synthetic.extremes import EITHER
from guidelinekit.synthetic.family import expect


def pregnancy_just_known(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnancy that became known in the first days of a course, some days ago."""
    course = extreme_course(dice, as_of, Phase.NEW, diligence=5, consent=95)
    asked_on = as_of - timedelta(days=dice.whole(7, 12))
    enrolled_on = as_of - timedelta(days=dice.whole(2, 6))
    role = PregnancyRole.PREGNANT if dice.chance(65) else PregnancyRole.EXPECTANT_FATHER
    course = replace(course, requested_on=asked_on, enrolled_on=enrolled_on)
    return draw_case(course, case_id, provider, expect(course, role))


def child_just_born(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A parent whose child was born this week, before anybody could look at what is needed now."""
    return _born(dice, as_of, case_id, provider, as_of - timedelta(days=dice.whole(1, 6)), None)


def child_born_weeks_ago(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A parent whose child was born weeks ago, and whose needs were looked at more than a month after."""
    born_on = as_of - timedelta(days=dice.whole(50, 90))
    return _born(dice, as_of, case_id, provider, born_on, born_on + timedelta(days=dice.whole(32, 48)))


def _born(
    dice: Dice, as_of: date, case_id: str, provider: int, born_on: date, assessed_on: date | None
) -> Case:
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=95, consent=95)
    began_on = born_on - timedelta(days=dice.whole(90, 300))
    course = replace(course, requested_on=began_on, enrolled_on=began_on)
    pregnancy = Pregnancy(
        pregnancy_id="p1",
        role=dice.pick(EITHER),
        known_on=began_on + timedelta(days=dice.whole(0, 80)),
        expected_on=born_on + timedelta(days=dice.whole(-9, 9)),
        ended_on=born_on,
        outcome=PregnancyOutcome.BIRTH,
    )
    case, code = draw_case(course, case_id, provider, (pregnancy,)), ActivityCode.POST_BIRTH_ASSESSMENT
    activities = [activity for activity in case.activities or () if activity.code is not code]
    if assessed_on is not None:
        activities.append(Activity(code=code, done_on=assessed_on, pregnancy_id="p1"))
    activities.sort(key=lambda activity: activity.done_on)
    return case.model_copy(update={"activities": tuple(activities)})
