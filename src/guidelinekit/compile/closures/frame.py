"""Where a closure runs: the record and the items at hand, the moment, and until when the answer holds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from guidelinekit.case.catalogue import FieldType
from guidelinekit.results import Missing
from guidelinekit.semantics.values import Settings

Shared = dict[Any, Any]
"""What has been worked out of one record: the answers of definitions by moment."""


class Frame:
    """The record and the items being looked at, by slot; the record has slot 0."""

    __slots__ = ("as_of", "cut", "follows", "pointers", "shared", "things", "until")

    def __init__(
        self,
        things: list[Any],
        pointers: list[str],
        as_of: date,
        cut: date,
        shared: Shared,
        *,
        follows: bool = False,
    ) -> None:
        self.things, self.pointers, self.shared = things, pointers, shared
        self.follows = follows
        """Whether the record is followed through past days: then `until` also minds what is recorded."""
        self.as_of = as_of
        self.cut = cut
        """The day after which nothing is seen."""
        self.until = date.max
        """The first later day on which what was asked so far may come out differently."""

    def at(self, day: date) -> "Frame":
        """Return the same record and items at another moment, which stands still."""
        cut = min(day, self.cut)
        return Frame(self.things, self.pointers, day, cut, self.shared, follows=day == cut)

    @property
    def ahead(self) -> bool:
        """Whether the moment is one at which more will be recorded: then only the status is asked for."""
        return self.as_of > self.cut

    def holds_until(self, day: date) -> None:
        """Note a day on which something may come out differently."""
        if self.as_of < day < self.until:
            self.until = day


class Lack:
    """Stands for a value that is not there, with what is missing for it."""

    __slots__ = ("missing", "unknown")

    def __init__(self, missing: tuple[Missing, ...], unknown: bool = False) -> None:
        self.missing = missing
        self.unknown = unknown
        """Whether it could not even be looked for: a list that is null, a parameter that is not set."""


@dataclass(frozen=True, slots=True)
class SlotNames:
    """What a rule's names stand for while it is compiled: each item's slot and type, and the parameters."""

    slots: dict[str, tuple[int, FieldType]]
    settings: Settings
    deepest: list[int]
    """The number of slots that any part of the rule needs, counted while it is compiled."""
    definitions: dict[Any, Any]
    """The definitions that are compiled already, for all rules of the pack."""

    @property
    def record(self) -> str:
        """The name of the record."""
        return next(name for name, (slot, _) in self.slots.items() if slot == 0)

    @property
    def highest(self) -> int:
        """The highest slot that is taken."""
        return max((slot for slot, _ in self.slots.values()), default=0)

    def naming(self, item: str, kind: FieldType) -> tuple[int, "SlotNames"]:
        """Return the slot of one more item, and the names with it."""
        slot = 1 + self.highest
        self.deepest[0] = max(self.deepest[0], slot + 1)
        return slot, SlotNames(
            {**self.slots, item: (slot, kind)}, self.settings, self.deepest, self.definitions
        )
