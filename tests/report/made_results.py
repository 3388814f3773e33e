"""Results made by hand, for tests of reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from guidelinekit.case.keys import result_key
from guidelinekit.lang.rule import Evidence, Modality, Pack, Profile, Rule, Text
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
PROFILE = Profile(id="suggested", title=Text(da="foreslået", en="suggested"), digest="0a")
NAMES = (
    "1.1-a", "1.1-right", "1.2-b", "1.2-long", "1.2-recent", "1.3-late", "1.4-later", "1.4-soon", "1.5-met",
    "1.6-unclear", "1.7-unclear", "1.8-exempt", "1.9-option", "3.2.4-contact",
)  # fmt: skip


def rule(name: str) -> Rule:
    """Return a rule that results may be about."""
    text = Text(da=f"{name} på dansk", en=f"{name} in English")
    return Rule(
        id=f"small/{name}",
        anvisning=name.partition("-")[0],
        passages=("N900-01",),
        modality=Modality.MAY if name == "1.9-option" else Modality.SHOULD,
        evidence=Evidence.DIRECT,
        title=text,
        finding=text,
        remedy=text,
    )


HEADING = Heading(AS_OF, (PACK,), PROFILE, tuple(map(rule, NAMES)), files=("cases.ndjson",))


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
        item=known.get("item", ""),
        key=result_key("a", f"small/{rule}", known.get("item", "")),
        due_on=known.get("due_on"),
        overdue_days=known.get("overdue"),
        passages=("N900-01",),
        detail=detail,
    )


def case(case_id: str, *results: Result) -> CaseResults:
    """Give the results of a case."""
    return CaseResults(case_id, AS_OF, results)
