"""Which truths a condition can never have, decided by structure alone: types, required fields, constants.

What is called unreachable never happens. What is not may still never happen; only a search can tell more.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from guidelinekit.check.absence import never_unknown
from guidelinekit.check.places import Place, Scope
from guidelinekit.check.standing import Standing, can_miss, one_of_values
from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Definition, Rule
from guidelinekit.lang.walk import walk
from guidelinekit.semantics.truth import FALSE, TRUE, UNKNOWN, Truth, negation
from guidelinekit.text import Text

Unreachable = Mapping[Truth, Text]
"""The truths that a condition cannot have, each with the reason."""

_NEVER_UNKNOWN = Text(
    da="om noget er registreret, er altid til at sige", en="whether it is recorded is known"
)
_DOCUMENTED = Text(da="det, der læses, er altid registreret her", en="what it reads is always recorded here")
_DECIDED = Text(
    da="er feltet ikke registreret, afgør en anden del det",
    en="where the field is missing, another part decides",
)
_FACT = Text(da="det er forudsat her", en="it is taken for granted here")
_EMPTY = Text(da="en tom liste giver altid sandt", en="an empty list always makes it true")
_PARTS = Text(da="ingen af delene kan gøre det", en="none of its parts can make it so")
DEFINITIONS = "definitions"


@dataclass(frozen=True, slots=True)
class Reach:
    """A condition that counts, and what it can never be."""

    condition: e.Condition
    never: Unreachable


def survey(top: Place, shown: Collection[tuple[Route, Truth]] = ()) -> dict[Route, Reach]:
    """Return the conditions of a rule or definition that count, with the truths that each cannot have.

    A negation and what it negates are one condition, since the truth of one is that of the other; that a list
    holds one of several values is one condition too; a condition that always holds is none. Under
    `definitions`, x stands what cannot come about in a definition as it is used here. What is `shown` has
    come about already: nothing is asked of it, which saves most of the work.
    """
    noted: dict[Route, Reach] = {}
    node, standing = top.node, Standing(top.scope, shown=shown)
    if isinstance(node, Definition):
        for item in node.items:
            standing = standing.within(item.over, item.name)
        _look(node.when, ("when",), standing, noted)
    elif isinstance(node, Rule):
        _look_through(node, standing, noted)
    return noted


def _look_through(rule: Rule, standing: Standing, noted: dict[Route, Reach]) -> None:
    """Note the conditions of a rule: each judged only where those before it have held."""
    _look(rule.applies_when, ("applies_when",), standing, noted)
    standing = standing.given(rule.applies_when)
    if rule.for_each is not None:
        standing = standing.within(rule.for_each.over, rule.for_each.item)
        _look(rule.for_each.where, ("for_each", "where"), standing, noted)
        standing = standing.given(rule.for_each.where)
    if rule.repeats is not None:
        _look_in_filters(rule.repeats, ("repeats",), standing, noted)
    if rule.requires is not None:
        _look(rule.requires, ("requires",), standing, noted)
    if rule.deadline is not None:  # without one, it is undetermined before the exemptions are asked
        _look_in_filters(rule.deadline, ("deadline",), standing, noted)
        surely_read = tuple(_surely_read(rule.deadline))
        standing = standing.given(
            e.All(of=tuple(e.Known(path=p) for p in surely_read if isinstance(p, e.Path)))
        )
        standing = replace(
            standing,
            set=frozenset(p.name for p in surely_read if isinstance(p, e.Parameter)),
            exported=standing.exported | {dates.over for _, dates in filters(rule.deadline)},
        )
    for index, entry in enumerate(rule.exempt_when):
        _look(entry.when, ("exempt_when", index, "when"), standing, noted)


def decides_nothing(group: e.All | e.AnyOf, index: int, scope: Scope) -> bool:
    """Say whether a part of a group can have one truth only, where what all ask to be known is known."""
    asked = tuple(part for part in group.of if isinstance(part, e.Known)) if isinstance(group, e.All) else ()
    others = tuple(part for part in asked if part is not group.of[index])
    never = _look(group.of[index], (), Standing(scope).given(e.All(of=others)), None)
    return never.keys() >= {UNKNOWN, FALSE if isinstance(group, e.All) else TRUE}


def filters(node: e.Node) -> Iterator[tuple[Route, e.Matching]]:
    """Return the filtered dates below a node, each with its route, without those within others."""
    last: Route | None = None
    for route, part in walk(node):
        if isinstance(part, e.Matching) and (last is None or route[: len(last)] != last):
            last = route
            yield route, part


def _look_in_filters(node: e.Node, route: Route, standing: Standing, noted: dict[Route, Reach]) -> None:
    for steps, dates in filters(node):
        _look(dates.where, (*route, *steps, "where"), standing.within(dates.over, dates.item), noted)


def always(node: e.Condition) -> bool:
    """Say whether a condition asks nothing, so that nobody wrote it."""
    return isinstance(node, e.All) and not node.of


def _surely_read(term: e.DateExpr) -> Iterator[e.Path | e.Parameter]:
    """Return the fields that must be recorded and the parameters that must be set for a date to be one."""
    while isinstance(term, e.Shift):
        if isinstance(term.by, e.Parameter):
            yield term.by
        term = term.base
    if isinstance(term, e.Path):
        yield term


def _look(
    node: e.Condition, route: Route, standing: Standing, noted: dict[Route, Reach] | None
) -> Unreachable:
    """Note what a condition and those below it cannot be, and return it for the condition itself."""
    came = frozenset(truth for truth in Truth if noted is not None and (route, truth) in standing.shown)
    never = dict(_by_parts(node, route, standing, {} if noted is None else noted, came))
    for truth, asked in ((TRUE, True), (FALSE, False)):
        against = None if truth in never or truth in came else standing.against(node, truth=asked)
        if against is not None:
            never[truth] = against
    if noted is not None and not always(node):
        before = noted[route].never if route in noted else never  # a definition may be used in several places
        noted[route] = Reach(node, {truth: why for truth, why in never.items() if truth in before})
    return never


def _by_parts(
    node: e.Condition, route: Route, standing: Standing, noted: dict[Route, Reach], came: frozenset[Truth]
) -> Mapping[Truth, Text]:
    match node:
        case e.Known():
            return {UNKNOWN: _NEVER_UNKNOWN}
        case e.Compare(left=left, right=right):
            _look_in_filters(node, route, standing, noted)
            missing = UNKNOWN in came or can_miss(left, standing) or can_miss(right, standing)
            return {} if missing else {UNKNOWN: _DOCUMENTED}
        case e.Not(of=part):
            turned = frozenset(negation(truth) for truth in came)
            below = _by_parts(part, (*route, "of"), standing, noted, turned)
            return {negation(truth): why for truth, why in below.items()}
        case e.Use() if node in standing.facts:
            return {UNKNOWN: _FACT, FALSE: _FACT}
        case e.Use(name=name, of=part):
            if len(came) < len(Truth):  # what is shown of the definition elsewhere says nothing of it here
                return _look(part, (DEFINITIONS, name, "when"), replace(standing, shown=()), noted)
            _look(part, (DEFINITIONS, name, "when"), standing, noted)
            return {}
        case e.All(of=parts) | e.AnyOf(of=parts) | e.AtLeast(of=parts):
            apart = noted if one_of_values(node) is None else None
            each = [_look(part, (*route, "of", i), standing, apart) for i, part in enumerate(parts)]
            return _of_group(node, each, standing, came)
        case e.Count(over=over, item=item, where=where, at_least=least):
            below = _look(where, (*route, "where"), standing.within(over, item), noted)
            never = {UNKNOWN: _DOCUMENTED} if over in standing.exported and UNKNOWN in below else {}
            return never | ({TRUE: below[TRUE]} if least and TRUE in below else {})
        case e.Every(over=over, item=item, where=where, satisfies=satisfies):
            standing_inside = standing.within(over, item)
            chosen = _look(where, (*route, "where"), standing_inside, noted)
            fulfilled = _look(satisfies, (*route, "satisfies"), standing_inside, noted)
            sure = over in standing.exported and UNKNOWN in chosen and UNKNOWN in fulfilled
            never = {UNKNOWN: _DOCUMENTED} if sure else {}
            return never | ({FALSE: _EMPTY} if TRUE in chosen or FALSE in fulfilled else {})
        case _:
            assert_never(node)


def _of_group(
    node: e.All | e.AnyOf | e.AtLeast, each: list[Unreachable], standing: Standing, came: frozenset[Truth]
) -> dict[Truth, Text]:
    """Put together what the parts cannot be: so many of them must be true, or false."""
    asked = len(each) if isinstance(node, e.All) else 1 if isinstance(node, e.AnyOf) else node.n
    never: dict[Truth, Text] = {}
    if UNKNOWN in came:
        pass
    elif all(UNKNOWN in part for part in each):
        never[UNKNOWN] = _DOCUMENTED
    elif not isinstance(node, e.AtLeast) and _decided(node, each, standing):
        never[UNKNOWN] = _DECIDED
    if sum(TRUE not in part for part in each) < asked:
        never[TRUE] = _PARTS
    if sum(FALSE not in part for part in each) < len(each) - asked + 1:
        never[FALSE] = _PARTS
    return never


def _decided(node: e.All | e.AnyOf, each: list[Unreachable], standing: Standing) -> bool:
    """Say whether a group is decided always, or by what would otherwise make it unknown."""
    other = TRUE if isinstance(node, e.All) else FALSE
    if any({UNKNOWN, other} <= set(part) for part in each):
        return True
    if isinstance(node, e.All) and _decided_by_known(node, standing):
        return True
    return never_unknown(node, lambda term: can_miss(term, standing))


def _decided_by_known(node: e.All, standing: Standing) -> bool:
    """Say whether all can only be unknown for want of what it asks to be known, and is false then."""
    asked = tuple(part for part in node.of if isinstance(part, e.Known))
    there = replace(standing.given(e.All(of=asked)), shown=())
    there = replace(there, exported=there.exported | {part.path for part in asked})
    return bool(asked) and all(UNKNOWN in _look(part, (), there, None) for part in node.of)
