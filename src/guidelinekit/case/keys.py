"""Names of a record's items that hold from export to export, and the key of a result.

A list position is no name: the same data in another row order must give the same findings. An item is named
by its own id (`need:n2`); without one by its kind or area and the day it came to be
(`plan:treatment_plan@2026-03-23`). Where that stands twice, the items' content decides which is `~2`, so
items with the same name and the same content are interchangeable.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.case.model.record import SUBJECTS
from guidelinekit.lang.rule import Subject


def item_key(record: Any, pointer: str) -> str:
    """Return the name of the item at a JSON pointer (`/needs/0`); empty for the record itself.

    The record is a model or a case that was decoded fast. `item_keys` names all items of a list at once.
    Raises LookupError for a pointer to no item.
    """
    if not pointer:
        return ""
    naming, items, index = _located(record, pointer)
    own_id = naming.own_id_of(items[index])
    if own_id is not None:
        return f"{naming.word}:{own_id}"
    begun = naming.begun(items[index])
    alike = [
        n
        for n, item in enumerate(items)
        if n == index or naming.own_id_of(item) is not None or naming.begun(item) == begun
    ]
    return naming.keys([items[n] for n in alike])[alike.index(index)]


def item_keys(record: Any, name: str) -> tuple[str, ...]:
    """Return the names of all items of a list of the record, in the order of the list."""
    return _namings(SUBJECTS.get(type(record), Subject.CASE))[name].keys(getattr(record, name) or ())


def item_names(record: Any) -> tuple[str, ...]:
    """Return the names of all items of the record, list by list."""
    lists = _namings(SUBJECTS.get(type(record), Subject.CASE))
    return tuple(item for name in lists for item in item_keys(record, name))


def item_pointer(record: Any, item: str) -> str | None:
    """Return the JSON pointer of the item with a name, as this record stands; None where there is none."""
    if not item:
        return ""
    word = item.partition(":")[0]
    for name, naming in _namings(SUBJECTS.get(type(record), Subject.CASE)).items():
        if naming.word == word:
            keys = item_keys(record, name)
            return f"/{name}/{keys.index(item)}" if item in keys else None
    return None


def result_key(case_id: str, rule: str, item: str) -> str:
    """Return the key of a result: the record's id, the full id of the rule, and the item if there is one."""
    return f"{case_id} {rule} {item}" if item else f"{case_id} {rule}"


@dataclass(frozen=True, slots=True)
class _Naming:
    """How the items of one list are named."""

    word: str
    """What an item is called in a name: `need`."""
    own_id: str | None
    """The field with an item's own id, where it has such a field."""
    kind: str
    """The field that says what sort of item it is."""
    day: str
    """The field with the day on which it came to be."""
    item: FieldType

    def own_id_of(self, item: Any) -> str | None:
        """Return the id that an item carries itself."""
        return None if self.own_id is None else getattr(item, self.own_id)

    def begun(self, item: Any) -> tuple[Any, Any]:
        """Return the sort of an item, and the day on which it came to be."""
        return getattr(item, self.kind), getattr(item, self.day)

    def keys(self, items: Sequence[Any]) -> tuple[str, ...]:
        """Return the names of all items, in their order."""
        names: dict[int, str] = {}
        nameless: defaultdict[str, list[int]] = defaultdict(list)
        for index, item in enumerate(items):
            if (own_id := self.own_id_of(item)) is not None:
                names[index] = f"{self.word}:{own_id}"
            else:
                kind, day = self.begun(item)
                nameless[f"{self.word}:{kind}@{day}"].append(index)
        taken = set(names.values())
        for name, indexes in nameless.items():
            free = _numbered(name, taken)
            for index in self._by_content(items, indexes):
                names[index] = next(free)
        return tuple(names[index] for index in range(len(items)))

    def _by_content(self, items: Sequence[Any], indexes: Sequence[int]) -> Sequence[int]:
        if len(indexes) == 1:
            return indexes
        return sorted(indexes, key=lambda index: json.dumps(_content(items[index], self.item)))


def _numbered(name: str, taken: set[str]) -> Iterator[str]:
    """Return a name, the name with `~2`, `~3` and so on, without those that an item's own id makes."""
    number = 1
    while True:
        numbered = name if number == 1 else f"{name}~{number}"
        number += 1
        if numbered not in taken:
            yield numbered


def _content(value: Any, holds: FieldType) -> Any:
    """Return what an item says as JSON, its lists in an order that does not depend on theirs."""
    if value is None:
        return None
    if holds.kind is Kind.OBJECT:
        return [_content(getattr(value, name), field) for name, field in holds.fields.items()]
    if holds.item is not None:
        return sorted((_content(part, holds.item) for part in value), key=json.dumps)
    return str(value)


def _located(record: Any, pointer: str) -> tuple[_Naming, Sequence[Any], int]:
    name, _, index = pointer.removeprefix("/").partition("/")
    naming = _namings(SUBJECTS.get(type(record), Subject.CASE)).get(name)
    items = getattr(record, name, None) if naming else None
    if naming is None or not index.isdecimal() or int(index) >= len(items or ()):
        raise LookupError(f"there is no item at {pointer}")
    return naming, items or (), int(index)


@cache
def _namings(subject: Subject) -> Mapping[str, _Naming]:
    """Return how items are named, by the list that they stand in."""
    return MappingProxyType(
        {
            name: _naming(name, field, field.item)
            for name, field in CATALOGUES[subject].fields.items()
            if field.item is not None
        }
    )


def _naming(name: str, field: FieldType, item: FieldType) -> _Naming:
    word = name.removesuffix("s") if field.own_id is None else field.own_id.removesuffix("_id")
    required = [name for name, inner in item.fields.items() if inner.required and name != field.own_id]
    return _Naming(word, field.own_id, required[0], str(item.occurrence), item)
