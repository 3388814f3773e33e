"""Conditions as closures: true, false, or what is missing to know."""

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, assert_never

from guidelinekit.compile.closures.frame import Frame, Lack, SlotNames, remembering
from guidelinekit.compile.closures.values import Term, field, items, passing, term
from guidelinekit.lang import expr as e
from guidelinekit.lang.walk import names_in, pattern_of
from guidelinekit.results import Missing, Reason
from guidelinekit.semantics.values import birthday

Truth = bool | tuple[Missing, ...]
"""True, False, or for unknown the fields that made it so."""
Judge = Callable[[Frame], Truth]
Why = Callable[[Frame], Reason]

_OPERATORS: Final[dict[e.Op, Callable[[Any, Any], bool]]] = {
    "eq": operator.eq,
    "in": lambda left, right: left in right,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "contains": operator.contains,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: its truth, and where that is false, the reason that a requirement of it gives."""

    truth: Judge
    why: Why


def condition(node: e.Condition, names: SlotNames) -> Condition:
    """Compile a condition."""
    match node:
        case e.All(of=parts):
            return _all([condition(part, names) for part in parts])
        case e.AnyOf(of=parts):
            return any_of([condition(part, names) for part in parts])
        case e.AtLeast(n=n, of=parts):
            return _at_least(n, [condition(part, names).truth for part in parts])
        case e.Not(of=part):
            return _not(condition(part, names).truth)
        case e.Use():
            return _use(node, names)
        case e.Known(path=path):
            value = field(path, names)
            return Condition(lambda frame: type(value(frame)) is not Lack, lambda _: Reason.NOT_FOUND)
        case e.Compare():
            return Condition(_compare(node, names), lambda _: Reason.OUT_OF_RANGE)
        case e.Count():
            return _count(node, names)
        case e.Every():
            return _every(node, names)
        case _:
            assert_never(node)


def _use(node: e.Use, names: SlotNames) -> Condition:
    """Compile a definition: once for all rules that hold its items in the same slots."""
    others = {name: slot for name, (slot, _) in names.slots.items() if slot}
    mentioned = tuple(names_in(node.of))
    items = tuple(others[name] for name in dict.fromkeys(mentioned) if name in others)
    pattern = pattern_of(mentioned)
    key = node.name, items, pattern, names.highest
    if key not in names.definitions:
        within = SlotNames(names.slots, names.settings, [names.highest + 1], names.definitions)
        part = condition(node.of, within)
        judge = remembering(part.truth, node, items, pattern, names)
        names.definitions[key] = Condition(judge, part.why), within.deepest[0]
    part, deepest = names.definitions[key]
    names.deepest[0] = max(names.deepest[0], deepest)
    return part  # type: ignore[no-any-return]  # what was put there


def _all(parts: Sequence[Condition]) -> Condition:
    judges = [part.truth for part in parts]

    def truth(frame: Frame) -> Truth:
        missing: tuple[Missing, ...] | None = None
        for judge in judges:
            answer = judge(frame)
            if answer is False:
                return False
            if answer is not True:
                missing = (*(missing or ()), *answer)
        return True if missing is None else missing

    return Condition(truth, _first_false(parts))


def any_of(parts: Sequence[Condition]) -> Condition:
    """Return the condition that one of several holds."""
    judges = [part.truth for part in parts]

    def truth(frame: Frame) -> Truth:
        missing: tuple[Missing, ...] | None = None
        for judge in judges:
            answer = judge(frame)
            if answer is True:
                return True
            if answer is not False:
                missing = (*(missing or ()), *answer)
        return False if missing is None else missing

    return Condition(truth, _first_false(parts))


def _first_false(parts: Sequence[Condition]) -> Why:
    def why(frame: Frame) -> Reason:
        for part in parts:
            if part.truth(frame) is False:
                return part.why(frame)
        return Reason.OUT_OF_RANGE

    return why


def _at_least(n: int, judges: Sequence[Judge]) -> Condition:
    def truth(frame: Frame) -> Truth:
        answers = [judge(frame) for judge in judges]
        sure = sum(answer is True for answer in answers)
        if sure >= n:
            return True
        unknown = [answer for answer in answers if isinstance(answer, tuple)]
        return False if sure + len(unknown) < n else tuple(part for each in unknown for part in each)

    return Condition(truth, lambda _: Reason.COUNT_TOO_LOW)


def _not(judge: Judge) -> Condition:
    def truth(frame: Frame) -> Truth:
        answer = judge(frame)
        return not answer if isinstance(answer, bool) else answer

    return Condition(truth, lambda _: Reason.OUT_OF_RANGE)


def _compare(node: e.Compare, names: SlotNames) -> Judge:
    left, right = term(node.left, names), term(node.right, names)
    holds = _OPERATORS[node.op]
    turns = _turns(node, names)

    if isinstance(node.right, e.Constant | e.ValueSet) and turns is None:
        constant = node.right.value if isinstance(node.right, e.Constant) else node.right.values

        def plain(frame: Frame) -> Truth:
            value = left(frame)
            return value.missing if type(value) is Lack else holds(value, constant)

        return plain

    def truth(frame: Frame) -> Truth:
        mine, other = left(frame), right(frame)
        if type(mine) is Lack or type(other) is Lack:
            return tuple(part for side in (mine, other) if type(side) is Lack for part in side.missing)
        return holds(mine, other)

    if turns is None:
        return truth

    def timed(frame: Frame) -> Truth:
        turns(frame)
        return truth(frame)

    return timed


def _turns(node: e.Compare, names: SlotNames) -> Callable[[Frame], None] | None:
    """Compile what notes the days on which a comparison may come out differently, if there are any."""
    if isinstance(node.left, e.Age):
        return _birthdays(field(node.left.path, names), term(node.right, names))
    passed, fixed = passing(node.op, node.right, names), field(node.left, names)
    if passed is None:
        return None

    def turns(frame: Frame) -> None:
        value = fixed(frame)
        passed(frame, value if isinstance(value, tuple | list) else (value,))

    return turns


def _birthdays(born: Term, years: Term) -> Callable[[Frame], None]:
    def turns(frame: Frame) -> None:
        day, asked = born(frame), years(frame)
        if isinstance(day, date) and type(asked) is not Lack:
            for each in asked if isinstance(asked, tuple) else (asked,):
                frame.holds_until(birthday(day, int(each)))
                frame.holds_until(birthday(day, int(each) + 1))

    return turns


def _count(node: e.Count, names: SlotNames) -> Condition:
    seen, kind, pointer = items(node.over, names, node.where, node.item)
    slot, below = names.naming(node.item, kind)
    where = condition(node.where, below).truth
    least, most = node.at_least, node.at_most
    exists = least == 1 and most is None

    def truth(frame: Frame) -> Truth:
        listed = seen(frame)
        if listed is None:
            return (Missing(pointer(frame), Reason.NOT_EXPORTED),)
        sure, unknown = 0, 0
        missing: tuple[Missing, ...] = ()
        base, things, pointers = pointer(frame), frame.things, frame.pointers
        for index, item in listed:
            things[slot], pointers[slot] = item, f"{base}/{index}"
            answer = where(frame)
            if answer is True:
                if exists:
                    return True
                sure += 1
            elif answer is not False:
                unknown += 1
                missing = (*missing, *answer)
        if (least is not None and sure + unknown < least) or (most is not None and sure > most):
            return False
        if (least is None or sure >= least) and (most is None or sure + unknown <= most):
            return True
        return missing

    def why(frame: Frame) -> Reason:
        if least is None:
            return Reason.OUT_OF_RANGE
        possible, base = 0, pointer(frame)
        for index, item in seen(frame) or ():
            frame.things[slot], frame.pointers[slot] = item, f"{base}/{index}"
            possible += where(frame) is not False
        if possible >= least:
            return Reason.OUT_OF_RANGE
        return Reason.NOT_FOUND if least <= 1 else Reason.COUNT_TOO_LOW

    return Condition(truth, why)


def _every(node: e.Every, names: SlotNames) -> Condition:
    seen, kind, pointer = items(node.over, names, node.where, node.item)
    slot, below = names.naming(node.item, kind)
    where, satisfies = condition(node.where, below).truth, condition(node.satisfies, below)
    satisfied = satisfies.truth

    def truth(frame: Frame) -> Truth:
        listed = seen(frame)
        if listed is None:
            return (Missing(pointer(frame), Reason.NOT_EXPORTED),)
        missing: tuple[Missing, ...] | None = None
        base = pointer(frame)
        for index, item in listed:
            frame.things[slot], frame.pointers[slot] = item, f"{base}/{index}"
            chosen = where(frame)
            if chosen is False:
                continue
            answer = satisfied(frame)
            if answer is True:
                continue
            if answer is False and chosen is True:
                return False
            missing = (*(missing or ()), *_unknown(chosen), *_unknown(answer))
        return True if missing is None else missing

    def why(frame: Frame) -> Reason:
        base = pointer(frame)
        for index, item in seen(frame) or ():
            frame.things[slot], frame.pointers[slot] = item, f"{base}/{index}"
            if where(frame) is True and satisfied(frame) is False:
                return satisfies.why(frame)
        return Reason.OUT_OF_RANGE

    return Condition(truth, why)


def _unknown(answer: Truth) -> tuple[Missing, ...]:
    return answer if isinstance(answer, tuple) else ()
