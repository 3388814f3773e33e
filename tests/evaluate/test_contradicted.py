"""Rules on a record that contradicts itself: what a wrong date would silence is undetermined."""

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guidelinekit import Result
from guidelinekit.case import Case
from guidelinekit.evaluate import Evaluation, load_rules
from guidelinekit.evaluate.tally import Tally
from guidelinekit.evaluate.timeline import timeline
from guidelinekit.evaluate.unpacked import LooseRule
from guidelinekit.lang.rule import Subject
from guidelinekit.results import Status

SMALL = Path(__file__).parents[1] / "cli"
RULES = load_rules([SMALL / "small"], SMALL / "small.yaml")
AS_OF = date(2026, 6, 1)
RESOLVED_TOO_EARLY = {
    "need_id": "n", "area": "housing", "identified_on": "2026-02-03", "barrier": True,
    "resolved_on": "2026-01-01",
}  # fmt: skip


def evaluated(as_of: date = AS_OF, **fields: Any) -> Evaluation:
    """Evaluate a case enrolled on 1 February 2026 with no plan, contact or activity."""
    known = {
        "schema_version": "1",
        "case_id": "a",
        "citizen": {},
        "enrolment": {"enrolled_on": "2026-02-01"},
        **dict.fromkeys(("needs", "plans", "partner_contacts", "activities"), ()),
    }
    return RULES.evaluate(Case.model_validate({**known, **fields}), as_of=as_of)


def short(result: Result) -> tuple[str, str, str, tuple[str, ...]]:
    """Return rule, item, status and the missing fields."""
    name = result.rule.removeprefix("small/")
    return name, result.item, result.status.value, tuple(each.pointer for each in result.missing)


def test_a_rule_on_the_case_that_would_be_silent_is_undetermined() -> None:
    """Each rule that would speak of an enrolled citizen asks for the end of the enrolment."""
    evaluation = evaluated(enrolment={"enrolled_on": "2026-02-01", "ended_on": "2025-02-01"})
    end = ("/enrolment/ended_on",)
    assert [short(result) for result in evaluation.results if result.rule != "small/2.1-known"] == [
        ("1.1-plan", "", "undetermined", end),
        ("1.2-contact", "", "not_applicable", ()),
        ("1.3-group", "", "undetermined", end),
    ]
    assert evaluation.undetermined[0].remedy.da == "Registrér, hvornår borgeren er udskrevet."


def test_an_item_that_would_be_silent_is_undetermined_beside_the_others() -> None:
    """What the rule says of another need stays as it is."""
    other = {"need_id": "m", "area": "economy", "identified_on": "2026-02-03", "barrier": True}
    results = evaluated(needs=[RESOLVED_TOO_EARLY, other]).results
    assert [short(result) for result in results if result.rule == "small/1.2-contact"] == [
        ("1.2-contact", "need:m", "unmet", ()),
        ("1.2-contact", "need:n", "undetermined", ("/needs/0/resolved_on",)),
    ]


def test_a_date_in_order_still_silences() -> None:
    """A need resolved on the day it was seen is no duty, and the record has no remark."""
    need = {**RESOLVED_TOO_EARLY, "resolved_on": "2026-02-03"}
    evaluation = evaluated(needs=[need])
    (result,) = (each for each in evaluation.results if each.rule == "small/1.2-contact")
    assert (result.status, evaluation.remarks) == (Status.NOT_APPLICABLE, ())


def test_nothing_is_undetermined_before_the_contradiction_is_known() -> None:
    """The need is not there before it was seen."""
    results = evaluated(date(2026, 2, 2), needs=[RESOLVED_TOO_EARLY]).results
    assert {result.status for result in results if result.rule == "small/1.2-contact"} == {
        Status.NOT_APPLICABLE
    }


def test_counts_and_another_process_get_the_same() -> None:
    """Verdicts counted, results and remarks sent are those of the evaluation."""
    evaluation, tally = evaluated(needs=[RESOLVED_TOO_EARLY]), Tally()
    tally.add(evaluation)
    assert tally.of(Subject.CASE).by_rule["small/1.2-contact"] == {Status.UNDETERMINED: 1}
    sent = pickle.loads(pickle.dumps(evaluation))  # noqa: S301 - made here
    assert (sent.results, sent.remarks) == (evaluation.results, evaluation.remarks)
    assert [remark.key for remark in sent.remarks] == ["a ended_before_begun/resolved_on need:n"]


def test_details_ask_for_the_date_and_show_it() -> None:
    """What was read holds the date as it is recorded."""
    evaluation = evaluated(needs=[RESOLVED_TOO_EARLY])
    (result,) = (each for each in evaluation.results if each.item == "need:n")
    details = evaluation.details(result)
    assert details.closes == {"action": "document", "pointer": "/needs/0/resolved_on"}
    assert {read.pointer: read.value for read in details.read}["/needs/0/resolved_on"] == date(2026, 1, 1)


def test_an_explanation_says_what_it_leaves_out() -> None:
    """The tree is that of the record without the date."""
    (tree,) = evaluated(needs=[RESOLVED_TOO_EARLY]).explain("1.2-contact")
    assert tree.text == "/needs/0: kan ikke afgøres: oplysninger mangler"
    (below,) = tree.parts
    assert below.text == "uden datoen, der ikke kan passe"
    assert below.parts[-2].text.startswith("kræver: ")


def test_it_changes_when_what_it_would_say_does() -> None:
    """A pregnancy past its term is over whatever its end: nothing is asked from that day on."""
    rules = load_rules().select(["3.4.6.4-duty-assessed"])
    pregnancy = {
        "pregnancy_id": "p", "role": "pregnant", "known_on": "2026-02-01", "expected_on": "2026-09-01",
        "ended_on": "2025-10-01",
    }  # fmt: skip
    case = Case.model_validate(
        {"schema_version": "1", "case_id": "a", "citizen": {}, "pregnancies": [pregnancy], "activities": []}
    )
    evaluation = rules.evaluate(case, as_of=AS_OF)
    (result,) = evaluation.results
    assert (result.status, result.changes_on) == (Status.UNDETERMINED, date(2026, 9, 30))
    assert evaluation.changes_on == date(2026, 9, 30)
    (history,) = (each for each in timeline(rules, case, until=date(2026, 12, 1)) if each.item)
    assert [(turn.day, None if turn.result is None else turn.result.status) for turn in history.turns] == [
        (date(2026, 2, 1), Status.UNDETERMINED),
        (date(2026, 9, 30), None),
    ]


@pytest.mark.parametrize("compiled", [False, True])
def test_examples_and_compiled_rules_say_the_same(compiled: bool) -> None:
    """A rule without its pack, closures and compiled rules all ask."""
    rules = load_rules([SMALL / "small"], SMALL / "small.yaml")
    if compiled:
        rules.prepare()
    case = evaluated(needs=[RESOLVED_TOO_EARLY]).record
    rule = rules.rule("1.2-contact")
    statuses = [each.status for each in rules.evaluate(case, as_of=AS_OF).results if each.rule == rule.id]
    loose = LooseRule(rule, rules.settings(rule)).judge(case, AS_OF)
    assert statuses == [each.status for each in loose] == [Status.UNDETERMINED]
