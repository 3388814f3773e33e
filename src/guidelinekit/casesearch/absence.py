"""What follows when a field is not recorded: which conditions it decides, and which it alone makes unknown.

`any: [{ended_on: null}, {ended_on: {after: ...}}]` can never be unknown: what would make its second part
unknown makes its first part true.
"""

from collections.abc import Callable
from typing import assert_never

from guidelinekit.lang import expr as e
from guidelinekit.semantics.truth import FALSE, TRUE, Truth, negation

CanMiss = Callable[[e.Term | e.Age | e.Days], bool]
"""Whether a term can be without a value where it stands."""


def never_unknown(group: e.All | e.AnyOf, can_miss: CanMiss) -> bool:
    """Say whether whatever would make a part of a group unknown decides the group through another part."""
    decides = FALSE if isinstance(group, e.All) else TRUE
    for part in group.of:
        causes = _causes(part, can_miss)
        if causes is None or not all(_forced(group, path) is decides for path in causes):
            return False
    return True


def _causes(node: e.Condition, can_miss: CanMiss) -> frozenset[e.Path] | None:
    """Give fields of which one is missing whenever a condition is unknown; None where that cannot be said."""
    match node:
        case e.Known():
            return frozenset()
        case e.Compare(left=left, right=right):
            return _all_of([_missing(side, can_miss) for side in (left, right)])
        case e.Not(of=part) | e.Use(of=part):
            return _causes(part, can_miss)
        case e.All(of=parts) | e.AnyOf(of=parts):
            if never_unknown(node, can_miss):
                return frozenset()
            return _all_of([_causes(part, can_miss) for part in parts])
        case e.AtLeast(of=parts):
            return _all_of([_causes(part, can_miss) for part in parts])
        case e.Count() | e.Every():
            return None
        case _:
            assert_never(node)


def _missing(term: e.Term | e.Age | e.Days, can_miss: CanMiss) -> frozenset[e.Path] | None:
    if not can_miss(term):
        return frozenset()
    match term:
        case e.Path():
            return frozenset({term})
        case e.Age(path=path):
            return _missing(path, can_miss)
        case e.Shift(base=base, by=by):
            return _all_of([_missing(base, can_miss), _missing(by, can_miss)])
        case e.Constant() | e.ValueSet() | e.Day() | e.Days():
            return frozenset()
        case _:
            return None


def _all_of(sets: list[frozenset[e.Path] | None]) -> frozenset[e.Path] | None:
    known = [each for each in sets if each is not None]
    return None if len(known) < len(sets) else frozenset().union(*known)


def _forced(node: e.Condition, missing: e.Path) -> Truth | None:
    """Give the truth that a condition must have when a field is missing; None where it may have several."""
    match node:
        case e.Known(path=path):
            return FALSE if path == missing else None
        case e.Not(of=part):
            found = _forced(part, missing)
            return None if found is None else negation(found)
        case e.Use(of=part):
            return _forced(part, missing)
        case e.All(of=parts):
            found_all = [_forced(part, missing) for part in parts]
            return FALSE if FALSE in found_all else TRUE if set(found_all) <= {TRUE} else None
        case e.AnyOf(of=parts):
            found_any = [_forced(part, missing) for part in parts]
            return TRUE if TRUE in found_any else FALSE if set(found_any) <= {FALSE} else None
        case e.AtLeast() | e.Compare() | e.Count() | e.Every():
            return None
        case _:
            assert_never(node)
