"""Mutants of a condition, date or rule: the small mistakes that an author could make, one at a time.

Modality is not among them: it says how much a result weighs and is not part of any verdict, so that no
example case could tell the difference (see `wrong_strengths`). A part that can decide nothing, such as
that what happened lies before the evaluation, is not left out either: no case could show it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from guidelinekit.case.catalogue import FieldType, Kind, resolve
from guidelinekit.check.places import Place, Scope, places, type_of
from guidelinekit.check.reachable import decides_nothing
from guidelinekit.check.standing import one_of_values
from guidelinekit.coverage.targets import IN_FORCE
from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Exemption, Rule
from guidelinekit.lang.walk import nodes
from guidelinekit.results import EXEMPTIONS
from guidelinekit.semantics.values import months_later
from guidelinekit.text import Text

N = TypeVar("N", bound=e.Node)


class Mistake(Enum):
    """The kinds of mistake, each with its name."""

    COMPARISON = Text(da="grænsen er med eller ikke med", en="bound included or not")
    NEGATION = Text(da="vendt til det modsatte", en="turned into its opposite")
    DAY = Text(da="en dag mere eller mindre", en="a day more or less")
    MONTH = Text(da="en måned mere eller mindre", en="a month more or less")
    PARAMETER = Text(da="parameteren en mere eller mindre", en="the parameter one more or less")
    DROPPED = Text(da="en betingelse mangler", en="a condition left out")
    ALL_ANY = Text(da="alle og en af byttet om", en="all and any exchanged")
    QUANTIFIER = Text(da="en og alle poster byttet om", en="one item and every item exchanged")
    NUMBER = Text(da="antallet en mere eller mindre", en="the number one more or less")
    LIST = Text(da="en anden liste", en="another list")
    VALUE = Text(da="en værdi mangler", en="a value left out")
    DATE = Text(da="en anden dato", en="another date")
    DEADLINE = Text(da="fristen mangler", en="the deadline left out")
    EXEMPTION = Text(da="en undtagelse mangler", en="an exemption left out")
    REASON = Text(da="en anden grund", en="another reason")
    PERIOD = Text(da="et år før eller efter", en="a year earlier or later")


@dataclass(frozen=True, slots=True)
class Edit:
    """One mistake: where it is, and what stood there before and after (None: nothing)."""

    mistake: Mistake
    route: Route
    before: e.Node
    after: e.Node | None


_ORDERS: dict[e.Op, e.Op] = {"lt": "le", "le": "lt", "gt": "ge", "ge": "gt"}


def edits(top: Place) -> Iterator[Edit]:
    """Return every mistake within a rule or a definition, without what the definitions hold that it uses."""
    if isinstance(top.node, Rule):
        yield from _whole(top.node)
    for place in places(top):
        if place.above is None or one_of_values(place.above) is None:
            for mistake, after in _wrong(place.node, place.scope):
                yield Edit(mistake, place.route[len(top.route) :], place.node, after)


def _whole(rule: Rule) -> Iterator[Edit]:
    if rule.applies_when != e.TRUE:
        yield Edit(Mistake.DROPPED, ("applies_when",), rule.applies_when, e.TRUE)
    if rule.for_each is not None and rule.for_each.where != e.TRUE:
        yield Edit(Mistake.DROPPED, ("for_each", "where"), rule.for_each.where, e.TRUE)
    if rule.deadline is not None:
        yield Edit(Mistake.DEADLINE, ("deadline",), rule.deadline, None)
    for index, entry in enumerate(rule.exempt_when):
        yield Edit(Mistake.EXEMPTION, ("exempt_when", index), entry, None)
        other = next(reason for reason in EXEMPTIONS if reason != entry.reason)
        swapped = Exemption(reason=other, when=entry.when, title=entry.title)
        yield Edit(Mistake.REASON, ("exempt_when", index), entry, swapped)


def period_edits(rule: Rule) -> Iterator[Edit]:
    """Return the mistakes in when a rule is in force: its beginning and its end, each a year off."""
    for name, day in rule.in_force.bounds.items():
        for months in (-_YEAR, _YEAR):
            wrong = _with(rule.in_force, **{name: months_later(day, months)})
            yield Edit(Mistake.PERIOD, (IN_FORCE,), rule.in_force, wrong)


_YEAR = 12


def _wrong(node: e.Node, scope: Scope) -> Iterator[tuple[Mistake, e.Node]]:
    match node:
        case e.Compare(op=op) if op in _ORDERS:
            yield Mistake.COMPARISON, _with(node, op=_ORDERS[op])
        case e.Compare(right=e.ValueSet(values=values, name=None) as right) if len(values) > 1:
            yield Mistake.NEGATION, e.Not(of=node)
            for index in range(len(values)):
                less = _with(right, values=(*values[:index], *values[index + 1 :]))
                yield Mistake.VALUE, _with(node, right=less)
        case e.Compare() | e.Known():
            yield Mistake.NEGATION, e.Not(of=node)
        case e.Days(days=days):
            yield Mistake.DAY, e.Days(days=days + 1)
            yield Mistake.DAY, e.Days(days=days - 1)
        case e.Months(months=months):
            yield Mistake.MONTH, e.Months(months=months + 1)
            yield Mistake.MONTH, e.Months(months=months - 1)
        case e.Matching(where=where) if where != e.TRUE:
            yield Mistake.DROPPED, _with(node, where=e.TRUE)
        case e.Latest(of=(e.Matching(),) as dates) | e.Earliest(of=(e.Matching(),) as dates):
            yield Mistake.DATE, (e.Earliest if isinstance(node, e.Latest) else e.Latest)(of=dates)
        case e.Latest(of=dates) | e.Earliest(of=dates) if len(dates) > 1:
            yield Mistake.DATE, (e.Earliest if isinstance(node, e.Latest) else e.Latest)(of=dates)
            for index in range(len(dates)):
                yield Mistake.DATE, _with(node, of=(*dates[:index], *dates[index + 1 :]))
        case e.All(of=parts) | e.AnyOf(of=parts) if len(parts) > 1:
            mistake = Mistake.DROPPED
            if one_of_values(node) is not None:
                yield Mistake.NEGATION, e.Not(of=node)
                mistake = Mistake.VALUE
            yield Mistake.ALL_ANY, (e.AnyOf if isinstance(node, e.All) else e.All)(of=parts)
            for index in range(len(parts)):
                if not decides_nothing(node, index, scope):
                    yield mistake, _with(node, of=(*parts[:index], *parts[index + 1 :]))
        case e.AtLeast(n=n, of=parts):
            yield from (
                (Mistake.NUMBER, _with(node, n=other)) for other in (n - 1, n + 1) if 0 < other <= len(parts)
            )
        case e.Count():
            yield from _wrong_count(node, scope)
        case e.Every(over=over, item=item, where=where, satisfies=satisfies):
            some = e.All(of=(where, satisfies)) if where != e.TRUE else satisfies
            yield Mistake.QUANTIFIER, e.Count(over=over, item=item, where=some, at_least=1)
            if where != e.TRUE:
                yield Mistake.DROPPED, _with(node, where=e.TRUE)
        case _:
            return


def _wrong_count(node: e.Count, scope: Scope) -> Iterator[tuple[Mistake, e.Node]]:
    least, most = node.at_least, node.at_most
    if least == 1 and most is None and node.where != e.TRUE:
        each = e.Every(over=node.over, item=node.item, where=e.TRUE, satisfies=node.where)
        yield Mistake.QUANTIFIER, each
    if node.where != e.TRUE:
        yield Mistake.DROPPED, _with(node, where=e.TRUE)
    if least is not None:
        yield from (
            (Mistake.NUMBER, _with(node, at_least=other))
            for other in (least - 1, least + 1)
            if other > 0 and (most is None or other <= most)
        )
    if most is not None:
        yield from (
            (Mistake.NUMBER, _with(node, at_most=other))
            for other in (most - 1, most + 1)
            if other >= (least or 0)
        )
    sibling = _sibling(node, scope)
    if sibling is not None:
        yield Mistake.LIST, _with(node, over=sibling)


def _sibling(node: e.Count, scope: Scope) -> e.Path | None:
    """Return the next list beside this one whose items have every field read here, of the same kind."""
    above, listed = type_of(_with(node.over, steps=node.over.steps[:-1]), scope), type_of(node.over, scope)
    if above is None or listed is None or listed.item is None:
        return None
    read = [path.steps for path in nodes(node.where, e.Path) if path.root == node.item]
    fields = above.inner.fields
    names = list(fields)
    here = names.index(node.over.steps[-1])
    for name in (*names[here + 1 :], *names[:here]):
        other = fields[name].item
        if other is not None and all(_alike(resolve(listed.item, s), resolve(other, s)) for s in read):
            return _with(node.over, steps=(*node.over.steps[:-1], name))
    return None


def _alike(field: FieldType | None, other: FieldType | None) -> bool:
    if field is None or other is None or (field.kind, field.vocabulary) != (other.kind, other.vocabulary):
        return False
    return field.kind is not Kind.LIST or _alike(field.item, other.item)


def replaced(node: N, route: Sequence[str | int], after: e.Node | None) -> N:
    """Return a tree with another node at a route; None empties a field or takes an entry out of its tuple."""
    first, rest = route[0], tuple(route[1:])
    held = getattr(node, str(first))
    if isinstance(held, tuple):
        index, rest = int(rest[0]), rest[1:]
        whole = replaced(held[index], rest, after) if rest else after
        parts = (*held[:index], *(() if whole is None else (whole,)), *held[index + 1 :])
        return _with(node, **{str(first): parts})
    return _with(node, **{str(first): replaced(held, rest, after) if rest else after})


def _with(node: N, **fields: Any) -> N:
    return node.model_copy(update=fields)
