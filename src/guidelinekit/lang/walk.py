"""Going through a tree: every node with its route, and the routes by which diagnostics name a place."""

from collections.abc import Iterator
from typing import TypeVar

from guidelinekit.diagnostics import Route
from guidelinekit.lang.expr import Node

N = TypeVar("N", bound=Node)


def walk(node: Node, route: Route = ()) -> Iterator[tuple[Route, Node]]:
    """Give `node` and every node below it, parents first, each with its route of field names and indexes."""
    yield route, node
    for name in type(node).model_fields:
        value = getattr(node, name)
        if isinstance(value, Node):
            yield from walk(value, (*route, name))
        elif isinstance(value, tuple):
            for index, part in enumerate(value):
                if isinstance(part, Node):
                    yield from walk(part, (*route, name, index))


def inside(node: Node) -> Iterator[Node]:
    """Give the nodes directly below one."""
    for name in type(node).model_fields:
        value = getattr(node, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Node):
                yield part


def nodes(node: Node, kind: type[N]) -> Iterator[N]:
    """Give each node of one kind in a tree, parents first."""
    waiting: list[Node] = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, kind):
            yield part
        waiting.extend(reversed(tuple(inside(part))))
