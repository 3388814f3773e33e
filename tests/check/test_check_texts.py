"""Findings and remedies: templates that can be read and name what is there."""

from typing import Any

import pytest
from checked_packs import PARAMETERS, pack, problem, problems, rule

from guidelinekit.check import check

EACH: dict[str, Any] = {"for_each": {"in": "needs", "as": "need"}, "deadline": "need.identified_on + 3d"}

BAD = [
    ("{{ need.areaa | label }}", "there is no field `need.areaa`", "did you mean `need.area`?"),
    ("{{ need.areaa.x }}", "there is no field `need.areaa.x`", "did you mean `need.area`?"),
    ("{{ nee.area }}", "nothing is called `nee` in this text", "did you mean `need.area`?"),
    ("{{ needs }}", "nothing is called `needs` in this text", "did you mean `need`?"),
    ("{{ case.needs }}", "`case.needs` is a list, which a text cannot show", "name a single value"),
    (
        "{{ case.enrolment }}",
        "`case.enrolment` is a group of fields, which a text cannot show",
        "name a single value",
    ),
    (
        "{{ case.needs.area | label }}",
        "`case.needs.area` walks through a list",
        "name a single value: the item of `for_each` has a name",
    ),
    (
        "{{ need.area | upper }}",
        "there is no filter `upper`",
        "the filters are `label`, `about`, `within` and `day`",
    ),
    ("{{ need.area | lable }}", "there is no filter `lable`", "did you mean `label`?"),
    (
        "{{ need.identified_on | label }}",
        "`need.identified_on` is a date and has no label",
        "`label` is for coded values such as an area",
    ),
    ("{{ need.area | day }}", "`need.area` is a coded value, not a date", "`day` writes out a date"),
    ("{{ overdue_days | day }}", "`overdue_days` is a whole number, not a date", "`day` writes out a date"),
    (
        "{{ need.identified_on | about }}",
        "`need.identified_on` is not an area",
        "`about` is for areas; `label` is for any coded value",
    ),
    (
        "{{ lacking }}",
        "`lacking` names parts that this rule does not have",
        "require `all:` of a record, each part about a coded value such as an area",
    ),
    ("{{ due_on.year }}", "`due_on` has no fields", "write `due_on`"),
    (
        "{{ parameters.some_day }}",
        "there is no `parameters.some_day`",
        "did you mean `parameters.some_days`?",
    ),
    (
        "{% for need in case.needs %}{{ need.area }}{% endfor %}",
        "a text only shows fields and chooses between words with `if`",
        "say it more plainly",
    ),
    (
        "{{ need.area() }}",
        "a text only shows fields and chooses between words with `if`",
        "say it more plainly",
    ),
]


@pytest.mark.parametrize(("text", "message", "advice"), BAD)
def test_bad_template(text: str, message: str, advice: str) -> None:
    """A text that names something unknown is reported with a cure."""
    assert problem(**EACH, finding={"da": text, "en": "Text"}) == ("bad-template", message, advice)


DEEP = ("{% if need.barrier %}" * 3000 + "{% endif %}" * 3000, "{" * 30_000, "{{ " + "(" * 3000)


@pytest.mark.parametrize("text", ["{{ need.area", "{% if need.barrier %}", "{{ }}", "{% blah %}", *DEEP])
def test_unreadable_template(text: str) -> None:
    """A text with a broken template is reported, in each language and text that has it."""
    found = problems(**EACH, remedy={"da": text, "en": text})
    assert [each.code for each in found] == ["bad-template", "bad-template"]
    assert [each.route[-2:] for each in found] == [("remedy", "da"), ("remedy", "en")]
    assert all(each.message.en.startswith("this text cannot be read: ") for each in found)


def test_deadline_names_need_a_deadline() -> None:
    """A rule without a deadline cannot say when it was due."""
    code, message, _ = problem(finding={"da": "{{ due_on | day }}", "en": "Text"})
    assert (code, message) == ("bad-template", "`due_on` has no value in a rule without a deadline")


GOOD = [
    "Plain words, 100 % of them",
    "{{ need.area | label }} since {{ need.identified_on | day }}",
    "{{ need.area | about }}, {{ need.area | within }}",
    "{{ due_on | day }}, {{ overdue_days }} days ago, after {{ parameters.some_days }} days",
    "{% if overdue_days is none %}soon{% else %}late{% endif %}",
    "{{ 'in hand' if need.barrier else 'open' }}",
    "{{ case.enrolment.enrolled_on | day }} {{ case['case_id'] }}",
]


@pytest.mark.parametrize("text", GOOD)
def test_good_template(text: str) -> None:
    """Fields, parameters, both filters and a choice between words are accepted."""
    assert problems(**EACH, finding={"da": text, "en": text}) == []


def test_parameters_in_texts_are_used() -> None:
    """A parameter that only a text names is not called unused."""
    text = " ".join(f"{{{{ parameters.{parameter.name} }}}}" for parameter in PARAMETERS)
    found = check(pack(rule(finding={"da": text, "en": "Text"})))
    assert "unused-parameter" not in {each.code for each in found}


def test_what_lacks_is_named_of_parts_with_labels() -> None:
    """A record's rule that requires several things may name those that lack; a list of areas may be shown."""
    parts = [{"exists": "needs", "where": {"area": area}} for area in ("sleep", "hygiene")]
    text = {"da": "Mangler {{ lacking }}", "en": "{{ lacking }} missing"}
    assert problems(requires={"all": parts}, finding=text) == []
    (found,) = problems(
        requires={"all": [*parts, {"anonymous": True}]}, finding={"da": text["da"], "en": "x"}
    )
    assert found.message.en == "`lacking` names parts that this rule does not have"
    contact = {"for_each": {"in": "partner_contacts", "as": "contact"}}
    about = "Kontakt {{ contact.areas | about }}"
    assert problems(**contact, finding={"da": about, "en": about}) == []
