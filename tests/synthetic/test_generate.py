"""Tests of the synthetic caseload."""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import pytest
from pydantic import BaseModel

from guidelinekit.case.model.record import Authority, Case, Provider
from guidelinekit.semantics.as_of import Mark
from guidelinekit.synthetic.generate import AS_OF, authorities, generate, providers, to_line

SEED = 7
PINNED = "f186e13e82de729d2c17f0e059c15055f632511e8357fb560dc0f13439a05c37"


@pytest.fixture(scope="module")
def caseload() -> tuple[Case, ...]:
    """A thousand cases, drawn once."""
    return tuple(generate(1000, SEED))


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Two runs with the same seed write the same bytes."""
    assert [to_line(case) for case in generate(60, 3)] == [to_line(case) for case in generate(60, 3)]


def test_the_bytes_of_a_seed_never_change(caseload: tuple[Case, ...]) -> None:
    """The first 50 cases of seed 7 have a known fingerprint on every Python and platform."""
    written = "\n".join(to_line(case) for case in caseload[:50])
    assert hashlib.sha256(written.encode()).hexdigest() == PINNED


def test_another_seed_gives_another_caseload() -> None:
    """Different seeds give different cases."""
    assert list(generate(5, 1)) != list(generate(5, 2))


def test_a_case_does_not_depend_on_how_many_are_asked_for(caseload: tuple[Case, ...]) -> None:
    """The first cases of a large caseload are the cases of a small one."""
    assert tuple(generate(25, SEED)) == caseload[:25]


def test_cases_are_drawn_one_at_a_time() -> None:
    """A caseload of any size begins at once."""
    assert [case.case_id for case in islice(generate(10**12, SEED), 2)] == ["syn-000001", "syn-000002"]


def test_every_case_reads_back_as_it_was_written(caseload: tuple[Case, ...]) -> None:
    """Each line of JSON is a valid case, equal to the one it was written from."""
    for case in caseload:
        assert Case.model_validate_json(to_line(case)) == case


def test_every_provider_reads_back_and_is_one_that_cases_refer_to(caseload: tuple[Case, ...]) -> None:
    """The providers of a caseload are exactly those that its cases name."""
    drawn = list(providers(1000, SEED))
    assert [Provider.model_validate_json(to_line(one)) for one in drawn] == drawn
    assert {one.provider_id for one in drawn} == {case.provider_id for case in caseload}


def test_authorities_are_counties_only_before_there_were_none() -> None:
    """A caseload of 2006 has counties and one of 2007 municipalities, and each reads back."""
    for year, level in ((2006, "county"), (2007, "municipality")):
        drawn = list(authorities(1000, SEED, date(year, 6, 1)))
        assert {one.level for one in drawn} == {level}
        assert [Authority.model_validate_json(to_line(one)) for one in drawn] == drawn


def test_no_line_holds_a_run_of_ten_digits_or_a_cpr_number(caseload: tuple[Case, ...]) -> None:
    """Nothing in a caseload can be read as a CPR number, with or without a hyphen."""
    for case in caseload:
        assert not re.search(r"\d{10}|(?<![\d-])\d{6}-?\d{4}(?![\d-])", to_line(case))


def test_anonymous_cases_hold_no_identity(caseload: tuple[Case, ...]) -> None:
    """An anonymous case has no birth date and no home municipality; a few break the rule on identity."""
    anonymous = [case for case in caseload if case.anonymous]
    assert anonymous
    for case in anonymous:
        assert case.citizen.birth_date is None
        assert case.citizen.home_municipality is None
    held = [case for case in anonymous if case.citizen.identity_recorded]
    assert len(held) * 4 < len(anonymous)


def test_nothing_is_recorded_after_the_date_of_the_caseload(caseload: tuple[Case, ...]) -> None:
    """No event lies after the date of the caseload; only planned dates may."""
    for case in caseload:
        assert max(_events(case)) <= AS_OF


@pytest.mark.parametrize("as_of", [date(2016, 4, 12), date(2024, 2, 29), date(2030, 12, 31)])
def test_a_caseload_can_stand_at_any_date(as_of: date) -> None:
    """With another date every event moves before it."""
    for case in generate(40, SEED, as_of):
        assert max(_events(case)) <= as_of


def test_things_happen_in_order(caseload: tuple[Case, ...]) -> None:
    """Request before enrolment, need before its resolution, agreement before follow-up, start before end."""
    for case in caseload:
        for earlier, later in _orders(case):
            assert earlier is None or later is None or earlier <= later, case.case_id


def test_ids_within_a_case_are_used_once(caseload: tuple[Case, ...]) -> None:
    """No two needs, goals, agreements, medications or pregnancies of a case share an id."""
    for case in caseload:
        for items, key in (
            (case.needs, "need_id"),
            (case.goals, "goal_id"),
            (case.agreements, "agreement_id"),
            (case.medications, "medication_id"),
            (case.pregnancies, "pregnancy_id"),
        ):
            ids = [getattr(item, key) for item in items or ()]
            assert len(ids) == len(set(ids))


def test_most_cases_are_well_documented(caseload: tuple[Case, ...]) -> None:
    """A list is missing from few cases, and from some."""
    incomplete = [case for case in caseload if None in (case.needs, case.plans, case.activities)]
    assert 5 <= len(incomplete) <= 120


def test_the_lines_are_short(caseload: tuple[Case, ...]) -> None:
    """A line leaves out what is null or has its default."""
    lines = [to_line(case) for case in caseload]
    assert all("null" not in line or json.loads(line).get("anonymous", "") is None for line in lines)
    assert sum(map(len, lines)) / len(lines) < 8000


def _events(record: BaseModel) -> Iterator[date]:
    """Give every date of a record that is not a planned one."""
    for name, field in type(record).model_fields.items():
        if Mark.PLANNED in field.metadata:
            continue
        value = getattr(record, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, date):
                yield part
            elif isinstance(part, BaseModel):
                yield from _events(part)


def _orders(case: Case) -> Iterator[tuple[date | None, date | None]]:
    """Give the pairs of dates of which the first cannot come after the second."""
    if case.request and case.enrolment:
        yield case.request.requested_on, case.enrolment.enrolled_on
        yield case.enrolment.enrolled_on, case.enrolment.ended_on
    for treatment in case.treatments or ():
        yield treatment.started_on, treatment.ended_on
    for need in case.needs or ():
        yield need.identified_on, need.resolved_on
        yield need.identified_on, need.changed_on
        yield need.changed_on, need.resolved_on
    for goal in case.goals or ():
        yield goal.set_on, goal.achieved_on
        yield goal.set_on, goal.dropped_on
    for plan in case.plans or ():
        yield plan.made_on, plan.ended_on
        for revision in plan.revisions or ():
            yield plan.made_on, revision.revised_on
            yield revision.revised_on, plan.ended_on
    for effort in case.interventions or ():
        yield effort.offered_on, effort.started_on
        yield effort.started_on, effort.ended_on
    for agreement in case.agreements or ():
        yield agreement.made_on, agreement.due_on
        for happened in (agreement.completed_on, agreement.not_used_on, agreement.cancelled_on):
            yield agreement.made_on, happened
        for follow_up in agreement.follow_ups or ():
            yield agreement.made_on, follow_up.done_on
    for contact in case.partner_contacts or ():
        yield contact.established_on, contact.coordinated_on
        yield contact.established_on, contact.declined_on
        yield contact.established_on, contact.ended_on
        for kept_up in contact.maintained_on or ():
            yield contact.established_on, kept_up
            yield kept_up, contact.ended_on
    for medication in case.medications or ():
        yield medication.started_on, medication.ended_on
    for pregnancy in case.pregnancies or ():
        yield pregnancy.known_on, pregnancy.ended_on
        if pregnancy.expected_on and pregnancy.ended_on:
            yield pregnancy.ended_on, pregnancy.expected_on + timedelta(days=20)
