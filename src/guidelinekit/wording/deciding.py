"""A trace cut down to what decided it: the parts that made a condition true, false or unknown."""

from collections.abc import Iterable
from dataclasses import replace

from guidelinekit.lang import expr as e
from guidelinekit.semantics.conditions import Trace
from guidelinekit.semantics.truth import FALSE, TRUE, UNKNOWN

NEAREST = 3
"""Of the list's items that are not what a rule looks for, how many are shown: those that lack least."""
_TAKEN_FOR_GRANTED = {"applies_when": TRUE, "for_each": TRUE, "exempt_when": FALSE}


def decisive(key: str, judged: Trace) -> Trace:
    """Return what decided the part of a rule at a key; where it is as it mostly is, without its parts."""
    if judged.truth is _TAKEN_FOR_GRANTED.get(key) and judged.parts:
        return _only((), judged)
    return pruned(judged)


def pruned(judged: Trace) -> Trace:
    """Return a trace with only the parts that decided it, at every depth."""
    match judged.node:
        case e.All() if judged.truth is not TRUE:
            return _only((part for part in judged.parts if part.truth is judged.truth), judged)
        case e.AnyOf() if judged.truth is TRUE:
            return _only([part for part in judged.parts if part.truth is TRUE][:1], judged)
        case e.AnyOf() | e.AtLeast() if judged.truth is UNKNOWN:
            return _only((part for part in judged.parts if part.truth is UNKNOWN), judged)
        case e.Count():
            return _only(_of_items(judged), judged)
        case e.Every():
            deciding = (
                () if judged.truth is TRUE else [part for part in judged.parts if part.truth is judged.truth]
            )
            return replace(
                judged,
                parts=tuple(replace(item, parts=tuple(map(pruned, item.parts))) for item in deciding),
                read=judged.read if deciding or not judged.parts else (),
            )
        case _:
            return _only(judged.parts, judged)


def _only(parts: Iterable[Trace], judged: Trace) -> Trace:
    deciding = tuple(pruned(part) for part in parts)
    return replace(judged, parts=deciding, read=judged.read if deciding or not judged.parts else ())


def _of_items(judged: Trace) -> list[Trace]:
    """Return the items that decided a count: those found, those not known, or those that come nearest."""
    there = [item for item in judged.parts if item.truth is TRUE]
    unknown = [item for item in judged.parts if item.truth is UNKNOWN]
    if judged.truth is UNKNOWN:
        return unknown
    if there:
        return there
    nearest = sorted(unknown or judged.parts, key=_lacking)[:NEAREST]
    return [item for item in judged.parts if item in nearest]


def _lacking(item: Trace) -> int:
    return sum(part.truth is not TRUE for part in item.parts)
