"""Results made by hand, for tests of reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from guidelinekit.lang.rule import Evidence, Modality, Pack, Text
from guidelinekit.report.writer import Heading
from guidelinekit.results import CaseResults, Closing, Missing, Read, Reason, Result, Status

AS_OF = date(2026, 6, 1)
PACK = Pack(
    id="small",
    edition="1",
    title=Text(da="lille", en="small"),
    notice=Text(da="En lille pakke", en="A small pack"),
    sources=(),
)
HEADING = Heading("1.2.3", AS_OF, "suggested", (PACK,), ("cases.ndjson",))


@dataclass(frozen=True)
class Made:
    """An explanation made by hand."""

    reason: Reason
    message: Text
    changes_on: date | None
    missing: tuple[Missing, ...]
    read: tuple[Read, ...]
    closes: Closing | None
    remedy: Text
    local_parameters: tuple[str, ...]

    @property
    def fields(self) -> Mapping[str, Any]:
        """What was read, by pointer."""
        return {read.pointer: read.value for read in self.read}


def result(rule: str, status: Status, modality: Modality = Modality.SHOULD, **known: Any) -> Result:
    """Give a result with what a test does not care about filled in."""
    detail = Made(
        reason=known.get("reason", Reason.NOT_FOUND),
        message=Text(da=f"{rule} på dansk", en=f"{rule} in English"),
        changes_on=known.get("changes_on"),
        missing=tuple(Missing(pointer, Reason.NOT_DOCUMENTED) for pointer in known.get("missing", ())),
        read=(Read("/enrolment/enrolled_on", date(2026, 2, 1)), Read("/plans", ())),
        closes={"action": "record", "list": "/plans"},
        remedy=Text(da="gør noget", en="do something"),
        local_parameters=known.get("local", ()),
    )
    return Result(
        rule=f"small/{rule}",
        anvisning=rule.partition("-")[0],
        modality=modality,
        evidence=Evidence.DIRECT,
        status=status,
        subject=known.get("subject", ""),
        due_on=known.get("due_on"),
        overdue_days=known.get("overdue"),
        passages=("N900-01",),
        detail=detail,
    )


def case(case_id: str, *results: Result) -> CaseResults:
    """Give the results of a case."""
    return CaseResults(case_id, AS_OF, results)
