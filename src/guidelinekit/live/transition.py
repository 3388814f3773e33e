"""What became of a duty, because of a fact or of a day that came."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from guidelinekit.results import Result, Status
from guidelinekit.text import Text

GONE: Final = Text(da="Kravet gælder ikke længere.", en="The requirement no longer applies.")

ELSEWHERE: Final = Text(
    da="Samme mangel siges nu af en anden regel.", en="Another rule now tells the same gap."
)


@dataclass(frozen=True, slots=True)
class Transition:
    """A duty whose status is another than before."""

    case_id: str
    rule: str
    """The full id of the rule."""
    item: str
    """The name of the item judged; empty for the case."""
    key: str
    """The case's id, the rule and the item in one text, as a result has it."""
    before: Status | None
    """The status before; None where the rule did not apply."""
    after: Status | None
    """The status now; None where the rule does not apply any more."""
    on: date
    """The day of the case on which it happened."""
    because: str
    """The name of the fact (`need:n2`, `enrolment`); empty where only the day came."""
    due_on: date | None
    message: Text
    """What a caseworker reads of it."""
    remedy: Text
    """What would close the gap; empty where none is open."""

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as JSON would hold it."""
        return {
            "case_id": self.case_id,
            "rule": self.rule,
            "item": self.item,
            "key": self.key,
            "from": self.before,
            "to": self.after,
            "on": self.on.isoformat(),
            "because": self.because,
            "due_on": None if self.due_on is None else self.due_on.isoformat(),
            "message": self.message.plain(),
            "remedy": self.remedy.plain(),
        }


def turned(result: Result, case_id: str, before: Status | None, on: date, because: str) -> Transition:
    """Return the transition to what a result says."""
    after = None if result.status is Status.NOT_APPLICABLE else result.status
    message, remedy = (GONE, Text(da="", en="")) if after is None else (result.message, result.remedy)
    duty = result.rule, result.item, result.key
    return Transition(case_id, *duty, before, after, on, because, result.due_on, message, remedy)
