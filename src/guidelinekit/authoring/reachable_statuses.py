"""Which statuses a rule can never come to, by its form and by what its conditions can never be."""

from collections.abc import Mapping

from guidelinekit.authoring.reachable import Unreachable
from guidelinekit.authoring.units import always, tops
from guidelinekit.diagnostics import Route
from guidelinekit.lang.rule import Rule, Text
from guidelinekit.results import Status
from guidelinekit.semantics.truth import FALSE, TRUE, UNKNOWN


def unreachable_statuses(rule: Rule, truths: Mapping[Route, Unreachable]) -> dict[Status, Text]:
    """Give the statuses that a rule cannot come to, each with the reason."""
    found: dict[Status, Text] = {}
    if rule.repeats is not None:
        found[Status.MET_LATE] = Text(
            da="en gentaget pligt kan ikke opfyldes for sent", en="a recurring duty"
        )
    elif rule.deadline is None:
        none = Text(da="reglen har ingen frist", en="the rule has no deadline")
        found |= {Status.MET_LATE: none, Status.DUE: none}
    requires = truths.get(("requires",), {})
    if TRUE in requires:
        found |= {Status.MET: requires[TRUE], Status.MET_LATE: requires[TRUE]}
    if FALSE in requires:
        found |= {Status.UNMET: requires[FALSE], Status.DUE: requires[FALSE]}
    if not rule.exempt_when:
        found[Status.EXEMPT] = Text(da="reglen har ingen undtagelser", en="the rule has no exemptions")
    applies = FALSE in truths.get(("applies_when",), {}) or always(rule.applies_when)
    forced = rule.in_force.start is not None or rule.in_force.end is not None
    if applies and rule.for_each is None and not forced:
        found[Status.NOT_APPLICABLE] = Text(da="reglen gælder altid", en="the rule always applies")
    open_ended = rule.deadline is not None or rule.repeats is not None or rule.for_each is not None
    if not open_ended and all(always(c) or UNKNOWN in truths.get(r, {}) for r, c in tops(rule)):
        found[Status.UNDETERMINED] = Text(
            da="alt, der læses, er altid registreret", en="all it reads is known"
        )
    return found
