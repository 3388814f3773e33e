"""Dates that a path reaches through lists, in a generated explanation: each read noted, each null told."""

import ast

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.compile.verdicts.block import Block, Thing
from guidelinekit.compile.verdicts.facts import UnexplainedError
from guidelinekit.compile.verdicts.fields import field_of, raw_field, seen_test
from guidelinekit.compile.verdicts.traced import (
    Tracing,
    item_place,
    lack,
    note,
    pointer_to,
)
from guidelinekit.compile.verdicts.tree import (
    FALSE,
    NONE,
    TRUE,
    assign,
    branch,
    call,
    compare,
    conjunction,
    disjunction,
    is_none,
    loop,
    name,
    negation,
    not_none,
    store,
)
from guidelinekit.lang import expr as e

Best = tuple[ast.Name, str]
"""The variable of the best date so far, and the operator by which a date is better."""
Gaps = tuple[ast.Name, ast.Name]
"""The variables of what is missing: lists that are null, and dates that are."""


def range_over(path: e.Path, best: Best, gaps: Gaps, tracing: Tracing, block: Block) -> None:
    """Put in the walk over every date of a path."""
    context = tracing.context
    thing = context.things[path.root]
    listed = _first_list(path, thing.type)
    if listed is None:
        _take(path, best, gaps, tracing, block)
        return
    code, kind, _ = raw_field(listed, context, block)
    assert kind.item is not None  # noqa: S101 - a list is a list of something
    if isinstance(code, ast.IfExp):
        raise UnexplainedError("a list of an object that may be null")
    pointer = pointer_to(listed, tracing)
    whole = block.set(listed.steps[-1], code)
    null, walk = block.inner(), block.inner()
    note(listed, NONE, tracing, null)
    null.body.append(_add(gaps[0], lack(pointer, "NOT_EXPORTED")))
    item, index, some = block.fresh("each"), block.fresh("index"), block.fresh("some")
    place, begin = item_place(listed, index, tracing, walk)
    inner = walk.inner()
    inner.body += [assign(some, TRUE), *begin]
    below = tracing.naming(item, Thing(item, kind.item, context.moment), place)
    range_over(e.Path(root=item, steps=path.steps[len(listed.steps) :]), best, gaps, below, inner)
    none = walk.inner()
    note(listed, ast.Tuple([], ast.Load()), tracing, none)
    none.body.append(_add(gaps[1], lack(pointer, "NOT_DOCUMENTED")))
    target = ast.Tuple([store(index), store(item)], ast.Store())
    seen = seen_test(kind.item, item, context.cut)
    walk.body += [
        assign(some, FALSE),
        loop(target, call("enumerate", whole), branch(seen, inner.body)),
        *branch(negation(name(some)), none.body),
    ]
    block.body += branch(is_none(whole), null.body, walk.body)


def _first_list(path: e.Path, kind: FieldType) -> e.Path | None:
    for position, step in enumerate(path.steps, 1):
        kind = kind.fields[step]
        if kind.kind is Kind.LIST:
            return e.Path(root=path.root, steps=path.steps[:position])
    return None


def _take(path: e.Path, best: Best, gaps: Gaps, tracing: Tracing, block: Block) -> None:
    """Compare one date with the best so far."""
    context, pointer = tracing.context, pointer_to(path, tracing)
    variable, operator = best
    nullable = False
    value: ast.expr = name(context.things[path.root].variable)
    if path.steps:
        read = field_of(path, context, block)
        nullable = read.nullable
        value = read.code if isinstance(read.code, ast.Name) else block.set(path.steps[-1], read.code)
    note(path, value, tracing, block)
    known = [not_none(value)] if nullable else []
    better = disjunction([is_none(variable), compare(value, operator, variable)])
    block.body += branch(conjunction([*known, better]), [assign(variable.id, value)])
    if nullable:
        block.body += branch(is_none(value), [_add(gaps[1], lack(pointer, "NOT_DOCUMENTED"))])


def _add(listed: ast.Name, missing: ast.expr) -> ast.stmt:
    return ast.AugAssign(store(listed.id), ast.Add(), missing)
