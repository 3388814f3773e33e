"""The course of a record: when each of its duties became what it is, judged by what was known on the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from guidelinekit.case import AnyRecord
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
    turns: dict[tuple[str, str], list[Turn]] = {}
    now: dict[tuple[str, str], Result] = {}
    for day, results in _evaluations(rules, record, until):
        now = {(result.rule, result.item): result for result in results}
        for duty in {**turns, **now}:
            history, result = turns.setdefault(duty, []), now.get(duty)
            if _state(history[-1].result if history else None) != _state(result):
                history.append(Turn(day, result))
    order = {rule.id: index for index, rule in enumerate(rules.rules)}
    return tuple(
        _history(rules, duty, tuple(turns[duty]), now.get(duty))
        for duty in sorted(turns, key=lambda duty: (order[duty[0]], duty[1]))
    )


def _evaluations(rules: RuleSet, record: AnyRecord, until: date) -> Iterator[tuple[date, tuple[Result, ...]]]:
    """Return what is said of a record on each day on which that may be something else."""
    recorded = sorted({day for day in _days(record.model_dump()) if day <= until} | {until})
    for day, end in zip(recorded, [*recorded[1:], date.max], strict=True):
        next_day: date | None = day
        while next_day is not None and next_day < end and next_day <= until:
            evaluation = rules.evaluate(record, as_of=next_day)
            yield next_day, evaluation.results
            next_day = evaluation.changes_on


def _state(result: Result | None) -> tuple[Any, ...] | None:
    return None if result is None else (result.status, result.due_on)


def _history(
    rules: RuleSet, duty: tuple[str, str], turns: tuple[Turn, ...], now: Result | None
) -> DutyHistory:
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
