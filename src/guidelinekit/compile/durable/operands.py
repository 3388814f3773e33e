"""Fields, parameters and dates as values over the attributes of facts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import pairwise
from typing import Any, Protocol

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.compile.durable.algebra import (
    NULL,
    Attribute,
    Flag,
    Pair,
    Truth,
    Value,
    at_least,
    chosen,
    either,
    every,
    known,
    larger_than,
    more_than,
    negation,
    total,
)
from guidelinekit.compile.durable.things import Concluded, Slot, Surroundings, name_of, value_in
from guidelinekit.lang import expr as e
from guidelinekit.semantics.as_of import Mark
from guidelinekit.semantics.values import setting_at, shifted

Moves = tuple[tuple[int | e.Months, bool], ...]
_LAST = date.max.toordinal()
_LONGEST = 40
"""Of how many parts a date is at most asked by one pattern."""


@dataclass(frozen=True, slots=True)
class Term:
    """A value, whether there is one, and whether it could not even be looked for."""

    value: Value
    known: Truth = True
    unknown: Truth = False


class Asking(Protocol):
    """What terms ask of blocks: whether an item exists, and which date of several is the best."""

    def exists(self, n: int, item: Slot, where: Pair) -> Pair:
        """Return the truth that `n` items of a list hold a condition, the list being there."""

    def value(self, term: Term) -> Concluded:
        """Return a date as what a block concludes of it."""

    def best(self, item: Slot, day: Attribute, holds: Truth, *, latest: bool) -> Value:
        """Return the best date of the items for which a truth holds, or null."""


def term(node: e.Term | e.Age, context: Surroundings, blocks: Asking) -> Term:
    """Return what stands on one side of a comparison."""
    vocabulary = context.vocabulary
    match node:
        case e.Constant(value=value):
            return Term(vocabulary.number(value))
        case e.Parameter(name=name):
            return _parameter(name, context)
        case e.Path():
            return field(node, context)
        case e.Day() | e.AsOf() | e.Shift() | e.Latest() | e.Earliest():
            return day_of(node, context, blocks)
        case _:
            raise context.unsupported(f"`{node.node}` her", f"`{node.node}` here")


def field(path: e.Path, context: Surroundings, moves: Moves = ()) -> Term:
    """Return a plain field, a date of it moved."""
    thing, held = context.named[path.root], fields_on(path, context)[-1]
    if not path.steps:
        return Term(_moved_field(thing, (), moves, context))
    if held.kind is Kind.LIST:
        raise context.unsupported("en liste i en sammenligning", "a list in a comparison")
    value = _moved_field(thing, path.steps, moves, context)
    plain = context.vocabulary.field(thing, path.steps)
    if held.dated_by is not None:
        since = context.vocabulary.field(thing, (*path.steps[:-1], held.dated_by.field))
        later = every([known(since), more_than(since, context.day)])
        not_yet = context.vocabulary.number(held.dated_by.not_yet)
        either_value = chosen(later, not_yet, value)
        return Term(
            either_value, either(every([later, not_yet != NULL]), every([negation(later), known(plain)]))
        )
    if held.kind is Kind.DATE and held.mark is not Mark.PLANNED:
        return Term(value, at_least(context.day, plain))
    return Term(value, known(plain))


def fields_on(path: e.Path, context: Surroundings) -> list[FieldType]:
    """Return the types along a path, that of its root first; from a list the path goes on to its items."""
    types = [context.named[path.root].type]
    for step in path.steps:
        here = types[-1]
        types.append((here.item if here.item is not None else here).fields[step])
    return types


def list_on(path: e.Path, context: Surroundings) -> tuple[Slot, Truth]:
    """Return an item of the list that a path leads to, through no other, and whether the list is null."""
    thing = context.named[path.root]
    exported = context.vocabulary.exported(thing, path.steps)
    item = context.vocabulary.item(thing, path.steps, fields_on(path, context)[-1])
    return item, negation(at_least(exported, 1))


def day_of(node: e.DateExpr, context: Surroundings, blocks: Asking, moves: Moves = ()) -> Term:
    """Return a date moved by some lengths, the first first."""
    match node:
        case e.Day(value=day):
            return Term(_moved_day(day, moves).toordinal())
        case e.AsOf():
            name = f"day{_name(moves)}"
            return Term(
                context.vocabulary.read(
                    context.record, name, lambda _, day: _moved_day(day, moves).toordinal()
                )
            )
        case e.Path():
            return field(node, context, moves)
        case e.Shift(base=base, by=e.Parameter(name=name), back=back):
            if moves:
                raise context.unsupported(
                    "en dato flyttet igen efter en parameter", "a date moved again after a parameter"
                )
            start, length = day_of(base, context, blocks), _length(name, context, back=back)
            moved = total(start.value, length.value)
            bound = 1 if back else _LAST
            passed = at_least(bound, moved) if back else at_least(moved, bound)
            known_both = every([start.known, length.known])
            return Term(chosen(passed, bound, moved), known_both, either(start.unknown, length.unknown))
        case e.Shift(base=base, by=e.Days(days=days), back=back):
            return day_of(base, context, blocks, ((days, back), *moves))
        case e.Shift(base=base, by=e.Months() as months, back=back):
            return day_of(base, context, blocks, ((months, back), *moves))
        case e.Latest(of=parts) | e.Earliest(of=parts):
            return _extreme(parts, context, blocks, moves, latest=isinstance(node, e.Latest))
        case _:
            raise context.unsupported("denne dato", "this date")


def _extreme(
    parts: tuple[e.DatePart, ...], context: Surroundings, blocks: Asking, moves: Moves, *, latest: bool
) -> Term:
    sure: list[Term] = []
    perhaps: list[Value] = []
    for part in parts:
        if isinstance(part, e.Matching):
            where = part
        elif isinstance(part, e.Path) and any(each.kind is Kind.LIST for each in fields_on(part, context)):
            where = None
        else:
            sure.append(day_of(part, context, blocks, moves))
            continue
        best, unsure = _among(part, where, context, blocks, moves, latest=latest)
        sure.append(best)
        perhaps += unsure
    best = reduce(lambda one, other: _better(one, other, blocks, latest=latest), sure)
    decisive = [
        every([known(day), either(negation(best.known), _beats(day, best.value, latest=latest))])
        for day in perhaps
    ]
    unknown = either(*(each.unknown for each in sure), *decisive)
    return _short(Term(best.value, every([negation(unknown), best.known]), unknown), blocks)


def _beats(one: Value, other: Value, *, latest: bool) -> Truth:
    return more_than(one, other) if latest else more_than(other, one)


def _short(whole: Term, blocks: Asking) -> Term:
    """Return a date as it is, or as what a block concludes of it where it is long."""
    if not larger_than(_LONGEST, whole.value, whole.known, whole.unknown):
        return whole
    concluded = blocks.value(whole)
    value = Attribute(concluded, "v")
    return Term(value, known(value), Flag(Attribute(concluded, "u")))


def _better(one: Term, other: Term, blocks: Asking, *, latest: bool) -> Term:
    takes_over = every(
        [other.known, either(negation(one.known), _beats(other.value, one.value, latest=latest))]
    )
    return _short(Term(chosen(takes_over, other.value, one.value), either(one.known, other.known)), blocks)


def _among(
    part: e.Path | e.Matching,
    matching: e.Matching | None,
    context: Surroundings,
    blocks: Any,
    moves: Moves,
    *,
    latest: bool,
) -> tuple[Term, list[Value]]:
    """Return the best date among the items of a list, and those that may be a better one."""
    path = part if matching is None else matching.over
    assert isinstance(path, e.Path)  # noqa: S101 - one or the other
    item, rest, null = _last_list(path, context, blocks)
    where = Pair(certain=True, possible=True)
    if matching is not None:
        inner = context.naming(matching.item, item)
        where, rest = blocks.condition(matching.where, inner), matching.date.steps
        if any(each.kind is Kind.LIST for each in fields_on(matching.date, inner)[1:]):
            raise context.unsupported(
                "datoer i en liste inde i en liste, der vælges fra",
                "the dates of a list within a list that is chosen from",
            )
    day = field(e.Path(root="item", steps=rest), context.naming("item", item), moves)
    assert isinstance(day.value, Attribute)  # noqa: S101 - a date is a plain attribute
    best = blocks.best(item, day.value, every([where.certain, day.known]), latest=latest)
    unsure = every([where.possible, negation(where.certain), day.known])
    perhaps = [] if unsure is False else [blocks.best(item, day.value, unsure, latest=latest)]
    return Term(best, known(best), null), perhaps


def _last_list(path: e.Path, context: Surroundings, blocks: Asking) -> tuple[Slot, tuple[str, ...], Truth]:
    """Return an item of the last list on a path, the steps from there, and whether a list on it is null."""
    types = fields_on(path, context)
    lists = [at for at, held in enumerate(types) if held.kind is Kind.LIST and at > 0]
    first = e.Path(root=path.root, steps=path.steps[: lists[0]])
    item, null = list_on(first, context)
    for before, at in pairwise(lists):
        steps = path.steps[before:at]
        if item.owner is not None:
            raise context.unsupported(
                "datoer i en liste inde i et elements liste", "the dates of a list within a list of an item"
            )
        outer, inner = item, list_on(e.Path(root="list", steps=steps), context.naming("list", item))
        without = blocks.exists(1, outer, Pair(inner[1], inner[1])).certain
        item = Slot(inner[0].kind, inner[0].type, inner[0].number)
        null = either(null, without)
    return item, path.steps[lists[-1] :], null


def _parameter(name: str, context: Surroundings) -> Term:
    return _setting(name, "$", context, context.vocabulary.number)


def _length(name: str, context: Surroundings, *, back: bool) -> Term:
    return _setting(name, "-days " if back else "days ", context, lambda value: -value if back else value)


def _setting(name: str, kind: str, context: Surroundings, number: Callable[[Any], int]) -> Term:
    values, pack = context.settings.get(name, ()), context.rule.partition("/")[0]

    def reader(_: Any, day: date) -> int:
        value = setting_at(values, day)
        return NULL if value is None else number(value)

    value = context.vocabulary.read(context.record, f"{kind}{pack}/{name}", reader)
    return Term(value, known(value), negation(known(value)))


def _moved_field(thing: Slot, steps: tuple[str, ...], moves: Moves, context: Surroundings) -> Attribute:
    vocabulary = context.vocabulary

    def reader(item: Any, _: date) -> int:
        value = value_in(item, steps)
        return vocabulary.number(_moved_day(value, moves) if moves and value is not None else value)

    return vocabulary.read(thing, f"{name_of(steps)}{_name(moves)}", reader)


def _moved_day(day: date, moves: Moves) -> date:
    for length, back in moves:
        day = shifted(day, length, back=back)
    return day


def _name(moves: Moves) -> str:
    return "".join(
        f"{'-' if back else '+'}{length.months if isinstance(length, e.Months) else length}"
        f"{'m' if isinstance(length, e.Months) else 'd'}"
        for length, back in moves
    )
