"""From which results on a run fails, by `--fail-on`."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from guidelinekit.evaluate.tally import Tally
from guidelinekit.lang.rule import Modality, Rule
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


def fails(tally: Tally, rules: Iterable[Rule], raised: Collection[str], level: FailOn) -> bool:
    """Say whether the results counted make the run fail; `raised` are the rules that count like a `must`.

    What a guideline only suggests (may) never does.
    """
    failing = {Modality.MUST, Modality.RIGHT}
    if level is not FailOn.MUST:
        failing.add(Modality.SHOULD)
    counting = {rule.id for rule in rules if rule.modality in failing or rule.id in raised}
    return any(
        rule in counting and status in _FROM[level] and number
        for count in tally.counts.values()
        for (rule, status), number in count.verdicts.items()
    )
