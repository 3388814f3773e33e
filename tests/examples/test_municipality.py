"""Tests of the example export of a municipality."""

import runpy
from collections import Counter
from datetime import date
from pathlib import Path

from guidelinekit import Case, load_rules
from guidelinekit.results import Status

EXAMPLES = Path(__file__).parents[2] / "examples"
LINES = (EXAMPLES / "municipality.ndjson").read_text(encoding="utf-8").splitlines()


def test_the_export_is_what_its_script_writes() -> None:
    """Running the script again would change nothing."""
    assert runpy.run_path(str(EXAMPLES / "municipality.py"))["lines"]() == LINES


def test_the_cases_are_numbered_and_belong_to_a_few_providers() -> None:
    """Sixty cases, each with its own id, at three providers."""
    cases = [Case.model_validate_json(line) for line in LINES]
    assert [case.case_id for case in cases] == [f"case-{number:04}" for number in range(1, 61)]
    assert len({case.provider_id for case in cases}) == 3


def test_a_report_on_the_export_looks_like_real_life() -> None:
    """Every status occurs, and more is met than unmet."""
    cases = [Case.model_validate_json(line) for line in LINES]
    evaluations = load_rules().evaluate_many(cases, as_of=date(2026, 6, 1))
    statuses = Counter(result.status for evaluation in evaluations for result in evaluation.results)
    assert set(statuses) == set(Status)
    assert statuses[Status.MET] > 2 * statuses[Status.UNMET]
    assert statuses[Status.UNDETERMINED] < statuses[Status.MET] / 2
