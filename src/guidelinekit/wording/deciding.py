"""A trace cut down to what decided it: the parts that made a condition true, false or unknown."""

from collections.abc import Iterable
from dataclasses import replace

from guidelinekit.lang import expr as e
from guidelinekit.semantics.conditions import Trace
from guidelinekit.semantics.truth import FALSE, TRUE, UNKNOWN

NEAREST = 3
"""Of the list's items that are not what a rule looks for, how many are shown: those that lack least."""
_TAKEN_FOR_GRANTED = {"applies_when": TRUE, "for_each": TRUE, "exempt_when": FALSE}


def decisive(key: str, found: Trace) -> Trace:
    """Return what decided the part of a rule at a key; where it is as it mostly is, without its parts."""
    if found.truth is _TAKEN_FOR_GRANTED.get(key) and found.parts:
        return _only((), found)
    return pruned(found)


def pruned(found: Trace) -> Trace:
    """Return a trace with only the parts that decided it, at every depth."""
    match found.node:
        case e.All() if found.truth is not TRUE:
            return _only((part for part in found.parts if part.truth is found.truth), found)
        case e.AnyOf() if found.truth is TRUE:
            return _only([part for part in found.parts if part.truth is TRUE][:1], found)
        case e.AnyOf() | e.AtLeast() if found.truth is UNKNOWN:
            return _only((part for part in found.parts if part.truth is UNKNOWN), found)
        case e.Count():
            return _only(_of_items(found), found)
        case e.Every():
            kept = () if found.truth is TRUE else [part for part in found.parts if part.truth is found.truth]
            return replace(
                found,
                parts=tuple(replace(item, parts=tuple(map(pruned, item.parts))) for item in kept),
                read=found.read if kept or not found.parts else (),
            )
        case _:
            return _only(found.parts, found)


def _only(parts: Iterable[Trace], found: Trace) -> Trace:
    kept = tuple(pruned(part) for part in parts)
    return replace(found, parts=kept, read=found.read if kept or not found.parts else ())


def _of_items(found: Trace) -> list[Trace]:
    """Return the items that decided a count: those found, those not known, or those that come nearest."""
    there = [item for item in found.parts if item.truth is TRUE]
    unknown = [item for item in found.parts if item.truth is UNKNOWN]
    if found.truth is UNKNOWN:
        return unknown
    if there:
        return there
    nearest = sorted(unknown or found.parts, key=_lacking)[:NEAREST]
    return [item for item in found.parts if item in nearest]


def _lacking(item: Trace) -> int:
    return sum(part.truth is not TRUE for part in item.parts)
