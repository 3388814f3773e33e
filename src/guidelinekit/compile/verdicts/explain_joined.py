"""What conditions that are put together come to, in a generated explanation."""

import ast
from collections.abc import Sequence

from guidelinekit.compile.verdicts.block import Block
from guidelinekit.compile.verdicts.traced import Traced, lacks
from guidelinekit.compile.verdicts.tree import (
    FALSE,
    NONE,
    TRUE,
    choice,
    compare,
    conjunction,
    disjunction,
    is_none,
    negation,
)
from guidelinekit.lang import expr as e


def held(truth: ast.expr, block: Block, stem: str = "is_true") -> ast.expr:
    """Give a truth in a variable, so that it is worked out once."""
    return truth if isinstance(truth, ast.Name | ast.Constant) else block.set(stem, truth)


def all_of(node: e.All, parts: list[Traced], block: Block) -> Traced:
    """Judge a conjunction."""
    return _joined(node, parts, "is", block)


def any_of(node: e.AnyOf, parts: list[Traced], block: Block) -> Traced:
    """Judge a disjunction."""
    return _joined(node, parts, "is_not", block)


def _joined(node: e.All | e.AnyOf, parts: list[Traced], how: str, block: Block) -> Traced:
    """Judge a conjunction (`is`) or a disjunction."""
    missing = lacking(parts)
    both = how == "is"
    truths = [part.truth for part in parts]
    truth: ast.expr
    if missing is None:
        truth = conjunction(truths) if both else disjunction(truths)
    else:
        sure = disjunction([certainly(part, truth=not both) for part in parts])
        unsure = disjunction([is_none(part.truth) for part in parts if part.missing is not None])
        decided, other = (FALSE, TRUE) if both else (TRUE, FALSE)
        truth = choice(sure, decided, choice(unsure, NONE, other))
    return Traced(node, held(truth, block), missing, tuple(parts))


def certainly(part: Traced, *, truth: bool) -> ast.expr:
    """Give the test that a part is certainly true, or certainly false."""
    if isinstance(part.truth, ast.Constant):
        return ast.Constant(part.truth.value is truth)
    if part.missing is None:
        return part.truth if truth else negation(part.truth)
    return part.truth if truth else compare(part.truth, "is", FALSE)


def lacking(parts: Sequence[Traced]) -> ast.expr | None:
    """Give what is missing where parts are unknown; None where none ever is."""
    pieces = [(is_none(part.truth), part.missing) for part in parts if part.missing is not None]
    return lacks(pieces) if pieces else None


def at_least(node: e.AtLeast, parts: list[Traced], block: Block) -> Traced:
    """Judge whether enough of the parts are true."""
    true = _how_many([certainly(part, truth=True) for part in parts])
    enough = compare(true, "ge", ast.Constant(node.n))
    missing = lacking(parts)
    if missing is None:
        return Traced(node, held(enough, block), None, tuple(parts))
    false = _how_many([certainly(part, truth=False) for part in parts])
    too_few = compare(false, "gt", ast.Constant(len(parts) - node.n))
    truth = choice(enough, TRUE, choice(too_few, FALSE, NONE))
    return Traced(node, held(truth, block), missing, tuple(parts))


def _how_many(tests: list[ast.expr]) -> ast.expr:
    """Count tests that are true."""
    total: ast.expr = ast.Constant(0)
    for test in tests:
        total = ast.BinOp(total, ast.Add(), choice(test, ast.Constant(1), ast.Constant(0)))
    return total
