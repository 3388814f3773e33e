"""Results with their explanations, which the reference evaluator works out when they are asked for."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from guidelinekit.case.keys import item_key, result_key
from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.compile.base import Outcome, SettingsByPack, settings_of
from guidelinekit.lang.rule import Rule, Text
from guidelinekit.results import Closing, Missing, Read, Reason, Result, Status
from guidelinekit.semantics.gap import closing
from guidelinekit.semantics.next_change import changes_on
from guidelinekit.semantics.reference import Judgement, judge
from guidelinekit.wording.saying import Said, Sayings

Memo = dict[str, dict[str, Judgement]]
"""The judgements of one record at one date: by rule, then by the pointer of the item judged."""


class Telling:
    """Makes results of verdicts, for the rules of a rule set."""

    def __init__(
        self,
        rules: Sequence[Rule],
        settings: SettingsByPack,
        local: Mapping[str, Collection[str]],
        blocking: Collection[str],
    ) -> None:
        self.rules = rules
        self.settings = [settings_of(rule, settings) for rule in rules]
        self.local: Sequence[Collection[str]] = [local[rule.pack] for rule in rules]
        self.sayings = Sayings(rules, self.settings)
        self.heads: Sequence[Mapping[str, Any]] = [_head(rule, blocking) for rule in rules]


def _head(rule: Rule, blocking: Collection[str]) -> Mapping[str, Any]:
    """Return what is the same in every result of a rule."""
    return {
        "rule": rule.id,
        "anvisning": rule.anvisning,
        "modality": rule.modality,
        "evidence": rule.evidence,
        "passages": rule.passages,
        "blocking": rule.id in blocking,
        "waiver": None,
    }


def subject_of(rule: Rule, item: int | None) -> str:
    """Return the JSON pointer of what was judged: the record, or one item."""
    if item is None or rule.for_each is None:
        return ""
    return "".join(f"/{step}" for step in (*rule.for_each.over.steps, item))


class Told:
    """What the results of one record share; `memo` is what was judged of the record before."""

    __slots__ = ("as_of", "memo", "read", "telling")

    def __init__(self, telling: Telling, read: ReadRecord, as_of: date, memo: Memo) -> None:
        self.telling, self.read, self.as_of = telling, read, as_of
        self.memo = memo

    def results(self, outcomes: Sequence[Outcome]) -> tuple[Result, ...]:
        """Return the results of verdicts."""
        return tuple([self._result(outcome) for outcome in outcomes])

    def judgement(self, index: int, subject: str) -> Judgement:
        """Return the reference's judgement of a rule, by its index."""
        rule = self.telling.rules[index]
        if rule.id not in self.memo:
            judgements = judge(rule, self.read.model, self.as_of, self.telling.settings[index])
            self.memo[rule.id] = {each.verdict.subject: each for each in judgements}
        return self.memo[rule.id][subject]

    def _result(self, outcome: Outcome) -> Result:
        index, status, _, item, due_on = outcome
        subject = subject_of(self.telling.rules[index], item)
        name = item_key(self.read.read, subject)
        result = object.__new__(Result)
        result.__dict__.update(  # a frozen class sets each field in a call of its own, six times as slowly
            self.telling.heads[index],
            status=status,
            subject=subject,
            item=name,
            key=result_key(self.read.identifier, self.telling.rules[index].id, name),
            due_on=due_on,
            overdue_days=(self.as_of - due_on).days
            if due_on is not None and status is Status.UNMET
            else None,
            detail=_Explanation(self, outcome),
        )
        return result


class _Explanation:
    """What explains one result, worked out when it is asked for."""

    def __init__(self, record: Told, outcome: Outcome) -> None:
        self._record, self._outcome = record, outcome
        self._rule = record.telling.rules[outcome[0]]

    @cached_property
    def _judgement(self) -> Judgement:
        index, _, _, item, _ = self._outcome
        return self._record.judgement(index, subject_of(self._rule, item))

    @cached_property
    def _sentences(self) -> Said:
        record, (index, status, _, item, due_on) = self._record, self._outcome
        missing = tuple((each.pointer, each.reason) for each in self.missing)
        verdict = status, self.reason, due_on, missing
        return record.telling.sayings.said(index, record.read.read, item, record.as_of, verdict)

    @property
    def reason(self) -> Reason:
        return self._outcome[2] or self._judgement.verdict.reason

    @property
    def message(self) -> Text:
        return self._sentences[0]

    @property
    def remedy(self) -> Text:
        return self._sentences[1]

    @cached_property
    def changes_on(self) -> date | None:
        settings = self._record.telling.settings[self._outcome[0]]
        return changes_on(self._rule, self._record.read.model, self._judgement, settings)

    @property
    def missing(self) -> tuple[Missing, ...]:
        return self._judgement.missing

    @property
    def fields(self) -> Mapping[str, Any]:
        return {each.pointer: each.value for each in self.read}

    @property
    def read(self) -> tuple[Read, ...]:
        return self._judgement.read

    @property
    def closes(self) -> Closing | None:
        return closing(self._rule, self._judgement)

    @property
    def local_parameters(self) -> tuple[str, ...]:
        local = self._record.telling.local[self._outcome[0]]
        return tuple(name for name in self._judgement.parameters if name in local)
