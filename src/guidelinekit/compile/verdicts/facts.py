"""What there is to tell of one result, apart from the work of finding it out."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from guidelinekit.case.shown import shown
from guidelinekit.compile.verdicts.runtime import Lacks, uncovered
from guidelinekit.results import Closing, Reason, Status


class UnexplainedError(Exception):
    """A construct for which no explanation is generated; the reference evaluator explains it."""


Memo = dict[str, Any]
"""What the explanations of one record at one date share."""


class Facts(NamedTuple):
    """What there is to tell of one result."""

    status: Status
    reason: Reason
    missing: tuple[Lacks, ...]
    """What made it undetermined: pointer and reason, each once."""
    fields: Mapping[str, Any]
    """The fields read, by pointer, in the record's order; objects, and lists of them, as `Whole`."""
    named: dict[str, None]
    """The parameters leaned on, in the order of reading."""
    closing: Closing | None
    """What would close the gap of a duty that is due or unmet; None for every other status."""
    due: date | None

    @property
    def read(self) -> dict[str, Any]:
        """The fields read, by pointer, in the record's order."""
        return {pointer: shown(value) for pointer, value in self.fields.items()}

    @property
    def closes(self) -> Closing | None:
        """What would close the gap, as `semantics.closing` gives it."""
        return uncovered(self.missing) if self.status is Status.UNDETERMINED else self.closing
