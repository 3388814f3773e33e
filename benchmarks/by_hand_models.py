"""The six rules by hand over the Pydantic models: what most would write, everything being validated.

A field that is null is unknown, a list that is null was not exported, and nothing after `today` is seen.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from benchmarks.comparison import Cases, Lines, Part, Way, as_it_is
from guidelinekit.case import Case
from guidelinekit.case.model.vocabulary import (
    ActivityCode,
    ActivityOutcome,
    Area,
    Partner,
    PregnancyRole,
    Sex,
)

AREAS = {
    Area.HOUSING,
    Area.ECONOMY,
    Area.SOCIAL_NETWORK,
    Area.FAMILY,
    Area.CHILDREN,
    Area.COMMUNITY,
    Area.EMPLOYMENT,
    Area.EDUCATION,
}
FERTILE_AGE = range(15, 51)


def judge(case: Case, today: date) -> list[list[str]]:
    """Give the statuses of the six rules, one per item for the rules that judge items."""
    return [
        [doctor(case, today)],
        partners(case, today),
        follow_ups(case, today),
        [screening(case, today)],
        referrals(case, today),
        agreements(case, today),
    ]


def doctor(case: Case, today: date) -> str:
    """Who wants to see a doctor does so within 14 days of the request."""
    wants = None if case.request is None else case.request.wants_doctor_consultation
    if case.request is None or wants is None:
        return "undetermined"
    if not wants:
        return "not_applicable"
    requested_on = happened(case.request.requested_on, today)
    if requested_on is None:
        return "undetermined"
    due = requested_on + timedelta(days=14)
    return timed(partial(done_by, case, ActivityCode.DOCTOR_CONSULTATION), due, today)


def partners(case: Case, today: date) -> list[str]:
    """There is a partner contact about each social barrier within 30 days."""
    if case.needs is None:
        return ["undetermined"]
    enrolled_on = None if case.enrolment is None else happened(case.enrolment.enrolled_on, today)
    statuses = []
    for need in case.needs:
        if need.identified_on > today or need.area not in AREAS or is_over(need.resolved_on, today):
            continue
        if need.barrier is None:
            statuses.append("undetermined")
        elif need.barrier:
            start = need.identified_on
            if enrolled_on is not None and enrolled_on > start:
                start = enrolled_on
            due = start + timedelta(days=30)
            statuses.append(timed(partial(contact_by, case, need.area), due, today))
    return statuses or ["not_applicable"]


def follow_ups(case: Case, today: date) -> list[str]:
    """Each agreement in progress is followed up every 90 days."""
    if case.agreements is None:
        return ["undetermined"]
    statuses = []
    for agreement in case.agreements:
        if agreement.made_on > today:
            continue
        if is_over(agreement.completed_on, today) or is_over(agreement.cancelled_on, today):
            continue
        if agreement.follow_ups is None:
            statuses.append("undetermined")
            continue
        last = max((one.done_on for one in agreement.follow_ups if one.done_on <= today), default=None)
        if today <= (last or agreement.made_on) + timedelta(days=90):
            statuses.append("due" if last is None else "met")
        else:
            statuses.append("unmet")
    return statuses or ["not_applicable"]


def screening(case: Case, today: date) -> str:
    """An enrolled woman of fertile age is screened for pregnancy within 180 days."""
    if case.enrolment is None or is_over(case.enrolment.ended_on, today):
        return "not_applicable"
    enrolled_on = happened(case.enrolment.enrolled_on, today)
    if enrolled_on is None:
        return "not_applicable"
    sex, born = case.citizen.sex, happened(case.citizen.birth_date, today)
    if sex is not None and sex is not Sex.FEMALE:
        return "not_applicable"
    if born is not None and age(born, today) not in FERTILE_AGE:
        return "not_applicable"
    if sex is None or born is None:
        return "undetermined"
    due = enrolled_on + timedelta(days=180)
    return timed(partial(done_by, case, ActivityCode.PREGNANCY_SCREENING), due, today)


def referrals(case: Case, today: date) -> list[str]:
    """A pregnant citizen is referred to the family outpatient clinic."""
    if case.pregnancies is None:
        return ["undetermined"]
    return [
        untimed(referred(case, today))
        for pregnancy in case.pregnancies
        if pregnancy.known_on <= today
        and pregnancy.role is PregnancyRole.PREGNANT
        and not is_over(pregnancy.ended_on, today)
    ] or ["not_applicable"]


def agreements(case: Case, today: date) -> list[str]:
    """There is an agreement about the area of each need."""
    if case.needs is None:
        return ["undetermined"]
    return [
        untimed(agreed(case, need.area, today))
        for need in case.needs
        if need.identified_on <= today and not is_over(need.resolved_on, today)
    ] or ["not_applicable"]


def done_by(case: Case, code: ActivityCode, day: date) -> bool | None:
    """Tell whether an activity had been done by a day; None when the record does not tell."""
    if case.activities is None:
        return None
    unclear = False
    for activity in case.activities:
        if activity.code is code and activity.done_on <= day:
            if activity.outcome is ActivityOutcome.DONE:
                return True
            unclear = unclear or activity.outcome is None
    return None if unclear else False


def contact_by(case: Case, area: Area, day: date) -> bool | None:
    """Tell whether there had been a partner contact about an area by a day; None when unknown."""
    if case.partner_contacts is None:
        return None
    unclear = False
    for contact in case.partner_contacts:
        if contact.established_on <= day:
            if contact.areas is None:
                unclear = True
            elif area in contact.areas:
                return True
    return None if unclear else False


def referred(case: Case, today: date) -> bool | None:
    """Tell whether there has been a referral to the family outpatient clinic; None when unknown."""
    if case.activities is None:
        return None
    unclear = False
    for activity in case.activities:
        if activity.code is ActivityCode.REFERRAL and activity.done_on <= today:
            if activity.partner is Partner.FAMILY_OUTPATIENT_CLINIC:
                return True
            unclear = unclear or activity.partner is None
    return None if unclear else False


def agreed(case: Case, area: Area, today: date) -> bool | None:
    """Tell whether there is an agreement about an area; None when unknown."""
    if case.agreements is None:
        return None
    return any(
        agreement.area is area and agreement.made_on <= today and not is_over(agreement.cancelled_on, today)
        for agreement in case.agreements
    )


def timed(fulfilled_by: Callable[[date], bool | None], due: date, today: date) -> str:
    """Give the status of a duty with a deadline, from what tells whether it was fulfilled by a day."""
    now = fulfilled_by(today)
    if now is None:
        return "undetermined"
    if not now:
        return "due" if today <= due else "unmet"
    if today <= due:
        return "met"
    in_time = fulfilled_by(due)
    if in_time is None:
        return "undetermined"
    return "met" if in_time else "met_late"


def untimed(now: bool | None) -> str:
    """Give the status of a duty without a deadline."""
    if now is None:
        return "undetermined"
    return "met" if now else "unmet"


def happened(day: date | None, today: date) -> date | None:
    """Give a day if it has come."""
    return None if day is None or day > today else day


def is_over(day: date | None, today: date) -> bool:
    """Tell whether a day is known and has come."""
    return day is not None and day <= today


def age(born: date, today: date) -> int:
    """Give whole years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _decode(lines: Lines, _: date) -> Iterator[Case]:
    for line in lines:
        yield Case.model_validate_json(line)


def _evaluate(cases: list[Case], today: date) -> Iterator[list[list[str]]]:
    for case in cases:
        yield judge(case, today)


def _end_to_end(lines: Lines, today: date) -> Iterator[list[list[str]]]:
    for line in lines:
        yield judge(Case.model_validate_json(line), today)


def decoded(cases: Cases) -> list[Case]:
    """Decode and validate the cases."""
    return [Case.model_validate_json(line) for line in cases.lines]


_ENGINE = "hand-written, Pydantic models"
WAYS = (
    Way(_ENGINE, Part.DECODING, _decode),
    Way(_ENGINE, Part.EVALUATION, _evaluate, as_it_is, decoded),
    Way(_ENGINE, Part.END_TO_END, _end_to_end, as_it_is),
)
