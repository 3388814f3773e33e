"""Profiles and waivers that a program makes: the same checks and the same results as from files."""

from datetime import date
from pathlib import Path

import pytest

from guidelinekit import Case, Profile, RuleSet, Status, Waiver, load_rules
from guidelinekit.errors import RuleError
from guidelinekit.lang.rule import Dated, Setting
from guidelinekit.text import Text

EXAMPLES = Path(__file__).parents[2] / "examples"
AS_OF = date(2026, 6, 1)
TITLE = Text(da="Vores", en="Ours")


@pytest.fixture(scope="module")
def case() -> Case:
    """Read the worked case."""
    return Case.model_validate_json((EXAMPLES / "one_case.json").read_text(encoding="utf-8"))


def verdicts(rules: RuleSet, case: Case) -> list[tuple[str, Status]]:
    """Return what the rules say of the case."""
    return [(result.rule, result.status) for result in rules.evaluate(case, as_of=AS_OF).results]


@pytest.mark.parametrize("name", ["strict-municipality", "small-municipality"])
def test_a_profile_read_from_its_file_can_be_given_as_an_object(case: Case, name: str) -> None:
    """An object says the same as the file that it was read from."""
    from_file = load_rules(profile=EXAMPLES / "profiles" / f"{name}.yaml")
    from_object = load_rules(profile=from_file.profile)
    assert from_object.profile.model_copy(update={"digest": ""}) == from_file.profile.model_copy(
        update={"digest": ""}
    )
    assert verdicts(from_object, case) == verdicts(from_file, case)


def test_waivers_from_objects(case: Case) -> None:
    """A waiver that a program makes sets the rule aside as one of a file does."""
    rule = "ssb-2016/3.2.4-early-partner-contact"
    waiver = Waiver(
        rule=rule,
        case_id=case.case_id,
        reason="the job centre is closed",
        by="the treatment centre",
        expires=date(2026, 12, 31),
    )
    results = load_rules(waivers=[waiver]).evaluate(case, as_of=AS_OF).results
    named = [result for result in results if result.rule == rule and result.status is not Status.MET]
    assert [(result.status, result.waiver) for result in named] == [(Status.EXEMPT, waiver)]


def refusal(**given: object) -> str:
    """Return all problems of objects that are refused."""
    with pytest.raises(RuleError) as error:
        load_rules(**given)  # type: ignore[arg-type]  # each is of its type where it is called
    return str(error.value)


def test_objects_are_checked_like_files() -> None:
    """All problems of an object are told at once: what is unknown, too loose or never to be switched off."""
    setting = Setting(values=(Dated(value=30),))
    profile = Profile(
        id="ours",
        title=TITLE,
        settings={"ssb-2016/medical_consultation_days": setting, "ssb-2016/earli_social_days": setting},
        off={"ssb-2016/3.2.9-nothing": TITLE},
    )
    text = refusal(profile=profile)
    assert "did you mean `early_social_days`" in text
    assert "3.2.9-nothing" in text
    assert "medical_consultation_days" in text


def test_waivers_are_checked_like_files() -> None:
    """A waiver object needs a rule that exists and no CPR number, which is repeated nowhere."""
    number = "01" + "01" + "90" + "-1234"
    waiver = Waiver(rule=number, case_id=number, reason="x", by="y", expires=date(2026, 12, 31))
    text = refusal(waivers=[waiver])
    assert text.count("looks like a CPR number") == 2
    assert number not in text
    other = Waiver(rule="3.2.4-early-partner", case_id="c", reason="x", by="y", expires=date(2026, 12, 31))
    assert "did you mean `3.2.4-early-partner-contact`" in refusal(waivers=[other])
    twice = other.model_copy(update={"rule": "3.2.4-early-partner-contact"})
    assert "stands twice" in refusal(waivers=[twice, twice])
