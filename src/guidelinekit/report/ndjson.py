"""NDJSON: one line per record, written as it comes, so that an export of any size streams."""

from typing import BinaryIO

from guidelinekit.lang.rule import Subject
from guidelinekit.report.json_v1 import InvalidEntry
from guidelinekit.report.pieces import Entries
from guidelinekit.report.summary import Tally
from guidelinekit.results import CaseResults


class NdjsonWriter:
    """Writes a line for every record, also one without results to show; an invalid record has `problems`."""

    def __init__(self, sink: BinaryIO, *, everything: bool = False) -> None:
        self._sink, self._live = sink, sink.isatty()
        self.shape = Entries(everything=everything)

    def add(self, record: CaseResults, subject: Subject) -> None:
        """Write the record's entry."""
        self.put(self.shape(record, subject))

    def put(self, piece: bytes) -> None:
        """Write what `shape` gave for one record; on a terminal it is seen at once."""
        self._sink.write(piece + b"\n")
        if self._live:
            self._sink.flush()

    def refuse(self, invalid: InvalidEntry) -> None:
        """Write the invalid record's entry."""
        self.put(invalid.model_dump_json().encode())

    def finish(self, tally: Tally) -> None:
        """Write nothing more: the lines are all there is."""
