"""What a path means at its place: record, item, outer item."""

from typing import Any

import pytest

from guidelinekit.lang.expr import Compare, Constant, Path
from guidelinekit.lang.rule import Subject
from guidelinekit.lang.walk import nodes
from plain_rules import desugar, desugar_rule_data


def paths(form: Any, subject: Subject = Subject.CASE) -> list[tuple[str, ...]]:
    """Every path of a condition, its root first."""
    found, problems = desugar(form, subject=subject)
    assert problems == []
    assert found is not None
    return [(path.root, *path.steps) for path in nodes(found, Path)]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"enrolment.outcome": "other"}, [("case", "enrolment", "outcome")]),
        ({"case.enrolment.outcome": "other"}, [("case", "enrolment", "outcome")]),
        ({"exists": "needs", "where": {"area": "sleep"}}, [("case", "needs"), ("item", "area")]),
        (
            {"exists": "needs", "where": {"case.anonymous": True}},
            [("case", "needs"), ("case", "anonymous")],
        ),
        (
            {"exists": "needs", "where": {"identified_on": {"after": "case.enrolment.enrolled_on"}}},
            [("case", "needs"), ("item", "identified_on"), ("case", "enrolment", "enrolled_on")],
        ),
        (
            {"exists": "needs", "where": {"identified_on": {"after": "changed_on - 14d"}}},
            [("case", "needs"), ("item", "identified_on"), ("item", "changed_on")],
        ),
        (
            {
                "exists": "needs",
                "as": "need",
                "where": {"exists": "case.goals", "where": {"area": "need.area"}},
            },
            [("case", "needs"), ("case", "goals"), ("item_2", "area"), ("need", "area")],
        ),
        (
            {"exists": "agreements", "where": {"exists": "follow_ups", "where": {"outcome": "partly"}}},
            [("case", "agreements"), ("item", "follow_ups"), ("item_2", "outcome")],
        ),
    ],
)
def test_paths_start_where_they_stand(form: Any, expected: list[tuple[str, ...]]) -> None:
    """Inside a list a bare path starts at the item; `case.` and names given by `as` reach outside."""
    assert paths(form) == expected


def test_a_provider_rule_starts_at_the_provider() -> None:
    """In a rule about providers, bare paths and `provider.` start at the provider."""
    for written in ("municipality", "provider.municipality"):
        assert paths({written: "0101"}, Subject.PROVIDER) == [("provider", "municipality")]


@pytest.mark.parametrize("literal", ["housing", "enrolment.enrolled_on", "need", "needs.area", "2016-01-01"])
def test_other_operands_are_literals(literal: str) -> None:
    """An operand that does not begin with `case.` or a name given by `as` is a plain value."""
    form = {"exists": "needs", "as": "need", "where": {"area": literal}}
    found, problems = desugar(form)
    assert problems == []
    assert found is not None
    (compare,) = nodes(found, Compare)
    assert compare.right == Constant(value=literal)


def test_the_rest_of_a_rule_for_each_item_starts_at_the_record() -> None:
    """`where` of `for_each` starts at the item; the rest starts at the case and knows the item."""
    rule, problems = desugar_rule_data(
        {
            "for_each": {"in": "needs", "as": "need", "where": {"barrier": True}},
            "requires": {"exists": "goals", "where": {"area": "need.area"}},
            "deadline": "latest(enrolment.enrolled_on, need.identified_on) + 14d",
        },
        "pack",
    )
    assert problems == []
    assert rule is not None
    assert [(p.root, *p.steps) for p in nodes(rule, Path)] == [
        ("case", "needs"),
        ("need", "barrier"),
        ("case", "goals"),
        ("item_2", "area"),
        ("need", "area"),
        ("case", "enrolment", "enrolled_on"),
        ("need", "identified_on"),
    ]


@pytest.mark.parametrize(
    "form",
    [
        {"exists": "needs", "as": "plans"},
        {"exists": "needs", "as": "as_of"},
        {"exists": "needs", "as": "provider"},
        {"exists": "needs", "as": "area"},
        {"exists": "needs", "as": "need", "where": {"exists": "case.goals", "as": "need"}},
        {"exists": "needs", "as": "areas", "where": {"exists": "case.assessments", "where": {"areas": "x"}}},
    ],
)
def test_names_that_clash(form: Any) -> None:
    """An item cannot be named like a field that is read beside it, an outer item or a reserved word."""
    assert [problem.code for problem in desugar(form)[1]] == ["name-clash"]
