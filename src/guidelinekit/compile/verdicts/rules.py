"""One rule in generated code: the steps of the language's meaning, each verdict appended to a list."""

import ast
from dataclasses import replace

from guidelinekit.compile.verdicts import turns
from guidelinekit.compile.verdicts.block import Block, Certain, Context, Emitter, Thing
from guidelinekit.compile.verdicts.conditions import certain
from guidelinekit.compile.verdicts.dates import date_of, moved, term_of
from guidelinekit.compile.verdicts.quantifiers import conjuncts, picked
from guidelinekit.compile.verdicts.reads import raw_items_of, seen_test
from guidelinekit.compile.verdicts.tree import (
    FALSE,
    NONE,
    TRUE,
    assign,
    assigned,
    branch,
    call,
    choice,
    compare,
    conjunction,
    day_of,
    disjunction,
    is_none,
    item_of,
    loop,
    name,
    negation,
    not_none,
    store,
)
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Repeats, Rule
from guidelinekit.results import Reason, Status


def compile_rule(index: int, rule: Rule, context: Context, block: Block) -> None:
    """Put the statements that judge a rule into the block."""
    days = turns.fixed_turns(rule, context.settings)
    if days is not None:
        context = replace(context, until=turns.begun(days, context, block))
    inner = block.inner()
    emit = Emitter(index, context.bound)
    applies = certain(rule.applies_when, context, inner)
    duty = inner.inner()
    if rule.for_each is None:
        _duty(emit, rule, context, duty)
    else:
        _for_each(emit, rule, context, duty)
    out_of_scope = emit.verdict(Status.NOT_APPLICABLE, Reason.OUT_OF_SCOPE)
    unclear = emit.verdict(Status.UNDETERMINED, None)
    inner.body += branch(
        applies.true,
        duty.body,
        branch(applies.false, out_of_scope, unclear) if not applies.decided else out_of_scope,
    )
    block.body += branch(
        in_force(rule, context), inner.body, emit.verdict(Status.NOT_APPLICABLE, Reason.NOT_IN_FORCE)
    )
    if context.until is not None:
        block.body.append(assigned(name(context.until), item_of("until", ast.Constant(index))))


def in_force(rule: Rule, context: Context) -> ast.expr:
    """Return the test that a rule applies at the date of the evaluation."""
    tests = []
    for day, operator in ((rule.in_force.start, "ge"), (rule.in_force.end, "le")):
        if day is not None:
            tests.append(compare(name("t"), operator, day_of(day)))
    if not tests:
        return TRUE
    key = ("in_force", rule.in_force)
    outcome = context.bound.find(key)
    return outcome or context.bound.keep(key, context.bound.set("in_force", conjunction(tests)))  # type: ignore[no-any-return]  # this key always keeps an expression


def _for_each(emit: Emitter, rule: Rule, context: Context, block: Block) -> None:
    """Judge each item that exists and is chosen; when none is, the rule does not apply."""
    assert rule.for_each is not None  # noqa: S101 - asked by the caller
    whole, kind = raw_items_of(rule.for_each.over, context, block)
    item, number = block.fresh("item"), block.fresh("index")
    chosen = block.fresh("chosen")
    inner = block.inner()
    below = context.naming(rule.for_each.item, Thing(item, kind, context.moment))
    seen = seen_test(kind, item, context.cut)
    reached, rest = picked(conjuncts(rule.for_each.where), below, inner, certain, seen)
    where = certain(e.All(of=tuple(rest)), below, reached)
    of_item = emit.of(name(number))
    duty = reached.inner()
    duty.body.append(assign(chosen, TRUE))
    _duty(of_item, rule, below, duty)
    unclear = [assign(chosen, TRUE), *of_item.verdict(Status.UNDETERMINED, None)]
    reached.body += branch(where.true, duty.body, [] if where.decided else branch(where.false, [], unclear))
    target = ast.Tuple([store(number), store(item)], ast.Store())
    nothing = emit.verdict(Status.NOT_APPLICABLE, Reason.OUT_OF_SCOPE)
    numbered: ast.expr = call("enumerate", whole)
    if context.plan.alone:
        numbered = choice(is_none(name("only")), numbered, call("one_of", whole, name("only")))
    walk = [
        assign(chosen, FALSE),
        loop(target, numbered, inner.body),
        *branch(name(chosen), [], nothing),
    ]
    block.body += branch(is_none(whole), emit.verdict(Status.UNDETERMINED, Reason.NOT_EXPORTED), walk)


def _duty(emit: Emitter, rule: Rule, context: Context, block: Block) -> None:
    if rule.repeats is not None:
        _recurring(emit, rule, rule.repeats, context, block)
        return
    assert rule.requires is not None  # noqa: S101 - the static check asks for one of the two
    if rule.deadline is None:
        now = certain(rule.requires, context, block)
        open_block = block.inner()
        _open(emit, rule, now, None, context, open_block)
        block.body += branch(now.true, emit.verdict(Status.MET, Reason.FULFILLED), open_block.body)
        return
    due, _ = date_of(rule.deadline, context, block)
    if isinstance(due.code, ast.Constant):
        block.body += emit.verdict(Status.UNDETERMINED, None)
        return
    timed = block.inner()
    turns.passed(due.code, context, timed)
    now = certain(rule.requires, context, timed)
    met = emit.verdict(Status.MET, Reason.FULFILLED, due.code)
    late = timed.inner()
    before = past(due.code, context, late)
    then = certain(rule.requires, before, late)
    too_late = late.inner()
    _excused_or_late(emit, rule, then, due.code, before, too_late)
    late.body += branch(then.true, met, too_late.body)
    open_block = timed.inner()
    _open(emit, rule, now, due.code, context, open_block)
    in_time = compare(name("t"), "le", due.code)
    timed.body += branch(now.true, branch(in_time, met, late.body), open_block.body)
    unclear = emit.verdict(Status.UNDETERMINED, None)
    block.body += branch(not_none(due.code), timed.body, unclear) if due.nullable else timed.body


def past(due: ast.expr, context: Context, block: Block) -> Context:
    """Keep a deadline that has passed under a name of its own: the moment of the second judgement."""
    moment, cut = block.set("s", due), name(context.cut)
    seen = block.set("seen", choice(compare(moment, "lt", cut), moment, cut))
    return context.at(moment.id, seen.id)


def _excused_or_late(
    emit: Emitter, rule: Rule, then: Certain, due: ast.expr, before: Context, block: Block
) -> None:
    """Judge what was done after its deadline: it is met where it was excused then, else late."""
    excuses = [certain(entry.when, before, block) for entry in rule.exempt_when]
    excused = disjunction([excuse.true for excuse in excuses])
    unclear = disjunction([negation(part.false) for part in (then, *excuses) if not part.decided])
    late = emit.verdict(Status.MET_LATE, Reason.TOO_LATE, due)
    otherwise = branch(unclear, emit.verdict(Status.UNDETERMINED, None, due), late)
    met = emit.verdict(Status.MET, Reason.FULFILLED, due)
    block.body += branch(excused, met, otherwise)


def _open(
    emit: Emitter, rule: Rule, now: Certain, due: ast.expr | None, context: Context, block: Block
) -> None:
    """Judge a requirement that is not certainly fulfilled."""
    day = NONE if due is None else due
    assert rule.requires is not None  # noqa: S101 - a rule that repeats does not come here
    unmet = emit.verdict(Status.UNMET, shortfall(rule.requires), day)
    if due is not None:
        waits = emit.verdict(Status.DUE, Reason.NOT_YET_DUE, due)
        unmet = branch(compare(name("t"), "le", due), waits, unmet)
    if not now.decided:
        unmet = branch(now.false, unmet, emit.verdict(Status.UNDETERMINED, None, day))
    _exempt_or(emit, rule, unmet, day, context, block)


def _exempt_or(
    emit: Emitter,
    rule: Rule,
    otherwise: list[ast.stmt],
    due: ast.expr,
    context: Context,
    block: Block,
) -> None:
    """Put in the exemptions: the first that is true; else undetermined when one is unknown; else go on."""
    unclear: list[ast.expr] = []
    here = block
    for entry in rule.exempt_when:
        outcome = certain(entry.when, context, here)
        after = here.inner()
        exempt = emit.verdict(Status.EXEMPT, Reason(entry.reason), due)
        if not outcome.decided:
            unclear.append(negation(outcome.false))
        here.body.append(ast.If(outcome.true, exempt, after.body))
        here = after
    here.body += branch(disjunction(unclear), emit.verdict(Status.UNDETERMINED, None, due), otherwise)
    if not here.body:
        here.body.append(ast.Pass())


def _recurring(emit: Emitter, rule: Rule, repeats: Repeats, context: Context, block: Block) -> None:
    last, unknown = date_of(repeats.last, context, block)
    every = term_of(repeats.every, context, block)
    if repeats.last_is_a_field:
        unknown = is_none(last.code)
    unclear = disjunction([unknown, *([is_none(every.code)] if every.nullable else [])])
    if isinstance(every.code, ast.Constant) and every.code.value is None:
        unclear = TRUE
    inner = block.inner()
    if unclear is not TRUE:
        _repeated(emit, rule, repeats, (last.code, every.code), context, inner)
    block.body += branch(unclear, emit.verdict(Status.UNDETERMINED, None), inner.body)


def _repeated(
    emit: Emitter,
    rule: Rule,
    repeats: Repeats,
    dates: tuple[ast.expr, ast.expr],
    context: Context,
    block: Block,
) -> None:
    last, every = dates
    base = block.set("base", last)
    first = block.inner()
    start, _ = date_of(repeats.start, context, first)
    first.body.append(assign(base.id, start.code))
    block.body += branch(is_none(base), first.body)
    known = block.inner()
    if isinstance(repeats.every, e.Months):
        due = known.set("due", call("months_later", base, every))
    else:
        due = known.set("due", moved(base, every, context, known))
    turns.passed(due, context, known)
    new = compare(last, "is", NONE)
    in_time = branch(
        new,
        emit.verdict(Status.DUE, Reason.NOT_YET_DUE, due),
        emit.verdict(Status.MET, Reason.FULFILLED, due),
    )
    over = known.inner()
    unmet = branch(
        new, emit.verdict(Status.UNMET, Reason.NOT_FOUND, due), emit.verdict(Status.UNMET, Reason.STALE, due)
    )
    _exempt_or(emit, rule, unmet, due, context, over)
    known.body += branch(compare(name("t"), "le", due), in_time, over.body)
    block.body += branch(not_none(base), known.body, emit.verdict(Status.UNDETERMINED, None))


def shortfall(node: e.Condition) -> Reason | None:
    """Return the reason of a requirement that is false, where its structure alone tells it; else None."""
    match node:
        case e.Count(at_least=least, at_most=most):
            if least is None:
                return Reason.OUT_OF_RANGE
            return None if most is not None else Reason.NOT_FOUND if least <= 1 else Reason.COUNT_TOO_LOW
        case e.AtLeast():
            return Reason.COUNT_TOO_LOW
        case e.Known():
            return Reason.NOT_FOUND
        case e.Compare() | e.Not():
            return Reason.OUT_OF_RANGE
        case e.Use(of=part) | e.Every(satisfies=part):
            return shortfall(part)
        case e.AnyOf(of=parts) if parts:
            return shortfall(parts[0])
        case e.All(of=parts) if parts:
            reasons = {shortfall(part) for part in parts}
            return reasons.pop() if len(reasons) == 1 else None
        case _:
            return Reason.OUT_OF_RANGE
