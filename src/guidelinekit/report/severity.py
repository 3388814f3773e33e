"""How serious a result is to the person who must act on it: the order of the human report."""

from collections.abc import Iterable
from datetime import date
from enum import IntEnum

from guidelinekit.lang.rule import Modality
from guidelinekit.results import Result, Status


class Weight(IntEnum):
    """From the most to the least serious."""

    BREACH = 0
    """A must or a right that is unmet, or a should that the profile raised."""
    GAP = 1
    """A should that is unmet."""
    LATE = 2
    DUE = 3
    UNKNOWN = 4
    EXEMPT = 5
    ADVICE = 6
    """Something the guideline only suggests (may) and that is not there, or perhaps not: never a breach."""
    MET = 7
    OUTSIDE = 8
    REMARK = 9
    """No result: where the record contradicts itself."""


def weight(result: Result) -> Weight:
    """Say how serious a result is."""
    advice = result.modality is Modality.MAY
    match result.status:
        case Status.UNMET if not advice:
            return Weight.BREACH if result.required else Weight.GAP
        case Status.MET_LATE if not advice:
            return Weight.LATE
        case Status.DUE if not advice:
            return Weight.DUE
        case Status.UNDETERMINED if not advice:
            return Weight.UNKNOWN
        case Status.EXEMPT:
            return Weight.EXEMPT
        case Status.MET:
            return Weight.MET
        case Status.NOT_APPLICABLE:
            return Weight.OUTSIDE
        case _:
            return Weight.ADVICE


def most_serious_first(results: Iterable[Result]) -> list[Result]:
    """Return the results in reading order; of equals, the longest overdue and the soonest due first."""
    return sorted(
        results,
        key=lambda r: (weight(r), -(r.overdue_days or 0), r.due_on or date.max, r.rule, r.subject),
    )
