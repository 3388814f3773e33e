"""What an author expects of results, compared with what a rule says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guidelinekit.compile.closures import Judged
from guidelinekit.evaluate.unpacked import LooseRule
from guidelinekit.examples.example_file import Example
from guidelinekit.lang import expr as e
from guidelinekit.lang.walk import nodes
from guidelinekit.results import Result, Status


@dataclass(frozen=True, slots=True)
class BareAnswer:
    """What a rule says of an example, as far as an author can expect it."""

    judged: Judged
    rule: LooseRule
    example: Example
    local: frozenset[str]
    """The names of the parameters that are set locally."""

    @property
    def subject(self) -> str:
        """The JSON pointer of the item judged; empty for the record itself."""
        each, item = self.rule.rule.for_each, self.judged.item
        return "" if each is None or item is None else f"/{'/'.join(each.over.steps)}/{item}"

    def value(self, key: str) -> Any:
        """Return what stands under a key of an example; what is seldom asked for is worked out then."""
        judged, as_of = self.judged, self.example.as_of
        match key:
            case "subject":
                return self.subject
            case "missing":
                return [part.pointer for part in judged.missing]
            case "local_parameters":
                named = dict.fromkeys(node.name for node in nodes(self.rule.rule, e.Parameter))
                return [name for name in named if name in self.local]
            case "changes_on":
                return self.rule.changes_on(judged, self.example.record, as_of)
            case "overdue_days":
                late = judged.status is Status.UNMET and judged.due_on is not None
                return (as_of - judged.due_on).days if late and judged.due_on else None
            case _:
                return getattr(judged, key)


Answer = Result | BareAnswer


def answers(rule: LooseRule, example: Example, local: frozenset[str]) -> tuple[BareAnswer, ...]:
    """Return what a rule, whether or not it is part of a pack, says of an example."""
    judged = rule.judge(example.record, example.as_of)
    return tuple(BareAnswer(each, rule, example, local) for each in judged)


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
                yield Mismatch(index, answer.subject, key, wanted, came)


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
    if isinstance(answer, BareAnswer):
        return answer.value(key)
    return [part.pointer for part in answer.missing] if key == "missing" else getattr(answer, key)


def _matched(expect: Sequence[Mapping[str, Any]], actual: Sequence[Answer]) -> list[int]:
    """Return for each expectation the index of the answer that it is about: by name where it gives one."""
    left, chosen = list(range(len(actual))), dict[int, int]()
    for number, expected in enumerate(expect):
        about = expected.get("subject")
        named = next((n for n in left if about is not None and actual[n].subject == about), None)
        if named is not None:
            chosen[number] = named
            left.remove(named)
    return [chosen[number] if number in chosen else left.pop(0) for number in range(len(expect))]
