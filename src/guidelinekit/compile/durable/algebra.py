"""Values and truths over the attributes of facts, as small trees without any behaviour of their own.

All values are whole numbers: dates are day numbers, texts and codes are numbered, null is `NULL`. A truth is
two-valued; three values are a pair of them (`Pair`): certainly true, and possibly true.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

NULL: Final = 10**15
"""What stands for null. It is greater than any date, so a null date has not come on any day."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a fact that a pattern matches."""

    of: Any
    """The thing whose fact it is: an item of a list, the record, or a conclusion."""
    name: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of two values."""

    left: "Value"
    right: "Value"


@dataclass(frozen=True, slots=True)
class If:
    """One value where a truth holds, another where not."""

    holds: "Truth"
    then: "Value"
    otherwise: "Value"


@dataclass(frozen=True, slots=True)
class NotLess:
    """The left value is at least the right one."""

    left: "Value"
    right: "Value"


@dataclass(frozen=True, slots=True)
class Equal:
    """Two values are the same."""

    left: "Value"
    right: "Value"


@dataclass(frozen=True, slots=True)
class Flag:
    """An attribute that is 1 or 0."""

    of: Attribute


@dataclass(frozen=True, slots=True)
class Opposite:
    """A truth does not hold."""

    of: "Truth"


@dataclass(frozen=True, slots=True)
class Product:
    """All of some truths hold."""

    of: tuple["Truth", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least `n` of some truths hold."""

    n: int
    of: tuple["Truth", ...]


Value = int | Attribute | Sum | If
Truth = bool | NotLess | Equal | Flag | Opposite | Product | Some
Tree = Value | Truth


class Pair(NamedTuple):
    """A truth of three values: unknown is what is possible and not certain."""

    certain: Truth
    possible: Truth


def total(left: Value, right: Value) -> Value:
    """Return a sum."""
    if isinstance(left, int) and isinstance(right, int):
        return left + right
    return left if right == 0 else right if left == 0 else Sum(left, right)


def chosen(holds: Truth, then: Value, otherwise: Value) -> Value:
    """Return one of two values."""
    if isinstance(holds, bool):
        return then if holds else otherwise
    return then if then == otherwise else If(holds, then, otherwise)


def at_least(left: Value, right: Value) -> Truth:
    """Say that a value is at least another."""
    if isinstance(left, int) and isinstance(right, int):
        return left >= right
    return NotLess(left, right)


def more_than(left: Value, right: Value) -> Truth:
    """Say that a value is more than another."""
    return negation(at_least(right, left))


def equal(left: Value, right: Value) -> Truth:
    """Say that two values are the same."""
    if isinstance(left, int) and isinstance(right, int):
        return left == right
    return Equal(left, right) if isinstance(left, Attribute) else Equal(right, left)


def known(value: Value) -> Truth:
    """Say that a value is not null."""
    return negation(at_least(value, NULL))


def negation(of: Truth) -> Truth:
    """Say that a truth does not hold."""
    if isinstance(of, bool):
        return not of
    return of.of if isinstance(of, Opposite) else Opposite(of)


def every(of: Iterable[Truth]) -> Truth:
    """Say that all of some truths hold."""
    parts: dict[Truth, None] = {}
    for part in of:
        if part is False:
            return False
        if isinstance(part, Product):
            parts |= dict.fromkeys(part.of)
        elif part is not True:
            parts[part] = None
    return True if not parts else next(iter(parts)) if len(parts) == 1 else Product(tuple(parts))


def some(n: int, of: Iterable[Truth]) -> Truth:
    """Say that at least `n` of some truths hold."""
    parts = tuple(of)
    n -= sum(part is True for part in parts)
    open_parts = tuple(part for part in parts if not isinstance(part, bool))
    if n <= 0 or n > len(open_parts):
        return n <= 0
    if n == len(open_parts):
        return every(open_parts)
    return Some(n, open_parts)


def either(*of: Truth) -> Truth:
    """Say that one of some truths holds."""
    return some(1, of)


def among(value: Value, numbers: Iterable[int]) -> Truth:
    """Say that a value is one of some numbers; those that follow one another are asked together."""
    ordered = sorted(set(numbers))
    starts = [each for each in ordered if each - 1 not in ordered]
    ends = [each for each in ordered if each + 1 not in ordered]
    return either(
        *(
            equal(value, start) if start == end else every([at_least(value, start), at_least(end, value)])
            for start, end in zip(starts, ends, strict=True)
        )
    )


def parts_of(tree: Tree) -> tuple[Tree, ...]:
    """Return the trees directly below one."""
    match tree:
        case Sum(left, right) | NotLess(left, right) | Equal(left, right):
            return left, right
        case If(holds, then, otherwise):
            return holds, then, otherwise
        case Opposite(of) | Flag(of):
            return (of,)
        case Product(of) | Some(of=of):
            return of
        case _:
            return ()


def larger_than(limit: int, *trees: Tree) -> bool:
    """Say whether some trees have more than so many parts."""
    waiting: list[Tree] = [*trees]
    while waiting and limit >= 0:
        waiting.extend(parts_of(waiting.pop()))
        limit -= 1
    return limit < 0


def attributes(tree: Tree) -> set[Attribute]:
    """Return the attributes in a tree."""
    named: set[Attribute] = set()
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Attribute):
            named.add(part)
        else:
            waiting.extend(parts_of(part))
    return named


def conjuncts(truth: Truth) -> tuple[Truth, ...]:
    """Return the truths that must all hold."""
    return truth.of if isinstance(truth, Product) else () if truth is True else (truth,)


def alternatives(value: Value) -> Iterator[tuple[Truth, Value]]:
    """Yield what a value can be, each a plain sum, with the truth under which it is that."""
    match value:
        case If(holds, then, otherwise):
            for side, under in ((then, holds), (otherwise, negation(holds))):
                yield from ((every([under, guard]), plain) for guard, plain in alternatives(side))
        case Sum(left, right):
            for guard, plain in alternatives(left):
                for other, also in alternatives(right):
                    yield every([guard, other]), total(plain, also)
        case _:
            yield True, value


def moved_to(tree: Any, other: Mapping[Any, Any]) -> Any:
    """Return a tree about other things."""
    match tree:
        case Attribute(of, name):
            return Attribute(moved_thing(of, other), name)
        case Sum(left, right) | NotLess(left, right) | Equal(left, right):
            return type(tree)(moved_to(left, other), moved_to(right, other))
        case If(holds, then, otherwise):
            return If(*(moved_to(part, other) for part in (holds, then, otherwise)))
        case Opposite(of) | Flag(of):
            return type(tree)(moved_to(of, other))
        case Product(of) | Some(of=of):
            return replace(tree, of=tuple(moved_to(part, other) for part in of))
        case _:
            return tree


def moved_thing(thing: Any, other: Mapping[Any, Any]) -> Any:
    """Return a thing, or what stands in its place; a conclusion about it becomes one about the other."""
    about = getattr(thing, "about", None)
    if thing in other or about is None:
        return other.get(thing, thing)
    return replace(thing, about=tuple(other.get(each, each) for each in about))
