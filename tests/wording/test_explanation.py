"""What an explanation says on top, and of conditions that must all hold."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guidelinekit import Case, load_rules
from guidelinekit.text import Language, Text
from guidelinekit.wording.explanation import Explained
from tiny_packs import CASES, RULE, tiny_pack

CASE = {
    "schema_version": "1",
    "case_id": "c",
    "citizen": {},
    "enrolment": {"enrolled_on": "2026-02-01"},
    "needs": [{"need_id": "n", "area": "housing", "identified_on": "2026-02-01", "barrier": True}],
    "partner_contacts": [],
}
EXCUSED = RULE.replace(
    "{reason: anonymous_treatment, when: {anonymous: true}}",
    "{reason: other_exemption, when: {citizen.children_under_18: true}}",
)
ALL = RULE.replace(
    "requires: {exists: partner_contacts, where: {areas: {contains: need.area}}}",
    "requires: {citizen.sex: female, citizen.identity_recorded: true, citizen.children_under_18: true}",
)
RECURRING = RULE.replace(
    """requires: {exists: partner_contacts, where: {areas: {contains: need.area}}}
deadline: need.identified_on + $contact_days
""",
    """repeats:
  last: {latest: activities.done_on, as: activity, where: {activity.area: need.area}}
  every: $contact_days
  from: need.identified_on
""",
)


def explained(folder: Path, rule: str, language: Language, **given: object) -> Explained:
    """Explain the tiny rule on a case, with what decided it alone."""
    rules = load_rules([tiny_pack(folder, CASES, rule)], "text-only")
    record = Case.model_validate({**CASE, **given}, strict=False)
    (tree,) = rules.evaluate(record, as_of=date(2026, 3, 1)).explain("1-contact", language, deciding=True)
    return tree


def test_where_no_item_is_left_there_is_nothing_to_judge(tmp_path: Path) -> None:
    """A case in scope without such an item has nothing to judge; one out of scope is told as that."""
    assert explained(tmp_path, RULE, "da", needs=[]).text == "gælder ikke: der er intet at vurdere"
    assert explained(tmp_path, RULE, "en", needs=[]).text == "not applicable: there is nothing to judge"
    out = explained(tmp_path, RULE, "en", enrolment={"enrolled_on": "2026-02-01", "ended_on": "2026-02-09"})
    assert out.text == "not applicable: the case is out of scope"


def test_the_message_of_a_rule_about_items_says_that_there_is_none(tmp_path: Path) -> None:
    """A result without an item to judge is not told as a case outside the target group."""
    rules = load_rules([tiny_pack(tmp_path)], "text-only")
    record = Case.model_validate({**CASE, "needs": []}, strict=False)
    (result,) = rules.evaluate(record, as_of=date(2026, 3, 1)).results
    assert result.message == Text(
        da="Kontakt: gælder ikke, der er intet at vurdere",
        en="Contact: not applicable, there is nothing to judge",
    )


def test_an_excuse_without_a_name_is_named_by_its_condition(tmp_path: Path) -> None:
    """Another exemption is told as what it asks, and not as another."""
    citizen = {"children_under_18": True}
    danish = explained(tmp_path, EXCUSED, "da", citizen=citizen).text
    assert danish == "/needs/0: undtaget: børn under 18 er markeret med ja"
    assert explained(tmp_path, EXCUSED, "en", citizen=citizen).text == (
        "/needs/0: exempt: children under 18 is marked yes"
    )


def test_of_what_must_all_hold_the_missing_part_is_named(tmp_path: Path) -> None:
    """Of several conditions that must hold, the heading counts those that do not, and only they are shown."""
    citizen = {"sex": "female", "identity_recorded": True}
    unmet = explained(tmp_path, ALL, "da", citizen={**citizen, "children_under_18": False})
    (requires,) = (part for part in unmet.parts if part.text.startswith("kræver"))
    assert requires.text == "kræver: af 3 betingelser, der alle skal gælde, mangler 1"
    assert [part.text for part in requires.parts] == ["børn under 18 er markeret med ja"]
    unknown = explained(tmp_path, ALL, "en", citizen=citizen)
    (requires,) = (part for part in unknown.parts if part.text.startswith("requires"))
    assert requires.text == "requires: of 3 conditions that must all hold, 1 cannot be determined"
    assert [part.text for part in requires.parts] == ["children under 18 is marked yes"]


def test_an_excuse_at_the_deadline_has_words(tmp_path: Path) -> None:
    """What was done late, but was excused at its deadline, says what was judged on that day."""
    contact = {"partner": "shelter", "areas": ["housing"], "established_on": "2026-02-20"}
    given = {"citizen": {"children_under_18": True}, "partner_contacts": [contact]}
    danish = explained(tmp_path, EXCUSED, "da", **given)
    assert danish.text == "/needs/0: opfyldt: kravet er opfyldt"
    assert danish.parts[-1].text == "undtaget på fristen når: børn under 18 er markeret med ja"
    english = explained(tmp_path, EXCUSED, "en", **given)
    assert english.parts[-1].text == "exempt at the deadline when: children under 18 is marked yes"


@pytest.mark.parametrize(
    ("done", "value", "read"),
    [
        ([], "ingen dato", {"/activities": 0}),
        ([("dental", 3)], "ingen dato", {"/activities": 1}),
        (
            [("housing", 3), ("dental", 9), ("housing", 6)],
            "6. februar 2026",
            {
                "/activities/2/area": "housing",
                "/needs/0/area": "housing",
                "/activities/2/done_on": date(2026, 2, 6),
            },
        ),
    ],
)
def test_of_many_dates_only_the_last_is_told(
    tmp_path: Path, done: list[tuple[str, int]], value: str, read: dict[str, Any]
) -> None:
    """Of a list whose items do not count it is told how many there are; of others, the item that decided."""
    fixed = {"code": "individual_talk", "outcome": "done"}
    activities = [{**fixed, "area": area, "done_on": f"2026-02-{day:02}"} for area, day in done]
    parts = explained(tmp_path, RECURRING, "da", activities=activities).parts
    (last,) = (part for part in parts if part.text.startswith("senest sket"))
    assert last.text == f"senest sket: {value}"
    told = {each.pointer: each.value for each in last.read}
    assert {key: len(told[key]) if isinstance(told[key], tuple) else told[key] for key in told} == read
