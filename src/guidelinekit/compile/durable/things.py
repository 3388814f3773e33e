"""What patterns match: the record on a day, items of its lists, and what was concluded of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, Final

from guidelinekit.case.catalogue import FieldType
from guidelinekit.compile.base import UnsupportedError
from guidelinekit.compile.durable.algebra import NULL, Attribute, Value
from guidelinekit.semantics.values import Settings
from guidelinekit.text import Text, say

SCALE: Final = 10**6
"""By what numbers are multiplied, so that those with decimals are whole."""
Reader = Callable[[Any, date], int]
"""Gives an attribute's value from a record or an item, and the day that it is looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """The record (no `owner`, no `kind`) or an item of a list, as a pattern names it."""

    kind: str
    """The list, with the one that it is in: `agreements/follow_ups`; empty for the record."""
    type: FieldType
    number: int
    owner: "Slot | None" = None
    """The item in whose list it is, where that is a thing of the pattern too."""


@dataclass(frozen=True, slots=True)
class Concluded:
    """What a block concluded about some items."""

    block: Any
    about: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list whose items become facts."""

    parent: str
    """The kind of the items that it is in; empty for the record."""
    steps: tuple[str, ...]
    item: FieldType


@dataclass
class Readings:
    """What all rules read: each attribute with how its value is had, each list, each text by its number."""

    readers: dict[str, dict[str, Reader]] = field(default_factory=dict)
    lists: dict[str, Listed] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)
    things: Any = field(default_factory=count)

    def read(self, thing: Slot, name: str, reader: Reader) -> Attribute:
        """Return an attribute of a thing, whose facts then have it."""
        self.readers.setdefault(thing.kind, {}).setdefault(name, reader)
        return Attribute(thing, name)

    def number(self, value: Any) -> int:
        """Return the number that stands for a value."""
        match value:
            case None:
                return NULL
            case bool():
                return int(value)
            case int() | float():
                return round(value * SCALE)
            case date():
                return value.toordinal()
            case _:
                return self.texts.setdefault(str(value), len(self.texts))

    def field(self, thing: Slot, steps: tuple[str, ...]) -> Attribute:
        """Return the attribute that holds a plain field."""
        return self.read(thing, name_of(steps), lambda item, _: self.number(value_in(item, steps)))

    def exported(self, thing: Slot, steps: tuple[str, ...]) -> Attribute:
        """Return the attribute that is 1 where a list is not null."""
        return self.read(thing, f"{name_of(steps)}#", lambda item, _: int(value_in(item, steps) is not None))

    def holds(self, thing: Slot, steps: tuple[str, ...], value: Any) -> Attribute:
        """Return the attribute that is 1 where a list of plain values holds one of them."""
        name = f"{name_of(steps)}?{value}"
        return self.read(thing, name, lambda item, _: int(value in (value_in(item, steps) or ())))

    def item(self, thing: Slot, steps: tuple[str, ...], listed: FieldType) -> Slot:
        """Return a new thing: any item of a list of a thing."""
        assert listed.item is not None  # noqa: S101 - a list has items
        kind = "/".join(filter(None, (thing.kind, ".".join(steps))))
        self.lists.setdefault(kind, Listed(thing.kind, steps, listed.item))
        self.readers.setdefault(kind, {})
        return Slot(kind, listed.item, next(self.things), thing if thing.kind else None)

    def another(self, thing: Slot) -> Slot:
        """Return a further thing like one."""
        return Slot(thing.kind, thing.type, next(self.things), thing.owner)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where an expression stands: the things by name, the rule and the parameters of its pack."""

    rule: str
    settings: Settings
    vocabulary: Readings
    record: Slot
    named: Mapping[str, Slot]

    def naming(self, name: str, thing: Slot) -> "Surroundings":
        """Return the same with one more named thing."""
        return Surroundings(
            self.rule, self.settings, self.vocabulary, self.record, {**self.named, name: thing}
        )

    @property
    def day(self) -> Value:
        """The day that the rules are judged on."""
        return self.vocabulary.read(self.record, "day", lambda _, day: day.toordinal())

    def unsupported(self, da: str, en: str) -> UnsupportedError:
        """Return the error for something that the engine cannot do, named in both languages."""
        return UnsupportedError(
            say(
                "{rule}: motoren `durable` kan ikke udføre {construct}",
                "{rule}: the durable engine cannot do {construct}",
                rule=self.rule,
                construct=Text(da=da, en=en),
            ),
            Text(da="brug motoren `compiled`", en="use the engine `compiled`"),
        )


def name_of(steps: tuple[str, ...]) -> str:
    """Return the name of the attribute for a field, which is none of those that every fact has."""
    return "/" + ".".join(steps)


def value_in(item: Any, steps: tuple[str, ...]) -> Any:
    """Return the field of an item, null where an object on the way is."""
    for step in steps:
        item = None if item is None else getattr(item, step)
    return item
