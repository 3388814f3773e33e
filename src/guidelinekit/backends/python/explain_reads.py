"""Reads that results share: what a walk over a list of the record reads is the same whatever it compares.

Since an explanation cuts nothing short, a walk reads the same fields of every item. Reading them is a
function of its own, called once for a record by all the rules whose walks read the same.
"""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from guidelinekit.backends.python.block import Block, Thing
from guidelinekit.backends.python.dates import ranges
from guidelinekit.backends.python.explain_ranges import seen_test
from guidelinekit.backends.python.explain_terms import field_read
from guidelinekit.backends.python.fields import raw_field
from guidelinekit.backends.python.traced import Place, Tracing
from guidelinekit.backends.python.tree import (
    assigned,
    branch,
    call,
    is_none,
    loop,
    method,
    name,
    store,
)
from guidelinekit.case.catalogue import FieldType, Kind, resolve, through_list
from guidelinekit.lang.expr import (
    Age,
    All,
    AnyOf,
    AtLeast,
    Compare,
    Count,
    Earliest,
    Every,
    Known,
    Latest,
    Node,
    Not,
    Path,
    Shift,
    Use,
)

ITEM = "item"
"""What the item of a walk is called in its pattern."""


class Pattern(NamedTuple):
    """What a walk over a list of the record reads for each item, in order."""

    over: Path
    reads: tuple[Path, ...]
    """Fields of the item, which is called `ITEM`, and of the record."""


class _OwnError(Exception):
    """A walk reads something that is not the same in every walk of its kind."""


def pattern(node: Count | Every, tracing: Tracing, block: Block) -> Pattern | None:
    """Give what a walk reads, where that can be shared."""
    record = next(iter(tracing.context.things))
    if tracing.part is None or tracing.read is None or not tracing.context.now:
        return None
    if node.over.root != record:
        return None
    listed = resolve(tracing.context.things[record].type, node.over.steps)
    if listed is None or listed.item is None:
        return None
    conditions = (node.where, node.satisfies) if isinstance(node, Every) else (node.where,)
    reads: dict[Path, None] = {}
    try:
        for path in (path for condition in conditions for path in _of(condition, tracing, listed.item)):
            if path.root == node.item:
                reads[Path(root=ITEM, steps=path.steps)] = None
            elif path.root == record:
                reads[path] = None
            elif not _noted(path, tracing, block):
                return None
    except _OwnError:
        return None
    return Pattern(node.over, tuple(reads)) if reads else None


def _noted(path: Path, tracing: Tracing, block: Block) -> bool:
    """Say whether a field of an outer item has been read before, so that its place is taken."""
    variable = tracing.context.things[path.root].variable
    key = ("given", tracing.read, tracing.context.moment, variable, path.steps)
    return block.find(key) is not None


def _of(node: Node, tracing: Tracing, item: FieldType) -> Iterator[Path]:
    """Give the paths that a condition or a term reads of an item and around it, in the order of reading."""
    match node:
        case All(of=parts) | AnyOf(of=parts) | AtLeast(of=parts):
            for part in parts:
                yield from _of(part, tracing, item)
        case Not(of=part):
            yield from _of(part, tracing, item)
        case Known(path=path) | Age(path=path):
            yield path
        case Compare(left=left, right=right):
            yield from _of(left, tracing, item)
            yield from _of(right, tracing, item)
        case Shift(base=base):
            yield from _of(base, tracing, item)
        case Latest(of=dates) | Earliest(of=dates):
            for date in dates:
                if isinstance(date, Path) and date.root in tracing.context.things:
                    if ranges(date, tracing.context):
                        raise _OwnError
                elif isinstance(date, Path):
                    field = resolve(item, date.steps)
                    if field is None or field.kind is not Kind.DATE or through_list(item, date.steps):
                        raise _OwnError  # ranges over a list of the item
                yield from _of(date, tracing, item)
        case Path():
            yield node
        case Count() | Every() | Use():
            raise _OwnError
        case _:
            return


def take_pattern(found: Pattern, tracing: Tracing, block: Block) -> None:
    """Put in the statements that take over the reads of a pattern."""
    assert tracing.part is not None  # noqa: S101 - a pattern is found only where it can be shared
    assert tracing.read is not None  # noqa: S101 - the same
    called = tracing.part(found)
    take(remembered(called, block), tracing, block)


def remembered(called: str, block: Block) -> ast.Name:
    """Call a shared function once for a record; give the variable with what it gave."""
    found = block.set("part", method(name("memo"), "get", ast.Constant(called)))
    slot = ast.Subscript(name("memo"), ast.Constant(called), ast.Store())
    asked = assigned(call(called, name("record"), name("memo")), store(found.id), slot)
    block.body += branch(is_none(found), [asked])
    return found


def take(found: ast.expr, tracing: Tracing, block: Block) -> None:
    """Note all that another function has read."""
    assert tracing.read is not None  # noqa: S101 - asked where reads are noted
    block.body.append(ast.Expr(method(name(tracing.read), "update", found)))


def read_pattern(found: Pattern, tracing: Tracing, block: Block) -> None:
    """Put in the body of the function that reads a pattern and returns what it has read."""
    code, kind, _ = raw_field(found.over, tracing.context, block)
    assert kind.item is not None  # noqa: S101 - walks range over lists only
    item, index = block.fresh("item"), block.fresh("index")
    inner = block.inner()
    place = Place("".join(f"/{step}" for step in found.over.steps), index)
    below = tracing.naming(ITEM, Thing(item, kind.item, tracing.context.moment), place)
    for path in found.reads:
        field_read(path, below, inner)
    target = ast.Tuple([store(index), store(item)], ast.Store())
    seen = branch(seen_test(kind.item, item, tracing), inner.body)
    block.body.append(loop(target, call("enumerate", code), seen))
    block.body.append(ast.Return(name("read")))
