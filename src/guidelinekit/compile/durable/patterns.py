"""Rules of the engine as JSON: what must be there, what must not, and what is concluded.

The engine's own `and` and `or` go wrong when they are nested, so that a pattern is a flat list of comparisons
and at most one sum of products: a truth is 1 or 0, `and` a product, and `a >= b` the whole part of
`(a - b + LARGE) / LARGE`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from guidelinekit.compile.durable import algebra as a
from guidelinekit.compile.durable.things import Concluded, Slot

LARGE: Final = 10 * a.NULL
SHELF: Final = 200
"""How many blocks are told apart by one comparison of the engine, which has a limit of 512."""
MOST_ELEMENTS: Final = 14
_MOST_COMPARISONS = 20
_OPERATORS: Final = {(True, True): "$gte", (True, False): "$lte", (False, True): "$lt", (False, False): "$gt"}
"""By whether the comparison holds, and whether the attribute is on its left."""
_ALWAYS: Final = {"$or": [{"$lte": {"zero": {"$add": {"$l": {"s": "zero"}, "$r": 0}}}}]}
"""Ends every `and`: where one ends in a comparison that is false, the engine reads on behind its end."""
SELF: Final = "self"
"""Stands for the block that a rule is of."""
Json = dict[str, Any]
BRANCHES: Final = ("branch 0", "branch 1", "branch 2")
_BRANCH: Final = [{"$lt": {"zero": branch}} for branch in BRANCHES]
"""Always true, and another for every rule: the engine fails where more than 64 comparisons hold at once."""
AnySlot = Slot | Concluded


@dataclass(frozen=True, slots=True)
class Inference:
    """What a block concludes, and from what."""

    conclusion: Mapping[str, a.Value]
    guard: a.Truth = True
    matched: tuple[AnySlot, ...] = ()
    absent: tuple[tuple[AnySlot, a.Truth], ...] = ()
    phase: int = 1


@dataclass(frozen=True, slots=True)
class EngineRule:
    """A rule of the engine: its pattern, and where the values of its conclusion are found in a match."""

    pattern: list[Json]
    conclusion: Mapping[str, tuple[int, tuple[tuple[str, str], ...]]]
    """By attribute a number and the attributes, each with its alias, that are added to it."""

    @property
    def is_false(self) -> bool:
        """Whether it concludes that something does not hold."""
        return self.conclusion.get("p") == (0, ())


def written(rule: Inference, record: Slot, about: Sequence[Slot]) -> EngineRule | None:
    """Return a rule as the engine wants it; None where it can never fire."""
    if rule.guard is False:
        return None
    used = [rule.guard, *(truth for _, truth in rule.absent)]
    joined = sorted(
        {each for truth in used for each in concluded_in(truth)}
        - {*rule.matched, *(t for t, _ in rule.absent)},
        key=lambda each: (each.block.number, [thing.number for thing in each.about]),
    )
    aliases: dict[Any, str] = {record: "s"}
    aliases |= {thing: f"o{number}" for number, thing in enumerate(about)}
    aliases |= {thing: f"t{number}" for number, thing in enumerate(joined)}
    aliases |= {thing: f"x{number}" for number, thing in enumerate(rule.matched)}
    order = list(aliases)
    asked: dict[Any, list[a.Truth]] = {thing: [] for thing in order}
    places = {thing: at for at, thing in enumerate(order)}
    for truth in a.conjuncts(rule.guard):
        asked[order[max(places[each.of] for each in a.attributes(truth))]].append(truth)
    pattern: list[Json] = []
    for at, thing in enumerate(order):
        placed = {each: aliases[each] for each in order[: at + 1]}
        pattern.append({aliases[thing]: _element(thing, placed, record, asked[thing], rule.phase)})
    for number, (thing, truth) in enumerate(rule.absent):
        if truth is False:
            continue
        placed = {**aliases, thing: f"y{number}"}
        conjuncts = a.conjuncts(truth)
        pattern.append({f"y{number}$not": _element(thing, placed, record, conjuncts, rule.phase)})
    return EngineRule(pattern, {name: _plain(value, aliases) for name, value in rule.conclusion.items()})


def concluded_in(truth: a.Tree) -> set[Concluded]:
    """Return the conclusions that a truth speaks of."""
    return {each.of for each in a.attributes(truth) if isinstance(each.of, Concluded)}


def denied_in(rule: Inference) -> set[Concluded]:
    """Return the conclusions that a rule may join where they do not hold."""
    asked = [
        (rule.guard, rule.matched),
        *((a.every([rule.guard, truth]), (of,)) for of, truth in rule.absent),
    ]
    denied: set[Concluded] = set()
    for truth, things in asked:
        joined = concluded_in(truth) | {each for each in things if isinstance(each, Concluded)}
        denied |= joined - {each.of.of for each in a.conjuncts(truth) if isinstance(each, a.Flag)}
    return {each for each in denied if each.block != SELF}


def things_in(*trees: a.Tree) -> list[Slot]:
    """Return the items that some truths are about, and those in whose lists they are, the outer first."""
    things: set[Slot] = set()
    for tree in trees:
        for each in a.attributes(tree):
            things |= {*each.of.about} if isinstance(each.of, Concluded) else {each.of}
    things |= {each.owner for each in things if each.owner is not None}
    return sorted((each for each in things if each.kind), key=lambda each: each.number)


def _element(
    thing: AnySlot,
    placed: Mapping[Any, str],
    record: Slot,
    conjuncts: Iterable[a.Truth],
    phase: int,
) -> Json:
    tests: list[Json] = []
    here = placed[thing]
    if thing is record:
        tests += [{"kind": "s"}, {"shelf": f"{SELF} shelf"}, {"block": SELF}, {"phase": phase}]
    elif isinstance(thing, Concluded):
        number: Any = SELF if thing.block == SELF else thing.block.number
        shelf = f"{SELF} shelf" if thing.block == SELF else number // SHELF
        tests += [{"kind": "t"}, {"shelf": shelf}, {"block": number}, *_BRANCH, {"day": _same("s", "day")}]
        tests += [
            {f"o{at}": _same(placed[each], "key")} for at, each in enumerate(thing.about) if each in placed
        ]
    else:
        tests += [{"kind": thing.kind}, *_BRANCH]
        if not placed[thing].startswith("o"):  # an item that is spoken of need not be there on the day
            tests += [{"$lte": {"since": _same("s", "day")}}]
        if thing.owner is not None and thing.owner in placed:
            tests += [{"up": _same(placed[thing.owner], "key")}]
    products: list[a.Truth] = []
    for truth in conjuncts:
        plain = None if len(tests) > _MOST_COMPARISONS else _comparison(truth, thing, placed, here)
        if plain is None:
            products.append(truth)
        else:
            tests.append(plain)
    if products:
        tests.append({"$lt": {"zero": _truth(a.every(products), placed, here)}})
    if thing is not record:
        tests.append(_ALWAYS)
    return {"$and": tests}


def _same(alias: str, name: str) -> Json:
    """Return an attribute of another fact, as an expression: two plain ones alike would become one."""
    return {"$add": {"$l": {alias: name}, "$r": 0}}


def _comparison(truth: a.Truth, thing: AnySlot, placed: Mapping[Any, str], here: str) -> Json | None:
    """Return a truth as a comparison of a fact's attribute with what comes from elsewhere, if it is one."""
    holds = not isinstance(truth, a.Opposite)
    match truth.of if isinstance(truth, a.Opposite) else truth:
        case a.Flag(a.Attribute(of, name)) if of is thing or of == thing:
            return {name: int(holds)}
        case a.NotLess(left, right) | a.Equal(left, right) as compared:
            for one, other, on_left in ((left, right, True), (right, left, False)):
                if not (isinstance(one, a.Attribute) and one.of == thing) or _speaks_of(other, thing):
                    continue
                value = _value(other, placed, here)
                if isinstance(other, a.Attribute):
                    value = {"$add": {"$l": value, "$r": 0}}
                if isinstance(compared, a.Equal):
                    return {one.name: value} if holds else {"$neq": {one.name: value}}
                return {_OPERATORS[holds, on_left]: {one.name: value}}
    return None


def _speaks_of(tree: a.Tree, thing: AnySlot) -> bool:
    return any(each.of == thing for each in a.attributes(tree))


def _value(value: a.Value, placed: Mapping[Any, str], here: str) -> Any:
    match value:
        case int():
            return value
        case a.Attribute(of, name):
            return {"$m" if placed[of] == here else placed[of]: name}
        case a.Sum(left, right):
            return _of_two("$add", _value(left, placed, here), _value(right, placed, here))
        case a.If(holds, then, otherwise):
            truth = _truth(holds, placed, here)
            one = _of_two("$mul", truth, _value(then, placed, here))
            other = _of_two("$mul", _of_two("$sub", 1, truth), _value(otherwise, placed, here))
            return _of_two("$add", one, other)


def _truth(truth: a.Truth, placed: Mapping[Any, str], here: str) -> Any:
    match truth:
        case bool():
            return int(truth)
        case a.Flag(of):
            return _value(of, placed, here)
        case a.NotLess(left, right):
            return _not_less(_value(left, placed, here), _value(right, placed, here))
        case a.Equal(left, right):
            one, other = _value(left, placed, here), _value(right, placed, here)
            return _of_two("$mul", _not_less(one, other), _not_less(other, one))
        case a.Opposite(of):
            return _of_two("$sub", 1, _truth(of, placed, here))
        case a.Product(of):
            return _of_many("$mul", [_truth(part, placed, here) for part in of])
        case a.Some(n=1, of=of):
            none = _of_many("$mul", [_of_two("$sub", 1, _truth(part, placed, here)) for part in of])
            return _of_two("$sub", 1, none)
        case a.Some(n=n, of=of):
            return _not_less(_of_many("$add", [_truth(part, placed, here) for part in of]), n)


def _not_less(left: Any, right: Any) -> Json:
    difference = _of_two("$sub", left, right)
    return _of_two("$div", _of_two("$add", difference, LARGE), LARGE)


def _of_two(operator: str, left: Any, right: Any) -> Json:
    return {operator: {"$l": left, "$r": right}}


def _of_many(operator: str, parts: list[Any]) -> Any:
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return _of_two(operator, _of_many(operator, parts[:half]), _of_many(operator, parts[half:]))


def _plain(value: a.Value, aliases: Mapping[Any, str]) -> tuple[int, tuple[tuple[str, str], ...]]:
    match value:
        case int():
            return value, ()
        case a.Attribute(of, name):
            return 0, ((aliases[of], name),)
        case a.Sum(left, right):
            one, other = _plain(left, aliases), _plain(right, aliases)
            return one[0] + other[0], one[1] + other[1]
        case _:
            raise AssertionError(value)


def content(rules: Sequence[EngineRule]) -> str:
    """Return what tells blocks that are the same: everything but their numbers."""
    return json.dumps([[rule.pattern, sorted(rule.conclusion.items())] for rule in rules])
