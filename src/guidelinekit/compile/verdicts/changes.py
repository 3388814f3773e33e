"""When a verdict changes by itself: the rule's own program, asked at each of its turning points."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from guidelinekit.compile.base import SettingsByPack, settings_of
from guidelinekit.compile.verdicts.generated import NOTHING_KEPT, Kept, Written, function
from guidelinekit.compile.verdicts.judging import PythonProgram
from guidelinekit.compile.verdicts.runtime import shifted
from guidelinekit.lang.rule import Rule
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.next_change import resets, stands_still
from guidelinekit.semantics.values import Settings, birthday, moved, setting_at

Binder = Callable[[date, date], Callable[[Any], set[date]]]
"""Takes the date of the judgement, by whose parameters it counts, and the last date that is seen; gives what
takes a record and gives the dates on which a verdict can change, some of which may lie in the past."""


class Changes:
    """Says when verdicts change. What a rule that moves with time needs is compiled when it is asked for."""

    def __init__(self, rules: Sequence[Rule], settings: SettingsByPack, kept: Kept = NOTHING_KEPT) -> None:
        self._rules, self._settings, self._kept = rules, settings, kept
        self._still: dict[int, bool] = {}
        self._moving: dict[int, _Moving] = {}

    def at_once(self, index: int, reason: Reason | None) -> bool:
        """Say whether the deadline alone tells it, without a program."""
        still = self._still.get(index)
        if still is None:
            rule = self._rules[index]
            still = self._still[index] = stands_still(rule, settings_of(rule, self._settings))
        return still and reason is not Reason.NOT_IN_FORCE

    def changes_on(
        self,
        index: int,
        record: Any,
        as_of: date,
        item: int | None,
        status: Status,
        reason: Reason | None,
        due_on: date | None,
    ) -> date | None:
        """Give the first date after `as_of` on which a result has another status; None if there is none."""
        rule = self._rules[index]
        if self.at_once(index, reason):
            waits = status is Status.DUE or (status is Status.MET and rule.repeats is not None)
            return moved(due_on, 1) if waits and due_on is not None else None
        moving = self._moving.get(index)
        if moving is None:
            moving = self._moving[index] = _Moving(rule, self._settings, self._kept)
        return moving.changes_on(record, as_of, item, status)


class _Moving:
    """A rule compiled alone, with the dates on which its verdict can change."""

    def __init__(self, rule: Rule, settings: SettingsByPack, kept: Kept) -> None:
        self._subject = rule.subject
        self._program = PythonProgram((rule,), settings, kept)
        self._points: Binder = function(
            f"turning points of {rule.id}", partial(_written, rule, settings_of(rule, settings)), _NAMES, kept
        )
        self._resets = resets(rule, settings_of(rule, settings))
        start, end = rule.in_force.start, rule.in_force.end
        self._fixed = {*self._resets, *([start] if start else []), *([moved(end, 1)] if end else [])}

    def changes_on(self, record: Any, as_of: date, item: int | None, status: Status) -> date | None:
        """Judge the rule at each turning point until it says something else."""
        points = set(self._fixed)
        for day in (as_of, *(reset for reset in self._resets if reset > as_of)):
            points |= self._points(day, as_of)(record)
        for day in sorted(point for point in points if point > as_of):
            later = self._program.bound(day, self._subject, as_of)(record)
            if not any(one[3] == item and one[1] is status for one in later):
                return day
        return None


def _written(rule: Rule, settings: Settings) -> Written:
    from guidelinekit.compile.verdicts.turning import written  # noqa: PLC0415 - kept rules do without

    return written(rule, settings)


_NAMES: Final[dict[str, Any]] = {
    "date": date,
    "timedelta": timedelta,
    "birthday": birthday,
    "setting_at": setting_at,
    "shifted": shifted,
}
