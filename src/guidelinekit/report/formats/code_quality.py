"""Findings as GitLab's code quality report, written as they come."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Final, TextIO

from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.findings import RecordFindings, findings_of
from guidelinekit.report.formats.tables import refused
from guidelinekit.report.severity import STOPPED, Weight
from guidelinekit.report.writer import Ending, Heading, Look
from guidelinekit.text import printable_parts

_SEVERITY: Final[Mapping[Weight, str]] = {
    Weight.BREACH: "critical",
    Weight.GAP: "major",
    Weight.LATE: "minor",
    Weight.DUE: "info",
    Weight.UNKNOWN: "info",
}


class CodeQualityWriter:
    """Writes an entry for each finding that is open or was late, and for each invalid record."""

    def __init__(self, sink: TextIO, heading: Heading, look: Look) -> None:
        self._sink, self._look = sink, look
        self.shape = findings_of(heading, look)
        self._between = "[\n"

    def put(self, piece: RecordFindings) -> None:
        """Write the entries of one record."""
        for finding in piece.findings:
            if finding.weight in _SEVERITY:
                name = " ".join(filter(None, (finding.case_id, finding.item)))
                self._write(
                    f"{name}: {finding.message}", finding.rule, finding.key, _SEVERITY[finding.weight]
                )

    def refuse(self, invalid: InvalidEntry) -> None:
        """Write the entry of a record that could not be evaluated."""
        text = refused(invalid, self._look.language)
        self._write(text, "invalid-record", invalid.location, "blocker")

    def finish(self, ending: Ending) -> None:
        """Close the list; that of a run that was stopped says so."""
        if ending.stopped:
            self._write(STOPPED.text(self._look.language), "stopped", "stopped", "blocker")
        self._sink.write("]\n" if self._between == ",\n" else "[]\n")

    def _write(self, description: str, check: str, key: str, severity: str) -> None:
        file = self._look.file()
        entry = {
            "description": description,
            "check_name": check,
            "fingerprint": sha256(key.encode()).hexdigest(),
            "severity": severity,
            "location": {"path": "stdin" if file == "-" else file, "lines": {"begin": 1}},
        }
        self._sink.write(self._between + json.dumps(printable_parts(entry), ensure_ascii=False))
        self._between = ",\n"
