"""What is shown of one record in the human report, worked out apart from the others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from guidelinekit.case.catalogue import CATALOGUES, FieldType, resolve
from guidelinekit.evaluate.plain import HIDDEN
from guidelinekit.evaluate.summaries import unrepeated
from guidelinekit.lang.rule import Pack, Subject
from guidelinekit.report.layout import Row
from guidelinekit.report.severity import Weight, most_serious_first, weight
from guidelinekit.report.words import LOCAL_MARK, SIGN, and_more, collapsed, sign_of, when
from guidelinekit.report.writer import short_rule
from guidelinekit.results import CaseResults, Remark, Result
from guidelinekit.text import Language, Text, printable
from guidelinekit.wording.labels import REASON, why
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
    kind: Subject = Subject.CASE

    @property
    def place(self) -> Place:
        """Where the record stands in the report."""
        counts = dict(self.counts)
        return tuple(-counts.get(kind, 0) for kind in Weight), self.case_id


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
        listed = unrepeated(record.results if self.everything else record.without(HIDDEN), self.sums_up)
        if not (listed or record.remarks) or record.not_begun:
            return None
        groups = [(kind, list(group)) for kind, group in groupby(most_serious_first(listed), key=weight)]
        rows = tuple(row for kind, group in groups for row in self._rows(kind, group, record))
        rows += tuple(self._remark(remark) for remark in record.remarks)
        counts = tuple((kind, len(group)) for kind, group in groups)
        return RecordBlock(printable(record.case_id), counts, rows, record.kind)

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
        return next((why(rule, result.reason) for rule in rules), REASON[result.reason])


def _message(result: Result, language: Language) -> str:
    message = result.message.text(language)
    if result.also:
        also = "også" if language == "da" else "also"
        message = f"{message} ({also} {', '.join(result.also)})"
    return message if result.waiver is None else f"{message}; {waived(result.waiver, language)}"


def field_path(pointer: str, record: FieldType, language: Language) -> str:
    """Return the titles along a JSON pointer, without list indexes; a parameter (`$name`) stays as it is."""
    steps = [step for step in pointer.split("/")[1:] if not step.isdigit()]
    fields = [resolve(record, steps[: count + 1]) for count in range(len(steps))]
    titles = [field.title.text(language) for field in fields if field is not None]
    return _BELOW.join(titles) if titles and len(titles) == len(steps) else pointer
