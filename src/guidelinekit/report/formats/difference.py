"""What changed since an older report, as one JSON document: for a case system, and for tomorrow's meeting."""

from typing import TextIO

from guidelinekit.errors import UsageError
from guidelinekit.evaluate.plain import Tree, encoded
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.entries import opening
from guidelinekit.report.writer import Ending, Heading, Look
from guidelinekit.results import CaseResults
from guidelinekit.text import Text


def nothing(_record: CaseResults) -> None:
    """Make nothing of a record: the comparison has it."""


class DifferenceWriter:
    """Writes the comparison with the baseline when it is complete. Raises UsageError where there is none."""

    def __init__(self, sink: TextIO, heading: Heading, look: Look) -> None:
        if look.comparison is None:
            raise UsageError(
                Text(da="`difference` kræver en ældre rapport", en="`difference` needs an older report"),
                Text(da="nævn den med --baseline", en="name it with --baseline"),
            )
        self._sink, self._heading, self._comparison = sink, heading, look.comparison
        self.shape = nothing

    def put(self, piece: None) -> None:
        """Take nothing."""

    def refuse(self, invalid: InvalidEntry) -> None:
        """Take nothing."""

    def finish(self, ending: Ending) -> None:
        """Write the document."""
        made = opening(self._heading)
        names = ("schema_version", "tool", "as_of", "profile", "packs")
        tree: Tree = {name: made[name] for name in names}
        last = {"stopped": True} if ending.stopped else {"baseline": self._comparison.tree()}
        self._sink.write(encoded({**tree, **last}).decode() + "\n")
