"""Tests of the worked case that the docs are written around."""

from datetime import date
from pathlib import Path

import pytest

from guidelinekit import Case, load_rules
from guidelinekit.evaluate import Evaluation
from guidelinekit.results import Status

ONE_CASE = Path(__file__).parents[2] / "examples" / "one_case.json"
QUIET = (Status.MET, Status.NOT_APPLICABLE)


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    """The worked case as of 1 June 2026."""
    case = Case.model_validate_json(ONE_CASE.read_text(encoding="utf-8"))
    return load_rules().evaluate(case, as_of=date(2026, 6, 1))


def test_the_worked_case_shows_every_status(evaluation: Evaluation) -> None:
    """Each of the seven statuses occurs."""
    assert {result.status for result in evaluation.results} == set(Status)


def test_the_worked_case_fits_on_a_screen(evaluation: Evaluation) -> None:
    """What a report shows by default is some twenty lines at most; what sums up others is not among them."""
    shown = [result for result in evaluation.results if result.status not in QUIET]
    assert 12 <= len([result for result in shown if not result.rule.startswith("ssb-2016/3.2.3-")]) <= 21


@pytest.mark.parametrize(
    ("rule", "subject", "status"),
    [
        ("ssb-2016/3.4.2-medical-consultation-14d", "", Status.MET_LATE),
        ("ssb-2016/3.2.4-early-partner-contact", "/needs/0", Status.MET),
        ("ssb-2016/3.2.4-early-partner-contact", "/needs/1", Status.UNMET),
        ("ssb-2016/3.2.3.4-agreement-followup", "/agreements/1", Status.UNMET),
        ("ssb-2016/3.2.3.3-bridging", "/needs/1", Status.EXEMPT),
        ("ssb-2016/3.2.3.1-next-step-timetable", "", Status.UNDETERMINED),
    ],
)
def test_the_story_of_the_worked_case_holds(
    evaluation: Evaluation, rule: str, subject: str, status: Status
) -> None:
    """What the examples' README tells of the case is what the rules find in it."""
    found = [one.status for one in evaluation.results if (one.rule, one.subject) == (rule, subject)]
    assert found == [status]
