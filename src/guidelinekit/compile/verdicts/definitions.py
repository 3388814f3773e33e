"""Definitions as functions in generated code, which remember what they came to for which items."""

import ast
from collections.abc import Hashable
from dataclasses import replace
from typing import NamedTuple

from guidelinekit.compile.verdicts import turns
from guidelinekit.compile.verdicts.block import Block, Certain, Context, Judge, Thing, decided, valued
from guidelinekit.compile.verdicts.tree import (
    assigned,
    branch,
    call,
    compare,
    function,
    method,
    name,
    store,
)
from guidelinekit.lang import expr as e

_DAY, _SEEN = "day", "seen"
"""What a function calls the moment, and the day after which nothing is seen, where it is given them."""


class _Written(NamedTuple):
    name: str
    decided: bool
    """Whether it never answers None."""
    until: bool
    """Whether it also answers until when that holds."""


def called(node: e.Use, context: Context, block: Block, judge: Judge) -> tuple[Certain, str | None]:
    """Ask a definition about the items at hand; give its answer, and the variable of until when it holds."""
    roots = [root for root in context.plan.contents(node).roots if root in context.things]
    items = {root: context.things[root] for root in roots if root != context.record}
    key = _key(node, items, context)
    written: _Written = context.top.find(key) or context.top.keep(key, _write(node, items, context, judge))
    moment = [] if context.now else [name(context.moment), name(context.cut)]
    answer = call(written.name, *(name(each.variable) for each in items.values()), *moment)
    if not written.until:
        variable, until = block.set(node.name, answer), None
    else:
        variable, until = name(block.fresh(node.name)), block.fresh("until")
        pair = ast.Tuple([store(variable.id), store(until)], ast.Store())
        block.body.append(assigned(answer, pair))
    return decided(variable) if written.decided else valued(variable), until


def _key(node: e.Use, items: dict[str, Thing], context: Context) -> Hashable:
    """Return what is the same for all uses that one function serves."""
    seen = tuple(each.seen_at == context.moment for each in items.values())
    return "function", context.pack, node.name, context.now, seen, context.plan.pattern(node)


def _write(node: e.Use, items: dict[str, Thing], context: Context, judge: Judge) -> _Written:
    """Write the function at the head; of this moment, it remembers its answers."""
    top, body = context.top, context.top.inner()
    there = context if context.now else context.at(_DAY, _SEEN)
    things = {
        root: replace(
            thing,
            variable=body.fresh(root),
            seen_at=there.moment if thing.seen_at == context.moment else None,
        )
        for root, thing in items.items()
    }
    until = turns.begun_where_it_moves(node.of, context, body) if context.now else None
    record = {context.record: context.things[context.record]}
    outcome = judge(node.of, replace(there, things={**record, **things}, until=until), body)
    answer = outcome.answer
    if until is not None:
        answer = ast.Tuple([answer, name(until)], ast.Load())
    parameters = [each.variable for each in things.values()]
    if context.now:
        body = _remembering(parameters, answer, body, top)
    else:
        parameters += [_DAY, _SEEN]
        body.body.append(ast.Return(answer))
    title = top.fresh(node.name)
    top.body.append(function(title, parameters, body.body))
    return _Written(title, outcome.decided, until is not None)


def _remembering(parameters: list[str], answer: ast.expr, body: Block, top: Block) -> Block:
    """Return the statements of a function that answers at once what it has been asked before."""
    whole, remembered = top.inner(), top.set("remembered", ast.Dict([], []))
    items: list[ast.expr] = [call("id", name(each)) for each in parameters]
    asked = whole.set("asked", items[0] if len(items) == 1 else ast.Tuple(items, ast.Load()))
    known = whole.set("known", method(remembered, "get", asked, name("nothing")))
    whole.body += branch(compare(known, "is_not", name("nothing")), [ast.Return(known)])
    answers = ast.Subscript(remembered, asked, ast.Store())
    whole.body += [*body.body, assigned(answer, answers, store(known.id)), ast.Return(known)]
    return whole
