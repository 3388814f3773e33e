"""The explanation of one rule in generated code: the steps of `semantics.reference`, none cut short."""

import ast

from guidelinekit.compile.verdicts.block import Block, Thing
from guidelinekit.compile.verdicts.explain_closing import needed, shortfall_of
from guidelinekit.compile.verdicts.explain_conditions import trace
from guidelinekit.compile.verdicts.explain_reads import take
from guidelinekit.compile.verdicts.explain_terms import date_given, given
from guidelinekit.compile.verdicts.fields import raw_field
from guidelinekit.compile.verdicts.rules import in_force, past, stands_alone
from guidelinekit.compile.verdicts.traced import (
    Given,
    Reads,
    Traced,
    Tracing,
    absent,
    kept,
    lack,
    lacks,
    listed_at,
    note,
    pointer_to,
)
from guidelinekit.compile.verdicts.tree import (
    FALSE,
    NONE,
    assign,
    branch,
    call,
    choice,
    compare,
    conjunction,
    disjunction,
    is_none,
    method,
    name,
    negation,
)
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Repeats, Rule
from guidelinekit.lang.walk import nodes
from guidelinekit.results import Reason, Status

LATE_READ, LATE_NAMED = "late_read", "late_named"
"""The variables for what is read at a deadline that has passed."""
NOTHING = ast.Tuple([], ast.Load())


def explain_rule(rule: Rule, tracing: Tracing, block: Block) -> None:
    """Put in the statements that explain a rule; they return what `explain.Facts` is made of."""
    inner = block.inner()
    applies = trace(rule.applies_when, tracing, inner)
    out_of_scope = [_leave(tracing, Status.NOT_APPLICABLE, Reason.OUT_OF_SCOPE)]
    inner.body += branch(_is_false(applies), out_of_scope)
    if applies.missing is not None:
        inner.body += branch(is_none(applies.truth), [_unclear(tracing, applies.missing)])
    if rule.for_each is None:
        _duty(rule, tracing, inner)
    else:
        _for_each(rule, tracing, inner)
    not_in_force = [_leave(tracing, Status.NOT_APPLICABLE, Reason.NOT_IN_FORCE)]
    block.body += branch(in_force(rule, tracing.context), inner.body, not_in_force)


def _leave(
    tracing: Tracing,
    status: Status,
    reason: Reason | ast.expr,
    due: ast.expr = NONE,
    closes: ast.expr = NONE,
) -> ast.stmt:
    """Give the statement that returns an explanation without anything missing."""
    why = name(reason.name) if isinstance(reason, Reason) else reason
    parts = [name(status.name), why, NOTHING, tracing.reads.whole, name("named"), closes, due]
    return ast.Return(ast.Tuple(parts, ast.Load()))


def _unclear(tracing: Tracing, missing: ast.expr, due: ast.expr = NONE) -> ast.stmt:
    return ast.Return(call("unclear", missing, tracing.reads.whole, name("named"), due))


def _is_false(found: Traced) -> ast.expr:
    if found.missing is None:
        return negation(found.truth)
    return compare(found.truth, "is", FALSE)


def _is_true(found: Traced) -> ast.expr:
    return found.truth


def _for_each(rule: Rule, tracing: Tracing, block: Block) -> None:
    """Explain the item at the index asked for; without one, no item was chosen or the list is null."""
    assert rule.for_each is not None  # noqa: S101 - asked by the caller
    over = rule.for_each.over
    code, kind, _ = raw_field(over, tracing.context, block)
    assert kind.item is not None  # noqa: S101 - the static check lets rules range over lists only
    pointer = pointer_to(over, tracing)
    whole = block.set(over.steps[-1], code)
    null = block.inner()
    note(over, NONE, tracing, null)
    null.body.append(_unclear(tracing, lack(pointer, "NOT_EXPORTED")))
    block.body += branch(is_none(whole), null.body)
    block.body += branch(
        is_none(name("index")), [_leave(tracing, Status.NOT_APPLICABLE, Reason.OUT_OF_SCOPE)]
    )
    item = block.set("item", ast.Subscript(whole, name("index"), ast.Load()))
    thing = Thing(item.id, kind.item, tracing.context.moment)
    below = tracing.naming(rule.for_each.item, thing, listed_at(over, "index"))
    chosen = trace(rule.for_each.where, below, block)
    if chosen.missing is not None:
        block.body += branch(is_none(chosen.truth), [_unclear(tracing, chosen.missing)])
    _duty(rule, below, block)


def _duty(rule: Rule, tracing: Tracing, block: Block) -> None:
    if rule.repeats is not None:
        _recurring(rule, rule.repeats, tracing, block)
        return
    assert rule.requires is not None  # noqa: S101 - the static check asks for one of the two
    due: Given | None = None
    if rule.deadline is not None:
        due = kept(date_given(rule.deadline, tracing, block), block)
    now = trace(rule.requires, tracing, block, closes=True)
    if due is not None:
        block.body += branch(absent(due), [_unclear(tracing, due.missing)])
    day = NONE if due is None else due.value
    fulfilled = block.inner()
    if due is not None:
        _fulfilled_late(rule, day, tracing, fulfilled)
    fulfilled.body.append(_leave(tracing, Status.MET, Reason.FULFILLED, day))
    block.body += branch(_is_true(now), fulfilled.body)
    _exempt(rule, day, tracing, block, now)
    if now.missing is not None:
        block.body += branch(is_none(now.truth), [_unclear(tracing, now.missing, day)])
    step = needed(now, tracing.silent(), block)
    if due is None:
        block.body.append(_leave(tracing, Status.UNMET, shortfall_of(now), day, step))
        return
    closes = block.set("closes", call("by", step, day))
    block.body += branch(
        compare(name("t"), "le", day), [_leave(tracing, Status.DUE, Reason.NOT_YET_DUE, day, closes)]
    )
    block.body.append(_leave(tracing, Status.UNMET, shortfall_of(now), day, closes))


def _fulfilled_late(rule: Rule, due: ast.expr, tracing: Tracing, block: Block) -> None:
    """Go on where the requirement is fulfilled now, and the deadline has passed without it."""
    assert rule.requires is not None  # noqa: S101 - a rule that repeats does not come here
    late = block.inner()
    late.body.append(assign(LATE_NAMED, ast.Dict([], [])))
    at_deadline = past(due, tracing.context, late)
    reads = Reads(LATE_READ)
    then = trace(rule.requires, tracing.into(at_deadline, reads, LATE_NAMED), late)
    late.body[:0] = reads.begin()
    missed = late.inner()
    _exempt(rule, due, tracing, missed)
    for field, variable in reads.noted.items():
        take(field, name(variable), tracing, missed)
    missed.body.append(ast.Expr(method(name("named"), "update", name(LATE_NAMED))))
    if then.missing is not None:
        missed.body += branch(is_none(then.truth), [_unclear(tracing, then.missing, due)])
    missed.body.append(_leave(tracing, Status.MET_LATE, Reason.TOO_LATE, due))
    late.body += branch(negation(_is_true(then)), missed.body)
    block.body += branch(compare(due, "lt", name("t")), late.body)


def _exempt(
    rule: Rule, due: ast.expr, tracing: Tracing, block: Block, required: Traced | None = None
) -> None:
    """Put in the exemptions: all are judged; the first that is true excuses, else an unknown one tells.

    With an unknown one, what makes the requirement unknown is told too.
    """
    judged = [(entry, trace(entry.when, tracing, block)) for entry in rule.exempt_when]
    for entry, found in judged:
        excused = [_leave(tracing, Status.EXEMPT, Reason(entry.reason), due)]
        block.body += branch(_is_true(found), excused)
    unknown = [(is_none(found.truth), found.missing) for _, found in judged if found.missing is not None]
    if unknown:
        tests = [test for test, _ in unknown]
        if required is not None and required.missing is not None:
            unknown.append((is_none(required.truth), required.missing))
        block.body += branch(disjunction(tests), [_unclear(tracing, lacks(unknown), due)])


def _recurring(rule: Rule, repeats: Repeats, tracing: Tracing, block: Block) -> None:
    last = kept(date_given(repeats.last, tracing, block), block)
    every = given(repeats.every, tracing, block)
    none = absent(last)
    unknown = none if stands_alone(repeats.last) else last.unknown
    missing = lacks([(unknown, last.missing), (absent(every), every.missing)])
    block.body += branch(disjunction([unknown, absent(every)]), [_unclear(tracing, missing)])
    base = block.set("base", last.value)
    first = block.inner()
    start = kept(date_given(repeats.start, tracing, first), first)
    first.body += branch(absent(start), [_unclear(tracing, start.missing)])
    first.body.append(assign(base.id, start.value))
    block.body += branch(none, first.body)
    due = block.set("due", call("shifted", base, call("timedelta", every.value)))
    pointers = [pointer_to(path, tracing) for path in nodes(repeats.last, e.Path)]
    fields = ast.List(pointers, ast.Load())
    closes = call("by", call("repeated", fields), due)
    in_time = compare(name("t"), "le", due)
    waits = _leave(tracing, Status.DUE, Reason.NOT_YET_DUE, due, closes)
    met = _leave(tracing, Status.MET, Reason.FULFILLED, due)
    block.body += branch(conjunction([in_time, negation(none)]), [met])
    block.body += branch(in_time, [waits])
    _exempt(rule, due, tracing, block)
    reason = choice(none, name("NOT_FOUND"), name("STALE"))
    block.body.append(_leave(tracing, Status.UNMET, reason, due, closes))
