"""What the reference evaluator and the Python back end say of a rule on a case, in a form to be compared."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from guidelinekit.compile.base import SettingsByPack, settings_of
from guidelinekit.compile.verdicts import PythonProgram
from guidelinekit.compile.verdicts.explanations import Explanations, subject_of
from guidelinekit.lang.rule import Rule
from guidelinekit.semantics.gap import closing
from guidelinekit.semantics.next_change import changes_on
from guidelinekit.semantics.reference import judge
from guidelinekit.semantics.values import Settings

Answer = dict[str, Any]


def reference(rule: Rule, record: BaseModel, as_of: date, settings: Settings) -> list[Answer]:
    """Give the bare verdicts of the reference evaluator."""
    return [
        {"status": v.status, "reason": v.reason, "subject": v.subject, "due_on": v.due_on}
        for v in (judgement.verdict for judgement in judge(rule, record, as_of, settings))
    ]


def compiled(program: PythonProgram, rule: Rule, record: Any, as_of: date) -> list[Answer]:
    """Give the bare verdicts of a rule's program; a reason only where it tells one."""
    found = program.judge(record, as_of, rule.subject)
    return [
        {"status": status, "reason": reason, "subject": subject_of(rule, item), "due_on": due_on}
        for _, status, reason, item, due_on in found
    ]


def same_verdicts(expected: list[Answer], found: list[Answer]) -> bool:
    """Say whether verdicts agree. A reason that was left to the explanation is not compared."""
    told = [
        {**answer, "reason": answer["reason"] or known["reason"]}
        for known, answer in zip(expected, found, strict=False)
    ]
    return len(expected) == len(found) and told == expected


def reference_details(
    rule: Rule, record: BaseModel, as_of: date, settings: Settings, *, still: bool | None = None
) -> Iterator[Answer]:
    """Give all that the reference evaluator tells of each result; `still` is what `stands_still` says."""
    for judgement in judge(rule, record, as_of, settings):
        verdict = judgement.verdict
        yield {
            "status": verdict.status,
            "reason": verdict.reason,
            "subject": verdict.subject,
            "due_on": verdict.due_on,
            "missing": [(one.pointer, one.reason) for one in judgement.missing],
            "read": [(one.pointer, one.value) for one in judgement.read],
            "parameters": list(judgement.parameters),
            "closes": closing(rule, judgement),
            "changes_on": changes_on(rule, record, judgement, settings, still=still),
        }


def compiled_details(
    explanations: Explanations, program: PythonProgram, rules: list[Rule], record: Any, as_of: date
) -> Iterator[Answer]:
    """Give all that compiled explanations tell of each result of rules on a kind of record."""
    memo: dict[str, Any] = {}
    for found in program.judge(record, as_of, rules[0].subject):
        facts = explanations.explained(found, record, lambda: record, as_of, memo)
        yield {
            "status": facts.status,
            "reason": facts.reason,
            "subject": subject_of(rules[found[0]], found[3]),
            "due_on": facts.due,
            "missing": list(facts.missing),
            "read": list(facts.read.items()),
            "parameters": list(facts.named),
            "closes": facts.closes,
            "changes_on": explanations.changes_on(found, record, lambda: record, as_of, memo),
        }


class RuleAnswers:
    """One rule compiled, its verdicts and its explanations."""

    def __init__(self, rule: Rule, settings: Settings) -> None:
        self.rule, self.settings = rule, settings
        by_pack: SettingsByPack = {rule.id.partition("/")[0]: settings}
        self.program = PythonProgram((rule,), by_pack)
        self.explanations = Explanations((rule,), by_pack, often=0)
        assert settings_of(rule, by_pack) is settings

    def verdicts_agree(self, record: BaseModel, as_of: date) -> bool:
        """Say whether both give the same verdicts."""
        expected = reference(self.rule, record, as_of, self.settings)
        return same_verdicts(expected, compiled(self.program, self.rule, record, as_of))

    def details(self, record: BaseModel, as_of: date) -> list[Answer]:
        """Give all that is told of each result, compiled."""
        return list(compiled_details(self.explanations, self.program, [self.rule], record, as_of))

    def details_agree(self, record: BaseModel, as_of: date) -> bool:
        """Say whether both explain every result in the same way."""
        return list(reference_details(self.rule, record, as_of, self.settings)) == self.details(record, as_of)
