"""A caseload for packs that are off unless asked for: it reaches what their example cases reach."""

from collections import Counter, defaultdict
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from guidelinekit import load_rules
from guidelinekit.case import AnyRecord
from guidelinekit.synthetic.generate import authorities, generate, providers, to_line

RULES = Path(__file__).parents[2] / "rules"
CASELOADS = {"action-plan-2003": date(2004, 6, 1), "outreach-2013": date(2026, 6, 1)}


def caseload(pack: str) -> chain[AnyRecord]:
    """Give two thousand cases of the pack's time, and whoever attests something."""
    day = CASELOADS[pack]
    return chain(
        generate(2000, 7, day, [pack]), providers(2000, 7, day, [pack]), authorities(2000, 7, day)
    )  # fmt: skip


@pytest.mark.parametrize("pack", CASELOADS)
def test_the_caseload_reaches_what_the_example_cases_reach(pack: str) -> None:
    """Each status that a rule's example cases expect occurs, in the time in which the pack is in force."""
    rules, reached = load_rules([pack]), defaultdict[str, set[str]](set)
    for record in caseload(pack):
        for rule, status in rules.evaluate(record, as_of=CASELOADS[pack]).verdicts:
            reached[rule.rpartition("/")[2]].add(status.value)
    for path in (RULES / pack).glob("*.cases.yaml"):
        examples = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert _expected(examples) <= reached[examples["rule"]], examples["rule"]


def _expected(examples: dict[str, Any]) -> set[str]:
    """Give the statuses expected under the suggested profile while the rule is in force."""
    return {
        case["expect"]["status"]
        for case in examples["cases"]
        if case.get("profile", "suggested") == "suggested" and case["expect"].get("reason") != "not_in_force"
    }


def test_the_target_group_is_those_who_meet_all_five_criteria() -> None:
    """In a caseload of the model some are in the target group, and none with a criterion missing."""
    rules = load_rules(["outreach-2013"]).select(["core-contact"])
    found: Counter[bool] = Counter()
    for case in generate(900, 5, CASELOADS["outreach-2013"], ["outreach-2013"]):
        (result,) = rules.evaluate(case, as_of=CASELOADS["outreach-2013"]).results
        inside = result.status not in {"not_applicable", "undetermined"}
        found[inside] += 1
        if inside:
            seen = case.assessments or ()
            asi = [each for each in seen if each.kind == "asi"]
            high = {each.area for one in asi for each in one.scores or () if each.score >= 0.5}
            groups = ("physical_health mental_health", "economy", "crime", "family social_network")
            assert sum(bool(high & set(group.split())) for group in groups) >= 3
            for flag in ("intense_polydrug_use", "low_use_of_treatment", "feels_burdened"):
                assert any(getattr(each, flag) for each in seen)
    assert found[True] > 100
    assert found[False] > 100


def test_other_caseloads_stay_as_they_are() -> None:
    """Without a pack no case is another, and with one most are the same."""
    plain = [to_line(case) for case in generate(30, 7)]
    asked = [to_line(case) for case in generate(30, 7, packs=["outreach-2013"])]
    assert plain == [to_line(case) for case in generate(30, 7, packs=["ssb-2016"])]
    assert 0 < sum(one != other for one, other in zip(plain, asked, strict=True)) <= 10
