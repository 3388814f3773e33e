"""Reading a record's fields and lists in generated code, cut at the moment of the evaluation."""

import ast
from dataclasses import dataclass

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.compile.verdicts.block import Block, Context, Thing
from guidelinekit.compile.verdicts.tree import (
    NONE,
    TRUE,
    assign,
    attribute,
    branch,
    choice,
    compare,
    conjunction,
    is_none,
    name,
    not_none,
    store,
)
from guidelinekit.lang import expr as e
from guidelinekit.semantics.as_of import Mark


@dataclass(frozen=True, slots=True)
class Value:
    """An expression for a value, and whether it can be None."""

    code: ast.expr
    nullable: bool


@dataclass(frozen=True, slots=True)
class Items:
    """A variable that holds a list's items, or None when the list is null."""

    code: ast.expr
    item: FieldType
    cut: bool
    """Whether only the items that existed at the moment are in it."""

    @property
    def occurrence(self) -> str | None:
        """The field that says when an item came to be; None for plain values."""
        return self.item.occurrence

    def seen(self, item: str, context: Context) -> ast.expr:
        """Return the test that one of them, in a variable, existed at the moment."""
        return TRUE if self.cut and context.now else seen_test(self.item, item, context.cut)


def field_of(path: e.Path, context: Context, block: Block) -> Value:
    """Return a field's value at the moment. A list of plain values is given whole, unless it holds dates."""
    thing = context.things[path.root]
    key = ("field", context.moment, thing.variable, path.steps)
    outcome = block.find(key)
    if outcome is not None:
        return outcome  # type: ignore[no-any-return]  # this key always keeps a value
    home = _home(path, context, block)
    value, kind, nullable = raw_field(path, context, block)
    if kind.kind is Kind.DATE and _is_cut(kind, thing, path, context):
        stored = home.set(path.steps[-1] if path.steps else "day", value)
        later = compare(stored, "gt", name(context.cut))
        home.body += branch(conjunction([not_none(stored), later]), [assign(stored.id, NONE)])
        return home.keep(key, Value(stored, nullable=True))  # type: ignore[no-any-return]
    if kind.item is not None and kind.item.kind is Kind.DATE:
        stored = home.set(path.steps[-1], value)
        seen = ast.ListComp(
            name("day"),
            [ast.comprehension(store("day"), stored, [compare(name("day"), "le", name(context.cut))], 0)],
        )
        home.body += branch(not_none(stored), [assign(stored.id, seen)])
        return home.keep(key, Value(stored, nullable=True))  # type: ignore[no-any-return]
    if kind.dated_by is not None:
        sibling = e.Path(root=path.root, steps=(*path.steps[:-1], kind.dated_by.field))
        since, _, _ = raw_field(sibling, context, block)
        stored, day = home.set(path.steps[-1], value), home.set(kind.dated_by.field, since)
        not_yet = conjunction([not_none(day), compare(day, "gt", name(context.cut))])
        home.body += branch(not_yet, [assign(stored.id, ast.Constant(kind.dated_by.not_yet))])
        return home.keep(key, Value(stored, nullable=True))  # type: ignore[no-any-return]
    if not nullable:
        return Value(value, nullable=False)
    return home.keep(key, Value(home.set(path.steps[-1], value), nullable=True))  # type: ignore[no-any-return]


def known(path: e.Path, context: Context, block: Block) -> ast.expr:
    """Return the test that a field is documented at the moment; that of a date keeps the date uncut."""
    thing = context.things[path.root]
    key = ("field", context.moment, thing.variable, path.steps)
    if path.root != context.record and path.steps and block.find(key) is None:
        value, kind, nullable = raw_field(path, context, block)
        if kind.kind is Kind.DATE and nullable and _is_cut(kind, thing, path, context):
            stored = block.set(path.steps[-1], value)
            return conjunction([not_none(stored), compare(stored, "le", name(context.cut))])
    outcome = field_of(path, context, block)
    return not_none(outcome.code) if outcome.nullable else TRUE


def items_of(path: e.Path, context: Context, block: Block) -> Items:
    """Return a list's items. A list of the record that is walked often is cut once for all its walks."""
    thing = context.things[path.root]
    value, kind, _ = raw_field(path, context, block)
    assert kind.item is not None  # noqa: S101 - the static check lets quantifiers range over lists only
    key = ("items", thing.variable, path.steps)
    outcome = block.find(key)
    if outcome is not None:
        return outcome  # type: ignore[no-any-return]  # this key always keeps items
    if path.root != context.record:
        return block.keep(key, Items(block.set(path.steps[-1], value), kind.item, cut=False))  # type: ignore[no-any-return]
    whole, _ = raw_items_of(path, context, block)
    items = Items(whole, kind.item, cut=False)
    if items.occurrence is not None and context.plan.worth_cutting(path):
        there = seen_test(kind.item, "item", "cut")
        seen = ast.ListComp(name("item"), [ast.comprehension(store("item"), whole, [there], 0)])
        cut = context.top.set("seen_" + path.steps[-1], choice(whole, seen, whole))
        items = Items(cut, kind.item, cut=True)
    return context.top.keep(key, items)  # type: ignore[no-any-return]


def raw_items_of(path: e.Path, context: Context, block: Block) -> tuple[ast.expr, FieldType]:
    """Return a list as the record holds it, for a walk that needs the index in the whole list."""
    value, kind, _ = raw_field(path, context, block)
    assert kind.item is not None  # noqa: S101 - the static check lets rules range over lists only
    home = context.top if path.root == context.record else block
    key = ("list", context.things[path.root].variable, path.steps)
    return home.find(key) or home.keep(key, home.set(path.steps[-1], value)), kind.item


def _home(path: e.Path, context: Context, block: Block) -> Block:
    """Return the block where a value belongs: for what several rules read, the head of the function."""
    shared = path.root == context.record and context.now and context.plan.shared(path)
    return context.top if shared else block


def raw_field(path: e.Path, context: Context, block: Block) -> tuple[ast.expr, FieldType, bool]:
    """Return the uncut expression of a path, its type, and whether it can be None."""
    thing = context.things[path.root]
    if not path.steps:
        return name(thing.variable), thing.type, False
    home = context.top if path.root == context.record and context.now else block
    code: ast.expr = name(thing.variable)
    kind, nullable = thing.type, False
    for position, step in enumerate(path.steps[:-1], 1):
        kind = kind.fields[step]
        key = ("object", thing.variable, path.steps[:position])
        stored = home.find(key)
        if stored is None:
            read = attribute(code, step)
            stored = home.keep(key, home.set(step, choice(is_none(code), NONE, read) if nullable else read))
        code, nullable = stored, nullable or not kind.required
    last = kind.fields[path.steps[-1]]
    read = attribute(code, path.steps[-1])
    return choice(is_none(code), NONE, read) if nullable else read, last, nullable or not last.required


def _is_cut(kind: FieldType, thing: Thing, path: e.Path, context: Context) -> bool:
    if kind.mark is Mark.PLANNED:
        return False
    return not (kind.mark is Mark.OCCURRENCE and thing.seen_at == context.moment and len(path.steps) == 1)


def seen_test(kind: FieldType, item: str, cut: str) -> ast.expr:
    """Return the test that an item of a list was there by a day; one without a date always was."""
    if kind.kind is Kind.DATE:
        return compare(name(item), "le", name(cut))
    if kind.occurrence is None:
        return TRUE
    return compare(attribute(name(item), kind.occurrence), "le", name(cut))
