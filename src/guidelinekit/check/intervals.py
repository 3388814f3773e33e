"""How far a term can reach: the numbers or dates between which its value must lie, whatever the record."""

from enum import Enum
from math import inf
from typing import assert_never

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.check.places import Scope, inside, type_of
from guidelinekit.lang import expr as e
from guidelinekit.semantics.as_of import Mark

Reach = tuple[float, float]
"""The lowest and the highest value, both included."""

ANYTHING: Reach = (-inf, inf)


class Origin(Enum):
    """From where dates are counted. A plain number is in reach of `CALENDAR` only."""

    CALENDAR = "calendar"
    AS_OF = "as_of"


def reach(term: e.Term | e.Age | e.Matching, scope: Scope, origin: Origin) -> Reach:
    """Return the range of a term's value, wherever it has one."""
    match term:
        case e.Age(path=path):
            return (0, inf) if origin is Origin.CALENDAR and _past(type_of(path, scope)) else ANYTHING
        case e.Path():
            return _field(type_of(term, scope), origin)
        case e.Constant(value=value):
            number = isinstance(value, int | float) and not isinstance(value, bool)
            return (float(value), float(value)) if number and origin is Origin.CALENDAR else ANYTHING
        case e.Parameter(name=name):
            return _bounds(name, scope) if origin is Origin.CALENDAR else ANYTHING
        case e.Day(value=day):
            return (day.toordinal(), day.toordinal()) if origin is Origin.CALENDAR else ANYTHING
        case e.AsOf():
            return (0, 0) if origin is Origin.AS_OF else ANYTHING
        case e.ValueSet():
            return ANYTHING
        case e.Matching(over=over, item=item, date=day):
            return reach(day, inside(scope, over, item), origin)
        case e.Shift(base=base, by=by, back=back):
            low, high = reach(base, scope, origin)
            least, most = _length(by, scope)
            return (low - most, high - least) if back else (low + least, high + most)
        case e.Latest(of=dates):
            return _latest(dates, scope, origin)
        case e.Earliest(of=dates):
            return _earliest(dates, scope, origin)
        case _:
            assert_never(term)


def _past(field: FieldType | None) -> bool:
    """Whether the field holds dates that the case at t never shows after t."""
    while field is not None and field.kind is Kind.LIST:
        field = field.item
    return field is not None and field.kind is Kind.DATE and field.mark is not Mark.PLANNED


def _field(field: FieldType | None, origin: Origin) -> Reach:
    if _past(field):
        return (-inf, 0) if origin is Origin.AS_OF else ANYTHING
    if field is None or origin is Origin.AS_OF or field.kind not in {Kind.INTEGER, Kind.NUMBER}:
        return ANYTHING
    return (-inf if field.lower is None else field.lower, inf if field.upper is None else field.upper)


def _length(by: e.Duration, scope: Scope) -> Reach:
    match by:
        case e.Days(days=days):
            return days, days
        case e.Months(months=months):
            return 28 * months, 31 * months
        case e.Parameter(name=name):
            return _bounds(name, scope)


def _bounds(parameter: str, scope: Scope) -> Reach:
    definition = scope.parameters.get(parameter)
    return ANYTHING if definition is None else (definition.lower, definition.upper)


def _latest(dates: tuple[e.DatePart, ...], scope: Scope, origin: Origin) -> Reach:
    """Dates without a value are skipped: only one that always has a value is sure to be reached."""
    ranges = [(reach(date, scope, origin), date) for date in dates]
    if not ranges:
        return ANYTHING
    lowest = min(low for (low, _), _ in ranges)
    sure = [low for (low, _), date in ranges if _always(date)]
    return max([lowest, *sure]), max(high for (_, high), _ in ranges)


def _earliest(dates: tuple[e.DatePart, ...], scope: Scope, origin: Origin) -> Reach:
    ranges = [(reach(date, scope, origin), date) for date in dates]
    if not ranges:
        return ANYTHING
    highest = max(high for (_, high), _ in ranges)
    sure = [high for (_, high), date in ranges if _always(date)]
    return min(low for (low, _), _ in ranges), min([highest, *sure])


def _always(date: e.DatePart) -> bool:
    return isinstance(date, (e.Day, e.AsOf)) or (
        isinstance(date, e.Shift) and isinstance(date.by, e.Days) and _always(date.base)
    )
