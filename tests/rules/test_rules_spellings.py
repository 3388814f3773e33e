"""Two spellings of one meaning give equal core trees."""

import json
from dataclasses import replace
from typing import Any

import pytest

from guidelinekit.lang.expr import (
    Age,
    All,
    AnyOf,
    AsOf,
    AtLeast,
    Compare,
    Condition,
    Constant,
    Count,
    Day,
    Days,
    Every,
    Known,
    Not,
    Parameter,
    Path,
    Shift,
    Use,
    ValueSet,
)
from guidelinekit.lang.rule import Definition
from guidelinekit.rules.scope import Names
from guidelinekit.source.reading import read
from guidelinekit.text import Text
from plain_rules import desugar

SEX = Path(root="case", steps=("citizen", "sex"))
BORN = Path(root="case", steps=("citizen", "birth_date"))
ENROLLED = Path(root="case", steps=("enrolment", "enrolled_on"))
ADULT = Compare(left=Age(path=BORN), op="ge", right=Constant(value=18))
NAMES = Names(
    parameters=("days", "years"),
    value_sets={"areas": ("housing", "economy")},
    definitions={"adult": Definition(name="adult", title=Text(da="Voksen", en="Adult"), when=ADULT)},
)


def nested(times: int, inmost: object = None) -> Any:
    """A condition on lists inside one another."""
    within = {"case.anonymous": True} if inmost is None else inmost
    return {"exists": "case.needs", "where": nested(times - 1, inmost)} if times else within


NINE_DEEP = nested(9)


def core(written: str) -> Condition:
    """The core tree of a condition written in YAML."""
    document, problems = read(written, "condition")
    assert document is not None, problems
    found, problems = desugar(document.data, NAMES)
    assert problems == []
    assert found is not None
    return found


SAME: list[tuple[str, str]] = [
    ("citizen.sex: female", "case.citizen.sex: female"),
    ("citizen.sex: female", "citizen.sex: {is: female}"),
    ("citizen.sex: {is_not: female}", "not: {citizen.sex: female}"),
    ("citizen.sex: [female, other]", "citizen.sex: {in: [female, other]}"),
    ("citizen.sex: [female, other]", "citizen.sex: {is: [female, other]}"),
    ("citizen.sex: {not_in: [female, other]}", "not: {citizen.sex: [female, other]}"),
    ("citizen.sex: {is_not: [female, other]}", "citizen.sex: {not_in: [female, other]}"),
    ("citizen.sex: null", "citizen.sex: {known: false}"),
    ("citizen.sex: {is: null}", "not: {citizen.sex: {known: true}}"),
    ("citizen.sex: {is_not: null}", "citizen.sex: {known: true}"),
    ("not: {not: {anonymous: true}}", "anonymous: true"),
    ("enrolment.enrolled_on: {before: 2026-01-01}", "enrolment.enrolled_on: {lt: 2026-01-01}"),
    ("enrolment.enrolled_on: {on_or_before: as_of}", "enrolment.enrolled_on: {le: as_of}"),
    ("enrolment.enrolled_on: {after: as_of - 14d}", "enrolment.enrolled_on: {gt: as_of - 2w}"),
    (
        "enrolment.enrolled_on: {on_or_after: request.requested_on}",
        "enrolment.enrolled_on: {ge: case.request.requested_on}",
    ),
    (
        "enrolment.enrolled_on: {between: [2026-01-01, 2026-12-31]}",
        "enrolment.enrolled_on: {ge: 2026-01-01, le: 2026-12-31}",
    ),
    (
        "enrolment.enrolled_on: {within_last: $days}",
        "enrolment.enrolled_on: {on_or_after: as_of - $days, on_or_before: as_of}",
    ),
    ("{anonymous: true, citizen.sex: male}", "all: [{anonymous: true}, {citizen.sex: male}]"),
    (
        "all: [{anonymous: true}, {all: [{citizen.sex: male}, {provider_id: x}]}]",
        "{anonymous: true, citizen.sex: male, provider_id: x}",
    ),
    ("all: [{anonymous: true}]", "anonymous: true"),
    ("any: [{anonymous: true}]", "anonymous: true"),
    (
        "any: [{anonymous: true}, {any: [{citizen.sex: male}, {provider_id: x}]}]",
        "any: [{anonymous: true}, {citizen.sex: male}, {provider_id: x}]",
    ),
    ("citizen.birth_date: {age: 18}", "citizen.birth_date: {age: {is: 18}}"),
    ("citizen.birth_date: {age: {between: [15, 50]}}", "citizen.birth_date: {age: {ge: 15, le: 50}}"),
    ("exists: needs", "{exists: needs, at_least: 1}"),
    ("exists: needs", "{exists: case.needs, as: item}"),
    ("{exists: needs, where: {area: housing}}", "{exists: needs, as: item, where: {item.area: housing}}"),
    (
        "{exists: goals, where: {areas: x}, at_least: 2}",
        "{exists: goals, as: item, at_least: 2, where: {areas: {is: x}}}",
    ),
    (
        "{exists: plans, where: {partners: {contains_any: [shelter, dentist]}}}",
        "{exists: plans, where: {any: [{partners: {contains: shelter}}, {partners: {contains: dentist}}]}}",
    ),
    (
        "{exists: assessments, where: {areas: {contains_all: $areas}}}",
        "{exists: assessments, where: {all: [{areas: {contains: housing}}, {areas: {contains: economy}}]}}",
    ),
    (
        "{exists: needs, as: need, where: {exists: case.assessments, where: {areas: {contains: need.area}}}}",
        (
            "{exists: needs, as: need, where: {exists: case.assessments, as: item_2, "
            "where: {need.area: {in: item_2.areas}}}}"
        ),
    ),
    (
        "{anonymous: true, any: [{citizen.sex: male}, {provider_id: x}], use: adult}",
        "all: [{anonymous: true}, {any: [{citizen.sex: male}, {provider_id: x}]}, {use: adult}]",
    ),
    (
        "{exists: needs, where: {area: sleep}, at_least: 2, anonymous: true}",
        "all: [{exists: needs, where: {area: sleep}, at_least: 2}, {anonymous: true}]",
    ),
    (
        "{every: needs, satisfies: {barrier: true}, at_least: {n: 1, of: [{anonymous: true}]}}",
        "all: [{every: needs, satisfies: {barrier: true}}, {at_least: {n: 1, of: [{anonymous: true}]}}]",
    ),
    (
        "enrolment.enrolled_on: {since: request.requested_on}",
        "enrolment.enrolled_on: {known: true, on_or_after: request.requested_on}",
    ),
    (
        "enrolment.ended_on: {not_before: 2026-01-01}",
        "any: [{enrolment.ended_on: null}, {enrolment.ended_on: {on_or_after: 2026-01-01}}]",
    ),
    (
        "{exists: plans, where: {made_on: {since: 2026-01-01}}}",
        "{exists: plans, where: {made_on: {on_or_after: 2026-01-01}}}",
    ),
    (
        "{exists: plans, where: {made_on: {not_before: 2026-01-01}}}",
        "{exists: plans, where: {made_on: {on_or_after: 2026-01-01}}}",
    ),
    ("citizen.sex: {recorded_as: female}", "citizen.sex: {known: true, is: female}"),
    ("citizen.sex: {recorded_as: [female, other]}", "citizen.sex: {known: true, in: [female, other]}"),
    (
        "{exists: agreements, where: {exists: follow_ups}}",
        "{exists: agreements, as: item, where: {exists: item.follow_ups, as: item_2}}",
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_one_tree(one: str, other: str) -> None:
    """A short form and its long form give the same tree."""
    assert core(one) == core(other)


def path(*steps: str, root: str = "item") -> Path:
    """A path, at the unnamed item unless told otherwise."""
    return Path(root=root, steps=steps)


TREES: list[tuple[str, Condition]] = [
    ("citizen.sex: female", Compare(left=SEX, op="eq", right=Constant(value="female"))),
    ("citizen.sex: null", Not(of=Known(path=SEX))),
    ("citizen.sex: [female]", Compare(left=SEX, op="in", right=ValueSet(values=("female",)))),
    ("all: []", All(of=())),
    ("any: []", AnyOf(of=())),
    ("use: adult", Use(name="adult", of=ADULT)),
    ("at_least: {n: 1, of: [{use: adult}]}", AtLeast(n=1, of=(Use(name="adult", of=ADULT),))),
    (
        "citizen.birth_date: {age: {lt: $years}}",
        Compare(left=Age(path=BORN), op="lt", right=Parameter(name="years")),
    ),
    (
        "enrolment.enrolled_on: {after: as_of - 2w}",
        Compare(left=ENROLLED, op="gt", right=Shift(base=AsOf(), by=Days(days=14), back=True)),
    ),
    (
        "enrolment.enrolled_on: [2026-01-01, 2026-01-02]",
        AnyOf(
            of=tuple(
                Compare(left=ENROLLED, op="eq", right=Day.model_validate({"value": day}))
                for day in ("2026-01-01", "2026-01-02")
            )
        ),
    ),
    (
        "{exists: needs, where: {area: {in: $areas}}, at_most: 0}",
        Count(
            over=path("needs", root="case"),
            item="item",
            where=Compare(
                left=path("area"), op="in", right=ValueSet(values=("housing", "economy"), name="areas")
            ),
            at_most=0,
        ),
    ),
    (
        "{every: agreements, satisfies: {completed_on: {known: true}}}",
        Every(
            over=path("agreements", root="case"),
            item="item",
            where=All(of=()),
            satisfies=Known(path=path("completed_on")),
        ),
    ),
    (
        "{exists: partner_contacts, where: {exists: maintained_on, as: day, where: {day: {before: as_of}}}}",
        Count(
            over=path("partner_contacts", root="case"),
            item="item",
            where=Count(
                over=path("maintained_on"),
                item="day",
                where=Compare(left=Path(root="day", steps=()), op="lt", right=AsOf()),
                at_least=1,
            ),
            at_least=1,
        ),
    ),
    (
        "enrolment.no_such_field: {is: whatever}",
        Compare(
            left=path("enrolment", "no_such_field", root="case"), op="eq", right=Constant(value="whatever")
        ),
    ),
]


@pytest.mark.parametrize(("written", "tree"), TREES)
def test_the_canonical_tree(written: str, tree: Condition) -> None:
    """Each construct gives the tree that lang.expr describes."""
    assert core(written) == tree


def codes(form: Any) -> list[str]:
    """The codes of what is wrong with a condition."""
    found, problems = desugar(form, NAMES)
    assert found is None
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (None, "wrong-form"),
        ({}, "wrong-form"),
        ([], "wrong-form"),
        ("anonymous", "wrong-form"),
        ({"anonymous": {}}, "wrong-form"),
        ({"anonymous": {"ist": True}}, "unknown-operator"),
        ({"citizen.sex": {"in": "female"}}, "wrong-form"),
        ({"citizen.sex": {"in": []}}, "wrong-form"),
        ({"citizen.sex": {"in": ["$areas"]}}, "wrong-form"),
        ({"citizen.sex": {"in": "$days"}}, "wrong-form"),
        ({"citizen.sex": {"lt": "$areas"}}, "wrong-form"),
        ({"citizen.sex": {"is": {"a": 1}}}, "wrong-form"),
        ({"citizen.sex": "$nothing"}, "unknown-name"),
        ({"citizen.sex": {"known": "yes"}}, "wrong-form"),
        ({"citizen.birth_date": {"age": {"before": 3}}}, "unknown-operator"),
        ({"citizen.birth_date": {"age": {"is": None}}}, "wrong-form"),
        ({"citizen.birth_date": {"age": {}}}, "wrong-form"),
        ({"citizen.birth_date": {"before": "2026-13-01"}}, "bad-date"),
        ({"citizen.birth_date": {"before": True}}, None),
        ({"citizen.birth_date": {"within_last": "3 months"}}, "bad-duration"),
        ({"citizen.birth_date": {"within_last": "$areas"}}, "bad-duration"),
        ({"plans.partners": {"contains": ["a"]}}, "wrong-form"),
        ({"plans.partners": {"contains": "$areas"}}, "wrong-form"),
        ({"plans.partners": {"contains_any": "a"}}, "wrong-form"),
        ({"plans.partners": {"contains_all": "$days"}}, "wrong-form"),
        ({"plans.partners": {"contains": None}}, "wrong-form"),
        ({"all": {"anonymous": True}}, "wrong-form"),
        ({"at_least": 2}, "wrong-form"),
        ({"at_least": {"n": True, "of": []}}, "wrong-form"),
        ({"use": 1}, "wrong-form"),
        ({"use": "adlut"}, "unknown-definition"),
        ({"exists": "needs", "every": "goals", "satisfies": {"area": "sleep"}}, "wrong-form"),
        ({"anonymous": True, "where": {}}, "wrong-form"),
        ({"exists": "needs", "area": "sleep"}, "wrong-form"),
        ({"exists": "needs", "were": {"area": "sleep"}}, "unknown-key"),
        ({"citizen.sex": {"recorded_as": None}}, "wrong-form"),
        ({"any": [{"anonymous": True}] * 501}, "wrong-form"),
        ({"provider_id": [str(number) for number in range(501)]}, "wrong-form"),
        (NINE_DEEP, "nested-too-deep"),
        ({"citizen.birth_date": {"since": "$areas"}}, "bad-date"),
        ({"where": {"area": "housing"}}, "wrong-form"),
        ({"exists": 1}, "wrong-form"),
        ({"exists": "needs", "at_least": -1}, "wrong-form"),
        ({"exists": "needs", "as": "a b"}, "wrong-form"),
        ({"exists": "needs", "as": "case"}, "name-clash"),
        ({"exists": "needs", "satisfies": {"anonymous": True}}, "wrong-form"),
        ({"every": "needs"}, "missing-key"),
        ({"a b": 1}, "wrong-form"),
        ({"exist": "needs"}, "unknown-key"),
    ],
)
def test_wrong_forms(form: Any, code: str | None) -> None:
    """What cannot be read has a code; nothing raises."""
    if code is None:
        assert desugar(form, NAMES)[1] == []
    else:
        assert codes(form) == [code]


def test_all_problems_of_a_condition_are_reported() -> None:
    """One problem does not hide the next."""
    form = {"any": [{"use": "nobody"}, {"anonymous": {"iss": 1}}, {"every": "needs", "as": "case"}]}
    assert codes(form) == ["unknown-definition", "unknown-operator", "name-clash", "missing-key"]


def test_lists_inside_one_another_count_through_definitions() -> None:
    """A definition of six lists inside a condition of six is as deep as twelve written out."""
    six = core(json.dumps(nested(6)))
    names = replace(
        NAMES, definitions={"six": Definition(name="six", title=Text(da="Seks", en="Six"), when=six)}
    )
    assert desugar({"use": "six"}, names)[1] == []
    _, problems = desugar(nested(6, {"use": "six"}), names)
    assert {problem.code for problem in problems} == {"nested-too-deep"}
