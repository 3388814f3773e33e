"""How late it was, as closures: the first day on which a condition was true after its last day."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from guidelinekit.compile.closures.conditions import Judge, condition
from guidelinekit.compile.closures.frame import Frame, SlotNames
from guidelinekit.compile.closures.remembering import more_seen
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule

Late = Callable[[Frame, date], int]
"""Gives the days from a day on which a condition was not true to the first on which it was, today at most."""


def late(node: e.Condition, rule: Rule, names: SlotNames) -> Late:
    """Compile how late a condition of a rule became true.

    While one of the parts that must all hold does not, what only the others read makes no difference. Until
    more is seen of what it reads, it turns only where a comparison does.
    """

    @cache
    def parts() -> list[tuple[Judge, Callable[[Frame], None]]]:  # made when first asked for: most are in time
        items = () if rule.for_each is None else (names.slots[rule.for_each.item][0],)
        return [(condition(part, names).truth, more_seen([part], items, names)) for part in _conjuncts(node)]

    def days(frame: Frame, due: date) -> int:
        day = due
        while day < frame.as_of:
            then = frame.at(day)
            for truth, following in parts():
                then.until = date.max
                if truth(then) is not True:
                    following(then)
                    day = min(then.until, frame.as_of)
                    break
            else:
                break
        return (day - due).days

    return days


def _conjuncts(node: e.Condition) -> Iterator[e.Condition]:
    """Yield the conditions that must all hold, those within definitions too."""
    whole = node.of if isinstance(node, e.Use) else node
    if isinstance(whole, e.All):
        for part in whole.of:
            yield from _conjuncts(part)
    else:
        yield node
