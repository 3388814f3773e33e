"""Cases drawn by a plain random generator: far quicker than Hypothesis, for runs of hundreds of thousands."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.lang.expr import Day, Days, Node, Path
from guidelinekit.lang.rule import Subject
from guidelinekit.lang.walk import nodes
from guidelinekit.semantics.values import moved
from guidelinekit.testing.records import consistent

FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
NEAR = (0, 0, 1, 7, 13, 14, 15, 29, 30, 31, 60)
"""Days between dates that belong together, so that limits are met exactly."""
FAR = (date.min, date(1899, 12, 31), date(2024, 2, 29), date(2100, 3, 1), date.max)
HOW_MANY = (0, 1, 1, 2, 2, 3, 6)
"""How many items a list has."""
IDS = ("1", "2", "æøå", "n-4", "a b", "6")


class Draw:
    """Draws cases with the fields that a rule reads, and dates close to one another and to the rule's own."""

    def __init__(self, random: Random, *read: Node, subject: Subject = Subject.CASE) -> None:
        self._subject = subject
        self._random = random
        self._steps = {step for node in read for path in nodes(node, Path) for step in path.steps}
        written = [day.value for node in read for day in nodes(node, Day)]
        self._lengths = (*NEAR, *(by.days for node in read for by in nodes(node, Days)))
        self._anchors = [*written, *(self._any_day() for _ in range(3))]

    def _any_day(self) -> date:
        return FIRST + timedelta(days=self._random.randrange((LAST - FIRST).days + 1))

    def day(self) -> date:
        """Draw a date: near the anchors as a rule, seldom far away."""
        if not self._random.randrange(60):
            return self._random.choice(FAR)
        if not self._random.randrange(4):
            return self._any_day()
        length = self._random.choice(self._lengths) + self._random.choice((-1, 0, 0, 1))
        near = moved(self._random.choice(self._anchors), self._random.choice((1, -1)) * length)
        return min(max(near, FIRST), LAST)

    def record(self) -> dict[str, Any]:
        """Draw a record as JSON would give it."""
        return consistent(self._record(CATALOGUES[self._subject]))

    def _record(self, start: FieldType) -> dict[str, Any]:
        record = {}
        for name, field in start.fields.items():
            if not field.required and name not in self._steps:
                continue
            if field.required or name == "anonymous" or self._random.randrange(8):
                record[name] = self._value(name, field)
            elif self._random.randrange(2):
                record[name] = None
        return record

    def _value(self, name: str, field: FieldType) -> Any:
        random = self._random
        match field.kind:
            case Kind.TEXT:
                return "0101" if name.endswith("municipality") else random.choice(("1", "2", "æøå"))
            case Kind.BOOLEAN:
                return random.random() < 0.5
            case Kind.INTEGER:
                return random.randrange(8)
            case Kind.NUMBER:
                return random.choice((0, 0.5, 1)) if field.upper == 1 else random.randrange(8)
            case Kind.DATE:
                return self._birth() if name == "birth_date" else self.day().isoformat()
            case Kind.CODE:
                return random.choice(field.codes[:3] if random.randrange(2) else field.codes)
            case Kind.OBJECT:
                return self._record(field)
            case Kind.LIST:
                assert field.item is not None
                items = [self._value(name, field.item) for _ in range(random.choice(HOW_MANY))]
                return self._told_apart(items, field.own_id)

    def _told_apart(self, items: list[Any], own_id: str | None) -> list[Any]:
        """Give the items that carry an id of their own different ones."""
        if own_id is None:
            return items
        ids = self._random.sample(IDS, len(items))
        return [{**item, own_id: ids[at]} if own_id in item else item for at, item in enumerate(items)]

    def _birth(self) -> str:
        day = self.day()
        year = max(day.year - self._random.randrange(13, 75), 1)
        return f"{year:04}-{day.month:02}-{min(day.day, 28):02}"


def smaller(value: Any) -> Iterator[Any]:
    """Give variants of a document, each with one piece taken out: a list item, or a field."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield {name: other for name, other in value.items() if name != key}
            yield from ({**value, key: less} for less in smaller(inner))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            before, after = value[:index], value[index + 1 :]
            yield [*before, *after]
            yield from ([*before, less, *after] for less in smaller(inner))
