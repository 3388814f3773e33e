"""Results that sum up others: where a part is listed, what sums it up would say the same again."""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar


class OfRule(Protocol):
    """Anything that a rule says of a record, or of an item of it."""

    @property
    def rule(self) -> str:
        """The full id of the rule."""

    @property
    def item(self) -> str:
        """The name of the item; empty for the record."""


R = TypeVar("R", bound=OfRule)


def unrepeated(results: Sequence[R], sums_up: Mapping[str, Sequence[str]]) -> Sequence[R]:
    """Leave out what sums up a part that is listed too, of the same item or of the record.

    `sums_up` gives the parts of each rule that has some.
    """
    if not sums_up:
        return results
    listed = [(result.rule, result.item) for result in results]

    def repeats(result: R) -> bool:
        parts = sums_up.get(result.rule, ())
        return any(
            rule in parts and (item == result.item or "" in (item, result.item)) for rule, item in listed
        )

    return [result for result in results if not repeats(result)]
