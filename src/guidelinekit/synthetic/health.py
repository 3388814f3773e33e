"""The health side of a synthetic course: the doctor's consultation, health efforts and medicine."""

from datetime import date

from guidelinekit.case.model.contact import Activity
from guidelinekit.case.model.person import Medication, Request
from guidelinekit.case.model.support import Need
from guidelinekit.case.model.vocabulary import (
    ActivityCode,
    ActivityOutcome,
    Area,
    MedicationKind,
    Partner,
    Topic,
)
from guidelinekit.synthetic.course import Course

EXAMINED = (
    Topic.MISUSE,
    Topic.DEPENDENCE,
    Topic.WITHDRAWAL,
    Topic.MENTAL_IMPAIRMENT,
    Topic.PHYSICAL_IMPAIRMENT,
)
_HEALTH_EFFORTS = {
    Area.PHYSICAL_HEALTH: (ActivityCode.OUTPATIENT_CHECK, ActivityCode.WOUND_CARE),
    Area.SOMATIC_DISEASE: (ActivityCode.OUTPATIENT_CHECK, ActivityCode.HEPATITIS_B_VACCINATION),
    Area.DENTAL: (ActivityCode.DENTAL_CARE,),
    Area.IMPAIRMENT: (ActivityCode.IMPAIRMENT_SCREENING,),
    Area.MEDICINE: (ActivityCode.MEDICINE_SUPPORT, ActivityCode.PRESCRIBER_CONTACT),
}


def draw_request(course: Course) -> Request:
    """Draw the request and whether the citizen wants to see a doctor."""
    informed_on = course.response(course.requested_on, 7)
    return Request(
        requested_on=course.noted(course.requested_on),
        wants_doctor_consultation=course.noted(course.dice.chance(52)),
        free_choice_informed_on=informed_on,
    )


def draw_consultation(course: Course, request: Request) -> list[Activity]:
    """Draw the doctor's consultation: in time for most who want it, else late, missing or declined."""
    wanted = request.wants_doctor_consultation
    if not wanted and not course.dice.chance(20):
        return []
    day = course.response(course.requested_on, 14)
    if day is None:
        return []
    if not course.dice.chance(95):
        return [consultation(day, ActivityOutcome.DECLINED, None)]
    examined = EXAMINED if course.dice.chance(course.diligence) else course.dice.some(EXAMINED, 60)
    drawn = [consultation(day, ActivityOutcome.DONE, course.noted(examined))]
    refused = tuple(topic for topic in EXAMINED if topic not in examined)
    if refused and not course.dice.chance(course.consent - 10):
        drawn.append(consultation(day, ActivityOutcome.DECLINED, refused))
    return drawn


def consultation(day: date, outcome: ActivityOutcome, topics: tuple[Topic, ...] | None) -> Activity:
    """Return a consultation with the doctor, and what came of it."""
    return Activity(
        code=ActivityCode.DOCTOR_CONSULTATION,
        done_on=day,
        outcome=outcome,
        partner=Partner.MEDICAL_CONSULTANT,
        topics=topics,
    )


def draw_health_activities(
    course: Course, needs: tuple[Need, ...], medications: tuple[Medication, ...]
) -> list[Activity]:
    """Draw what is done about health needs and medicine, and what is offered to everybody."""
    if course.enrolled_on is None:
        return []
    drawn: list[Activity] = []
    for need in needs:
        codes = _HEALTH_EFFORTS.get(need.area, ())
        for code in codes:
            if course.dice.chance(course.diligence - 10):
                drawn += act(course, code, need.identified_on, 14, need.area)
    if course.dice.chance(78):
        drawn += act(
            course, ActivityCode.HEPATITIS_B_VACCINATION, course.enrolled_on, 14, Area.SOMATIC_DISEASE
        )
    if course.dice.chance(65):
        drawn += act(course, ActivityCode.IMPAIRMENT_SCREENING, course.enrolled_on, 14, Area.IMPAIRMENT)
    for medication in medications:
        for code in (
            ActivityCode.MEDICINE_ECONOMY_CHECK,
            ActivityCode.MEDICINE_SUPPORT,
            ActivityCode.PRESCRIBER_CONTACT,
        ):
            if course.dice.chance(course.diligence - 15):
                drawn += act(course, code, medication.started_on, 20, Area.MEDICINE)
    return drawn


def act(course: Course, code: ActivityCode, known_on: date, limit: int, area: Area | None) -> list[Activity]:
    """Draw one thing offered after something became known: done for most, declined or left open by some."""
    day = course.response(known_on, limit)
    if day is None:
        return []
    outcome = ActivityOutcome.DONE
    if not course.dice.chance(course.consent):
        outcome = (
            ActivityOutcome.DECLINED
            if course.dice.chance(100 - course.consent // 4)
            else ActivityOutcome.OFFERED
        )
    return [Activity(code=code, done_on=day, outcome=outcome, area=area)]


def draw_medications(course: Course, needs: tuple[Need, ...]) -> tuple[Medication, ...]:
    """Draw substitution for some, and medicine for those who need it for body or mind."""
    if course.enrolled_on is None:
        return ()
    areas = [need.area for need in needs]
    chances = {
        MedicationKind.SUBSTITUTION: 28,
        MedicationKind.SOMATIC: 45 if Area.SOMATIC_DISEASE in areas or Area.PHYSICAL_HEALTH in areas else 4,
        MedicationKind.PSYCHIATRIC: 55 if Area.MENTAL_HEALTH in areas else 6,
    }
    together = min(course.diligence, course.consent + 5)
    drawn: list[Medication] = []
    for kind, percent in chances.items():
        started_on = course.after(course.enrolled_on, 3, 90) if course.dice.chance(percent) else None
        if started_on is not None:
            drawn.append(
                Medication(
                    medication_id=f"m{len(drawn) + 1}",
                    kind=kind,
                    started_on=started_on,
                    ended_on=course.after(started_on, 30, 400) if course.dice.chance(25) else None,
                    coordinated_with_treatment=course.noted(course.dice.chance(together)),
                )
            )
    return tuple(drawn)
