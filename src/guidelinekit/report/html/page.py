"""The report as one HTML file that asks for nothing: figures for a leader, then the most serious cases."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final, TextIO

from guidelinekit.evaluate.due import due
from guidelinekit.evaluate.evaluation import Evaluation
from guidelinekit.lang.rule import Modality
from guidelinekit.publication.writers import page_template
from guidelinekit.report.compliance import Compliance, RecordCompliance, compliance_of
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.findings import FindingRow, Findings, RecordFindings, findings_of, missing_fields
from guidelinekit.report.formats.tables import faults_of
from guidelinekit.report.html.figures import Figures
from guidelinekit.report.html.page_words import WORDS
from guidelinekit.report.severity import MARK, SIGN, Weight, sign_of
from guidelinekit.report.writer import Ending, Heading, Look, MostSerious
from guidelinekit.results import CaseResults, Status
from guidelinekit.text import Language
from guidelinekit.wording.dates import long_date

MOST_RECORDS: Final = 2000
"""How many cases the page holds: the most serious ones."""
_MOST_INVALID: Final = 200
_AHEAD: Final = timedelta(weeks=8)
_HERE: Final = Path(__file__).parent
_OPEN: Final = frozenset({Weight.BREACH, Weight.GAP, Weight.LATE, Weight.DUE, Weight.UNKNOWN})


@dataclass(frozen=True, slots=True)
class PagePiece:
    """What the page needs of one record."""

    compliance: RecordCompliance
    findings: RecordFindings | None
    """None in a page for everybody."""
    due_on: tuple[date, ...]
    """The days on which something falls due in the coming weeks."""
    missing: tuple[tuple[str, ...], ...]
    """Of each result that cannot be determined, the fields that are missing."""


@dataclass(frozen=True, slots=True)
class PagePieces:
    """Makes them; the same on every record, so that any process can do it."""

    findings: Findings
    publish: bool

    def __call__(self, record: CaseResults) -> PagePiece:
        """Return what the page needs of a record."""
        if record.not_begun:
            return PagePiece(compliance_of(record), None, (), ())
        last = record.as_of + _AHEAD - timedelta(days=1)
        if isinstance(record, Evaluation):
            days = [duty.due_on for duty in due(record, within=last - record.as_of)]
        else:
            days = [each.due_on for each in record.having(Status.DUE) if each.due_on and each.due_on <= last]
        unclear = (each for each in record.having(Status.UNDETERMINED) if each.modality is not Modality.MAY)
        return PagePiece(
            compliance_of(record),
            None if self.publish else self.findings(record),
            tuple(days),
            tuple(tuple(missing_fields(each, record.kind, self.findings.language)) for each in unclear),
        )


class HtmlWriter:
    """Counts while records come and holds the most serious, then writes the page."""

    def __init__(self, sink: TextIO, heading: Heading, look: Look) -> None:
        self._sink, self._heading, self._look = sink, heading, look
        self.shape = PagePieces(findings_of(heading, look), look.publish)
        self._compliance = Compliance(heading)
        self._weeks: Counter[int] = Counter()
        self._missing: Counter[str] = Counter()
        self._settles: Counter[str] = Counter()
        self._records = MostSerious[RecordFindings](MOST_RECORDS, lambda record: record.place)
        self._invalid: list[InvalidEntry] = []

    def put(self, piece: PagePiece) -> None:
        """Count a record, and hold it while it is among the most serious."""
        self._compliance.add(piece.compliance)
        self._weeks.update((day - self._heading.as_of).days // 7 for day in piece.due_on)
        for fields in piece.missing:
            self._missing.update(fields)
            self._settles.update(fields if len(fields) == 1 else ())
        record = piece.findings
        if record is not None and (record.remarks or any(each.weight in _OPEN for each in record.findings)):
            self._records.take(record)

    def refuse(self, invalid: InvalidEntry) -> None:
        """Hold one of the first records that could not be evaluated."""
        if len(self._invalid) < _MOST_INVALID and not self._look.publish:
            self._invalid.append(invalid)

    def finish(self, ending: Ending) -> None:
        """Write the page."""
        language, heading, look = self._look.language, self._heading, self._look
        counted = self._weeks, self._missing, self._settles
        figures = Figures(heading, self._compliance, *counted, language, publish=look.publish)
        records = self._records.listed()
        page = page_template(_HERE).stream(
            w={name: text.text(language) for name, text in WORDS.items()},
            language=language,
            day=long_date(heading.as_of, language),
            packs=heading.packs,
            profile=heading.profile,
            figures=figures,
            publish=look.publish,
            stopped=ending.stopped,
            refused=figures.alone(ending.tally.refused),
            since=ending.comparison.in_words(language) if ending.comparison and not look.publish else None,
            records=records,
            left_out=self._records.left_out,
            invalid=[list(faults_of(each, language)) for each in self._invalid],
            more_invalid=ending.tally.refused - len(self._invalid),
            municipalities=sorted({each.municipality for each in records if each.municipality}),
            providers=sorted({each.provider_id for each in records if each.provider_id}),
            weights=[(each.name.lower(), SIGN[each][1].text(language)) for each in sorted(_OPEN)],
            sign=lambda each: sign_of(each.weight, each.modality, language),
            signs=lambda findings: _signs(findings, language),
            mark=lambda each: "" if each.baseline is None else MARK[each.baseline].text(language),
            long_date=lambda each: long_date(each, language),
        )
        page.enable_buffering(50)
        for part in page:
            self._sink.write(part)


def _signs(findings: Sequence[FindingRow], language: Language) -> str:
    """Return the sign of findings that weigh the same, with all their words: `✗ skal, ret`."""
    signs = dict.fromkeys(sign_of(each.weight, each.modality, language) for each in findings)
    first, *others = signs
    return ", ".join([first, *(each.partition(" ")[2] for each in others)])
