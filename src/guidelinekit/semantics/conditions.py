"""What a condition means on a record: its truth, and the trace that shows how it came about."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, assert_never

from guidelinekit.lang import expr as e
from guidelinekit.lang.walk import names_in
from guidelinekit.results import Missing, Read
from guidelinekit.semantics.truth import (
    FALSE,
    TRUE,
    UNKNOWN,
    Truth,
    at_least,
    at_most,
    conjunction,
    disjunction,
    known,
    negation,
)
from guidelinekit.semantics.values import Item, Scope, list_at, reading_of

_COMPARISONS: dict[e.Op, Callable[[Any, Any], bool]] = {
    "eq": lambda left, right: left == right,
    "in": lambda left, right: left in right,
    "lt": lambda left, right: left < right,
    "le": lambda left, right: left <= right,
    "gt": lambda left, right: left > right,
    "ge": lambda left, right: left >= right,
    "contains": lambda left, right: right in left,
}


class Trace(NamedTuple):
    """One condition judged: its truth, what made it unknown, what it read, and the traces of its parts."""

    node: e.Condition
    truth: Truth
    missing: tuple[Missing, ...] = ()
    read: tuple[Read, ...] = ()
    parameters: tuple[str, ...] = ()
    parts: tuple["Trace", ...] = ()
    item: Item | None = None
    """The list item that the condition was judged on, within `exists` and `every`."""


def truth_at(node: e.Condition, scope: Scope, day: date) -> Truth:
    """Return the truth of a condition on a day, and no more than that."""
    return trace(node, replace(scope, as_of=day, brief=True)).truth


def trace(node: e.Condition, scope: Scope) -> Trace:
    """Judge a condition. Every part is judged, so that the trace is complete, unless the scope is brief."""
    match node:  # what is asked most stands first
        case e.Compare():
            return _compare(node, scope)
        case e.All(of=parts):
            return _combined(node, _until(FALSE, (trace(part, scope) for part in parts), scope), conjunction)
        case e.AnyOf(of=parts):
            return _combined(node, _until(TRUE, (trace(part, scope) for part in parts), scope), disjunction)
        case e.AtLeast(n=n, of=parts):
            return _combined(node, [trace(part, scope) for part in parts], lambda truths: at_least(n, truths))
        case e.Not(of=part):
            return _combined(node, [trace(part, scope)], lambda truths: negation(truths[0]))
        case e.Use():
            return _definition(node, scope)
        case e.Known(path=path):
            reading = reading_of(path, scope)
            return Trace(node, known(reading.value is not None), read=reading.read)
        case e.Count():
            return _count(node, scope)
        case e.Every():
            return _every(node, scope)
        case _:
            assert_never(node)


def _definition(node: e.Use, scope: Scope) -> Trace:
    """Judge a definition: once on the same items at a moment, however often it is asked."""
    if id(node) not in scope.judged:
        scope.judged[id(node)] = _names_in(node)
    names = scope.judged[id(node)]
    pointers = [item.pointer for name, item in scope.items.items() if name in names]
    key = id(node), scope.brief, scope.as_of, scope.recorded_until, *pointers
    if key not in scope.judged:
        scope.judged[key] = _combined(node, [trace(node.of, scope)], lambda truths: truths[0])
    return scope.judged[key]  # type: ignore[no-any-return]  # what was put there


@lru_cache(maxsize=1000)
def _names_in(node: e.Use) -> frozenset[str]:
    return frozenset(names_in(node.of))


def _until(settles: Truth | None, parts: Iterable[Trace], scope: Scope) -> list[Trace]:
    """Judge parts: all of them, or in brief those up to the first whose truth settles the whole."""
    judged = []
    for part in parts:
        judged.append(part)
        if scope.brief and part.truth is settles:
            break
    return judged


def _combined(node: e.Condition, parts: list[Trace], table: Callable[[Sequence[Truth]], Truth]) -> Trace:
    """Judge a condition by its parts; it is unknown because of those that are."""
    truth = table([part.truth for part in parts])
    missing: tuple[Missing, ...] = ()
    if truth is UNKNOWN:
        missing = tuple(dict.fromkeys(m for part in parts if part.truth is UNKNOWN for m in part.missing))
    return Trace(
        node,
        truth,
        missing,
        tuple({read.pointer: read for part in parts for read in part.read}.values()),
        tuple(dict.fromkeys(name for part in parts for name in part.parameters)),
        tuple(parts),
    )


def _compare(node: e.Compare, scope: Scope) -> Trace:
    left, right = reading_of(node.left, scope), reading_of(node.right, scope)
    read, parameters = (*left.read, *right.read), (*left.parameters, *right.parameters)
    if left.value is None or right.value is None:
        missing = tuple(m for side in (left, right) if side.value is None for m in side.missing)
        return Trace(node, UNKNOWN, missing, read, parameters)
    return Trace(node, known(_COMPARISONS[node.op](left.value, right.value)), (), read, parameters)


def _count(node: e.Count, scope: Scope) -> Trace:
    items, reading = list_at(node.over, scope)
    if items is None:
        return Trace(node, UNKNOWN, reading.missing, reading.read)

    def within_bounds(truths: Sequence[Truth]) -> Truth:
        lower = TRUE if node.at_least is None else at_least(node.at_least, truths)
        upper = TRUE if node.at_most is None else at_most(node.at_most, truths)
        return conjunction([lower, upper])

    settles = TRUE if (node.at_least, node.at_most) == (1, None) else None
    parts = _until(settles, (_on_item(node.where, node.item, item, scope) for item in items), scope)
    return _combined(node, parts, within_bounds)


def _every(node: e.Every, scope: Scope) -> Trace:
    items, reading = list_at(node.over, scope)
    if items is None:
        return Trace(node, UNKNOWN, reading.missing, reading.read)
    implied = e.AnyOf(of=(e.Not(of=node.where), node.satisfies))
    parts = _until(FALSE, (_on_item(implied, node.item, item, scope) for item in items), scope)
    return _combined(node, parts, conjunction)


def _on_item(node: e.Condition, name: str, item: Item, scope: Scope) -> Trace:
    return trace(node, scope.naming(name, item))._replace(item=item)
