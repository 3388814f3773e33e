"""What must hold over a synthetic caseload, whatever the case."""

from datetime import date, timedelta
from functools import cache

import pytest

from guidelinekit import Case, Result, RuleSet, load_rules
from guidelinekit.case.model.codes import Area
from guidelinekit.results import Status
from guidelinekit.synthetic.generate import generate

pytestmark = pytest.mark.xdist_group("generated_cases")  # what its tests share is made once

AS_OF = date(2026, 6, 1)
PHYSICAL = frozenset({Area.PHYSICAL_HEALTH, Area.SOMATIC_DISEASE, Area.DENTAL, Area.IMPAIRMENT})
SOCIAL = frozenset(
    {
        *(Area.HOUSING, Area.SLEEP, Area.NUTRITION, Area.ECONOMY, Area.HYGIENE, Area.LONELINESS),
        *(Area.SOCIAL_NETWORK, Area.FAMILY, Area.CHILDREN, Area.COMMUNITY, Area.EMPLOYMENT, Area.EDUCATION),
        Area.CRIME,
    }
)


@cache
def caseload() -> tuple[Case, ...]:
    """Return the cases: made where they are tried, not wherever the tests are listed."""
    return tuple(generate(2000, seed=11, as_of=AS_OF))


@cache
def rules() -> RuleSet:
    """Return the bundled rules under the suggested profile."""
    return load_rules(["ssb-2016"])


def unmet(case: Case, as_of: date) -> list[Result]:
    """Return what is unmet in a case on a day, but for what is owed from the request on, enrolled or not."""
    return [result for result in all_unmet(case, as_of) if not owed_from_the_request(result)]


def all_unmet(case: Case, as_of: date) -> list[Result]:
    """Return what is unmet in a case on a day."""
    return list(rules().evaluate(case, as_of=as_of).without(frozenset(Status) - {Status.UNMET}))


@cache
def unmet_today() -> tuple[tuple[Case, list[Result]], ...]:
    """Return each case with all that is unmet in it."""
    return tuple((case, all_unmet(case, AS_OF)) for case in caseload())


def owed_from_the_request(result: Result) -> bool:
    """Say whether a rule is about the doctor's consultation: the text counts its 14 days from the request."""
    return result.rule.startswith("ssb-2016/3.4.2")


def enrolled(case: Case) -> date | None:
    """Return the day of enrolment, where there is one."""
    return case.enrolment.enrolled_on if case.enrolment is not None else None


def test_no_finding_is_older_than_the_enrolment() -> None:
    """What is unmet fell due on the day of enrolment or later."""
    for case, results in unmet_today():
        if (day := enrolled(case)) is not None:
            owed = [result for result in results if not owed_from_the_request(result)]
            early = [result.rule for result in owed if result.due_on and result.due_on < day]
            assert not early, (case.case_id, early)


def test_the_consultation_is_not_missing_within_fourteen_days_of_the_request() -> None:
    """What 3.4.2 gives a right to falls due 14 days after the request or later, whenever one is enrolled."""
    seen = 0
    for case, results in unmet_today():
        if case.request is not None and case.request.requested_on is not None:
            last = case.request.requested_on + timedelta(days=14)
            missing = [result for result in results if owed_from_the_request(result)]
            assert all(result.due_on is not None and result.due_on >= last for result in missing), (
                case.case_id
            )
            assert not any(map(owed_from_the_request, all_unmet(case, last))), case.case_id
            seen += len(missing)
    assert seen > 20


def test_nothing_is_unmet_on_the_day_of_enrolment() -> None:
    """On the day of enrolment all that is missing is due."""
    for case in caseload():
        if (day := enrolled(case)) is not None:
            assert not unmet(case, day), (case.case_id, [result.rule for result in unmet(case, day)])


def test_nothing_is_unmet_about_a_need_on_the_day_it_became_known() -> None:
    """On the day on which a need became known all that is missing about it is due."""
    for case in caseload():
        for index, need in enumerate(case.needs or ()):
            about = [
                result.rule
                for result in unmet(case, need.identified_on)
                if result.subject == f"/needs/{index}"
            ]
            assert not about, (case.case_id, need.need_id, about)


def test_nothing_is_unmet_on_the_day_the_first_barrier_became_known() -> None:
    """Where one barrier is all there is, nothing at all is unmet on the day it became known."""
    for case in caseload():
        needs = [need for need in case.needs or () if need.area in SOCIAL]
        if len(needs) == 1 and len(case.needs or ()) == 1:
            alone = case.model_copy(
                update=dict.fromkeys(
                    ("goals", "plans", "interventions", "agreements", "partner_contacts"), ()
                )
            )
            found = [
                result.rule for result in unmet(alone, needs[0].identified_on) if "screen" not in result.rule
            ]
            assert found == [], (case.case_id, found)


@pytest.mark.parametrize("days", [400, 800])
def test_a_barrier_without_help_is_not_without_a_finding(days: int) -> None:
    """An open barrier that has stood for over a year with no help under way has a finding that counts."""
    for case in caseload():
        as_of = AS_OF + timedelta(days=days)
        long = as_of - timedelta(days=400)
        day = enrolled(case)
        if day is None or day > long or case.enrolment is None or case.enrolment.ended_on is not None:
            continue
        if any(
            need.area in SOCIAL | PHYSICAL and need.barrier and need.resolved_on is None
            and need.identified_on <= long and not helped(case, need.area)
            for need in case.needs or ()
        ):  # fmt: skip
            strong = {Status.UNMET, Status.UNDETERMINED}
            results = rules().evaluate(case, as_of=as_of).results
            assert any(result.status in strong and result.modality != "may" for result in results), (
                case.case_id
            )


def helped(case: Case, area: Area) -> bool:
    """Return whether an effort, agreement or contact in an area is under way."""
    return (
        any(
            effort.area == area and effort.ended_on is None and effort.declined_on is None
            for effort in case.interventions or ()
        )
        or any(
            agreed.area == area and agreed.completed_on is None and agreed.cancelled_on is None
            for agreed in case.agreements or ()
        )
        or any(
            area in (kept.areas or ()) and kept.ended_on is None and kept.declined_on is None
            for kept in case.partner_contacts or ()
        )
    )


@pytest.mark.parametrize("areas", [("housing",), ("housing", "economy", "employment")])
def test_a_barrier_with_nothing_done_gives_at_most_six_findings(areas: tuple[str, ...]) -> None:
    """One gap, one finding: what sums up others is not told beside its parts, and the plan is common."""
    needs = [
        {"need_id": area, "area": area, "identified_on": "2026-01-10", "barrier": True} for area in areas
    ]
    case = Case.model_validate(
        {
            "schema_version": "1",
            "case_id": "one",
            "citizen": {},
            "request": {"requested_on": "2026-01-02"},
            "enrolment": {"enrolled_on": "2026-01-05"},
            "needs": needs,
            **dict.fromkeys(("assessments", "goals", "plans", "interventions", "agreements"), ()),
            **dict.fromkeys(("partner_contacts", "activities"), ()),
        }
    )
    sums = {rule.id for rule in rules().rules if rule.sums_up}
    strong = [result for result in unmet(case, date(2026, 12, 1)) if result.modality != "may"]
    assert len([result.rule for result in strong if result.rule not in sums]) == 2 + 4 * len(areas)
