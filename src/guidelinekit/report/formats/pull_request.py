"""A report as Markdown: for a page, for a comment, and for the summary of a GitHub workflow."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TextIO

from guidelinekit.lang.rule import Subject
from guidelinekit.report.baseline import SinceMark
from guidelinekit.report.compliance import Compliance, RecordCompliance
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.escape import markdown_text
from guidelinekit.report.findings import FindingRow, RecordFindings, findings_of
from guidelinekit.report.formats.overview import Overview
from guidelinekit.report.formats.tables import refused
from guidelinekit.report.percent import interval_text, percent
from guidelinekit.report.severity import MARK, Weight, sign_of
from guidelinekit.report.writer import Ending, Heading, Look, MostSerious, short_rule
from guidelinekit.text import Text
from guidelinekit.wording.dates import long_date

SUMMARY_LIMIT: Final = 1 << 20
"""GitHub refuses the summary of a step that has more bytes."""
_MOST_RECORDS: Final = 1000
_MOST_INVALID: Final = 100
_ROOM: Final = 400
"""Bytes for the line that says what is left out."""
_SHOWN: Final = frozenset({Weight.BREACH, Weight.GAP, Weight.LATE, Weight.DUE})


class MarkdownWriter:
    """Holds the most serious records until all is seen, then writes as much as there is room for."""

    def __init__(self, sink: TextIO, heading: Heading, look: Look, *, limited: bool = False) -> None:
        self._sink, self._heading, self._language = sink, heading, look.language
        self._limit = SUMMARY_LIMIT if limited else None
        self.shape = Overview(findings_of(heading, look))
        self._compliance = Compliance(heading)
        self._records = MostSerious[RecordFindings](_MOST_RECORDS, lambda record: record.place)
        self._invalid: list[InvalidEntry] = []

    def put(self, piece: tuple[RecordCompliance, RecordFindings]) -> None:
        """Count a record, and keep it while it is among the most serious."""
        compliance, findings = piece
        self._compliance.add(compliance)
        if any(each.weight in _SHOWN for each in findings.findings):
            self._records.take(findings)

    def refuse(self, invalid: InvalidEntry) -> None:
        """Keep one of the first records that could not be evaluated."""
        if len(self._invalid) < _MOST_INVALID:
            self._invalid.append(invalid)

    def finish(self, ending: Ending) -> None:
        """Write the report."""
        text = "\n".join(self._head(ending)) + "\n"
        room = None if self._limit is None else self._limit - len(text.encode()) - _ROOM
        written = 0
        for record in self._records.listed():
            block = "\n".join(self._record(record)) + "\n"
            if room is not None:
                room -= len(block.encode())
                if room < 0:
                    break
            text += block
            written += 1
        if self._records.count > written:
            text += "\n" + _LEFT_OUT.text(self._language).format(n=self._records.count - written) + "\n"
        self._sink.write(text)

    def _head(self, ending: Ending) -> Iterator[str]:
        danish, tally = self._language == "da", ending.tally
        day = long_date(self._heading.as_of, self._language)
        yield f"## {'Retningslinjerne pr.' if danish else 'The guidelines as of'} {day}\n"
        count, whole = tally.counts[Subject.CASE], self._compliance.all
        if ending.stopped:
            yield f"**{'Kørslen blev standset.' if danish else 'The run was stopped.'}**\n"
        packs = ", ".join(f"{pack.id} ({pack.edition})" for pack in self._heading.packs)
        numbers = {"n": count.evaluated, "i": tally.refused, "b": whole.with_breach, "u": whole.with_unmet}
        yield markdown_text(f"{_COUNTED.text(self._language).format(**numbers)} {packs}.") + "\n"
        if ending.comparison is not None:
            yield f"**{ending.comparison.in_words(self._language)}**\n"
        yield from self._requirements()
        yield from self._invalid_list(ending)
        yield f"### {'Sager' if danish else 'Cases'}\n"

    def _requirements(self) -> Iterator[str]:
        heads = _HEADS.text(self._language).split("|")
        rows = [
            (
                short_rule(each.rule.id, self._heading.packs),
                each.rule.title.text(self._language),
                each.rule.modality.label.text(self._language),
                "" if each.share is None else percent(each.share, self._language),
                "" if each.share is None else interval_text(each.interval, self._language),
                str(each.decided),
            )
            for each in self._compliance.requirements()
        ]
        yield from _table(heads, rows)

    def _invalid_list(self, ending: Ending) -> Iterator[str]:
        if not self._invalid:
            return
        title = "Ugyldige poster" if self._language == "da" else "Invalid records"
        yield f"### {title} ({ending.tally.refused})\n"
        for invalid in self._invalid:
            yield f"- {markdown_text(refused(invalid, self._language))}"
        yield ""

    def _record(self, record: RecordFindings) -> Iterator[str]:
        yield f"#### {markdown_text(record.case_id)}\n"
        shown = [each for each in record.findings if each.weight in _SHOWN]
        yield from (f"- {self._finding(each)}" for each in shown)
        yield ""

    def _finding(self, finding: FindingRow) -> str:
        mark = (
            ""
            if finding.baseline in (None, SinceMark.STILL)
            else f"**{MARK[finding.baseline].text(self._language)}** "
        )
        rule = markdown_text(short_rule(finding.rule, self._heading.packs))
        remedy = f" *» {markdown_text(finding.remedy)}*" if finding.remedy else ""
        sign = markdown_text(sign_of(finding.weight, finding.modality, self._language))
        return f"{mark}{sign} {markdown_text(finding.message)} ({rule}){remedy}"


_HEADS: Final = Text(
    da="Regel|Krav|Styrke|Overholdt i|95 %-interval|Sager bag",
    en="Rule|Requirement|Strength|Kept in|95 % interval|Cases behind",
)
_COUNTED: Final = Text(
    da="{n} sager vurderet, {i} ugyldige poster. {b} sager har et uopfyldt skal eller en uopfyldt ret, "
    "{u} har noget uopfyldt.",
    en="{n} cases evaluated, {i} invalid records. {b} cases have a must or a right that is unmet, "
    "{u} anything unmet.",
)
_LEFT_OUT: Final = Text(
    da="… og {n} mindre alvorlige sager, som ikke er vist her; de står i de andre formater.",
    en="… and {n} less serious cases that are not shown here; the other formats have them.",
)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(map(markdown_text, heads))} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    for row in rows:
        yield f"| {' | '.join(map(markdown_text, row))} |"
    yield ""
