"""What can never come about is decided by structure, and a search never contradicts it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidelinekit.check.places import tops
from guidelinekit.check.reachable import DEFINITIONS, Reach, survey
from guidelinekit.check.reachable_statuses import unreachable_statuses
from guidelinekit.coverage.targets import CoverageTarget, observe
from guidelinekit.diagnostics import Route
from guidelinekit.lang.expr import CASE, Condition, Known, Path, Use
from guidelinekit.lang.rule import Basis, Definition, Pack, ParameterDefinition, Rule, Unit
from guidelinekit.results import Status
from guidelinekit.rules.scope import Names
from guidelinekit.semantics.truth import FALSE, TRUE, UNKNOWN, Truth
from guidelinekit.testing.records import cases_about
from guidelinekit.testing.rule import rules
from guidelinekit.testing.terms import SETTINGS
from guidelinekit.text import Text
from plain_rules import desugar_rule_data

DAY = date(2026, 3, 1)
TEXT = Text(da="Tekst", en="Text")
YEARS = ParameterDefinition(
    name="some_years", unit=Unit.YEARS, basis=Basis.LOCAL, title=TEXT, lower=20, upper=60
)
PACK = Pack(id="small", edition="1", title=TEXT, sources=(), parameters=(YEARS,))
WORDS = {"da": "Tekst", "en": "Text"}
RULE = {
    "id": "1-rule",
    "anvisning": "1",
    "passages": [],
    "modality": "should",
    "evidence": "direct",
    "title": WORDS,
    "finding": WORDS,
    "remedy": WORDS,
}


def rule(definitions: dict[str, Condition] | None = None, **keys: Any) -> Rule:
    """Give the rule that the authoring keys stand for."""
    named = {key: Definition(name=key, title=TEXT, when=when) for key, when in (definitions or {}).items()}
    names = Names({"some_years": YEARS}, {}, named)
    found, problems = desugar_rule_data({**RULE, **keys}, "small", names)
    assert found is not None, [problem.message for problem in problems]
    return found


def reach(rule: Rule) -> dict[Route, Reach]:
    """Give what the conditions of a rule can never be."""
    reaches = survey(next(top for top in tops(PACK.model_copy(update={"rules": (rule,)}))))
    return {route: reach for route, reach in reaches.items() if route[0] != DEFINITIONS}


def never(requires: Any, **keys: Any) -> set[Truth]:
    """Give the truths that a requirement cannot have."""
    return set(reach(rule(requires=requires, **keys))[("requires",)].never)


@pytest.mark.parametrize(
    ("requires", "expected"),
    [
        ({"anonymous": True}, set()),
        ({"enrolment.enrolled_on": {"known": True}}, {UNKNOWN}),
        ({"exists": "needs", "where": {"area": "housing"}}, set()),
        ({"any": [{"enrolment.ended_on": None}, {"enrolment.ended_on": {"after": "2026-01-01"}}]}, {UNKNOWN}),
        ({"enrolment.ended_on": {"known": True, "after": "2026-01-01"}}, {UNKNOWN}),
        ({"any": [{"enrolment.ended_on": None}, {"request.requested_on": {"after": "2026-01-01"}}]}, set()),
        ({"citizen.birth_date": {"age": {"ge": "$some_years"}}}, set()),
    ],
)
def test_truths_are_ruled_out_by_structure(requires: Any, expected: set[Truth]) -> None:
    """Whether something is recorded is known, and a part that a missing field decides leaves nothing open."""
    assert never(requires) == expected


def test_what_must_hold_before_rules_truths_out_after() -> None:
    """Where a rule applies only with a date, that date is recorded wherever it is asked for later."""
    enrolled = {"enrolment.enrolled_on": {"known": True}}
    assert never(enrolled, applies_when=enrolled) == {FALSE, UNKNOWN}
    assert never({"enrolment.enrolled_on": None}, applies_when=enrolled) == {TRUE, UNKNOWN}
    assert never({"enrolment.enrolled_on": {"before": "2026-01-01"}}, applies_when=enrolled) == {UNKNOWN}


def test_a_date_of_items_that_match_can_be_missing_beside_a_day() -> None:
    """The earliest of a day and of dates in a list is unknown where the list was not exported."""
    first = {"earliest": [{"latest": "treatments.started_on", "where": {"form": "day"}}, "2026-01-01"]}
    assert UNKNOWN not in never({"enrolment.enrolled_on": {"known": True, "on_or_after": first}})


def test_exemptions_are_asked_only_where_the_lists_of_the_deadline_are_known() -> None:
    """Without a list the deadline has no date, and the exemption that reads the same list is not asked."""
    housing = {"area": "housing", "declined_on": None}
    drawn = rule(
        requires={"exists": "plans"},
        deadline={"latest": [{"latest": "interventions.started_on", "where": housing}], "plus": "14d"},
        exempt_when=[
            {"reason": "citizen_declined", "when": {"exists": "interventions", "where": {"area": "housing"}}},
            {"reason": "citizen_declined", "when": {"exists": "contacts", "where": {"area": "housing"}}},
        ],
    )
    first, second = (set(reach(drawn)[("exempt_when", index, "when")].never) for index in (0, 1))
    assert (first, second) == ({UNKNOWN}, set())


@pytest.mark.parametrize(
    ("revised", "deadline", "ruled_out"),
    [
        ({"within_last": "30d"}, "latest(plans.made_on, plans.revisions.revised_on) + 30d", True),
        ({"on_or_after": "as_of - 30d"}, "latest(plans.revisions.revised_on) + 30d", True),
        ({"within_last": "40d"}, "latest(plans.made_on, plans.revisions.revised_on) + 30d", False),
        ({"within_last": "30d"}, "latest(plans.made_on) + 30d", False),
        ({"within_last": "30d"}, "earliest(plans.revisions.revised_on) + 30d", False),
        ({"before": "as_of"}, "latest(plans.revisions.revised_on) + 30d", False),
    ],
)
def test_what_moves_its_own_deadline_is_never_late(revised: Any, deadline: str, ruled_out: bool) -> None:
    """Late is ruled out where only what moves the deadline as far as it reaches back can fulfil the duty."""
    inner = {"exists": "plan.revisions", "where": {"revised_on": revised}}
    drawn = rule(requires={"exists": "plans", "as": "plan", "where": inner}, deadline=deadline)
    found = unreachable_statuses(drawn, reach(drawn))
    assert (Status.MET_LATE in found) == ruled_out


@pytest.mark.parametrize(
    ("requires", "deadline", "ruled_out"),
    [
        ({"anonymous": False}, "enrolment.enrolled_on + 14d", True),
        ({"enrolment.ended_on": None}, "enrolment.enrolled_on + 14d", False),
        ({"exists": "plans", "where": {"kind": "joint_plan"}}, "latest(plans.made_on) + 14d", True),
        ({"exists": "plans", "where": {"kind": "joint_plan"}}, "earliest(plans.made_on) + 14d", False),
        ({"exists": "goals", "where": {"area": "housing"}}, "latest(plans.made_on) + 14d", False),
    ],
)
def test_what_no_later_day_changes_is_never_late(requires: Any, deadline: str, ruled_out: bool) -> None:
    """Late is ruled out where a requirement reads nothing that can come after the deadline."""
    drawn = rule(requires=requires, deadline=deadline)
    assert (Status.MET_LATE in unreachable_statuses(drawn, reach(drawn))) == ruled_out


@pytest.mark.parametrize(
    ("other", "ruled_out"),
    [
        ({"anonymous": None, "exists": "plans"}, True),
        ({"exists": "plans"}, False),
        ({"enrolment.outcome": None, "exists": "plans"}, False),
    ],
)
def test_what_an_undated_field_settles_is_never_late(other: Any, ruled_out: bool) -> None:
    """Late is ruled out where a requirement is false only by a field that its other parts need missing."""
    drawn = rule(requires={"any": [{"anonymous": True}, other]}, deadline="enrolment.enrolled_on + 14d")
    assert (Status.MET_LATE in unreachable_statuses(drawn, reach(drawn))) == ruled_out


@pytest.mark.parametrize(
    ("applies_when", "ruled_out"),
    [
        ({"exists": "plans", "where": {"kind": "joint_plan", "ended_on": None}}, True),
        ({"exists": "plans", "where": {"ended_on": None}}, False),
        ({"any": [{"exists": "goals"}, {"exists": "plans", "where": {"kind": "joint_plan"}}]}, True),
        ({"any": [{"anonymous": True}, {"exists": "plans", "where": {"kind": "joint_plan"}}]}, False),
        ({"exists": "plans", "where": {"kind": "joint_plan"}, "at_most": 3, "at_least": 0}, False),
    ],
)
def test_what_has_been_done_is_never_due_for_the_first_time(applies_when: Any, ruled_out: bool) -> None:
    """Due is ruled out of a recurring duty that applies only where there is a date to be the last."""
    plans = {"latest": "plans.made_on", "where": {"kind": "joint_plan"}}
    last = {"latest": [plans, {"latest": "goals.set_on"}]}
    repeats = {"last": last, "every": "30d", "from": "enrolment.enrolled_on"}
    drawn = rule(repeats=repeats, applies_when=applies_when)
    assert (Status.DUE in unreachable_statuses(drawn, reach(drawn))) == ruled_out


def test_a_date_that_is_asked_for_where_there_is_none_is_never_right() -> None:
    """Inside a list too, nothing compares rightly with the last of dates of which there are none."""
    same = {"area": "scored.area"}
    suspected = {
        "not": {"exists": "case.needs", "where": same},
        "assessment.done_on": {"before": {"latest": "case.needs.identified_on", "where": same}},
    }
    inner = {"exists": "assessment.scores", "as": "scored", "where": suspected}
    assert TRUE in never({"exists": "assessments", "as": "assessment", "where": inner})


def test_a_known_list_leaves_its_items_decided() -> None:
    """Where a condition asks for a list and is false without it, only its items can leave it open."""
    held = {"exists": "plans", "where": {"made_on": {"known": True}}}
    assert never({"plans": {"known": True}, **held}) == {UNKNOWN}
    assert never(held) == set()


def test_what_is_shown_is_not_asked_after() -> None:
    """The reasons are found for the rest alone, and what is ruled out stays so."""
    top = next(tops(PACK.model_copy(update={"rules": (rule(requires={"enrolment.enrolled_on": None}),)})))
    whole, rest = survey(top), survey(top, {(("requires",), TRUE)})
    assert whole[("requires",)].never == rest[("requires",)].never


def test_a_definition_has_what_its_condition_has() -> None:
    """A name stands for its condition."""
    known = Known(path=Path(root=CASE, steps=("anonymous",)))
    found = rule({"asked": known}, requires={"use": "asked"})
    assert isinstance(found.requires, Use)
    assert UNKNOWN in reach(found)[("requires",)].never


@settings(max_examples=150, deadline=None)
@given(rules(), st.data(), st.integers(-200, 200))
def test_nothing_ruled_out_ever_comes_about(drawn: Rule, data: st.DataObject, days: int) -> None:
    """No record gives a condition or a rule what structure says that it cannot have."""
    found = reach(drawn)
    ruled_out = {
        CoverageTarget(drawn.id, route, truth) for route, reach in found.items() for truth in reach.never
    }
    ruled_out |= {CoverageTarget(drawn.id, (), status) for status in unreachable_statuses(drawn, found)}
    for record in data.draw(st.lists(cases_about(drawn), min_size=1, max_size=4)):
        seen = observe(drawn, record, DAY + timedelta(days=days), SETTINGS).targets
        assert not seen & ruled_out
