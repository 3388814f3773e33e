"""What every back end offers: rules go in, a program comes out that judges records."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from guidelinekit.errors import GuidelinekitError
from guidelinekit.lang.rule import Rule
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.values import Settings

Outcome = tuple[int, Status, Reason | None, int | None, date | None]
"""One verdict of a program: the index of the rule among those compiled, the status, the reason (None where
only the reference tells it), the index of the item judged in the list of `for_each` (None for the record
itself), and the due date."""


class Program(Protocol):
    """Compiled rules."""

    def judge(self, record: Any, as_of: date) -> Sequence[Outcome]:
        """Judge a record by every rule for its kind. Return the verdicts in the order of the rules."""


class UnsupportedError(GuidelinekitError):
    """A rule holds something that the back end cannot do; it names the rule and the construct."""


SettingsByPack = Mapping[str, Settings]


def settings_of(rule: Rule, settings: SettingsByPack) -> Settings:
    """Return the parameters that a rule may name: those of its pack."""
    return settings.get(rule.pack, {})
