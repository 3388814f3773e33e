"""Conditions as pairs of truths over facts; what no single pattern can ask becomes a block of rules."""

from collections.abc import Callable
from math import ceil, floor
from typing import assert_never

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.compile.durable import algebra as a
from guidelinekit.compile.durable.algebra import Pair, Truth
from guidelinekit.compile.durable.blocks import Blocks
from guidelinekit.compile.durable.operands import Term, field, fields_on, list_on, term
from guidelinekit.compile.durable.patterns import concluded_in
from guidelinekit.compile.durable.things import Surroundings, name_of, value_in
from guidelinekit.lang import expr as e
from guidelinekit.lang.walk import names_in
from guidelinekit.semantics.values import birthday

_MOST_JOINED = 6
"""How many conclusions a pattern asks for; what needs more is concluded in steps."""
_LARGEST = 120
"""Of how many parts a condition is at most asked by one pattern."""
_HOLDS: dict[e.Op, Callable[[a.Value, a.Value], Truth]] = {
    "eq": a.equal,
    "ge": a.at_least,
    "gt": a.more_than,
    "le": lambda left, right: a.at_least(right, left),
    "lt": lambda left, right: a.more_than(right, left),
}
UNKNOWN = Pair(certain=False, possible=True)


class Conditions(Blocks):
    """Turns conditions into pairs of truths."""

    def condition(self, node: e.Condition, context: Surroundings) -> Pair:
        """Return when a condition is certainly true, and when possibly."""
        pair = self._condition(node, context)
        return self.concluded(pair) if a.larger_than(_LARGEST, *pair) else pair

    def _condition(self, node: e.Condition, context: Surroundings) -> Pair:
        match node:
            case e.All(of=parts):
                return self._several(parts, context, len(parts))
            case e.AnyOf(of=parts):
                return self._several(parts, context, 1)
            case e.AtLeast(n=n, of=parts):
                return self._several(parts, context, n)
            case e.Not(of=part):
                return _negation(self.condition(part, context))
            case e.Use():
                return self._definition(node, context)
            case e.Compare():
                return self._compare(node, context)
            case e.Known(path=path):
                known = self._known(path, context)
                return Pair(known, known)
            case e.Count():
                return self._count(node, context)
            case e.Every(over=over, item=item, where=where, satisfies=satisfies):
                failing = e.All(of=(where, e.Not(of=satisfies)))
                return _negation(
                    self._count(e.Count(over=over, item=item, where=failing, at_least=1), context)
                )
            case _:
                assert_never(node)

    def _definition(self, node: e.Use, context: Surroundings) -> Pair:
        things = tuple(context.named.get(name) for name in sorted(set(names_in(node))))
        key = node, things, context.rule.partition("/")[0]
        if key not in self.definitions:
            pair = self.condition(node.of, context)
            self.definitions[key] = self.concluded(pair) if _joined(pair) else pair
        return self.definitions[key]

    def _several(self, parts: tuple[e.Condition, ...], context: Surroundings, n: int) -> Pair:
        pairs = [self.condition(part, context) for part in parts]
        while len(set().union(*map(_joined, pairs))) > _MOST_JOINED:
            largest = max(pairs, key=lambda pair: len(_joined(pair)))
            at = pairs.index(largest)
            if len(_joined(largest)) > 1:
                pairs[at] = self.concluded(largest)
            elif n in (1, len(pairs)):
                half = len(pairs) // 2
                shares = (pairs[:half], pairs[half:])
                pairs = [self.concluded(_combined(share, min(n, len(share)))) for share in shares]
                n = min(n, 2)
            else:
                raise context.unsupported(
                    "`at_least` af så mange dele om lister", "`at_least` of so many parts about lists"
                )
        return _combined(pairs, n)

    def _known(self, path: e.Path, context: Surroundings) -> Truth:
        if path.steps and fields_on(path, context)[-1].kind is Kind.LIST:
            return a.negation(list_on(path, context)[1])
        return field(path, context).known

    def _count(self, node: e.Count, context: Surroundings) -> Pair:
        item, null = list_on(node.over, context)
        where = self.condition(node.where, context.naming(node.item, item))
        bounds = []
        if node.at_least is not None:
            bounds.append(self.exists(node.at_least, item, where, null))
        if node.at_most is not None:
            bounds.append(_negation(self.exists(node.at_most + 1, item, where, null)))
        return _combined(bounds, len(bounds))

    def _compare(self, node: e.Compare, context: Surroundings) -> Pair:
        match node:
            case e.Compare(left=e.Age() as age, op=op, right=right):
                return self._age(age, op, right, context)
            case e.Compare(left=e.Path() as left, op="in", right=e.ValueSet(values=values)):
                one = field(left, context)
                numbers = [context.vocabulary.number(value) for value in values]
                return _compared(one, Term(0), a.among(one.value, numbers))
            case e.Compare(left=e.Path() as left, op="contains", right=right):
                return self._contains(left, term(right, context, self), context)
            case e.Compare(left=e.Path() as left, op=op, right=right) if op in _HOLDS:
                one, other = field(left, context), term(right, context, self)
                return _compared(one, other, _HOLDS[op](one.value, other.value))
            case _:
                raise context.unsupported(
                    f"`{node.op}` med dette på højre side", f"`{node.op}` with this on its right"
                )

    def _contains(self, path: e.Path, other: Term, context: Surroundings) -> Pair:
        thing, held = context.named[path.root], fields_on(path, context)[-1]
        codes = _codes(held)
        if isinstance(other.value, int):
            codes = tuple(code for code in self._texts() if context.vocabulary.number(code) == other.value)
        if not codes:
            raise context.unsupported(
                "`contains` i en liste, der ingen koder har", "`contains` in a list that has no codes"
            )
        holds = a.either(
            *(
                a.every(
                    [
                        a.Flag(context.vocabulary.holds(thing, path.steps, code)),
                        a.equal(other.value, context.vocabulary.number(code)),
                    ]
                )
                for code in codes
            )
        )
        exported = a.at_least(context.vocabulary.exported(thing, path.steps), 1)
        return _compared(Term(0, exported), other, holds)

    def _texts(self) -> tuple[str, ...]:
        return tuple(self.vocabulary.texts)

    def _age(self, age: e.Age, op: e.Op, right: e.Term, context: Surroundings) -> Pair:
        match right:
            case e.Constant(value=int() | float() as value):
                return self._of_age(age, op, value, context)
            case e.ValueSet(values=values):
                pairs = [self._of_age(age, "eq", float(value), context) for value in values]
                return _combined(pairs, 1)
            case e.Parameter(name=name):
                parameter = term(right, context, self)
                numbers = sorted({dated.value for dated in context.settings.get(name, ())})
                holds = a.either(
                    *(
                        a.every(
                            [
                                a.equal(parameter.value, context.vocabulary.number(value)),
                                self._of_age(age, op, float(value), context).certain,
                            ]
                        )
                        for value in numbers
                    )
                )
                return _compared(field(age.path, context), parameter, holds)
            case _:
                raise context.unsupported("en alder sammenlignet med et felt", "an age compared with a field")

    def _of_age(self, age: e.Age, op: e.Op, years: float, context: Surroundings) -> Pair:
        born, path = field(age.path, context), age.path
        thing, vocabulary = context.named[path.root], context.vocabulary

        def reached(number: int) -> Truth:
            def reader(item: object, _: object) -> int:
                day = value_in(item, path.steps)
                return a.NULL if day is None else birthday(day, number).toordinal()

            day = vocabulary.read(thing, f"{name_of(path.steps)} {number}y", reader)
            return a.at_least(context.day, day)

        least, above = reached(ceil(years)), reached(floor(years) + 1)
        holds = {
            "ge": least,
            "gt": above,
            "lt": a.negation(least),
            "le": a.negation(above),
            "eq": a.every([least, a.negation(above)]) if years == floor(years) else False,
        }
        return _compared(born, Term(0), holds[op])


def _codes(listed: FieldType) -> tuple[str, ...]:
    return () if listed.item is None else listed.item.codes


def _compared(one: Term, other: Term, holds: Truth) -> Pair:
    known = a.every([one.known, other.known])
    return Pair(a.every([known, holds]), a.either(a.negation(known), holds))


def _negation(pair: Pair) -> Pair:
    return Pair(a.negation(pair.possible), a.negation(pair.certain))


def _combined(pairs: list[Pair], n: int) -> Pair:
    table = a.every if n == len(pairs) else lambda truths: a.some(n, truths)
    return Pair(table(pair.certain for pair in pairs), table(pair.possible for pair in pairs))


def _joined(pair: Pair) -> set[object]:
    return {*concluded_in(pair.certain), *concluded_in(pair.possible)}
