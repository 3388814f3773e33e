"""Findings as annotations of a GitHub workflow, within the number that a step may have."""

from collections.abc import Mapping
from typing import Final, TextIO

from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.escape import workflow_command
from guidelinekit.report.findings import FindingRow, RecordFindings, findings_of
from guidelinekit.report.formats.tables import refused
from guidelinekit.report.severity import Weight, sign_of
from guidelinekit.report.writer import Ending, Heading, Look, MostSerious
from guidelinekit.text import Text

MOST: Final = 10
"""Of each level GitHub shows so many of a step, and drops the others without a word."""
_WEIGHTS: Final[Mapping[str, frozenset[Weight]]] = {
    "error": frozenset({Weight.BREACH}),
    "warning": frozenset({Weight.GAP}),
    "notice": frozenset({Weight.LATE, Weight.DUE, Weight.UNKNOWN}),
}
_MORE: Final = Text(
    da="{n} fund og {i} ugyldige poster mere; de står i --format github-summary og i de andre formater",
    en="{n} more findings, {i} more invalid records; --format github-summary and other formats have them",
)


class AnnotationWriter:
    """Writes the most serious findings when all is seen; invalid records go before the others."""

    def __init__(self, sink: TextIO, heading: Heading, look: Look) -> None:
        self._sink, self._look = sink, look
        self.shape = findings_of(heading, look)
        self._levels = {
            level: MostSerious[tuple[FindingRow, str]](MOST, lambda listed: listed[0].place)
            for level in _WEIGHTS
        }
        self._invalid: list[tuple[str, str]] = []

    def put(self, piece: RecordFindings) -> None:
        """Keep what is among the most serious."""
        file = self._look.file()
        for level, weights in _WEIGHTS.items():
            self._levels[level].take(*((each, file) for each in piece.findings if each.weight in weights))

    def refuse(self, invalid: InvalidEntry) -> None:
        """Keep one of the first records that could not be evaluated."""
        if len(self._invalid) < MOST // 2:
            self._invalid.append((self._look.file(), refused(invalid, self._look.language)))

    def finish(self, ending: Ending) -> None:
        """Write the commands; the last says how many findings have none."""
        for file, text in self._invalid:
            self._command("error", file, "invalid", text)
        written = 0
        for level, most_serious in self._levels.items():
            room = MOST - (len(self._invalid) if level == "error" else level == "notice")
            for finding, file in most_serious.listed()[:room]:
                written += 1
                sign = sign_of(finding.weight, finding.modality, self._look.language)
                title = f"{sign} {finding.rule} {finding.item}".rstrip()
                self._command(level, file, title, f"{finding.case_id}: {finding.message}\n{finding.remedy}")
        more = sum(level.count for level in self._levels.values()) - written
        invalid = ending.tally.refused - len(self._invalid)
        if more or invalid:
            text = _MORE.text(self._look.language).format(n=more, i=invalid)
            self._command("notice", "", "guidelinekit", text)

    def _command(self, level: str, file: str, title: str, message: str) -> None:
        named = {"file": file if file != "-" else "", "title": title}
        self._sink.write(f"{workflow_command(level, named, message.rstrip())}\n")
