"""Going through a tree: every node with its route, and the routes by which diagnostics name a place."""

from collections.abc import Iterator
from typing import TypeVar

from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e

N = TypeVar("N", bound=e.Node)


def walk(node: e.Node, route: Route = ()) -> Iterator[tuple[Route, e.Node]]:
    """Give `node` and every node below it, parents first, each with its route of field names and indexes."""
    yield route, node
    for name in type(node).model_fields:
        value = getattr(node, name)
        if isinstance(value, e.Node):
            yield from walk(value, (*route, name))
        elif isinstance(value, tuple):
            for index, part in enumerate(value):
                if isinstance(part, e.Node):
                    yield from walk(part, (*route, name, index))


def inside(node: e.Node) -> Iterator[e.Node]:
    """Give the nodes directly below one."""
    for name in type(node).model_fields:
        value = getattr(node, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, e.Node):
                yield part


def nodes(node: e.Node, kind: type[N]) -> Iterator[N]:
    """Give each node of one kind in a tree, parents first."""
    waiting: list[e.Node] = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, kind):
            yield part
        waiting.extend(reversed(tuple(inside(part))))
