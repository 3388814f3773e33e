"""Small builders of Python syntax trees, with what is certain folded away."""

import ast
from collections.abc import Iterable, Sequence
from datetime import date

TRUE = ast.Constant(True)
FALSE = ast.Constant(False)
NONE = ast.Constant(None)

OPERATORS: dict[str, type[ast.cmpop]] = {
    "eq": ast.Eq,
    "in": ast.In,
    "lt": ast.Lt,
    "le": ast.LtE,
    "gt": ast.Gt,
    "ge": ast.GtE,
    "is": ast.Is,
    "is_not": ast.IsNot,
}

_OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.In: ast.NotIn,
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Is: ast.IsNot,
}
_OPPOSITES |= {other: one for one, other in _OPPOSITES.items()}


def name(identifier: str) -> ast.Name:
    """Return a variable that is read."""
    return ast.Name(identifier, ast.Load())


def assign(identifier: str, value: ast.expr) -> ast.Assign:
    """Return `identifier = value`."""
    return assigned(value, ast.Name(identifier, ast.Store()))


def assigned(value: ast.expr, *targets: ast.expr) -> ast.Assign:
    """Return `target = target = value`."""
    return ast.Assign(list(targets), value, lineno=1)


def attribute(value: ast.expr, field: str) -> ast.Attribute:
    """Return `value.field`."""
    return ast.Attribute(value, field, ast.Load())


def item_of(variable: str, key: ast.expr) -> ast.Subscript:
    """Return `variable[key]`, to be written."""
    return ast.Subscript(name(variable), key, ast.Store())


def compare(left: ast.expr, operator: str, right: ast.expr) -> ast.Compare:
    """Return `left operator right`."""
    return ast.Compare(left, [OPERATORS[operator]()], [right])


def is_none(value: ast.expr) -> ast.expr:
    """Return `value is None`."""
    return compare(value, "is", NONE)


def not_none(value: ast.expr) -> ast.expr:
    """Return `value is not None`."""
    return compare(value, "is_not", NONE)


def conjunction(parts: Iterable[ast.expr]) -> ast.expr:
    """Return `a and b and c`, without what is always true."""
    left = [part for part in parts if not _is(part, truth=True)]
    if any(_is(part, truth=False) for part in left):
        return FALSE
    return TRUE if not left else left[0] if len(left) == 1 else ast.BoolOp(ast.And(), left)


def disjunction(parts: Iterable[ast.expr]) -> ast.expr:
    """Return `a or b or c`, without what is always false."""
    left = [part for part in parts if not _is(part, truth=False)]
    if any(_is(part, truth=True) for part in left):
        return TRUE
    return FALSE if not left else left[0] if len(left) == 1 else ast.BoolOp(ast.Or(), left)


def negation(part: ast.expr) -> ast.expr:
    """Return `not part`."""
    if isinstance(part, ast.Constant):
        return ast.Constant(not part.value)
    if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not):
        return part.operand
    if isinstance(part, ast.Compare) and len(part.ops) == 1:
        return ast.Compare(part.left, [_OPPOSITES[type(part.ops[0])]()], part.comparators)
    if isinstance(part, ast.BoolOp) and all(isinstance(one, ast.Compare) for one in part.values):
        joint = ast.Or() if isinstance(part.op, ast.And) else ast.And()
        return ast.BoolOp(joint, [negation(one) for one in part.values])
    return ast.UnaryOp(ast.Not(), part)


def choice(test: ast.expr, then: ast.expr, otherwise: ast.expr) -> ast.expr:
    """Return `then if test else otherwise`."""
    if isinstance(test, ast.Constant):
        return then if test.value else otherwise
    return ast.IfExp(test, then, otherwise)


def branch(test: ast.expr, then: list[ast.stmt], otherwise: list[ast.stmt] | None = None) -> list[ast.stmt]:
    """Return `if test: then else: otherwise`; only the branch that can be reached where that is certain."""
    otherwise = otherwise or []
    if isinstance(test, ast.Constant):
        return then if test.value else otherwise
    if not then and not otherwise:
        return []
    if not then:
        return [ast.If(negation(test), otherwise, [])]
    return [ast.If(test, then, otherwise)]


def loop(target: ast.expr, over: ast.expr, body: list[ast.stmt]) -> ast.For:
    """Return `for target in over: body`."""
    return ast.For(target, over, body or [ast.Pass()], [], lineno=1)


def call(function: str, *arguments: ast.expr) -> ast.Call:
    """Return `function(*arguments)`."""
    return ast.Call(name(function), list(arguments), [])


def method(value: ast.expr, called: str, *arguments: ast.expr) -> ast.Call:
    """Return `value.called(*arguments)`."""
    return ast.Call(attribute(value, called), list(arguments), [])


def function(called: str, arguments: Sequence[str], body: list[ast.stmt]) -> ast.FunctionDef:
    """Return `def called(arguments): body`."""
    taken = ast.arguments(
        posonlyargs=[], args=[ast.arg(one) for one in arguments], kwonlyargs=[], kw_defaults=[], defaults=[]
    )
    return ast.FunctionDef(called, taken, body, [], lineno=1)


def day_of(day: date) -> ast.expr:
    """Return `date(year, month, day)`."""
    return call("date", ast.Constant(day.year), ast.Constant(day.month), ast.Constant(day.day))


def constants(values: Sequence[object]) -> ast.expr:
    """Return a set of constants, to be asked with `in`."""
    return ast.Set([ast.Constant(value) for value in values])  # type: ignore[arg-type]  # plain scalars


def store(identifier: str) -> ast.Name:
    """Return a variable that is written."""
    return ast.Name(identifier, ast.Store())


def _is(part: ast.expr, *, truth: bool) -> bool:
    return isinstance(part, ast.Constant) and part.value is truth
