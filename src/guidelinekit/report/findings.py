"""Findings as flat rows in one language: what every format that is no tree shows of a result."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from guidelinekit.case.catalogue import CATALOGUES
from guidelinekit.lang.rule import Evidence, Modality, Subject
from guidelinekit.report.baseline import Baseline, SinceMark
from guidelinekit.report.human import field_path, listed
from guidelinekit.report.severity import Weight, weight
from guidelinekit.report.writer import Heading, Look
from guidelinekit.results import CaseResults, Reason, Remark, Result, Status
from guidelinekit.text import Language
from guidelinekit.wording.waiver import waived


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One result of one record."""

    case_id: str
    """The id of the record."""
    kind: Subject
    municipality: str | None
    provider_id: str | None
    rule: str
    anvisning: str
    title: str
    modality: Modality
    raised: bool
    evidence: Evidence
    status: Status
    reason: Reason
    item: str
    key: str
    due_on: date | None
    overdue_days: int | None
    changes_on: date | None
    message: str
    remedy: str
    missing: tuple[str, ...]
    """The fields that made it undetermined, as a reader calls them; `$name` is a parameter."""
    local_parameters: tuple[str, ...]
    waiver: str
    """Why it is set aside, who decided it and until when; empty where it is not."""
    baseline: SinceMark | None
    weight: Weight

    @property
    def place(self) -> tuple[Weight, int]:
        """Where the finding stands among others: by weight, then the longest overdue first."""
        return self.weight, -(self.overdue_days or 0)


@dataclass(frozen=True, slots=True)
class RecordFindings:
    """What is listed of one record, the most serious first."""

    case_id: str
    kind: Subject
    municipality: str | None
    provider_id: str | None
    findings: tuple[FindingRow, ...]
    remarks: tuple[Remark, ...]

    @property
    def place(self) -> tuple[tuple[int, ...], str]:
        """Where the record stands among others: the one with the most of what is most serious first."""
        weights = [finding.weight for finding in self.findings]
        return tuple(-weights.count(each) for each in Weight), self.case_id


@dataclass(frozen=True, slots=True)
class Findings:
    """Makes the rows of a record, as the report for people lists it: a rule that sums up a part is silent."""

    language: Language
    sums_up: Mapping[str, Sequence[str]] = field(default_factory=dict)
    everything: bool = False
    baseline: Baseline | None = None

    def __call__(self, record: CaseResults) -> RecordFindings:
        """Return them; none of a record that has not begun."""
        results = listed(record, self.sums_up, everything=self.everything)
        return RecordFindings(
            record.case_id,
            record.kind,
            record.municipality,
            record.provider_id,
            tuple(self._finding(result, record) for result in results),
            record.remarks,
        )

    def _finding(self, result: Result, record: CaseResults) -> FindingRow:
        language = self.language
        return FindingRow(
            case_id=record.case_id,
            kind=record.kind,
            municipality=record.municipality,
            provider_id=record.provider_id,
            rule=result.rule,
            anvisning=result.anvisning,
            title=result.title.text(language),
            modality=result.modality,
            raised=result.blocking,
            evidence=result.evidence,
            status=result.status,
            reason=result.reason,
            item=result.item,
            key=result.key,
            due_on=result.due_on,
            overdue_days=result.overdue_days,
            changes_on=result.changes_on,
            message=result.message.text(language),
            remedy=result.remedy.text(language),
            missing=tuple(missing_fields(result, record.kind, language)),
            local_parameters=result.local_parameters,
            waiver="" if result.waiver is None else waived(result.waiver, language),
            baseline=None if self.baseline is None else self.baseline.mark(record, result.key, result.status),
            weight=weight(result),
        )


def missing_fields(result: Result, kind: Subject, language: Language) -> Iterator[str]:
    """Yield what made a result undetermined, each once, as the titles of the fields."""
    named = (field_path(each.pointer, CATALOGUES[kind], language) for each in result.missing)
    yield from dict.fromkeys(named)


def findings_of(heading: Heading, look: Look) -> Findings:
    """Return what makes the rows of a report."""
    baseline = None if look.comparison is None else look.comparison.baseline
    return Findings(look.language, heading.sums_up, heading.selection.all, baseline)
