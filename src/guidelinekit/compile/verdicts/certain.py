"""What a condition comes to in generated code: when it is certainly true, and when it is certainly false."""

import ast
from collections.abc import Callable
from dataclasses import dataclass

from guidelinekit.compile.verdicts.block import Block, Context
from guidelinekit.compile.verdicts.tree import FALSE, TRUE, compare, negation
from guidelinekit.lang import expr as e


@dataclass(frozen=True, slots=True)
class Certain:
    """When a condition is certainly true and when it is certainly false; neither is unknown."""

    true: ast.expr
    false: ast.expr
    decided: bool = False
    """Whether the condition is never unknown."""

    @property
    def opposite(self) -> "Certain":
        """What the condition's negation comes to."""
        return Certain(self.false, self.true, self.decided)


Judge = Callable[[e.Condition, Context, Block], Certain]
"""Compiles a condition; statements that it needs are put into the block."""


def decided(true: ast.expr) -> Certain:
    """Return a condition that is false where it is not true."""
    return Certain(true, negation(true), decided=True)


def valued(variable: ast.Name) -> Certain:
    """Read a variable that holds True, False or None."""
    return Certain(compare(variable, "is", TRUE), compare(variable, "is", FALSE))
