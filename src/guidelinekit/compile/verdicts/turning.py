"""The dates on which a verdict can change by itself, in generated code: those of `semantics.horizon`."""

import ast
from collections.abc import Callable, Iterator
from itertools import count

from guidelinekit.case.catalogue import CATALOGUES, Kind
from guidelinekit.compile.verdicts.block import Block, Context, Thing
from guidelinekit.compile.verdicts.dates import date_of, parameter_of, term_of
from guidelinekit.compile.verdicts.fields import Value, field_of, raw_field, seen_test
from guidelinekit.compile.verdicts.generated import Written
from guidelinekit.compile.verdicts.program import Plan
from guidelinekit.compile.verdicts.tree import (
    NONE,
    TRUE,
    assign,
    attribute,
    branch,
    call,
    choice,
    conjunction,
    function,
    is_none,
    loop,
    name,
    not_none,
    store,
)
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule
from guidelinekit.lang.walk import inside
from guidelinekit.semantics.values import Settings


def written(rule: Rule, settings: Settings) -> Written:
    """Write the search of a rule's turning points in a record."""
    names = count(1)
    bound = Block(names)
    top = Block(names, bound)
    body = Block(names, top)
    plan = Plan()
    things = {rule.subject.value: Thing("record", CATALOGUES[rule.subject])}
    context = Context(things, top, bound, rule.pack, settings, plan=plan)
    _of_condition(rule.applies_when, context, body)
    if rule.for_each is None:
        _of_duty(rule, context, body)
    else:
        each = rule.for_each

        def of_item(below: Context, inner: Block) -> None:
            _of_condition(each.where, below, inner)
            _of_duty(rule, below, inner)

        _of_items(each.over, each.item, of_item, context, body)
    found = [assign("found", call("set")), assign("add", attribute(name("found"), "add"))]
    points = function("points", ("record",), [*found, *top.body, *body.body, ast.Return(name("found"))])
    binder = function("bind", ("t", "cut"), [*bound.body, points, ast.Return(name("points"))])
    return Written(binder, plan.values)


def _of_items(
    over: e.Path, item: str, inside: Callable[[Context, Block], None], context: Context, block: Block
) -> None:
    """Put in a walk over the items that are seen, if anything is to be found in them."""
    code, kind, _ = raw_field(over, context, block)
    assert kind.item is not None  # noqa: S101 - the static check lets walks range over lists only
    variable = block.fresh("item")
    walk = block.inner()
    inner = walk.inner()
    inside(context.naming(item, Thing(variable, kind.item, context.moment)), inner)
    if not inner.body:
        return
    whole = walk.set(over.steps[-1], code)
    seen = branch(seen_test(kind.item, variable, "cut"), inner.body)
    walk.body += branch(whole, [loop(store(variable), whole, seen)])
    block.body += walk.body


def _of_duty(rule: Rule, context: Context, block: Block) -> None:
    if rule.requires is not None:
        _of_condition(rule.requires, context, block)
    if rule.deadline is not None:
        _both_sides(rule.deadline, [], context, block)
    if rule.repeats is not None:
        for expr in (rule.repeats.last, rule.repeats.start):
            _both_sides(expr, [(rule.repeats.every, False)], context, block)
    for entry in rule.exempt_when:
        _of_condition(entry.when, context, block)


def _of_condition(node: e.Node, context: Context, block: Block) -> None:
    """Find the dates on which a comparison somewhere in a condition can flip."""
    match node:
        case e.Count() | e.Every():

            def of_item(below: Context, inner: Block) -> None:
                _of_condition(node.where, below, inner)
                if isinstance(node, e.Every):
                    _of_condition(node.satisfies, below, inner)

            _of_items(node.over, node.item, of_item, context, block)
        case e.Compare(left=e.Age(path=path), right=right):
            _of_age(path, right, context, block)
        case e.Compare(left=e.Path() as left, right=right):
            lengths = list(_moves(right, []))
            if lengths:
                fixed = field_of(left, context, block)
                for length in lengths:
                    _add(fixed, length, (0, 1), context, block, sign=-1)
        case _:
            for part in inside(node):
                _of_condition(part, context, block)


def _of_age(path: e.Path, right: e.Node, context: Context, block: Block) -> None:
    if not isinstance(right, e.Constant | e.ValueSet | e.Parameter | e.Path):
        return
    years = right.values if isinstance(right, e.ValueSet) else None
    asked = [Value(ast.Constant(one), nullable=False) for one in years] if years is not None else []
    if not isinstance(right, e.ValueSet):
        asked = [term_of(right, context, block)]
    born = field_of(path, context, block)
    for one in asked:
        if isinstance(one.code, ast.Constant) and one.code.value is None:
            continue
        known = conjunction([not_none(value.code) for value in (born, one) if value.nullable])
        whole = call("int", one.code)
        later = ast.BinOp(whole, ast.Add(), ast.Constant(1))
        adds: list[ast.stmt] = [
            ast.Expr(call("add", call("birthday", born.code, age))) for age in (whole, later)
        ]
        block.body += branch(known, adds)


Length = list[tuple[e.Days | e.Parameter, bool]]
"""By what a date is moved: each length, and whether it is counted back."""


def _moves(expr: e.Node, so_far: Length) -> Iterator[Length]:
    """Give by what each `as_of` within a date expression is moved."""
    match expr:
        case e.AsOf():
            yield so_far
        case e.Shift(base=base, by=by, back=back):
            yield from _moves(base, [*so_far, (by, back)])
        case e.Latest(of=parts) | e.Earliest(of=parts):
            for part in parts:
                yield from _moves(part, so_far)
        case _:
            return


def _both_sides(expr: e.DateExpr, so_far: Length, context: Context, block: Block) -> None:
    """Find each fixed date within a date expression, moved as the expression moves it, and the day after."""
    match expr:
        case e.Shift(base=base, by=by, back=back):
            _both_sides(base, [*so_far, (by, back)], context, block)
        case e.Latest(of=parts) | e.Earliest(of=parts):
            for part in parts:
                _both_sides(part, so_far, context, block)
        case e.AsOf():
            return
        case e.Day():
            day, _ = date_of(expr, context, block)
            _add(day, so_far, (0, 1), context, block)
        case e.Path():
            _each_date(expr, so_far, context, block)


def _each_date(path: e.Path, so_far: Length, context: Context, block: Block) -> None:
    """Find every date of a path that may range over lists."""
    thing = context.things[path.root]
    kind = thing.type
    for position, step in enumerate(path.steps, 1):
        kind = kind.fields[step]
        if kind.kind is not Kind.LIST:
            continue
        item = block.fresh("each")
        rest = e.Path(root=item, steps=path.steps[position:])

        def of_item(below: Context, inner: Block, rest: e.Path = rest) -> None:
            _each_date(rest, so_far, below, inner)

        _of_items(e.Path(root=path.root, steps=path.steps[:position]), item, of_item, context, block)
        return
    value = field_of(path, context, block) if path.steps else Value(name(thing.variable), nullable=False)
    _add(value, so_far, (0, 1), context, block)


def _add(
    day: Value, length: Length, more: tuple[int, ...], context: Context, block: Block, *, sign: int = 1
) -> None:
    """Put in the statements that add a date, moved by lengths and by each of some more days."""
    for days in more:
        delta = _delta(length, days, sign, context)
        block.body += branch(
            not_none(day.code) if day.nullable else TRUE,
            [ast.Expr(call("add", day.code if delta is None else call("shifted", day.code, delta)))],
        )


def _delta(length: Length, more: int, sign: int, context: Context) -> ast.expr | None:
    """Give the whole length, worked out once for a date; None where nothing is to be moved."""
    fixed, total = more, NONE
    open_parts: list[ast.expr] = []
    for by, back in length:
        factor = -sign if back else sign
        if isinstance(by, e.Days):
            fixed += factor * by.days
            continue
        value = parameter_of(by.name, context)
        if isinstance(value.code, ast.Constant):
            fixed += factor * int(value.code.value or 0)  # type: ignore[arg-type]  # a number of days
            continue
        known = choice(is_none(value.code), ast.Constant(0), call("int", value.code))
        open_parts.append(ast.BinOp(ast.Constant(factor), ast.Mult(), known))
    if not open_parts and not fixed:
        return None
    key = ("delta", fixed, tuple(ast.dump(part) for part in open_parts))
    kept = context.bound.find(key)
    if kept is None:
        total = ast.Constant(fixed)
        whole: ast.expr = total
        for part in open_parts:
            whole = ast.BinOp(whole, ast.Add(), part)
        kept = context.bound.keep(key, context.bound.set("delta", call("timedelta", whole)))
    return kept  # type: ignore[no-any-return]  # this key always keeps a variable
