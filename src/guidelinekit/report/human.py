"""The report a person reads in ten seconds: by case, most serious first, then totals per anvisning."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TextIO

from rich.text import Text as Line

from guidelinekit.case.catalogue import CATALOGUES
from guidelinekit.lang.rule import Language, Subject
from guidelinekit.report.fields import field_path
from guidelinekit.report.json_v1 import HIDDEN, InvalidEntry
from guidelinekit.report.layout import Row, rows_as_lines
from guidelinekit.report.standard import profile_lines
from guidelinekit.report.summary import Tally
from guidelinekit.report.terminal import console_for
from guidelinekit.report.totals import footer, invalid_lines, legend, providers_heading, totals
from guidelinekit.report.weight import Weight, most_serious_first, weight
from guidelinekit.report.words import LOCAL_MARK, SIGN, and_more, collapsed, counted, sign_of, when
from guidelinekit.report.writer import Heading, short_rule
from guidelinekit.results import CaseResults, Result
from guidelinekit.wording.labels import REASON

_COLLAPSED = (Weight.UNKNOWN, Weight.EXEMPT, Weight.ADVICE)
"""What has one line per case, however many results there are, unless the report is to be verbose."""
_MOST_NAMED = 4
"""How many fields, reasons or rules such a line names."""


@dataclass(frozen=True, slots=True)
class Block:
    """What is shown of one record."""

    case_id: str
    counts: tuple[tuple[Weight, int], ...]
    rows: tuple[Row, ...]
    subject: Subject = Subject.CASE

    @property
    def place(self) -> tuple[tuple[int, ...], str]:
        """The most breaches first, then the most of what is less serious."""
        found = dict(self.counts)
        return tuple(-found.get(kind, 0) for kind in Weight), self.case_id


class HumanWriter:
    """Holds what is to be shown until every record has been seen, then writes the report."""

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
        self._everything = everything
        self._verbose = verbose
        self._blocks: list[Block] = []
        self._invalid: list[InvalidEntry] = []

    def add(self, record: CaseResults, subject: Subject) -> None:
        """Keep what is to be shown of one record."""
        shown = [r for r in record.results if self._everything or r.status not in HIDDEN]
        if shown:
            self._blocks.append(self._block(record, shown, subject))

    def refuse(self, invalid: InvalidEntry) -> None:
        """Keep a record that could not be evaluated."""
        self._invalid.append(invalid)

    def finish(self, tally: Tally) -> None:
        """Write the report."""
        console = console_for(self._sink)
        language = self._language
        rules = max((len(row.rule) for block in self._blocks for row in block.rows), default=0)
        lines: list[Line] = []
        for subject in Subject:
            blocks = sorted((b for b in self._blocks if b.subject is subject), key=lambda block: block.place)
            if blocks and subject is Subject.PROVIDER:
                lines += providers_heading(language)
            for block in blocks:
                told = rows_as_lines(block.rows, rules, console.width)
                lines += [_case_line(block, language), *told, Line()]
        shown = {row.weight for block in self._blocks for row in block.rows}
        lines += legend(shown, language, console.width, marked=self._marked)
        lines += totals(tally, self._heading, language, console.width)
        if tally.providers.rules:
            lines += providers_heading(language)
            lines += totals(tally.providers, self._heading, language, console.width)
        lines += invalid_lines(self._invalid, language, console.width)
        shown_of = Counter(block.subject for block in self._blocks)
        lines += footer(tally, shown_of, self._heading, language, console.width)
        lines += profile_lines(tally, self._heading, language, console.width)
        for line in lines:
            console.print(line)

    @property
    def _marked(self) -> bool:
        return any(row.when.endswith(LOCAL_MARK) for block in self._blocks for row in block.rows)

    def _block(self, record: CaseResults, shown: Sequence[Result], subject: Subject) -> Block:
        rows: list[Row] = []
        counts: list[tuple[Weight, int]] = []
        for kind, grouped in groupby(most_serious_first(shown), key=weight):
            group = list(grouped)
            counts.append((kind, len(group)))
            if kind in _COLLAPSED and len(group) > 1 and not self._verbose:
                rows.append(self._collapsed(kind, group, subject))
            else:
                rows += [self._row(result, kind, record.as_of) for result in group]
        return Block(record.case_id, tuple(counts), tuple(rows), subject)

    def _row(self, result: Result, kind: Weight, as_of: date) -> Row:
        language = self._language
        days_left = None if result.due_on is None else (result.due_on - as_of).days
        said = when(result, kind, days_left, language)
        mark = LOCAL_MARK if result.local_parameters else ""
        return Row(
            kind,
            sign_of(kind, result.modality, language),
            short_rule(result.rule, self._heading.packs),
            result.message.said(language),
            f"{said} {mark}".strip(),
            result.remedy.said(language) if self._verbose else "",
        )

    def _collapsed(self, kind: Weight, group: Sequence[Result], subject: Subject) -> Row:
        """Give one line for all results of a kind, naming the fields, reasons or rules they are about."""
        language = self._language
        if kind is Weight.UNKNOWN:
            record = CATALOGUES[subject]
            pointers = dict.fromkeys(missing.pointer for result in group for missing in result.missing)
            named = [field_path(pointer, record, language) for pointer in pointers]
        elif kind is Weight.EXEMPT:
            named = [REASON[result.reason].said(language) for result in group]
        else:
            named = [short_rule(result.rule, self._heading.packs) for result in group]
        named = list(dict.fromkeys(named))
        if len(named) > _MOST_NAMED:
            named = [*named[:_MOST_NAMED], and_more(len(named) - _MOST_NAMED, language)]
        message = collapsed(kind, len(group), "; ".join(named), language)
        return Row(kind, sign_of(kind, group[0].modality, language), "", message, "", "")


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
