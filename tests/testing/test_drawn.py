"""What the strategies draw: parts of the language and shapes of a record that once were never drawn."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.lang.walk import nodes
from guidelinekit.testing import documents, rules

pytestmark = pytest.mark.xdist_group("drawn")  # what its tests share is made once
T = TypeVar("T")
WORDS = {"1", "2", "a-3", "æøå"}
BORN = e.Path(root=e.CASE, steps=("citizen", "birth_date"))


def drawn(strategy: st.SearchStrategy[T], how_many: int) -> list[T]:
    """Draw some, the same ones each time."""
    values: list[T] = []
    quiet = list(HealthCheck)

    @settings(
        max_examples=how_many,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=quiet,
    )
    @given(strategy)
    def collect(value: T) -> None:
        values.append(value)

    collect()
    return values


@pytest.fixture(scope="module")
def some_rules() -> list[Rule]:
    """Draw rules about cases."""
    return drawn(rules(), 250)


@pytest.fixture(scope="module")
def some_records() -> list[dict[str, Any]]:
    """Draw cases as JSON would give them."""
    return drawn(documents(), 100)


def comparisons(rule: Rule) -> Iterator[tuple[Any, Any]]:
    """Yield the two sides of every comparison."""
    yield from ((each.left, each.right) for each in nodes(rule, e.Compare))


RULES: dict[str, Callable[[Rule], bool]] = {
    "a definition": lambda rule: any(nodes(rule, e.Use)),
    "a text compared": lambda rule: any(
        isinstance(right, e.Constant) and right.value in WORDS for _, right in comparisons(rule)
    ),
    "a path against a path": lambda rule: any(
        isinstance(left, e.Path) and isinstance(right, e.Path) for left, right in comparisons(rule)
    ),
    "the age of another date": lambda rule: any(age.path != BORN for age in nodes(rule, e.Age)),
    "a last time that is no list's latest": lambda rule: (
        rule.repeats is not None and not isinstance(rule.repeats.last, e.Latest)
    ),
    "a parameter that begins later": lambda rule: any(
        each.name == "later_days" for each in nodes(rule, e.Parameter)
    ),
    "a day far away": lambda rule: any(
        day.value.year < 2025 or day.value.year > 2026 for day in nodes(rule, e.Day)
    ),
}


@pytest.mark.parametrize("part", list(RULES))
def test_rules_hold(part: str, some_rules: list[Rule]) -> None:
    """Among 250 rules drawn one at least has each part."""
    assert any(map(RULES[part], some_rules))


@pytest.mark.parametrize("kind", [Subject.PROVIDER, Subject.AUTHORITY])
def test_rules_about_records_that_attest_are_drawn(kind: Subject) -> None:
    """Rules about a provider or an authority start at it, and are drawn with items and without."""
    about = drawn(rules(subject=kind), 30)
    assert {rule.subject for rule in about} == {kind}
    assert {path.root for rule in about for path in nodes(rule, e.Path)} >= {kind.value, "subject"}
    assert not any(path.root == e.CASE for rule in about for path in nodes(rule, e.Path))


def values(record: Any) -> Iterator[Any]:
    """Yield every value of a record."""
    yield record
    for part in record.values() if isinstance(record, dict) else record if isinstance(record, list) else ():
        yield from values(part)


RECORDS: dict[str, Callable[[Any], bool]] = {
    "an explicit null": lambda value: value is None,
    "more than three items": lambda value: isinstance(value, list) and len(value) > 3,
    "the first day that there is": lambda value: value == date.min.isoformat(),
    "the last day that there is": lambda value: value == date.max.isoformat(),
}


@pytest.mark.parametrize("part", list(RECORDS))
def test_records_hold(part: str, some_records: list[dict[str, Any]]) -> None:
    """Among 100 cases drawn one at least has each shape."""
    assert any(RECORDS[part](value) for record in some_records for value in values(record))
