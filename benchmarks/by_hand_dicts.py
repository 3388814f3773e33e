"""The six rules by hand over decoded JSON: what a good engineer writes first, nothing being validated.

A field that is null is unknown, a list that is null was not exported, and nothing after `today` is seen.
Dates stay the ISO texts that they are in JSON, which compare in the order of time.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import orjson

from benchmarks.comparison import SOCIAL_AREAS, Cases, Lines, Part, Way, as_it_is

Record = dict[str, Any]

AREAS = set(SOCIAL_AREAS)
FERTILE_AGE = range(15, 51)


def judge(case: Record, today: str) -> list[list[str]]:
    """Give the statuses of the six rules, one per item for the rules that judge items."""
    return [
        [doctor(case, today)],
        partners(case, today),
        follow_ups(case, today),
        [screening(case, today)],
        referrals(case, today),
        agreements(case, today),
    ]


def doctor(case: Record, today: str) -> str:
    """Who wants to see a doctor does so within 14 days of the request."""
    request = case.get("request") or {}
    wants = request.get("wants_doctor_consultation")
    if wants is None:
        return "undetermined"
    if not wants:
        return "not_applicable"
    requested_on = happened(request.get("requested_on"), today)
    if requested_on is None:
        return "undetermined"
    due = plus(requested_on, 14)
    return timed(partial(done_by, case, "doctor_consultation"), due, today)


def partners(case: Record, today: str) -> list[str]:
    """There is a partner contact about each social barrier within 30 days."""
    needs = case.get("needs")
    if needs is None:
        return ["undetermined"]
    enrolled_on = happened((case.get("enrolment") or {}).get("enrolled_on"), today)
    statuses = []
    for need in needs:
        if need["identified_on"] > today or need["area"] not in AREAS or is_over(need, "resolved_on", today):
            continue
        barrier = need.get("barrier")
        if barrier is None:
            statuses.append("undetermined")
        elif barrier:
            start = need["identified_on"]
            if enrolled_on is not None and enrolled_on > start:
                start = enrolled_on
            statuses.append(timed(partial(contact_by, case, need["area"]), plus(start, 30), today))
    return statuses or ["not_applicable"]


def follow_ups(case: Record, today: str) -> list[str]:
    """Each agreement in progress is followed up every 90 days."""
    if case.get("agreements") is None:
        return ["undetermined"]
    statuses = []
    for agreement in case["agreements"]:
        if agreement["made_on"] > today:
            continue
        if is_over(agreement, "completed_on", today) or is_over(agreement, "cancelled_on", today):
            continue
        follow_ups = agreement.get("follow_ups")
        if follow_ups is None:
            statuses.append("undetermined")
            continue
        last = max((one["done_on"] for one in follow_ups if one["done_on"] <= today), default=None)
        if today <= plus(last or agreement["made_on"], 90):
            statuses.append("due" if last is None else "met")
        else:
            statuses.append("unmet")
    return statuses or ["not_applicable"]


def screening(case: Record, today: str) -> str:
    """An enrolled woman of fertile age is screened for pregnancy within 180 days."""
    citizen, enrolment = case["citizen"], case.get("enrolment") or {}
    sex, born = citizen.get("sex"), happened(citizen.get("birth_date"), today)
    enrolled_on = happened(enrolment.get("enrolled_on"), today)
    if enrolled_on is None or is_over(enrolment, "ended_on", today):
        return "not_applicable"
    if sex is not None and sex != "female":
        return "not_applicable"
    if born is not None and age(born, today) not in FERTILE_AGE:
        return "not_applicable"
    if sex is None or born is None:
        return "undetermined"
    due = plus(enrolled_on, 180)
    return timed(partial(done_by, case, "pregnancy_screening"), due, today)


def referrals(case: Record, today: str) -> list[str]:
    """A pregnant citizen is referred to the family outpatient clinic."""
    if case.get("pregnancies") is None:
        return ["undetermined"]
    return [
        untimed(referred(case, today))
        for pregnancy in case["pregnancies"]
        if pregnancy["known_on"] <= today
        and pregnancy["role"] == "pregnant"
        and not is_over(pregnancy, "ended_on", today)
    ] or ["not_applicable"]


def agreements(case: Record, today: str) -> list[str]:
    """There is an agreement about the area of each need."""
    if case.get("needs") is None:
        return ["undetermined"]
    return [
        untimed(agreed(case, need["area"], today))
        for need in case["needs"]
        if need["identified_on"] <= today and not is_over(need, "resolved_on", today)
    ] or ["not_applicable"]


def done_by(case: Record, code: str, day: str) -> bool | None:
    """Tell whether an activity had been done by a day; None when the record does not tell."""
    if case.get("activities") is None:
        return None
    unclear = False
    for activity in case["activities"]:
        if activity["code"] == code and activity["done_on"] <= day:
            outcome = activity.get("outcome", "done")
            if outcome == "done":
                return True
            unclear = unclear or outcome is None
    return None if unclear else False


def contact_by(case: Record, area: str, day: str) -> bool | None:
    """Tell whether there had been a partner contact about an area by a day; None when unknown."""
    if case.get("partner_contacts") is None:
        return None
    unclear = False
    for contact in case["partner_contacts"]:
        if contact["established_on"] <= day:
            areas = contact.get("areas")
            if areas is None:
                unclear = True
            elif area in areas:
                return True
    return None if unclear else False


def referred(case: Record, today: str) -> bool | None:
    """Tell whether there has been a referral to the family outpatient clinic; None when unknown."""
    if case.get("activities") is None:
        return None
    unclear = False
    for activity in case["activities"]:
        if activity["code"] == "referral" and activity["done_on"] <= today:
            partner = activity.get("partner")
            if partner == "family_outpatient_clinic":
                return True
            unclear = unclear or partner is None
    return None if unclear else False


def agreed(case: Record, area: str, today: str) -> bool | None:
    """Tell whether there is an agreement about an area; None when unknown."""
    if case.get("agreements") is None:
        return None
    return any(
        agreement["area"] == area
        and agreement["made_on"] <= today
        and not is_over(agreement, "cancelled_on", today)
        for agreement in case["agreements"]
    )


def timed(fulfilled_by: Callable[[str], bool | None], due: str, today: str) -> str:
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


def happened(day: str | None, today: str) -> str | None:
    """Give a day if it has come."""
    return None if day is None or day > today else day


def is_over(record: Record, field: str, today: str) -> bool:
    """Tell whether the day in a field is known and has come."""
    day = record.get(field)
    return day is not None and day <= today


def plus(day: str, days: int) -> str:
    """Give the day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def age(born: str, today: str) -> int:
    """Give whole years."""
    return int(today[:4]) - int(born[:4]) - (today[5:] < born[5:])


def _decode(lines: Lines, _: date) -> Iterator[Record]:
    for line in lines:
        yield orjson.loads(line)


def _evaluate(cases: list[Record], as_of: date) -> Iterator[list[list[str]]]:
    today = as_of.isoformat()
    for case in cases:
        yield judge(case, today)


def _end_to_end(lines: Lines, as_of: date) -> Iterator[list[list[str]]]:
    today = as_of.isoformat()
    for line in lines:
        yield judge(orjson.loads(line), today)


def _decoded(cases: Cases) -> list[Record]:
    return [orjson.loads(line) for line in cases.lines]


_ENGINE = "hand-written, orjson dicts"
WAYS = (
    Way(_ENGINE, Part.DECODING, _decode),
    Way(_ENGINE, Part.EVALUATION, _evaluate, as_it_is, _decoded),
    Way(_ENGINE, Part.END_TO_END, _end_to_end, as_it_is),
)
