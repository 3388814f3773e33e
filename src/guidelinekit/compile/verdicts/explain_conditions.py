"""Conditions in a generated explanation: every part is judged, as the reference evaluator does it."""

import ast
from typing import assert_never

from guidelinekit.compile.verdicts.block import Block, Thing
from guidelinekit.compile.verdicts.conditions import age_test
from guidelinekit.compile.verdicts.explain_closing import needed, shortfall_of
from guidelinekit.compile.verdicts.explain_joined import all_of, any_of, at_least, certainly, held, lacking
from guidelinekit.compile.verdicts.explain_reads import fields_read, remembered, take, take_walk, walk_of
from guidelinekit.compile.verdicts.explain_terms import field_read, given
from guidelinekit.compile.verdicts.facts import UnexplainedError
from guidelinekit.compile.verdicts.fields import raw_field, seen_test
from guidelinekit.compile.verdicts.quantifiers import counted
from guidelinekit.compile.verdicts.traced import (
    Traced,
    Tracing,
    absent,
    item_place,
    lack,
    lacks,
    name_parameter,
    note,
    pointer_to,
)
from guidelinekit.compile.verdicts.tree import (
    FALSE,
    NONE,
    OPERATORS,
    TRUE,
    assign,
    branch,
    call,
    choice,
    disjunction,
    is_none,
    loop,
    method,
    name,
    negation,
    store,
)
from guidelinekit.lang import expr as e
from guidelinekit.lang.walk import nodes


def trace(node: e.Condition, tracing: Tracing, block: Block, *, closes: bool = False) -> Traced:
    """Judge a condition; `closes` keeps what is needed to say what would make it true."""
    if not closes and _shared(node, tracing):
        return _part(node, tracing, block)
    match node:
        case e.All() if not closes and tracing.read is None and tracing.named is None:
            return _all_in_turn(node, tracing, block)
        case e.All(of=parts):
            return all_of(node, [trace(part, tracing, block, closes=closes) for part in parts], block)
        case e.AnyOf(of=parts):
            return any_of(node, [trace(part, tracing, block, closes=closes) for part in parts], block)
        case e.AtLeast():
            return at_least(node, [trace(p, tracing, block, closes=closes) for p in node.of], block)
        case e.Not(of=part):
            found = trace(part, tracing, block)
            truth = negation(found.truth)
            if found.missing is not None:
                truth = choice(is_none(found.truth), NONE, truth)
            return Traced(node, held(truth, block), found.missing)
        case e.Use(of=part):
            found = trace(part, tracing, block, closes=closes)
            return Traced(node, found.truth, found.missing, (found,))
        case e.Known(path=path):
            return Traced(node, held(negation(absent(field_read(path, tracing, block))), block))
        case e.Compare():
            return _compare(node, tracing, block)
        case e.Count() | e.Every():
            return _quantifier(node, tracing, block, closes=closes)
        case _:
            assert_never(node)


def _shared(node: e.Condition, tracing: Tracing) -> bool:
    """Say whether a condition is on the record alone, and costs enough to be explained once for all rules."""
    if tracing.part is None or tracing.read is None or not tracing.context.now or node is tracing.whole:
        return False
    if isinstance(node, e.Use):
        return True
    if not isinstance(node, e.Count | e.Every):
        return False
    record = tracing.context.record
    named = {part.item for part in nodes(node, e.Count)} | {part.item for part in nodes(node, e.Every)}
    return all(path.root == record or path.root in named for path in nodes(node, e.Path))


def _part(node: e.Condition, tracing: Tracing, block: Block) -> Traced:
    """Take over what another function has found: truth, reads, what is missing, parameters."""
    assert tracing.part is not None  # noqa: S101 - asked by the caller
    called = tracing.part(node)
    key = ("part", tracing.reads.stem, called)
    kept: Traced | None = block.find(key)
    if kept is not None:
        return kept
    found = remembered(called, block)
    for field in fields_read(node, tracing.context.record):
        read = ast.Subscript(_of(found, 1), ast.Constant(field), ast.Load())
        take(field, read, tracing, block)
    if tracing.named is not None and any(nodes(node, e.Parameter)):
        block.body.append(ast.Expr(method(name(tracing.named), "update", _of(found, 3))))
    traced = Traced(node, block.set("is_true", _of(found, 0)), _of(found, 2))
    block.keep(key, traced)
    return traced


def _of(found: ast.Name, index: int) -> ast.expr:
    return ast.Subscript(found, ast.Constant(index), ast.Load())


def _all_in_turn(node: e.All, tracing: Tracing, block: Block) -> Traced:
    """Judge a conjunction whose reads are noted apart: nothing is judged behind a part that is false."""
    truth = block.set("is_true", FALSE)
    parts: list[Traced] = []
    blocks = [block]
    for part in node.of:
        parts.append(trace(part, tracing, blocks[-1]))
        blocks.append(blocks[-1].inner())
    unsure = disjunction([is_none(part.truth) for part in parts if part.missing is not None])
    blocks[-1].body.append(assign(truth.id, choice(unsure, NONE, TRUE)))
    for number in reversed(range(len(parts))):
        goes_on = negation(certainly(parts[number], truth=False))
        blocks[number].body += branch(goes_on, blocks[number + 1].body)
    return Traced(node, truth, lacking(parts))


def _compare(node: e.Compare, tracing: Tracing, block: Block) -> Traced:
    if isinstance(node.left, e.Age):
        by_date = age_test(node.left, node, tracing.context, block)
        if by_date is not None:
            born = field_read(node.left.path, tracing, block)
            for parameter in nodes(node.right, e.Parameter):
                name_parameter(parameter.name, tracing, block)
            test = choice(absent(born), NONE, by_date[1])
            return Traced(node, held(test, block), born.missing if born.nullable else None)
    left, right = given(node.left, tracing, block), given(node.right, tracing, block)
    if node.op == "contains":
        test = ast.Compare(right.value, [ast.In()], [left.value])
    else:
        test = ast.Compare(left.value, [OPERATORS[node.op]()], [right.value])
    if not left.nullable and not right.nullable:
        return Traced(node, held(test, block))
    truth = choice(disjunction([absent(left), absent(right)]), NONE, test)
    missing = lacks([(absent(left), left.missing), (absent(right), right.missing)])
    return Traced(node, held(truth, block), missing)


def _quantifier(node: e.Count | e.Every, tracing: Tracing, block: Block, *, closes: bool) -> Traced:
    code, kind, _ = raw_field(node.over, tracing.context, block)
    assert kind.item is not None  # noqa: S101 - the static check lets quantifiers range over lists only
    if isinstance(code, ast.IfExp):
        raise UnexplainedError("a list of an object that may be null")
    pointer = pointer_to(node.over, tracing)
    whole, truth = block.set(node.over.steps[-1], code), block.set(node.node, NONE)
    gaps = block.set("gaps", lack(pointer, "NOT_EXPORTED"))
    null, walk = block.inner(), block.inner()
    note(node.over, NONE, tracing, null)
    apart = walk_of(node, tracing, block)
    if apart is not None:
        take_walk(apart, tracing, block, walk)
    item, index = block.fresh("item"), block.fresh("index")
    place, begin = item_place(node.over, index, tracing, walk)
    inner = walk.inner()
    inner.body += begin
    below = tracing.naming(node.item, Thing(item, kind.item, tracing.context.moment), place)
    below = below if apart is None else below.silent()
    walk.body.append(assign(gaps.id, ast.List([], ast.Load())))
    if isinstance(node, e.Every):
        traced = _every(node, (truth, gaps, whole), below, (block, walk, inner), closes=closes)
        after: list[ast.stmt] = []
    else:
        traced, after = _count(node, (truth, gaps, whole), below, (block, walk, inner), closes=closes)
    target = ast.Tuple([store(index), store(item)], ast.Store())
    seen = branch(seen_test(kind.item, item, tracing.context.cut), inner.body)
    walk.body += [loop(target, call("enumerate", whole), seen), *after]
    block.body += branch(is_none(whole), null.body, walk.body)
    return traced


_Variables = tuple[ast.Name, ast.Name, ast.Name]
"""The variables of the truth, of what is missing, and of the list."""
_Blocks = tuple[Block, Block, Block]
"""The block around the walk, the one that begins it, and the one of each item."""


def _count(
    node: e.Count, variables: _Variables, below: Tracing, blocks: _Blocks, *, closes: bool
) -> tuple[Traced, list[ast.stmt]]:
    truth, gaps, whole = variables
    block, walk, inner = blocks
    sure, maybe = block.fresh("sure"), block.fresh("maybe")
    found = trace(node.where, below, inner)
    start: list[ast.stmt] = [assign(sure, ast.Constant(0)), assign(maybe, ast.Constant(0))]
    walk.body += start
    items = None
    if closes and node.at_most is not None:
        items = block.fresh("items")
        walk.body.append(assign(items, ast.List([], ast.Load())))
        listed = pointer_to(e.Path(root=node.item, steps=()), below)
        add: ast.stmt = ast.Expr(method(name(items), "append", listed))
        inner.body += branch(negation(certainly(found, truth=False)), [add])
    one = ast.Constant(1)
    plus: list[ast.stmt] = [ast.AugAssign(store(sure), ast.Add(), one)]
    unsure: list[ast.stmt] = []
    if found.missing is not None:
        unsure = [
            ast.AugAssign(store(maybe), ast.Add(), one),
            ast.AugAssign(store(gaps.id), ast.Add(), found.missing),
        ]
        unsure = branch(is_none(found.truth), unsure)
    inner.body += branch(certainly(found, truth=True), plus, unsure)
    traced = Traced(node, truth, gaps, sure=sure, maybe=maybe, items=items, whole=whole)
    return traced, [assign(truth.id, counted(node, sure, maybe))]


def _every(node: e.Every, variables: _Variables, below: Tracing, blocks: _Blocks, *, closes: bool) -> Traced:
    truth, gaps, whole = variables
    block, walk, inner = blocks
    walk.body.append(assign(truth.id, TRUE))
    excluded = trace(e.Not(of=node.where), below, inner)
    satisfied = trace(node.satisfies, below, inner, closes=closes)
    found = any_of(e.AnyOf(of=(e.Not(of=node.where), node.satisfies)), [excluded, satisfied], inner)
    steps = why = None
    fails: list[ast.stmt] = [assign(truth.id, FALSE)]
    if closes:
        steps, why = block.fresh("steps"), block.fresh("why")
        walk.body += [assign(steps, ast.List([], ast.Load())), assign(why, NONE)]
        reason = shortfall_of(satisfied)
        fails += branch(is_none(name(why)), [assign(why, reason)])
        open_item = inner.inner()
        step = needed(satisfied, below.silent(), open_item)
        open_item.body.append(ast.Expr(method(name(steps), "append", step)))
        inner.body += branch(negation(certainly(found, truth=True)), open_item.body)
    unsure: list[ast.stmt] = []
    if found.missing is not None:
        lost = ast.AugAssign(store(gaps.id), ast.Add(), found.missing)
        unclear = branch(name(truth.id), [assign(truth.id, NONE)])
        unsure = branch(is_none(found.truth), [*unclear, lost])
    inner.body += branch(certainly(found, truth=False), fails, unsure)
    return Traced(node, truth, gaps, whole=whole, steps=steps, why=why)
