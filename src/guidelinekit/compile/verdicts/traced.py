"""What is known while an explanation is generated: where things stand, what a condition came to."""

import ast
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from guidelinekit.compile.verdicts.block import Block, Context, Thing
from guidelinekit.compile.verdicts.runtime import pointers
from guidelinekit.compile.verdicts.tree import FALSE, NONE, assign, assigned, choice, is_none, name
from guidelinekit.lang import expr as e


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: in a list of the record at an index, or at a pointer that is put together."""

    before: str = ""
    """The pointer of the list, or of the record."""
    index: str | None = None
    """The variable of the item's index in the list."""
    text: str | None = None
    """The variable of the item's pointer."""
    field: str = ""
    """The field of the record that it stands under."""


READ = "read"
"""What the variables for reads begin with, save for those at a deadline that has passed."""


@dataclass(eq=False, slots=True)
class Reads:
    """The variables that reads are noted in: one for each field of the record, as they are told together."""

    stem: str
    noted: dict[str, str] = field(default_factory=dict)
    whole: ast.Dict = field(default_factory=lambda: ast.Dict([], []))
    """All of them together; it is filled when the function is written, and all reads are known."""

    def under(self, name: str) -> str:
        """Give the variable for a field of the record."""
        return self.noted.setdefault(name, f"{self.stem}_{name}")

    def begin(self) -> list[ast.stmt]:
        """Give the statements that stand before the first read."""
        return [assign(variable, ast.Dict([], [])) for variable in self.noted.values()]

    def end(self, order: Iterable[str]) -> None:
        """Put all together, in the order of the record's fields."""
        variables = [name(self.noted[one]) for one in order if one in self.noted]
        self.whole.keys[:], self.whole.values[:] = [None] * len(variables), variables


@dataclass(frozen=True, slots=True)
class Tracing:
    """Where an explanation is generated: as for a verdict, and where reads and parameters are noted."""

    context: Context
    places: dict[str, Place]
    constants: dict[str, Any]
    """What the generated code finds under names of its own."""
    part: Callable[[Hashable], str] | None = None
    """Gives the variable of the function that does a part of the work for several rules."""
    whole: e.Condition | None = None
    """The condition for which a function of its own is being written."""
    read: Reads | None = None
    """Where reads are noted; None: what is read is not noted."""
    named: str | None = "named"
    """The variable that the names of parameters are noted in; None: they are not noted."""

    @property
    def reads(self) -> Reads:
        """Where reads are noted, for what is written only where they are."""
        assert self.read is not None  # noqa: S101 - see above
        return self.read

    def naming(self, item: str, thing: Thing, place: Place) -> "Tracing":
        """Give the same with one more named item."""
        return replace(self, context=self.context.naming(item, thing), places={**self.places, item: place})

    def into(self, context: Context, read: Reads, named: str) -> "Tracing":
        """Give the same at another moment, with reads and parameters noted elsewhere."""
        return replace(self, context=context, read=read, named=named)

    def silent(self) -> "Tracing":
        """Give the same without noting what is read, nor the names of parameters."""
        return replace(self, read=None, named=None)


@dataclass(frozen=True, slots=True)
class Traced:
    """A condition judged in generated code."""

    node: e.Condition
    truth: ast.expr
    """A variable or a constant: True, False or None."""
    missing: ast.expr | None = None
    """What made it unknown, to be asked only where it is; None where it never is."""
    parts: tuple["Traced", ...] = ()
    """What its parts came to, where that is needed for what would close a gap."""
    sure: str | None = None
    """Of a count: the variable of how many items certainly match."""
    maybe: str | None = None
    """Of a count: the variable of how many items may match."""
    items: str | None = None
    """Of a count: the variable of the pointers of the items that may match."""
    whole: ast.expr | None = None
    """Of a count: the list, None where it is null."""
    steps: str | None = None
    """Of `every`: the variable of what would make each item satisfy it."""
    why: str | None = None
    """Of `every`: the variable of the reason that the first failing item gives."""


@dataclass(frozen=True, slots=True)
class Given:
    """A term's value in generated code, and what is missing where it is None."""

    value: ast.expr
    nullable: bool
    missing: ast.expr
    """A tuple; to be asked only where the value is None."""
    unknown: ast.expr = FALSE
    """Whether it could not even be looked for."""


def pointer_to(path: e.Path, tracing: Tracing) -> ast.expr:
    """Give the JSON pointer of a path that walks through no list."""
    place = tracing.places[path.root]
    below = "".join(f"/{step}" for step in path.steps)
    if place.text is not None:
        return joined(name(place.text), below)
    if place.index is None:
        return ast.Constant(place.before + below)
    table = f"at{place.before}_{below}".replace("/", "_")
    tracing.constants[table] = pointers(f"{place.before}/", below)
    return ast.Subscript(name(table), name(place.index), ast.Load())


def item_place(over: e.Path, index: str, tracing: Tracing, block: Block) -> tuple[Place, list[ast.stmt]]:
    """Give the place of the items of a list, and the statements that each round of a walk begins with."""
    owner = tracing.places[over.root]
    if owner.index is None and owner.text is None:
        return listed_at(over, index), []
    listed = block.set("listed", joined(pointer_to(over, tracing), "/"))
    text = block.fresh("pointer")
    spelt = ast.JoinedStr([ast.FormattedValue(listed, -1), ast.FormattedValue(name(index), -1)])
    return Place(text=text, field=field_above(over, tracing)), [assign(text, spelt)]


def listed_at(over: e.Path, index: str) -> Place:
    """Give the place of the items of a list of the record."""
    return Place("".join(f"/{step}" for step in over.steps), index, field=over.steps[0])


def note(path: e.Path, value: ast.expr, tracing: Tracing, block: Block) -> None:
    """Put in the statement that notes a read."""
    if tracing.read is not None:
        variable = tracing.read.under(field_above(path, tracing))
        slot = ast.Subscript(name(variable), pointer_to(path, tracing), ast.Store())
        block.body.append(assigned(value, slot))


def field_above(path: e.Path, tracing: Tracing) -> str:
    """Give the field of the record that a path leads into."""
    return tracing.places[path.root].field or path.steps[0]


def given_key(path: e.Path, context: Context, stem: str | None) -> Hashable:
    """Give the key under which a block keeps what a path gave: noted in variables with a stem, or nowhere."""
    return "given", stem, context.moment, context.things[path.root].variable, path.steps


def name_parameter(parameter: str, tracing: Tracing, block: Block) -> None:
    """Put in the statement that notes a parameter's name."""
    key = ("named", tracing.named, parameter)
    if tracing.named is not None and block.find(key) is None:
        slot = ast.Subscript(name(tracing.named), ast.Constant(parameter), ast.Store())
        block.body.append(assigned(NONE, slot))
        block.keep(key, True)


def lack(pointer: ast.expr, reason: str) -> ast.expr:
    """Give a tuple with one thing that is missing."""
    return ast.Tuple([ast.Tuple([pointer, name(reason)], ast.Load())], ast.Load())


def lacks(pieces: list[tuple[ast.expr, ast.expr]]) -> ast.expr:
    """Give what is missing: each piece where its test holds, in order."""
    none = ast.Tuple([], ast.Load())
    found = [choice(test, piece, none) for test, piece in pieces]
    held = [piece for piece in found if piece is not none]
    return held[0] if len(held) == 1 else ast.Tuple([ast.Starred(p, ast.Load()) for p in held], ast.Load())


def joined(text: ast.expr, more: str) -> ast.expr:
    """Give a text with more after it."""
    return ast.BinOp(text, ast.Add(), ast.Constant(more)) if more else text


def kept(given: Given, block: Block, stem: str = "day") -> Given:
    """Give the value in a variable, so that it is worked out once."""
    if isinstance(given.value, ast.Name | ast.Constant):
        return given
    return replace(given, value=block.set(stem, given.value))


def absent(given: Given) -> ast.expr:
    """Give the test that a value is None."""
    if not given.nullable:
        return FALSE
    if isinstance(given.value, ast.Constant):
        return ast.Constant(given.value.value is None)
    return is_none(given.value)
