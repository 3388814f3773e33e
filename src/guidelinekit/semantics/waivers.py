"""What a waiver does to a result: it is exempt, with the reason `waived`, until the waiver expires."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from guidelinekit.lang.waiver import Waiver
from guidelinekit.results import Reason, Result, Status
from guidelinekit.semantics.values import moved

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


def waived_until(status: Status, turns: Iterable[tuple[date, Status | None]], expires: date) -> date | None:
    """Return the first date on which a waived result changes if nothing is recorded, or None.

    `turns` are the later days on which the result, which is of `status` now, may be of another, in order.
    """
    after = moved(expires, 1)
    now: Status | None = status
    for day, later in turns:
        if now in WAIVABLE and after < day:
            return after
        now = later
        if now is not Status.EXEMPT and not (now in WAIVABLE and day <= expires):
            return day
    return after if now in WAIVABLE and after > expires else None


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
