"""What an author expects of results, compared with what a rule says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guidelinekit.lang.rule import Rule
from guidelinekit.results import Result, Status
from guidelinekit.semantics.next_change import changes_on
from guidelinekit.semantics.reference import Judgement, judge
from guidelinekit.semantics.values import Settings


@dataclass(frozen=True, slots=True)
class Judged:
    """What the reference evaluator says of a record or an item, with what it takes to say more of it."""

    rule: Rule
    judgement: Judgement
    settings: Settings
    local: frozenset[str]
    """The names of the parameters that are set locally."""


Answer = Result | Judged


def answers(
    rule: Rule, record: Any, as_of: date, settings: Settings, local: frozenset[str]
) -> tuple[Judged, ...]:
    """Return what a rule says of a record, whether or not the rule is part of a pack."""
    return tuple(Judged(rule, each, settings, local) for each in judge(rule, record, as_of, settings))


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One key of which an author expects something else; both values as in the file of the examples."""

    index: int
    """Which of the results."""
    subject: str
    key: str
    expected: Any
    actual: Any


def differences(expect: Sequence[Mapping[str, Any]], actual: Sequence[Answer]) -> Iterator[Mismatch]:
    """Return each key that differs. There must be as many answers as are expected.

    What names its item, or its place in the record, is expected of that one, whatever the order.
    """
    for expected, index in zip(expect, _matched(expect, actual), strict=True):
        answer = actual[index]
        for key, value in expected.items():
            wanted, came = plain(value), plain(_value(answer, key))
            if wanted != came:
                yield Mismatch(index, _value(answer, "subject"), key, wanted, came)


def agrees(expect: Sequence[Mapping[str, Any]], actual: Sequence[Answer]) -> bool:
    """Say whether the answers are those that an author expects."""
    return len(expect) == len(actual) and not any(differences(expect, actual))


def plain(value: Any) -> Any:
    """Return a value in the form of the examples' file, the entries of a list in an order of their own."""
    match value:
        case date():
            return value.isoformat()
        case list() | tuple():
            return sorted(value)
        case _:
            return value


def _value(answer: Answer, key: str) -> Any:
    """Return what an answer says under a key of an example; what is seldom asked for is worked out then."""
    if isinstance(answer, Result):
        return [part.pointer for part in answer.missing] if key == "missing" else getattr(answer, key)
    judgement, verdict = answer.judgement, answer.judgement.verdict
    scope = judgement.scope
    match key:
        case "missing":
            return [part.pointer for part in judgement.missing]
        case "local_parameters":
            return [name for name in judgement.parameters if name in answer.local]
        case "changes_on":
            record = next(iter(scope.items.values())).value
            return changes_on(answer.rule, record, judgement, answer.settings)
        case "overdue_days" if verdict.status is Status.UNMET and verdict.due_on is not None:
            return (scope.as_of - verdict.due_on).days
        case "overdue_days":
            return None
        case _:
            return getattr(verdict, key)


def _matched(expect: Sequence[Mapping[str, Any]], actual: Sequence[Answer]) -> list[int]:
    """Return for each expectation the index of the answer that it is about: by name where it gives one."""
    left, chosen = list(range(len(actual))), dict[int, int]()
    for number, expected in enumerate(expect):
        about = expected.get("subject")
        named = next((n for n in left if about is not None and _value(actual[n], "subject") == about), None)
        if named is not None:
            chosen[number] = named
            left.remove(named)
    return [chosen[number] if number in chosen else left.pop(0) for number in range(len(expect))]
