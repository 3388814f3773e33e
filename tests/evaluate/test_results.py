"""Results and rule sets as values: lean, frozen, equal to their like; wrong arguments end in one sentence."""

import pickle
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guidelinekit.case import Case
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.compile.closures.judging import CompiledRule
from guidelinekit.errors import UsageError
from guidelinekit.evaluate import load_rules
from guidelinekit.synthetic.generate import AS_OF, generate
from tiny_packs import CASES, RULE, tiny_pack

RULES = load_rules(["ssb-2016"])
CASE = next(iter(generate(1, seed=4)))

KNOWN = "requires: {all: [{case.agreements: {known: true}}, {case.anonymous: true}]}"


def test_results_are_frozen_equal_and_small() -> None:
    """A result cannot be changed, equals one that says the same, and is sent without its rules."""
    first, second = (RULES.evaluate(CASE, as_of=AS_OF).results for _ in range(2))
    assert first == second
    with pytest.raises(FrozenInstanceError):
        first[0].rule = "another"  # type: ignore[misc]
    sent = pickle.dumps(first[0])
    assert pickle.loads(sent) == first[0]  # noqa: S301 - it was written here
    assert len(sent) < 3_000


def test_an_evaluation_is_sent_without_its_rules() -> None:
    """Another process gets of an evaluation its results and the day on which anything changes."""
    evaluation = RULES.evaluate(CASE, as_of=AS_OF)
    sent = pickle.loads(pickle.dumps(evaluation))  # noqa: S301 - the same
    assert not hasattr(sent, "rules")
    assert (sent.case_id, sent.results, sent.changes_on) == (
        evaluation.case_id,
        evaluation.results,
        evaluation.changes_on,
    )


def test_results_of_a_rule_stand_by_item() -> None:
    """Rows in another order give the same results in the same order, but for the pointers."""
    turned = CASE.model_copy(update={"needs": tuple(reversed(CASE.needs or ()))})
    first, second = (RULES.evaluate(case, as_of=AS_OF).results for case in (CASE, turned))
    assert [(each.key, each.status) for each in first] == [(each.key, each.status) for each in second]


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ({"case_id": "1"}, "a dict cannot be evaluated: make a case of it with `parse_case`"),
        (None, "a Case, a Provider or an Authority is evaluated, not NoneType"),
    ],
)
def test_what_is_no_record_is_refused_in_one_sentence(record: Any, sentence: str) -> None:
    """What is given in the place of a record is named by its kind, never by what it holds."""
    with pytest.raises(TypeError, match=f"^{sentence}$"):
        RULES.evaluate(record, as_of=AS_OF)


def test_invalid_records_are_passed_on() -> None:
    """Of many records the invalid ones come back as they are, in their place."""
    invalid = Invalid("line 1", None, ())
    first, second = RULES.evaluate_many([invalid, CASE], as_of=AS_OF)
    assert first is invalid
    assert getattr(second, "case_id", None) == CASE.case_id


def test_a_rule_that_is_not_there_is_named() -> None:
    """An unknown rule, or a selection of none, ends in one sentence."""
    with pytest.raises(UsageError, match=r"there is no rule `3\.2\.4-early-partner`"):
        RULES.rule("3.2.4-early-partner")
    with pytest.raises(UsageError, match=r"no rule fits `9\.\*`"):
        RULES.select(["9.*"])


def test_a_rule_set_is_shown_in_a_line_and_can_be_a_key() -> None:
    """Its text names packs and profile, and equal sets have the same hash."""
    again = load_rules(["ssb-2016"])
    assert repr(RULES).startswith("<RuleSet: ssb-2016 ")
    assert "\n" not in repr(RULES)
    assert len(repr(RULES)) < 100
    assert len({RULES, again}) == 1


def test_several_threads_compile_each_rule_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that begin at once wait for one of them, and all say the same."""
    compiled: Counter[str] = Counter()
    compile_rule = CompiledRule._compile

    def counted(rule: CompiledRule) -> Any:
        compiled[rule.rule.id] += 1
        return compile_rule(rule)

    monkeypatch.setattr(CompiledRule, "_compile", counted)
    rules = load_rules(["ssb-2016"])

    def judged(_: int) -> tuple[Any, ...]:
        return rules.evaluate(CASE, as_of=date(2026, 6, 1)).results

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(judged, range(8)))
    assert all(answer == answers[0] for answer in answers)
    assert set(compiled.values()) == {1}


def test_closures_and_compiled_rules_give_equal_evaluations() -> None:
    """Whether a record is among the first or one of many makes no difference to what is said of it."""
    many = load_rules(["ssb-2016"])
    many.prepare()
    cases: list[Case] = list(generate(5, seed=8))
    for case in cases:
        one, other = RULES.evaluate(case, as_of=AS_OF), many.evaluate(case, as_of=AS_OF)
        assert one.results == other.results
        assert one.changes_on == other.changes_on


def test_what_is_told_as_read_is_the_list_as_it_was(tmp_path: Path) -> None:
    """A list that is read as a whole is told without what came later, in it and in its items."""
    known = RULE.replace("requires: {exists: partner_contacts, where: {areas: {contains: need.area}}}", KNOWN)
    rules = load_rules([tiny_pack(tmp_path, CASES, known)], "text-only")
    agreed = {"area": "housing", "made_on": "2026-02-03", "completed_on": "2026-07-01"}
    agreements = [{**agreed, "agreement_id": "a"}, {**agreed, "agreement_id": "b", "made_on": "2026-07-01"}]
    need = {"need_id": "n", "area": "housing", "identified_on": "2026-02-01", "barrier": True}
    record = Case.model_validate(
        {
            "schema_version": "1",
            "case_id": "c",
            "citizen": {},
            "enrolment": {"enrolled_on": "2026-02-01"},
            "needs": [need],
            "agreements": agreements,
        },
        strict=False,
    )
    evaluation = rules.evaluate(record, as_of=date(2026, 6, 1))
    (result,) = evaluation.results
    (told,) = (each.value for each in evaluation.details(result).read if each.pointer == "/agreements")
    assert [(item.agreement_id, item.completed_on) for item in told] == [("a", None)]
