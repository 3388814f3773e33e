"""Rules in words: what a social worker reads of a condition, a date and a number."""

from typing import Any

import pytest

from guidelinekit.case.catalogue import CATALOGUES
from guidelinekit.lang.rule import Basis, ParameterDefinition, Rule, Subject, Unit
from guidelinekit.rules.scope import Names
from guidelinekit.text import Language, Text
from guidelinekit.wording.conditions import condition
from guidelinekit.wording.explanation import outline
from guidelinekit.wording.rule import logic_lines, numbers
from guidelinekit.wording.values import NamedValues, Vocabulary, term
from plain_rules import desugar_rule_data

AREAS = ("housing", "economy")
NAMES = Names({"days"}, {"areas": AREAS})


def words(language: Language = "en", **settings: int) -> Vocabulary:
    """Give a vocabulary with one local parameter and one value set with a title."""
    days = ParameterDefinition(
        name="days", unit=Unit.DAYS, basis=Basis.LOCAL, title=Text(da="Dage", en="Days"), lower=1, upper=99
    )
    named = NamedValues(Text(da="sociale områder", en="social areas"), AREAS)
    return Vocabulary(
        language, {"case": CATALOGUES[Subject.CASE]}, {}, {"days": days}, settings, {"areas": named}
    )


def rule(**form: Any) -> Rule:
    """Give a rule that plain data stands for."""
    found, problems = desugar_rule_data({"requires": {"anonymous": True}, **form}, "p", NAMES)
    assert found is not None, problems
    return found


def said(asked: dict[str, Any], language: Language = "en") -> str:
    """Give a condition in words."""
    found = rule(requires=asked).requires
    assert found is not None
    return condition(found, words(language))


@pytest.mark.parametrize(
    ("asked", "danish", "english"),
    [
        ({"anonymous": True}, "anonym er markeret med ja", "anonymous is marked yes"),
        (
            {"citizen.sex": ["female", "other"]},
            "køn er kvinde eller andet køn",
            "sex is female or other sex",
        ),
        (
            {"exists": "needs", "where": {"area": {"in": "$areas"}}},
            "der er mindst én registrering under «behov», hvor område hører til «sociale områder»",
            "there is at least one entry under «needs» where area is among «social areas»",
        ),
        (
            {"exists": "plans", "at_most": 0},
            "der er ingen registrering under «planer»",
            "there is no entry under «plans»",
        ),
        (
            {"exists": "plans", "at_least": 1, "at_most": 2},
            "der er mindst én og højst 2 registreringer under «planer»",
            "there are at least one and at most 2 entries under «plans»",
        ),
        (
            {"exists": "plans", "where": {"partners": {"contains_any": ["shelter", "hospital"]}}},
            (
                "der er mindst én registrering under «planer», "
                "hvor samarbejdspartnere omfatter mindst én af herberg eller forsorgshjem eller hospital"
            ),
            (
                "there is at least one entry under «plans» "
                "where partner services include at least one of shelter or hospital"
            ),
        ),
        (
            {"enrolment.ended_on": None},
            "«udskrevet den» er ikke registreret",
            "«ended on» is not recorded",
        ),
        (
            {"enrolment.enrolled_on": {"before": "as_of - 14d"}},
            "«indskrevet den» ligger tidligere end 14 dage før vurderingsdatoen",
            "«enrolled on» is earlier than 14 days before the evaluation date",
        ),
    ],
)
def test_conditions_read_as_sentences(asked: dict[str, Any], danish: str, english: str) -> None:
    """A condition reads as plain Danish and plain English, value sets by their names."""
    assert (said(asked, "da"), said(asked)) == (danish, english)


def test_several_values_of_a_list_are_named_by_their_set() -> None:
    """A list that must hold one of a named set's values is asked in one clause, by the set's name."""
    asked = {"exists": "assessments", "where": {"areas": {"contains_any": "$areas"}}}
    assert said(asked).endswith("where areas include at least one of «social areas»")


def test_a_condition_with_several_parts_stands_in_brackets_beside_others() -> None:
    """Where `or` stands inside `and`, brackets tell what belongs together."""
    both = {"all": [{"anonymous": True}, {"any": [{"citizen.sex": "male"}, {"enrolment.ended_on": None}]}]}
    assert said(both) == "anonymous is marked yes and (sex is male or «ended on» is not recorded)"


@pytest.mark.parametrize(
    ("deadline", "english"),
    [
        ("enrolment.enrolled_on + $days", "14 days (set locally) after «enrolled on»"),
        (
            "latest(enrolment.enrolled_on, request.requested_on) + 7d",
            "7 days after the latest of «enrolled on» and «requested on»",
        ),
        ("latest(plans.revisions.revised_on)", "the latest date in «revised on» (revisions)"),
        ("enrolment.enrolled_on + 3m", "3 months after «enrolled on»"),
        ("enrolment.enrolled_on + 1y", "1 year after «enrolled on»"),
        (
            {"latest": "agreements.made_on", "where": {"area": "sleep"}, "plus": "14d"},
            "14 days after the latest date in «made on» under «agreements» where area is sleep",
        ),
    ],
)
def test_deadlines_are_plain(deadline: object, english: str) -> None:
    """A deadline is a number of days and the dates it is counted from, and says when a number is local."""
    found = rule(deadline=deadline).deadline
    assert found is not None
    assert term(found, words(days=14)) == english


def test_a_number_that_is_not_set_is_told() -> None:
    """A parameter without a value is named, in the sentence and in the list of numbers."""
    open_rule = rule(deadline="enrolment.enrolled_on + $days")
    assert open_rule.deadline is not None
    assert (
        term(open_rule.deadline, words("da")) == "et antal, der ikke er fastsat (days) efter «indskrevet den»"
    )
    assert numbers(open_rule, words()) == ["Days: not set (days)"]
    assert numbers(open_rule, words(days=14)) == ["Days: 14 days, set locally (days)"]


def test_short_conditions_stay_on_one_line_and_long_ones_become_lists() -> None:
    """Parts of a long condition are listed, those inside a list's items below it; a short one is one line."""
    short = rule(requires={"anonymous": True, "enrolment.ended_on": None}).requires
    assert short is not None
    assert outline(short, words()).parts == ()
    where = {"kind": "treatment_plan", "made_with_citizen": True, "has_timetable": True, "ended_on": None}
    long = rule(requires={"any": [{"exists": "plans", "where": where}, {"anonymous": True}]}).requires
    assert long is not None
    found = outline(long, words())
    assert found.text == "at least one of these holds:"
    assert found.parts[0].text == "there is at least one entry under «plans» where all of this holds:"
    assert [part.text for part in found.parts[0].parts] == [
        "kind is treatment plan",
        "made with the citizen is marked yes",
        "timetable is marked yes",
        "«ended on» is not recorded",
    ]


def test_the_list_that_a_rule_goes_through_is_named() -> None:
    """`for each` says which list, and what is asked of its items."""
    lines = dict(
        logic_lines(rule(for_each={"in": "needs", "as": "need", "where": {"barrier": True}}), words())
    )
    assert lines["For each under"].text == "«needs» where barrier is marked yes"
