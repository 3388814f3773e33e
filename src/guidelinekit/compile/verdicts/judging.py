"""Rules judged by the function they compile to: bound to a date, then called with each record."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import Any, Final

from guidelinekit.compile.base import SettingsByPack
from guidelinekit.compile.verdicts.generated import (
    NOTHING_KEPT,
    Kept,
    Written,
    kept_function,
    made_function,
    show_in_tracebacks,
)
from guidelinekit.compile.verdicts.runtime import born_by, shifted
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.values import age_on, setting_at

Judge = Callable[[Any], list[tuple[Any, ...]]]
Binder = Callable[[date, date], Judge]


class PythonProgram:
    """Compiled rules. Gives what the reference evaluator gives, on any object with the model's attributes."""

    def __init__(self, rules: Sequence[Rule], settings: SettingsByPack, kept: Kept = NOTHING_KEPT) -> None:
        self._rules, self._settings, self._kept = tuple(rules), settings, kept
        self._binders: dict[Subject, Binder] = {}

    def judge(self, record: Any, as_of: date, subject: Subject = Subject.CASE) -> list[tuple[Any, ...]]:
        """Judge a record by every rule for its kind, in their order. Gives tuples shaped as `base.Found`."""
        return self._binder(subject)(as_of, as_of)(record)

    def bound(
        self, as_of: date, subject: Subject = Subject.CASE, recorded_until: date | None = None
    ) -> Judge:
        """Give the function that judges records as of a date; what is recorded later is not seen."""
        return self._binder(subject)(as_of, as_of if recorded_until is None else min(as_of, recorded_until))

    def ready(self, subject: Subject) -> bool:
        """Say whether records can be judged at once, by rules that are compiled or kept from before."""
        if subject not in self._binders:
            found = kept_function(self._name(subject), _NAMES, self._kept)
            if found is None:
                return False
            show_in_tracebacks(self._name(subject), self._writing(subject))
            self._binders[subject] = lru_cache(maxsize=64)(found)
        return True

    def _binder(self, subject: Subject) -> Binder:
        if not self.ready(subject):
            made = made_function(self._name(subject), self._writing(subject), _NAMES, self._kept)
            self._binders[subject] = lru_cache(maxsize=64)(made)
        return self._binders[subject]

    def _writing(self, subject: Subject) -> Callable[[], Written]:
        def write() -> Written:
            from guidelinekit.compile.verdicts.program import written  # noqa: PLC0415 - kept rules do without

            return written(self._rules, self._settings, subject)

        return write

    def _name(self, subject: Subject) -> str:
        """Give the name that the function is kept under. It tells rules by number: which, and their order."""
        chosen = [(index, rule) for index, rule in enumerate(self._rules) if rule.subject is subject]
        called = chosen[0][1].id if len(chosen) == 1 else f"rules for a {subject.value}"
        return f"{called}: {' '.join(f'{index}={rule.id}' for index, rule in chosen)}"


_NAMES: Final[dict[str, Any]] = {
    "date": date,
    "timedelta": timedelta,
    "age_on": age_on,
    "born_by": born_by,
    "by_code": partial(defaultdict, list),
    "shifted": shifted,
    "setting_at": setting_at,
    **{status.name: status for status in Status},
    **{reason.name: reason for reason in Reason},
}
"""What generated code names."""
