"""What every back end offers: rules go in, a program comes out that judges records."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from guidelinekit.errors import GuidelinekitError
from guidelinekit.lang.rule import Rule
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.values import Settings


class Found(NamedTuple):
    """One verdict of a program. A reason that only the explanation can tell is None."""

    rule: int
    """The index of the rule among those compiled."""
    status: Status
    reason: Reason | None
    item: int | None
    """The index of the item judged in the list of `for_each`; None for the record itself."""
    due_on: date | None


class Program(Protocol):
    """Compiled rules."""

    def judge(self, record: Any, as_of: date) -> Sequence[tuple[Any, ...]]:
        """Judge a record by every rule for its kind. Gives tuples shaped as `Found`, in order of rules."""


class UnsupportedError(GuidelinekitError):
    """A rule holds something that the back end cannot do; it names the rule and the construct."""


SettingsByPack = Mapping[str, Settings]


def settings_of(rule: Rule, settings: SettingsByPack) -> Settings:
    """Give the parameters that a rule may name: those of its pack."""
    return settings.get(rule.pack, {})
