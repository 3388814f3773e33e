"""The values that a term can have: whatever the record, and once several comparisons must hold or fail."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from math import ceil, floor, inf, isinf
from typing import assert_never

from guidelinekit.case.catalogue import FieldType, Kind, through_list
from guidelinekit.check.places import Scope, inside, type_of
from guidelinekit.lang import expr as e
from guidelinekit.lang.walk import renamed
from guidelinekit.semantics.as_of import Mark

Reach = tuple[float, float]
"""The lowest and the highest value, both included."""

ANYTHING: Reach = (-inf, inf)


class CountedFrom(Enum):
    """From where dates are counted. A plain number is in reach of `CALENDAR` only."""

    CALENDAR = "calendar"
    AS_OF = "as_of"


def reach(term: e.Term | e.Age | e.Matching, scope: Scope, origin: CountedFrom) -> Reach:
    """Return the range of a term's value, wherever it has one."""
    match term:
        case e.Age(path=path):
            return (0, inf) if origin is CountedFrom.CALENDAR and _past(type_of(path, scope)) else ANYTHING
        case e.Path():
            return _field(type_of(term, scope), origin)
        case e.Constant(value=value):
            number = isinstance(value, int | float) and not isinstance(value, bool)
            return (float(value), float(value)) if number and origin is CountedFrom.CALENDAR else ANYTHING
        case e.Parameter(name=name):
            return _bounds(name, scope) if origin is CountedFrom.CALENDAR else ANYTHING
        case e.Day(value=day):
            return (day.toordinal(), day.toordinal()) if origin is CountedFrom.CALENDAR else ANYTHING
        case e.AsOf():
            return (0, 0) if origin is CountedFrom.AS_OF else ANYTHING
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


def _field(field: FieldType | None, origin: CountedFrom) -> Reach:
    if _past(field):
        return (-inf, 0) if origin is CountedFrom.AS_OF else ANYTHING
    if field is None or origin is CountedFrom.AS_OF or field.kind not in {Kind.INTEGER, Kind.NUMBER}:
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


def _latest(dates: tuple[e.DatePart, ...], scope: Scope, origin: CountedFrom) -> Reach:
    """Dates without a value are skipped: only one that always has a value is sure to be reached."""
    ranges = [(reach(date, scope, origin), date) for date in dates]
    if not ranges:
        return ANYTHING
    lowest = min(low for (low, _), _ in ranges)
    sure = [low for (low, _), date in ranges if _always(date)]
    return max([lowest, *sure]), max(high for (_, high), _ in ranges)


def _earliest(dates: tuple[e.DatePart, ...], scope: Scope, origin: CountedFrom) -> Reach:
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


Goal = tuple[e.Condition, bool]
"""A condition and the truth that it must have."""

OPPOSITE = {"lt": "ge", "le": "gt", "gt": "le", "ge": "lt"}
"""The order that holds where another does not."""


@dataclass(frozen=True, slots=True)
class _Range:
    low: float
    high: float
    above_low: bool = False
    below_high: bool = False

    def cut(self, op: str, to: Reach) -> "_Range":
        """Return what is left once a value stands in the relation `op` to something within `to`."""
        low, high, above_low, below_high = self.low, self.high, self.above_low, self.below_high
        least, most = to
        if op in {"gt", "ge", "eq"} and (least, op == "gt") > (low, above_low):
            low, above_low = least, op == "gt"
        if op in {"lt", "le", "eq"} and (most, op != "lt") < (high, not below_high):
            high, below_high = most, op == "lt"
        return _Range(low, high, above_low, below_high)

    def in_whole(self) -> "_Range":
        """Return the same range for whole numbers and days, with both ends included."""
        low, high = self.low, self.high
        if not isinf(low):
            low = floor(low) + 1 if self.above_low else ceil(low)
        if not isinf(high):
            high = ceil(high) - 1 if self.below_high else floor(high)
        return _Range(low, high)

    @property
    def empty(self) -> bool:
        return self.low > self.high or (self.low == self.high and (self.above_low or self.below_high))

    @property
    def only(self) -> float | None:
        return self.low if self.low == self.high and not self.empty else None

    def has(self, value: object) -> bool:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return True
        return not self.cut("eq", (value, value)).empty


def term_of(condition: e.Condition) -> e.Path | e.Age | None:
    """Return what a literal speaks of: the field or age compared, or the field that is known."""
    match condition:
        case e.Compare(left=left):
            return left
        case e.Known(path=path):
            return path
        case _:
            return None


def always_known(path: e.Path, scope: Scope) -> bool:
    """Whether the field has a value in every record: each step required, and no list or group on the way."""
    start = scope.types.get(path.root)
    if start is None or through_list(start, path.steps):
        return False
    ways = (e.Path(root=path.root, steps=path.steps[:end]) for end in range(1, len(path.steps) + 1))
    return all(_required(type_of(way, scope)) for way in ways)


def _required(field: FieldType | None) -> bool:
    """Whether the case at t always shows the field: an unmarked date can lie after t."""
    return field is not None and field.required and (field.kind is not Kind.DATE or field.mark is not None)


def impossible(goals: Sequence[Goal], scope: Scope, given: Sequence[Goal] = ()) -> bool:
    """Whether no record can give every goal its truth, and what is `given`, which is possible by itself.

    The goals are conditions that are not made of others.
    """
    known, unknown, others = set[e.Path](), set[e.Path](), list[Goal]()
    terms: dict[e.Path | e.Age, list[tuple[e.Compare, bool]]] = {}
    for condition, truth in (*goals, *given):
        match condition:
            case e.Known(path=path):
                (known if truth else unknown).add(path)
            case e.Compare(left=left, right=right):
                known.add(left.path if isinstance(left, e.Age) else left)
                if isinstance(right, e.Path):
                    known.add(right)
                terms.setdefault(left, []).append((condition, truth))
            case _:
                others.append((condition, truth))
    if any(truth != other and _alike(one, two) for (one, truth), (two, other) in combinations(others, 2)):
        return True
    if known & unknown or any(always_known(path, scope) for path in unknown):
        return True
    new = dict.fromkeys(condition.left for condition, _ in goals if isinstance(condition, e.Compare))
    return any(_empty(term, terms[term], scope) for term in new)


def _alike(one: e.Condition, other: e.Condition) -> bool:
    """Whether two conditions ask the same, whatever they name the items of a list."""
    match one, other:
        case e.Count(at_least=1, at_most=None), e.Count(at_least=1, at_most=None):
            return one.over == other.over and some(one) == some(other)
        case _:
            return one == other


def some(items: e.Matching | e.Count) -> e.Count:
    """Return that some item matches, whatever it is named."""
    where = renamed(items.where, {items.item: "item"})
    return e.Count(over=items.over, item="item", where=where, at_least=1)


def _empty(term: e.Path | e.Age, asked: list[tuple[e.Compare, bool]], scope: Scope) -> bool:
    both = set(asked)
    if any((compare, not truth) in both for compare, truth in asked):
        return True
    field = type_of(term, scope) if isinstance(term, e.Path) else None
    if field is not None and field.kind is Kind.LIST:
        return False
    return _no_range(term, field, asked, scope) or _no_value(term, field, asked, scope)


def _range(
    term: e.Path | e.Age,
    field: FieldType | None,
    asked: list[tuple[e.Compare, bool]],
    scope: Scope,
    origin: CountedFrom,
) -> _Range:
    left = _Range(*reach(term, scope, origin))
    for compare, truth in asked:
        to = reach(compare.right, scope, origin)
        if to != ANYTHING and (truth or compare.op in OPPOSITE):
            left = left.cut(compare.op if truth else OPPOSITE[compare.op], to)
    whole = isinstance(term, e.Age) or (field is not None and field.kind in {Kind.INTEGER, Kind.DATE})
    return left.in_whole() if whole else left


def _no_range(
    term: e.Path | e.Age, field: FieldType | None, asked: list[tuple[e.Compare, bool]], scope: Scope
) -> bool:
    for origin in CountedFrom:
        left = _range(term, field, asked, scope, origin)
        if left.empty:
            return True
        for compare, truth in asked:
            to = reach(compare.right, scope, origin)
            if compare.op == "eq" and not truth and left.only is not None and to == (left.only, left.only):
                return True
    return False


def _no_value(
    term: e.Path | e.Age, field: FieldType | None, asked: list[tuple[e.Compare, bool]], scope: Scope
) -> bool:
    left: frozenset[object] | None = None
    if field is not None and field.kind is Kind.CODE:
        left = frozenset(field.codes)
    if field is not None and field.kind is Kind.BOOLEAN:
        left = frozenset({True, False})
    excluded: frozenset[object] = frozenset()
    for compare, truth in asked:
        match compare.right:
            case e.Constant(value=value):
                named = frozenset[object]({value}) if compare.op == "eq" else None
            case e.ValueSet(values=values):
                named = frozenset[object](values) if compare.op == "in" else None
            case _:
                named = None
        if named is not None and truth:
            left = named if left is None else left & named
        elif named is not None:
            excluded |= named
    if left is None:
        return False
    between = _range(term, field, asked, scope, CountedFrom.CALENDAR)
    return not any(between.has(value) for value in left - excluded)
