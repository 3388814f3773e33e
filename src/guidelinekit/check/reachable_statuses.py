"""Which statuses a rule can never come to, by its form and by what its conditions can never be."""

from collections.abc import Collection, Mapping

from guidelinekit.case.catalogue import CATALOGUES, Kind, resolve
from guidelinekit.check.reachable import Reach, always
from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.lang.walk import nodes, renamed
from guidelinekit.results import Status
from guidelinekit.semantics.truth import FALSE, TRUE, UNKNOWN
from guidelinekit.text import Text


def unreachable_statuses(rule: Rule, reaches: Mapping[Route, Reach]) -> dict[Status, Text]:
    """Return the statuses that a rule cannot come to, each with the reason."""
    truths = {route: reach.never for route, reach in reaches.items()}
    never: dict[Status, Text] = {}
    if rule.repeats is not None:
        never[Status.MET_LATE] = Text(
            da="en gentaget pligt kan ikke opfyldes for sent", en="a recurring duty"
        )
        if _has_been(rule.repeats.last, rule.applies_when, rule.subject):
            never[Status.DUE] = Text(
                da="når reglen gælder, har der været en sidste gang",
                en="where the rule applies there has been a last time",
            )
    elif rule.deadline is None:
        none = Text(da="reglen har ingen frist", en="the rule has no deadline")
        never |= {Status.MET_LATE: none, Status.DUE: none}
    elif _fixed_at_the_deadline(rule):
        never[Status.MET_LATE] = Text(
            da="intet, der opfylder kravet, kan komme efter fristen",
            en="nothing that fulfils it can come after it",
        )
    elif _settled_where_false(rule):
        never[Status.MET_LATE] = Text(
            da="hvor kravet ikke var opfyldt ved fristen, er det afgjort",
            en="where it was not fulfilled at the deadline, that is settled",
        )
    elif _moves_the_deadline(rule):
        never[Status.MET_LATE] = Text(
            da="det, der opfylder kravet, flytter også fristen", en="what fulfils it moves the deadline too"
        )
    requires = truths.get(("requires",), {})
    if TRUE in requires:
        never |= {Status.MET: requires[TRUE], Status.MET_LATE: requires[TRUE]}
    if FALSE in requires:
        never |= {Status.UNMET: requires[FALSE], Status.DUE: requires[FALSE]}
    if not rule.exempt_when:
        never[Status.EXEMPT] = Text(da="reglen har ingen undtagelser", en="the rule has no exemptions")
    applies = FALSE in truths.get(("applies_when",), {}) or always(rule.applies_when)
    forced = rule.in_force.start is not None or rule.in_force.end is not None
    if applies and rule.for_each is None and not forced:
        never[Status.NOT_APPLICABLE] = Text(da="reglen gælder altid", en="the rule always applies")
    open_ended = rule.deadline is not None or rule.repeats is not None or rule.for_each is not None
    whole = [route for route in truths if len(route) == 1 or route[::2] == ("exempt_when", "when")]
    if not open_ended and all(UNKNOWN in truths[route] for route in whole):
        never[Status.UNDETERMINED] = Text(
            da="alt, der læses, er altid registreret", en="all it reads is known"
        )
    return never


def _has_been(last: e.DateExpr, condition: e.Condition, subject: Subject) -> bool:
    """Say whether there is a date to be the last where a condition holds: that of an item it asks for."""
    match condition:
        case e.Use(of=part):
            return _has_been(last, part, subject)
        case e.All(of=parts):
            return any(_has_been(last, part, subject) for part in parts)
        case e.AnyOf(of=parts):
            return all(_has_been(last, part, subject) for part in parts)
        case e.Count(at_least=int(least)) if least and isinstance(last, e.Latest):
            dates = (part for part in last.of if isinstance(part, e.Matching))
            return any(_is_among(condition, part, subject) for part in dates)
        case _:
            return False


def _is_among(items: e.Count, dates: e.Matching, subject: Subject) -> bool:
    """Say whether an item that is asked for is one of those whose date counts."""
    listed = resolve(CATALOGUES[subject], items.over.steps)
    occurrence = None if listed is None or listed.item is None else listed.item.occurrence
    same_list = items.over == dates.over and dates.date.steps == (occurrence,)
    return same_list and _asked(dates.where, dates.item) <= _asked(items.where, items.item)


def _asked(condition: e.Condition, item: str) -> frozenset[e.Condition]:
    """Return what must hold of an item, whatever it is named."""
    match condition:
        case e.All(of=parts):
            return frozenset().union(*(_asked(part, item) for part in parts))
        case e.Use(of=part):
            return _asked(part, item)
        case _:
            return frozenset({renamed(condition, {item: "item"})})


def _fixed_at_the_deadline(rule: Rule) -> bool:
    """Say whether a requirement is at its deadline what it is later.

    It then reads undated fields alone, and only those lists whose dates the deadline lies after.
    """
    match rule.requires, rule.deadline:
        case requires, e.Shift(base=base, back=False) if requires is not None:
            items = {} if rule.for_each is None else {rule.for_each.item: rule.for_each.over}
            after = base.of if isinstance(base, e.Latest) else (base,)
            dates = {_whole(path, items) for path in after if isinstance(path, e.Path)}
            for node in nodes(requires, e.Node):
                if isinstance(node, e.Count | e.Every):
                    listed = _whole(node.over, items)
                    if items.setdefault(node.item, listed) != listed:
                        return False
            return all(_fixed(node, rule.subject, items, dates) for node in nodes(requires, e.Node))
        case _:
            return False


def _settled_where_false(rule: Rule) -> bool:
    """Say whether a false requirement is so by an undated field that everything else needs missing."""
    match rule.requires:
        case e.AnyOf(of=(e.Compare(left=e.Path() as path) as compared, *others)):
            items = {} if rule.for_each is None else {rule.for_each.item: rule.for_each.over}
            fixed = all(_fixed(node, rule.subject, items, ()) for node in nodes(compared, e.Node))
            missing = e.Not(of=e.Known(path=path))
            return fixed and all(isinstance(other, e.All) and missing in other.of for other in others)
        case _:
            return False


def _fixed(node: e.Node, subject: Subject, items: Mapping[str, e.Path], dates: Collection[e.Path]) -> bool:
    match node:
        case e.AsOf() | e.Age() | e.Parameter() | e.Matching():
            return False
        case e.Count(over=over) | e.Every(over=over):
            listed = _whole(over, items)
            kind = resolve(CATALOGUES[subject], listed.steps)
            since = None if kind is None or kind.item is None else kind.item.occurrence
            return since is not None and e.Path(root=listed.root, steps=(*listed.steps, since)) in dates
        case e.Path():
            whole = _whole(node, items)
            kind = resolve(CATALOGUES[subject], whole.steps)
            dated = kind is None or kind.kind is Kind.DATE or kind.dated_by is not None
            return not dated or whole in dates
        case _:
            return True


def _moves_the_deadline(rule: Rule) -> bool:
    """Say whether only what is recent fulfils a requirement, so recent that the deadline has not passed then.

    The deadline is so many days after the latest of some dates; the requirement needs one of these dates to
    lie at most as many days back.
    """
    match rule.requires, rule.deadline:
        case requires, e.Shift(base=e.Latest(of=dates), by=by, back=False) if requires is not None:
            recent = _recent(requires, by, {})
            return recent is not None and recent <= {date for date in dates if isinstance(date, e.Path)}
        case _:
            return False


def _recent(node: e.Condition, by: e.Duration, items: Mapping[str, e.Path]) -> frozenset[e.Path] | None:
    """Return dates of which one lies at most so many days back where a condition is true, if any."""
    match node:
        case e.Use(of=part):
            return _recent(part, by, items)
        case e.All(of=parts):
            return next((dates for part in parts if (dates := _recent(part, by, items))), None)
        case e.AnyOf(of=parts):
            each = [_recent(part, by, items) for part in parts]
            return None if None in each else frozenset().union(*(dates for dates in each if dates))
        case e.Count(over=over, item=item, where=where, at_least=least) if least:
            return _recent(where, by, {**items, item: _whole(over, items)})
        case e.Compare(left=e.Path() as left, op="ge", right=right) if _lies_back(right, by):
            return frozenset({_whole(left, items)})
        case _:
            return None


def _whole(path: e.Path, items: Mapping[str, e.Path]) -> e.Path:
    """Return a path through the lists that its item comes from."""
    listed = items.get(path.root)
    return path if listed is None else e.Path(root=listed.root, steps=(*listed.steps, *path.steps))


def _lies_back(expr: e.Node, by: e.Duration) -> bool:
    """Say whether a date lies at most so many days back from the evaluation's."""
    match expr:
        case e.Shift(base=e.AsOf(), by=days, back=True):
            return days == by
        case e.Latest(of=dates):
            return any(_lies_back(date, by) for date in dates)
        case _:
            return False
