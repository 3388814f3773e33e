"""What an author expects of several items, compared with what the rule says of each."""

from pathlib import Path
from typing import Any

import pytest

from guidelinekit.diagnostics import Diagnostic
from guidelinekit.examples.expectations import Answer, answers, plain, value_of
from guidelinekit.examples.expected import EXPECTED
from guidelinekit.examples.outcomes import Outcome, run_example, run_examples
from guidelinekit.examples.pack_under_test import open_pack
from tiny_packs import tiny_pack

TWO_NEEDS = """\
rule: 1-contact
base:
  enrolment: {enrolled_on: 2026-02-01}
  needs:
    - {need_id: bolig, area: housing, identified_on: 2026-02-01, barrier: true}
    - {need_id: penge, area: economy, identified_on: 2026-02-20, barrier: true}
  partner_contacts: []
cases:
  - name: et krav pr. behov
    as_of: 2026-03-01
    given: {}
    expect:
"""


def outcome(folder: Path, *expected: str) -> Outcome:
    """Run the example with the results expected."""
    lines = "".join(f"      - {each}\n" for each in expected)
    (entry,) = run_examples(tiny_pack(folder, TWO_NEEDS + lines))
    assert isinstance(entry, Outcome)
    return entry


@pytest.mark.parametrize(
    "expected",
    [
        ("{status: unmet, item: need:bolig}", "{status: due, item: need:penge}"),
        ("{status: due, item: need:penge}", "{status: unmet, item: need:bolig}"),
        ("{status: due, subject: /needs/1}", "{status: unmet, subject: /needs/0}"),
        ("{status: due, item: need:penge}", "{status: unmet}"),
    ],
    ids=["in order", "by item in another order", "by place in another order", "one named"],
)
def test_a_result_is_expected_of_the_item_that_is_named(tmp_path: Path, expected: tuple[str, str]) -> None:
    """Whatever the order, an item named is the one compared; what names none stands for what is left."""
    assert outcome(tmp_path, *expected).differences == ()


def test_mutants_are_compared_as_rules_are_tested() -> None:
    """A rule judged without its pack gives, under every key of an example, what the rule set gives."""
    bundled = open_pack("ssb-2016")
    for rule in bundled.chosen(None):
        for example in bundled.examples(rule)[:2]:
            loose = answers(
                bundled.loose(rule, example.profile), example, bundled.local(rule, example.profile)
            )
            results = run_example(bundled, example).results
            assert [said(each) for each in loose] == [said(each) for each in results]


def said(answer: Answer) -> dict[str, Any]:
    """Give what an answer says under every key."""
    return {key: plain(value_of(answer, key)) for key in EXPECTED}


def test_a_difference_names_its_item(tmp_path: Path) -> None:
    """What differs is told with the item's name, which is the same in every export."""
    differing = outcome(tmp_path, "{status: met, item: need:penge}", "{status: unmet}")
    assert [each.en for each in differing.differences] == ["status at `need:penge`: expected met, got due"]
    assert [each.en for each in outcome(tmp_path, "{status: unmet}").differences] == [
        "expected 1 results, got 2: unmet at `need:bolig`, due at `need:penge`",
    ]


def test_a_base_that_is_no_map_is_told(tmp_path: Path) -> None:
    """A text in the place of what the examples share is a problem at its place, not a crash."""
    (problem,) = run_examples(
        tiny_pack(tmp_path, TWO_NEEDS.replace("base:\n", "base: all\nrest:\n") + "      - {}\n")
    )
    assert isinstance(problem, Diagnostic)
    assert problem.code == "bad-example"
