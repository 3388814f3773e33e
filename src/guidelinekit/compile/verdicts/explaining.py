"""Explanations compiled: per rule a function that gives what the reference's judgement tells of a result."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from guidelinekit.case.shown import Whole
from guidelinekit.compile.base import SettingsByPack
from guidelinekit.compile.verdicts.facts import Facts, Memo
from guidelinekit.compile.verdicts.generated import NOTHING_KEPT, Kept, Written, function
from guidelinekit.compile.verdicts.runtime import (
    born_by,
    by,
    plain,
    repeated,
    shifted,
    unclear,
    uncovered,
)
from guidelinekit.lang.rule import Rule
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.gap import together
from guidelinekit.semantics.values import age_on, setting_at

if TYPE_CHECKING:
    from guidelinekit.compile.verdicts.explain import Writer

Explain = Callable[[Any, int | None, Memo], tuple[Any, ...]]
Binder = Callable[[date, Callable[[str], Any]], Callable[..., tuple[Any, ...]]]


class Explainer:
    """Compiles the explanation of each rule when it is first asked for."""

    def __init__(self, rules: Sequence[Rule], settings: SettingsByPack, kept: Kept = NOTHING_KEPT) -> None:
        self._rules, self._settings, self._kept = rules, settings, kept
        self._binders: dict[int, Binder] = {}
        self._part_binders: dict[str, Binder] = {}
        self._bound = lru_cache(maxsize=4096)(self._bind)
        self._bound_part = lru_cache(maxsize=4096)(self._bind_part)

    @cached_property
    def _writer(self) -> "Writer":
        from guidelinekit.compile.verdicts.explain import Writer  # noqa: PLC0415 - kept rules do without

        return Writer(self._rules, self._settings)

    def explain(self, index: int, record: Any, as_of: date, item: int | None, memo: Memo) -> Facts:
        """Explain the result of a rule, by its index, for a record or for an item of it.

        Raises UnexplainedError where no explanation can be generated for the rule.
        """
        return Facts._make(self._bound(index, as_of)(record, item, memo))

    def _bind(self, index: int, as_of: date) -> Explain:
        binder = self._binders.get(index)
        if binder is None:
            rule = self._rules[index]
            binder = self._function(rule.id, lambda: self._writer.rule(rule))
            self._binders[index] = binder
        return binder(as_of, lambda part: self._bound_part(part, as_of))

    def _bind_part(self, part: str, as_of: date) -> Callable[..., tuple[Any, ...]]:
        binder = self._part_binders.get(part)
        if binder is None:
            binder = self._part_binders[part] = self._function(part, lambda: self._writer.part(part))
        return binder(as_of, lambda inner: self._bound_part(inner, as_of))

    def _function(self, called: str, write: Callable[[], Written]) -> Binder:
        return function(f"explanation of {called}", write, _NAMES, self._kept)


_NAMES: Final[dict[str, Any]] = {
    "date": date,
    "timedelta": timedelta,
    "age_on": age_on,
    "born_by": born_by,
    "by": by,
    "plain": plain,
    "repeated": repeated,
    "setting_at": setting_at,
    "shifted": shifted,
    "Whole": Whole,
    "together": together,
    "unclear": unclear,
    "uncovered": uncovered,
    **{status.name: status for status in Status},
    **{reason.name: reason for reason in Reason},
}
