"""Tests of the example export of a municipality."""

import json
import runpy
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from guidelinekit import Case, load_rules
from guidelinekit.case import Provider
from guidelinekit.results import Status

EXAMPLES = Path(__file__).parents[2] / "examples"
EXPORT = EXAMPLES / "municipality.ndjson"


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """The cases of the export."""
    return [Case.model_validate_json(line) for line in _lines() if '"case_id"' in line]


def test_the_export_is_what_its_script_writes() -> None:
    """Running the script again would change nothing."""
    assert runpy.run_path(str(EXAMPLES / "municipality.py"))["lines"]() == _lines()


def test_the_cases_are_numbered(cases: list[Case]) -> None:
    """Sixty cases, each with its own id."""
    assert [case.case_id for case in cases] == [f"case-{number:04}" for number in range(1, 61)]


def test_the_export_holds_the_providers_of_its_cases(cases: list[Case]) -> None:
    """Each provider that a case names has a line of its own, marked as what it is."""
    records = [json.loads(line) for line in _lines()]
    marked = [record for record in records if record.pop("kind", "case") == "provider"]
    providers = [Provider.model_validate_json(json.dumps(record)) for record in marked]
    assert {one.provider_id for one in providers} == {case.provider_id for case in cases}


def test_a_report_on_the_export_looks_like_real_life(cases: list[Case]) -> None:
    """Every status occurs, and most of what can be decided is met."""
    rules, as_of = load_rules(), date(2026, 6, 1)
    evaluations = [rules.evaluate(case, as_of=as_of) for case in cases]
    statuses = Counter(result.status for evaluation in evaluations for result in evaluation.results)
    assert set(statuses) == set(Status)
    assert statuses[Status.MET] > 3 * statuses[Status.UNMET]
    assert statuses[Status.MET] > 3 * statuses[Status.UNDETERMINED]


def _lines() -> list[str]:
    return EXPORT.read_text(encoding="utf-8").splitlines()
