"""How late it was: the first day on which a condition was true after another day."""

from datetime import date

from guidelinekit.lang import expr as e
from guidelinekit.semantics.as_of import seen_from
from guidelinekit.semantics.conditions import truth_at
from guidelinekit.semantics.truth import TRUE
from guidelinekit.semantics.turning import resets, settings_on, turns_of_condition
from guidelinekit.semantics.values import Scope


def first_day(condition: e.Condition, scope: Scope, after: date) -> date:
    """Return the first day after another on which a condition was true that is true at the scope's date.

    Between the days on which something was recorded, a comparison turned or a parameter changed, its
    truth stays the same.
    """
    record = next(iter(scope.items.values())).value
    days = {scope.as_of, *seen_from(record, type(record))}
    starts = resets(condition, scope.settings)
    days |= starts
    for day in (after, *(start for start in starts if after < start <= scope.as_of)):
        then = Scope(scope.items, scope.as_of, scope.recorded_until, settings_on(scope.settings, day))
        days.update(turns_of_condition(condition, then))
    for day in sorted(day for day in days if after < day < scope.as_of):
        if truth_at(condition, scope, day) is TRUE:
            return day
    return scope.as_of
