"""The synthetic caseload reaches every status that the rules' own example cases reach."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from guidelinekit import Case, Provider, load_rules
from guidelinekit.synthetic.generate import AS_OF, generate, providers

pytestmark = pytest.mark.xdist_group("generate_reaches")  # what its tests share is made once

RULES = Path(__file__).parents[2] / "rules"
PACKS = ("ssb-2016", "ssb-overview", "law")
HISTORY = {"101-start-14d-2003", "101-start-14d-2007"}
"""Rules that a caseload of today does not meet."""
RARE = {"3.4.3-ask-again": {"due"}}
"""What two thousand cases do not hold: somebody who has only said no to hearing of an illness."""
CASES = sorted(
    path
    for pack in PACKS
    for path in (RULES / pack).glob("*.cases.yaml")
    if path.name.removesuffix(".cases.yaml") not in HISTORY
)


@pytest.fixture(scope="module")
def reached() -> dict[str, set[str]]:
    """The statuses that each rule gives on two thousand cases and their providers."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    rules = [load_rules([pack]) for pack in PACKS]
    records: chain[Case | Provider] = chain(generate(2000, 7), providers(2000, 7))
    for record in records:
        for pack in rules:
            for rule, status in pack.evaluate(record, as_of=AS_OF).verdicts:
                found[rule.rpartition("/")[2]].add(status.value)
    return found


@pytest.mark.parametrize("path", CASES, ids=[path.name.removesuffix(".cases.yaml") for path in CASES])
def test_the_caseload_reaches_what_the_example_cases_reach(path: Path, reached: dict[str, set[str]]) -> None:
    """Each status that a rule's example cases expect also occurs among two thousand synthetic cases."""
    examples = yaml.safe_load(path.read_text(encoding="utf-8"))
    expected = {one["status"] for one in _expectations(examples)}
    assert expected - RARE.get(examples["rule"], set()) <= reached[examples["rule"]]


def _expectations(examples: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give what the example cases expect, but for what only another profile or an earlier date can reach."""
    for case in examples["cases"]:
        if case.get("profile", "suggested") != "suggested":
            continue
        expect = case["expect"]
        for one in expect if isinstance(expect, list) else [expect]:
            if one.get("reason") != "not_in_force":
                yield one
