"""What reports of shares and cases need of a record."""

from dataclasses import dataclass

from guidelinekit.report.compliance import RecordCompliance, compliance_of
from guidelinekit.report.findings import Findings, RecordFindings
from guidelinekit.results import CaseResults


@dataclass(frozen=True, slots=True)
class Overview:
    """Makes what a report of shares and cases needs of a record."""

    findings: Findings

    def __call__(self, record: CaseResults) -> tuple[RecordCompliance, RecordFindings]:
        """Return what its requirements come to, and its findings."""
        return compliance_of(record), self.findings(record)
