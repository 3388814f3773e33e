"""One JSON document, written piece by piece: memory does not grow with the number of records."""

import json
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from guidelinekit.lang.rule import Subject
from guidelinekit.report.json_v1 import InputEntry, InvalidEntry, PackEntry, ProvidersEntry, ToolEntry
from guidelinekit.report.part import Part
from guidelinekit.report.pieces import Entries
from guidelinekit.report.receipt import ReceiptEntry, switched_off_entries, waivers_entry
from guidelinekit.report.summary import Tally, summary_entry
from guidelinekit.report.writer import Heading
from guidelinekit.results import CaseResults

_HELD = 1 << 20
"""Bytes of invalid records held in memory; what is beyond waits in a temporary file."""


class JsonWriter:
    """Writes a `json_v1.Report`: heading, results as they come, then invalid, input and summary."""

    def __init__(self, sink: BinaryIO, heading: Heading, *, everything: bool = False) -> None:
        self._sink, self._live = sink, sink.isatty()
        self._heading = heading
        self.shape = Entries(everything=everything, empty=False)
        self._invalid: SpooledTemporaryFile[bytes] | None = None
        self._between = b"\n"
        self._open()

    def add(self, record: CaseResults, subject: Subject) -> None:
        """Write the record's entry, unless none of its results is to be shown."""
        self.put(self.shape(record, subject))

    def put(self, piece: bytes) -> None:
        """Write what `shape` gave for one record; on a terminal it is seen at once."""
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

    def finish(self, tally: Tally) -> None:
        """Write the invalid records, what was read, and the summary."""
        self._write('\n],\n"invalid": [')
        if self._invalid is not None:
            self._write_invalid(self._invalid)
        self._write("\n],\n")
        paths = self._heading.paths
        self._part(
            "input",
            InputEntry(
                path=paths[0] if len(paths) == 1 else paths,
                cases=tally.evaluated + tally.invalid,
                evaluated=tally.evaluated,
                invalid=tally.invalid,
                providers=ProvidersEntry(
                    records=tally.providers.evaluated + tally.providers.invalid,
                    evaluated=tally.providers.evaluated,
                    invalid=tally.providers.invalid,
                ),
            ),
        )
        self._part("summary", summary_entry(tally))
        waivers, as_of = self._heading.waivers, self._heading.as_of
        if waivers is not None:
            applied = tally.waived + tally.providers.waived
            self._part("waivers", waivers_entry(waivers, as_of, tally.used, applied))
        receipt = ReceiptEntry(
            profile_digest=self._heading.profile_digest,
            waivers_digest=None if waivers is None else waivers.digest,
            inputs=tuple(tally.files),
        )
        self._write(f'"receipt": {receipt.model_dump_json()}\n}}\n')

    def _write_invalid(self, held: SpooledTemporaryFile[bytes]) -> None:
        held.seek(0)
        between = b"\n"
        for line in held:
            self._sink.write(between + line.rstrip(b"\n"))
            between = b",\n"
        held.close()

    def _open(self) -> None:
        heading = self._heading
        packs = [
            PackEntry(id=pack.id, edition=pack.edition, digest=pack.digest).model_dump()
            for pack in heading.packs
        ]
        self._write('{\n"schema_version": "1",\n')
        self._part("tool", ToolEntry(name="guidelinekit", version=heading.version))
        self._write(f'"as_of": "{heading.as_of.isoformat()}",\n')
        self._write(f'"profile": {json.dumps(heading.profile, ensure_ascii=False)},\n')
        off = [one.model_dump() for one in switched_off_entries(heading.switched_off)]
        self._write(f'"switched_off": {json.dumps(off, ensure_ascii=False)},\n')
        self._write(f'"raised": {json.dumps(heading.raised)},\n')
        self._write(f'"packs": {json.dumps(packs, ensure_ascii=False)},\n')
        self._part("selection", heading.selection)
        self._write('"results": [')

    def _part(self, key: str, part: Part) -> None:
        self._write(f'"{key}": {part.model_dump_json()},\n')

    def _write(self, text: str) -> None:
        self._sink.write(text.encode())
