"""NDJSON: a line for the run, one per record as it comes, and the summary, so that any export streams."""

from typing import BinaryIO

from guidelinekit.evaluate.plain import encoded
from guidelinekit.report.baseline import Baseline
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.entries import Entries, closing, opening
from guidelinekit.report.writer import Ending, Heading


class NdjsonWriter:
    """Writes a line for every record, listed results or not. Only a whole file ends in a summary."""

    def __init__(self, sink: BinaryIO, heading: Heading, baseline: Baseline | None = None) -> None:
        self._sink, self._live = sink, sink.isatty()
        self._heading = heading
        self.shape = Entries(heading.selection.all, heading.selection.details, baseline=baseline)
        self.put(encoded({"kind": "run", **opening(heading)}))

    def put(self, piece: bytes) -> None:
        """Write what `shape` made of one record; on a terminal it is seen at once."""
        self._sink.write(piece + b"\n")
        if self._live:
            self._sink.flush()

    def refuse(self, invalid: InvalidEntry) -> None:
        """Write the line of an invalid record."""
        self.put(encoded({"kind": "invalid", **invalid.model_dump()}))

    def finish(self, ending: Ending) -> None:
        """Write the summary, unless the run was stopped."""
        if not ending.stopped:
            self.put(encoded({"kind": "summary", **closing(self._heading, ending)}))
