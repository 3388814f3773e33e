"""What a change does to citizens: to all of them, and to those of a municipality or a provider."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from guidelinekit.results import Status

Transition = tuple[Status | None, Status | None]
"""The status before and after; None where a version has no such rule or item."""

APPLIES: Final = (
    *(Status.UNMET, Status.MET_LATE, Status.DUE, Status.UNDETERMINED, Status.EXEMPT, Status.MET),
)
"""The statuses of a rule that applies, the most serious first."""
_SERIOUS: Final[Mapping[Status | None, int]] = {each: len(APPLIES) - i for i, each in enumerate(APPLIES)}


def worsening(transition: Transition) -> int:
    """Say by how much a status became more serious: below zero less so, zero where it is as serious."""
    was, now = (_SERIOUS.get(status, 0) for status in transition)
    return now - was


@dataclass(slots=True)
class GroupImpact:
    """What the changed rules say of the citizens of a group, before and after."""

    records: int = 0
    changed: int = 0
    """How many have a result with another status."""
    worse: int = 0
    """How many have a result with a more serious one."""
    before: Counter[Status] = field(default_factory=Counter)
    """The results of rules that apply, by status."""
    after: Counter[Status] = field(default_factory=Counter)

    def add(self, transitions: Sequence[Transition]) -> None:
        """Count one citizen, with all that the changed rules say."""
        changes = [worsening(each) for each in transitions if each[0] is not each[1]]
        self.records += 1
        self.changed += bool(changes)
        self.worse += any(change > 0 for change in changes)
        for counts, statuses in zip((self.before, self.after), zip(*transitions, strict=True), strict=False):
            counts.update(status for status in statuses if status in APPLIES)
