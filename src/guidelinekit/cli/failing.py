"""From which results on a run fails, by `--fail-on`."""

from enum import StrEnum

from guidelinekit.evaluate import RuleSet
from guidelinekit.lang.rule import Modality
from guidelinekit.report.summary import Tally
from guidelinekit.results import Status


class FailOn(StrEnum):
    """From the strictest run to the one that never fails. Each level includes those below it."""

    UNDETERMINED = "undetermined"
    """Also what cannot be determined."""
    DUE = "due"
    """Also what is due and what was met too late."""
    UNMET = "unmet"
    """What is unmet: must, right and should."""
    MUST = "must"
    """What is unmet: must and right only, and what the profile raised."""
    NEVER = "never"


_FROM = {
    FailOn.UNDETERMINED: {Status.UNMET, Status.DUE, Status.MET_LATE, Status.UNDETERMINED},
    FailOn.DUE: {Status.UNMET, Status.DUE, Status.MET_LATE},
    FailOn.UNMET: {Status.UNMET},
    FailOn.MUST: {Status.UNMET},
    FailOn.NEVER: set[Status](),
}
_COUNTS = frozenset(Modality) - {Modality.MAY}


def fails(tally: Tally, rules: RuleSet, level: FailOn) -> bool:
    """Say whether the results counted make the run fail. What a guideline only suggests (may) never does."""
    counts = _COUNTS - {Modality.SHOULD} if level is FailOn.MUST else _COUNTS
    failing = {rule.id for rule in rules.rules if rule.modality in counts}
    failing.update(rules.profile.blocking)
    return any(
        counted.statuses[status]
        for counts_of in (tally.rules, tally.providers.rules)
        for rule, counted in counts_of.items()
        if rule in failing
        for status in _FROM[level]
    )
