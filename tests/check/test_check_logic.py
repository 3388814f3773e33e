"""Conditions that can never be true or never be false, and those that only look so."""

from typing import Any

import pytest
from checked_packs import bare_rule, condition, pack, problem, problems, rule

from guidelinekit.check import check
from guidelinekit.diagnostics import Severity
from guidelinekit.lang.expr import AnyOf, Compare, Condition, Constant, Every, Path, ValueSet
from guidelinekit.lang.rule import Subject


def _need(**where: Any) -> dict[str, Any]:
    return {"exists": "needs", "where": where}


def _all(*parts: Any) -> dict[str, Any]:
    return {"exists": "needs", "where": {"all": list(parts)}}


TODAY = "the evaluation date"
NEVER = [
    (_all({"area": "housing"}, {"area": "economy"}), "`area` cannot be `housing` and `economy` at once"),
    (
        _all({"area": "housing"}, {"area": "$some_areas"}, {"area": {"is_not": "housing"}}),
        "`area` cannot be `housing` and other than `housing` at once",
    ),
    (
        _all({"area": "crime"}, {"area": "$some_areas"}),
        "`area` cannot be `crime` and one of `housing`, `economy` at once",
    ),
    (_all({"barrier": True}, {"barrier": False}), "`barrier` cannot be `true` and `false` at once"),
    (
        _all({"barrier": {"is_not": True}}, {"barrier": {"is_not": False}}),
        "`barrier` cannot be other than `true` and other than `false` at once",
    ),
    (
        {"citizen.birth_date": {"age": {"ge": 50, "le": 15}}},
        "the age at `citizen.birth_date` cannot be at least 50 and at most 15 at once",
    ),
    (
        {"citizen.birth_date": {"age": {"gt": 15, "lt": 16}}},
        "the age at `citizen.birth_date` cannot be more than 15 and less than 16 at once",
    ),
    (
        {"citizen.birth_date": {"age": {"lt": 20, "ge": "$some_years"}}},
        "the age at `citizen.birth_date` cannot be less than 20 and at least `$some_years` at once",
    ),
    ({"citizen.birth_date": {"age": {"lt": 0}}}, "the age at `citizen.birth_date` cannot be less than 0"),
    (
        {"enrolment.enrolled_on": {"after": "2020-01-01", "before": "2019-01-01"}},
        "`enrolment.enrolled_on` cannot be after 2020-01-01 and before 2019-01-01 at once",
    ),
    (
        {"enrolment.ended_on": {"after": "as_of - 3d", "before": "as_of - 9d"}},
        f"`enrolment.ended_on` cannot be after {TODAY} - 3 days and before {TODAY} - 9 days at once",
    ),
    (_need(identified_on={"after": "as_of"}), "`identified_on` cannot be after the evaluation date"),
    (
        _need(identified_on={"is": "as_of + $some_days"}),
        "`identified_on` cannot be the evaluation date + `$some_days` days",
    ),
    (
        {"enrolment.ended_on": {"after": "latest(as_of, 2020-01-01) + 1d"}},
        f"`enrolment.ended_on` cannot be after the latest of {TODAY}, 2020-01-01 + 1 day",
    ),
    (_need(identified_on={"known": False}), "`identified_on` is always documented"),
    (_need(area=None), "`area` is always documented"),
    (
        {"all": [{"enrolment.ended_on": None}, {"enrolment.ended_on": {"known": True}}]},
        "`enrolment.ended_on` is either documented or not",
    ),
    (
        {"all": [{"enrolment.ended_on": None}, {"enrolment.ended_on": {"after": "2020-01-01"}}]},
        "`enrolment.ended_on` cannot be not documented and after 2020-01-01 at once",
    ),
    (
        {"exists": "assessments", "where": {"exists": "scores", "where": {"score": {"gt": 1}}}},
        "`score` cannot be more than 1",
    ),
    (
        {"at_least": {"n": 3, "of": [{"enrolment.ended_on": None}, {"anonymous": True}]}},
        "3 conditions must hold, and only 2 are given",
    ),
    ({"exists": "needs", "at_least": 3, "at_most": 2}, "there cannot be at least 3 and at most 2"),
    (
        {"all": [{"citizen.sex": "male"}, {"any": [{"citizen.sex": "female"}, {"citizen.sex": "other"}]}]},
        "`citizen.sex` cannot be `male` and `female` at once",
    ),
    (
        {"not": {"any": [{"enrolment.ended_on": None}, {"enrolment.ended_on": {"known": True}}]}},
        "`enrolment.ended_on` is either documented or not",
    ),
    (
        {"all": [{"exists": "needs"}, {"not": {"exists": "needs"}}]},
        "the same condition would have to be true and false",
    ),
]


@pytest.mark.parametrize(("requires", "reason"), NEVER)
def test_never_true(requires: Any, reason: str) -> None:
    """A condition that can never be true is an error that says why."""
    (found,) = problems(requires=requires)
    assert (found.code, found.severity) == ("never-true", Severity.ERROR)
    assert found.message.en == f"this condition can never be true: {reason}"


def test_dates_after_the_evaluation_date_are_explained() -> None:
    """Who asks for a recorded date after the evaluation date is told how a case is seen."""
    _, _, advice = problem(requires=_need(identified_on={"after": "as_of"}))
    assert advice is not None
    assert "a case is seen as it stood on the evaluation date" in advice


ALWAYS = [
    (_need(area={"known": True}), "`area` is always documented"),
    ({"exists": "needs", "at_least": 0}, "there are always at least 0"),
    (
        {"any": [{"enrolment.ended_on": None}, {"enrolment.ended_on": {"known": True}}]},
        "`enrolment.ended_on` is either documented or not",
    ),
    (
        {"enrolment.ended_on": {"on_or_before": "as_of"}},
        "`enrolment.ended_on` cannot be after the evaluation date",
    ),
    ({"at_least": {"n": 0, "of": [{"anonymous": True}]}}, "none of its conditions needs to hold"),
    ({"not": {"exists": "needs", "at_least": 3, "at_most": 2}}, None),
]


@pytest.mark.parametrize(("requires", "reason"), ALWAYS)
def test_always_true(requires: Any, reason: str | None) -> None:
    """A condition that can never be false is a warning that says why."""
    (found,) = problems(requires=requires)
    assert (found.code, found.severity) == ("always-true", Severity.WARNING)
    if reason is not None:
        assert found.message.en == f"this condition can never be false: {reason}"


POSSIBLE = [
    {"exists": "assessments", "where": {"exists": "scores", "where": {"score": {"between": [0, 0.5]}}}},
    _need(area=["housing", "economy"], barrier=True, identified_on={"within_last": "90d"}),
    {"enrolment.ended_on": {"after": "2019-01-01", "before": "2019-01-03"}},
    {"enrolment.enrolled_on": {"after": "latest(as_of, enrolment.ended_on) - 3d"}},
    {"exists": "agreements", "where": {"due_on": {"after": "as_of"}}},
    {"exists": "pregnancies", "where": {"expected_on": {"within_last": "90d"}}},
    {"citizen.birth_date": {"age": {"ge": 15, "le": 15}}},
    {"citizen.birth_date": {"age": {"ge": 30, "le": "$some_years"}}},
    {"any": [{"citizen.sex": "male"}, {"citizen.sex": "female"}]},
    {
        "all": [
            {"exists": "needs", "where": {"area": "crime"}},
            {"exists": "needs", "where": {"area": "housing"}},
        ]
    },
    {"exists": "partner_contacts", "where": {"areas": {"contains_all": ["housing", "economy"]}}},
    {"exists": "needs", "at_most": 0},
    {"not": {"exists": "needs"}},
]


@pytest.mark.parametrize("requires", POSSIBLE)
def test_possible_conditions(requires: Any) -> None:
    """Conditions that some record fulfils and another does not are passed over in silence."""
    assert problems(requires=requires) == []


def test_every_place_of_a_rule_is_judged() -> None:
    """Impossible conditions are found in each part of a rule, at their own place."""
    impossible = {"enrolment.enrolled_on": {"after": "as_of"}}
    found = problems(
        applies_when=impossible,
        for_each={"in": "needs", "as": "need", "where": {"identified_on": {"after": "as_of"}}},
        requires={"any": [{"anonymous": True}, impossible]},
        exempt_when=[{"reason": "other_exemption", "when": impossible}],
    )
    assert [each.route[2:] for each in found] == [
        ("applies_when",),
        ("for_each", "where"),
        ("requires", "of", 1),
        ("exempt_when", 0, "when"),
    ]


def test_impossible_definition_is_reported_once() -> None:
    """A definition that can never be true is reported where it stands, not at each use."""
    definitions = {"later": condition({"enrolment.enrolled_on": {"after": "as_of"}})}
    checked = rule(definitions, requires={"all": [{"use": "later"}, {"anonymous": True}]})
    found = [each for each in check(pack(checked, definitions=definitions)) if each.code == "never-true"]
    assert [each.route for each in found] == [("definitions", "later", "when")]


def test_definitions_that_exclude_one_another() -> None:
    """Two definitions that cannot both hold are reported where they are put together."""
    definitions: dict[str, Condition] = {
        "grown": condition({"citizen.birth_date": {"age": {"ge": 18}}}),
        "young": condition({"citizen.birth_date": {"age": {"lt": 18}}}),
    }
    checked = rule(definitions, requires={"all": [{"use": "grown"}, {"use": "young"}]})
    found = [each for each in check(pack(checked, definitions=definitions)) if each.code == "never-true"]
    assert [each.route[2:] for each in found] == [("requires",)]


def test_nothing_to_choose_from() -> None:
    """A choice without parts and a value among no values can never be true."""
    sex = Path(root=Subject.CASE.value, steps=("citizen", "sex"))
    for never, reason in (
        (AnyOf(of=()), "1 condition must hold, and none is given"),
        (Compare(left=sex, op="in", right=ValueSet(values=())), "`citizen.sex` cannot be one of no values"),
    ):
        found = [
            each.message.en for each in check(pack(bare_rule(requires=never))) if each.code == "never-true"
        ]
        assert found == [f"this condition can never be true: {reason}"]


def test_every_over_nothing() -> None:
    """`every` over items that cannot exist is reported at what they would have to be."""
    housing = Compare(left=Path(root="need", steps=("area",)), op="eq", right=Constant(value="housing"))
    both = condition({"all": [{"citizen.sex": "male"}, {"citizen.sex": "female"}]})
    every = Every(over=Path(root="case", steps=("needs",)), item="need", where=both, satisfies=housing)
    (found,) = [each for each in check(pack(bare_rule(requires=every))) if each.code == "never-true"]
    assert found.route[2:] == ("requires", "where")


def test_broken_conditions_are_not_judged() -> None:
    """A rule with unknown fields or wrong types is not judged for logic before they are corrected."""
    found = problems(
        requires={"all": [{"enrolment.startdate": None}, {"enrolment.enrolled_on": {"after": "as_of"}}]}
    )
    assert [each.code for each in found] == ["unknown-path"]
