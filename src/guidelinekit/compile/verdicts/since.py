"""Since when a requirement is fulfilled, in generated code: one walk answers for now and for a deadline.

It can be told where a requirement is that there is an item (or one of several), and what is asked of the item
does not change with time. Then an item that counts today has counted since the day it came to be.
"""

import ast
from dataclasses import dataclass

from guidelinekit.case.catalogue import Kind, resolve
from guidelinekit.compile.verdicts.block import Block, Context, Thing, dated
from guidelinekit.compile.verdicts.certain import Certain, Judge
from guidelinekit.compile.verdicts.dates import values_of
from guidelinekit.compile.verdicts.fields import items_of
from guidelinekit.compile.verdicts.lookup import Join, Table, earlier, ever, first_days, join_of, joined
from guidelinekit.compile.verdicts.picking import picked
from guidelinekit.compile.verdicts.quantifiers import narrowed
from guidelinekit.compile.verdicts.tree import (
    NONE,
    assign,
    attribute,
    branch,
    compare,
    conjunction,
    disjunction,
    is_none,
    loop,
    name,
    not_none,
    store,
)
from guidelinekit.lang import expr as e
from guidelinekit.lang.walk import nodes
from guidelinekit.semantics.as_of import Mark


@dataclass(frozen=True, slots=True)
class Since:
    """The variables of two days, None for never: since when it is fulfilled, since when it may have been."""

    sure: ast.Name
    maybe: ast.Name

    @property
    def now(self) -> Certain:
        """Whether it is fulfilled at the date of the evaluation."""
        return Certain(not_none(self.sure), conjunction([is_none(self.sure), is_none(self.maybe)]))

    def by(self, due: ast.expr) -> Certain:
        """Whether it was fulfilled by a day, where it is now."""
        later = disjunction([is_none(self.maybe), compare(self.maybe, "gt", due)])
        return Certain(compare(self.sure, "le", due), conjunction([compare(self.sure, "gt", due), later]))


def since(node: e.Condition, due: ast.expr, context: Context, block: Block, judge: Judge) -> Since | None:
    """Find out since when a requirement was fulfilled; None where walks cannot tell.

    What was fulfilled by the day `due` is looked for no further.
    """
    found = _alternatives(node, context)
    if found is None:
        return None
    if len(found) == 1 and (table := _table(found[0], context, judge)) is not None:
        sure, maybe = first_days(*table, context, block)
        return Since(block.set("sure", sure), maybe)
    answer = Since(block.set("sure", NONE), block.set("maybe", NONE))
    for number, part in enumerate(found):
        inner = block.inner()
        table = _table(part, context, judge)
        if table is None:
            _walk(part, answer, context, inner, judge)
        else:
            for kept, day in zip(
                (answer.sure, answer.maybe), first_days(*table, context, inner), strict=True
            ):
                first = inner.set("day", day)
                inner.body += branch(not_none(first), earlier(kept, first))
        late = disjunction([is_none(answer.sure), compare(answer.sure, "gt", due)])
        block.body += inner.body if number == 0 else branch(late, inner.body)
    return answer


def _table(node: e.Count, context: Context, judge: Judge) -> tuple[Table, Join] | None:
    join = join_of(node, context)
    if join is None or context.ahead is None:
        return None
    return joined(join, context, context.ahead, judge), join


def _alternatives(node: e.Condition, context: Context) -> list[e.Count] | None:
    """Give the walks of which one is enough, or None where it is not only that."""
    match node:
        case e.Count(at_least=1, at_most=None) if _timeless(node, context):
            return [node]
        case e.Use(of=part) if not context.plan.used_often(node.name):
            return _alternatives(part, context)
        case e.AnyOf(of=parts) if parts:
            found = [_alternatives(part, context) for part in parts]
            return None if None in found else [one for some in found for one in some or ()]
        case _:
            return None


def _timeless(node: e.Count, context: Context) -> bool:
    """Say whether what is asked of an item is answered alike at every moment at which the item is there."""
    kind = resolve(context.things[node.over.root].type, node.over.steps)
    if kind is None or kind.item is None:
        return False
    occurrence = kind.item.occurrence
    if occurrence is None:
        return False
    below = context.naming(node.item, Thing(node.item, kind.item))

    def moves(part: e.Node) -> bool:
        match part:
            case e.AsOf() | e.Age() | e.Count() | e.Every() | e.Use():
                return True
            case e.Parameter(name=parameter):
                return dated(values_of(parameter, context))
            case e.Path(root=root, steps=steps):
                read = resolve(below.things[root].type, steps)
                if read is None or (root == node.item and steps == (occurrence,)):
                    return read is None
                dates = read.kind is Kind.DATE or (read.item is not None and read.item.kind is Kind.DATE)
                return dates and read.mark is not Mark.PLANNED
            case _:
                return False

    return not any(moves(part) for part in nodes(node.where, e.Node))


def _walk(node: e.Count, answer: Since, context: Context, block: Block, judge: Judge) -> None:
    """Look for the earliest item that counts, and the earliest that may."""
    items = items_of(node.over, context, block)
    item, when = block.fresh("item"), block.fresh("when")
    walked, parts = narrowed(node, items, context)
    below = context.naming(node.item, Thing(item, items.item, context.moment))
    body = block.inner()
    chosen, rest = picked(parts, below, body, judge, walked.seen(item, context))
    found = judge(e.All(of=tuple(rest)), below, chosen)
    day = attribute(name(item), str(items.occurrence))

    def noted(kept: ast.Name) -> list[ast.stmt]:
        return [assign(when, day), *earlier(kept, name(when))]

    maybe = [] if found.decided else branch(found.false, [], noted(answer.maybe))
    chosen.body += branch(found.true, noted(answer.sure), maybe)
    unknown = earlier(answer.maybe, ever(context))
    block.body += branch(is_none(items.code), unknown, [loop(store(item), walked.code, body.body)])
