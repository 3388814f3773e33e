"""What coverage counts: each condition that an author wrote, and which truths a record gave it.

A condition is named by its owner (a rule's id, or a definition's name) and its route below the owner. What a
definition holds belongs to the definition, wherever it is used.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from pydantic import BaseModel

from guidelinekit.check.reachable import DEFINITIONS, always, filters
from guidelinekit.check.standing import one_of_values
from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.conditions import Trace, trace
from guidelinekit.semantics.reference import Judgement, judge
from guidelinekit.semantics.truth import Truth, known
from guidelinekit.semantics.values import Scope, Settings, items_in, list_at

IN_FORCE = "in_force"


@dataclass(frozen=True, slots=True)
class CoverageTarget:
    """A truth that a condition can have, or a status that a rule can reach (then the route is empty)."""

    owner: str
    route: Route
    value: Truth | Status


def period_of(rule: Rule) -> str:
    """Return the name under which the time counts in which a rule is in force, once for all rules of it."""
    return f"{IN_FORCE}/{rule.in_force.start or ''}..{rule.in_force.end or ''}"


def owner_of(definition: str) -> str:
    """Return the name under which the conditions of a definition are counted."""
    return f"{DEFINITIONS}/{definition}"


@dataclass(frozen=True, slots=True)
class Observed:
    """What judging a rule on a record showed."""

    judgements: tuple[Judgement, ...]
    targets: frozenset[CoverageTarget]


def observe(rule: Rule, record: BaseModel, as_of: date, settings: Settings) -> Observed:
    """Judge a rule by the reference and note every truth and status that came about.

    A condition that was not judged, because an earlier step decided, shows nothing, and nor does a case that
    has not begun: of that the rule itself says nothing.
    """
    judgements = judge(rule, record, as_of, settings)
    targets, done = set[CoverageTarget](), set[int]()
    if judgements[0].verdict.reason is Reason.NOT_BEGUN:
        return Observed(judgements, frozenset())
    for name, day in rule.in_force.bounds.items():
        holds = known(as_of >= day if name == "start" else as_of <= day)
        targets.add(CoverageTarget(period_of(rule), (IN_FORCE, name), holds))
    for judgement in judgements:
        scope = judgement.scope
        targets.add(CoverageTarget(rule.id, (), judgement.verdict.status))
        exemption = 0
        for key, judged in judgement.traces:
            if key in {"applies_when", "requires"} and isinstance(judged, Trace):
                targets.update(_shown(judged, rule.id, (key,), scope, done))
            elif key == "exempt_when" and isinstance(judged, Trace):
                targets.update(_shown(judged, rule.id, ("exempt_when", exemption, "when"), scope, done))
                exemption += 1
            elif key == "deadline" and rule.deadline is not None:
                targets.update(_filtered(rule.deadline, rule.id, ("deadline",), scope, done))
            elif key == "repeats.last" and rule.repeats is not None:
                targets.update(_filtered(rule.repeats, rule.id, ("repeats",), scope, done))
    targets.update(_chosen(rule, judgements[0], done))
    return Observed(judgements, frozenset(targets))


def _chosen(rule: Rule, judgement: Judgement, done: set[int]) -> Iterator[CoverageTarget]:
    """Judge `for_each.where` on every item: one that is not chosen leaves no judgement behind."""
    applies = dict(judgement.traces).get("applies_when")
    if rule.for_each is None or not isinstance(applies, Trace) or applies.truth is not Truth.TRUE:
        return
    items, _ = list_at(rule.for_each.over, judgement.scope)
    for item in items or ():
        scope = judgement.scope.naming(rule.for_each.item, item)
        yield from _shown(trace(rule.for_each.where, scope), rule.id, ("for_each", "where"), scope, done)


def _filtered(
    node: e.Node, owner: str, route: Route, scope: Scope, done: set[int]
) -> Iterator[CoverageTarget]:
    """Judge the conditions of the filtered dates below a node: a date leaves no trace of them."""
    for steps, dates in filters(node):
        for item in items_in(dates.over, scope):
            inner = scope.naming(dates.item, item)
            yield from _shown(trace(dates.where, inner), owner, (*route, *steps, "where"), inner, done)


def _shown(judged: Trace, owner: str, route: Route, scope: Scope, done: set[int]) -> Iterator[CoverageTarget]:
    """Return the targets of a condition that was judged, and of those below it.

    The scope holds one trace of a definition on the same items, which is gone through once: it is in `done`.
    """
    if not always(judged.node):
        yield CoverageTarget(owner, route, judged.truth)
        yield from _below(judged, owner, route, scope, done)


def _below(judged: Trace, owner: str, route: Route, scope: Scope, done: set[int]) -> Iterator[CoverageTarget]:
    match judged.node:
        case e.AnyOf() if one_of_values(judged.node) is not None:
            return
        case e.All() | e.AnyOf() | e.AtLeast():
            for index, part in enumerate(judged.parts):
                yield from _shown(part, owner, (*route, "of", index), scope, done)
        case e.Not():
            yield from _below(judged.parts[0], owner, (*route, "of"), scope, done)
        case e.Use(name=name):
            if id(judged) not in done:
                done.add(id(judged))
                yield from _shown(judged.parts[0], owner_of(name), ("when",), scope, done)
        case e.Count(item=item):
            for part in judged.parts:
                yield from _shown(part, owner, (*route, "where"), _naming(scope, item, part), done)
        case e.Every(item=item):
            for part in judged.parts:
                chosen, satisfied = part.parts
                inner = _naming(scope, item, part)
                yield from _shown(chosen.parts[0], owner, (*route, "where"), inner, done)
                yield from _shown(satisfied, owner, (*route, "satisfies"), inner, done)
        case e.Compare():
            yield from _filtered(judged.node, owner, route, scope, done)
        case e.Known():
            return
        case _:
            assert_never(judged.node)


def _naming(scope: Scope, name: str, part: Trace) -> Scope:
    return scope if part.item is None else scope.naming(name, part.item)
