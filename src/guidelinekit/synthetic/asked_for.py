"""Courses that only packs off by default are about: the most vulnerable, and the time of the counties."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from guidelinekit.case.model.contact import Activity
from guidelinekit.case.model.person import Medication
from guidelinekit.case.model.record import Case
from guidelinekit.case.model.support import AreaScore, Assessment, Goal, Intervention, Plan
from guidelinekit.case.model.vocabulary import (
    ActivityCode,
    ActivityOutcome,
    Area,
    AssessmentKind,
    InterventionKind,
    MedicationKind,
    PlanKind,
)
from guidelinekit.synthetic.course import Course, Phase, draw_course
from guidelinekit.synthetic.dice import Dice
from guidelinekit.synthetic.draw import draw_case

_PHASES = {Phase.NEW: 20, Phase.ONGOING: 55, Phase.ENDED: 25}
_BURDENED = {Area.MENTAL_HEALTH: 3, Area.ECONOMY: 3, Area.CRIME: 2, Area.FAMILY: 3}
_ASSESSED = (
    Area.SUBSTANCE_USE,
    Area.MEDICINE,
    Area.PHYSICAL_HEALTH,
    Area.MENTAL_HEALTH,
    Area.SOCIAL_NETWORK,
)


def most_vulnerable(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A citizen whom outreach treatment is for, with most of what the model of 2013 wants done."""
    course, case = _drawn(dice, as_of, case_id, provider)
    start = case.enrolment.enrolled_on if case.enrolment else None
    assert start is not None  # noqa: S101 - each of the phases is after the enrolment
    burdened = dice.several(_BURDENED, dice.weighted({2: 1, 3: 5, 4: 4}))
    interview = Assessment(
        kind=AssessmentKind.ASI,
        done_on=course.response(start, 20) or start,
        areas=course.noted(dice.some(_ASSESSED, 95)),
        scores=tuple(AreaScore(area=area, score=dice.whole(5, 10) / 10) for area in burdened),
        intense_polydrug_use=course.noted(dice.chance(95)),
        low_use_of_treatment=course.noted(dice.chance(95)),
        feels_burdened=course.noted(dice.chance(95)),
    )
    before = start - timedelta(days=dice.whole(0, 20)) if dice.chance(70) else None
    activities = [
        *_acts(ActivityCode.OUTREACH_CONTACT, before, course.response(start, 28)),
        *_acts(ActivityCode.SATISFACTION_MEASURED, *course.rounds(start, 180)),
        *_acts(ActivityCode.WRITTEN_ACCOUNT, *course.rounds(start, 90)),
    ]
    if dice.chance(25):
        refused_on = course.after(start, 0, 120)
        activities = [each for each in activities if each.code is not ActivityCode.SATISFACTION_MEASURED]
        activities += _acts(ActivityCode.SATISFACTION_MEASURED, refused_on, outcome=ActivityOutcome.DECLINED)
    if case.assessments is not None and dice.chance(25):
        case = case.model_copy(update={"assessments": ()})  # nobody measured again
    days = {area: course.response(start, 28) for area in burdened}
    goals = [Goal(goal_id=f"{area}", area=area, set_on=day) for area, day in days.items() if day is not None]
    efforts = _aftercare(course)
    return _adding(case, assessments=[interview], activities=activities, goals=goals, interventions=efforts)


def of_the_counties(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A citizen in substitution treatment, or after it, with most of what the plan of 2003 wants done."""
    course, case = _drawn(dice, as_of, case_id, provider)
    start = case.enrolment.enrolled_on if case.enrolment else None
    assert start is not None  # noqa: S101 - each of the phases is after the enrolment
    substitution = course.after(start, 0, 20)
    psychosocial = _efforts(course, InterventionKind.PSYCHOSOCIAL, Area.MENTAL_HEALTH, substitution)
    planned_on = course.response(start, 28)
    plans, activities = [], []
    if dice.chance(20):
        offered_on = course.after(start, 0, 30)
        activities = _acts(ActivityCode.ACTION_PLAN_OFFERED, offered_on, outcome=ActivityOutcome.DECLINED)
        case = case.model_copy(update={"plans": None if case.plans is None else ()})
    elif planned_on is not None:
        wishes, together = course.noted(dice.chance(85)), course.noted(dice.chance(85))
        plan = Plan(
            kind=PlanKind.ACTION_PLAN,
            made_on=planned_on,
            made_with_citizen=together,
            has_citizen_wishes=wishes,
        )
        plans = [plan]
    medications = (
        [Medication(medication_id="m-sub", kind=MedicationKind.SUBSTITUTION, started_on=substitution)]
        if substitution is not None
        else []
    )
    if case.request is not None:
        told_on = course.response(course.requested_on, 28)
        chose_on = course.after(course.requested_on, 0, 20) if dice.chance(15) else None
        update = {"free_choice_informed_on": told_on, "free_choice_used_on": chose_on}
        case = case.model_copy(update={"request": case.request.model_copy(update=update)})
    return _adding(
        case,
        plans=plans,
        activities=activities,
        medications=medications,
        interventions=[*psychosocial, *_aftercare(course)],
    )


def _drawn(dice: Dice, as_of: date, case_id: str, provider: int) -> tuple[Course, Case]:
    course = draw_course(dice, as_of, dice.weighted(_PHASES))
    return course, draw_case(course, case_id, provider)


def _acts(
    code: ActivityCode, *days: date | None, outcome: ActivityOutcome = ActivityOutcome.DONE
) -> list[Activity]:
    return [Activity(code=code, done_on=day, outcome=outcome) for day in days if day is not None]


def _aftercare(course: Course) -> list[Intervention]:
    """Draw aftercare, which comes when the course has ended."""
    later = replace(course, ended_on=None)
    return _efforts(later, InterventionKind.AFTERCARE, Area.HOUSING, course.ended_on)


def _efforts(course: Course, kind: InterventionKind, area: Area, since: date | None) -> list[Intervention]:
    """Draw an effort from an event on: in time, late, declined or never."""
    day = None if since is None else course.response(since, 28)
    if day is None:
        return []
    declined_on = None if course.dice.chance(course.consent) else day
    return [Intervention(kind=kind, area=area, started_on=day, offered_on=day, declined_on=declined_on)]


def _adding(case: Case, **more: list[Any]) -> Case:
    """Return a case with further items in the lists that were exported."""
    lists = {name: getattr(case, name) for name in more}
    return case.model_copy(
        update={name: (*listed, *more[name]) for name, listed in lists.items() if listed is not None}
    )
