"""Where a condition stands: what can be read there, what surely holds there, and what can be missing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, assert_never

from guidelinekit.case.catalogue import Kind, through_list
from guidelinekit.check.contradiction import contradiction
from guidelinekit.check.domain import Goal, always_known
from guidelinekit.check.places import Scope, inside, type_of
from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.lang.walk import children, nodes
from guidelinekit.semantics.truth import Truth
from guidelinekit.text import Text


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a condition stands: what can be read there, and what holds whenever it is judged."""

    scope: Scope
    goals: tuple[Goal, ...] = ()
    exported: frozenset[e.Path] = frozenset()
    items: frozenset[tuple[e.Path, str]] = frozenset()
    """The lists around this place, each with the name of the item judged."""
    facts: frozenset[e.Condition] = frozenset()
    """Conditions that are true whenever one here is judged."""
    read: frozenset[e.Path] = frozenset()
    """Fields that these could not be true without."""
    set: frozenset[str] = frozenset()
    """Parameters that have a value here."""
    shown: Collection[tuple[Route, Truth]] = ()
    """What has come about already, so that nothing needs to be asked of it."""

    def within(self, over: e.Path, item: str) -> "Standing":
        """Return the place at an item of a list, which then was exported."""
        return replace(
            self,
            scope=inside(self.scope, over, item),
            exported=self.exported | {over},
            items=self.items | {(over, item)},
        )

    def given(self, condition: e.Condition) -> "Standing":
        """Return the same place once a condition is known to be true."""
        facts = frozenset(_facts(condition))
        counted = {fact.over for fact in facts if isinstance(fact, e.Count) and fact.at_least}
        listed = {path for fact in facts if one_of_values(fact) for path in _read(next(children(fact)))}
        return replace(
            self,
            goals=(*self.goals, (condition, True)),
            exported=self.exported | counted | listed,
            facts=self.facts | facts,
            read=self.read | {path for fact in facts for path in _read(fact)},
        )

    def against(self, condition: e.Condition, *, truth: bool) -> Text | None:
        """Return why a condition cannot have a truth here; None where nothing speaks against it."""
        return contradiction([*self.goals, (condition, truth)], self.scope, dated=True)

    def recorded(self, path: e.Path) -> bool:
        """Say whether a field always has a value here."""
        sure = path in self.read or always_known(path, self.scope)
        return sure or self.against(e.Known(path=path), truth=False) is not None


def one_of_values(node: e.Node) -> tuple[Any, ...] | None:
    """Return the values where a condition is that a list holds one of several, as `contains_any` is read."""
    if not isinstance(node, e.AnyOf):
        return None
    compared = [part for part in node.of if isinstance(part, e.Compare) and part.op == "contains"]
    if len(compared) < len(node.of) or len({part.left for part in compared}) > 1:
        return None
    values = tuple(part.right.value for part in compared if isinstance(part.right, e.Constant))
    return values if len(values) == len(compared) else None


def value_sets_in(tree: e.Node) -> frozenset[str | tuple[Any, ...]]:
    """Return the names of the value sets that a tree compares with, and the values of each `contains_any`."""
    every = [*nodes(tree, e.Node)]
    names = {node.name for node in every if isinstance(node, e.ValueSet) and node.name}
    return frozenset(names.union(filter(None, map(one_of_values, every))))


def _facts(condition: e.Condition) -> Iterator[e.Condition]:
    yield condition
    match condition:
        case e.All(of=parts):
            for part in parts:
                yield from _facts(part)
        case e.Use(of=part):
            yield from _facts(part)
        case _:
            return


def _read(condition: e.Node) -> Iterator[e.Path]:
    """Return the fields of what is around a condition without which it could not be true."""
    match condition:
        case e.Compare(left=left, right=right):
            yield from (side for side in (left, right) if isinstance(side, e.Path))
        case e.Count(where=where, item=item, at_least=least) if least:
            yield from (path for fact in _facts(where) for path in _read(fact) if path.root != item)
        case _:
            return


def can_miss(term: e.Readable, standing: Standing) -> bool:
    """Say whether a term can be without a value where it stands."""
    match term:
        case e.Constant() | e.ValueSet() | e.Day() | e.AsOf() | e.Days() | e.Months():
            return False
        case e.Age(path=path):
            return can_miss(path, standing)
        case e.Path():
            kind = type_of(term, standing.scope)
            if kind is not None and kind.kind is Kind.LIST:
                return term not in standing.exported
            return not standing.recorded(term)
        case e.Parameter(name=name):
            definition = standing.scope.parameters.get(name)
            values = definition.values if definition is not None else ()
            return name not in standing.set and not any(dated.start is None for dated in values)
        case e.Shift(base=base, by=by):
            return can_miss(base, standing) or can_miss(by, standing)
        case e.Latest(of=dates) | e.Earliest(of=dates):
            if all(_own_date(part, standing) for part in dates):
                return False
            ranging = any(_ranges(part, standing) for part in dates)
            return ranging or all(can_miss(part, standing) for part in dates)
        case e.Matching():
            return True
        case _:
            assert_never(term)


def _own_date(expr: object, standing: Standing) -> bool:
    """Say whether dates are those of a list in which the item judged has one, so that there is one."""
    return isinstance(expr, e.Path) and any(
        expr.root == over.root
        and expr.steps[:-1] == over.steps
        and always_known(e.Path(root=item, steps=expr.steps[-1:]), standing.scope)
        for over, item in standing.items
    )


def _ranges(expr: object, standing: Standing) -> bool:
    """Say whether a date expression ranges over a list, which may not have been exported."""
    match expr:
        case e.Matching():
            return True
        case e.Latest(of=dates) | e.Earliest(of=dates):
            return any(_ranges(part, standing) for part in dates)
        case e.Shift(base=base):
            return _ranges(base, standing)
        case e.Path():
            start, kind = standing.scope.types.get(expr.root), type_of(expr, standing.scope)
            through = start is not None and through_list(start, expr.steps)
            return through or (kind is not None and kind.kind is Kind.LIST)
        case _:
            return False
