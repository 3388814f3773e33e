"""One synthetic case, put together from its subjects and documented as well or as badly as real ones."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from guidelinekit.case.model.person import Citizen, Enrolment, Pregnancy
from guidelinekit.case.model.record import Case
from guidelinekit.case.model.vocabulary import EnrolmentOutcome, PregnancyRole, Sex
from guidelinekit.synthetic import daily, family, health, interventions, needs, planning
from guidelinekit.synthetic.attesting import MUNICIPALITIES, municipality, provider_id
from guidelinekit.synthetic.course import Course

_LISTS = (
    *("treatments", "assessments", "needs", "goals", "plans", "interventions", "agreements"),
    *("partner_contacts", "activities", "medications", "pregnancies"),
)


def draw_case(
    course: Course, case_id: str, provider: int, expecting: tuple[Pregnancy, ...] | None = None
) -> Case:
    """Draw the case of a course, with the pregnancies given or else with those that chance brings."""
    citizen = _citizen(course)
    if expecting:
        citizen = citizen.model_copy(update=_parent(course, expecting[0].role))
    pregnancies = family.draw_pregnancies(course, citizen) if expecting is None else expecting
    record = _record(course, citizen, pregnancies)
    case = Case(
        schema_version="1",
        case_id=case_id,
        municipality=municipality(provider),
        provider_id=provider_id(provider),
        citizen=citizen,
        enrolment=_enrolment(course),
        pregnancies=pregnancies,
        **record,
    )
    return _exported(course, case)


def draw_anonymous_case(course: Course, case_id: str, provider: int) -> Case:
    """Draw a case without identity: a course and its contacts, and little about the citizen."""
    course = replace(course, ended_on=None)
    citizen = Citizen(sex=course.noted(_sex(course)), identity_recorded=False)
    record = _record(course, citizen, ())
    recorded = {"request", "treatments", "assessments", "needs", "goals", "interventions", "activities"}
    return Case(
        schema_version="1",
        case_id=case_id,
        provider_id=provider_id(provider),
        anonymous=True,
        citizen=citizen,
        enrolment=_enrolment(course),
        **{name: value if name in recorded else () for name, value in record.items()},
        pregnancies=(),
    )


def _record(course: Course, citizen: Citizen, pregnancies: tuple[Pregnancy, ...]) -> dict[str, Any]:
    """Draw what is recorded along the course, each subject from those before it."""
    request = health.draw_request(course)
    seen = needs.draw_needs(course)
    worked_on = needs.attended(course, seen)
    efforts = interventions.draw_interventions(course, worked_on)
    contacts = (
        *interventions.draw_partner_contacts(course, worked_on),
        *family.draw_family_contacts(course, pregnancies),
    )
    agreements = planning.draw_agreements(course, worked_on, efforts)
    medications = health.draw_medications(course, seen)
    activities = [
        *health.draw_consultation(course, request),
        *daily.draw_talks(course),
        *daily.draw_social_work(course, worked_on, agreements, contacts),
        *health.draw_health_activities(course, seen, medications),
        *family.draw_family_activities(course, citizen, pregnancies),
    ]
    return {
        "request": request,
        "treatments": interventions.draw_treatments(course),
        "assessments": needs.draw_assessments(course),
        "needs": seen,
        "goals": needs.draw_goals(course, worked_on),
        "plans": planning.draw_plans(course, seen, agreements, contacts),
        "interventions": efforts,
        "agreements": agreements,
        "partner_contacts": contacts,
        "activities": tuple(sorted(activities, key=lambda activity: activity.done_on)),
        "medications": medications,
    }


def _sex(course: Course) -> Sex:
    return course.dice.weighted({Sex.MALE: 70, Sex.FEMALE: 29, Sex.OTHER: 1})


def _citizen(course: Course) -> Citizen:
    years = course.dice.weighted({(18, 24): 24, (25, 34): 34, (35, 44): 24, (45, 54): 12, (55, 66): 6})
    born = course.as_of - timedelta(days=course.dice.whole(years[0] * 366, years[1] * 365 + 364))
    return Citizen(
        birth_date=course.noted(born),
        sex=course.noted(_sex(course)),
        home_municipality=course.noted(course.dice.pick(MUNICIPALITIES)),
        identity_recorded=True,
        children_under_18=course.noted(course.dice.chance(30)),
    )


def _parent(course: Course, role: PregnancyRole) -> dict[str, Any]:
    """Draw the sex and an age at which one can expect a child."""
    born = course.as_of - timedelta(days=course.dice.whole(20 * 366, 39 * 365))
    return {"sex": Sex.FEMALE if role is PregnancyRole.PREGNANT else Sex.MALE, "birth_date": born}


def _enrolment(course: Course) -> Enrolment | None:
    if course.enrolled_on is None:
        return None
    outcome = None
    if course.ended_on is not None:
        outcome = course.noted(course.dice.pick(list(EnrolmentOutcome)))
    return Enrolment(enrolled_on=course.enrolled_on, ended_on=course.ended_on, outcome=outcome)


def _exported(course: Course, case: Case) -> Case:
    """Leave out, from some cases, a list that the case system did not export."""
    percent = (100 - course.recording) // 2 + (1 if course.recording < 100 else 0)  # noqa: PLR2004 - all is recorded
    missing = {name: None for name in _LISTS if course.dice.chance(percent)}
    return case.model_copy(update=missing) if missing else case
