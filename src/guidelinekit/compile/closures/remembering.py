"""Definitions that are judged once for all the days on which their answer holds, and once for all rules."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel

from guidelinekit.case.model.record import MODELS
from guidelinekit.compile.closures.frame import Frame, SlotNames
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Subject
from guidelinekit.lang.walk import children
from guidelinekit.semantics.as_of import seen_from


def remembering(
    judge: Callable[[Frame], Any], node: e.Use, items: tuple[int, ...], names: SlotNames
) -> Callable[[Frame], Any]:
    """Return a definition's judge that judges each part of the record once while its answer holds."""
    definition = id(names.definitions), node.name
    following = more_seen([node.of], items, names)

    def truth(frame: Frame) -> Any:
        day, pointers = frame.as_of, frame.pointers
        key = definition, None if frame.follows else frame.cut, *[pointers[slot] for slot in items]
        answers = frame.shared.setdefault(key, [])
        for since, until, answer in answers:
            if since <= day < until:
                frame.until = min(frame.until, until)
                return answer
        before, frame.until = frame.until, date.max
        answer = judge(frame)
        if frame.follows:
            following(frame)
        answers.append((day, frame.until, answer))
        frame.until = min(frame.until, before)
        return answer

    return truth


def more_seen(asked: Iterable[e.Node], items: Collection[int], names: SlotNames) -> Callable[[Frame], None]:
    """Compile what notes the next day on which more is seen of what conditions read of the record.

    Of what they read through items in some slots, too; not of what definitions in them read.
    """
    kinds = dict(names.slots.values())
    fields = {path.steps[0] for node in asked for path in _paths(node) if path.root == names.record}
    for slot in items:
        lists = {name for name, held in kinds[0].fields.items() if held.item is kinds[slot]}
        fields |= lists or set(kinds[0].fields)
    days = _days(frozenset(fields), MODELS[Subject(names.record)])

    def note(frame: Frame) -> None:
        listed = days(frame)
        position = bisect_right(listed, frame.as_of)
        if position < len(listed):
            frame.holds_until(listed[position])

    return note


def _paths(node: e.Node) -> Iterator[e.Path]:
    """Yield the paths in a tree but those in definitions."""
    if isinstance(node, e.Path) and node.steps:
        yield node
    for part in children(node):
        if not isinstance(part, e.Use):
            yield from _paths(part)


def _days(fields: frozenset[str], model: type[BaseModel]) -> Callable[[Frame], Sequence[date]]:
    """Compile what gives, in order, the days from which more is seen of some fields of the record."""

    def days(frame: Frame) -> Sequence[date]:
        shared = frame.shared
        key = "seen from", fields
        if key not in shared:
            for name in fields:
                if ("seen from", name) not in shared:
                    shared["seen from", name] = set(seen_from(frame.things[0], model, (name,)))
            shared[key] = sorted(set().union(*[shared["seen from", name] for name in fields]))
        return shared[key]  # type: ignore[no-any-return]  # what was put there

    return days
