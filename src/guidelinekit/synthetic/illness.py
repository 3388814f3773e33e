"""Scenarios that turn on the doctor: an examination in parts, and medicine that has just been begun."""

from dataclasses import replace
from datetime import date, timedelta

from guidelinekit.case.model.contact import Activity
from guidelinekit.case.model.person import Medication, Request
from guidelinekit.case.model.record import Case
from guidelinekit.case.model.support import Need
from guidelinekit.case.model.vocabulary import (
    ActivityCode,
    ActivityOutcome,
    Area,
    MedicationKind,
    Partner,
    Topic,
)
from guidelinekit.synthetic.course import Phase, extreme_course
from guidelinekit.synthetic.dice import Dice
from guidelinekit.synthetic.draw import draw_case
from guidelinekit.synthetic.extremes import extreme

_EXAMINED = (
    Topic.MISUSE,
    Topic.DEPENDENCE,
    Topic.WITHDRAWAL,
    Topic.MENTAL_IMPAIRMENT,
    Topic.PHYSICAL_IMPAIRMENT,
)


def examined_in_parts(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A citizen whom the doctor saw without examining anything: lately, or weeks ago and then once more."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=90, consent=95)
    lately = dice.chance(35)
    asked_on = as_of - timedelta(days=dice.whole(4, 9) if lately else dice.whole(40, 90))
    case = draw_case(replace(course, requested_on=asked_on, enrolled_on=asked_on), case_id, provider)
    talks = [_talk(asked_on + timedelta(days=3), ActivityOutcome.DONE, ())]
    if not lately:
        outcome = ActivityOutcome.DONE if dice.chance(60) else ActivityOutcome.DECLINED
        talks.append(_talk(asked_on + timedelta(days=dice.whole(16, 30)), outcome, _EXAMINED))
    others = (one for one in case.activities or () if one.code is not ActivityCode.DOCTOR_CONSULTATION)
    request = Request(requested_on=asked_on, wants_doctor_consultation=True)
    return case.model_copy(update={"request": request, "activities": (*talks, *others)})


def medicine_just_begun(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A citizen on medicine since some days ago, with whose doctor nobody has spoken yet."""
    case = extreme(100, 100)(dice, as_of, case_id, provider)
    day = as_of - timedelta(days=dice.whole(3, 20))
    medicine = Medication(
        medication_id="m1", kind=MedicationKind.SOMATIC, started_on=day, coordinated_with_treatment=False
    )
    need = Need(need_id="n1", area=Area.SOMATIC_DISEASE, identified_on=day, barrier=True)
    return case.model_copy(update={"needs": (need,), "medications": (medicine,), "partner_contacts": ()})


def _talk(day: date, outcome: ActivityOutcome, topics: tuple[Topic, ...]) -> Activity:
    return Activity(
        code=ActivityCode.DOCTOR_CONSULTATION,
        done_on=day,
        outcome=outcome,
        partner=Partner.MEDICAL_CONSULTANT,
        topics=topics,
    )
