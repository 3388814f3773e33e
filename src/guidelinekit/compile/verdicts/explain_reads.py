"""Reads that results share: what a walk over a list of the record reads is the same whatever it compares.

What is told as read is what the conditions name, of every item, whatever came of it. Reading that is a
function of its own, called once for a record by all the rules whose walks read the same; the walk itself
then only judges, and may stop where the answer is certain.
"""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from guidelinekit.case.catalogue import FieldType, Kind, resolve, through_list
from guidelinekit.compile.verdicts.block import Block, Thing
from guidelinekit.compile.verdicts.dates import ranges
from guidelinekit.compile.verdicts.explain_terms import field_read
from guidelinekit.compile.verdicts.fields import raw_field, seen_test
from guidelinekit.compile.verdicts.traced import (
    Tracing,
    field_above,
    given_key,
    listed_at,
    name_parameter,
)
from guidelinekit.compile.verdicts.tree import (
    assigned,
    branch,
    call,
    is_none,
    loop,
    method,
    name,
    store,
)
from guidelinekit.lang import expr as e
from guidelinekit.lang.walk import nodes

ITEM = "item"
"""What the item of a walk is called in its pattern."""


class Pattern(NamedTuple):
    """What a walk over a list of the record reads of each item, in order."""

    over: e.Path
    reads: tuple[e.Path, ...]
    """Fields of the item, which is called `ITEM`."""


class Walk(NamedTuple):
    """What a walk reads: of each item, and around it as soon as there is an item."""

    pattern: Pattern
    around: tuple[e.Path, ...]
    """Fields of outer items and of the record."""
    parameters: tuple[str, ...]


class _OwnError(Exception):
    """A walk reads something that is not the same in every walk of its kind."""


def walk_of(node: e.Count | e.Every, tracing: Tracing, block: Block) -> Walk | None:
    """Give what a walk reads, where that can be read apart from what is judged."""
    record = tracing.context.record
    if tracing.part is None or tracing.read is None or not tracing.context.now:
        return None
    if node.over.root != record:
        return None
    listed = resolve(tracing.context.things[record].type, node.over.steps)
    if listed is None or listed.item is None:
        return None
    conditions = (node.where, node.satisfies) if isinstance(node, e.Every) else (node.where,)
    own: dict[e.Path, None] = {}
    around: dict[e.Path, None] = {}
    try:
        for path in (path for condition in conditions for path in _of(condition, tracing, listed.item)):
            if path.root == node.item:
                own[e.Path(root=ITEM, steps=path.steps)] = None
            elif block.find(given_key(path, tracing.context, tracing.read.stem)) is None:
                if field_above(path, tracing) == node.over.steps[0]:
                    return None  # it would have to stand between the items
                around[path] = None
    except _OwnError:
        return None
    named = dict.fromkeys(one.name for condition in conditions for one in nodes(condition, e.Parameter))
    return Walk(Pattern(node.over, tuple(own)), tuple(around), tuple(named)) if own else None


def _of(node: e.Node, tracing: Tracing, item: FieldType) -> Iterator[e.Path]:
    """Give the paths that a condition or a term reads of an item and around it, in the order of reading."""
    match node:
        case e.All(of=parts) | e.AnyOf(of=parts) | e.AtLeast(of=parts):
            for part in parts:
                yield from _of(part, tracing, item)
        case e.Not(of=part):
            yield from _of(part, tracing, item)
        case e.Known(path=path) | e.Age(path=path):
            yield path
        case e.Compare(left=left, right=right):
            yield from _of(left, tracing, item)
            yield from _of(right, tracing, item)
        case e.Shift(base=base):
            yield from _of(base, tracing, item)
        case e.Latest(of=dates) | e.Earliest(of=dates):
            for date in dates:
                if isinstance(date, e.Path) and date.root in tracing.context.things:
                    if ranges(date, tracing.context):
                        raise _OwnError
                elif isinstance(date, e.Path):
                    field = resolve(item, date.steps)
                    if field is None or field.kind is not Kind.DATE or through_list(item, date.steps):
                        raise _OwnError  # ranges over a list of the item
                yield from _of(date, tracing, item)
        case e.Path():
            yield node
        case e.Count() | e.Every() | e.Use():
            raise _OwnError
        case _:
            return


def take_walk(found: Walk, tracing: Tracing, outer: Block, block: Block) -> None:
    """Put in the statements that note what a walk reads; `outer` is the block around the walk."""
    assert tracing.part is not None  # noqa: S101 - found only where it can be shared
    key = ("pattern", tracing.reads.stem, found.pattern)
    read: ast.Name | None = outer.find(key)
    if read is None:
        read = outer.keep(key, remembered(tracing.part(found.pattern), block))
        take(found.pattern.over.steps[0], read, tracing, block)
    inner = block.inner()
    for path in found.around:
        field_read(path, tracing, inner)
    for parameter in found.parameters:
        name_parameter(parameter, tracing, inner)
    block.body += branch(read, inner.body)


def remembered(called: str, block: Block) -> ast.Name:
    """Call a shared function once for a record; give the variable with what it gave."""
    found = block.set("part", method(name("memo"), "get", ast.Constant(called)))
    slot = ast.Subscript(name("memo"), ast.Constant(called), ast.Store())
    asked = assigned(call(called, name("record"), name("memo")), store(found.id), slot)
    block.body += branch(is_none(found), [asked])
    return found


def take(field: str, found: ast.expr, tracing: Tracing, block: Block) -> None:
    """Note all that another function has read under a field of the record."""
    block.body.append(ast.Expr(method(name(tracing.reads.under(field)), "update", found)))


def fields_read(node: e.Condition, record: str) -> tuple[str, ...]:
    """Give the fields of the record under which a condition on it reads anything."""
    return tuple(dict.fromkeys(path.steps[0] for path in nodes(node, e.Path) if path.root == record))


def read_pattern(found: Pattern, tracing: Tracing, block: Block) -> None:
    """Put in the body of the function that reads a pattern and returns what it has read."""
    code, kind, _ = raw_field(found.over, tracing.context, block)
    assert kind.item is not None  # noqa: S101 - walks range over lists only
    item, index = block.fresh("item"), block.fresh("index")
    inner = block.inner()
    thing = Thing(item, kind.item, tracing.context.moment)
    below = tracing.naming(ITEM, thing, listed_at(found.over, index))
    for path in found.reads:
        field_read(path, below, inner)
    target = ast.Tuple([store(index), store(item)], ast.Store())
    seen = branch(seen_test(kind.item, item, tracing.context.cut), inner.body)
    block.body.append(loop(target, call("enumerate", code), seen))
    block.body.append(ast.Return(name(tracing.reads.under(found.over.steps[0]))))
