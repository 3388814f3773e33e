"""Terms as closures: a field, a parameter, a date. Each gives a value, or what is missing for one."""

import operator
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple, assert_never

from guidelinekit.case.catalogue import FieldType, Kind, resolve
from guidelinekit.compile.closures.frame import Frame, Lack, SlotNames, asks, may_have
from guidelinekit.lang import expr as e
from guidelinekit.results import Missing, Reason
from guidelinekit.semantics.as_of import Mark
from guidelinekit.semantics.turning import OPS_OF_EXTREMES, days_that_turn, moves_of_as_of
from guidelinekit.semantics.values import age_on, setting_at, shifted

Term = Callable[[Frame], Any]
"""Gives a value, or a Lack."""
Seen = Callable[[Frame], Sequence[tuple[int, Any]] | None]
"""Gives the items of a list that there were at the moment, with their indexes; None for a null list."""
Range = Callable[[Frame, Any, str, list[Any]], None]
"""Appends each value below a value, whose pointer it is given, or the Lack that stands for it."""
Candidates = Callable[[Frame, list[Any]], None]
"""Appends the dates that an extreme is taken of, each Lack among them, and dates that are only possible."""


def term(node: e.Term | e.Age | e.Days | e.Months, names: SlotNames) -> Term:
    """Compile a term."""
    match node:
        case e.Constant(value=value) | e.Day(value=value):
            return lambda _: value
        case e.ValueSet(values=values):
            return lambda _: values
        case e.Days(days=days):
            return lambda _: days
        case e.Months():
            return lambda _: node
        case e.Parameter(name=name):
            return _parameter(name, names)
        case e.Age(path=path):
            return _age(field(path, names))
        case e.Path():
            return field(node, names)
        case e.AsOf():
            return lambda frame: frame.as_of
        case e.Shift(base=base, by=by, back=back):
            return _shift(term(base, names), term(by, names), back=back)
        case e.Latest() | e.Earliest():
            return _extreme(node, names)
        case _:
            assert_never(node)


def _parameter(name: str, names: SlotNames) -> Term:
    values = names.settings.get(name, ())
    lack = Lack((Missing(f"${name}", Reason.PARAMETER_NOT_SET),), unknown=True)
    starts = [each.start for each in values if each.start is not None]
    if not starts:
        fixed = setting_at(values, date.max)
        return lambda _: lack if fixed is None else fixed

    def at(frame: Frame) -> Any:
        for start in starts:
            frame.holds_until(start)
        value = setting_at(values, frame.as_of)
        return lack if value is None else value

    return at


def _age(born: Term) -> Term:
    def age(frame: Frame) -> Any:
        day = born(frame)
        return day if type(day) is Lack else age_on(day, frame.as_of)

    return age


def _shift(base: Term, by: Term, *, back: bool) -> Term:
    def moved(frame: Frame) -> Any:
        start, length = base(frame), by(frame)
        lacks = [each for each in (start, length) if type(each) is Lack]
        return _together(lacks) if lacks else shifted(start, length, back=back)

    return moved


def _together(lacks: Sequence[Lack]) -> Lack:
    return Lack(
        tuple(missing for lack in lacks for missing in lack.missing), any(lack.unknown for lack in lacks)
    )


def _extreme(node: e.Latest | e.Earliest, names: SlotNames) -> Term:
    parts = [_candidates(part, names) for part in node.of]
    pick, better = (max, operator.gt) if isinstance(node, e.Latest) else (min, operator.lt)
    passed = passing(OPS_OF_EXTREMES[type(node)], node, names)

    def extreme(frame: Frame) -> Any:
        candidates: list[Any] = []
        for part in parts:
            part(frame, candidates)
        lacks = [each for each in candidates if type(each) is Lack]
        unknown = [lack for lack in lacks if lack.unknown]
        if unknown:
            return _together(unknown)
        dates = [each for each in candidates if isinstance(each, date)]
        best = pick(dates) if dates else None
        if passed is not None:
            passed(frame, [each.day for each in candidates if type(each) is Perhaps])
        decisive = [
            each.lack
            for each in candidates
            if type(each) is Perhaps
            and (not isinstance(each.day, date) or best is None or better(each.day, best))
        ]
        if decisive:
            return _together(decisive)
        return _together(lacks) if best is None else best

    return extreme


def passing(op: e.Op, node: e.Node, names: SlotNames) -> Callable[[Frame, Sequence[Any]], None] | None:
    """Compile what notes when some days pass what moves in a date; None where nothing does."""
    moves = [[(term(by, names), back) for by, back in move] for move in moves_of_as_of(node)]
    if not moves:
        return None

    def note(frame: Frame, days: Sequence[Any]) -> None:
        for day in days:
            if isinstance(day, date):
                for move in moves:
                    lengths = tuple((_length(by(frame)), back) for by, back in move)
                    for turn in days_that_turn(op, day, lengths):
                        frame.holds_until(turn)

    return note


def _length(length: Any) -> int | e.Months:
    if isinstance(length, e.Months):
        return length
    return 0 if type(length) is Lack else int(length)


class Perhaps(NamedTuple):
    """A date of an item that may match, with what is missing to know."""

    day: Any
    lack: Lack


def _matching(node: e.Matching, names: SlotNames) -> Candidates:
    """Compile the dates of the items that match, and of those that may."""
    from guidelinekit.compile.closures.conditions import condition  # noqa: PLC0415 - each is made of the other

    start, kind = names.slots[node.over.root]
    listed = resolve(kind, node.over.steps)
    assert listed is not None and listed.item is not None  # noqa: S101, PT018 - the static check asks for a list
    slot, below = names.naming(node.item, listed.item)
    where, dates = condition(node.where, below).truth, _range(listed.item, node.date.steps)

    def of_item(frame: Frame, item: Any, pointer: str, into: list[Any]) -> None:
        if item is None:
            into.append(_documented(None, pointer))
            return
        frame.things[slot], frame.pointers[slot] = item, pointer
        matches = where(frame)
        if matches is False:
            into.append(_documented(None, pointer.rpartition("/")[0]))
            return
        days: list[Any] = []
        dates(frame, item, pointer, days)
        if matches is True:
            into += days
            return
        for day in days:
            missing = (*matches, *day.missing) if type(day) is Lack else matches
            if type(day) is not Lack or day.unknown:
                into.append(Perhaps(day, Lack(missing, unknown=True)))

    walk = _range(kind, node.over.steps, of_item)
    return lambda frame, into: walk(frame, frame.things[start], frame.pointers[start], into)


def _candidates(node: e.DatePart, names: SlotNames) -> Candidates:
    if isinstance(node, e.Matching):
        return _matching(node, names)
    if isinstance(node, e.Path):
        slot, kind = names.slots[node.root]
        below = _range(kind, node.steps)
        return lambda frame, into: below(frame, frame.things[slot], frame.pointers[slot], into)
    single = term(node, names)
    return lambda frame, into: into.append(single(frame))


def _range(kind: FieldType, steps: tuple[str, ...], end: "Range | None" = None) -> Range:
    """Walk a path through the lists on its way, and do at its end what is asked, or take the value."""
    if kind.kind is Kind.LIST and kind.item is not None:
        return _range_of_items(kind.item, steps, end)
    if not steps:
        return end or (lambda _, value, pointer, into: into.append(_documented(value, pointer)))
    step, below = steps[0], kind.fields[steps[0]]
    inner, is_list = _range(below, steps[1:], end), below.kind is Kind.LIST
    cut = _is_cut(below)

    def ranged(frame: Frame, value: Any, pointer: str, into: list[Any]) -> None:
        part = None if value is None else getattr(value, step)
        if cut and part is not None and part > frame.cut:
            part = None
        if part is None and is_list and value is not None:
            into.append(Lack((Missing(f"{pointer}/{step}", Reason.NOT_EXPORTED),), unknown=True))
        else:
            inner(frame, part, f"{pointer}/{step}", into)

    return ranged


def _range_of_items(item: FieldType, steps: tuple[str, ...], end: "Range | None") -> Range:
    inner, there = _range(item, steps, end), seen_on(item)
    rest = "".join(f"/{step}" for step in steps)

    def ranged(frame: Frame, value: Any, pointer: str, into: list[Any]) -> None:
        if value is None:  # what holds the list is null
            into.append(_documented(None, pointer + rest))
            return
        seen = [
            (index, part) for index, part in enumerate(value) if there is None or there(part) <= frame.cut
        ]
        for index, part in seen:
            inner(frame, part, f"{pointer}/{index}", into)
        if not seen:
            into.append(_documented(None, pointer))

    return ranged


def _documented(value: Any, pointer: str) -> Any:
    return Lack((Missing(pointer, Reason.NOT_DOCUMENTED),)) if value is None else value


def field(path: e.Path, names: SlotNames) -> Term:
    """Compile a path that goes through no list."""
    slot, kind = names.slots[path.root]
    if not path.steps:
        return lambda frame: frame.things[slot]
    *owners, last = path.steps
    pointer = "".join(f"/{step}" for step in path.steps)
    holds = resolve(kind, path.steps)
    assert holds is not None  # noqa: S101 - the static check refuses unknown fields
    cut, is_list = _is_cut(holds), holds.kind is Kind.LIST
    there = seen_on(holds.item) if holds.item is not None else None
    dated = holds.dated_by
    if not owners and not cut and there is None and dated is None:
        lacking = Reason.NOT_EXPORTED if is_list else Reason.NOT_DOCUMENTED

        def read_plain(frame: Frame) -> Any:  # most that is asked about is a field like this
            value = getattr(frame.things[slot], last)
            if value is None:
                return Lack((Missing(frame.pointers[slot] + pointer, lacking),), is_list)
            return value

        return read_plain

    def read(frame: Frame) -> Any:
        owner = frame.things[slot]
        for step in owners:
            owner = None if owner is None else getattr(owner, step)
        value = None if owner is None else getattr(owner, last)
        if dated is not None and owner is not None:
            since = getattr(owner, dated.field)
            value = dated.not_yet if since is not None and since > frame.cut else value
        if value is None or (cut and value > frame.cut):
            null_list = is_list and owner is not None
            reason = Reason.NOT_EXPORTED if null_list else Reason.NOT_DOCUMENTED
            return Lack((Missing(frame.pointers[slot] + pointer, reason),), null_list)
        if there is not None:
            return tuple([part for part in value if there(part) <= frame.cut])
        return value

    return read


def items(
    path: e.Path, names: SlotNames, where: e.Condition = e.TRUE, item: str = ""
) -> tuple[Seen, FieldType, Callable[[Frame], str]]:
    """Compile a list to its items, what they are, and the pointer of the list.

    Items of which a condition is false on any day may be left out.
    """
    slot, kind = names.slots[path.root]
    holds = resolve(kind, path.steps)
    assert holds is not None and holds.item is not None  # noqa: S101, PT018 - the static check asks for a list
    there, steps = seen_on(holds.item), path.steps
    pointer = "".join(f"/{step}" for step in steps)

    asked = asks(where, item, holds.item)

    def asked_of(frame: Frame, key: Any) -> Sequence[tuple[int, Any]] | None:
        value = frame.things[slot]
        for step in steps:
            value = None if value is None else getattr(value, step)
        if value is None:
            return None
        listed = (
            [pair for pair in enumerate(value) if may_have(pair[1], asked)] if asked else enumerate(value)
        )
        return frame.shared.setdefault(key, list(listed))  # type: ignore[no-any-return]  # what was put there

    def seen(frame: Frame) -> Sequence[tuple[int, Any]] | None:
        shared, place = frame.shared, frame.pointers[slot] + pointer
        now = place, asked, frame.cut
        if now in shared:
            return shared[now]  # type: ignore[no-any-return]  # what was put there
        listed = shared.get((place, asked)) or asked_of(frame, (place, asked))
        if listed is None or there is None:
            return listed
        listed = [pair for pair in listed if there(pair[1]) <= frame.cut]
        if not frame.follows:  # else each of many days would be remembered
            shared[now] = listed
        return listed

    return seen, holds.item, lambda frame: frame.pointers[slot] + pointer


def seen_on(item: FieldType) -> Callable[[Any], date] | None:
    """Return what gives the day since which an item of a list has been there; None where it always was."""
    if item.kind is Kind.DATE:
        return lambda day: day
    name = item.occurrence
    return None if name is None else lambda part: getattr(part, name)


def _is_cut(kind: FieldType) -> bool:
    return kind.kind is Kind.DATE and kind.mark is not Mark.PLANNED
