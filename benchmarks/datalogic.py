"""The six rules as JSONLogic for datalogic-py (Rust): one list expression gives the statuses of all six.

Nothing is validated. Dates are compared as the ISO texts that they are. What depends on the evaluation date
alone, such as the day 90 days before, is worked out in Python and stands in the expression as a constant.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

from datalogic_py import DataHandle, Engine, Rule, Session

from benchmarks.comparison import SOCIAL_AREAS, Cases, Lines, Part, Way, as_it_is

Logic = Mapping[str, Any]

ROOT = {0: [], 1: [[1]], 2: [[3]]}
"""How the case is reached from inside so many lists."""
OUTER: list[Any] = [[1]]
"""How the item of the outer list is reached from inside two."""


def six_rules(today: date) -> list[Any]:
    """Give the six rules as one expression."""
    return [
        [doctor(today)],
        each("needs", partner(today)),
        each("agreements", follow_up(today)),
        [screening(today)],
        each("pregnancies", referral(today)),
        each("needs", agreement(today)),
    ]


def doctor(today: date) -> Logic:
    """Who wants to see a doctor does so within 14 days of the request."""
    wants = val("request", "wants_doctor_consultation")
    start = partial(reached, "request", "requested_on")
    return chosen(
        (is_null(wants), "undetermined"),
        (no(wants), "not_applicable"),
        (no(come(start(0), today)), "undetermined"),
        otherwise=timed(done("doctor_consultation"), 0, start(0), start(1), 14, today),
    )


def partner(today: date) -> "PerItem":
    """There is a partner contact about each social barrier within 30 days."""
    area = val(*OUTER, "area")
    about = Sought("partner_contacts", "established_on", {"in": [area, val("areas")]}, is_null(val("areas")))

    def start(depth: int, item: list[Any]) -> Logic:
        identified, enrolled = val(*item, "identified_on"), reached("enrolment", "enrolled_on", depth)
        later = both(come(enrolled, today), {">": [enrolled, identified]})
        return {"if": [later, enrolled, identified]}

    duty = timed(about, 1, start(1, []), start(2, OUTER), 30, today)
    return PerItem(
        both(
            seen(val("identified_on"), today),
            {"in": [val("area"), list(SOCIAL_AREAS)]},
            no({"===": [val("barrier"), False]}),
            no(come(val("resolved_on"), today)),
        ),
        chosen((is_null(val("barrier")), "undetermined"), otherwise=duty),
    )


def follow_up(today: date) -> "PerItem":
    """Each agreement in progress is followed up every 90 days."""
    in_time = {">=": [val("done_on"), before(today, 90)]}
    followed_up = seen(val("done_on"), today)
    return PerItem(
        both(
            seen(val("made_on"), today),
            no(come(val("completed_on"), today)),
            no(come(val("cancelled_on"), today)),
        ),
        chosen(
            (is_null(val("follow_ups")), "undetermined"),
            (some(val("follow_ups"), both(followed_up, in_time)), "met"),
            (some(val("follow_ups"), followed_up), "unmet"),
            ({">=": [val("made_on"), before(today, 90)]}, "due"),
            otherwise="unmet",
        ),
    )


def screening(today: date) -> Logic:
    """An enrolled woman of fertile age is screened for pregnancy within 180 days."""
    sex, born = val("citizen", "sex"), val("citizen", "birth_date")
    start = partial(reached, "enrolment", "enrolled_on")
    fertile = both(
        {"<=": [born, birthday(today, 15).isoformat()]},
        {">": [born, birthday(today, 51).isoformat()]},
    )
    return chosen(
        (no(come(start(0), today)), "not_applicable"),
        (come(val("enrolment", "ended_on"), today), "not_applicable"),
        (both(no(is_null(sex)), no(equal(sex, "female"))), "not_applicable"),
        (both(come(born, today), no(fertile)), "not_applicable"),
        (either(is_null(sex), no(come(born, today))), "undetermined"),
        otherwise=timed(done("pregnancy_screening"), 0, start(0), start(1), 180, today),
    )


def referral(today: date) -> "PerItem":
    """A pregnant citizen is referred to the family outpatient clinic."""
    code, clinic = equal(val("code"), "referral"), val("partner")
    sought = Sought(
        "activities",
        "done_on",
        both(code, equal(clinic, "family_outpatient_clinic")),
        both(code, is_null(clinic)),
    )
    return PerItem(
        both(
            equal(val("role"), "pregnant"),
            seen(val("known_on"), today),
            no(come(val("ended_on"), today)),
        ),
        untimed(sought, today),
    )


def agreement(today: date) -> "PerItem":
    """There is an agreement about the area of each need."""
    about = both(equal(val("area"), val(*OUTER, "area")), no(come(val("cancelled_on"), today)))
    return PerItem(
        both(seen(val("identified_on"), today), no(come(val("resolved_on"), today))),
        untimed(Sought("agreements", "made_on", about, None), today),
    )


@dataclass(frozen=True)
class Sought:
    """An item that is asked for in a list of the case."""

    listed: str
    happened_on: str
    certain: Logic
    """Holds for an item that is one of those asked for."""
    unclear: Logic | None
    """Holds for an item that may be one."""


@dataclass(frozen=True)
class PerItem:
    """What is asked of the items of a list."""

    where: Logic
    status: Any


def each(listed: str, asked: PerItem) -> Logic:
    """Give a status per item that is chosen, or one for the case when none is or the list is not there."""
    statuses = {"map": [{"filter": [val(listed), asked.where]}, asked.status]}
    return {"if": [is_null(val(listed)), ["undetermined"], {"or": [statuses, ["not_applicable"]]}]}


def done(code: str) -> Sought:
    """An activity that was done; one without an outcome was, one with a null outcome may have been."""
    outcome = {"if": [{"exists": "outcome"}, val("outcome"), "done"]}
    sought = equal(val("code"), code)
    return Sought(
        "activities", "done_on", both(sought, equal(outcome, "done")), both(sought, is_null(outcome))
    )


def timed(sought: Sought, depth: int, start: Logic, start_inside: Logic, days: int, today: date) -> Logic:
    """Give the status of a duty within so many days of its start, asked inside `depth` lists.

    `start_inside` is the start as it is reached from the items of the list sought in.
    """
    items = val(*ROOT[depth], sought.listed)
    due = {"+": [{"parse_date": [start_inside, "yyyy-MM-dd"]}, {"timestamp": f"{days}d"}]}
    happened = seen(val(sought.happened_on), today)
    in_time = {"<=": [val(sought.happened_on), {"format_date": [due, "yyyy-MM-dd"]}]}
    waits = {">=": [start, before(today, days)]}
    late = chosen(
        (some(items, both(sought.certain, in_time)), "met"),
        (some(items, both(sought.unclear, in_time)), "undetermined"),
        otherwise="met_late",
    )
    return chosen(
        (some(items, both(sought.certain, happened)), chosen((waits, "met"), otherwise=late)),
        (either(is_null(items), some(items, both(sought.unclear, happened))), "undetermined"),
        (waits, "due"),
        otherwise="unmet",
    )


def untimed(sought: Sought, today: date) -> Logic:
    """Give the status of a duty without a deadline, asked inside one list."""
    items = val(*ROOT[1], sought.listed)
    happened = seen(val(sought.happened_on), today)
    unclear = is_null(items)
    if sought.unclear is not None:
        unclear = either(unclear, some(items, both(sought.unclear, happened)))
    return chosen(
        (some(items, both(sought.certain, happened)), "met"), (unclear, "undetermined"), otherwise="unmet"
    )


def val(*path: Any) -> Logic:
    """Give the value at a path."""
    return {"val": list(path) if len(path) > 1 else path[0]}


def reached(owner: str, field: str, depth: int) -> Logic:
    """Give the value of a field of an object of the case, from inside so many lists."""
    return val(*ROOT[depth], owner, field)


def come(day: Logic, today: date) -> Logic:
    """Tell whether a day is known and has come."""
    return both(no(is_null(day)), seen(day, today))


def seen(day: Logic, today: date) -> Logic:
    """Tell whether a day that is always known has come."""
    return {"<=": [day, today.isoformat()]}


def is_null(value: Logic) -> Logic:
    """Tell whether a value is null or left out."""
    return {"===": [value, None]}


def equal(left: Logic, right: Any) -> Logic:
    """Tell whether two values are the same."""
    return {"===": [left, right]}


def some(items: Logic, holds: Logic) -> Logic:
    """Tell whether something holds for an item of a list."""
    return {"some": [items, holds]}


def both(*parts: Logic | None) -> Logic:
    """Tell whether all parts hold."""
    return {"and": list(parts)}


def either(*parts: Logic) -> Logic:
    """Tell whether one part holds."""
    return {"or": list(parts)}


def no(part: Logic) -> Logic:
    """Tell whether a part does not hold."""
    return {"!": part}


def chosen(*cases: tuple[Logic, Any], otherwise: Any) -> Logic:
    """Give what belongs to the first part that holds."""
    return {"if": [*(part for case in cases for part in case), otherwise]}


def before(today: date, days: int) -> str:
    """Give the day so many days before."""
    return (today - timedelta(days=days)).isoformat()


def birthday(today: date, years: int) -> date:
    """Give the latest birth date of somebody who has reached an age."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return date(today.year - years, 2, 28)


def _handles(cases: Cases) -> list[DataHandle]:
    return [DataHandle(line.decode()) for line in cases.lines]


def _decode(lines: Lines, _: date) -> Iterator[DataHandle]:
    for line in lines:
        yield DataHandle(line.decode())


@cache
def _compiled(today: date) -> tuple[Session, Rule]:
    """Compile the rules, once per date, as guidelinekit does."""
    engine = Engine()
    return engine.session(), engine.compile(six_rules(today))


def _evaluate(handles: list[DataHandle], today: date) -> Iterator[list[list[str]]]:
    session, rules = _compiled(today)
    for handle in handles:
        yield session.evaluate_data(rules, handle)


def _end_to_end(lines: Lines, today: date) -> Iterator[list[list[str]]]:
    session, rules = _compiled(today)
    for line in lines:
        yield session.evaluate(rules, line.decode())


_ENGINE = "datalogic-py"
WAYS = (
    Way(_ENGINE, Part.DECODING, _decode),
    Way(_ENGINE, Part.EVALUATION, _evaluate, as_it_is, _handles),
    Way(_ENGINE, Part.END_TO_END, _end_to_end, as_it_is),
)
