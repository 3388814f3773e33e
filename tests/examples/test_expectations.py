"""What an author expects of several items, compared with what the rule says of each."""

from pathlib import Path

import pytest

from guidelinekit.examples.outcomes import Outcome, run_examples
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


def test_a_difference_names_its_item(tmp_path: Path) -> None:
    """What differs is told with the item's name, which is the same in every export."""
    differing = outcome(tmp_path, "{status: met, item: need:penge}", "{status: unmet}")
    assert differing.differences == ("status at `need:penge`: expected met, got due",)
    assert outcome(tmp_path, "{status: unmet}").differences == (
        "expected 1 results, got 2: unmet at `need:bolig`, due at `need:penge`",
    )
