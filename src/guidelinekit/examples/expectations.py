"""What an author expects of results, compared with what a rule says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guidelinekit.case.keys import item_key
from guidelinekit.compile.base import Conclusion
from guidelinekit.evaluate.making import parameters_leaned_on
from guidelinekit.evaluate.unpacked import LooseRule
from guidelinekit.examples.example_file import Example
from guidelinekit.results import Result


@dataclass(frozen=True, slots=True)
class BareAnswer:
    """What a rule says of an example, as far as an author can expect it."""

    judged: Conclusion
    rule: LooseRule
    example: Example
    local: frozenset[str]
    """The names of the parameters that are set locally."""

    @property
    def subject(self) -> str:
        """The JSON pointer of the item judged; empty for the record itself."""
        each, item = self.rule.rule.for_each, self.judged.item
        return "" if each is None or item is None else f"/{'/'.join(each.over.steps)}/{item}"

    @property
    def item(self) -> str:
        """The name of the item judged, the same in every export; empty for the record itself."""
        return item_key(self.example.record, self.subject)

    def value(self, key: str) -> Any:
        """Return what stands under a key of an example; what is seldom asked for is worked out then."""
        match key:
            case "subject" | "item":
                return getattr(self, key)
            case "missing":
                return [part.pointer for part in self.judged.missing]
            case "local_parameters":
                return parameters_leaned_on(self.rule.rule, self.local)
            case "changes_on":
                return self.rule.changes_on(self.judged, self.example.record, self.example.as_of)
            case _:
                return getattr(self.judged, key)


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
    item: str
    key: str
    expected: Any
    actual: Any


def differences(example: Example, came: Sequence[Answer]) -> Iterator[Mismatch]:
    """Return each key that differs. There must be as many answers as are expected.

    What names its item, or its place in the record, is expected of that one, whatever the order.
    """
    for expected, index in zip(example.expect, matched(example, came), strict=True):
        for key, value in expected.items():
            wanted, actual = plain(value), plain(value_of(came[index], key))
            if wanted != actual:
                yield Mismatch(index, came[index].item, key, wanted, actual)


def agrees(example: Example, came: Sequence[Answer]) -> bool:
    """Say whether the answers are those that an author expects."""
    return len(example.expect) == len(came) and not any(differences(example, came))


def plain(value: Any) -> Any:
    """Return a value in the form of the examples' file, the entries of a list in an order of their own."""
    match value:
        case date():
            return value.isoformat()
        case list() | tuple():
            return sorted(value)
        case _:
            return value


def value_of(answer: Answer, key: str) -> Any:
    """Return what an answer says under a key of an example."""
    if isinstance(answer, BareAnswer):
        return answer.value(key)
    return [part.pointer for part in answer.missing] if key == "missing" else getattr(answer, key)


def matched(example: Example, came: Sequence[Answer]) -> list[int]:
    """Return for each expectation the index of the answer that it is about: by name where it gives one."""
    left, chosen = sorted(range(len(came)), key=lambda n: came[n].item), dict[int, int]()
    for number, expected in enumerate(example.expect):
        key = next((key for key in ("item", "subject") if key in expected), None)
        named = (n for n in left if key is not None and value_of(came[n], key) == expected[key])
        index = next(named, None)
        if index is not None:
            chosen[number] = index
            left.remove(index)
    return [chosen[number] if number in chosen else left.pop(0) for number in range(len(example.expect))]
