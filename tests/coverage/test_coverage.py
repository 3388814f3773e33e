"""Coverage of the logic: what the examples show, what they could show, and what can never come about."""

from itertools import pairwise
from pathlib import Path

import pytest

from guidelinekit.coverage.measure import PackCoverage, measure, percent
from guidelinekit.coverage.targets import CoverageTarget
from guidelinekit.examples.pack_under_test import open_pack
from guidelinekit.report.authors.coverage_report import coverage_lines
from guidelinekit.results import Status
from guidelinekit.semantics.truth import Truth
from tiny_packs import CASES, RULE, SILENT_RULE, tiny_pack


def gaps(found: PackCoverage) -> set[tuple[str, str]]:
    """Give what is not shown, by route and value."""
    return {
        (".".join(map(str, gap.target.route)), gap.target.value.value)
        for owner in found.owners
        for gap in owner.gaps
    }


def never(found: PackCoverage) -> dict[tuple[str, str], str]:
    """Give what can never come about with the reasons, by route and value."""
    return {
        (".".join(map(str, one.target.route)), one.target.value.value): one.because.en
        for owner in found.owners
        for one in owner.excluded
    }


def test_what_the_examples_bring_about_is_counted(tmp_path: Path) -> None:
    """Both truths of the requirement and both statuses are shown by the two examples, and nothing else."""
    found = gaps(measure(open_pack(tiny_pack(tmp_path)), limit=1))
    assert not {("requires", "true"), ("requires", "false"), ("", "met"), ("", "unmet")} & found
    assert {("requires", "unknown"), ("", "due"), ("exempt_when.0.when", "true")} <= found


def test_a_condition_that_was_not_reached_is_not_shown(tmp_path: Path) -> None:
    """The exemption is judged only where the duty is not met; an example that is met shows nothing of it."""
    met, _, _ = CASES.partition("  - name: ingen kontakt")
    assert ("exempt_when.0.when", "false") in gaps(measure(open_pack(tiny_pack(tmp_path, met)), limit=1))
    assert ("exempt_when.0.when", "false") not in gaps(measure(open_pack(tiny_pack(tmp_path)), limit=1))


def test_proposed_cases_close_every_gap(tmp_path: Path) -> None:
    """With the proposals pasted below the examples, everything that can come about is shown."""
    pack = tiny_pack(tmp_path)
    found = measure(open_pack(pack))
    proposals = {
        gap.proposal.yaml(): None for owner in found.owners for gap in owner.gaps if gap.proposal is not None
    }
    tiny_pack(tmp_path, CASES + "\n".join(proposals) + "\n")
    again = measure(open_pack(pack))
    assert open_pack(pack).file(again.rules.rules[0]).problems == ()  # each has a name of its own
    assert gaps(again) == set()
    assert (again.hit, percent(again.hit, again.reachable)) == (again.reachable, 100)


def test_proposals_are_named_like_cases_and_those_that_show_most_come_first(tmp_path: Path) -> None:
    """A name says what the rule says and what the record tells; what shows five things stands before one."""
    found = measure(open_pack(tiny_pack(tmp_path)))
    names = {gap.proposal.name for owner in found.owners for gap in owner.gaps if gap.proposal is not None}
    assert "undtaget - anonym ja" in names
    assert "kan ikke afgøres - kontakter til samarbejdspartnere ikke med i udtrækket" in names
    lines = [line.plain for line in coverage_lines(found, "en", verbose=False)]
    starts = [n for n, line in enumerate(lines) if line.strip().startswith("add to")]
    shared = [sum("shown too by" in line for line in lines[a:b]) for a, b in pairwise([*starts, len(lines)])]
    assert len(shared) > 1
    assert shared == sorted(shared, reverse=True)


def test_what_can_never_come_about_is_told_with_the_reason(tmp_path: Path) -> None:
    """A known field, a required field and a definition already required leave truths out of reach."""
    found = never(measure(open_pack(tiny_pack(tmp_path)), limit=1))
    assert found["for_each.where.of.0", "unknown"] == "what it reads is always recorded here"
    assert found["when.of.0", "unknown"] == "whether it is recorded is known"
    assert ("requires", "unknown") not in found
    assert ("applies_when", "unknown") in found


@pytest.mark.parametrize(
    ("line", "status", "reason"),
    [
        ("deadline: need.identified_on + $contact_days\n", Status.DUE, "the rule has no deadline"),
        (
            "exempt_when:\n  - {reason: anonymous_treatment, when: {anonymous: true}}\n",
            Status.EXEMPT,
            "the rule has no exemptions",
        ),
    ],
)
def test_a_rule_reaches_only_the_statuses_of_its_form(
    tmp_path: Path, line: str, status: Status, reason: str
) -> None:
    """Without a deadline nothing is due, and without exemptions nothing is exempt."""
    found = never(measure(open_pack(tiny_pack(tmp_path, rule=RULE.replace(line, ""))), limit=1))
    assert found["", status.value] == reason


def test_a_gap_without_a_case_is_not_called_impossible(tmp_path: Path) -> None:
    """What a short search does not find stays a gap without a proposal."""
    found = measure(open_pack(tiny_pack(tmp_path)), limit=1)
    without = [gap for owner in found.owners for gap in owner.gaps if gap.proposal is None]
    assert without
    assert found.hit < found.reachable


def test_no_example_is_proposed_that_enshrines_a_silent_exemption(tmp_path: Path) -> None:
    """A case left undetermined by an exemption over a missing date is not proposed; the date is named."""
    (met, _, _) = CASES.partition("  - name: ingen kontakt")
    (owner, _) = measure(open_pack(tiny_pack(tmp_path, met, SILENT_RULE)), limit=300).owners
    unsure = CoverageTarget(owner.owner, ("exempt_when", 0, "when"), Truth.UNKNOWN)
    (gap,) = (gap for gap in owner.gaps if gap.target == unsure)
    assert (gap.proposal, gap.silent) == (None, ("request", "free_choice_informed_on"))
    proposals = [each.proposal for each in owner.gaps if each.proposal is not None]
    assert proposals
    assert not [each for each in proposals if "free_choice_informed_on" in str(each.expect)]


def test_the_filter_of_a_date_is_a_condition_like_others(tmp_path: Path) -> None:
    """Which truths a filter had on the items of an example is counted at its own place."""
    filtered = "{latest: partner_contacts.established_on, where: {coordination: none}, plus: 1m}"
    rule = RULE.replace("need.identified_on + $contact_days", filtered)
    (met, _, _) = CASES.partition("  - name: ingen kontakt")
    missing = {
        value
        for route, value in gaps(measure(open_pack(tiny_pack(tmp_path, met, rule)), limit=1))
        if "of.0.where" in route
    }
    assert missing == {"true", "false"}


def test_definitions_count_once_and_by_their_own_name(tmp_path: Path) -> None:
    """What a definition holds is not counted again in the rule that uses it."""
    owners = {owner.owner: owner for owner in measure(open_pack(tiny_pack(tmp_path)), limit=1).owners}
    assert set(owners) == {"tiny/1-contact", "definitions/enrolled"}
    routes = [gap.target.route for gap in owners["tiny/1-contact"].gaps]
    assert not [route for route in routes if route[:1] == ("applies_when",) and len(route) > 1]


def test_each_end_of_a_time_in_force_is_to_be_shown(tmp_path: Path) -> None:
    """No example stands before the rule or after it: both are told, with a case for each that shows it."""
    rule = f"{RULE}in_force: {{from: 2024-04-12, to: 2030-12-31}}\n"
    pack = tiny_pack(tmp_path, rule=rule)
    (owner,) = (
        owner for owner in measure(open_pack(pack), limit=100).owners if owner.owner.startswith("in_force/")
    )
    assert [(gap.target.route, gap.target.value) for gap in owner.gaps] == [
        (("in_force", "start"), Truth.FALSE),
        (("in_force", "end"), Truth.FALSE),
    ]
    assert {gap.place for gap in owner.gaps} == {"1-contact.yaml:18"}
    proposals = {gap.proposal.yaml(): None for gap in owner.gaps if gap.proposal is not None}
    tiny_pack(tmp_path, CASES + "\n".join(proposals) + "\n", rule)
    (owner,) = (
        owner for owner in measure(open_pack(pack), limit=1).owners if owner.owner.startswith("in_force/")
    )
    assert owner.hit == owner.reachable == 4


def test_percent_says_all_only_when_it_is_all() -> None:
    """A share is rounded down."""
    assert [percent(1999, 2000), percent(2000, 2000), percent(0, 0)] == [99.9, 100, 100]
