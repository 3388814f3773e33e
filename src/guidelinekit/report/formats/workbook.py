"""Findings as a workbook: a summary, and a row for each finding, requirement and fault of the export."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any, Final, NamedTuple, TextIO

from guidelinekit.errors import UsageError
from guidelinekit.extras import needs
from guidelinekit.report.columns import COLUMNS, FAULTS, STRENGTH, Fault, fault_row
from guidelinekit.report.compliance import Compliance, Kept, RecordCompliance
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.escape import xml_text
from guidelinekit.report.findings import RecordFindings, findings_of
from guidelinekit.report.formats.overview import Overview
from guidelinekit.report.formats.tables import Contradictions, faults_of
from guidelinekit.report.severity import STOPPED
from guidelinekit.report.writer import Ending, Heading, Look
from guidelinekit.results import CaseResults
from guidelinekit.text import Text, printable
from guidelinekit.wording.dates import long_date

MOST_ROWS: Final = 1_048_576
"""A sheet has no more rows, its heading included."""
_LONGEST: Final = 32_767
"""A cell holds no longer text."""
_AS_TEXT: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_SHEETS: Final = Text(da="Oversigt|Fund|Krav|Fejl i udtrækket", en="Summary|Findings|Requirements|Faults")
_REQUIREMENT: Final = (
    (Text(da="Anvisning", en="Section"), 10),
    (Text(da="Krav", en="Requirement"), 60),
    (Text(da="Styrke", en="Strength"), 8),
    (Text(da="Overholdt i andel", en="Kept in share"), 12),
    (Text(da="Interval fra", en="Interval from"), 12),
    (Text(da="Interval til", en="Interval to"), 12),
    (Text(da="Sager bag", en="Cases behind"), 11),
    (Text(da="Overholdt", en="Kept"), 11),
    (Text(da="For sent", en="Late"), 11),
    (Text(da="Ikke opfyldt", en="Unmet"), 12),
    (Text(da="Kan ikke afgøres", en="Undetermined"), 15),
    (Text(da="Fristen løber", en="Due"), 12),
    (Text(da="Undtaget", en="Exempt"), 11),
    (Text(da="Regel", en="Rule"), 40),
)
_PRINTED: Final = (next(at for at, each in enumerate(COLUMNS) if each.key == "changes_on"), 13, len(FAULTS))
"""How many columns of a sheet are printed: those after them are for looking up and joining."""
_DAY: Final = Text(da="dd-mm-yyyy", en="yyyy-mm-dd")
_LINE: Final = 15
"""The height of a line of text, in points."""
_WRAPPED: Final = 1.15
"""What a text takes of a column, its words being whole in each line, for each letter."""
_A4: Final = 9
_COUNTED: Final = (Kept.KEPT, Kept.LATE, Kept.UNMET, Kept.UNDETERMINED, Kept.DUE, Kept.EXEMPT)


class XlsxWriter:
    """Writes rows as they come. Every text is text: nothing is calculated, and nothing is a link."""

    def __init__(self, sink: TextIO, heading: Heading, look: Look) -> None:
        """Raises InputError where XlsxWriter is not installed, UsageError for a terminal."""
        xlsxwriter = needs("xlsxwriter", "excel", Text(da="regnearksfiler", en="workbooks"))
        if sink.isatty():
            raise UsageError(
                Text(
                    da="en regnearksfil er ikke noget for en terminal",
                    en="a workbook is nothing for a terminal",
                ),
                Text(da="skriv `-o xlsx=FIL`", en="write `-o xlsx=FILE`"),
            )
        self._heading, self._language = heading, look.language
        self._book = xlsxwriter.Workbook(
            sink.buffer, {"constant_memory": True, "in_memory": False, **_AS_TEXT}
        )
        self._formats = _Formats(
            self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            self._book.add_format({"text_wrap": True, "valign": "top"}),
            self._book.add_format({"num_format": _DAY.text(look.language), "valign": "top", "align": "left"}),
            self._book.add_format({"num_format": "0 %", "valign": "top"}),
            self._book.add_format({"num_format": "0", "valign": "top"}),
        )
        names = _SHEETS.text(look.language).split("|")
        self._summary = self._book.add_worksheet(names[0])
        columns = (
            [(each.heading, each.width) for each in COLUMNS],
            _REQUIREMENT,
            [(heading, width) for _, heading, width in FAULTS],
        )
        self._findings, self._requirements, self._faults = (
            _Sheet(
                self._book.add_worksheet(name),
                self._formats,
                [(text.text(look.language), width) for text, width in heads],
                printed,
            )
            for name, heads, printed in zip(names[1:], columns, _PRINTED, strict=True)
        )
        self.shape = OverviewAndFaults(Overview(findings_of(heading, look)), Contradictions(look.language))
        self._compliance = Compliance(heading)

    def put(self, piece: tuple[tuple[RecordCompliance, RecordFindings], Sequence[Fault]]) -> None:
        """Write the rows of one record."""
        (compliance, findings), faults = piece
        self._compliance.add(compliance)
        for finding in findings.findings:
            self._findings.write([column.shown(finding, self._language) for column in COLUMNS])
        for fault in faults:
            self._faults.write(fault_row(fault, self._language))

    def refuse(self, invalid: InvalidEntry) -> None:
        """Write each problem of a record that could not be evaluated."""
        for fault in faults_of(invalid, self._language):
            self._faults.write(fault_row(fault, self._language))

    def finish(self, ending: Ending) -> None:
        """Write the sheets that are known at the end."""
        for each in self._compliance.requirements():
            share: list[Any] = [None, None, None]
            if each.share is not None:
                share = [(number, self._formats.share) for number in (each.share, *each.interval)]
            self._requirements.write(
                [
                    each.rule.anvisning,
                    each.rule.title.text(self._language),
                    STRENGTH[each.rule.modality].text(self._language),
                    *share,
                    each.decided,
                    *(each.counts.get(outcome, 0) for outcome in _COUNTED),
                    each.rule.id,
                ]
            )
        for sheet in (self._findings, self._requirements, self._faults):
            sheet.finish()
        self._write_summary(ending)
        self._book.close()

    def _write_summary(self, ending: Ending) -> None:
        label_width, value_width = 60, 30
        self._summary.set_column(0, 0, label_width)
        self._summary.set_column(1, 1, value_width)
        _set_up_page(self._summary)
        for index, (label, value) in enumerate(self._summary_rows(ending)):
            lines = max(_lines(label, label_width), _lines(str(value), value_width))
            self._summary.set_row(index, _LINE * lines)
            self._summary.write_string(index, 0, xml_text(label), self._formats.text)
            if isinstance(value, int):
                self._summary.write_number(index, 1, value, self._formats.number)
            elif value:
                self._summary.write_string(index, 1, xml_text(value), self._formats.text)

    def _summary_rows(self, ending: Ending) -> list[tuple[str, int | str]]:
        language, heading, tally, whole = self._language, self._heading, ending.tally, self._compliance.all
        values: list[int | str] = [
            long_date(heading.as_of, language),
            ", ".join(f"{pack.id} ({pack.edition})" for pack in heading.packs),
            heading.profile.id,
            tally.evaluated,
            tally.refused,
            whole.with_breach,
            whole.with_unmet,
            whole.with_undetermined,
        ]
        rows = list(zip(_SUMMARY.text(language).split("|"), values, strict=True))
        if ending.comparison is not None:
            tree = ending.comparison.tree()["counts"]
            rows += list(zip(_SINCE.text(language).split("|"), tree.values(), strict=True))
        rows += [
            (_TOO_MANY.text(language).format(sheet=sheet.name), sheet.left_out)
            for sheet in (self._findings, self._faults)
            if sheet.left_out
        ]
        if ending.stopped:
            rows.append((STOPPED.text(language), ""))
        rows += [(pack.notice.text(language), "") for pack in heading.packs if pack.notice is not None]
        return rows


_SUMMARY: Final = Text(
    da="Opgjort pr.|Retningslinjer|Profil|Poster vurderet|Ugyldige poster, ikke vurderet|"
    "Sager med et uopfyldt skal eller en uopfyldt ret|Sager med noget uopfyldt|"
    "Sager, hvor noget ikke kan afgøres",
    en="As of|Guidelines|Profile|Records evaluated|Invalid records, not evaluated|"
    "Cases with a must or a right unmet|Cases with anything unmet|"
    "Cases in which something cannot be determined",
)
_SINCE: Final = Text(
    da="Nye siden sidst|Stadig åbne|Genåbnede|Afgjorte|Ikke set, fordi post eller regel mangler",
    en="New since last|Still open|Reopened|Settled|Not looked at: the record or the rule is not there",
)
_TOO_MANY: Final = Text(
    da="Rækker, som der ikke er plads til i arket »{sheet}«; de står i csv",
    en="Rows for which the sheet “{sheet}” has no room; csv has them",
)


@dataclass(frozen=True, slots=True)
class OverviewAndFaults:
    """Makes what the sheets need of a record; the same on every record, so that any process can do it."""

    overview: Overview
    faults: Contradictions

    def __call__(
        self, record: CaseResults
    ) -> tuple[tuple[RecordCompliance, RecordFindings], Sequence[Fault]]:
        """Return what the requirements come to with the findings, and the contradictions."""
        return self.overview(record), self.faults(record)


class _Formats(NamedTuple):
    """How cells look."""

    heading: Any
    text: Any
    day: Any
    share: Any
    number: Any


def _set_up_page(sheet: Any) -> None:
    """Let a sheet come out of a printer on A4, as wide as the paper."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_footer("&C&A · &P / &N")


def _lines(text: str, width: int) -> int:
    """Return about how many lines a text takes in a column: programs disagree on whether to work that out."""
    return ceil(_WRAPPED * len(text) / width) or 1


class _Sheet:
    """A sheet with headings that stay in sight, filters, and rows as long as there is room."""

    def __init__(
        self, sheet: Any, formats: "_Formats", columns: Sequence[tuple[str, int]], printed: int
    ) -> None:
        self._sheet, self._formats, self._printed = sheet, formats, printed
        self._widths = [width for _, width in columns]
        self.name: str = sheet.get_name()
        self._row, self.left_out = 1, 0
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
        _set_up_page(sheet)
        sheet.set_row(0, _LINE * max(_lines(heading, width) for heading, width in columns))
        for index, (heading, width) in enumerate(columns):
            sheet.set_column(index, index, width)
            sheet.write_string(0, index, heading, formats.heading)

    def write(self, values: Sequence[Any]) -> None:
        """Write a row; beyond the last that a sheet can have, count it."""
        if self._row >= MOST_ROWS:
            self.left_out += 1
            return
        self._sheet.set_row(self._row, _LINE * self._height(values))
        for index, value in enumerate(values):
            match value:
                case None | "":
                    pass
                case date():
                    self._sheet.write_datetime(self._row, index, value, self._formats.day)
                case (number, form):
                    self._sheet.write_number(self._row, index, number, form)
                case int():
                    self._sheet.write_number(self._row, index, value, self._formats.number)
                case _:
                    text = xml_text(printable(str(value)))[:_LONGEST]
                    self._sheet.write_string(self._row, index, text, self._formats.text)
        self._row += 1

    def _height(self, values: Sequence[Any]) -> int:
        """Return the lines of the tallest cell that is printed; a long key makes no row taller."""
        printed = zip(values[: self._printed], self._widths, strict=False)
        return max((_lines(text, width) for text, width in printed if isinstance(text, str)), default=1)

    def finish(self) -> None:
        """Set the filters over all rows, and what is printed."""
        last = max(self._row - 1, 1)
        self._sheet.autofilter(0, 0, last, len(self._widths) - 1)
        self._sheet.print_area(0, 0, last, self._printed - 1)
