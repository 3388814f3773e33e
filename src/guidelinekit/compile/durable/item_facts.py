"""A record's lists as facts, one per item, with the attributes that rules read."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from guidelinekit.case.catalogue import Kind
from guidelinekit.compile.durable.things import Listed, Readings, value_in

_WITHIN: Final = 100_000
"""More than the items of any list within a list."""
Fact = dict[str, Any]


def facts_of(record: Any, vocabulary: Readings) -> Iterator[Fact]:
    """Yield the facts of a record."""
    yield from _below("", record, 0, 0, vocabulary)


def _below(parent: str, holder: Any, up: int, since: int, vocabulary: Readings) -> Iterator[Fact]:
    for kind, listed in vocabulary.lists.items():
        if listed.parent != parent:
            continue
        for position, item in enumerate(value_in(holder, listed.steps) or ()):
            key = up * _WITHIN + position + 1
            exists = max(since, _since(item, listed))
            fact = {"kind": kind, "id": f"{kind}/{key}", "key": key, "up": up, "since": exists, "zero": 0}
            readers = vocabulary.readers[kind]
            fact |= {name: reader(item, date.min) for name, reader in readers.items() if name not in fact}
            yield fact
            yield from _below(kind, item, key, exists, vocabulary)


def _since(item: Any, listed: Listed) -> int:
    if listed.item.kind is Kind.DATE:
        return int(item.toordinal())
    name = listed.item.occurrence
    return 0 if name is None else int(getattr(item, name).toordinal())
