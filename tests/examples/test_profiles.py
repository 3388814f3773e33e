"""Tests of the example profiles and waivers: what a municipality's own standard changes."""

from datetime import date
from pathlib import Path

from guidelinekit import Case, Result, load_rules

EXAMPLES = Path(__file__).parents[2] / "examples"
CONTACT = "ssb-2016/3.2.4-early-partner-contact"
DOCTOR = "ssb-2016/3.4.2-medical-consultation-14d"


def found(profile: str | Path) -> dict[tuple[str, str], Result]:
    """Give the results of the worked case under a profile."""
    case = Case.model_validate_json((EXAMPLES / "one_case.json").read_text(encoding="utf-8"))
    evaluation = load_rules(profile=profile).evaluate(case, as_of=date(2026, 6, 1))
    return {(result.rule, result.subject): result for result in evaluation.results}


def test_the_strict_municipality_moves_due_dates() -> None:
    """Ten days instead of fourteen: due four days earlier, overdue four days more, and said to be local."""
    usual, strict = found("suggested"), found(EXAMPLES / "profiles" / "strict-municipality.yaml")
    before, after = usual[CONTACT, "/needs/1"], strict[CONTACT, "/needs/1"]
    assert before.due_on is not None
    assert after.due_on is not None
    assert (before.due_on - after.due_on).days == 4
    assert (before.blocking, after.blocking) == (False, True)
    assert usual[DOCTOR, ""].local_parameters == ()
    assert strict[DOCTOR, ""].local_parameters == ("medical_consultation_days",)


def test_the_small_municipality_leaves_rules_out() -> None:
    """What it switches off is not evaluated; everything else is."""
    usual, small = found("suggested"), found(EXAMPLES / "profiles" / "small-municipality.yaml")
    assert {rule for rule, _ in usual.keys() - small.keys()} == {"ssb-2016/3.2.2-screen-community"}


def test_the_waiver_sets_one_need_aside() -> None:
    """The contact about employment is waived, and nothing else is."""
    case = Case.model_validate_json((EXAMPLES / "one_case.json").read_text(encoding="utf-8"))
    results = load_rules(waivers=EXAMPLES / "waivers.yaml").evaluate(case, as_of=date(2026, 6, 1)).results
    assert [(one.rule, one.subject) for one in results if one.waiver is not None] == [(CONTACT, "/needs/1")]
