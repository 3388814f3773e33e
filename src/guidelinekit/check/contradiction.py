"""Conditions that can never be true, or never false, and the words for why: what stands against itself."""

from collections.abc import Iterator, Sequence
from typing import TypeGuard, assert_never

from guidelinekit.check.domain import Goal, always_known, impossible, some, term_of
from guidelinekit.check.places import Place, Scope, below, inside
from guidelinekit.check.words import asked_of, number_of, subject_of
from guidelinekit.diagnostics import Diagnostic, Severity
from guidelinekit.lang import expr as e
from guidelinekit.text import Text, say

_COUNTED = Text(da="betingelse", en="condition"), Text(da="betingelser", en="conditions")
_Choice = tuple[int, tuple[Goal, ...]]
_DEEP = 3
"""How many groups inside one another are tried part by part: more would cost exponentially."""


def contradiction(
    goals: Sequence[Goal],
    scope: Scope,
    deep: int = _DEEP,
    given: Sequence[Goal] = (),
    *,
    dated: bool = False,
) -> Text | None:
    """Say why no record gives each condition its truth, or None when nothing is found against it.

    `given` must hold as well: comparisons and the like, against which nothing was found. `dated` counts that
    what compares the last date of some items is true only where there is one. An author who asks for a date
    where there can be none wants the answer left open.
    """
    literals, choices, open_goals = list[Goal](), list[_Choice](), list(reversed(goals))
    while open_goals:
        condition, truth = open_goals.pop()
        match condition:
            case e.Not(of=part):
                open_goals.append((part, not truth))
            case e.Use(of=part):
                open_goals.append((part, truth))
            case e.All(of=of) | e.AnyOf(of=of) | e.AtLeast(of=of):
                asked = _asked(condition)
                needed = asked if truth else len(of) - asked + 1
                parts = tuple((part, truth) for part in of)
                if needed > len(parts):
                    return _too_few(asked, len(of))
                if needed == len(parts):
                    open_goals.extend(reversed(parts))
                elif needed > 0:
                    choices.append((needed, parts))
            case e.Count() | e.Every():
                reason = _over_items(condition, scope, deep, truth=truth, dated=dated)
                if reason is not None:
                    return reason
                literals.append((condition, truth))
            case e.Compare() | e.Known():
                literals.append((condition, truth))
                open_goals.extend((some(dates), True) for dates in _dates_of(condition) if dated and truth)
            case _:
                assert_never(condition)
    together = [*given, *literals]
    if impossible(literals, scope, given):
        return _sentence(_smallest(together, scope), scope)
    return _blocked(together, choices, scope, deep, dated=dated) if deep else None


def _dates_of(condition: e.Compare | e.Known) -> tuple[e.Matching, ...]:
    """Return the items with whose last or first date alone something is compared."""
    match condition:
        case e.Compare(right=e.Latest(of=(e.Matching() as items,)) | e.Earliest(of=(e.Matching() as items,))):
            return (items,)
        case _:
            return ()


def _blocked(
    literals: list[Goal], choices: list[_Choice], scope: Scope, deep: int, *, dated: bool
) -> Text | None:
    """Try the parts of each group against what must hold anyway, until as many can hold as must."""
    for needed, parts in choices:
        against = list[Text]()
        for tried, part in enumerate(parts, 1):
            reason = contradiction([part], scope, deep - 1, literals, dated=dated)
            against.extend(() if reason is None else (reason,))
            if tried - len(against) == needed:
                break
        else:
            return against[0]
    return None


def _asked(group: e.All | e.AnyOf | e.AtLeast) -> int:
    """Return how many parts must be true for the group to be."""
    match group:
        case e.All(of=of):
            return len(of)
        case e.AnyOf():
            return 1
        case e.AtLeast(n=n):
            return n
        case _:
            assert_never(group)


def _too_few(asked: int, given: int) -> Text:
    if asked <= 0:
        return Text(
            da="ingen af dens betingelser behøver at gælde", en="none of its conditions needs to hold"
        )
    there = Text(da=f"kun {given}", en=f"only {given} {'is' if given == 1 else 'are'}")
    if given == 0:
        there = Text(da="ingen", en="none is")
    return say(
        "{conditions} skal gælde, og {there} er givet",
        "{conditions} must hold, and {there} given",
        conditions=number_of(asked, _COUNTED),
        there=there,
    )


def _over_items(node: e.Count | e.Every, scope: Scope, deep: int, *, truth: bool, dated: bool) -> Text | None:
    inner = inside(scope, node.over, node.item)
    match node:
        case e.Every():
            failing = [(node.where, True), (node.satisfies, False)]
            return None if truth else contradiction(failing, inner, deep, dated=dated)
        case e.Count(at_least=least, at_most=most):
            least = least or 0
            if truth and most is not None and most < max(least, 0):
                return say(
                    "der kan ikke være mindst {least} og højst {most}",
                    "there cannot be at least {least} and at most {most}",
                    least=least,
                    most=most,
                )
            if truth:
                return contradiction([(node.where, True)], inner, deep, dated=dated) if least > 0 else None
            if least <= 0 and most is None:
                return say("der er altid mindst {least}", "there are always at least {least}", least=least)
            return contradiction([(node.where, True)], inner, deep, dated=dated) if least <= 0 else None
        case _:
            assert_never(node)


def _smallest(goals: list[Goal], scope: Scope) -> list[Goal]:
    """Leave out what the contradiction does not need."""
    for goal in list(goals):
        rest = [other for other in goals if other is not goal]
        if impossible(rest, scope):
            goals = rest
    return goals


def _sentence(goals: list[Goal], scope: Scope) -> Text:
    terms = {term for condition, _ in goals if (term := term_of(condition)) is not None}
    if not terms:
        return Text(
            da="den samme betingelse skulle være både sand og falsk",
            en="the same condition would have to be true and false",
        )
    term = next(iter(terms))
    name = subject_of(term, scope)
    if [truth for _, truth in goals] == [False] and isinstance(term, e.Path) and always_known(term, scope):
        return Text(da=f"{name.da} er altid registreret", en=f"{name.en} is always documented")
    if all(isinstance(condition, e.Known) for condition, _ in goals):
        return Text(
            da=f"{name.da} er enten registreret eller ikke", en=f"{name.en} is either documented or not"
        )
    asked = [asked_of(goal, scope) for goal in goals]
    both = Text(da=" og ".join(each.da for each in asked), en=" and ".join(each.en for each in asked))
    at_once = len(goals) > 1
    return Text(
        da=f"{name.da} kan ikke være {both.da}{' på én gang' * at_once}",
        en=f"{name.en} cannot be {both.en}{' at once' * at_once}",
    )


_CONDITIONS = (e.All, e.AnyOf, e.Not, e.AtLeast, e.Compare, e.Known, e.Count, e.Every, e.Use)
_ORDERINGS = ("lt", "le", "gt", "ge")


def check_logic(place: Place) -> Iterator[Diagnostic]:
    """Report the innermost conditions that can never be true, or never false, below a rule or definition."""
    for part in below(place):
        if _is_condition(part.node):
            yield from _decided(part, part.node)
        else:
            yield from check_logic(part)


def _decided(place: Place, condition: e.Condition) -> list[Diagnostic]:
    if condition == e.TRUE or isinstance(condition, e.Use):
        return []
    inner = [problem for part in _parts(place) for problem in _judged(part)]
    if inner or any(_hopeless(part) for part in _parts(place)):
        return inner
    against = contradiction([(condition, True)], place.scope)
    if against is not None:
        return [_never(place, against)]
    if _end_of_range(place, condition):
        return []
    against = contradiction([(condition, False)], place.scope)
    return [] if against is None else [_always(place, against)]


def _judged(place: Place) -> list[Diagnostic]:
    """Report on a condition that is part of another one."""
    return _decided(place, place.node) if _is_condition(place.node) else []


def _parts(place: Place) -> list[Place]:
    """Return the conditions below, looking through a negation: it is judged together with what it negates."""
    parts = [part for part in below(place) if _is_condition(part.node)]
    if isinstance(place.node, e.Not):
        return [deeper for part in parts for deeper in _parts(part)]
    return parts


def _hopeless(place: Place) -> bool:
    """Whether a definition is at fault itself: it is reported where it stands, not at each use."""
    node = place.node
    return isinstance(node, e.Use) and any(
        contradiction([(node.of, truth)], place.scope) for truth in (True, False)
    )


def _end_of_range(place: Place, condition: e.Condition) -> bool:
    """Whether this is one end of a range such as `within_last`, where the other end does the work."""
    while isinstance(condition, e.Not):
        condition = condition.of
    return isinstance(place.above, e.All) and isinstance(condition, e.Compare) and condition.op in _ORDERINGS


def _is_condition(node: e.Node) -> TypeGuard[e.Condition]:
    return isinstance(node, _CONDITIONS)


def _never(place: Place, reason: Text) -> Diagnostic:
    advice = Text(
        da="fjern den, eller ret det, den spørger om", en="take it out, or correct what it asks for"
    )
    if "evaluation date" in reason.en:
        advice = Text(
            da="en sag ses, som den så ud på vurderingsdatoen, så ingen registreret dato ligger efter den: "
            "vend sammenligningen om, eller brug en planlagt dato",
            en="a case is seen as it stood on the evaluation date, so no recorded date lies after it: "
            "turn the comparison round, or use a planned date",
        )
    return Diagnostic(
        "never-true",
        say(
            "betingelsen kan aldrig være sand: {reason}",
            "this condition can never be true: {reason}",
            reason=reason,
        ),
        advice,
        place.route,
    )


def _always(place: Place, reason: Text) -> Diagnostic:
    return Diagnostic(
        "always-true",
        say(
            "betingelsen kan aldrig være falsk: {reason}",
            "this condition can never be false: {reason}",
            reason=reason,
        ),
        Text(da="fjern den, eller ret det, den spørger om", en="take it out, or correct what it asks for"),
        place.route,
        severity=Severity.WARNING,
    )
