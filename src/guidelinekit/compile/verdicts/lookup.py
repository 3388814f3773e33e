"""Tables made ahead of a walk: which items of another list have a value in common with the item walked to.

`exists: agreements, where: {area: need.area}` would walk the agreements again for each need. Instead one walk
keeps, for each area, the day from which there was such an agreement, and each need looks its area up.
"""

import ast
from dataclasses import dataclass, replace

from guidelinekit.case.catalogue import Kind, resolve
from guidelinekit.compile.verdicts.block import Block, Context, Thing
from guidelinekit.compile.verdicts.certain import Certain, Judge
from guidelinekit.compile.verdicts.fields import Items, field_of, items_of
from guidelinekit.compile.verdicts.picking import conjuncts, inside, picked
from guidelinekit.compile.verdicts.tree import (
    NONE,
    TRUE,
    assign,
    assigned,
    attribute,
    branch,
    compare,
    conjunction,
    disjunction,
    is_none,
    loop,
    method,
    name,
    not_none,
    store,
)
from guidelinekit.lang import expr as e
from guidelinekit.lang.walk import nodes

_PLAIN = (Kind.TEXT, Kind.CODE)


@dataclass(frozen=True, slots=True)
class Join:
    """A count of items that have a value in common with an item of an outer walk."""

    node: e.Count
    field: e.Path
    """The field of the items counted."""
    key: e.Path
    """The field of the outer item."""
    rest: tuple[e.Condition, ...]
    """What else is asked of the items counted; it does not depend on the outer item."""


@dataclass(frozen=True, slots=True)
class Table:
    """The variables of a table: by value, from which day on an item with it was there."""

    sure: ast.Name
    maybe: ast.Name | None
    """Items of which it is not known whether all the rest holds; None where that is always known."""
    anyone: ast.Name
    """From which day on an item was there whose value is not known; None for never."""


def join_of(node: e.Count | e.Every, context: Context) -> Join | None:
    """Give the join that a quantifier is, if it is one."""
    if not isinstance(node, e.Count) or node.at_least != 1 or node.at_most is not None:
        return None
    if node.over.root != context.record:
        return None
    parts = conjuncts(node.where)
    joins = [part for part in parts if _joins(part, node, context)]
    if len(joins) != 1:
        return None
    (part,) = joins
    rest = tuple(other for other in parts if other is not part)
    if not all(_free(other) <= {node.item, context.record} for other in rest):
        return None
    assert isinstance(part, e.Compare)  # noqa: S101 - _joins says so
    assert isinstance(part.left, e.Path)  # noqa: S101
    assert isinstance(part.right, e.Path)  # noqa: S101
    return Join(node, part.left, part.right, rest)


def _joins(part: e.Condition, node: e.Count, context: Context) -> bool:
    """Say whether a condition asks for a value in common with an outer item, which always has one."""
    if not isinstance(part, e.Compare) or part.op != "eq":
        return False
    if not isinstance(part.left, e.Path) or not isinstance(part.right, e.Path):
        return False
    if part.left.root != node.item or len(part.left.steps) != 1:
        return False
    if part.right.root in (node.item, context.record) or part.right.root not in context.things:
        return False
    value = resolve(context.things[part.right.root].type, part.right.steps)
    return value is not None and value.required and value.kind in _PLAIN and len(part.right.steps) == 1


def _free(part: e.Condition) -> set[str]:
    """Give the names that a condition takes from outside."""
    bound = {walk.item for walk in nodes(part, e.Node) if isinstance(walk, e.Count | e.Every)}
    return {path.root for path in nodes(part, e.Path)} - bound


def joined(join: Join, context: Context, ahead: Block, judge: Judge) -> Table:
    """Give the table of a join, made once before the outer walk."""
    over, field = join.node.over, join.field
    key = ("table", context.pack, over, join.node.item, field, join.rest)
    table: Table | None = ahead.find(key)
    if table is not None:
        return table
    items = items_of(over, context, ahead)
    item, when = ahead.fresh("item"), ahead.fresh("when")
    things = {context.record: context.things[context.record]}
    below = replace(
        context, things={**things, join.node.item: Thing(item, items.item, context.moment)}, ahead=None
    )
    sure, anyone = ahead.set("firsts", ast.Dict([], [])), ahead.set("anyone", NONE)
    body = ahead.inner()
    seen = compare(name(when), "le", name(context.cut))
    body.body.append(assign(when, attribute(name(item), str(items.occurrence))))
    chosen, rest = picked(join.rest, below, body, judge, seen)
    found = judge(e.All(of=tuple(rest)), below, chosen)
    maybe = None
    into: ast.Name = sure
    if not found.decided and found.true is not TRUE:
        maybe = ahead.set("maybes", ast.Dict([], []))
        into = name(chosen.fresh("into"))
        unclear = branch(found.false, [ast.Continue()], [assign(into.id, maybe)])
        chosen.body += branch(found.true, [assign(into.id, sure)], unclear)
    elif found.true is not TRUE:
        chosen = inside(found.true, chosen)
    _keep(join, items, item, when, into, anyone, chosen)
    never = assign(anyone.id, ever(context))
    ahead.body += branch(is_none(items.code), [never], [loop(store(item), items.code, body.body)])
    return ahead.keep(key, Table(sure, maybe, anyone))  # type: ignore[no-any-return]  # this key always keeps a table


def ever(context: Context) -> ast.expr:
    """Give the first day of the calendar: since then something unknown may have been there."""
    key = "ever"
    return context.bound.find(key) or context.bound.keep(  # type: ignore[no-any-return]  # an expression
        key, context.bound.set(key, attribute(name("date"), "min"))
    )


def _keep(
    join: Join, items: Items, item: str, when: str, into: ast.Name, anyone: ast.Name, block: Block
) -> None:
    """Put in the statements that keep the day of an item under each of its values."""
    kind = items.item.fields[join.field.steps[0]]
    value = block.set("value", attribute(name(item), join.field.steps[0]))
    slot = ast.Subscript(into, value, ast.Store())
    new = ast.Compare(value, [ast.NotIn()], [into])
    sooner = compare(name(when), "lt", ast.Subscript(into, value, ast.Load()))
    note = branch(disjunction([new, sooner]), [assigned(name(when), slot)])
    block.body += note if kind.required else branch(is_none(value), earlier(anyone, name(when)), note)


def earlier(kept: ast.Name, when: ast.expr) -> list[ast.stmt]:
    """Give the statements that keep the earlier of two days; None is no day yet."""
    better = disjunction([is_none(kept), compare(when, "lt", kept)])
    return branch(better, [assign(kept.id, when)])


def looked_up(table: Table, join: Join, context: Context, block: Block) -> Certain:
    """Give whether there is an item with the value of the outer item."""
    value = field_of(join.key, context, block).code
    true: ast.expr = ast.Compare(value, [ast.In()], [table.sure])
    none = [ast.Compare(value, [ast.NotIn()], [one]) for one in (table.sure, table.maybe) if one is not None]
    return Certain(true, conjunction([*none, is_none(table.anyone)]))


def first_days(table: Table, join: Join, context: Context, block: Block) -> tuple[ast.expr, ast.Name]:
    """Give from which day on there was an item with the value of the outer item, and may have been one."""
    value = field_of(join.key, context, block).code
    sure = method(table.sure, "get", value)
    if table.maybe is None:
        return sure, table.anyone
    maybe = block.set("maybe", method(table.maybe, "get", value))
    block.body += branch(not_none(table.anyone), earlier(maybe, table.anyone))
    return sure, maybe
