"""Comparisons, units and deadlines: what fits together and what does not."""

from typing import Any

import pytest
from checked_packs import pack, problem, problems, rule

from guidelinekit.check import check
from guidelinekit.diagnostics import errors
from guidelinekit.text import Text


def _need(**where: Any) -> dict[str, Any]:
    return {"exists": "needs", "as": "need", "where": where}


WRONG = [
    (_need(area="huosing"), "unknown-value", "`need.area` cannot have the value `huosing`"),
    (_need(area=["housing", "x"]), "unknown-value", "`need.area` cannot have the value `x`"),
    (
        _need(area="$misspelt_areas"),
        "unknown-value",
        "`need.area` cannot have the value `econmy` in `$misspelt_areas`",
    ),
    (
        {"exists": "partner_contacts", "where": {"areas": {"contains": "huosing"}}},
        "unknown-value",
        "an item of `areas` cannot have the value `huosing`",
    ),
    (_need(area=3), "wrong-type", "`need.area` is a coded value and cannot be compared with the number 3"),
    (
        _need(barrier="yes"),
        "wrong-type",
        "`need.barrier` is true or false and cannot be compared with the text `yes`",
    ),
    (
        _need(identified_on=5),
        "wrong-type",
        "`need.identified_on` is a date and cannot be compared with the number 5",
    ),
    (
        _need(identified_on={"ge": "$some_days"}),
        "wrong-type",
        "`need.identified_on` is a date and cannot be compared with `$some_days`, a number of days",
    ),
    (
        {"anonymous": "case.enrolment.enrolled_on"},
        "wrong-type",
        "`anonymous` is true or false and cannot be compared with `enrolment.enrolled_on`, which is a date",
    ),
    ({"case_id": 5}, "wrong-type", "`case_id` is a text and cannot be compared with the number 5"),
    (
        {"exists": "partner_contacts", "as": "contact", "where": {"areas": {"contains": "contact.partner"}}},
        "wrong-type",
        "an item of `contact.areas` and `contact.partner` take their values from different sets",
    ),
    (
        {"enrolment.enrolled_on": {"after": "citizen.sex + 3d"}},
        "wrong-type",
        "`citizen.sex` is a coded value, where a date is needed",
    ),
    (
        {"enrolment.enrolled_on": {"after": "latest(needs.area)"}},
        "wrong-type",
        "`needs.area` is a coded value, where a date is needed",
    ),
    (_need(area={"ge": "housing"}), "wrong-operator", "`need.area` is a coded value, which has no order"),
    (_need(barrier={"lt": True}), "wrong-operator", "`need.barrier` is true or false, which has no order"),
    ({"citizen.sex": {"contains": "male"}}, "wrong-operator", "`citizen.sex` is a single value, not a list"),
    (
        {"exists": "partner_contacts", "where": {"areas": "housing"}},
        "wrong-operator",
        "`areas` is a list, not a single value",
    ),
    ({"citizen.sex": {"age": {"ge": 3}}}, "wrong-operator", "`citizen.sex` is a coded value and has no age"),
    (
        {"citizen.birth_date": {"age": {"ge": "$some_days"}}},
        "wrong-unit",
        "an age is counted in years, and `$some_days` counts days",
    ),
    (
        _need(identified_on={"within_last": "$some_years"}),
        "wrong-unit",
        "a duration is counted in days, and `$some_years` counts years",
    ),
]


@pytest.mark.parametrize(("requires", "code", "message"), WRONG)
def test_wrong_comparison(requires: Any, code: str, message: str) -> None:
    """Operands that do not fit the field are reported in the author's words."""
    assert problem(requires=requires)[:2] == (code, message)


def test_misspelt_code_is_recognised() -> None:
    """A misspelt code is answered with the one that was probably meant."""
    assert problem(requires=_need(area="huosing"))[2] == "did you mean `housing`?"


def test_values_are_listed_when_none_is_near() -> None:
    """Where no code is near, the field's codes are listed with their Danish words."""
    listed = "the values are `female` (kvinde), `male` (mand), `other` (andet køn)"
    assert problem(requires={"citizen.sex": "unknown"})[2] == listed
    assert problem(requires={"citizen.sex": "woman"})[2] == listed


@pytest.mark.parametrize(
    ("word", "code"),
    [("Kvinde", "`female` (kvinde)"), ("kvinder", "`female` (kvinde)"), ("femal", "`female`")],
)
def test_a_code_is_found_by_its_label(word: str, code: str) -> None:
    """The Danish or English label of a code, or nearly so, leads to the code."""
    assert problem(requires={"citizen.sex": word})[2] == f"did you mean {code}?"


FINE = [
    _need(area="$some_areas", barrier=True, identified_on={"within_last": "$some_days"}),
    _need(area={"is": "need.area"}),
    _need(identified_on={"between": ["2020-01-01", "2020-12-31"]}),
    {"exists": "partner_contacts", "where": {"areas": {"contains_any": "$some_areas"}}},
    {"exists": "partner_contacts", "where": {"maintained_on": {"contains": "2020-01-01"}}},
    {"exists": "assessments", "where": {"exists": "scores", "where": {"score": {"ge": "$some_score"}}}},
    {"exists": "treatments", "where": {"days_per_week": {"ge": 1.5}, "hours_per_day": {"le": "$some_count"}}},
    {"citizen.birth_date": {"age": {"ge": 15, "le": "$some_years"}}},
    _need(exists="case.partner_contacts", where={"areas": {"contains": "need.area"}}),
]


@pytest.mark.parametrize("requires", FINE)
def test_good_comparisons(requires: Any) -> None:
    """Comparisons that fit are passed over in silence."""
    assert problems(requires=requires) == []


def test_deadline_counts_days() -> None:
    """A deadline moved by a number of years is refused."""
    code, message, _ = problem(deadline="enrolment.enrolled_on + $some_years")
    assert (code, message) == ("wrong-unit", "a duration is counted in days, and `$some_years` counts years")


def test_interval_counts_days() -> None:
    """A recurring duty is repeated after days."""
    repeats = {"last": "latest(needs.identified_on)", "every": "$some_count", "from": "enrolment.enrolled_on"}
    code, message, _ = problem(requires=None, repeats=repeats)
    assert (code, message) == ("wrong-unit", "a duration is counted in days, and `$some_count` counts things")


@pytest.mark.parametrize(
    "deadline", ["as_of", "as_of + $some_days", "latest(as_of - 3d, enrolment.enrolled_on)"]
)
def test_moving_deadline(deadline: str) -> None:
    """A deadline that follows the evaluation date is refused."""
    assert problem(deadline=deadline)[:2] == (
        "moving-deadline",
        "`deadline` moves along with the evaluation date instead of standing still",
    )


def test_moving_start() -> None:
    """So is the start of a recurring duty."""
    repeats = {"last": "latest(needs.identified_on)", "every": "14d", "from": "as_of"}
    assert problem(requires=None, repeats=repeats)[0] == "moving-deadline"


@pytest.mark.parametrize(
    "deadline", ["2020-01-01", "enrolment.enrolled_on", "latest(enrolment.enrolled_on, 2020-01-01) + 3d"]
)
def test_standing_deadline(deadline: str) -> None:
    """A deadline of fixed or recorded dates is accepted."""
    assert problems(deadline=deadline) == []


ATTESTATIONS = {"written_strategy": Text(da="en skrevet strategi", en="a written strategy")}


def _attested(code: Any, **keys: Any) -> list[tuple[str, str, str | None]]:
    asked = rule(subject="provider", requires={"exists": "attestations", "where": {"code": code}})
    return [
        (each.code, each.message.en, each.help.en if each.help else None)
        for each in errors(check(pack(asked, **keys)))
    ]


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("written_strategi", "did you mean `written_strategy`?"),
        ("en skrevet strategi", "did you mean `written_strategy` (en skrevet strategi)?"),
        ("abc", "the values are `written_strategy` (en skrevet strategi)"),
    ],
)
def test_an_attestation_is_one_that_the_pack_names(code: str, meant: str) -> None:
    """A rule that asks for another code than the pack names is refused, also among several."""
    message = f"`code` cannot have the value `{code}`"
    assert _attested(code, attestations=ATTESTATIONS) == [("unknown-value", message, meant)]
    assert _attested(["written_strategy", code], attestations=ATTESTATIONS) == [
        ("unknown-value", message, meant)
    ]


def test_attestations_of_a_pack_that_names_none() -> None:
    """Without a list any code is taken, and a code that a pack does name is no problem."""
    assert _attested("abc") == []
    assert _attested("written_strategy", attestations=ATTESTATIONS) == []
