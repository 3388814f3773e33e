"""Rules judged by the function they compile to: bound to a date, then called with each record."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import Any, Final

from guidelinekit.compile.base import BareOutcome, SettingsByPack
from guidelinekit.compile.verdicts.generated import function
from guidelinekit.compile.verdicts.program import written
from guidelinekit.compile.verdicts.runtime import (
    born_by,
    case_has_begun,
    first_after,
    months,
    next_birthday,
    next_turn,
    one_of,
    shifted,
)
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.values import age_on, months_later, setting_at

Answer = tuple[list[BareOutcome], dict[int, date]]
"""The verdicts, and by rule the first later day on which its own may be others, if there is any."""
Judge = Callable[[Any], Answer]
Binder = Callable[[date, date], Judge]
JudgeAlone = Callable[[Any, int | None], Answer]
"""Judges a record, or one item of it, by one rule, whose index is 0 in the answer."""
_WORTH_ALONE: Final = 300
"""From how many askings on it pays to write a rule as a function of its own."""
_WORTH_A_FUNCTION: Final = 80
"""From how many nodes on it pays to write a definition as a function, where all rules are written."""


class PythonProgram:
    """Compiled rules: the verdicts of the reference, on any object with the attributes of the model."""

    def __init__(
        self,
        rules: Sequence[Rule],
        settings: SettingsByPack,
        worth_alone: int = _WORTH_ALONE,
        worth_a_function: int = _WORTH_A_FUNCTION,
    ) -> None:
        """Compile rules; each as a function of its own, too, once that has been asked for so often."""
        self._rules, self._settings, self._worth_alone = tuple(rules), settings, worth_alone
        self._worth_a_function = worth_a_function
        self._binders: dict[Subject, Binder] = {}
        self._asked = Counter[int]()
        self._alone: dict[int, Callable[[date, date], JudgeAlone]] = {}

    def judge(self, record: Any, as_of: date, subject: Subject = Subject.CASE) -> Answer:
        """Judge a record by every rule for its kind. Return the verdicts in the order of the rules."""
        return self._binder(subject)(as_of, as_of)(record)

    def bound(
        self, as_of: date, subject: Subject = Subject.CASE, recorded_until: date | None = None
    ) -> Judge:
        """Return the function that judges records as of a date; what is recorded later is not seen."""
        return self._binder(subject)(as_of, as_of if recorded_until is None else min(as_of, recorded_until))

    def alone(self, index: int, as_of: date, recorded_until: date) -> JudgeAlone | None:
        """Return the function that judges by one rule as of a later date; None while seldom asked for."""
        if index not in self._alone:
            self._asked[index] += 1
            if self._asked[index] < self._worth_alone:
                return None
            rule = self._rules[index]
            write = partial(written, [rule], self._settings, rule.subject, alone=True)
            self._alone[index] = lru_cache(maxsize=64)(function(rule.id, write, _NAMES))
        return self._alone[index](as_of, recorded_until)

    def compile(self) -> None:
        """Compile the rules for every kind of record now, and not when the first comes."""
        for subject in Subject:
            self._binder(subject)

    def _binder(self, subject: Subject) -> Binder:
        if subject not in self._binders:
            chosen = [rule.id for rule in self._rules if rule.subject is subject]
            title = chosen[0] if len(chosen) == 1 else f"rules for a {subject.value}"
            size = self._worth_a_function
            write = partial(written, self._rules, self._settings, subject, worth_a_function=size)
            self._binders[subject] = lru_cache(maxsize=64)(function(title, write, _NAMES))
        return self._binders[subject]


_NAMES: Final[dict[str, Any]] = {
    "date": date,
    "timedelta": timedelta,
    "age_on": age_on,
    "born_by": born_by,
    "by_code": partial(defaultdict, list),
    "shifted": shifted,
    "first_after": first_after,
    "one_of": one_of,
    "next_turn": next_turn,
    "next_birthday": next_birthday,
    "one_day": timedelta(days=1),
    "nothing": object(),
    "months": months,
    "setting_at": setting_at,
    "has_begun": case_has_begun,
    "months_later": months_later,
    **{status.name: status for status in Status},
    **{reason.name: reason for reason in Reason},
}
"""What generated code names."""
