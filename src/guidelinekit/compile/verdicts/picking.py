"""Which items of a list are asked about, in generated code: what is never unknown first, cheapest first."""

import ast
from collections.abc import Iterator, Sequence

from guidelinekit.case.catalogue import Kind, resolve
from guidelinekit.compile.verdicts.block import Block, Context
from guidelinekit.compile.verdicts.certain import Judge
from guidelinekit.compile.verdicts.tree import TRUE
from guidelinekit.lang import expr as e


def conjuncts(node: e.Condition) -> tuple[e.Condition, ...]:
    """Return the conditions that must all hold."""
    return tuple(_conjuncts(node))


def _conjuncts(node: e.Condition) -> Iterator[e.Condition]:
    if isinstance(node, e.All):
        for part in node.of:
            yield from _conjuncts(part)
    else:
        yield node


def picked(
    parts: Sequence[e.Condition], context: Context, block: Block, judge: Judge, seen: ast.expr
) -> tuple[Block, list[e.Condition]]:
    """Ask the parts that are never unknown, one inside the other, and whether the item is seen.

    Gives the block that is reached where all of them hold, and the parts that are still to be asked.
    """
    first = [part for part in parts if _at_once(part, context)]
    rest = [part for part in parts if part not in first]
    for part in first:
        block = inside(judge(part, context, block).true, block)
    block = inside(seen, block)
    for part in [part for part in rest if _sure(part, context)]:
        rest.remove(part)
        block = inside(judge(part, context, block).true, block)
    return block, rest


def inside(test: ast.expr, block: Block) -> Block:
    """Return the block that is reached where a test holds. Something must be put into it."""
    if test is TRUE:
        return block
    inner = block.inner()
    block.body.append(ast.If(test, inner.body, []))
    return inner


def _at_once(part: e.Condition, context: Context) -> bool:
    """Say whether a condition compares a field that is never null with a constant."""
    if not isinstance(part, e.Compare) or not isinstance(part.left, e.Path) or len(part.left.steps) != 1:
        return False
    kind = resolve(context.things[part.left.root].type, part.left.steps)
    plain = isinstance(part.right, e.Constant | e.ValueSet)
    return plain and kind is not None and kind.required and kind.kind is not Kind.DATE


def _sure(part: e.Condition, context: Context) -> bool:
    """Say whether a condition needs no walk and is never unknown."""
    match part:
        case e.Known():
            return True
        case e.Not(of=negated):
            return _sure(negated, context)
        case e.All(of=parts) | e.AnyOf(of=parts):
            return all(_sure(one, context) for one in parts)
        case _:
            return _at_once(part, context)
