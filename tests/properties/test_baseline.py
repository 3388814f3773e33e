"""An export in another order has nothing new and nothing closed; one gap more is exactly one that is new."""

import json
from random import Random
from typing import Any

from test_row_order import RULES, in_another_order

from guidelinekit.case import Case
from guidelinekit.evaluate.plain import entry
from guidelinekit.evaluate.tally import Tally
from guidelinekit.report.baseline import Baseline, SinceMark, baseline_of
from guidelinekit.report.comparison import Comparison
from guidelinekit.report.writer import Ending, Heading
from guidelinekit.synthetic.generate import AS_OF, generate

CASES = [case.model_dump_json(exclude_unset=True) for case in generate(3, seed=11)]
SHUFFLINGS = 100


def made(records: list[str]) -> dict[str, Any]:
    """Return what a report says of records, as it is read back."""
    entries = [entry(RULES.evaluate(Case.model_validate_json(each), as_of=AS_OF)) for each in records]
    rules: dict[str, Any] = {rule.id: {} for rule in RULES.rules}
    return {"as_of": AS_OF.isoformat(), "rules": rules, "results": entries}


def compared(baseline: Baseline, records: list[str]) -> Comparison:
    """Return how records stand against a baseline."""
    comparison = Comparison(baseline, Heading(AS_OF, RULES.packs, RULES.profile, RULES.rules))
    for each in records:
        comparison.put(comparison.shape(RULES.evaluate(Case.model_validate_json(each), as_of=AS_OF)))
    comparison.finish(Ending(Tally()))
    return comparison


def test_another_order_has_nothing_new_and_nothing_closed() -> None:
    """Whatever the order of cases and rows, everything open is still open."""
    baseline = baseline_of(made(CASES), "old.json")
    first = compared(baseline, CASES)
    assert first.counts[SinceMark.STILL] > 10
    for seed in range(SHUFFLINGS):
        dice = Random(seed)  # noqa: S311 - fixed shufflings
        records = [json.dumps(in_another_order(json.loads(each), dice)) for each in CASES]
        comparison = compared(baseline, dice.sample(records, len(records)))
        assert (comparison.opened, comparison.closed, comparison.counts) == ([], [], first.counts)


def test_one_gap_more_is_the_only_one_that_is_new() -> None:
    """A result that the older report does not have is new; all others are still open."""
    tree = made(CASES)
    silent = {rule.id for rule in RULES.rules if rule.sums_up}
    unmet = [
        (each, result)
        for each in tree["results"]
        for result in each["results"]
        if result["status"] == "unmet" and result["rule"] not in silent
    ]
    record, gap = unmet[-1]
    record["results"].remove(gap)
    comparison = compared(baseline_of(tree, "old.json"), CASES[::-1])
    assert [each.key for _, each in comparison.opened] == [gap["key"]]
    assert comparison.closed == []
