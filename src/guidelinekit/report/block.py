"""What is shown of one record in the human report, worked out apart from the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from guidelinekit.case.catalogue import CATALOGUES
from guidelinekit.lang.rule import Language, Pack, Subject
from guidelinekit.report.fields import field_path
from guidelinekit.report.json_v1 import HIDDEN
from guidelinekit.report.layout import Row
from guidelinekit.report.severity import Weight, most_serious_first, weight
from guidelinekit.report.terminal import printable
from guidelinekit.report.words import LOCAL_MARK, and_more, collapsed, sign_of, when
from guidelinekit.report.writer import short_rule
from guidelinekit.results import CaseResults, Result
from guidelinekit.wording.labels import REASON
from guidelinekit.wording.waiver import waived

_COLLAPSED = (Weight.UNKNOWN, Weight.EXEMPT, Weight.ADVICE)
"""What has one line per case, however many results there are, unless the report is to be verbose."""
_MOST_NAMED = 4
"""How many fields, reasons or rules such a line names."""

Place = tuple[tuple[int, ...], str]
"""Where a record stands in the report: the most breaches first, then the most of what is less serious."""


@dataclass(frozen=True, slots=True)
class Block:
    """What is shown of one record."""

    case_id: str
    counts: tuple[tuple[Weight, int], ...]
    rows: tuple[Row, ...]
    subject: Subject = Subject.CASE

    @property
    def place(self) -> Place:
        """Where the record stands in the report."""
        found = dict(self.counts)
        return tuple(-found.get(kind, 0) for kind in Weight), self.case_id


@dataclass(frozen=True, slots=True)
class Blocks:
    """Makes the block of a record; the same on every record, so that any process can do it."""

    packs: tuple[Pack, ...]
    language: Language
    everything: bool = False
    verbose: bool = False

    def __call__(self, record: CaseResults, subject: Subject, last: Place | None = None) -> Block | None:
        """Give what is to be shown of a record, if anything; without rows where it stands after `last`."""
        shown = [r for r in record.results if self.everything or r.status not in HIDDEN]
        if not shown:
            return None
        groups = [(kind, list(group)) for kind, group in groupby(most_serious_first(shown), key=weight)]
        counts = tuple((kind, len(group)) for kind, group in groups)
        block = Block(printable(record.case_id), counts, (), subject)
        if last is not None and block.place > last:
            return block
        rows = tuple(row for kind, group in groups for row in self._rows(kind, group, record, subject))
        return replace(block, rows=rows)

    def _rows(
        self, kind: Weight, group: Sequence[Result], record: CaseResults, subject: Subject
    ) -> Iterator[Row]:
        if kind in _COLLAPSED and len(group) > 1 and not self.verbose:
            yield self._collapsed(kind, group, subject)
        else:
            yield from (self._row(result, kind, record.as_of) for result in group)

    def _row(self, result: Result, kind: Weight, as_of: date) -> Row:
        language = self.language
        days_left = None if result.due_on is None else (result.due_on - as_of).days
        said = when(result, kind, days_left, language)
        mark = LOCAL_MARK if result.local_parameters else ""
        return Row(
            kind,
            sign_of(kind, result.modality, language),
            short_rule(result.rule, self.packs),
            _told(result, language),
            f"{said} {mark}".strip(),
            result.remedy.text(language) if self.verbose else "",
        )

    def _collapsed(self, kind: Weight, group: Sequence[Result], subject: Subject) -> Row:
        """Give one line for all results of a kind, naming the fields, reasons or rules they are about."""
        language = self.language
        if kind is Weight.UNKNOWN:
            record = CATALOGUES[subject]
            pointers = dict.fromkeys(missing.pointer for result in group for missing in result.missing)
            named = [field_path(pointer, record, language) for pointer in pointers]
        elif kind is Weight.EXEMPT:
            named = [REASON[result.reason].text(language) for result in group]
        else:
            named = [short_rule(result.rule, self.packs) for result in group]
        named = list(dict.fromkeys(named))
        if len(named) > _MOST_NAMED:
            named = [*named[:_MOST_NAMED], and_more(len(named) - _MOST_NAMED, language)]
        message = collapsed(kind, len(group), "; ".join(named), language)
        return Row(kind, sign_of(kind, group[0].modality, language), "", message, "", "")


def _told(result: Result, language: Language) -> str:
    said = result.message.text(language)
    return said if result.waiver is None else f"{said}; {waived(result.waiver, language)}"
