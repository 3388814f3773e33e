"""Rules as closures: each judged on a record with its reason, due date and what is missing."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from guidelinekit.case.catalogue import CATALOGUES
from guidelinekit.compile.base import SettingsByPack, settings_of
from guidelinekit.compile.closures.conditions import Truth, condition
from guidelinekit.compile.closures.frame import Frame, Lack, Names
from guidelinekit.compile.closures.values import items, term
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Repeats, Rule, Subject
from guidelinekit.results import UNKNOWNS, Missing, Reason, Status
from guidelinekit.semantics.values import moved


class Judged(NamedTuple):
    """What a result is made of."""

    rule: int
    """The index of the rule among those compiled."""
    status: Status
    reason: Reason
    item: int | None = None
    """The index of the item judged in the list of `for_each`; None for the record itself."""
    due_on: date | None = None
    missing: tuple[Missing, ...] = ()


Duty = Callable[[Frame], Judged]


class Closures:
    """Rules, each compiled when it is first asked for. They give what the reference evaluator gives."""

    def __init__(self, rules: Sequence[Rule], settings: SettingsByPack) -> None:
        self._rules = [_Rule(index, rule, settings) for index, rule in enumerate(rules)]
        self._of = {
            subject: [each for each in self._rules if each.rule.subject is subject] for subject in Subject
        }

    def judge(self, record: Any, as_of: date, subject: Subject = Subject.CASE) -> list[Judged]:
        """Judge a record by every rule for its kind. Return the verdicts in the order of the rules."""
        return [judged for rule in self._of[subject] for judged in rule.judge(record, as_of, as_of)[0]]

    def of_rule(self, index: int, record: Any, as_of: date) -> list[Judged]:
        """Judge a record by one rule."""
        return self._rules[index].judge(record, as_of, as_of)[0]

    def changes_on(self, judged: Judged, record: Any, as_of: date) -> date | None:
        """Return the first later day on which a result has another status if nothing is recorded, or None."""
        for day, later in self._rules[judged.rule].turns(record, as_of):
            status = next((each.status for each in later if each.item == judged.item), None)
            if status is not judged.status:
                return day
        return None

    def first_change(self, record: Any, as_of: date, subject: Subject = Subject.CASE) -> date | None:
        """Return the first later day on which any rule says something else of the record, or None."""
        first: date | None = None
        for rule in self._of[subject]:
            now = _statuses(rule.judge(record, as_of, as_of)[0])
            for day, later in rule.turns(record, as_of):
                if first is not None and day >= first:
                    break
                if _statuses(later) != now:
                    first = day
                    break
        return first


def _statuses(judged: Sequence[Judged]) -> list[tuple[int | None, Status]]:
    return [(each.item, each.status) for each in judged]


class _Rule:
    """One rule: compiled when it is first judged."""

    def __init__(self, index: int, rule: Rule, settings: SettingsByPack) -> None:
        self.rule = rule
        self._index, self._settings = index, settings_of(rule, settings)

    def judge(self, record: Any, as_of: date, recorded_until: date) -> tuple[list[Judged], date]:
        """Judge a record; also return the first later day on which the answer may be another."""
        judge, slots = self._compiled
        frame = Frame([record] * slots, [""] * slots, as_of, min(as_of, recorded_until))
        return judge(frame), frame.until

    def turns(self, record: Any, as_of: date) -> Iterator[tuple[date, list[Judged]]]:
        """Yield each later day on which the answer may be another, with the answer on that day."""
        _, day = self.judge(record, as_of, as_of)
        while day < date.max:
            judged, following = self.judge(record, day, as_of)
            yield day, judged
            day = following

    @cached_property
    def _compiled(self) -> tuple[Callable[[Frame], list[Judged]], int]:
        deepest = [1]
        names = Names({self.rule.subject.value: (0, CATALOGUES[self.rule.subject])}, self._settings, deepest)
        judge = _in_force(self.rule, self._index, _applying(self.rule, self._index, names))
        return judge, deepest[0]


def _in_force(
    rule: Rule, index: int, judge: Callable[[Frame], list[Judged]]
) -> Callable[[Frame], list[Judged]]:
    start, end = rule.in_force.start, rule.in_force.end
    if start is None and end is None:
        return judge
    outside = [Judged(index, Status.NOT_APPLICABLE, Reason.NOT_IN_FORCE)]

    def judged(frame: Frame) -> list[Judged]:
        if start is not None:
            frame.holds_until(start)
            if frame.as_of < start:
                return outside
        if end is not None:
            frame.holds_until(moved(end, 1))
            if frame.as_of > end:
                return outside
        return judge(frame)

    return judged


def _applying(rule: Rule, index: int, names: Names) -> Callable[[Frame], list[Judged]]:
    applies = condition(rule.applies_when, names).truth
    inner = _for_each(rule, index, names)
    outside = [Judged(index, Status.NOT_APPLICABLE, Reason.OUT_OF_SCOPE)]

    def judged(frame: Frame) -> list[Judged]:
        answer = applies(frame)
        if answer is True:
            return inner(frame)
        return outside if answer is False else [_undetermined(index, None, None, answer)]

    return judged


def _for_each(rule: Rule, index: int, names: Names) -> Callable[[Frame], list[Judged]]:
    if rule.for_each is None:
        single = _duty(rule, index, names)
        return lambda frame: [single(frame)]
    seen, kind, pointer = items(rule.for_each.over, names)
    slot, below = names.naming(rule.for_each.item, kind)
    where, duty = condition(rule.for_each.where, below).truth, _duty(rule, index, below)
    outside = [Judged(index, Status.NOT_APPLICABLE, Reason.OUT_OF_SCOPE)]

    def judged(frame: Frame) -> list[Judged]:
        listed, base = seen(frame), pointer(frame)
        if listed is None:
            return [_undetermined(index, None, None, (Missing(base, Reason.NOT_EXPORTED),))]
        results = []
        for number, item in listed:
            frame.things[slot], frame.pointers[slot] = item, f"{base}/{number}"
            chosen = where(frame)
            if chosen is True:
                results.append(duty(frame)._replace(item=number))
            elif chosen is not False:
                results.append(_undetermined(index, number, None, chosen))
        return results or outside

    return judged


def _undetermined(index: int, item: int | None, due: date | None, missing: Sequence[Missing]) -> Judged:
    missing = tuple(dict.fromkeys(missing))
    reasons = {each.reason for each in missing}
    reason = next((reason for reason in UNKNOWNS if reason in reasons), Reason.NOT_DOCUMENTED)
    return Judged(index, Status.UNDETERMINED, reason, item, due, missing)


def _duty(rule: Rule, index: int, names: Names) -> Duty:
    if rule.repeats is not None:
        return _recurring(rule, rule.repeats, index, names)
    assert rule.requires is not None  # noqa: S101 - the static check asks for one of the two
    requires, exempt = condition(rule.requires, names), _exempt(rule, index, names)
    deadline = None if rule.deadline is None else term(rule.deadline, names)

    def judged(frame: Frame) -> Judged:
        due = None if deadline is None else deadline(frame)
        if type(due) is Lack:
            return _undetermined(index, None, None, due.missing)
        if due is not None:
            frame.holds_until(moved(due, 1))
        now = requires.truth(frame)
        in_time = now if due is None or due >= frame.as_of else requires.truth(frame.at(due))
        if now is True and in_time is True:
            return Judged(index, Status.MET, Reason.FULFILLED, None, due)
        excused = exempt(frame, due, now)
        if excused is not None:
            return excused
        if now is True:
            if in_time is False:
                return Judged(index, Status.MET_LATE, Reason.TOO_LATE, None, due)
            return _undetermined(index, None, due, _unknown(in_time))
        if now is not False:
            return _undetermined(index, None, due, now)
        if due is not None and frame.as_of <= due:
            return Judged(index, Status.DUE, Reason.NOT_YET_DUE, None, due)
        return Judged(index, Status.UNMET, requires.why(frame), None, due)

    return judged


def _recurring(rule: Rule, repeats: Repeats, index: int, names: Names) -> Duty:
    last, every, start = term(repeats.last, names), term(repeats.every, names), term(repeats.start, names)
    alone, exempt = _stands_alone(repeats.last), _exempt(rule, index, names)

    def judged(frame: Frame) -> Judged:
        latest, days = last(frame), every(frame)
        never = type(latest) is Lack
        unknown = never and (latest.unknown or alone)
        if unknown or type(days) is Lack:
            missing = (*(latest.missing if unknown else ()), *(days.missing if type(days) is Lack else ()))
            return _undetermined(index, None, None, missing)
        base = start(frame) if never else latest
        if type(base) is Lack:
            return _undetermined(index, None, None, base.missing)
        due = moved(base, days)
        frame.holds_until(moved(due, 1))
        if frame.as_of <= due:
            if never:
                return Judged(index, Status.DUE, Reason.NOT_YET_DUE, None, due)
            return Judged(index, Status.MET, Reason.FULFILLED, None, due)
        reason = Reason.NOT_FOUND if never else Reason.STALE
        return exempt(frame, due, False) or Judged(index, Status.UNMET, reason, None, due)

    return judged


def _stands_alone(node: e.DateExpr) -> bool:
    """Say whether a date is one field's own, so that null means "not documented" and not "never"."""
    while isinstance(node, e.Shift):
        node = node.base
    return isinstance(node, e.Path)


def _exempt(rule: Rule, index: int, names: Names) -> Callable[[Frame, date | None, Truth], Judged | None]:
    entries = [(Reason(each.reason), condition(each.when, names).truth) for each in rule.exempt_when]

    def excused(frame: Frame, due: date | None, now: Truth) -> Judged | None:
        unclear: tuple[Missing, ...] | None = None
        for reason, when in entries:
            answer = when(frame)
            if answer is True:
                return Judged(index, Status.EXEMPT, reason, None, due)
            if answer is not False:
                unclear = (*(unclear or ()), *answer)
        return None if unclear is None else _undetermined(index, None, due, (*unclear, *_unknown(now)))

    return excused


def _unknown(answer: Truth) -> tuple[Missing, ...]:
    return answer if isinstance(answer, tuple) else ()
