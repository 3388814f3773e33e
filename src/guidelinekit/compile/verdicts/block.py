"""Blocks of generated code, their context, and what is put into them: certain truths and verdicts."""

import ast
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from guidelinekit.case.catalogue import FieldType
from guidelinekit.compile.verdicts.tree import (
    FALSE,
    NONE,
    TRUE,
    assign,
    call,
    choice,
    compare,
    name,
    negation,
)
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Dated
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.values import Settings

if TYPE_CHECKING:
    from itertools import count


@dataclass(slots=True)
class Block:
    """Statements, and the values stored in variables that are set wherever the block is reached."""

    names: "count[int]"
    parent: "Block | None" = None
    body: list[ast.stmt] = field(default_factory=list)
    stored: dict[Hashable, Any] = field(default_factory=dict)

    def inner(self) -> "Block":
        """Return a block to be put inside this one: it sees what is computed before it."""
        return Block(self.names, self)

    def find(self, key: Hashable) -> Any:
        """Return what was stored under a key here or further out, or None."""
        block: Block | None = self
        while block is not None:
            if key in block.stored:
                return block.stored[key]
            block = block.parent
        return None

    def keep(self, key: Hashable, value: Any) -> Any:
        """Keep a value for later statements of this block."""
        self.stored[key] = value
        return value

    def fresh(self, stem: str) -> str:
        """Return a variable name that is used nowhere else."""
        return f"{stem}_{next(self.names)}"

    def set(self, stem: str, value: ast.expr) -> ast.Name:
        """Assign a value to a fresh variable, and give the variable."""
        identifier = self.fresh(stem)
        self.body.append(assign(identifier, value))
        return name(identifier)


@dataclass(frozen=True, slots=True)
class Thing:
    """A record or an item in the generated code: its variable, its type, and when it is known to exist."""

    variable: str
    type: FieldType
    seen_at: str | None = None
    """The moment at which its occurrence date is known to have come; None for the record."""


@dataclass(frozen=True, slots=True)
class Context:
    """Where an expression is compiled: what its names stand for, at which moment, with which parameters."""

    things: dict[str, Thing]
    top: Block
    """The head of the function: what is computed there holds everywhere."""
    bound: Block
    """The head of the binder: what is computed there holds for every record of one date."""
    pack: str
    settings: Settings
    """The parameters of the pack."""
    moment: str = "t"
    """The variable of the evaluation date: `t`, or the day of a deadline that has passed."""
    cut: str = "cut"
    """The variable of the day after which nothing of the record is seen."""
    until: str | None = None
    """The variable of the first later day on which this may come out differently, if that is noted."""
    plan: Any = None

    @property
    def record(self) -> str:
        """The name of the record, which every path starts at that does not start at an item."""
        return next(iter(self.things))

    @property
    def now(self) -> bool:
        """Whether the moment is the date of the whole evaluation."""
        return self.moment == "t"

    def naming(self, item: str, thing: Thing) -> "Context":
        """Return the same context with one more named item."""
        return replace(self, things={**self.things, item: thing})

    def at(self, moment: str, cut: str) -> "Context":
        """Return the same context at another moment, which stands still."""
        return replace(self, moment=moment, cut=cut, until=None)


def dated(values: tuple[Dated, ...]) -> bool:
    """Say whether a parameter's value depends on the date."""
    return any(value.start is not None for value in values)


@dataclass(frozen=True, slots=True)
class Certain:
    """When a condition is certainly true and when it is certainly false; neither is unknown."""

    true: ast.expr
    false: ast.expr
    decided: bool = False
    """Whether the condition is never unknown."""

    @property
    def answer(self) -> ast.expr:
        """True, False, or None for unknown."""
        return self.true if self.decided else choice(self.true, TRUE, choice(self.false, FALSE, NONE))

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
