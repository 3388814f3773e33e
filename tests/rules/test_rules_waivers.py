"""Waivers: reading them, and what they do to results."""

from datetime import date
from pathlib import Path

import pytest

from guidelinekit import Case, Reason, RuleSet, Status, load_rules
from guidelinekit.errors import RuleError
from guidelinekit.lang.waiver import Waivers
from guidelinekit.rules.waiver_file import load_waivers

CLI = Path(__file__).parents[1] / "cli"
REST = "reason: ingen partner, by: kontoret"
CASE = Case.model_validate(
    {
        "schema_version": "1",
        "case_id": "a",
        "citizen": {},
        "enrolment": {"enrolled_on": date(2026, 2, 1)},
        "plans": (),
        "needs": (
            {"need_id": "n1", "area": "housing", "identified_on": date(2026, 2, 1), "barrier": True},
            {"need_id": "n2", "area": "economy", "identified_on": date(2026, 2, 20), "barrier": True},
        ),
        "partner_contacts": (),
    },
    strict=False,
)


def written(folder: Path, *entries: str) -> Path:
    """Write a file of waivers, each with reason and by filled in."""
    path = folder / "waivers.yaml"
    path.write_text(
        "waivers:\n" + "".join(f"  - {{{entry}, {REST}}}\n" for entry in entries), encoding="utf-8"
    )
    return path


def small(*entries: str, folder: Path) -> RuleSet:
    """Give the small pack with waivers."""
    return load_rules([CLI / "small"], CLI / "small.yaml", written(folder, *entries))


def statuses(rules: RuleSet, as_of: date) -> dict[tuple[str, str], tuple[Status, Reason, date | None]]:
    """Give what the rules say of the case, and when that changes by itself."""
    found = rules.evaluate(CASE, as_of=as_of).results
    return {(r.rule.partition("/")[2], r.subject): (r.status, r.reason, r.changes_on) for r in found}


def test_a_waiver_sets_a_rule_aside_until_it_expires(tmp_path: Path) -> None:
    """It holds on its last day, for every item where it names none, and not on the day after."""
    rules = small("rule: 1.2-contact, case: a, expires: 2026-03-10", folder=tmp_path)
    changes = (Status.EXEMPT, Reason.WAIVED, date(2026, 3, 11))
    found = statuses(rules, date(2026, 3, 1))
    assert found["1.2-contact", "/needs/0"] == found["1.2-contact", "/needs/1"] == changes
    assert found["1.1-plan", ""][0] is Status.UNMET
    assert statuses(rules, date(2026, 3, 10))["1.2-contact", "/needs/0"] == changes
    assert statuses(rules, date(2026, 3, 11))["1.2-contact", "/needs/0"][0] is Status.UNMET


def test_a_waiver_of_one_item_hides_no_change_of_another(tmp_path: Path) -> None:
    """The day on which a case changes is that of whatever changes first, set aside or not."""
    rules = small("rule: small/1.2-contact, case: a, item: need:n1, expires: 2026-04-10", folder=tmp_path)
    evaluation = rules.select(["1.2*"]).evaluate(CASE, as_of=date(2026, 3, 1))
    assert [result.changes_on for result in evaluation.results] == [date(2026, 4, 11), date(2026, 3, 7)]
    assert evaluation.changes_on == date(2026, 3, 7)


def test_a_waiver_can_mean_one_item(tmp_path: Path) -> None:
    """With `item` only that item is set aside; the result says by which waiver."""
    rules = small("rule: small/1.2-contact, case: a, item: need:n2, expires: 2026-03-03", folder=tmp_path)
    found = rules.evaluate(CASE, as_of=date(2026, 3, 1)).results
    waived = [(result.subject, result.waiver.by) for result in found if result.waiver is not None]
    assert waived == [("/needs/1", "kontoret")]
    assert statuses(rules, date(2026, 3, 1))["1.2-contact", "/needs/1"][2] == date(2026, 3, 4)


def test_the_waiver_that_holds_longest_counts(tmp_path: Path) -> None:
    """A renewed waiver stands beside the one it renews."""
    first, renewed = (f"rule: 1.1-plan, case: a, expires: {day}" for day in ("2026-02-28", "2026-06-30"))
    rules = small(first, renewed, folder=tmp_path)
    assert statuses(rules, date(2026, 3, 1))["1.1-plan", ""] == (
        Status.EXEMPT,
        Reason.WAIVED,
        date(2026, 7, 1),
    )


def test_what_needs_no_waiver_is_left_alone(tmp_path: Path) -> None:
    """A result that is met or not applicable stays what it is."""
    rules = small("rule: 1.2-contact, case: a, expires: 2026-12-31", folder=tmp_path)
    (result,) = (
        rules.select(["1.2*"]).evaluate(CASE.model_copy(update={"needs": ()}), as_of=date(2026, 3, 1)).results
    )
    assert (result.status, result.waiver) == (Status.NOT_APPLICABLE, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rule: 1.1-plan, case: a, by: us, expires: 2026-03-01", "missing-key"),
        ("rule: 1.1-plan, case: a, by: us, reason: why", "missing-key"),
        ("rule: 1.1-plan, case: a, reason: why, expires: 2026-03-01", "missing-key"),
        ("rule: 1.1-plan, reason: why, by: us, expires: 2026-03-01", "missing-key"),
        ("rule: 1.1-plan, case: a, reason: ' ', by: us, expires: 2026-03-01", "wrong-form"),
        ("rule: 1.1-plan, case: a, reason: why, by: us, expires: soon", "bad-date"),
        ("rule: 1.1-plan, case: 7, reason: why, by: us, expires: 2026-03-01", "wrong-form"),
        ("rule: 1.1-*, case: a, reason: why, by: us, expires: 2026-03-01", "unknown-rule"),
        ("rule: 1.1-plam, case: a, reason: why, by: us, expires: 2026-03-01", "unknown-rule"),
        ("rule: 1.1-plan, case: a, reason: why, by: us, expires: 2026-03-01, until: 1", "unknown-key"),
        (
            "rule: 1.1-plan, case: a, subject: /needs/0, reason: why, by: us, expires: 2026-03-01",
            "wrong-form",
        ),
        (f"rule: 1.1-plan, case: {'a' * 65}, reason: why, by: us, expires: 2026-03-01", "wrong-form"),
    ],
)
def test_what_a_waiver_may_not_be(tmp_path: Path, text: str, code: str) -> None:
    """A waiver that lacks something, or names what is not there, is a problem with its place."""
    path = tmp_path / "waivers.yaml"
    path.write_text(f"waivers:\n  - {{{text}}}\n", encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_rules([CLI / "small"], CLI / "small.yaml", path)
    assert [(one.code, one.span is not None) for one in caught.value.diagnostics] == [(code, True)]


def test_a_case_id_that_looks_like_a_cpr_number_is_not_shown(tmp_path: Path) -> None:
    """Neither the id nor its line stands in any message, whatever else is wrong with the line."""
    secret = f"{10190:06}-{1234}"
    for rest in (REST, "by: kontoret"):
        path = tmp_path / "waivers.yaml"
        path.write_text(f"waivers:\n  - {{rule: 1.1-plan, case: '{secret}', expires: 2026-03-01, {rest}}}\n")
        with pytest.raises(RuleError) as caught:
            load_rules([CLI / "small"], CLI / "small.yaml", path)
        assert secret not in str(caught.value)


def test_waivers_of_packs_that_are_not_in_use_are_passed_over(tmp_path: Path) -> None:
    """A file of waivers may serve runs over several packs."""
    path = written(tmp_path, "rule: ssb-2016/3.2.4-early-partner-contact, case: a, expires: 2026-03-01")
    waivers, problems = load_waivers(path, [], lambda name: name == "ssb-2016")
    assert problems == ()
    assert isinstance(waivers, Waivers)
    assert waivers.waivers == ()
    assert [one.code for one in load_waivers(path, [])[1]] == ["unknown-rule"]


def test_a_waiver_stands_once(tmp_path: Path) -> None:
    """The same waiver twice is a slip."""
    again = "rule: 1.1-plan, case: a, expires: 2026-03-01"
    with pytest.raises(RuleError, match="stands twice"):
        small(again, again, folder=tmp_path)
