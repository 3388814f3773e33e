"""The six rules as one SQL query for DuckDB, by hand, over NDJSON read with the types of the case model.

The types are checked as the file is read; limits, value sets and unknown fields are not. A field that was
left out and one that is null are the same here: an activity without an outcome counts as done.
"""

from collections.abc import Iterator
from datetime import date

import duckdb

from benchmarks.comparison import SOCIAL_AREAS, Cases, Part, Way, as_it_is

COLUMNS = {
    "case_id": "VARCHAR",
    "citizen": "STRUCT(birth_date DATE, sex VARCHAR)",
    "request": "STRUCT(requested_on DATE, wants_doctor_consultation BOOLEAN)",
    "enrolment": "STRUCT(enrolled_on DATE, ended_on DATE)",
    "needs": "STRUCT(area VARCHAR, identified_on DATE, barrier BOOLEAN, resolved_on DATE)[]",
    "agreements": "STRUCT(area VARCHAR, made_on DATE, completed_on DATE, cancelled_on DATE,"
    " follow_ups STRUCT(done_on DATE)[])[]",
    "partner_contacts": "STRUCT(areas VARCHAR[], established_on DATE)[]",
    "activities": "STRUCT(code VARCHAR, done_on DATE, outcome VARCHAR, partner VARCHAR)[]",
    "pregnancies": "STRUCT(role VARCHAR, known_on DATE, ended_on DATE)[]",
}
"""The fields that the six rules read; the others are skipped."""

SIX_RULES = """
with known as (
    select
        request.wants_doctor_consultation as wants,
        case when request.requested_on <= $t then request.requested_on end as requested_on,
        case when enrolment.enrolled_on <= $t then enrolment.enrolled_on end as enrolled_on,
        coalesce(enrolment.ended_on <= $t, false) as ended,
        citizen.sex as sex,
        case when citizen.birth_date <= $t then date_sub('year', citizen.birth_date, $t::date) end as age,
        list_filter(needs, lambda n: n.identified_on <= $t and not coalesce(n.resolved_on <= $t, false))
            as needs,
        list_filter(agreements, lambda a: a.made_on <= $t and not coalesce(a.cancelled_on <= $t, false))
            as agreements,
        list_filter(partner_contacts, lambda c: c.established_on <= $t) as contacts,
        list_filter(activities, lambda a: a.done_on <= $t) as activities,
        list_filter(activities, lambda a: a.done_on <= $t and coalesce(a.outcome, 'done') = 'done') as done,
        list_filter(
            pregnancies,
            lambda p: p.role = 'pregnant' and p.known_on <= $t and not coalesce(p.ended_on <= $t, false)
        ) as pregnancies
    from cases
),
found as (
    select
        *,
        list_min(list_transform(
            list_filter(done, lambda a: a.code = 'doctor_consultation'),
            lambda a: a.done_on
        )) as consulted_on,
        list_min(list_transform(
            list_filter(done, lambda a: a.code = 'pregnancy_screening'),
            lambda a: a.done_on
        )) as screened_on,
        list_transform(list_filter(activities, lambda a: a.code = 'referral'), lambda a: a.partner)
            as referrals,
        list_transform(
            list_filter(needs, lambda n: n.area in $social and coalesce(n.barrier, true)),
            lambda n: {
                'barrier': n.barrier,
                'due': greatest(n.identified_on, enrolled_on) + 30,
                'contacted_on': list_min(list_transform(
                    list_filter(contacts, lambda c: coalesce(list_contains(c.areas, n.area), false)),
                    lambda c: c.established_on
                )),
                'unclear_on': list_min(list_transform(
                    list_filter(contacts, lambda c: c.areas is null), lambda c: c.established_on
                ))
            }
        ) as barriers,
        list_transform(
            list_filter(agreements, lambda a: not coalesce(a.completed_on <= $t, false)),
            lambda a: {
                'exported': a.follow_ups is not null,
                'made_on': a.made_on,
                'last': list_max(list_transform(
                    list_filter(a.follow_ups, lambda f: f.done_on <= $t), lambda f: f.done_on
                ))
            }
        ) as in_progress,
        list_transform(agreements, lambda a: a.area) as agreed
    from known
)
select
    [case
        when wants is null then 'undetermined'
        when not wants then 'not_applicable'
        when requested_on is null or activities is null then 'undetermined'
        when consulted_on is null then if($t <= requested_on + 14, 'due', 'unmet')
        else if($t <= requested_on + 14 or consulted_on <= requested_on + 14, 'met', 'met_late')
    end],
    case when needs is null then ['undetermined'] when barriers = [] then ['not_applicable'] else
        list_transform(barriers, lambda b: case
            when b.barrier is null or contacts is null then 'undetermined'
            when b.contacted_on is not null and ($t <= b.due or b.contacted_on <= b.due) then 'met'
            when b.contacted_on is not null and b.unclear_on <= b.due then 'undetermined'
            when b.contacted_on is not null then 'met_late'
            when b.unclear_on is not null then 'undetermined'
            else if($t <= b.due, 'due', 'unmet')
        end)
    end,
    case when agreements is null then ['undetermined'] when in_progress = [] then ['not_applicable'] else
        list_transform(in_progress, lambda a: case
            when not a.exported then 'undetermined'
            when a.last is null then if($t <= a.made_on + 90, 'due', 'unmet')
            else if($t <= a.last + 90, 'met', 'unmet')
        end)
    end,
    [case
        when enrolled_on is null or ended then 'not_applicable'
        when sex <> 'female' or age not between 15 and 50 then 'not_applicable'
        when sex is null or age is null or activities is null then 'undetermined'
        when screened_on is null then if($t <= enrolled_on + 180, 'due', 'unmet')
        else if($t <= enrolled_on + 180 or screened_on <= enrolled_on + 180, 'met', 'met_late')
    end],
    case when pregnancies is null then ['undetermined'] when pregnancies = [] then ['not_applicable'] else
        list_transform(pregnancies, lambda p: case
            when list_contains(referrals, 'family_outpatient_clinic') then 'met'
            when activities is null then 'undetermined'
            when len(list_filter(referrals, lambda r: r is null)) > 0 then 'undetermined'
            else 'unmet'
        end)
    end,
    case when needs is null then ['undetermined'] when needs = [] then ['not_applicable'] else
        list_transform(needs, lambda n: case
            when agreements is null then 'undetermined'
            when list_contains(agreed, n.area) then 'met'
            else 'unmet'
        end)
    end
from found
"""


def _connected() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("set threads = 1")  # like all others; it has threads to gain from
    return connection


def _read(cases: Cases) -> str:
    columns = ", ".join(f"{name}: '{kind}'" for name, kind in COLUMNS.items())
    return f"read_json('{cases.file}', format = 'newline_delimited', columns = {{{columns}}})"


def _judged(connection: duckdb.DuckDBPyConnection, today: date) -> Iterator[tuple[list[str], ...]]:
    yield from connection.execute(SIX_RULES, {"t": today, "social": list(SOCIAL_AREAS)}).fetchall()


def _loaded(cases: Cases) -> duckdb.DuckDBPyConnection:
    connection = _connected()
    connection.execute(f"create table cases as from {_read(cases)}")
    return connection


def _decode(cases: Cases, _: date) -> Iterator[duckdb.DuckDBPyConnection]:
    yield _loaded(cases)


def _end_to_end(cases: Cases, today: date) -> Iterator[tuple[list[str], ...]]:
    connection = _connected()
    connection.execute(f"create view cases as from {_read(cases)}")
    yield from _judged(connection, today)


def _as_they_are(cases: Cases) -> Cases:
    return cases


_ENGINE = "DuckDB, SQL by hand"
WAYS = (
    Way(_ENGINE, Part.DECODING, _decode, None, _as_they_are, whole=True),
    Way(_ENGINE, Part.EVALUATION, _judged, as_it_is, _loaded, whole=True),
    Way(_ENGINE, Part.END_TO_END, _end_to_end, as_it_is, _as_they_are, whole=True),
)
