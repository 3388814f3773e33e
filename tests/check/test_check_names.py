"""Paths: unknown ones, lists and groups used as values, and what is offered instead."""

from typing import Any

import pytest
from checked_packs import problem, problems

from guidelinekit.case.catalogue import CATALOGUES, paths
from guidelinekit.lang.rule import Subject

UNKNOWN = [
    (
        {"enrolment.startdate": {"known": True}},
        "there is no field `enrolment.startdate`",
        "did you mean `enrolment.enrolled_on` or `enrolment.ended_on`?",
    ),
    (
        {"enrolment.enroled_on": {"known": True}},
        "there is no field `enrolment.enroled_on`",
        "did you mean `enrolment.enrolled_on`?",
    ),
    (
        {"enrolmnt.enrolled_on": {"known": True}},
        "there is no field `enrolmnt.enrolled_on`",
        "did you mean `enrolment.enrolled_on`?",
    ),
    (
        {"enrolment.colour": "red"},
        "there is no field `enrolment.colour`",
        "`enrolment` has the fields `enrolled_on`, `ended_on`, `outcome`",
    ),
    ({"case_id.colour": "red"}, "there is no field `case_id.colour`", "`case_id` has no fields"),
    (
        {"exists": "needs", "where": {"areaa": "housing"}},
        "there is no field `areaa` in an item of `needs`",
        "did you mean `area`?",
    ),
    (
        {"exists": "needs", "where": {"enrolment.enrolled_on": {"known": True}}},
        "there is no field `enrolment.enrolled_on` in an item of `needs`",
        "inside an item a bare path starts at the item: write `case.enrolment.enrolled_on`",
    ),
    (
        {"exists": "needs", "as": "need", "where": {"area": "need.are"}},
        "there is no field `are` in an item of `needs`",
        "did you mean `area`?",
    ),
]


@pytest.mark.parametrize(("requires", "message", "advice"), UNKNOWN)
def test_unknown_path(requires: Any, message: str, advice: str) -> None:
    """A path that names no field is reported with the field that was probably meant."""
    assert problem(requires=requires) == ("unknown-path", message, advice)


MISUSED = [
    ({"needs": "housing"}, "path-to-list", "`needs` is a list and is used as a single value"),
    (
        {"enrolment.enrolled_on": {"after": "needs"}},
        "path-to-list",
        "`needs` is a list and is used as a single value",
    ),
    (
        {"enrolment.enrolled_on": {"after": "latest(needs)"}},
        "path-to-list",
        "`needs` is a list and is used as a single value",
    ),
    (
        {"enrolment": "drug_free"},
        "path-to-object",
        "`enrolment` is a group of fields, not a single value",
    ),
    ({"exists": "enrolment"}, "not-a-list", "`enrolment` is not a list"),
    ({"every": "case_id", "satisfies": {"area": "housing"}}, "not-a-list", "`case_id` is not a list"),
    ({"needs.area": "housing"}, "list-outside-dates", "`needs.area` walks through the list `needs`"),
    (
        {"exists": "assessments.scores", "where": {"score": 1}},
        "list-outside-dates",
        "`assessments.scores` walks through the list `assessments`",
    ),
]


@pytest.mark.parametrize(("requires", "code", "message"), MISUSED)
def test_misused_path(requires: Any, code: str, message: str) -> None:
    """A list or a group of fields where a single value belongs is reported as what it is."""
    assert problem(requires=requires)[:2] == (code, message)


FINE = [
    {"needs": {"known": True}},
    {"enrolment": {"known": True}},
    {"enrolment": {"known": True}},
    {"enrolment.ended_on": None},
    {"enrolment.enrolled_on": {"after": "latest(needs.identified_on, partner_contacts.maintained_on) - 90d"}},
    {"exists": "partner_contacts", "where": {"areas": {"contains": "housing"}, "case.anonymous": False}},
    {"every": "plans", "as": "plan", "satisfies": {"exists": "revisions", "where": {"with_citizen": True}}},
    {"exists": "needs", "as": "need", "where": {"exists": "case.goals", "where": {"area": "need.area"}}},
]


@pytest.mark.parametrize("requires", FINE)
def test_good_paths(requires: Any) -> None:
    """Paths that read what is there are passed over in silence."""
    assert problems(requires=requires) == []


def test_wrong_list_silences_what_is_inside() -> None:
    """Nothing is said of the items of a list that does not exist."""
    found = problems(requires={"exists": "neds", "where": {"area": "housing"}})
    assert [each.message.en for each in found] == ["there is no field `neds`"]


def test_for_each_item_is_known_in_the_duty_only() -> None:
    """The item of `for_each` can be read in the duty, and bare paths there still start at the case."""
    assert problems(
        for_each={"in": "needs", "as": "need", "where": {"barrier": True}},
        requires={"enrolment.enrolled_on": {"on_or_before": "need.identified_on"}},
    ) == []  # fmt: skip
    code, message, _ = problem(
        for_each={"in": "needs", "as": "need"},
        applies_when={"need.area": "housing"},
        requires={"anonymous": True},
    )
    assert (code, message) == ("unknown-path", "there is no field `need.area`")


def test_provider_rules_read_the_provider() -> None:
    """A rule about a provider is checked against the provider's fields."""
    assert problems(subject="provider", requires={"outreach_staff": {"ge": 1}}) == []
    code, message, _ = problem(subject="provider", requires={"enrolment.enrolled_on": {"known": True}})
    assert (code, message) == ("unknown-path", "there is no field `enrolment.enrolled_on`")


@pytest.mark.parametrize("subject", list(Subject))
def test_every_path_of_the_catalogue_exists(subject: Subject) -> None:
    """No path of the catalogue is called unknown."""
    for path in paths(CATALOGUES[subject]):
        codes = {found.code for found in problems(subject=subject.value, requires={path: {"known": True}})}
        assert "unknown-path" not in codes
