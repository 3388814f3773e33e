"""The two mistakes in the bundled pack that no example notices make no difference in any small case."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations_with_replacement, product
from typing import Any

import pytest

from guidelinekit import Case, Status
from guidelinekit.check.places import tops
from guidelinekit.diagnostics import Route
from guidelinekit.examples.pack_under_test import PackUnderTest, open_pack
from guidelinekit.lang.expr import All, Known, Node
from guidelinekit.mutation.mistakes import Mistake
from guidelinekit.mutation.mutants import Mutant, mutants
from guidelinekit.semantics.reference import judge

AS_OF = date(2026, 8, 1)
BEFORE = "2026-02-01"
DECLINED: tuple[dict[str, str], ...] = ({}, {"declined_on": BEFORE})
SHOWN = {Status.MET, Status.EXEMPT, Status.UNMET, Status.UNDETERMINED}


@pytest.fixture(scope="module")
def bench() -> PackUnderTest:
    """The bundled pack."""
    return open_pack("ssb-2016")


def forgets_the_no(mutant: Mutant) -> bool:
    """Say whether a mutant drops `declined_on: {known: true}` from a condition."""
    change = mutant.edit
    if not isinstance(change.before, All) or not isinstance(change.after, Node):
        return False
    return change.mistake is Mistake.DROPPED and any(
        isinstance(part, Known) and part.path.steps == ("declined_on",)
        for part in change.before.of
        if part not in getattr(change.after, "of", (change.after,))
    )


def forgetting(bench: PackUnderTest, route: Route) -> list[Mutant]:
    """Give the mutants of a rule or definition that drop `declined_on: {known: true}`."""
    top = next(top for top in tops(bench.pack) if top.route == route)
    return [mutant for mutant in mutants(top, bench.pack) if forgets_the_no(mutant)]


def up_to_two(items: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]] | None]:
    """Give no list, and every list of up to two of the items."""
    yield None
    for number in range(3):
        yield from map(list, combinations_with_replacement(items, number))


def need(area: str) -> dict[str, Any]:
    """Give a need that stands in the way."""
    return {"need_id": area, "area": area, "identified_on": BEFORE, "barrier": True}


def record(**known: Any) -> Case:
    """Give a case of an enrolled citizen."""
    whole = {"schema_version": "1", "case_id": "a", "citizen": {}, "enrolment": {"enrolled_on": BEFORE}}
    return Case.model_validate({**whole, "assessments": [], **known}, strict=False)


def differing(bench: PackUnderTest, rule_id: str, forgetful: list[Mutant], records: list[Case]) -> list[Case]:
    """Give the records of which a mutant says something else; the rule says all sorts of things of them."""
    rule = next(rule for rule in bench.chosen(None) if rule.id == f"ssb-2016/{rule_id}")
    settings = bench.settings(rule)
    (wrong,) = (mutant.rule(rule) for mutant in forgetful)
    said = [[one.verdict for one in judge(rule, case, AS_OF, settings)] for case in records]
    assert {verdict.status for verdicts in said for verdict in verdicts} >= SHOWN
    return [
        case
        for case, verdicts in zip(records, said, strict=True)
        if [one.verdict for one in judge(wrong, case, AS_OF, settings)] != verdicts
    ]


def test_a_contact_that_is_no_answer_was_declined(bench: PackUnderTest) -> None:
    """Where a contact about the area is not enough for 3.2.3.2, it is because the citizen declined it."""
    rule_id = "3.2.3.2-contact-established"
    forgetful = forgetting(bench, ("rules", f"ssb-2016/{rule_id}"))
    about: tuple[dict[str, Any], ...] = ({}, {"areas": []}, {"areas": ["housing"]}, {"areas": ["economy"]})
    contact = {"partner": "shelter", "established_on": BEFORE}
    contacts = [{**contact, **areas, **no} for areas, no in product(about, DECLINED)]
    cases = [record(needs=[need("housing")], partner_contacts=some) for some in up_to_two(contacts)]
    assert differing(bench, rule_id, forgetful, cases) == []


@pytest.mark.parametrize("rule_id", ["3.2.1-multiple-needs", "3.4.1-multiple-needs"])
def test_an_effort_that_is_no_answer_was_declined(bench: PackUnderTest, rule_id: str) -> None:
    """Where an effort beyond the misuse is not enough for 3.2.1 and 3.4.1, the citizen declined it."""
    forgetful = forgetting(bench, ("definitions", "other_help_declined"))
    kinds = [{"kind": "social_support", "started_on": BEFORE, "area": area} for area in
             ("physical_health", "economy", "substance_use")]  # fmt: skip
    efforts = [{**kind, **no} for kind, no in product(kinds, DECLINED)]
    no_thanks = {"code": "individual_talk", "done_on": BEFORE, "area": "economy", "outcome": "declined"}
    rest: dict[str, Any] = {"goals": [], "agreements": [], "partner_contacts": []}
    cases = [
        record(**rest, needs=[need(area) for area in areas], interventions=some, activities=activities)
        for areas in (("physical_health",), ("physical_health", "economy"))
        for activities in (None, [], [no_thanks])
        for some in up_to_two(efforts)
    ]
    assert differing(bench, rule_id, forgetful, cases) == []
