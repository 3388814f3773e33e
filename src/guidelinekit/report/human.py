"""The report a person reads in ten seconds: by case, most serious first, then totals per anvisning."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TextIO

from rich.text import Text as Line

from guidelinekit.case.catalogue import CATALOGUES, FieldType, resolve, steps_of
from guidelinekit.evaluate.once import unrepeated
from guidelinekit.evaluate.plain import HIDDEN
from guidelinekit.lang.rule import Pack, Subject
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.footer import (
    Shown,
    footer,
    invalid_lines,
    kind_heading,
    legend,
    more_records,
    totals,
)
from guidelinekit.report.layout import Row, console_for, rows_as_lines
from guidelinekit.report.severity import (
    LOCAL_MARK,
    SIGN,
    Weight,
    and_more,
    collapsed,
    counted,
    most_serious_first,
    sign_of,
    weight,
    when,
)
from guidelinekit.report.table_rows import not_exported, row_lines
from guidelinekit.report.writer import Ending, Heading, MostSerious, short_rule
from guidelinekit.results import CaseResults, Remark, Result
from guidelinekit.text import Language, Text, printable
from guidelinekit.wording.labels import why
from guidelinekit.wording.waiver import waived

_COLLAPSED = (Weight.UNKNOWN, Weight.EXEMPT, Weight.ADVICE)
"""What has one line per case, however many results there are, unless the report is to be verbose."""
_MOST_NAMED = 4
"""How many fields, reasons or rules such a line names."""
_BELOW = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "

Place = tuple[tuple[int, ...], str]
"""Where a record stands in the report: the most breaches first, then the most of what is less serious."""


@dataclass(frozen=True, slots=True)
class RecordBlock:
    """What is shown of one record."""

    case_id: str
    counts: tuple[tuple[Weight, int], ...]
    rows: tuple[Row, ...]
    kind: Subject
    place: Place


@dataclass(frozen=True, slots=True)
class RecordBlocks:
    """Makes the block of a record; the same on every record, so that any process can do it."""

    packs: tuple[Pack, ...]
    language: Language
    sums_up: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The parts of each rule that sums up others."""
    everything: bool = False
    verbose: bool = False

    def __call__(self, record: CaseResults) -> RecordBlock | None:
        """Return what is to be shown of a record, if anything."""
        results = listed(record, self.sums_up, everything=self.everything)
        if not (results or record.remarks) or record.not_begun:
            return None
        groups = [(kind, list(group)) for kind, group in groupby(results, key=weight)]
        rows = tuple(row for kind, group in groups for row in self._rows(kind, group, record))
        rows += tuple(self._remark(remark) for remark in record.remarks)
        counts = {kind: len(group) for kind, group in groups}
        place = tuple(-counts.get(kind, 0) for kind in Weight), record.case_id
        return RecordBlock(printable(record.case_id), tuple(counts.items()), rows, record.kind, place)

    def _rows(self, kind: Weight, group: Sequence[Result], record: CaseResults) -> Iterator[Row]:
        if kind in _COLLAPSED and len(group) > 1 and not self.verbose:
            yield self._collapsed(kind, group, CATALOGUES[record.kind])
        else:
            yield from (self._row(result, kind, record.as_of) for result in group)

    def _row(self, result: Result, kind: Weight, as_of: date) -> Row:
        language = self.language
        days_left = None if result.due_on is None else (result.due_on - as_of).days
        timing = when(result, kind, days_left, language)
        mark = LOCAL_MARK if result.local_parameters else ""
        return Row(
            kind,
            sign_of(kind, result.modality, language),
            short_rule(result.rule, self.packs),
            _message(result, language),
            f"{timing} {mark}".strip(),
            result.remedy.text(language) if self.verbose else "",
        )

    def _remark(self, remark: Remark) -> Row:
        sign, word, _ = SIGN[Weight.REMARK]
        return Row(
            Weight.REMARK,
            f"{sign} {word.text(self.language)}",
            "",
            remark.message.text(self.language),
            "",
            "",
        )

    def _collapsed(self, kind: Weight, group: Sequence[Result], fields: FieldType) -> Row:
        """Return one line for all results of a kind, naming the fields, reasons or rules they are about."""
        language = self.language
        if kind is Weight.UNKNOWN:
            pointers = dict.fromkeys(missing.pointer for result in group for missing in result.missing)
            names = [field_path(pointer, fields, language) for pointer in pointers]
        elif kind is Weight.EXEMPT:
            names = [self._excuse(result).text(language) for result in group]
        else:
            names = [short_rule(result.rule, self.packs) for result in group]
        names = list(dict.fromkeys(names))
        if len(names) > _MOST_NAMED:
            names = [*names[:_MOST_NAMED], and_more(len(names) - _MOST_NAMED, language)]
        message = collapsed(kind, len(group), "; ".join(names), language)
        return Row(kind, sign_of(kind, group[0].modality, language), "", message, "", "")

    def _excuse(self, result: Result) -> Text:
        """Return why a result is exempt: as its rule calls it, or the reason's words."""
        rules = (rule for pack in self.packs for rule in pack.rules if rule.id == result.rule)
        return next((why(rule, result.reason) for rule in rules), result.reason.label)


def listed(record: CaseResults, sums_up: Mapping[str, Sequence[str]], *, everything: bool) -> list[Result]:
    """Return what reports list of a record, in reading order: a rule that sums up a part is silent.

    Nothing is listed of a record that has not begun.
    """
    if record.not_begun:
        return []
    return most_serious_first(unrepeated(record.results if everything else record.without(HIDDEN), sums_up))


def _message(result: Result, language: Language) -> str:
    message = result.message.text(language)
    if result.also:
        also = "også" if language == "da" else "also"
        message = f"{message} ({also} {', '.join(result.also)})"
    return message if result.waiver is None else f"{message}; {waived(result.waiver, language)}"


def field_path(pointer: str, record: FieldType, language: Language) -> str:
    """Return the titles along a JSON pointer, without list indexes; a parameter (`$name`) stays as it is."""
    steps = steps_of(pointer)
    fields = [resolve(record, steps[: count + 1]) for count in range(len(steps))]
    titles = [field.title.text(language) for field in fields if field is not None]
    return _BELOW.join(titles) if titles and len(titles) == len(steps) else pointer


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
        self.shape = RecordBlocks(heading.packs, language, heading.sums_up, heading.selection.all, verbose)
        self._blocks = MostSerious[RecordBlock](MOST_SHOWN, lambda block: block.place)
        self._shown = {kind: Shown() for kind in Subject}
        self._invalid: list[InvalidEntry] = []

    def put(self, piece: RecordBlock | None) -> None:
        """Keep what `shape` made of one record, as long as it is among the most serious."""
        if piece is None:
            return
        shown = self._shown[piece.kind]
        shown.all += 1
        shown.unmet += any(kind in {Weight.BREACH, Weight.GAP} for kind, _ in piece.counts)
        self._blocks.take(piece)

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
        blocks = self._blocks.listed()
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
        if self._blocks.left_out:
            lines += more_records(self._blocks.left_out, language, width)
        marked = any(row.when.endswith(LOCAL_MARK) for row in rows)
        lines += legend({row.weight for row in rows}, language, width, marked=marked)
        for kind, count in tally.counts.items():
            if kind is Subject.CASE or count.verdicts:
                lines += kind_heading(kind, language)
                lines += totals(count, heading, language, width)
        lines += invalid_lines(self._invalid, tally, language, width)
        lines += footer(ending, self._shown, heading, language, width)
        lines += row_lines(tables, language, width) if tables else []
        return lines


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
