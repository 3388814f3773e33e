"""Verdicts in generated code, each appended to the list of those outcome."""

import ast
from dataclasses import dataclass, replace

from guidelinekit.compile.verdicts.block import Block
from guidelinekit.compile.verdicts.tree import NONE, call, name
from guidelinekit.results import Reason, Status


@dataclass(frozen=True, slots=True)
class Emitter:
    """Writes `add((rule, status, reason, item, due))` for one rule."""

    index: int
    bound: Block
    item: ast.expr = NONE

    def verdict(self, status: Status, reason: Reason | None, due: ast.expr = NONE) -> list[ast.stmt]:
        """Return the statement that appends one verdict; one that is always the same is made once."""
        parts = [
            ast.Constant(self.index),
            name(status.name),
            NONE if reason is None else name(reason.name),
            self.item,
            due,
        ]
        verdict: ast.expr = ast.Tuple(parts, ast.Load())
        if self.item is NONE and due is NONE:
            key = ("verdict", self.index, status, reason)
            verdict = self.bound.find(key) or self.bound.keep(key, self.bound.set("verdict", verdict))
        return [ast.Expr(call("add", verdict))]

    def of(self, item: ast.expr) -> "Emitter":
        """Return an emitter for one item of `for_each`."""
        return replace(self, item=item)
