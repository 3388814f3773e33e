"""One JSON document, written piece by piece: memory does not grow with the number of records."""

from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from guidelinekit.evaluate.plain import Tree, encoded
from guidelinekit.report.baseline import Baseline
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.entries import Entries, closing, opening
from guidelinekit.report.writer import Ending, Heading

_HELD = 1 << 20
"""Bytes of invalid records held in memory; what is beyond waits in a temporary file."""


class JsonWriter:
    """Writes a `contract.Report`: results as they come, then what is invalid, and the summary."""

    def __init__(self, sink: BinaryIO, heading: Heading, baseline: Baseline | None = None) -> None:
        self._sink, self._live = sink, sink.isatty()
        self._heading = heading
        selection = heading.selection
        self.shape = Entries(selection.all, selection.details, empty=False, baseline=baseline)
        self._invalid: SpooledTemporaryFile[bytes] | None = None
        self._between = b"\n"
        self._sink.write(b"{\n" + b"".join(b"%b,\n" % line for line in _lines(opening(heading))))
        self._sink.write(b'"results": [')

    def put(self, piece: bytes) -> None:
        """Write what `shape` made of one record; on a terminal it is seen at once."""
        if piece:
            self._sink.write(self._between + piece)
            self._between = b",\n"
            if self._live:
                self._sink.flush()

    def refuse(self, invalid: InvalidEntry) -> None:
        """Hold the invalid record's entry back: it stands after the results."""
        if self._invalid is None:
            self._invalid = SpooledTemporaryFile(max_size=_HELD)  # noqa: SIM115 - closed by `finish`
        self._invalid.write(invalid.model_dump_json().encode() + b"\n")

    def finish(self, ending: Ending) -> None:
        """Write the invalid records and the summary; of a run that was stopped, only that it was."""
        self._sink.write(b'\n],\n"invalid": [')
        if self._invalid is not None:
            self._write_invalid(self._invalid)
        last = {"stopped": True} if ending.stopped else closing(self._heading, ending)
        self._sink.write(b"\n],\n" + b",\n".join(_lines(last)) + b"\n}\n")

    def _write_invalid(self, held: SpooledTemporaryFile[bytes]) -> None:
        held.seek(0)
        between = b"\n"
        for line in held:
            self._sink.write(between + line.rstrip(b"\n"))
            between = b",\n"
        held.close()


def _lines(tree: Tree) -> list[bytes]:
    """Return each key with its value, to stand on a line of its own."""
    return [b'"%b": %b' % (key.encode(), encoded(value)) for key, value in tree.items()]
