"""What a waiver does to a result: it is exempt, with the reason `waived`, until the waiver expires."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from pydantic import BaseModel

from guidelinekit.lang.rule import Rule, Text
from guidelinekit.lang.waiver import Waiver
from guidelinekit.results import Closing, Detail, Missing, Read, Reason, Result, Status
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
    """Give the results of a record under the waivers for it."""
    for result in results:
        waiver = waiver_of(result, waivers, as_of) if result.status in WAIVABLE else None
        yield result if waiver is None else _set_aside(result, waiver, until)


def waived_until(
    rule: Rule, record: BaseModel, subject: str, as_of: date, settings: Settings, expires: date
) -> date | None:
    """Give the first date on which a waived result changes if nothing is recorded; None if it never does."""
    after = moved(expires, 1)
    for day in sorted({*turning_points(rule, record, as_of, settings), after}):
        later = judge(rule, record, day, settings, recorded_until=as_of)
        status = next((one.verdict.status for one in later if one.verdict.subject == subject), None)
        set_aside = status in WAIVABLE and day <= expires
        if not set_aside and status is not Status.EXEMPT:
            return day
    return None


def waiver_of(result: Result, waivers: Iterable[Waiver], as_of: date) -> Waiver | None:
    """Give the waiver of a record that holds for a result; of several the one that holds longest."""
    holding = [
        waiver
        for waiver in waivers
        if waiver.rule == result.rule and waiver.item in (None, result.item) and waiver.expires >= as_of
    ]
    return max(holding, key=lambda waiver: waiver.expires, default=None)


def _set_aside(result: Result, waiver: Waiver, until: Until) -> Result:
    return replace(
        result,
        status=Status.EXEMPT,
        overdue_days=None,
        detail=_SetAside(result, waiver, until),
        waiver=waiver,
    )


@dataclass(frozen=True)
class _SetAside:
    """The explanation of a result without its waiver, but for the reason and the day on which it changes."""

    result: Result
    waiver: Waiver
    until: Until

    @property
    def _detail(self) -> Detail:
        return self.result.detail

    @property
    def reason(self) -> Reason:
        return Reason.WAIVED

    @property
    def message(self) -> Text:
        return self._detail.message

    @property
    def remedy(self) -> Text:
        return self._detail.remedy

    @cached_property
    def changes_on(self) -> date | None:
        return self.until(self.result, self.waiver)

    @property
    def missing(self) -> tuple[Missing, ...]:
        return self._detail.missing

    @property
    def read(self) -> tuple[Read, ...]:
        return self._detail.read

    @property
    def fields(self) -> Mapping[str, Any]:
        return self._detail.fields

    @property
    def closes(self) -> Closing | None:
        return self._detail.closes

    @property
    def local_parameters(self) -> tuple[str, ...]:
        return self._detail.local_parameters
