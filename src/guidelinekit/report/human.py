"""The report a person reads in ten seconds: by case, most serious first, then totals per anvisning."""

from typing import TextIO

from rich.text import Text as Line

from guidelinekit.lang.rule import Language, Subject
from guidelinekit.report.block import Block, Blocks, Place
from guidelinekit.report.footer import profile_lines
from guidelinekit.report.json_v1 import InvalidEntry
from guidelinekit.report.layout import rows_as_lines
from guidelinekit.report.severity import Weight
from guidelinekit.report.summary import Tally
from guidelinekit.report.terminal import console_for
from guidelinekit.report.totals import (
    Shown,
    footer,
    invalid_lines,
    legend,
    more_records,
    providers_heading,
    totals,
)
from guidelinekit.report.words import LOCAL_MARK, SIGN, counted
from guidelinekit.report.writer import Heading
from guidelinekit.results import CaseResults

MOST_SHOWN = 1000
"""How many cases the report holds: the most serious ones. The others are counted."""


class HumanWriter:
    """Holds what is to be shown until every record has been seen, then writes the report.

    What it holds does not grow with the number of records: of very many, the most serious are shown.
    """

    def __init__(
        self,
        sink: TextIO,
        heading: Heading,
        language: Language = "da",
        *,
        everything: bool = False,
        verbose: bool = False,
    ) -> None:
        self._sink = sink
        self._heading = heading
        self._language = language
        self.shape = Blocks(heading.packs, language, everything, verbose)
        self._blocks: list[Block] = []
        self._last: Place | None = None
        """The place after which nothing is shown any more, once there is enough to show."""
        self._shown = {subject: Shown() for subject in Subject}
        self._invalid: list[InvalidEntry] = []

    def add(self, record: CaseResults, subject: Subject) -> None:
        """Keep what is to be shown of one record."""
        self.put(self.shape(record, subject, self._last))

    def put(self, piece: Block | None) -> None:
        """Keep what `shape` gave for one record."""
        if piece is None:
            return
        shown = self._shown[piece.subject]
        shown.all += 1
        shown.unmet += any(kind in {Weight.BREACH, Weight.GAP} for kind, _ in piece.counts)
        if self._last is None or piece.place <= self._last:
            self._blocks.append(piece)
        if len(self._blocks) >= 2 * MOST_SHOWN:
            self._blocks = sorted(self._blocks, key=lambda block: block.place)[:MOST_SHOWN]
            self._last = self._blocks[-1].place

    def refuse(self, invalid: InvalidEntry) -> None:
        """Keep a record that could not be evaluated."""
        if len(self._invalid) < MOST_SHOWN:
            self._invalid.append(invalid)

    def finish(self, tally: Tally) -> None:
        """Write the report."""
        console = console_for(self._sink)
        language = self._language
        self._blocks = sorted(self._blocks, key=lambda block: block.place)[:MOST_SHOWN]
        rules = max((len(row.rule) for block in self._blocks for row in block.rows), default=0)
        lines: list[Line] = []
        for subject in Subject:
            blocks = [block for block in self._blocks if block.subject is subject]
            if blocks and subject is Subject.PROVIDER:
                lines += providers_heading(language)
            for block in blocks:
                told = rows_as_lines(block.rows, rules, console.width)
                lines += [_case_line(block, language), *told, Line()]
        more = sum(shown.all for shown in self._shown.values()) - len(self._blocks)
        if more:
            lines += more_records(more, language, console.width)
        shown = {row.weight for block in self._blocks for row in block.rows}
        lines += legend(shown, language, console.width, marked=self._marked)
        lines += totals(tally, self._heading, language, console.width)
        if tally.providers.rules:
            lines += providers_heading(language)
            lines += totals(tally.providers, self._heading, language, console.width)
        lines += invalid_lines(self._invalid, tally.refused, language, console.width)
        lines += footer(tally, self._shown, self._heading, language, console.width)
        lines += profile_lines(tally, self._heading, language, console.width)
        for line in lines:
            console.print(line)

    @property
    def _marked(self) -> bool:
        return any(row.when.endswith(LOCAL_MARK) for block in self._blocks for row in block.rows)


def _case_line(block: Block, language: Language) -> Line:
    found = dict(block.counts)
    unmet = found.pop(Weight.BREACH, 0) + found.pop(Weight.GAP, 0)
    numbers = [
        (Weight.BREACH, unmet),
        *((kind, found.get(kind, 0)) for kind in (Weight.LATE, Weight.DUE, Weight.UNKNOWN)),
    ]
    line = Line(block.case_id, style="bold")
    for index, (kind, number) in enumerate((kind, number) for kind, number in numbers if number):
        line.append("  " if index == 0 else " · ", style="not bold dim")
        line.append(counted(number, kind, language), style=f"not bold {SIGN[kind][2]}")
    return line
