"""Conditions in generated code: two expressions each, "certainly true" and "certainly false"."""

import ast
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from guidelinekit.backends.python.block import Block, Context, Thing
from guidelinekit.backends.python.dates import term_of
from guidelinekit.backends.python.fields import Value, field_of, items_of
from guidelinekit.backends.python.tree import (
    FALSE,
    NONE,
    OPERATORS,
    TRUE,
    assign,
    attribute,
    branch,
    call,
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
from guidelinekit.case.catalogue import Kind
from guidelinekit.lang.expr import (
    Age,
    All,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Constant,
    Count,
    Every,
    Known,
    Node,
    Not,
    Parameter,
    Path,
    Use,
    ValueSet,
)
from guidelinekit.lang.walk import nodes

_OPPOSITES: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.In: ast.NotIn,
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
}


@dataclass(frozen=True, slots=True)
class Certain:
    """When a condition is certainly true and when it is certainly false; neither is unknown."""

    true: ast.expr
    false: ast.expr

    @property
    def decided(self) -> bool:
        """Whether the condition is never unknown."""
        return any(
            isinstance(one, ast.UnaryOp) and one.operand is other
            for one, other in ((self.false, self.true), (self.true, self.false))
        )


def certain(node: Condition, context: Context, block: Block) -> Certain:
    """Compile a condition; statements that it needs are put into the block."""
    match node:
        case All(of=parts):
            return _all(parts, context, block)
        case AnyOf(of=parts):
            opposite = _all(tuple(Not(of=part) for part in parts), context, block)
            return Certain(opposite.false, opposite.true)
        case Not(of=part):
            found = certain(part, context, block)
            return Certain(found.false, found.true)
        case AtLeast(n=n, of=parts):
            found_parts = [certain(part, context, block) for part in parts]
            true = _how_many([part.true for part in found_parts])
            false = _how_many([part.false for part in found_parts])
            return Certain(
                compare(true, "ge", ast.Constant(n)), compare(false, "gt", ast.Constant(len(parts) - n))
            )
        case Known(path=path):
            value = field_of(path, context, block)
            return _decided(not_none(value.code)) if value.nullable else Certain(TRUE, FALSE)
        case Use():
            return _use(node, context, block)
        case Compare():
            return _compare(node, context, block)
        case Count() | Every():
            key = ("quantifier", context.pack, context.moment, _variables(node, context), node)
            walked: Certain | None = block.find(key)
            return walked or _keeping(block, key, _quantifier(node, context, block))
        case _:
            assert_never(node)


def _keeping(block: Block, key: Hashable, found: Certain) -> Certain:
    block.keep(key, found)
    return found


def _decided(true: ast.expr) -> Certain:
    return Certain(true, ast.UnaryOp(ast.Not(), true))


def _valued(variable: ast.Name) -> Certain:
    """Read a variable that holds True, False or None."""
    return Certain(compare(variable, "is", TRUE), compare(variable, "is", FALSE))


def _variables(node: Node, context: Context) -> tuple[str, ...]:
    roots = dict.fromkeys(path.root for path in nodes(node, Path))
    return tuple(context.things[root].variable for root in roots if root in context.things)


def _how_many(parts: list[ast.expr]) -> ast.expr:
    total: ast.expr = ast.Constant(0)
    for part in parts:
        total = ast.BinOp(total, ast.Add(), call("bool", part))
    return total


def _use(node: Use, context: Context, block: Block) -> Certain:
    """Compile a definition; at the date of the evaluation it is worked out once for all rules."""
    key = ("use", context.pack, node.name, context.moment)
    found = block.find(key)
    if found is not None:
        return found  # type: ignore[no-any-return]  # this key always keeps a condition
    home = context.top if context.now and context.plan.shared(node.name) else block
    return home.keep(key, _kept(certain(node.of, context, home), node.name, home))  # type: ignore[no-any-return]


def _kept(found: Certain, stem: str, block: Block) -> Certain:
    """Keep a condition in a variable, so that it is worked out once."""
    if isinstance(found.true, ast.Constant) and isinstance(found.false, ast.Constant):
        return found
    if found.decided:
        kept = block.set(stem, found.true)
        return _decided(kept)
    return _valued(block.set(stem, choice(found.true, TRUE, choice(found.false, FALSE, NONE))))


def _all(parts: Sequence[Condition], context: Context, block: Block) -> Certain:
    """Compile a conjunction: the plain parts first, then each that needs a walk only while it matters."""
    plain = [part for part in parts if not _walks(part)]
    walks = [part for part in parts if _walks(part)]
    found = [certain(part, context, block) for part in plain]
    together = Certain(
        conjunction([part.true for part in found]), disjunction([part.false for part in found])
    )
    if all(part.decided for part in found) and found:
        together = _decided(together.true)
    if not walks:
        return together
    if not plain and len(walks) == 1:
        return certain(walks[0], context, block)
    variable = block.set("all", FALSE)
    body = _rest(walks, [together.true] if plain else [], variable, context, block.inner())
    block.body += branch(together.false, [], body)
    return _valued(variable)


def _rest(
    walks: list[Condition], so_far: list[ast.expr], variable: ast.Name, context: Context, block: Block
) -> list[ast.stmt]:
    """Give statements that set the variable to True or None unless one of the conditions is false."""
    if not walks:
        block.body.append(assign(variable.id, choice(conjunction(so_far), TRUE, NONE)))
        return block.body
    found = certain(walks[0], context, block)
    after = _rest(walks[1:], [*so_far, found.true], variable, context, block.inner())
    return [*block.body, *branch(found.false, [], after)]


def _walks(node: Condition) -> bool:
    """Say whether a condition needs statements of its own beyond reading fields."""
    return any(isinstance(part, Count | Every | Use) for part in _all_nodes(node))


def _all_nodes(node: Node) -> list[Node]:
    return list(nodes(node, Node))


def _compare(node: Compare, context: Context, block: Block) -> Certain:
    if isinstance(node.left, Age):
        by_date = age_test(node.left, node, context, block)
        if by_date is not None:
            return _guarded_test(*by_date)
    left = term_of(node.left, context, block)
    right = term_of(node.right, context, block)
    if isinstance(right.code, ast.Constant) and right.code.value is None:
        return Certain(FALSE, FALSE)
    if node.op == "contains":
        test = ast.Compare(right.code, [ast.In()], [left.code])
    else:
        test = ast.Compare(left.code, [OPERATORS[node.op]()], [right.code])
    guards = [not_none(side.code) for side in (left, right) if side.nullable]
    if not guards:
        return _decided(test)
    constant = isinstance(node.right, Constant | ValueSet)
    true = test if node.op in ("eq", "in") and constant else conjunction([*guards, test])
    return Certain(true, conjunction([*guards, opposite(test)]))


def opposite(test: ast.Compare) -> ast.expr:
    """Give the test that holds when this one, of values that are there, does not."""
    return ast.Compare(test.left, [_OPPOSITES[type(test.ops[0])]()], test.comparators)


def _guarded_test(value: Value, test: ast.Compare) -> Certain:
    if not value.nullable:
        return _decided(test)
    known = not_none(value.code)
    return Certain(conjunction([known, test]), conjunction([known, opposite(test)]))


def age_test(age: Age, node: Compare, context: Context, block: Block) -> tuple[Value, ast.Compare] | None:
    """Compare an age by comparing the birth date with a day that is worked out once per evaluation date.

    Gives the birth date and the test of it; None where an age has to be worked out for each record.
    """
    years = node.right.value if isinstance(node.right, Constant) else None
    if isinstance(node.right, Parameter):
        values = context.settings.get(node.right.name, ())
        if len(values) == 1 and values[0].start is None:
            years = values[0].value
    if not context.now or not isinstance(years, int) or isinstance(years, bool):
        return None
    if node.op not in ("ge", "gt", "le", "lt"):
        return None
    least = years if node.op in ("ge", "lt") else years + 1
    key = ("born_by", least)
    latest = context.bound.find(key)
    if latest is None:
        latest = context.bound.keep(
            key, context.bound.set("born_by", call("born_by", name("t"), ast.Constant(least)))
        )
    born = field_of(age.path, context, block)
    return born, compare(born.code, "le" if node.op in ("ge", "gt") else "gt", latest)


def _quantifier(node: Count | Every, context: Context, block: Block) -> Certain:
    items = items_of(node.over, context, block)
    variable = block.fresh("item")
    inner = block.inner()
    seen: ast.expr = TRUE
    if items.occurrence is not None and not (items.cut and context.now):
        seen = compare(attribute(name(variable), items.occurrence), "le", name(context.cut))
    elif items.item.kind is Kind.DATE:
        seen = compare(name(variable), "le", name(context.cut))
    thing = Thing(variable, items.item, context.moment)
    below = context.naming(node.item, thing)
    over, where = _narrowed(node, items.code, context, block)
    verdict = block.set(node.node, NONE)
    if isinstance(node, Every):
        start, walk, after = _every(node, where, verdict, below, inner)
    elif node.at_most is None and node.at_least == 1:
        start, walk, after = _exists(where, verdict, below, inner)
    else:
        start, walk, after = _count(node, where, verdict, below, block, inner)
    body = [*start, loop(store(variable), over, branch(seen, walk)), *after]
    block.body += branch(not_none(items.code), body)
    return _valued(verdict)


def _narrowed(
    node: Count | Every, code: ast.expr, context: Context, block: Block
) -> tuple[ast.expr, tuple[Condition, ...]]:
    """Walk only the items of one code where the list is kept by code, and drop that part of the condition."""
    parts = node.where.of if isinstance(node.where, All) else (node.where,)
    by = context.plan.code_index(node, context)
    if by is None:
        return code, parts
    position, field, code_value = by
    key = ("index", node.over, field)
    index = context.top.find(key)
    if index is None:
        items = items_of(node.over, context, block)
        index = context.top.set("by_" + field, ast.Dict([], []))
        slot = method(index, "setdefault", attribute(name("item"), field), ast.List([], ast.Load()))
        fill = loop(store("item"), items.code, [ast.Expr(method(slot, "append", name("item")))])
        context.top.body += branch(items.code, [fill])
        context.top.keep(key, index)
    rest = parts[:position] + parts[position + 1 :]
    return method(index, "get", ast.Constant(code_value), ast.Tuple([], ast.Load())), rest


def _guarded(parts: Sequence[Condition], context: Context, block: Block) -> tuple[ast.expr, list[Condition]]:
    """Split a conjunction into what can be asked at once and is never unknown, and the rest."""
    guards: list[ast.expr] = []
    rest: list[Condition] = []
    for part in parts:
        if _certain_at_once(part, context):
            guards.append(certain(part, context, block).true)
        else:
            rest.append(part)
    return conjunction(guards), rest


def _certain_at_once(part: Condition, context: Context) -> bool:
    """Say whether a condition compares a field that is never null with a constant."""
    if not isinstance(part, Compare) or not isinstance(part.left, Path) or len(part.left.steps) != 1:
        return False
    kind = context.things[part.left.root].type.fields.get(part.left.steps[0])
    plain = isinstance(part.right, Constant | ValueSet)
    return plain and kind is not None and kind.required and kind.kind is not Kind.DATE


def _exists(
    where: Sequence[Condition], verdict: ast.Name, context: Context, block: Block
) -> tuple[list[ast.stmt], list[ast.stmt], list[ast.stmt]]:
    guard, rest = _guarded(where, context, block)
    inner = block.inner()
    hit: list[ast.stmt] = [assign(verdict.id, TRUE), ast.Break()]
    if rest:
        found = certain(All(of=tuple(rest)), context, inner)
        maybe = branch(found.false, [], [assign(verdict.id, NONE)])
        body = [*inner.body, *branch(found.true, hit, [] if found.decided else maybe)]
    else:
        body = hit
    return [assign(verdict.id, FALSE)], [*block.body, *branch(guard, body)], []


def _every(
    node: Every, where: Sequence[Condition], verdict: ast.Name, context: Context, block: Block
) -> tuple[list[ast.stmt], list[ast.stmt], list[ast.stmt]]:
    guard, rest = _guarded(where, context, block)
    inner = block.inner()
    implied = AnyOf(of=(*(Not(of=part) for part in rest), node.satisfies))
    found = certain(implied, context, inner)
    fails: list[ast.stmt] = [assign(verdict.id, FALSE), ast.Break()]
    unclear = branch(found.true, [], [assign(verdict.id, NONE)])
    body = [*inner.body, *branch(found.false, fails, [] if found.decided else unclear)]
    return [assign(verdict.id, TRUE)], [*block.body, *branch(guard, body)], []


def _count(
    node: Count, where: Sequence[Condition], verdict: ast.Name, context: Context, outer: Block, block: Block
) -> tuple[list[ast.stmt], list[ast.stmt], list[ast.stmt]]:
    guard, rest = _guarded(where, context, block)
    inner = block.inner()
    found = certain(All(of=tuple(rest)), context, inner)
    sure, maybe = outer.fresh("sure"), outer.fresh("maybe")
    one = ast.Constant(1)
    add_sure: list[ast.stmt] = [ast.AugAssign(store(sure), ast.Add(), one)]
    add_maybe: list[ast.stmt] = [ast.AugAssign(store(maybe), ast.Add(), one)]
    body = [*inner.body, *branch(found.true, add_sure, branch(found.false, [], add_maybe))]
    most = ast.BinOp(name(sure), ast.Add(), name(maybe))
    true, false = [], []
    if node.at_least is not None:
        true.append(compare(name(sure), "ge", ast.Constant(node.at_least)))
        false.append(compare(most, "lt", ast.Constant(node.at_least)))
    if node.at_most is not None:
        true.append(compare(most, "le", ast.Constant(node.at_most)))
        false.append(compare(name(sure), "gt", ast.Constant(node.at_most)))
    result = choice(conjunction(true), TRUE, choice(disjunction(false), FALSE, NONE))
    start: list[ast.stmt] = [assign(sure, ast.Constant(0)), assign(maybe, ast.Constant(0))]
    return start, [*block.body, *branch(guard, body)], [assign(verdict.id, result)]
