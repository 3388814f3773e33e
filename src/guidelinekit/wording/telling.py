"""Results with their explanations: each part is worked out when it is asked for, not before."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.compile.base import SettingsByPack, settings_of
from guidelinekit.compile.verdicts.explanations import Explanations, Found, subjects_of
from guidelinekit.compile.verdicts.facts import Facts, Memo
from guidelinekit.lang.rule import Rule, Text
from guidelinekit.results import Closing, Missing, Read, Reason, Result, Status
from guidelinekit.wording.saying import Said, Sayings


class Telling:
    """Makes results of verdicts, for the rules of a rule set."""

    def __init__(
        self,
        rules: Sequence[Rule],
        settings: SettingsByPack,
        local: Mapping[str, Collection[str]],
        blocking: Collection[str],
        explanations: Explanations | None = None,
    ) -> None:
        self.rules = rules
        self.explanations = explanations or Explanations(rules, settings)
        self.local: Sequence[Collection[str]] = [local[rule.pack] for rule in rules]
        self.sayings = Sayings(rules, [settings_of(rule, settings) for rule in rules])
        self.heads: Sequence[Mapping[str, Any]] = [_head(rule, blocking) for rule in rules]
        self.subjects: Sequence[Mapping[int, str]] = [subjects_of(rule) for rule in rules]


def _head(rule: Rule, blocking: Collection[str]) -> Mapping[str, Any]:
    """Give what is the same in every result of a rule."""
    return {
        "rule": rule.id,
        "anvisning": rule.anvisning,
        "modality": rule.modality,
        "evidence": rule.evidence,
        "passages": rule.passages,
        "blocking": rule.id in blocking,
        "waiver": None,
    }


class Told:
    """What the results of one record share; `memo` is what was found out of the record before."""

    __slots__ = ("as_of", "memo", "read", "telling")

    def __init__(self, telling: Telling, read: ReadRecord, as_of: date, memo: Memo) -> None:
        self.telling, self.read, self.as_of = telling, read, as_of
        self.memo = memo

    def results(self, found: Sequence[Found]) -> tuple[Result, ...]:
        """Give the results of verdicts."""
        return tuple([self._result(one) for one in found])  # a list is quicker to fill than a generator

    def _result(self, found: Found) -> Result:
        """Give the result of a verdict."""
        index, status, _, item, due_on = found
        result = object.__new__(Result)
        result.__dict__.update(  # a frozen class sets each field in a call of its own, six times as slowly
            self.telling.heads[index],
            status=status,
            subject="" if item is None else self.telling.subjects[index][item],
            due_on=due_on,
            overdue_days=(self.as_of - due_on).days
            if due_on is not None and status is Status.UNMET
            else None,
            detail=_Explanation(self, found),
        )
        return result


class _Explanation:
    """What explains one result, worked out when it is asked for."""

    __slots__ = ("_changes_on", "_explained", "_found", "_judged", "_sayings")

    def __init__(self, judged: Told, found: Found) -> None:
        self._judged, self._found = judged, found
        self._explained: Facts | None = None
        self._sayings: Said | None = None
        self._changes_on: date | _NotAsked | None = _NOT_ASKED

    @property
    def _facts(self) -> Facts:
        if self._explained is None:
            judged, read = self._judged, self._judged.read
            self._explained = judged.telling.explanations.explained(
                self._found, read.read, lambda: read.model, judged.as_of, judged.memo
            )
        return self._explained

    @property
    def _said(self) -> Said:
        if self._sayings is None:
            judged, facts = self._judged, self._facts
            index, _, _, item, _ = self._found
            verdict = facts.status, facts.reason, facts.due, facts.missing
            self._sayings = judged.telling.sayings.said(index, judged.read.read, item, judged.as_of, verdict)
        return self._sayings

    @property
    def reason(self) -> Reason:
        return self._found[2] or self._facts.reason

    @property
    def message(self) -> Text:
        return self._said[0]

    @property
    def remedy(self) -> Text:
        return self._said[1]

    @property
    def changes_on(self) -> date | None:
        if isinstance(self._changes_on, _NotAsked):
            judged, read = self._judged, self._judged.read
            self._changes_on = judged.telling.explanations.changes_on(
                self._found, read.read, lambda: read.model, judged.as_of, judged.memo
            )
        return self._changes_on

    @property
    def missing(self) -> tuple[Missing, ...]:
        return tuple([Missing(pointer, reason) for pointer, reason in self._facts.missing])

    @property
    def fields(self) -> Mapping[str, Any]:
        return self._facts.fields

    @property
    def read(self) -> tuple[Read, ...]:
        return tuple(Read(pointer, value) for pointer, value in self._facts.read.items())

    @property
    def closes(self) -> Closing | None:
        return self._facts.closes

    @property
    def local_parameters(self) -> tuple[str, ...]:
        named = self._facts.named
        if not named:
            return ()
        local = self._judged.telling.local[self._found[0]]
        return tuple(name for name in named if name in local)


class _NotAsked:
    """Stands where nothing has been worked out."""


_NOT_ASKED = _NotAsked()
