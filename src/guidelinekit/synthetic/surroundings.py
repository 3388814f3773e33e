"""What the law and the overview ask of a synthetic case, drawn last and by chances of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from guidelinekit.case.model.contact import Activity, PartnerContact
from guidelinekit.case.model.person import Citizen, Enrolment, Medication, Request, Treatment
from guidelinekit.case.model.record import Case
from guidelinekit.case.model.support import Assessment
from guidelinekit.case.model.vocabulary import (
    ActivityCode,
    ActivityOutcome,
    Area,
    AssessmentKind,
    MedicationKind,
    Partner,
    TreatmentForm,
)
from guidelinekit.synthetic.dice import Dice

_LATE = 8
"""How many of a hundred things are done late, and how many not at all."""


@dataclass(frozen=True)
class _Frame:
    """A case, the chance that decides, and the date of the caseload."""

    case: Case
    dice: Dice
    as_of: date

    @property
    def began_on(self) -> date | None:
        """The day of the enrolment."""
        return None if self.case.enrolment is None else self.case.enrolment.enrolled_on

    def response(self, start: date | None, limit: int) -> date | None:
        """Draw the day on which something was done: mostly in time, else late or never; never ahead."""
        fate = self.dice.whole(1, 100)
        if start is None or fate <= _LATE:
            return None
        low, high = (limit + 1, 3 * limit) if fate <= 2 * _LATE else (0, limit)
        day = start + timedelta(days=self.dice.whole(low, high))
        return day if day <= self.as_of else None

    def act(self, code: ActivityCode, start: date | None, limit: int) -> Iterator[Activity]:
        """Draw one activity: held by most, declined or left open by some."""
        day = self.response(start, limit)
        outcomes = {ActivityOutcome.DONE: 70, ActivityOutcome.OFFERED: 12, ActivityOutcome.DECLINED: 18}
        outcome = self.dice.weighted(outcomes)
        if day is not None:
            yield Activity(code=code, done_on=day, outcome=outcome)


def framed(case: Case, dice: Dice, as_of: date) -> Case:
    """Return a case with what it needs besides for the law and the overview to be read off it."""
    if case.anonymous:
        case = _anonymous(case, dice, as_of)
    frame = _Frame(case, dice, as_of)
    drawn: dict[str, Any] = {"citizen": _citizen(frame), "request": _request(frame)}
    drawn |= {"treatments": _treatments(frame), "assessments": _assessments(frame)}
    more = sorted([*(case.activities or ()), *_activities(frame)], key=lambda each: each.done_on)
    drawn["activities"] = None if case.activities is None else tuple(more)
    drawn["partner_contacts"] = _contacts(frame, drawn["citizen"])
    return case.model_copy(update=drawn)


def _anonymous(case: Case, dice: Dice, as_of: date) -> Case:
    """Let some anonymous citizens have only just asked, be told nothing of other offers, or take medicine."""
    informed, asked, medicated, taken_in = dice.chance(40), dice.chance(24), dice.chance(25), dice.chance(50)
    asked_on = as_of - timedelta(days=dice.whole(0, 25))
    if asked:
        empty = dict.fromkeys(
            ("treatments", "assessments", "needs", "goals", "interventions", "activities"), ()
        )
        enrolment = Enrolment(enrolled_on=asked_on) if taken_in else None
        return case.model_copy(
            update={**empty, "request": Request(requested_on=asked_on), "enrolment": enrolment}
        )
    update: dict[str, Any] = {}
    if not informed and case.request is not None:
        update["request"] = case.request.model_copy(update={"free_choice_informed_on": None})
    if medicated and case.enrolment is not None and case.enrolment.enrolled_on is not None:
        began_on, kind = case.enrolment.enrolled_on, MedicationKind.SUBSTITUTION
        medicine = Medication(
            medication_id="m1", kind=kind, started_on=began_on, coordinated_with_treatment=False
        )
        update["medications"] = (medicine,)
    return case.model_copy(update=update)


def _citizen(frame: _Frame) -> Citizen:
    citizen, dice = frame.case.citizen, frame.dice
    here, elsewhere = dice.chance(90), dice.chance(3)
    if frame.case.anonymous:
        known = {True: 8, False: 87, None: 5}
        return citizen.model_copy(update={"identity_recorded": dice.weighted(known)})
    home = frame.case.municipality if here else citizen.home_municipality
    judged: dict[bool | None, int] = {True: 16, False: 72, None: 12}
    born = citizen.birth_date
    if elsewhere and born is not None and not frame.case.pregnancies:
        born = frame.as_of - timedelta(days=dice.whole(16 * 366, 17 * 365))
    update = {"home_municipality": home if citizen.home_municipality else None, "birth_date": born}
    return citizen.model_copy(update=update | {"considerable_support": dice.weighted(judged)})


def _request(frame: _Frame) -> Request | None:
    request, chosen = frame.case.request, frame.dice.chance(5)
    used_on = frame.response(None if request is None else request.requested_on, 12)
    if request is None or not chosen:
        return request
    return request.model_copy(update={"free_choice_used_on": used_on})


def _treatments(frame: _Frame) -> tuple[Treatment, ...] | None:
    treatments = frame.case.treatments
    if not treatments:
        return treatments
    form = frame.dice.weighted(
        {TreatmentForm.OUTPATIENT: 80, TreatmentForm.DAY: 14, TreatmentForm.RESIDENTIAL: 6}
    )
    days, hours = float(frame.dice.whole(4, 5)), float(frame.dice.whole(4, 8))
    delimited = frame.dice.chance(60)
    *earlier, last = treatments
    if frame.case.anonymous:
        ends_on = last.started_on + timedelta(days=frame.dice.whole(60, 240))
        ended_on = ends_on if delimited and ends_on <= frame.as_of else last.ended_on
        return (*earlier, last.model_copy(update={"form": form, "ended_on": ended_on}))
    if last.form is TreatmentForm.DAY and last.days_per_week is not None:
        last = last.model_copy(update={"days_per_week": days, "hours_per_day": hours})
    return (*earlier, last)


def _assessments(frame: _Frame) -> tuple[Assessment, ...] | None:
    """Draw an assessment of the whole in the first days, on which goals are set."""
    assessments, done_on = frame.case.assessments, frame.response(frame.began_on, 7)
    if assessments is None or done_on is None or not frame.dice.chance(80):
        return assessments
    areas = (Area.SUBSTANCE_USE, Area.HOUSING, Area.ECONOMY, Area.FAMILY, Area.EMPLOYMENT)
    whole = Assessment(kind=AssessmentKind.AFDAEKNING, done_on=done_on, areas=areas, with_citizen=True)
    return tuple(sorted([*assessments, whole], key=lambda each: each.done_on))


def _activities(frame: _Frame) -> Iterator[Activity]:
    case = frame.case
    asked_on = None if case.request is None else case.request.requested_on
    if case.anonymous:
        yield from frame.act(ActivityCode.OPENING_TALK, asked_on, 7)
        yield from frame.act(ActivityCode.GROUP_SESSION, frame.began_on, 12)
        yield from frame.act(ActivityCode.PLACEMENT_ELSEWHERE_OFFERED, frame.began_on, 12)
        return
    if frame.dice.chance(60):
        yield from frame.act(ActivityCode.ACTION_PLAN_OFFERED, frame.began_on, 13)
    offered_on = frame.response(asked_on, 6)
    if offered_on is not None and frame.dice.chance(85):
        consultation, offered = ActivityCode.DOCTOR_CONSULTATION, ActivityOutcome.OFFERED
        yield Activity(code=consultation, done_on=offered_on, outcome=offered)
    ended_on = None if case.enrolment is None else case.enrolment.ended_on
    yield from frame.act(ActivityCode.FOLLOW_UP_AFTER_END, ended_on, 28)
    again = None if ended_on is None else ended_on + timedelta(days=60)
    yield from frame.act(ActivityCode.FOLLOW_UP_AFTER_END, again, 110)


def _contacts(frame: _Frame, citizen: Citizen) -> tuple[PartnerContact, ...] | None:
    """Draw the contact with the municipality where the citizen lives, where that is another."""
    contacts, made_on = frame.case.partner_contacts, frame.response(frame.began_on, 13)
    declined = frame.dice.chance(5)
    if contacts is None or made_on is None or citizen.home_municipality in (None, frame.case.municipality):
        return contacts
    contact = PartnerContact(
        partner=Partner.HOME_MUNICIPALITY,
        established_on=made_on,
        maintained_on=(),
        declined_on=made_on if declined else None,
    )
    return (*contacts, contact)
