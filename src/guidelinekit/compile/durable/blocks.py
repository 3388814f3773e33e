"""Blocks: the rules of the engine that conclude one thing, of the record or of each of some items.

A block is asked by a fact of its own, its anchor, which is asserted when all that its rules join is there:
facts of the case, and what other blocks concluded. Blocks that say the same are one. Of most items nothing
holds: that it does not is concluded only where other rules join it, and is else what no rule concludes.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from guidelinekit.compile.durable import algebra as a
from guidelinekit.compile.durable.algebra import Attribute, Flag, Pair, Truth, Value
from guidelinekit.compile.durable.operands import Term
from guidelinekit.compile.durable.patterns import (
    BRANCHES,
    SELF,
    SHELF,
    AnySlot,
    EngineRule,
    Inference,
    concluded_in,
    content,
    denied_in,
    things_in,
    written,
)
from guidelinekit.compile.durable.things import Concluded, Readings, Slot

_WIDTH = 16
_CERTAIN, _POSSIBLE, FALSE = ({"c": c, "p": p} for c, p in ((1, 1), (0, 1), (0, 0)))


@dataclass(eq=False, slots=True)
class BlockOfRules:
    """Rules with one conclusion, and the blocks whose conclusions they join."""

    number: int
    about: int
    """How many items it is about."""
    rules: list[EngineRule]
    needs: tuple["BlockOfRules", ...]
    reads: tuple[str, ...]
    """The attributes of the record that it reads."""
    phases: int
    joined: bool = False
    """Whether another block joins what it concludes."""
    denied: bool = False
    """Whether another block joins that it does not hold."""

    def definitions(self, first: int) -> dict[str, Any]:
        """Return the rules as the engine reads them, by name; `first` is the number of the first."""
        shelf = f'"{SELF} shelf"', str(self.number // SHELF)
        definitions: dict[str, Any] = {}
        for at, rule in enumerate(self.rules):
            if rule.is_false and not self.denied:
                continue
            text = _numbered(json.dumps(rule.pattern), first + len(definitions)).replace(*shelf)
            pattern = json.loads(text.replace(f'"{SELF}"', str(self.number)))
            # without `dist` the engine lets no fact stand for two things of a pattern
            definitions[f"{self.number}.{at}"] = {"all": pattern, "dist": 0}
        return definitions


def _numbered(text: str, number: int) -> str:
    """Return a rule in which every comparison that is another for every rule has its number."""
    for level, branch in enumerate(BRANCHES):
        text = text.replace(f'"{branch}"', str(1 + 100 * level + number // _WIDTH**level % _WIDTH))
    return text


@dataclass
class Blocks:
    """All blocks of some rules, each once."""

    vocabulary: Readings
    record: Slot
    all: dict[str, BlockOfRules] = field(default_factory=dict)
    definitions: dict[Any, Pair] = field(default_factory=dict)
    """What definitions came to, each once for the things that it is about."""

    def concluded(self, pair: Pair, carried: Attribute | None = None, item: Slot | None = None) -> Pair:
        """Return a condition as what a block concludes of it."""
        if isinstance(pair.certain, bool) and isinstance(pair.possible, bool):
            return pair
        about = things_in(pair.certain, pair.possible, *(() if item is None else (Attribute(item, "key"),)))
        more = {} if carried is None else {"v": carried}
        rules = [
            Inference({**_CERTAIN, **more}, pair.certain),
            Inference({**_POSSIBLE, **more}, a.every([pair.possible, a.negation(pair.certain)])),
            Inference(FALSE, a.negation(pair.possible)),
        ]
        if pair.certain == pair.possible:
            del rules[1]
        return _flags(self._block(about, rules))

    def value(self, term: Term) -> Concluded:
        """Return a date as what a block concludes of it: `v`, and `u` where it could not be looked for."""
        rules = [
            Inference({"v": plain, "u": 0}, a.every([term.known, guard]))
            for guard, plain in a.alternatives(term.value)
        ]
        missing = a.negation(term.known)
        rules.append(Inference({"v": a.NULL, "u": 1}, a.every([missing, term.unknown])))
        rules.append(Inference({"v": a.NULL, "u": 0}, a.every([missing, a.negation(term.unknown)])))
        return self._block(things_in(*(rule.guard for rule in rules)), rules)

    def exists(self, n: int, item: Slot, where: Pair, null: Truth = False) -> Pair:
        """Return the truth that at least `n` items of a list hold a condition; a null list is unknown."""
        about = _but(item, where.certain, where.possible, null)
        there = a.negation(null)
        if n <= 0:
            return Pair(there, possible=True)
        source, pair, key = self._source(item, where)
        others = [self._another(item) for _ in range(n)]
        certain = [a.moved_to(pair.certain, each) for each in others]
        possible = [a.moved_to(pair.possible, each) for each in others]
        things = tuple(a.moved_thing(source, each) for each in others)
        keys = [a.moved_to(key, each) for each in others]
        in_order = [a.more_than(after, before) for before, after in pairwise(keys)]
        rules = [Inference(_CERTAIN, a.every([*certain, *in_order]), things), Inference(_POSSIBLE, null)]
        if n == 1:
            if pair.certain != pair.possible:
                second = self._another(item)
                none = ((a.moved_thing(source, second), a.moved_to(pair.certain, second)),)
                rules.append(Inference(_POSSIBLE, a.every([*possible, there]), things, none))
            rules.append(Inference(FALSE, there, (), ((things[0], possible[0]),)))
        else:
            own = ((Concluded(SELF, tuple(about)), True),)
            rules.append(Inference(_POSSIBLE, a.every([*possible, *in_order]), things, own, 2))
            rules.append(Inference(FALSE, there, (), own, 3))
        return _flags(self._block(about, rules))

    def best(self, item: Slot, day: Attribute, holds: Truth, *, latest: bool) -> Value:
        """Return the best date of the items for which a truth holds, or null."""
        about = _but(item, holds)
        source, pair, _ = self._source(item, Pair(holds, holds), day)
        date = Attribute(source, "v") if isinstance(source, Concluded) else day
        one, second = self._another(item), self._another(item)
        thing, mine = a.moved_thing(source, one), a.moved_to(date, one)
        other, its = a.moved_thing(source, second), a.moved_to(date, second)
        better = a.more_than(its, mine) if latest else a.more_than(mine, its)
        holds_for = a.moved_to(pair.certain, second)
        rules = [
            Inference(
                {"v": mine}, a.moved_to(pair.certain, one), (thing,), ((other, a.every([holds_for, better])),)
            ),
            Inference({"v": a.NULL}, True, (), ((other, holds_for),)),
        ]
        return Attribute(self._block(about, rules), "v")

    def _source(
        self, item: Slot, where: Pair, day: Attribute | None = None
    ) -> tuple[AnySlot, Pair, Attribute]:
        """Return the facts that are counted: items, or what was concluded of each where that takes joins."""
        joined = concluded_in(where.certain) | concluded_in(where.possible)
        if not any(item in each.about for each in joined):
            return item, where, Attribute(item, "key")
        here = a.at_least(Attribute(self.record, "day"), Attribute(item, "since"))
        pair = self.concluded(Pair(*(a.every([truth, here]) for truth in where)), day, item)
        (concluded,) = concluded_in(pair.certain)
        return concluded, pair, Attribute(concluded, f"o{concluded.about.index(item)}")

    def _another(self, item: Slot) -> dict[Slot, Slot]:
        return {item: self.vocabulary.another(item)}

    def _block(self, about: Sequence[Slot], rules: Sequence[Inference]) -> Concluded:
        lines = [written(rule, self.record, about) for rule in rules]
        whole = [line for line in lines if line is not None]
        key = content(whole)
        block = self.all.get(key)
        if block is None:
            trees: list[a.Tree] = [
                *(rule.guard for rule in rules),
                *(truth for rule in rules for _, truth in rule.absent),
            ]
            trees += [value for rule in rules for value in rule.conclusion.values()]
            needs = {each.block: None for tree in trees for each in concluded_in(tree)}
            needs |= {
                thing.block: None
                for rule in rules
                for thing in (*rule.matched, *(each for each, _ in rule.absent))
                if isinstance(thing, Concluded) and thing.block != SELF
            }
            reads = {each.name for tree in trees for each in a.attributes(tree) if each.of is self.record}
            for need in needs:
                need.joined = True
            for rule in rules:
                for concluded in denied_in(rule):
                    concluded.block.denied = True
            block = self.all[key] = BlockOfRules(
                len(self.all),
                len(about),
                whole,
                tuple(sorted(needs, key=lambda each: each.number)),
                tuple(sorted(reads)),
                max(rule.phase for rule in rules),
            )
            block.joined = block.phases > 1
        return Concluded(block, tuple(about))


def _flags(concluded: Concluded) -> Pair:
    block = concluded.block
    certain = Flag(Attribute(concluded, "c"))
    if all(rule.conclusion["c"] == rule.conclusion["p"] for rule in block.rules):
        return Pair(certain, certain)
    return Pair(certain, Flag(Attribute(concluded, "p")))


def _but(item: Slot, *trees: Truth) -> list[Slot]:
    """Return what some truths are about, but for one item; and the item in whose list it is."""
    about = [each for each in things_in(*trees) if each is not item]
    if item.owner is not None and item.owner not in about:
        about.append(item.owner)
    return sorted(about, key=lambda each: each.number)
