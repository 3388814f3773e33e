"""The frame of the law around the guideline: history, anonymous treatment, a gap known to two packs."""

from datetime import date, timedelta
from typing import Any

import pytest

from guidelinekit.case import Case
from guidelinekit.case.reading.one_case import parse_case
from guidelinekit.evaluate import RuleSet, load_rules
from guidelinekit.evaluate.plain import making
from guidelinekit.results import Result, Status
from guidelinekit.rules.packs import bundled_packs, live_packs


@pytest.fixture(scope="module")
def live() -> RuleSet:
    """The rules that are run where no pack is chosen."""
    return load_rules()


def made(**fields: Any) -> Case:
    """A case in the place of a record."""
    case = parse_case({"schema_version": "1", "case_id": "c1", "citizen": {}, **fields})
    assert isinstance(case, Case)
    return case


def asked_on(day: date, **fields: Any) -> Case:
    """A grown citizen who asked for treatment on a day, and got none."""
    born = day.replace(year=day.year - 30)
    citizen = {"birth_date": born.isoformat()}
    return made(
        **{"citizen": citizen, "request": {"requested_on": day.isoformat()}, "treatments": [], **fields}
    )


def test_the_live_packs_are_the_guideline_the_overview_and_the_law(live: RuleSet) -> None:
    """`check` without a pack runs these; what a pack says of itself and what is read of it at once agree."""
    assert live_packs() == ("law", "ssb-2016", "ssb-overview")
    assert tuple(pack.id for pack in live.packs) == live_packs()
    for name in bundled_packs():
        assert (load_rules([name]).packs[0].force == "live") is (name in live_packs())


@pytest.mark.parametrize(
    ("year", "rule", "addressee", "verified"),
    [
        (2004, "law/101-start-14d-2003", "the county", True),
        (2010, "law/101-start-14d-2007", "the municipality", True),
        (2026, "law/101-start-14d", "the municipality", True),
    ],
)
def test_each_year_has_the_guarantee_of_its_time(
    live: RuleSet, year: int, rule: str, addressee: str, verified: bool
) -> None:
    """The same facts get their verdict from the rule in force, with its own addressee and citation."""
    day = date(year, 3, 2)
    rules = live.select(["law/101-start-14d*"])
    evaluation = rules.evaluate(asked_on(day), as_of=day + timedelta(days=15))
    found = [each for each in evaluation.results if each.status is not Status.NOT_APPLICABLE]
    assert [(each.rule, each.status, each.overdue_days) for each in found] == [(rule, Status.UNMET, 1)]
    assert addressee in found[0].message.en
    told = making(rules.packs, rules.profile, rules.rules, day)["rules"][rule]["citation"]
    assert (told["addressee"]["en"], told["verified"]) == (addressee, verified)
    assert len({each.citation for each in rules.rules}) == len(rules.rules)


def of(results: tuple[Result, ...], pack: str) -> dict[str, Result]:
    """The results of a pack by the name of the rule."""
    return {each.rule.partition("/")[2]: each for each in results if each.rule.startswith(f"{pack}/")}


def anonymous(**fields: Any) -> Case:
    """An anonymous citizen in outpatient treatment, with nothing wrong."""
    given = {
        "anonymous": True,
        "citizen": {"identity_recorded": False},
        "request": {"requested_on": "2026-03-02", "free_choice_informed_on": "2026-03-03"},
        "enrolment": {"enrolled_on": "2026-03-04"},
        "treatments": [{"form": "outpatient", "started_on": "2026-03-04"}],
        "needs": [],
    }
    return made(**{**given, **fields})


def test_the_guarantee_says_nothing_of_an_anonymous_citizen(live: RuleSet) -> None:
    """Whatever the wait was; eligibility and limits are looked at instead."""
    results = of(live.evaluate(anonymous(treatments=[]), as_of=date(2026, 6, 1)).results, "law")
    assert results["101-start-14d"].status is Status.NOT_APPLICABLE
    assert results["101a-no-identity"].status is Status.MET


def test_identity_in_an_anonymous_case_is_a_finding(live: RuleSet) -> None:
    """A name or a CPR number that is held, and a form of treatment that cannot be anonymous."""
    case = anonymous(
        citizen={"identity_recorded": True}, treatments=[{"form": "day", "started_on": "2026-03-04"}]
    )
    unmet = of(live.evaluate(case, as_of=date(2026, 3, 5)).unmet, "law")
    assert {"101a-no-identity", "101a-outpatient-only"} <= unmet.keys()


def test_with_a_social_need_the_right_is_in_doubt_and_told_once(live: RuleSet) -> None:
    """The guideline knows the same gap: the law tells it, and names the guideline's rule."""
    need = {"need_id": "n", "area": "housing", "identified_on": "2026-03-04", "barrier": True}
    evaluation = live.evaluate(anonymous(needs=[need]), as_of=date(2026, 6, 1))
    found = of(evaluation.unmet, "law")["101a-no-other-social-problems"]
    assert "right to anonymous treatment" in found.message.en
    assert found.also == ("ssb-2016/3.2.1-anonymous-barrier",)
    assert "3.2.1-anonymous-barrier" not in of(evaluation.unmet, "ssb-2016")


def test_the_doctors_consultation_is_counted_once(live: RuleSet) -> None:
    """Neither offered nor held: one finding. Offered and not held: only the guideline's."""
    asked = {"requested_on": "2026-03-02", "wants_doctor_consultation": True}
    given = {
        "request": asked,
        "treatments": [{"form": "outpatient", "started_on": "2026-03-10"}],
        "activities": [],
    }
    law, guideline = "law/142-consultation-before-start", "ssb-2016/3.4.2-medical-consultation-14d"
    rules = live.select([law, guideline])
    case = asked_on(date(2026, 3, 2), **given)
    assert [(each.rule, each.also) for each in rules.evaluate(case, as_of=date(2026, 6, 1)).unmet] == [
        (law, (guideline,))
    ]
    offered = {"code": "doctor_consultation", "done_on": "2026-03-05", "outcome": "offered"}
    case = asked_on(date(2026, 3, 2), **{**given, "activities": [offered]})
    assert [each.rule for each in rules.evaluate(case, as_of=date(2026, 6, 1)).unmet] == [guideline]


def test_every_rule_and_number_of_the_law_is_cited() -> None:
    """Each carries its citation, and what nobody has verified says so in what a caseworker reads."""
    rules = load_rules(["law"])
    assert all(rule.citation is not None for rule in rules.rules)
    assert all(each.citation is not None for each in rules.packs[0].parameters if each.basis == "law")
    unverified = {rule.name for rule in rules.rules if not rule.verified}
    assert unverified == {"101-adult", "9-home-municipality"}
    case = made(
        municipality="0101", citizen={"home_municipality": "0147", "birth_date": "2010-01-01"},
        enrolment={"enrolled_on": "2026-03-02"}, partner_contacts=[],
    )  # fmt: skip
    for result in rules.evaluate(case, as_of=date(2026, 6, 1)).unmet:
        assert ("the law behind it has not been verified" in result.message.en) is (
            result.rule.partition("/")[2] in unverified
        )
