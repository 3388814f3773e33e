"""Conditions that decide nothing: those that can never be true, and those that can never be false."""

from collections.abc import Iterator
from typing import TypeGuard

from guidelinekit.check.contradiction import contradiction
from guidelinekit.check.places import Place, below
from guidelinekit.diagnostics import Diagnostic, Severity
from guidelinekit.lang import expr as e
from guidelinekit.text import Text, say

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
