"""Conditions in generated code: two expressions each, "certainly true" and "certainly false"."""

import ast
from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import assert_never

from guidelinekit.compile.verdicts import turns
from guidelinekit.compile.verdicts.block import Block, Certain, Context, decided, valued
from guidelinekit.compile.verdicts.dates import term_of
from guidelinekit.compile.verdicts.definitions import called
from guidelinekit.compile.verdicts.quantifiers import quantifier
from guidelinekit.compile.verdicts.reads import Value, field_of, known
from guidelinekit.compile.verdicts.tree import (
    FALSE,
    NONE,
    OPERATORS,
    TRUE,
    assign,
    branch,
    call,
    choice,
    compare,
    conjunction,
    disjunction,
    negation,
    not_none,
)
from guidelinekit.lang import expr as e


def certain(node: e.Condition, context: Context, block: Block) -> Certain:
    """Compile a condition; statements that it needs are put into the block."""
    match node:
        case e.All(of=parts):
            return _all(parts, context, block)
        case e.AnyOf(of=parts):
            return _all(tuple(e.Not(of=part) for part in parts), context, block).opposite
        case e.Not(of=part):
            return certain(part, context, block).opposite
        case e.AtLeast(n=n, of=parts):
            found_parts = [certain(part, context, block) for part in parts]
            true = _how_many([part.true for part in found_parts])
            false = _how_many([part.false for part in found_parts])
            return Certain(
                compare(true, "ge", ast.Constant(n)), compare(false, "gt", ast.Constant(len(parts) - n))
            )
        case e.Known(path=path):
            return decided(known(path, context, block))
        case e.Use():
            return _use(node, context, block)
        case e.Compare():
            return _compare(node, context, block)
        case e.Count() | e.Every():
            number, variables = context.plan.number(node), _variables(node, context)
            key = ("quantifier", context.pack, context.moment, variables, number)
            walked: Certain | None = block.find(key)
            return walked or _keeping(block, key, quantifier(node, context, block, certain))
        case _:
            assert_never(node)


def _keeping(block: Block, key: Hashable, outcome: Certain) -> Certain:
    block.keep(key, outcome)
    return outcome


def _variables(node: e.Node, context: Context) -> tuple[str, ...]:
    roots = context.plan.contents(node).roots
    return tuple(context.things[root].variable for root in roots if root in context.things)


def _how_many(parts: list[ast.expr]) -> ast.expr:
    total: ast.expr = ast.Constant(0)
    for part in parts:
        total = ast.BinOp(total, ast.Add(), call("bool", part))
    return total


def _use(node: e.Use, context: Context, block: Block) -> Certain:
    """Compile a definition; one of the record is worked out once for all rules, at the evaluation's date."""
    record = context.things[context.record].variable
    items = tuple(variable for variable in _variables(node, context) if variable != record)
    key = ("use", context.pack, node.name, context.moment, items, context.plan.pattern(node))
    if block.find(key) is None:
        if context.now and not items and context.plan.used_often(node.name):
            _work_out_once(key, node, context)
        elif context.plan.worth_calling(node):
            block.keep(key, called(node, context, block, certain))
        else:
            block.keep(key, (_kept(certain(node.of, context, block), node.name, block), context.until))
    outcome, until = block.find(key)
    turns.joined(until, context, block)
    return outcome  # type: ignore[no-any-return]  # this key always keeps a condition


def _work_out_once(key: Hashable, node: e.Use, context: Context) -> None:
    """Work a definition out for all rules, with the day until which that holds where it moves with time."""
    apart = context.top.inner()
    until = turns.begun_where_it_moves(node.of, context, apart)
    outcome = _kept(certain(node.of, replace(context, until=until), apart), node.name, apart)
    context.top.body += apart.body
    context.top.keep(key, (outcome, until))


def _kept(outcome: Certain, stem: str, block: Block) -> Certain:
    """Keep a condition in a variable, so that it is worked out once."""
    if isinstance(outcome.true, ast.Constant) and isinstance(outcome.false, ast.Constant):
        return outcome
    stored = block.set(stem, outcome.answer)
    return decided(stored) if outcome.decided else valued(stored)


def _all(parts: Sequence[e.Condition], context: Context, block: Block) -> Certain:
    """Compile a conjunction: the plain parts first, then each that needs a walk only while it matters."""
    plain = [part for part in parts if not context.plan.contents(part).walks]
    walks = [part for part in parts if context.plan.contents(part).walks]
    outcome = [certain(part, context, block) for part in plain]
    true, false = conjunction([part.true for part in outcome]), disjunction([part.false for part in outcome])
    together = decided(true) if all(part.decided for part in outcome) else Certain(true, false)
    if not walks:
        return together
    if not plain and len(walks) == 1:
        return certain(walks[0], context, block)
    variable = block.set("all", FALSE)
    body = _rest(walks, [together.true] if plain else [], variable, context, block.inner())
    block.body += branch(together.false, [], body)
    return valued(variable)


def _rest(
    walks: list[e.Condition], so_far: list[ast.expr], variable: ast.Name, context: Context, block: Block
) -> list[ast.stmt]:
    """Return statements that set the variable to True or None unless one of the conditions is false."""
    if not walks:
        block.body.append(assign(variable.id, choice(conjunction(so_far), TRUE, NONE)))
        return block.body
    outcome = certain(walks[0], context, block)
    after = _rest(walks[1:], [*so_far, outcome.true], variable, context, block.inner())
    return [*block.body, *branch(outcome.false, [], after)]


def _compare(node: e.Compare, context: Context, block: Block) -> Certain:
    if isinstance(node.left, e.Age):
        by_date = age_test(node.left, node, context, block)
        if by_date is not None:
            turns.aged(by_date[0], term_of(node.right, context, block), context, block)
            return _guarded_test(*by_date)
    left = term_of(node.left, context, block)
    right = term_of(node.right, context, block)
    if isinstance(node.left, e.Age):
        turns.aged(field_of(node.left.path, context, block), right, context, block)
    else:
        turns.compared(node, left, right, context, block)
    if isinstance(right.code, ast.Constant) and right.code.value is None:
        return Certain(FALSE, FALSE)
    if node.op == "contains":
        test = ast.Compare(right.code, [ast.In()], [left.code])
    else:
        test = ast.Compare(left.code, [OPERATORS[node.op]()], [right.code])
    if node.op == "eq" and isinstance(node.right, e.Constant) and isinstance(node.right.value, bool):
        return _yes_or_no(left, node.right.value)
    guards = [not_none(side.code) for side in (left, right) if side.nullable]
    if not guards:
        return decided(test)
    constant = isinstance(node.right, e.Constant | e.ValueSet)
    true = test if node.op in ("eq", "in") and constant else conjunction([*guards, test])
    return Certain(true, conjunction([*guards, negation(test)]))


def _yes_or_no(value: Value, asked: bool) -> Certain:
    """Compare a field that holds True, False or None."""
    true = compare(value.code, "is", ast.Constant(asked))
    return Certain(true, compare(value.code, "is", ast.Constant(not asked)), decided=not value.nullable)


def _guarded_test(value: Value, test: ast.Compare) -> Certain:
    if not value.nullable:
        return decided(test)
    known = not_none(value.code)
    return Certain(conjunction([known, test]), conjunction([known, negation(test)]))


def age_test(age: e.Age, node: e.Compare, context: Context, block: Block) -> tuple[Value, ast.Compare] | None:
    """Compare an age by comparing the birth date with a day that is worked out once per evaluation date.

    Gives the birth date and the test of it; None where an age has to be worked out for each record.
    """
    years = node.right.value if isinstance(node.right, e.Constant) else None
    if isinstance(node.right, e.Parameter):
        values = context.settings.get(node.right.name, ())
        if len(values) == 1 and values[0].start is None:
            years = values[0].value
    if not context.now or not isinstance(years, int) or isinstance(years, bool):
        return None
    if node.op not in ("ge", "gt", "le", "lt"):
        return None
    least = years if node.op in ("ge", "lt") else years + 1
    born = field_of(age.path, context, block)
    operator = "le" if node.op in ("ge", "gt") else "gt"
    return born, compare(born.code, operator, turns.latest_birth(least, context))
