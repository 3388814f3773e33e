"""Walks over lists in generated code: whether there is an item, how many, whether every one does."""

import ast
from collections.abc import Iterator, Sequence

from guidelinekit.case.catalogue import Kind, resolve
from guidelinekit.compile.verdicts.block import Block, Certain, Context, Judge, Thing, valued
from guidelinekit.compile.verdicts.reads import Items, items_of
from guidelinekit.compile.verdicts.tree import (
    FALSE,
    NONE,
    TRUE,
    assign,
    attribute,
    branch,
    choice,
    compare,
    conjunction,
    disjunction,
    loop,
    method,
    name,
    not_none,
    store,
)
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


Parts = tuple[list[ast.stmt], list[ast.stmt], list[ast.stmt]]
"""The statements before a walk, for each of its items, and after it."""


def quantifier(node: e.Count | e.Every, context: Context, block: Block, judge: Judge) -> Certain:
    """Compile a quantifier: a walk over the list."""
    items = items_of(node.over, context, block)
    item = block.fresh("item")
    walked, parts = narrowed(node, items, context)
    verdict = block.set(node.node, NONE)
    below = context.naming(node.item, Thing(item, items.item, context.moment))
    body = block.inner()
    chosen, rest = picked(parts, below, body, judge, walked.seen(item, context))
    if isinstance(node, e.Every):
        before, after = _every(node, rest, verdict, below, chosen, judge)
    elif node.at_most is None and node.at_least == 1:
        before, after = _exists(rest, verdict, below, chosen, judge)
    else:
        before, after = _count(node, rest, verdict, below, chosen, judge)
    walk = [*before, loop(store(item), walked.code, body.body), *after]
    block.body += branch(not_none(items.code), walk)
    return valued(verdict)


def narrowed(node: e.Count | e.Every, items: Items, context: Context) -> tuple[Items, Sequence[e.Condition]]:
    """Walk only the items of one code where there is an index, and drop that part of the condition."""
    parts = conjuncts(node.where)
    by = context.plan.code_index(node, context)
    if by is None:
        return items, parts
    position, field, code = by
    key = ("index", node.over, field)
    index = context.top.find(key)
    if index is None:
        index = context.top.keep(key, context.top.set("by_" + field, ast.Call(name("by_code"), [], [])))
        slot = ast.Subscript(index, attribute(name("item"), field), ast.Load())
        fill: list[ast.stmt] = [ast.Expr(method(slot, "append", name("item")))]
        # An item that is not seen at the evaluation's date is seen at no date before it.
        seen = items.seen("item", context.at("t", "cut"))
        context.top.body += branch(items.code, [loop(store("item"), items.code, branch(seen, fill))])
    rest = [part for number, part in enumerate(parts) if number != position]
    of_code = method(index, "get", ast.Constant(code), ast.Tuple([], ast.Load()))
    return Items(of_code, items.item, cut=True), rest


def _exists(
    rest: Sequence[e.Condition], verdict: ast.Name, context: Context, block: Block, judge: Judge
) -> tuple[list[ast.stmt], list[ast.stmt]]:
    outcome = judge(e.All(of=tuple(rest)), context, block)
    hit: list[ast.stmt] = [assign(verdict.id, TRUE), ast.Break()]
    maybe = [] if outcome.decided else branch(outcome.false, [], [assign(verdict.id, NONE)])
    block.body += branch(outcome.true, hit, maybe)
    return [assign(verdict.id, FALSE)], []


def _every(
    node: e.Every,
    rest: Sequence[e.Condition],
    verdict: ast.Name,
    context: Context,
    block: Block,
    judge: Judge,
) -> tuple[list[ast.stmt], list[ast.stmt]]:
    implied = e.AnyOf(of=(*(e.Not(of=part) for part in rest), node.satisfies))
    outcome = judge(implied, context, block)
    fails: list[ast.stmt] = [assign(verdict.id, FALSE), ast.Break()]
    unclear = [] if outcome.decided else branch(outcome.true, [], [assign(verdict.id, NONE)])
    block.body += branch(outcome.false, fails, unclear) or [ast.Pass()]
    return [assign(verdict.id, TRUE)], []


def _count(
    node: e.Count,
    rest: Sequence[e.Condition],
    verdict: ast.Name,
    context: Context,
    block: Block,
    judge: Judge,
) -> tuple[list[ast.stmt], list[ast.stmt]]:
    outcome = judge(e.All(of=tuple(rest)), context, block)
    sure, maybe = block.fresh("sure"), block.fresh("maybe")
    one = ast.Constant(1)
    add_sure: list[ast.stmt] = [ast.AugAssign(store(sure), ast.Add(), one)]
    add_maybe: list[ast.stmt] = [ast.AugAssign(store(maybe), ast.Add(), one)]
    unsure = [] if outcome.decided else branch(outcome.false, [], add_maybe)
    block.body += branch(outcome.true, add_sure, unsure)
    zero = ast.Constant(0)
    return [assign(sure, zero), assign(maybe, zero)], [assign(verdict.id, counted(node, sure, maybe))]


def counted(node: e.Count, sure: str, maybe: str) -> ast.expr:
    """Return True, False or None: whether the matching items, some of them unsure, are within the bounds."""
    most = ast.BinOp(name(sure), ast.Add(), name(maybe))
    true, false = [], []
    if node.at_least is not None:
        true.append(compare(name(sure), "ge", ast.Constant(node.at_least)))
        false.append(compare(most, "lt", ast.Constant(node.at_least)))
    if node.at_most is not None:
        true.append(compare(most, "le", ast.Constant(node.at_most)))
        false.append(compare(name(sure), "gt", ast.Constant(node.at_most)))
    return choice(conjunction(true), TRUE, choice(disjunction(false), FALSE, NONE))
