"""From which results on a run fails, by `--fail-on`."""

from enum import StrEnum

from guidelinekit.lang.rule import Modality
from guidelinekit.results import Result, Status


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


def fails(result: Result, level: FailOn) -> bool:
    """Say whether a result makes the run fail. What a guideline only suggests (may) never does."""
    if result.modality is Modality.MAY or (level is FailOn.MUST and not result.required):
        return False
    return result.status in _FROM[level]
