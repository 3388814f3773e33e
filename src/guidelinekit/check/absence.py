"""What follows when a field is not recorded: which conditions it decides, and which it alone makes unknown.

`any: [{ended_on: null}, {ended_on: {after: ...}}]` can never be unknown: what would make its second part
unknown makes its first part true.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from guidelinekit.case.catalogue import Kind
from guidelinekit.check.domain import always_known
from guidelinekit.check.places import Place, Scope, places, tops, type_of
from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Definition, ForEach, Pack, Rule
from guidelinekit.lang.walk import names_used
from guidelinekit.semantics.truth import FALSE, TRUE, Truth, negation

CanMiss = Callable[[e.Readable], bool]
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
    """Return fields of which one is missing where a condition is unknown; None where that cannot be said."""
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
            causes = _all_of([_causes(part, can_miss) for part in parts])
            return causes and frozenset(path for path in causes if _forced(node, path) is None)
        case e.AtLeast(of=parts):
            return _all_of([_causes(part, can_miss) for part in parts])
        case e.Count() | e.Every():
            return None
        case _:
            assert_never(node)


def _missing(term: e.Readable, can_miss: CanMiss) -> frozenset[e.Path] | None:
    if not can_miss(term):
        return frozenset()
    match term:
        case e.Path():
            return frozenset({term})
        case e.Age(path=path):
            return _missing(path, can_miss)
        case e.Shift(base=base, by=by):
            return _all_of([_missing(base, can_miss), _missing(by, can_miss)])
        case e.Constant() | e.ValueSet() | e.Day() | e.Days() | e.Months():
            return frozenset()
        case _:
            return None


def _all_of(sets: list[frozenset[e.Path] | None]) -> frozenset[e.Path] | None:
    certain = [each for each in sets if each is not None]
    return None if len(certain) < len(sets) else frozenset().union(*certain)


def _forced(node: e.Condition, missing: e.Path) -> Truth | None:
    """Return the truth that a condition must have when a field is missing; None where it may have several."""
    match node:
        case e.Known(path=path):
            return FALSE if path == missing else None
        case e.Not(of=part):
            truth = _forced(part, missing)
            return None if truth is None else negation(truth)
        case e.Use(of=part):
            return _forced(part, missing)
        case e.All(of=parts):
            truths = {_forced(part, missing) for part in parts}
            return FALSE if FALSE in truths else TRUE if truths <= {TRUE} else None
        case e.AnyOf(of=parts):
            truths = {_forced(part, missing) for part in parts}
            return TRUE if TRUE in truths else FALSE if truths <= {FALSE} else None
        case e.AtLeast() | e.Compare() | e.Count() | e.Every():
            return None
        case _:
            assert_never(node)


Steps = tuple[str, ...]
"""A way from the record to a field, by names, through lists as well."""

_EXEMPTIONS = "exempt_when"
_KEYS = frozenset({"applies_when", "for_each", "requires", _EXEMPTIONS, "when"})
"""The keys in which a missing field leaves the verdict open."""


@dataclass(frozen=True, slots=True)
class _FieldUse:
    """A place where a condition reads an optional field: to ask whether it is known, or to compare it."""

    steps: Steps
    route: Route
    asks: bool
    date: bool
    """Whether it is a date that is compared, and not one that others are compared with."""


def unasked(top: Place) -> Mapping[Steps, Route]:
    """Return the optional fields that a rule or definition compares itself and never asks to be known."""
    readings = list(_readings(top))
    asked = {reading.steps for reading in readings if reading.asks}
    return {r.steps: r.route for r in reversed(readings) if not r.asks and r.steps not in asked}


def silent_dates(pack: Pack) -> Mapping[str, Mapping[Steps, Route]]:
    """Return, by rule or `definitions/x`, the dates that its exemptions compare and do not ask to be known.

    A date that is not recorded stands for what has not happened: an exemption that compares it alone leaves
    everybody undetermined whom nothing excuses.
    """
    excusing = {
        name for rule in pack.rules for entry in rule.exempt_when for name in names_used(entry, e.Use)
    }
    silent = {}
    for top in tops(pack):
        if isinstance(top.node, Rule):
            silent[top.node.id] = _silent_in(top)
        elif isinstance(top.node, Definition) and top.node.name in excusing:
            silent[f"definitions/{top.node.name}"] = _silent_in(top)
    return {owner: dates for owner, dates in silent.items() if dates}


def _silent_in(top: Place) -> Mapping[Steps, Route]:
    asked: dict[Route, set[Steps]] = {}
    compared: list[_FieldUse] = []
    for reading in _readings(top):
        if reading.asks:
            asked.setdefault(_entry(reading), set()).add(reading.steps)
        elif reading.date and reading.route[2] in {_EXEMPTIONS, "when"}:
            compared.append(reading)
    always = asked.get((), set())
    return {
        reading.steps: reading.route
        for reading in reversed(compared)
        if reading.steps not in always | asked.get(_entry(reading), set())
    }


def _entry(reading: _FieldUse) -> Route:
    """Return the exemption in which a field is read; empty elsewhere: what is asked there holds in each."""
    return reading.route[2:4] if reading.route[2] == _EXEMPTIONS else ()


def _readings(top: Place) -> Iterator[_FieldUse]:
    roots: dict[str, Steps] = {top.scope.record: ()}
    if isinstance(top.node, Definition):
        roots |= {item.name: item.over.steps for item in top.node.items}
    for place in places(top):
        match place.node:
            case (
                e.Count(over=over, item=item)
                | e.Every(over=over, item=item)
                | e.Matching(over=over, item=item)
                | ForEach(over=over, item=item)
            ):
                roots[item] = (*roots.get(over.root, ()), *over.steps)
            case e.Known(path=path):
                yield _FieldUse((*roots.get(path.root, ()), *path.steps), place.route, asks=True, date=False)
            case e.Compare(left=left, right=right) if place.route[2:3] and place.route[2] in _KEYS:
                for side in (left.path if isinstance(left, e.Age) else left, right):
                    kind = type_of(side, place.scope) if isinstance(side, e.Path) else None
                    if isinstance(side, e.Path) and kind is not None and _may_miss(side, place.scope):
                        steps = (*roots.get(side.root, ()), *side.steps)
                        dated = side is left and kind.kind is Kind.DATE
                        yield _FieldUse(steps, place.route, asks=False, date=dated)
            case _:
                pass


def _may_miss(path: e.Path, scope: Scope) -> bool:
    kind = type_of(path, scope)
    plain = kind is not None and kind.kind not in {Kind.LIST, Kind.OBJECT}
    return plain and bool(path.steps) and not always_known(path, scope)
