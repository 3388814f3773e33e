"""Which truths a condition can never have, decided by structure alone: types, required fields, constants.

What is called unreachable never happens. What is not may still never happen; only a search can tell more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, assert_never

from guidelinekit.case.catalogue import Kind, through_list
from guidelinekit.check.absence import never_unknown
from guidelinekit.check.contradiction import contradiction
from guidelinekit.check.domain import Goal, always_known
from guidelinekit.check.places import Place, Scope, inside, type_of
from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Definition, Rule, Text
from guidelinekit.lang.walk import walk
from guidelinekit.semantics.truth import FALSE, TRUE, UNKNOWN, Truth, negation

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
_EMPTY = Text(da="en tom liste giver altid sandt", en="an empty list always makes it true")
_PARTS = Text(da="ingen af delene kan gøre det", en="none of its parts can make it so")
_CONTRADICTS = "det modsiger, hvad der ellers altid gælder her"


@dataclass(frozen=True, slots=True)
class Reach:
    """A condition that counts, and what it can never be."""

    condition: e.Condition
    never: Unreachable


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a condition stands: what can be read there, and what holds whenever it is judged."""

    scope: Scope
    goals: tuple[Goal, ...] = ()
    exported: frozenset[e.Path] = frozenset()
    items: frozenset[tuple[e.Path, str]] = frozenset()
    """The lists around this place, each with the name of the item judged."""

    def within(self, over: e.Path, item: str) -> "_Standing":
        """Return the place at an item of a list, which then was exported."""
        return replace(
            self,
            scope=inside(self.scope, over, item),
            exported=self.exported | {over},
            items=self.items | {(over, item)},
        )

    def given(self, condition: e.Condition) -> "_Standing":
        """Return the same place once a condition is known to be true."""
        counted = {fact.over for fact in _facts(condition) if isinstance(fact, e.Count) and fact.at_least}
        return replace(self, goals=(*self.goals, (condition, True)), exported=self.exported | counted)

    def against(self, condition: e.Condition, *, truth: bool) -> str | None:
        """Return why a condition cannot have a truth here; None where nothing speaks against it."""
        return contradiction([*self.goals, (condition, truth)], self.scope)

    def recorded(self, path: e.Path) -> bool:
        """Say whether a field always has a value here."""
        return always_known(path, self.scope) or self.against(e.Known(path=path), truth=False) is not None


def unreachable_truths(top: Place) -> dict[Route, Reach]:
    """Return the conditions of a rule or definition that count, with the truths that each cannot have.

    A negation and what it negates are one condition, since the truth of one is that of the other; that a list
    holds one of several values is one condition too; a condition that always holds is none.
    """
    noted: dict[Route, Reach] = {}
    node, standing = top.node, _Standing(top.scope)
    if isinstance(node, Definition):
        for item in node.items:
            standing = standing.within(item.over, item.name)
        _look(node.when, ("when",), standing, noted)
    elif isinstance(node, Rule):
        _look_through(node, standing, noted)
    return noted


def _look_through(rule: Rule, standing: _Standing, noted: dict[Route, Reach]) -> None:
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
        surely_read = e.All(of=tuple(e.Known(path=path) for path in _surely_read(rule.deadline)))
        standing = standing.given(surely_read)
    for index, entry in enumerate(rule.exempt_when):
        _look(entry.when, ("exempt_when", index, "when"), standing, noted)


def filters(node: e.Node) -> Iterator[tuple[Route, e.Matching]]:
    """Return the filtered dates below a node, each with its route, without those within others."""
    last: Route | None = None
    for route, part in walk(node):
        if isinstance(part, e.Matching) and (last is None or route[: len(last)] != last):
            last = route
            yield route, part


def _look_in_filters(node: e.Node, route: Route, standing: _Standing, noted: dict[Route, Reach]) -> None:
    for steps, dates in filters(node):
        _look(dates.where, (*route, *steps, "where"), standing.within(dates.over, dates.item), noted)


def always(node: e.Condition) -> bool:
    """Say whether a condition asks nothing, so that nobody wrote it."""
    return isinstance(node, e.All) and not node.of


def one_of_values(node: e.Node) -> tuple[Any, ...] | None:
    """Return the values where a condition is that a list holds one of several, as `contains_any` is read."""
    if not isinstance(node, e.AnyOf):
        return None
    compared = [part for part in node.of if isinstance(part, e.Compare) and part.op == "contains"]
    if len(compared) < len(node.of) or len({part.left for part in compared}) > 1:
        return None
    values = tuple(part.right.value for part in compared if isinstance(part.right, e.Constant))
    return values if len(values) == len(compared) else None


def _facts(condition: e.Condition) -> Iterator[e.Condition]:
    match condition:
        case e.All(of=parts):
            for part in parts:
                yield from _facts(part)
        case e.Use(of=part):
            yield from _facts(part)
        case _:
            yield condition


def _surely_read(term: e.DateExpr) -> Iterator[e.Path]:
    """Return the fields that must be recorded for a date to be one."""
    while isinstance(term, e.Shift):
        term = term.base
    if isinstance(term, e.Path):
        yield term


def _look(
    node: e.Condition, route: Route, standing: _Standing, noted: dict[Route, Reach] | None
) -> Unreachable:
    """Note what a condition and those below it cannot be, and return it for the condition itself."""
    never = dict(_by_parts(node, route, standing, {} if noted is None else noted))
    for truth, asked in ((TRUE, True), (FALSE, False)):
        against = None if truth in never else standing.against(node, truth=asked)
        if against is not None:
            never[truth] = Text(da=_CONTRADICTS, en=against)
    if noted is not None and not always(node):
        noted[route] = Reach(node, never)
    return never


def _by_parts(
    node: e.Condition, route: Route, standing: _Standing, noted: dict[Route, Reach]
) -> Mapping[Truth, Text]:
    match node:
        case e.Known():
            return {UNKNOWN: _NEVER_UNKNOWN}
        case e.Compare(left=left, right=right):
            _look_in_filters(node, route, standing, noted)
            return {} if _can_miss(left, standing) or _can_miss(right, standing) else {UNKNOWN: _DOCUMENTED}
        case e.Not(of=part):
            below = _by_parts(part, (*route, "of"), standing, noted)
            return {negation(truth): why for truth, why in below.items()}
        case e.Use(of=part):
            return _look(part, (), standing, None)
        case e.All(of=parts) | e.AnyOf(of=parts) | e.AtLeast(of=parts):
            apart = noted if one_of_values(node) is None else None
            each = [_look(part, (*route, "of", i), standing, apart) for i, part in enumerate(parts)]
            return _of_group(node, each, standing)
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
    node: e.All | e.AnyOf | e.AtLeast, each: list[Unreachable], standing: _Standing
) -> dict[Truth, Text]:
    """Put together what the parts cannot be: so many of them must be true, or false."""
    asked = len(each) if isinstance(node, e.All) else 1 if isinstance(node, e.AnyOf) else node.n
    never: dict[Truth, Text] = {}
    if all(UNKNOWN in part for part in each):
        never[UNKNOWN] = _DOCUMENTED
    elif not isinstance(node, e.AtLeast) and never_unknown(node, lambda term: _can_miss(term, standing)):
        never[UNKNOWN] = _DECIDED
    if sum(TRUE not in part for part in each) < asked:
        never[TRUE] = _PARTS
    if sum(FALSE not in part for part in each) < len(each) - asked + 1:
        never[FALSE] = _PARTS
    return never


def _can_miss(term: e.Readable, standing: _Standing) -> bool:
    """Say whether a term can be without a value where it stands."""
    match term:
        case e.Constant() | e.ValueSet() | e.Day() | e.AsOf() | e.Days() | e.Months():
            return False
        case e.Age(path=path):
            return _can_miss(path, standing)
        case e.Path():
            kind = type_of(term, standing.scope)
            if kind is not None and kind.kind is Kind.LIST:
                return term not in standing.exported
            return not standing.recorded(term)
        case e.Parameter(name=name):
            definition = standing.scope.parameters.get(name)
            values = definition.values if definition is not None else ()
            return not any(dated.start is None for dated in values)
        case e.Shift(base=base, by=by):
            return _can_miss(base, standing) or _can_miss(by, standing)
        case e.Latest(of=dates) | e.Earliest(of=dates):
            if all(_own_date(part, standing) for part in dates):
                return False
            ranging = any(_ranges(part, standing) for part in dates)
            return ranging or all(_can_miss(part, standing) for part in dates)
        case e.Matching():
            return True
        case _:
            assert_never(term)


def _own_date(expr: object, standing: _Standing) -> bool:
    """Say whether dates are those of a list in which the item judged has one, so that there is one."""
    return isinstance(expr, e.Path) and any(
        expr.root == over.root
        and expr.steps[:-1] == over.steps
        and always_known(e.Path(root=item, steps=expr.steps[-1:]), standing.scope)
        for over, item in standing.items
    )


def _ranges(expr: object, standing: _Standing) -> bool:
    """Say whether a date expression ranges over a list, which may not have been exported."""
    if not isinstance(expr, e.Path):
        return False
    start = standing.scope.types.get(expr.root)
    kind = type_of(expr, standing.scope)
    through = start is not None and through_list(start, expr.steps)
    return through or (kind is not None and kind.kind is Kind.LIST)
