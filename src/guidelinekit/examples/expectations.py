"""What an author expects of results, compared with what a rule says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from guidelinekit.lang.rule import Rule
from guidelinekit.results import Missing, Reason, Status
from guidelinekit.semantics.next_change import changes_on
from guidelinekit.semantics.reference import Judgement, judge
from guidelinekit.semantics.values import Settings


class Answer(Protocol):
    """What a rule says of a record or an item, as far as an example can expect it."""

    @property
    def status(self) -> Status:
        """The verdict."""

    @property
    def subject(self) -> str:
        """The JSON pointer of the item; empty for the record."""

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What made the verdict undetermined."""


@dataclass(frozen=True)
class Judged:
    """An answer of the reference evaluator; what is seldom expected is worked out when asked for."""

    rule: Rule
    judgement: Judgement
    settings: Settings
    local: frozenset[str]
    """The names of the parameters that are set locally."""

    @property
    def status(self) -> Status:
        """The verdict."""
        return self.judgement.verdict.status

    @property
    def reason(self) -> Reason:
        """Why the verdict is what it is."""
        return self.judgement.verdict.reason

    @property
    def subject(self) -> str:
        """The JSON pointer of the item; empty for the record."""
        return self.judgement.verdict.subject

    @property
    def due_on(self) -> date | None:
        """The last day."""
        return self.judgement.verdict.due_on

    @property
    def overdue_days(self) -> int | None:
        """The days since the last day, where the duty is unmet."""
        late = self.status is Status.UNMET and self.due_on is not None
        return (self.judgement.scope.as_of - self.due_on).days if late and self.due_on else None

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What made the verdict undetermined."""
        return self.judgement.missing

    @property
    def local_parameters(self) -> tuple[str, ...]:
        """The local parameters that the verdict leans on."""
        return tuple(name for name in self.judgement.parameters if name in self.local)

    @cached_property
    def changes_on(self) -> date | None:
        """The next date on which the verdict changes by itself."""
        record = next(iter(self.judgement.scope.items.values())).value
        return changes_on(self.rule, record, self.judgement, self.settings)


def answers(
    rule: Rule, record: Any, as_of: date, settings: Settings, local: frozenset[str]
) -> tuple[Judged, ...]:
    """Return what a rule says of a record, whether or not the rule is part of a pack."""
    return tuple(Judged(rule, one, settings, local) for one in judge(rule, record, as_of, settings))


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
    return [part.pointer for part in answer.missing] if key == "missing" else getattr(answer, key)


def _matched(expect: Sequence[Mapping[str, Any]], actual: Sequence[Answer]) -> list[int]:
    """Return for each expectation the index of the answer that it is about: by name where it gives one."""
    left, chosen = list(range(len(actual))), dict[int, int]()
    for number, expected in enumerate(expect):
        for key in ("subject",):
            named = next(
                (n for n in left if key in expected and _value(actual[n], key) == expected[key]), None
            )
            if named is not None:
                chosen[number] = named
                left.remove(named)
                break
    return [chosen[number] if number in chosen else left.pop(0) for number in range(len(expect))]
