"""What follows when a field is not recorded: which conditions it decides, and which it alone makes unknown.

`any: [{ended_on: null}, {ended_on: {after: ...}}]` can never be unknown: what would make its second part
unknown makes its first part true.
"""

from collections.abc import Callable
from typing import assert_never

from guidelinekit.lang.expr import (
    Age,
    All,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Constant,
    Count,
    Day,
    Days,
    Every,
    Known,
    Not,
    Path,
    Shift,
    Term,
    Use,
    ValueSet,
)
from guidelinekit.semantics.truth import FALSE, TRUE, Truth, negation

CanMiss = Callable[[Term | Age | Days], bool]
"""Whether a term can be without a value where it stands."""


def never_unknown(group: All | AnyOf, can_miss: CanMiss) -> bool:
    """Say whether whatever would make a part of a group unknown decides the group through another part."""
    decides = FALSE if isinstance(group, All) else TRUE
    for part in group.of:
        causes = _causes(part, can_miss)
        if causes is None or not all(_forced(group, path) is decides for path in causes):
            return False
    return True


def _causes(node: Condition, can_miss: CanMiss) -> frozenset[Path] | None:
    """Give fields of which one is missing whenever a condition is unknown; None where that cannot be said."""
    match node:
        case Known():
            return frozenset()
        case Compare(left=left, right=right):
            return _all_of([_missing(side, can_miss) for side in (left, right)])
        case Not(of=part) | Use(of=part):
            return _causes(part, can_miss)
        case All(of=parts) | AnyOf(of=parts):
            if never_unknown(node, can_miss):
                return frozenset()
            return _all_of([_causes(part, can_miss) for part in parts])
        case AtLeast(of=parts):
            return _all_of([_causes(part, can_miss) for part in parts])
        case Count() | Every():
            return None
        case _:
            assert_never(node)


def _missing(term: Term | Age | Days, can_miss: CanMiss) -> frozenset[Path] | None:
    if not can_miss(term):
        return frozenset()
    match term:
        case Path():
            return frozenset({term})
        case Age(path=path):
            return _missing(path, can_miss)
        case Shift(base=base, by=by):
            return _all_of([_missing(base, can_miss), _missing(by, can_miss)])
        case Constant() | ValueSet() | Day() | Days():
            return frozenset()
        case _:
            return None


def _all_of(sets: list[frozenset[Path] | None]) -> frozenset[Path] | None:
    known = [each for each in sets if each is not None]
    return None if len(known) < len(sets) else frozenset().union(*known)


def _forced(node: Condition, missing: Path) -> Truth | None:
    """Give the truth that a condition must have when a field is missing; None where it may have several."""
    match node:
        case Known(path=path):
            return FALSE if path == missing else None
        case Not(of=part):
            found = _forced(part, missing)
            return None if found is None else negation(found)
        case Use(of=part):
            return _forced(part, missing)
        case All(of=parts):
            found_all = [_forced(part, missing) for part in parts]
            return FALSE if FALSE in found_all else TRUE if set(found_all) <= {TRUE} else None
        case AnyOf(of=parts):
            found_any = [_forced(part, missing) for part in parts]
            return TRUE if TRUE in found_any else FALSE if set(found_any) <= {FALSE} else None
        case AtLeast() | Compare() | Count() | Every():
            return None
        case _:
            assert_never(node)
