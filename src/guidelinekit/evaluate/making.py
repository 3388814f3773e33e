"""Results made of verdicts: what the rule says is put together with what the record says."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guidelinekit.case.keys import item_keys, result_key
from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.compile.base import Conclusion, Outcome, SettingsByPack
from guidelinekit.compile.closures import Closures, OnRecord
from guidelinekit.evaluate.messages import Messages
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Evidence, Modality, Rule
from guidelinekit.lang.walk import nodes
from guidelinekit.results import Result
from guidelinekit.semantics.values import Settings
from guidelinekit.text import Text

DutyName = tuple[str, str]
"""What a rule asks for: its full id and the name of the item that it is about; empty for the record."""


class ResultMaker:
    """Makes results, for the rules of a rule set."""

    def __init__(
        self,
        rules: Sequence[Rule],
        settings: SettingsByPack,
        local: Mapping[str, Collection[str]],
        blocking: Collection[str],
    ) -> None:
        self.closures = Closures(rules, settings)
        self._rules = [
            _shared(each.rule, each.settings, local[each.rule.pack], blocking) for each in self.closures.rules
        ]

    def results(
        self, outcomes: Iterable[Outcome], record: ReadRecord, as_of: date, on_record: OnRecord
    ) -> tuple[Result, ...]:
        """Return the results of verdicts on a record: by rule, and for each rule by item."""
        conclusions = [on_record.completed(outcome) for outcome in outcomes]
        names: dict[str, tuple[str, ...]] = {}
        results: list[Result] = []
        start = 0
        for number, conclusion in enumerate(conclusions):
            if conclusion.rule != conclusions[start].rule:
                _by_item(results, start)
                start = number
            changes_on = on_record.changes_on(conclusion)
            results.append(self._result(conclusion, record, as_of, changes_on, names))
        _by_item(results, start)
        return tuple(results)

    def duties(self, outcomes: Iterable[Outcome], record: ReadRecord) -> Iterator[tuple[DutyName, Outcome]]:
        """Yield verdicts on a record, each with the duty that it is about."""
        names: dict[str, tuple[str, ...]] = {}
        for outcome in outcomes:
            rule, position = self._rules[outcome[0]], outcome[3]
            if position is not None and rule.over not in names:
                names[rule.over] = item_keys(record.read, rule.over)
            yield (rule.head[0], "" if position is None else names[rule.over][position]), outcome

    def _result(
        self,
        conclusion: Conclusion,
        record: ReadRecord,
        as_of: date,
        changes_on: date | None,
        names: dict[str, tuple[str, ...]],
    ) -> Result:
        index, status, reason, position, due_on, missing, overdue_days = conclusion
        rule, read = self._rules[index], record.read
        subject, name, item = "", "", None
        if position is not None:
            if rule.over not in names:
                names[rule.over] = item_keys(read, rule.over)
            subject, name = f"/{rule.over}/{position}", names[rule.over][position]
            item = getattr(read, rule.over)[position]
        message, remedy = rule.messages.of(read, item, as_of, status, reason, due_on, missing)
        return Result(
            *rule.head,
            status,
            reason,
            subject,
            name,
            result_key(record.identifier, rule.head[0], name),
            due_on,
            overdue_days,
            missing,
            message,
            remedy,
            changes_on,
            rule.local_parameters,
            rule.blocking,
        )


def _by_item(results: list[Result], start: int) -> None:
    """Put the results of one rule, which stand at the end, in the order of their items."""
    if len(results) - start > 1:
        results[start:] = sorted(results[start:], key=lambda result: result.item)


@dataclass(frozen=True, slots=True)
class _RuleResults:
    """What is the same in every result of a rule."""

    head: tuple[str, str, Text, Modality, Evidence, tuple[str, ...]]
    """The first fields of a result: rule, anvisning, title, modality, evidence, passages."""
    messages: Messages
    over: str
    """The list whose items are judged; empty where the record is."""
    local_parameters: tuple[str, ...]
    blocking: bool


def _shared(
    rule: Rule, settings: Settings, local: Collection[str], blocking: Collection[str]
) -> _RuleResults:
    return _RuleResults(
        (rule.id, rule.anvisning, rule.title, rule.modality, rule.evidence, rule.passages),
        Messages(rule, settings),
        "" if rule.for_each is None else rule.for_each.over.steps[0],
        parameters_leaned_on(rule, local),
        rule.id in blocking,
    )


def parameters_leaned_on(rule: Rule, local: Collection[str]) -> tuple[str, ...]:
    """Return the local parameters that a rule names, by itself or by a definition: a fact of the rule."""
    return tuple(dict.fromkeys(each.name for each in nodes(rule, e.Parameter) if each.name in local))
