"""The report a person reads in ten seconds: by case, most serious first, then totals per anvisning."""

from typing import TextIO

from rich.text import Text as Line

from guidelinekit.lang.rule import Subject
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.footer import footer
from guidelinekit.report.layout import rows_as_lines
from guidelinekit.report.record_block import RecordBlock, RecordBlocks
from guidelinekit.report.severity import Weight
from guidelinekit.report.table_rows import not_exported, row_lines
from guidelinekit.report.terminal import console_for
from guidelinekit.report.totals import Shown, invalid_lines, kind_heading, legend, more_records, totals
from guidelinekit.report.words import LOCAL_MARK, SIGN, counted
from guidelinekit.report.writer import Ending, Heading
from guidelinekit.text import Language

MOST_SHOWN = 1000
"""How many cases the report holds: the most serious ones. The others are counted."""


class HumanWriter:
    """Holds what is to be shown until every record has been seen, then writes the report.

    What it holds does not grow with the number of records: of very many, the most serious are shown.
    """

    def __init__(
        self, sink: TextIO, heading: Heading, language: Language = "da", *, verbose: bool = False
    ) -> None:
        self._sink = sink
        self._heading = heading
        self._language = language
        sums_up = {rule.id: rule.sums_up for rule in heading.rules if rule.sums_up}
        self.shape = RecordBlocks(heading.packs, language, sums_up, heading.selection.all, verbose)
        self._blocks: list[RecordBlock] = []
        self._shown = {kind: Shown() for kind in Subject}
        self._invalid: list[InvalidEntry] = []

    def put(self, piece: RecordBlock | None) -> None:
        """Keep what `shape` made of one record, as long as it is among the most serious."""
        if piece is None:
            return
        shown = self._shown[piece.kind]
        shown.all += 1
        shown.unmet += any(kind in {Weight.BREACH, Weight.GAP} for kind, _ in piece.counts)
        self._blocks.append(piece)
        if len(self._blocks) >= 2 * MOST_SHOWN:
            self._blocks = self._most_serious()

    def refuse(self, invalid: InvalidEntry) -> None:
        """Keep a record that could not be evaluated."""
        if len(self._invalid) < MOST_SHOWN:
            self._invalid.append(invalid)

    def finish(self, ending: Ending) -> None:
        """Write the report."""
        console = console_for(self._sink)
        for line in self._lines(ending, console.width):
            console.print(line)

    def _lines(self, ending: Ending, width: int) -> list[Line]:
        language, heading, tally = self._language, self._heading, ending.tally
        blocks = self._most_serious()
        rows = [row for block in blocks for row in block.rows]
        rule_width = max((len(row.rule) for row in rows), default=0)
        tables = [file for file in ending.files if file.tables is not None]
        lines = list(not_exported(tables, language, width)) if tables else []
        for kind in Subject:
            of_kind = [block for block in blocks if block.kind is kind]
            lines += kind_heading(kind, language) if of_kind else ()
            for block in of_kind:
                lines += [
                    _case_line(block, language), *rows_as_lines(block.rows, rule_width, width), Line()
                ]  # fmt: skip
        more = sum(shown.all for shown in self._shown.values()) - len(blocks)
        if more:
            lines += more_records(more, language, width)
        marked = any(row.when.endswith(LOCAL_MARK) for row in rows)
        lines += legend({row.weight for row in rows}, language, width, marked=marked)
        for kind, count in tally.counts.items():
            if kind is Subject.CASE or count.verdicts:
                lines += kind_heading(kind, language)
                lines += totals(count, heading, language, width)
        lines += invalid_lines(self._invalid, tally.refused, language, width)
        lines += footer(ending, self._shown, heading, language, width)
        lines += row_lines(tables, language, width) if tables else []
        return lines

    def _most_serious(self) -> list[RecordBlock]:
        return sorted(self._blocks, key=lambda block: block.place)[:MOST_SHOWN]


def _case_line(block: RecordBlock, language: Language) -> Line:
    counts = dict(block.counts)
    unmet = counts.pop(Weight.BREACH, 0) + counts.pop(Weight.GAP, 0)
    numbers = [
        (Weight.BREACH, unmet),
        *((kind, counts.get(kind, 0)) for kind in (Weight.LATE, Weight.DUE, Weight.UNKNOWN)),
    ]
    line = Line(block.case_id, style="bold")
    for index, (kind, number) in enumerate((kind, number) for kind, number in numbers if number):
        line.append("  " if index == 0 else " · ", style="not bold dim")
        line.append(counted(number, kind, language), style=f"not bold {SIGN[kind][2]}")
    return line
