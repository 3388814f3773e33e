"""Terms in a generated explanation: their values, what is read for them noted, what is missing told."""

import ast
from typing import assert_never

from guidelinekit.case.catalogue import Kind
from guidelinekit.compile.verdicts.block import Block
from guidelinekit.compile.verdicts.dates import date_of, parameter_of, ranges
from guidelinekit.compile.verdicts.explain_ranges import range_over
from guidelinekit.compile.verdicts.facts import UnexplainedError
from guidelinekit.compile.verdicts.fields import field_of, raw_field, seen_test
from guidelinekit.compile.verdicts.traced import (
    READ,
    Given,
    Tracing,
    absent,
    given_key,
    kept,
    lack,
    lacks,
    name_parameter,
    note,
    pointer_to,
)
from guidelinekit.compile.verdicts.tree import (
    FALSE,
    NONE,
    TRUE,
    assign,
    branch,
    call,
    choice,
    compare,
    conjunction,
    constants,
    disjunction,
    is_none,
    name,
    negation,
    not_none,
    store,
)
from guidelinekit.lang import expr as e
from guidelinekit.lang.walk import nodes

NOTHING = ast.Tuple([], ast.Load())


def given(node: e.Term | e.Age | e.Days, tracing: Tracing, block: Block) -> Given:
    """Give a term's value. What is read for it is noted here."""
    match node:
        case e.Constant(value=value):
            return Given(ast.Constant(value), nullable=False, missing=NOTHING)
        case e.ValueSet(values=values):
            return Given(constants(values), nullable=False, missing=NOTHING)
        case e.Days(days=days):
            return Given(ast.Constant(days), nullable=False, missing=NOTHING)
        case e.Parameter(name=parameter):
            return _parameter(parameter, tracing, block)
        case e.Age(path=path):
            born = field_read(path, tracing, block)
            age = call("age_on", born.value, name(tracing.context.moment))
            years = choice(absent(born), NONE, age)
            return kept(Given(years, born.nullable, born.missing, born.unknown), block, "age")
        case e.Path():
            return field_read(node, tracing, block)
        case _:
            return date_given(node, tracing, block)


def field_read(path: e.Path, tracing: Tracing, block: Block) -> Given:
    """Give a field's value at the moment, and note it."""
    context = tracing.context
    key = given_key(path, context, None if tracing.read is None else tracing.read.stem)
    found: Given | None = block.find(key)
    if found is None and tracing.read is None:
        found = block.find(given_key(path, context, READ))
    if found is not None:
        return found
    pointer = pointer_to(path, tracing)
    if path.steps and raw_field(path, context, block)[1].kind is Kind.LIST:
        return block.keep(key, _list_read(path, pointer, tracing, block))  # type: ignore[no-any-return]
    value = field_of(path, context, block)
    read = Given(value.code, value.nullable, lack(pointer, "NOT_DOCUMENTED"))
    if not value.nullable:
        read = kept(read, block, "_".join(path.steps) or "value")
    whole = bool(path.steps) and raw_field(path, context, block)[1].kind is Kind.OBJECT
    note(path, _as_whole(read.value) if whole else read.value, tracing, block)
    return block.keep(key, read)  # type: ignore[no-any-return]  # this key always keeps a value


def _list_read(path: e.Path, pointer: ast.expr, tracing: Tracing, block: Block) -> Given:
    """Read a whole list, as far as it existed at the moment."""
    context = tracing.context
    code, kind, _ = raw_field(path, context, block)
    if isinstance(code, ast.IfExp):
        raise UnexplainedError("a list of an object that may be null")
    value = block.set(path.steps[-1], code)
    assert kind.item is not None  # noqa: S101 - a list is a list of something
    seen = seen_test(kind.item, "each", context.cut)
    read: ast.expr = value
    if seen is not TRUE:
        read = ast.ListComp(name("each"), [ast.comprehension(store("each"), value, [seen], 0)])
    block.body += branch(not_none(value), [assign(value.id, call("tuple", read))])
    whole = kind.item.kind is Kind.OBJECT
    note(path, _as_whole(value) if whole else value, tracing, block)
    return Given(value, nullable=True, missing=lack(pointer, "NOT_EXPORTED"), unknown=is_none(value))


def _as_whole(value: ast.expr) -> ast.expr:
    """Give an object, or a list of objects, as it is noted; nothing stays nothing."""
    return choice(is_none(value), NONE, call("Whole", value))


def _parameter(parameter: str, tracing: Tracing, block: Block) -> Given:
    name_parameter(parameter, tracing, block)
    value = parameter_of(parameter, tracing.context)
    missing = lack(ast.Constant(f"${parameter}"), "PARAMETER_NOT_SET")
    read = kept(Given(value.code, value.nullable, missing), block, parameter)
    return Given(read.value, read.nullable, missing, absent(read))


def date_given(node: e.DateExpr, tracing: Tracing, block: Block) -> Given:
    """Give a date expression's value: None where there is no date, or it is unknown."""
    if not any(nodes(node, e.Path)):
        return _apart_from_the_record(node, tracing, block)
    match node:
        case e.Path():
            return field_read(node, tracing, block)
        case e.Shift(base=base, by=by, back=back):
            return _shifted(date_given(base, tracing, block), by, tracing, block, back=back)
        case e.Latest(of=parts):
            return _extreme(parts, "gt", tracing, block)
        case e.Earliest(of=parts):
            return _extreme(parts, "lt", tracing, block)
        case e.Day() | e.AsOf():
            raise AssertionError  # holds no path
        case _:
            assert_never(node)


def _apart_from_the_record(node: e.DateExpr, tracing: Tracing, block: Block) -> Given:
    """Give a date that only the evaluation date and parameters decide."""
    named = [_parameter(parameter.name, tracing, block) for parameter in nodes(node, e.Parameter)]
    value, unknown = date_of(node, tracing.context, block)
    missing = lacks([(absent(one), one.missing) for one in named])
    return Given(value.code, value.nullable, missing, unknown)


def _shifted(start: Given, by: e.Days | e.Parameter, tracing: Tracing, block: Block, *, back: bool) -> Given:
    days = given(by, tracing, block)
    start = kept(start, block)
    if isinstance(days.value, ast.Constant) and days.value.value is not None:
        length = int(days.value.value)  # type: ignore[arg-type]  # a number of days
        delta: ast.expr = call("timedelta", ast.Constant(-length if back else length))
        delta = tracing.context.bound.set("delta", delta)
    else:
        delta = call("timedelta", ast.UnaryOp(ast.USub(), days.value) if back else days.value)
    none = disjunction([absent(start), absent(days)])
    value = choice(none, NONE, call("shifted", start.value, delta))
    missing = lacks([(absent(start), start.missing), (absent(days), days.missing)])
    unknown = disjunction([start.unknown, days.unknown])
    moved = Given(value, start.nullable or days.nullable, missing, unknown)
    return kept(moved, block)


def _extreme(parts: tuple[e.DateExpr, ...], operator: str, tracing: Tracing, block: Block) -> Given:
    """Give the latest or earliest date. Where a part is unknown, so is the whole, because of that part."""
    if any(isinstance(part, e.Path) and ranges(part, tracing.context) for part in parts):
        return _extreme_of_lists(parts, operator, tracing, block)
    best = block.set("best", NONE)
    dates = [kept(date_given(part, tracing, block), block) for part in parts]
    for found in dates:
        _better(found, best, operator, block)
    unknown = disjunction([found.unknown for found in dates])
    block.body += branch(unknown, [assign(best.id, NONE)])
    missing = lacks([(absent(found), found.missing) for found in dates])
    unsure = lacks([(found.unknown, found.missing) for found in dates])
    nullable = unknown is not FALSE or all(found.nullable for found in dates)
    return Given(best, nullable, choice(unknown, unsure, missing), unknown)


def _extreme_of_lists(parts: tuple[e.DateExpr, ...], operator: str, tracing: Tracing, block: Block) -> Given:
    best = block.set("best", NONE)
    nulls, gaps = block.set("nulls", ast.List([], ast.Load())), block.set("gaps", ast.List([], ast.Load()))
    for part in parts:
        if isinstance(part, e.Path) and ranges(part, tracing.context):
            range_over(part, (best, operator), (nulls, gaps), tracing, block)
            continue
        found = kept(date_given(part, tracing, block), block)
        _better(found, best, operator, block)
        lost = branch(found.unknown, [_more(nulls, found.missing)], [_more(gaps, found.missing)])
        block.body += branch(absent(found), lost)
    block.body += branch(nulls, [assign(best.id, NONE)])
    return Given(best, nullable=True, missing=ast.BoolOp(ast.Or(), [nulls, gaps]), unknown=_true(nulls))


def _better(found: Given, best: ast.Name, operator: str, block: Block) -> None:
    better = disjunction([is_none(best), compare(found.value, operator, best)])
    test = conjunction([negation(absent(found)) if found.nullable else TRUE, better])
    block.body += branch(test, [assign(best.id, found.value)])


def _more(listed: ast.Name, missing: ast.expr) -> ast.stmt:
    return ast.AugAssign(store(listed.id), ast.Add(), missing)


def _true(listed: ast.Name) -> ast.expr:
    return call("bool", listed)
