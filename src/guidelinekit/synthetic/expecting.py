"""Scenarios that turn on a day of a pregnancy: it has just become known, or the child has been born."""

from dataclasses import replace
from datetime import date, timedelta

from guidelinekit.case.model.contact import Activity, PartnerContact
from guidelinekit.case.model.person import Pregnancy
from guidelinekit.case.model.record import Case
from guidelinekit.case.model.support import Intervention
from guidelinekit.case.model.vocabulary import (
    ActivityCode,
    Area,
    InterventionKind,
    Partner,
    PregnancyOutcome,
    PregnancyRole,
)
from guidelinekit.synthetic.course import Phase, extreme_course
from guidelinekit.synthetic.dice import Dice
from guidelinekit.synthetic.draw import draw_case
from guidelinekit.synthetic.extremes import EITHER
from guidelinekit.synthetic.family import expect

_OTHERS = (Partner.FAMILY_OUTPATIENT_CLINIC, Partner.FAMILY_DEPARTMENT, Partner.GENERAL_PRACTITIONER)


def pregnancy_just_known(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnancy that became known in the first days of a course, some days ago."""
    course = extreme_course(dice, as_of, Phase.NEW, diligence=5, consent=95)
    asked_on = as_of - timedelta(days=dice.whole(7, 12))
    enrolled_on = as_of - timedelta(days=dice.whole(2, 6))
    role = PregnancyRole.PREGNANT if dice.chance(65) else PregnancyRole.EXPECTANT_FATHER
    course = replace(course, requested_on=asked_on, enrolled_on=enrolled_on)
    return draw_case(course, case_id, provider, expect(course, role))


def well_into_the_pregnancy(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnancy known for months: the services around it came late, or one of them not at all."""
    case, known_on = _known_for_months(dice, as_of, case_id, provider)
    late = {partner: dice.whole(40, 90) for partner in _OTHERS}
    if dice.chance(70):
        late[Partner.HEALTH_VISITOR] = dice.whole(122, 138)
    contacts = tuple(
        PartnerContact(partner=partner, established_on=known_on + timedelta(days=days))
        for partner, days in late.items()
    )
    activities = tuple(one for one in case.activities or () if one.partner is None)
    return case.model_copy(update={"partner_contacts": contacts, "activities": activities})


def declines_what_she_is_offered(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A pregnant citizen who has said no to the clinic and to support with the coming child."""
    case, known_on = _known_for_months(dice, as_of, case_id, provider)
    clinic = PartnerContact(
        partner=Partner.FAMILY_OUTPATIENT_CLINIC, established_on=known_on, declined_on=known_on
    )
    effort = Intervention(
        kind=InterventionKind.PSYCHOSOCIAL, area=Area.FAMILY, started_on=known_on, declined_on=known_on
    )
    activities = tuple(one for one in case.activities or () if one.partner is None)
    lists = {
        "partner_contacts": (clinic,),
        "interventions": (effort,),
        "treatments": (),
        "activities": activities,
    }
    return case.model_copy(update=lists)


def _known_for_months(dice: Dice, as_of: date, case_id: str, provider: int) -> tuple[Case, date]:
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=90, consent=95)
    known_on = as_of - timedelta(days=dice.whole(140, 170))
    course = replace(course, requested_on=known_on, enrolled_on=known_on)
    pregnancy = Pregnancy(
        pregnancy_id="p1",
        role=PregnancyRole.PREGNANT,
        known_on=known_on,
        expected_on=as_of + timedelta(days=dice.whole(10, 40)),
    )
    return draw_case(course, case_id, provider, (pregnancy,)), known_on


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
