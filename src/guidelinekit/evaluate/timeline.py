"""The course of a record: when each of its duties became what it is, judged by what was known on the day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from guidelinekit.case import AnyRecord
from guidelinekit.evaluate.evaluation import Evaluation, Standing
from guidelinekit.evaluate.making import DutyName
from guidelinekit.evaluate.rule_set import RuleSet
from guidelinekit.results import Result
from guidelinekit.text import Text


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which a duty got another status or another deadline."""

    day: date
    result: Result | None
    """What the rule says on that day; None where the duty is no longer there."""


@dataclass(frozen=True, slots=True)
class DutyHistory:
    """The turns of one duty, the oldest first."""

    rule: str
    """The full id of the rule."""
    title: Text
    item: str
    key: str
    turns: tuple[Turn, ...]
    changes_on: date | None
    """The next date on which it changes if nothing more is recorded; None if it never does."""


def timeline(rules: RuleSet, record: AnyRecord, *, until: date) -> tuple[DutyHistory, ...]:
    """Evaluate a record on each day up to `until` on which something was recorded or changed by itself.

    Returns the history of each duty, in the order of the rules and of their items.
    """
    turns: dict[DutyName, list[Turn]] = {}
    last: Mapping[DutyName, Standing] = {}
    for evaluation in _evaluations(rules, record, until):
        states = evaluation.states
        turned = dict.fromkeys(duty for duty in {**last, **states} if last.get(duty) != states.get(duty))
        made = {(each.rule, each.item): each for each in evaluation.of(turned)}
        for duty in turned:
            turns.setdefault(duty, []).append(Turn(evaluation.as_of, made.get(duty)))
        last = states
    now = {(each.rule, each.item): each for each in evaluation.results}
    order = {rule.id: index for index, rule in enumerate(rules.rules)}
    return tuple(
        _history(rules, duty, tuple(turns[duty]), now.get(duty))
        for duty in sorted(turns, key=lambda duty: (order[duty[0]], duty[1]))
    )


def _evaluations(rules: RuleSet, record: AnyRecord, until: date) -> Iterator[Evaluation]:
    """Return the evaluation of a record on each day on which that may say something else."""
    recorded = sorted({day for day in _days(record.model_dump()) if day < until} | {until})
    for day, end in zip(recorded, [*recorded[1:], until], strict=True):
        next_day: date | None = day
        while next_day is not None:
            evaluation = rules.evaluate(record, as_of=next_day)
            yield evaluation
            next_day = evaluation.changes_before(end)


def _history(rules: RuleSet, duty: DutyName, turns: tuple[Turn, ...], now: Result | None) -> DutyHistory:
    rule, item = duty
    key = next(turn.result.key for turn in turns if turn.result is not None)
    changes_on = None if now is None else now.changes_on
    return DutyHistory(rule, rules.rule(rule).title, item, key, turns, changes_on)


def _days(value: Any) -> Iterator[date]:
    """Return every date in a record."""
    match value:
        case date():
            yield value
        case dict():
            for part in value.values():
                yield from _days(part)
        case list() | tuple():
            for part in value:
                yield from _days(part)
