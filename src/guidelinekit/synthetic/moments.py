"""Scenarios that turn on a single moment: support not used, a plan left lying, an offer never answered."""

from dataclasses import replace
from datetime import date, timedelta

from guidelinekit.case.model.contact import Activity, Agreement, FollowUp, PartnerContact
from guidelinekit.case.model.person import Medication, Request
from guidelinekit.case.model.record import Case
from guidelinekit.case.model.support import Intervention, Need, Plan, Revision
from guidelinekit.case.model.vocabulary import (
    ActivityCode,
    ActivityOutcome,
    Area,
    Coordination,
    InterventionKind,
    MadeWith,
    MedicationKind,
    Partner,
    PlanKind,
)
from guidelinekit.synthetic.course import Phase, extreme_course
from guidelinekit.synthetic.dice import Dice
from guidelinekit.synthetic.draw import draw_case
from guidelinekit.synthetic.extremes import extreme
from guidelinekit.synthetic.health import EXAMINED, consultation


def support_not_used(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A citizen who did not use the support agreed on: some days ago, or weeks ago and followed up late."""
    not_used_on = as_of - timedelta(days=dice.whole(2, 9) if dice.chance(50) else dice.whole(35, 60))
    asked_on = not_used_on + timedelta(days=dice.whole(15, 30))
    follow_ups = (FollowUp(done_on=asked_on),) if asked_on <= as_of else ()
    return _not_used(dice, as_of, case_id, provider, not_used_on, follow_ups)


def support_not_used_and_forgotten(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A citizen who did not use the support agreed on, and whom nobody has asked why."""
    return _not_used(dice, as_of, case_id, provider, as_of - timedelta(days=dice.whole(20, 90)), ())


def _not_used(
    dice: Dice, as_of: date, case_id: str, provider: int, not_used_on: date, follow_ups: tuple[FollowUp, ...]
) -> Case:
    began_on = not_used_on - timedelta(days=30)
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=90, consent=95)
    case = draw_case(replace(course, requested_on=began_on, enrolled_on=began_on), case_id, provider)
    need = Need(need_id="n0", area=Area.EMPLOYMENT, identified_on=began_on, barrier=True)
    agreement = Agreement(
        agreement_id="a0",
        area=need.area,
        made_on=began_on,
        made_with=MadeWith.CITIZEN,
        due_on=not_used_on,
        not_used_on=not_used_on,
        follow_ups=follow_ups,
    )
    plan = Plan(kind=PlanKind.TREATMENT_PLAN, made_on=began_on, made_with_citizen=True, revisions=())
    return case.model_copy(
        update={
            "needs": (need, *(case.needs or ())),
            "agreements": (agreement, *(case.agreements or ())),
            "plans": (plan,),
        }
    )


def ill_and_declines(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A citizen with a somatic disease and medicine for it, who wants the services kept apart."""
    case = extreme(100, 0)(dice, as_of, case_id, provider)
    day = as_of - timedelta(days=dice.whole(14, 20))
    area = Area.SOMATIC_DISEASE
    no = ActivityOutcome.DECLINED
    contact = PartnerContact(
        partner=Partner.HOSPITAL,
        areas=(area,),
        established_on=day,
        maintained_on=(),
        coordination=Coordination.NONE,
        declined_on=day,
    )
    kind = InterventionKind.HEALTH
    effort = Intervention(kind=kind, area=area, started_on=day, offered_on=day, declined_on=day)
    medicine = Medication(
        medication_id="m1", kind=MedicationKind.SOMATIC, started_on=day, coordinated_with_treatment=False
    )
    codes = (
        ActivityCode.OUTPATIENT_CHECK,
        ActivityCode.MEDICINE_ECONOMY_CHECK,
        ActivityCode.MEDICINE_SUPPORT,
    )
    lists = {
        "needs": (Need(need_id="n1", area=area, identified_on=day, barrier=True),),
        "goals": (),
        "interventions": (effort,),
        "agreements": (),
        "partner_contacts": (contact,),
        "activities": tuple(Activity(code=code, done_on=day, outcome=no, area=area) for code in codes),
        "medications": (medicine,),
    }
    return case.model_copy(update=lists)


def plan_left_lying(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A citizen who says no to all support, and whose plan nobody has looked at together since."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=100, consent=0)
    began_on = as_of - timedelta(days=dice.whole(270, 500))
    case = draw_case(replace(course, requested_on=began_on, enrolled_on=began_on), case_id, provider)
    revision = Revision(revised_on=began_on + timedelta(days=dice.whole(30, 60)), with_citizen=False)
    plan = Plan(
        kind=PlanKind.TREATMENT_PLAN,
        made_on=began_on + timedelta(days=dice.whole(5, 20)),
        made_with_citizen=False,
        has_next_steps=True,
        revisions=(revision,) if dice.chance(50) else (),
    )
    return case.model_copy(update={"plans": (plan,)})


def offered_in_an_earlier_course(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A citizen who in an earlier course was given contraception, and offered more and never answered."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=90, consent=95)
    case = draw_case(course, case_id, provider)
    codes = (ActivityCode.CONTRACEPTION_PROVIDED, ActivityCode.LARC_SUPPORT)
    day = course.requested_on - timedelta(days=dice.whole(100, 400))
    outcomes = (ActivityOutcome.DONE, ActivityOutcome.OFFERED)
    offers = (
        Activity(code=code, done_on=day, outcome=outcome)
        for code, outcome in zip(codes, outcomes, strict=True)
    )
    later = (activity for activity in case.activities or () if activity.code not in codes)
    return case.model_copy(update={"activities": (*offers, *later)})


def examined_in_parts(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A citizen whom the doctor saw without examining anything: lately, or weeks ago and then once more."""
    course = extreme_course(dice, as_of, Phase.ONGOING, diligence=90, consent=95)
    lately = dice.chance(35)
    asked_on = as_of - timedelta(days=dice.whole(4, 9) if lately else dice.whole(40, 90))
    case = draw_case(replace(course, requested_on=asked_on, enrolled_on=asked_on), case_id, provider)
    talks = [consultation(asked_on + timedelta(days=3), ActivityOutcome.DONE, ())]
    if not lately:
        outcome = ActivityOutcome.DONE if dice.chance(60) else ActivityOutcome.DECLINED
        talks.append(consultation(asked_on + timedelta(days=dice.whole(16, 30)), outcome, EXAMINED))
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
