"""Going through a tree: its nodes, the routes by which diagnostics name a place, and trees made from it."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeVar

from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e

N = TypeVar("N", bound=e.Node)


def walk(node: e.Node, route: Route = ()) -> Iterator[tuple[Route, e.Node]]:
    """Yield `node` and every node below it, parents first, each with its route of field names and indexes."""
    yield route, node
    for steps, part in _parts(node):
        yield from walk(part, (*route, *steps))


def children(node: e.Node) -> Iterator[e.Node]:
    """Yield the nodes directly below one."""
    for name in _fields(type(node)):
        value = getattr(node, name)
        if isinstance(value, e.Node):
            yield value
        elif isinstance(value, tuple):
            yield from (part for part in value if isinstance(part, e.Node))


def nodes(node: e.Node, kind: type[N]) -> Iterator[N]:
    """Yield each node of one kind in a tree, parents first."""
    waiting: list[e.Node] = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, kind):
            yield part
        waiting.extend(reversed(tuple(children(part))))


def names_used(node: e.Node, kind: type[e.Parameter] | type[e.Use]) -> dict[str, None]:
    """Return the parameters, or the definitions, that a tree names, each once, in the order of the tree."""
    return dict.fromkeys(each.name for each in nodes(node, kind))


def parts_with_texts(whole: e.Condition | None) -> Iterator[tuple[e.Condition, str | None]]:
    """Yield each of the conditions that must all hold, with the first text that it compares with."""
    for part in whole.of if isinstance(whole, e.All) else ():
        texts = (each.value for each in nodes(part, e.Constant) if isinstance(each.value, str))
        yield part, next(texts, None)


def rewrite(node: N, change: Callable[[e.Node], e.Node]) -> N:
    """Return the tree with each node changed, the parts before what holds them; equal parts stay the same."""
    update: dict[str, e.Node | tuple[object, ...]] = {}
    for name in type(node).model_fields:
        value = getattr(node, name)
        if isinstance(value, e.Node):
            part = rewrite(value, change)
            if part is not value:
                update[name] = part
        elif isinstance(value, tuple):
            parts = tuple(rewrite(part, change) if isinstance(part, e.Node) else part for part in value)
            if any(new is not old for new, old in zip(parts, value, strict=True)):
                update[name] = parts
    return change(node.model_copy(update=update) if update else node)  # type: ignore[return-value]  # a change keeps the kind of a node's place


def renamed(node: N, names: dict[str, str]) -> N:
    """Return the tree with the items that it names, and those it starts paths at, called otherwise."""

    def change(part: e.Node) -> e.Node:
        field = _NAMING.get(type(part))
        name = None if field is None else names.get(getattr(part, field))
        return part if field is None or name is None else part.model_copy(update={field: name})

    return rewrite(node, change) if names else node


def names_in(node: e.Node) -> Iterator[str]:
    """Yield the name of every item that the tree binds or starts a path at, in the tree's order."""
    for part in nodes(node, e.Node):
        if type(part) in _NAMING:
            yield getattr(part, _NAMING[type(part)])


def pattern_of(names: Iterable[str]) -> tuple[int, ...]:
    """Return which of some names are the same, whatever they are: `a b a` and `x y x` are both 0 1 0.

    Two places where one definition is used mean the same of the items there if they have one pattern.
    """
    numbers: dict[str, int] = {}
    return tuple(numbers.setdefault(name, len(numbers)) for name in names)


_NAMING: dict[type[e.Node], str] = {
    e.Path: "root",
    e.Count: "item",
    e.Every: "item",
    e.Matching: "item",
}
"""The nodes that name an item, each with the field that holds the name."""


def _parts(node: e.Node) -> Iterator[tuple[Route, e.Node]]:
    for name in _fields(type(node)):
        value = getattr(node, name)
        if isinstance(value, e.Node):
            yield (name,), value
        elif isinstance(value, tuple):
            for index, part in enumerate(value):
                if isinstance(part, e.Node):
                    yield (name, index), part


@cache
def _fields(kind: type[e.Node]) -> tuple[str, ...]:
    """Return the fields of a kind of node in which other nodes may stand."""
    fields = kind.model_fields.items()
    return tuple(name for name, field in fields if field.annotation not in _PLAIN and name != "node")


_PLAIN = (str, int, bool, tuple[str, ...])
