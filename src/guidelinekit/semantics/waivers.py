"""What a waiver does to a result: it is exempt, with the reason `waived`, until the waiver expires."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from pydantic import BaseModel

from guidelinekit.lang.rule import Rule
from guidelinekit.lang.waiver import Waiver
from guidelinekit.results import Reason, Result, Status
from guidelinekit.semantics.next_change import turning_points
from guidelinekit.semantics.reference import judge
from guidelinekit.semantics.values import Settings, moved

WAIVABLE: Final = frozenset({Status.UNMET, Status.MET_LATE, Status.DUE, Status.UNDETERMINED})
"""What a waiver sets aside. What is met, exempt anyway or not applicable needs none."""

Until = Callable[[Result, Waiver], date | None]
"""When a result that a waiver sets aside next changes by itself."""


def waived(
    results: Iterable[Result], waivers: Sequence[Waiver], as_of: date, until: Until
) -> Iterator[Result]:
    """Return the results of a record under the waivers for it."""
    for result in results:
        waiver = waiver_of(result, waivers, as_of) if result.status in WAIVABLE else None
        yield result if waiver is None else _set_aside(result, waiver, until)


def waived_until(
    rule: Rule, record: BaseModel, subject: str, as_of: date, settings: Settings, expires: date
) -> date | None:
    """Return the first date on which a waived result changes if nothing is recorded, or None."""
    after = moved(expires, 1)
    for day in sorted({*turning_points(rule, record, as_of, settings), after}):
        later = judge(rule, record, day, settings, recorded_until=as_of)
        status = next((one.verdict.status for one in later if one.verdict.subject == subject), None)
        set_aside = status in WAIVABLE and day <= expires
        if not set_aside and status is not Status.EXEMPT:
            return day
    return None


def waiver_of(result: Result, waivers: Iterable[Waiver], as_of: date) -> Waiver | None:
    """Return the waiver of a record that holds for a result; of several the one that holds longest."""
    holding = [
        waiver
        for waiver in waivers
        if waiver.rule == result.rule and waiver.item in (None, result.item) and waiver.expires >= as_of
    ]
    return max(holding, key=lambda waiver: waiver.expires, default=None)


def _set_aside(result: Result, waiver: Waiver, until: Until) -> Result:
    """Return what a result says without its waiver, but for the status and the day on which it changes."""
    return replace(
        result,
        status=Status.EXEMPT,
        reason=Reason.WAIVED,
        overdue_days=None,
        changes_on=until(result, waiver),
        waiver=waiver,
    )
