"""Until when a verdict of generated code holds: the first later day on which it may come out differently.

Each rule whose verdict moves with time has a variable for that day, and so has each definition that is
worked out once for several rules. A comparison that moves puts its next turn in, where it is made.
"""

import ast
from datetime import date

from guidelinekit.compile.verdicts.block import Block, Context
from guidelinekit.compile.verdicts.dates import parameter_of
from guidelinekit.compile.verdicts.reads import Value
from guidelinekit.compile.verdicts.tree import (
    assign,
    branch,
    call,
    compare,
    conjunction,
    day_of,
    name,
    not_none,
)
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule
from guidelinekit.semantics.turning import (
    OPS_OF_EXTREMES,
    Move,
    moves,
    moves_of_as_of,
    resets,
    stands_still,
)
from guidelinekit.semantics.values import Settings, moved


def begun(days: set[date], context: Context, block: Block) -> str:
    """Return a new variable for the day: at first the next of some days that always count, if any is left."""
    key = ("first after", frozenset(days))
    first = context.bound.find(key)
    if first is None:
        listed = ast.Tuple([day_of(day) for day in sorted(days)], ast.Load())
        first = call("first_after", name("t"), listed)
        first = context.bound.keep(key, context.bound.set("first_after", first))
    return block.set("until", first).id


def begun_where_it_moves(node: e.Condition, context: Context, block: Block) -> str | None:
    """Return a new variable for the day until which an answer holds; None where it always does."""
    days = resets(node, context.settings)
    return begun(days, context, block) if days or moves(node) else None


def fixed_turns(rule: Rule, settings: Settings) -> set[date] | None:
    """Return the days on which a rule may turn on any record; None where nothing but a deadline turns it."""
    days, period = resets(rule, settings), rule.in_force
    if period.start is not None:
        days.add(period.start)
    if period.end is not None:
        days.add(moved(period.end, 1))
    return None if not days and stands_still(rule, settings) else days


def passed(due: ast.expr, context: Context, block: Block) -> None:
    """Note the day after a deadline."""
    if context.until is not None:
        following = ast.BinOp(due, ast.Add(), name("one_day"))
        ahead = ast.Compare(name("t"), [ast.LtE(), ast.Lt()], [due, name(context.until)])
        block.body += branch(ahead, [assign(context.until, following)])


def joined(other: str | None, context: Context, block: Block) -> None:
    """Note the day of a definition that is worked out for several rules."""
    if context.until is not None and other not in (None, context.until):
        sooner = compare(name(str(other)), "lt", name(context.until))
        block.body += branch(sooner, [assign(context.until, name(str(other)))])


def compared(node: e.Compare, left: Value, right: Value, context: Context, block: Block) -> None:
    """Note the next day on which a comparison of a date with one that moves turns."""
    all_moves = list(moves_of_as_of(node.right))
    if context.until is None or not all_moves:
        return
    tests = [not_none(left.code)] if left.nullable else []
    days_only = not any(isinstance(by, e.Months) for move in all_moves for by, _ in move)
    if (
        node.op != "contains"
        and isinstance(node.right, e.AsOf | e.Shift)
        and days_only
        and not right.nullable
    ):
        tests.append(compare(left.code, "ge", right.code))  # else it has turned already
    _passed(node.op, left.code, all_moves, tests, context, block)


def perhaps(node: e.Latest | e.Earliest, day: ast.expr, context: Context, block: Block) -> None:
    """Note the next day on which the best date that may match is better than what moves, or no more."""
    if context.until is not None:
        op, all_moves = OPS_OF_EXTREMES[type(node)], list(moves_of_as_of(node))
        _passed(op, day, all_moves, [not_none(day)], context, block)


def _passed(
    op: e.Op, day: ast.expr, all_moves: list[Move], tests: list[ast.expr], context: Context, block: Block
) -> None:
    for move in all_moves:
        lengths = ast.Tuple([_length(by, back, context) for by, back in move], ast.Load())
        key = ("moves", context.pack, move)
        by = context.bound.find(key) or context.bound.keep(key, context.bound.set("moves", lengths))
        _put("next_turn", [ast.Constant(op), day, by], tests, context, block)


def latest_birth(age: int, context: Context) -> ast.expr:
    """Return the latest date of birth of those who have reached an age on the date of the evaluation."""
    key = ("born_by", age)
    latest = context.bound.find(key)
    if latest is None:
        latest = context.bound.set("born_by", call("born_by", name("t"), ast.Constant(age)))
        context.bound.keep(key, latest)
    return latest  # type: ignore[no-any-return]  # this key always keeps an expression


def aged(born: Value, years: Value, context: Context, block: Block) -> None:
    """Note the next birthday that an age is compared with."""
    if context.until is not None:
        tests = [not_none(each.code) for each in (born, years) if each.nullable]
        asked = years.code.value if isinstance(years.code, ast.Constant) else None
        if context.now and isinstance(asked, int):  # most are past it, and have no such birthday any more
            tests.append(compare(born.code, "gt", latest_birth(asked + 1, context)))
        _put("next_birthday", [born.code, years.code], tests, context, block)


def _put(function: str, of: list[ast.expr], tests: list[ast.expr], context: Context, block: Block) -> None:
    until = str(context.until)
    block.body += branch(conjunction(tests), [assign(until, call(function, name("t"), name(until), *of))])


def _length(by: e.Duration, back: bool, context: Context) -> ast.expr:
    if isinstance(by, e.Months):
        length: ast.expr = call("months", ast.Constant(by.months))
    elif isinstance(by, e.Days):
        length = ast.Constant(by.days)
    else:
        length = parameter_of(by.name, context).code
    return ast.Tuple([length, ast.Constant(back)], ast.Load())
