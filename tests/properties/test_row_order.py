"""The order of cases and rows in an export makes no difference to what comes out, with waivers or without."""

import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from guidelinekit.case import Case
from guidelinekit.evaluate import Evaluation, RuleSet, load_rules
from guidelinekit.evaluate.tally import Tally
from guidelinekit.lang.waiver import Waiver, Waivers
from guidelinekit.report.ndjson import NdjsonWriter
from guidelinekit.report.writer import Ending, Heading
from guidelinekit.results import Result
from guidelinekit.semantics.waivers import WAIVABLE
from guidelinekit.synthetic.generate import AS_OF, generate

RULES = load_rules()
CASES = list(generate(20, seed=5))
POSITION = re.compile(r"/[0-9]+")
TWICE = {"area": "housing", "identified_on": "2026-03-01", "barrier": True}


def in_another_order(value: Any, dice: Random) -> Any:
    """Return data with each of its lists shuffled."""
    if isinstance(value, dict):
        return {key: in_another_order(part, dice) for key, part in value.items()}
    if isinstance(value, list):
        return dice.sample([in_another_order(part, dice) for part in value], len(value))
    return value


def shuffled(case: Case, seed: int) -> Case:
    """Return a case with the rows of each list in another order."""
    rows = json.loads(case.model_dump_json(exclude_unset=True))
    return Case.model_validate_json(json.dumps(in_another_order(rows, Random(seed))))  # noqa: S311 - a fixed shuffle


def without_positions(result: Result) -> tuple[Any, ...]:
    """Return what a result says but for where its item stands in this export."""
    missing = sorted(POSITION.sub("", each.pointer) for each in result.missing)
    return (
        *(result.status, result.reason, result.due_on, result.overdue_days, result.changes_on),
        *(missing, result.message, result.waiver),
    )


def by_key(evaluation: Evaluation) -> dict[str, tuple[Any, ...]]:
    """Return what is said under each key, no key standing twice."""
    results = {result.key: without_positions(result) for result in evaluation.results}
    assert len(results) == len(evaluation.results)
    return results


def waiving(rules: RuleSet, cases: Sequence[Case]) -> RuleSet:
    """Return rules with a waiver of every fifth finding on items."""
    findings = [
        (case.case_id, result)
        for case in cases
        for result in rules.evaluate(case, as_of=AS_OF).results
        if result.item and result.status in WAIVABLE
    ]
    waivers = tuple(
        Waiver(
            rule=result.rule, case_id=case_id, item=result.item, reason="r", by="b", expires=date(2030, 1, 1)
        )
        for case_id, result in findings[::5]
    )
    assert waivers
    return replace(rules, waivers=Waivers(waivers=waivers, digest=""))


@pytest.mark.parametrize("waived", [False, True])
def test_rows_in_another_order_give_the_same_findings(waived: bool) -> None:
    """Each key has the same status, dates, sentence and waiver, and the case changes on the same day."""
    rules = waiving(RULES, CASES) if waived else RULES
    for number, case in enumerate(CASES):
        first, second = (rules.evaluate(each, as_of=AS_OF) for each in (case, shuffled(case, number)))
        assert by_key(first) == by_key(second)
        assert first.changes_on == second.changes_on


def report(rules: RuleSet, cases: Sequence[Case]) -> tuple[list[str], Any]:
    """Return the lines of the cases, without positions and in the order of their text, and the summary."""
    sink, tally = io.BytesIO(), Tally()
    writer = NdjsonWriter(sink, Heading(AS_OF, rules.packs, rules.profile, rules.rules, rules.waivers))
    for case in cases:
        evaluation = rules.evaluate(case, as_of=AS_OF)
        tally.add(evaluation)
        writer.put(writer.shape(evaluation))
    writer.finish(Ending(tally))
    _, *lines, summary = (json.loads(line) for line in sink.getvalue().splitlines())
    for line in lines:
        for result in line["results"]:
            del result["subject"]
            result["remedy"] = sorted(POSITION.sub("", result["remedy"]["da"]).split("; "))
            result["missing"] = sorted(POSITION.sub("", pointer) for pointer in result["missing"])
        line["results"].sort(key=lambda result: result["key"])
    return sorted(json.dumps(line, sort_keys=True) for line in lines), summary


def test_cases_in_another_order_give_the_same_report() -> None:
    """Entries and counts are the same, with waivers too."""
    rules = waiving(RULES, CASES)
    others = [shuffled(case, number) for number, case in enumerate(CASES)]
    Random(1).shuffle(others)  # noqa: S311 - a fixed shuffle
    assert report(rules, CASES) == report(rules, others)


def test_items_that_are_alike_are_told_apart_by_number() -> None:
    """Two efforts of one kind on one day have different keys, whichever stands first."""
    known = {
        "schema_version": "1",
        "case_id": "twins",
        "citizen": {},
        "enrolment": {"enrolled_on": "2026-01-05"},
    }
    rows = [
        {"kind": "substitution_support", "area": area, "started_on": "2026-02-01"}
        for area in ("medicine", "somatic_disease")
    ]
    results = []
    for interventions in (rows, rows[::-1]):
        case = Case.model_validate_json(json.dumps({**known, "interventions": interventions}))
        results.append(by_key(RULES.evaluate(case, as_of=AS_OF)))
    assert results[0] == results[1]
