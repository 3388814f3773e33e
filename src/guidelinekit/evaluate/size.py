"""Whether a record is too large to be judged: one so large is several cases that ran together."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from guidelinekit import limits
from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.case.reading.problems import Problem
from guidelinekit.lang.rule import Rule, Subject

Readers = tuple[Callable[[Any], Any], ...]


@dataclass(frozen=True, slots=True)
class Size:
    """Counts the results of a record and the items that it holds."""

    rules: int
    """How many rules there are: each gives one result where it finds no item."""
    lists: tuple[tuple[str, int, Readers], ...]
    """The lists of a record: how many results each item gives, and what reads the lists within an item."""

    def too_large(self, record: Any) -> Problem | None:
        """Return what is wrong with a record whose results times its items are above the limit, or None."""
        results, items = self.rules, 0
        for name, per_item, within in self.lists:
            if listed := getattr(record, name):
                number = len(listed)
                items += number
                results += per_item * (number - 1)
                for read in within:
                    items += sum([len(each) for each in map(read, listed) if each])
        if results * items <= limits.RECORD_PAIRS:
            return None
        lengths = [(len(getattr(record, name) or ()), per_item, name) for name, per_item, _ in self.lists]
        count, _, longest = max(lengths, key=lambda each: (each[0] * each[1], each[0]))
        numbers = {"count": count, "pairs": results * items, "limit": limits.RECORD_PAIRS}
        return Problem(f"/{longest}", "too-much", numbers)


def size(rules: Iterable[Rule], subject: Subject) -> Size:
    """Return what counts for some rules."""
    judging = [rule.for_each for rule in rules if rule.subject is subject]
    results = Counter(each.over.steps[0] for each in judging if each is not None)
    fields = CATALOGUES[subject].fields.items()
    lists = ((name, results[name], _within(field.item)) for name, field in fields if field.item is not None)
    return Size(len(judging), tuple(lists))


def _within(item: FieldType) -> Readers:
    """Return what reads the lists within an item that rules go through: those of codes they do not."""
    fields = item.fields.items()
    return tuple(attrgetter(name) for name, each in fields if each.item and each.item.kind is not Kind.CODE)
