"""What the reference evaluator and the Python back end say of a rule on a case, in a form to be compared."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel

from guidelinekit.compile.base import BareOutcome, Outcome, SettingsByPack, settings_of
from guidelinekit.compile.closures import Closures
from guidelinekit.compile.closures.judging import OnRecord
from guidelinekit.compile.verdicts import PythonProgram
from guidelinekit.lang.rule import Rule
from guidelinekit.semantics.next_change import changes_on
from guidelinekit.semantics.reference import Judgement, judge
from guidelinekit.semantics.values import Settings

Answer = dict[str, Any]
BARE = ("status", "reason", "subject", "due_on")


def reference(
    rule: Rule, record: BaseModel, as_of: date, settings: Settings, *, brief: bool = False
) -> list[Answer]:
    """Give the bare verdicts of the reference evaluator; in brief, undetermined has another reason."""
    return [bare(judgement) for judgement in judge(rule, record, as_of, settings, brief=brief)]


def bare(judgement: Judgement) -> Answer:
    """Give the bare verdict of a judgement."""
    v = judgement.verdict
    return {key: getattr(v, key) for key in BARE}


def compiled(
    program: PythonProgram, rule: Rule, record: Any, as_of: date, number: int | None = None
) -> list[Answer]:
    """Give the bare verdicts of a rule's program, or of one with this number among several of a program."""
    outcomes, _ = program.judge(record, as_of, rule.subject)
    return answers(rule, [each for each in outcomes if number in (None, each[0])])


def answers(rule: Rule, outcomes: list[BareOutcome]) -> list[Answer]:
    """Return the verdicts of a program on one rule."""
    return [
        {"status": status, "reason": reason, "subject": subject_of(rule, item), "due_on": due_on}
        for _, status, reason, item, due_on in outcomes
    ]


def same_verdicts(expected: list[Answer], found: list[Answer]) -> bool:
    """Say whether verdicts agree. A reason that was left to the explanation is not compared."""
    told = [
        {**answer, "reason": answer["reason"] or known["reason"]}
        for known, answer in zip(expected, found, strict=False)
    ]
    return len(expected) == len(found) and told == expected


def reference_findings(
    rule: Rule, record: BaseModel, as_of: date, settings: Settings, *, still: bool | None = None
) -> list[Answer]:
    """Return what the reference evaluator says of each result: what is missing, and when it changes."""
    return [
        {
            **bare(judgement),
            "overdue": judgement.verdict.overdue_days,
            "missing": judgement.missing,
            "changes_on": changes_on(rule, record, judgement, settings, still=still),
        }
        for judgement in judge(rule, record, as_of, settings)
    ]


def findings(
    asked: OnRecord, index: int, rule: Rule, outcomes: "Iterable[Outcome] | None" = None
) -> list[Answer]:
    """Return what closures say of each result of one of their rules, or make of verdicts in a caseload."""
    return [
        {
            "status": judged.status,
            "reason": judged.reason,
            "subject": subject_of(rule, judged.item),
            "due_on": judged.due_on,
            "overdue": judged.overdue_days,
            "missing": judged.missing,
            "changes_on": asked.changes_on(judged),
        }
        for judged in (asked.of_rule(index)[0] if outcomes is None else map(asked.completed, outcomes))
    ]


def subject_of(rule: Rule, item: int | None) -> str:
    """Return the JSON pointer of what was judged: the record, or one item."""
    if item is None or rule.for_each is None:
        return ""
    return "".join(f"/{step}" for step in (*rule.for_each.over.steps, item))


class RuleAnswers:
    """One rule compiled, alone or among others of its pack."""

    rules: tuple[Rule, ...]
    program: PythonProgram
    closures: Closures

    def __init__(self, rule: Rule, settings: Settings, among: "RuleAnswers | None" = None) -> None:
        self.rule, self.settings, self.number = rule, settings, 0
        if among is None:
            self._compile((rule,))
        else:
            self.program, self.closures = among.program, among.closures
            self.number = among.rules.index(rule)

    def _compile(self, rules: tuple[Rule, ...]) -> None:
        by_pack: SettingsByPack = {self.rule.pack: self.settings}
        self.rules = rules
        either = len(self.rule.model_dump_json()) % 2  # half of them with all definitions as functions
        self.program = PythonProgram(rules, by_pack, worth_alone=1, worth_a_function=(1, 80)[either])
        self.closures = Closures(rules, by_pack)
        assert settings_of(self.rule, by_pack) is self.settings

    @classmethod
    def together(cls, rules: "tuple[Rule, ...]", settings: Settings) -> "list[RuleAnswers]":
        """Return rules that are compiled as one program."""
        first = cls(rules[0], settings)
        first._compile(rules)
        return [first, *(cls(rule, settings, first) for rule in rules[1:])]

    def verdicts_agree(self, record: BaseModel, as_of: date) -> bool:
        """Say whether both give the same verdicts."""
        expected = reference(self.rule, record, as_of, self.settings)
        return same_verdicts(expected, compiled(self.program, self.rule, record, as_of, self.number))

    def findings_agree(self, record: BaseModel, as_of: date) -> bool:
        """Say whether closures find what the reference evaluator does."""
        expected = reference_findings(self.rule, record, as_of, self.settings)
        return findings(OnRecord(self.closures, record, as_of), self.number, self.rule) == expected


def compared(
    together: Sequence[RuleAnswers], record: Any, as_of: date
) -> Iterator[tuple[RuleAnswers, list[Answer], bool]]:
    """Yield of each rule of a program what the reference says, and whether closures and verdicts say so too.

    Verdicts also say until when they hold: no later than the reference first says something else. What is
    made of them in a caseload is compared whole.
    """
    first = together[0]
    outcomes, until = first.program.judge(record, as_of, first.rule.subject)
    asked = OnRecord(first.closures, record, as_of)
    held = OnRecord(first.closures, record, as_of, until, first.program.alone)
    for each in together:
        still = each.closures.rules[each.number].still
        expected = reference_findings(each.rule, record, as_of, each.settings, still=still)
        verdicts = [outcome for outcome in outcomes if outcome[0] == each.number]
        of_rule = answers(each.rule, verdicts)
        bare = [{key: answer[key] for key in BARE} for answer in expected]
        change = min((answer["changes_on"] or date.max for answer in expected), default=date.max)
        holds = still or until.get(each.number, date.max) <= change
        same = same_verdicts(bare, of_rule) and findings(asked, each.number, each.rule) == expected
        in_caseload = findings(held, each.number, each.rule, verdicts) == expected
        yield each, expected, same and in_caseload and holds
