"""`guidelinekit.testing` as the tests of case systems use it."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from guidelinekit import Case, Evaluation, Reason, load_rules
from guidelinekit import testing as public
from guidelinekit.lang.rule import Rule
from guidelinekit.testing import assert_result, cases, rules

ROOT = Path(__file__).parents[2]
RULE = "3.2.4-early-partner-contact"


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    """Give the evaluation of the worked case by the rules about early contact."""
    case = Case.model_validate_json((ROOT / "examples" / "one_case.json").read_text(encoding="utf-8"))
    return load_rules().select(["3.2.4-*"]).evaluate(case, as_of=date(2026, 6, 1))


def test_what_is_as_expected_is_given(evaluation: Evaluation) -> None:
    """A result that is as expected is given, its dates being dates or texts."""
    result = assert_result(
        evaluation, RULE, "unmet", subject="/needs/1", reason=Reason.NOT_FOUND, due_on="2026-03-30"
    )
    assert result.due_on == date(2026, 3, 30)
    same = assert_result(
        evaluation, f"ssb-2016/{RULE}", "unmet", subject="/needs/1", due_on=date(2026, 3, 30)
    )
    assert same is result


def test_a_failure_says_what_differs_and_why(evaluation: Evaluation) -> None:
    """The failure names rule, item and date, each difference, and the part of the rule that decided."""
    with pytest.raises(AssertionError) as failed:
        assert_result(evaluation, RULE, "met", subject="/needs/1", overdue_days=None)
    told = str(failed.value)
    assert "ssb-2016/3.2.4-early-partner-contact at /needs/1, as of 2026-06-01:" in told
    assert "  status: expected met, got unmet" in told
    assert "  overdue_days: expected nothing, got 63" in told
    assert "✗ areas include area (need)" in told


def test_several_results_ask_for_a_subject(evaluation: Evaluation) -> None:
    """Where a rule has several results, the failure lists the items to choose from."""
    with pytest.raises(AssertionError, match=r"2 results, of `/needs/0`, `/needs/1`; say which by `subject`"):
        assert_result(evaluation, RULE, "unmet")


def test_unknown_names_are_told_with_the_nearest(evaluation: Evaluation) -> None:
    """What was not evaluated, or what a result does not have, is answered with the nearest name."""
    with pytest.raises(AssertionError, match="did you mean `ssb-2016/3"):
        assert_result(evaluation, "ssb-2016/3.2.4-early-partner-contct", "met")
    with pytest.raises(TypeError, match="a result has no `due`"):
        assert_result(evaluation, RULE, "unmet", due="2026-03-30")


@settings(max_examples=10, deadline=None)
@given(case=cases(), rule=rules())
def test_strategies_give_cases_and_rules(case: Case, rule: Rule) -> None:
    """What is drawn are cases and rules as the package knows them."""
    assert Case.model_validate_json(case.model_dump_json()) == case
    assert (rule.requires is None) != (rule.repeats is None)


def test_public_names_can_be_loaded() -> None:
    """Every name of the module loads, and no other does."""
    assert all(callable(getattr(public, name)) for name in public.__all__)
    assert dir(public) == public.__all__
    with pytest.raises(AttributeError, match="no attribute 'case'"):
        public.__getattr__("case")


def test_without_hypothesis_only_the_strategies_are_missing() -> None:
    """Where Hypothesis is not installed, `assert_result` works and a strategy says what to install."""
    program = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "from guidelinekit.testing import assert_result\n"
        "from guidelinekit.testing import cases\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "guidelinekit.testing.cases needs Hypothesis: pip install 'guidelinekit[testing]'" in done.stderr
