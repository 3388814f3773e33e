"""Pregnancy and contraception in a synthetic course, for both parents and with everything they are told."""

from datetime import date, timedelta

from guidelinekit.case.model.contact import Activity, PartnerContact
from guidelinekit.case.model.person import Citizen, Pregnancy
from guidelinekit.case.model.vocabulary import (
    ActivityCode,
    ActivityOutcome,
    Area,
    Coordination,
    Partner,
    PregnancyOutcome,
    PregnancyRole,
    Sex,
    Topic,
)
from guidelinekit.synthetic.course import Course
from guidelinekit.synthetic.health import act

_PARENT_AGES = range(18, 44)
_AROUND_A_PREGNANCY = (
    Partner.FAMILY_OUTPATIENT_CLINIC,
    Partner.FAMILY_DEPARTMENT,
    Partner.HEALTH_VISITOR,
    Partner.GENERAL_PRACTITIONER,
)
_TOLD = (Topic.EXPECTED_SUPPORT, Topic.DIVISION_OF_RESPONSIBILITY, Topic.DUTY_TO_NOTIFY)


def draw_pregnancies(course: Course, citizen: Citizen) -> tuple[Pregnancy, ...]:
    """Draw a pregnancy for some of the citizens who can expect a child."""
    if course.enrolled_on is None or citizen.birth_date is None:
        return ()
    years = course.as_of.year - citizen.birth_date.year
    role = PregnancyRole.PREGNANT if citizen.sex is Sex.FEMALE else PregnancyRole.EXPECTANT_FATHER
    if years not in _PARENT_AGES or not course.dice.chance(13 if role is PregnancyRole.PREGNANT else 6):
        return ()
    return expect(course, role)


def expect(course: Course, role: PregnancyRole) -> tuple[Pregnancy, ...]:
    """Draw a pregnancy that becomes known at some time of the course."""
    if course.enrolled_on is None:
        return ()
    length = (course.until - course.enrolled_on).days
    known_on = course.after(course.enrolled_on, 0, max(1, min(length, 400)))
    if known_on is None:
        return ()
    expected_on = known_on + timedelta(days=course.dice.whole(90, 225))
    carried = course.dice.chance(92)
    ended_on = course.after(expected_on, -14, 10) if carried else course.after(known_on, 10, 40)
    outcome = PregnancyOutcome.BIRTH if carried else PregnancyOutcome.OTHER
    return (
        Pregnancy(
            pregnancy_id="p1",
            role=role,
            known_on=known_on,
            expected_on=course.noted(expected_on),
            ended_on=ended_on,
            outcome=outcome if ended_on else None,
        ),
    )


def draw_family_activities(
    course: Course, citizen: Citizen, pregnancies: tuple[Pregnancy, ...]
) -> list[Activity]:
    """Draw what everybody is asked and offered, and what goes with each pregnancy."""
    if course.enrolled_on is None:
        return []
    drawn: list[Activity] = []
    code = (
        ActivityCode.PREGNANCY_SCREENING
        if citizen.sex is Sex.FEMALE
        else ActivityCode.EXPECTANT_FATHER_SCREENING
    )
    drawn += act(course, code, course.enrolled_on, 14, Area.FAMILY)
    for day in course.rounds(course.enrolled_on, 170, 6):
        drawn += act(course, code, day, 14, Area.FAMILY)
    drawn += act(course, ActivityCode.CONTRACEPTION_COUNSELLING, course.enrolled_on, 28, None)
    counselled = [each for each in drawn if each.code is ActivityCode.CONTRACEPTION_COUNSELLING]
    if counselled and counselled[0].outcome is ActivityOutcome.DONE and course.dice.chance(45):
        drawn += act(course, ActivityCode.CONTRACEPTION_PROVIDED, counselled[0].done_on, 14, None)
        if course.dice.chance(40):
            drawn += act(course, ActivityCode.LARC_SUPPORT, counselled[0].done_on, 28, None)
    for pregnancy in pregnancies:
        drawn += _around(course, pregnancy)
    return drawn


def _around(course: Course, pregnancy: Pregnancy) -> list[Activity]:
    known_on = pregnancy.known_on
    drawn = [
        *act(course, ActivityCode.REFERRAL, known_on, 7, Area.FAMILY),
        *act(course, ActivityCode.DUTY_TO_NOTIFY_ASSESSMENT, known_on, 7, Area.CHILDREN),
    ]
    if pregnancy.role is PregnancyRole.EXPECTANT_FATHER:
        drawn += act(course, ActivityCode.FATHER_ROLE_SUPPORT, known_on, 28, Area.FAMILY)
        drawn += act(course, ActivityCode.RELAPSE_PREVENTION, known_on, 28, Area.SUBSTANCE_USE)
    else:
        drawn += act(course, ActivityCode.PREGNANCY_COUNSELLING, known_on, 14, Area.FAMILY)
    for topic in _TOLD:
        drawn += _informed(course, known_on, topic)
    if pregnancy.ended_on is not None and pregnancy.outcome is PregnancyOutcome.BIRTH:
        drawn += act(course, ActivityCode.POST_BIRTH_ASSESSMENT, pregnancy.ended_on, 28, Area.CHILDREN)
    return [
        one.model_copy(
            update={
                "pregnancy_id": pregnancy.pregnancy_id,
                "partner": Partner.FAMILY_OUTPATIENT_CLINIC if one.code is ActivityCode.REFERRAL else None,
            }
        )
        for one in drawn
    ]


def _informed(course: Course, known_on: date, topic: Topic) -> list[Activity]:
    informed = act(course, ActivityCode.INFORMATION, known_on, 14, Area.FAMILY)
    return [one.model_copy(update={"topics": course.noted((topic,))}) for one in informed]


def draw_family_contacts(course: Course, pregnancies: tuple[Pregnancy, ...]) -> tuple[PartnerContact, ...]:
    """Draw the services that work together around a pregnancy, for as long as it lasts."""
    drawn: list[PartnerContact] = []
    for pregnancy in pregnancies:
        for partner in _AROUND_A_PREGNANCY:
            established_on = course.response(pregnancy.known_on, 21)
            if established_on is not None:
                drawn.append(_family_contact(course, partner, established_on))
    return tuple(drawn)


def _family_contact(course: Course, partner: Partner, established_on: date) -> PartnerContact:
    declined = not course.dice.chance(course.consent)
    coordinated_on = None if declined else course.response(established_on, 14)
    return PartnerContact(
        partner=partner,
        areas=(Area.FAMILY, Area.CHILDREN),
        established_on=established_on,
        maintained_on=() if declined else course.rounds(established_on, 45, 6),
        coordination=course.noted(Coordination.COORDINATED if coordinated_on else Coordination.NONE),
        coordinated_on=coordinated_on,
        declined_on=established_on if declined else None,
        ended_on=None if declined else course.ended_on,
    )
