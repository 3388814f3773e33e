"""What every evaluator gives: conclusions, with the parameters that a rule may name."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from guidelinekit.errors import GuidelinekitError
from guidelinekit.lang.rule import Rule
from guidelinekit.results import Missing, Reason, Status
from guidelinekit.semantics.values import Settings


class Conclusion(NamedTuple):
    """What a rule comes to, on a record or on an item of it."""

    rule: int
    """The index of the rule among those compiled."""
    status: Status
    reason: Reason
    item: int | None = None
    """The index of the item judged in the list of `for_each`; None for the record itself."""
    due_on: date | None = None
    missing: tuple[Missing, ...] = ()
    """What made it undetermined."""
    overdue_days: int | None = None
    """How late it is, or was when it was done or excused."""


BareOutcome = tuple[int, Status, Reason | None, int | None, date | None]
"""The first fields of a conclusion, the reason being None where only closures tell it."""
Outcome = BareOutcome | Conclusion


class UnsupportedError(GuidelinekitError):
    """A rule holds something that the back end cannot do; it names the rule and the construct."""


SettingsByPack = Mapping[str, Settings]


def settings_of(rule: Rule, settings: SettingsByPack) -> Settings:
    """Return the parameters that a rule may name: those of its pack."""
    return settings.get(rule.pack, {})
