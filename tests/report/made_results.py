"""Results made by hand, for tests of reports."""

from datetime import date
from typing import Any

from guidelinekit.case.keys import result_key
from guidelinekit.lang.rule import Evidence, Modality, Pack, Profile, Rule, Subject
from guidelinekit.report.writer import Heading
from guidelinekit.results import (
    CaseResults,
    Details,
    Missing,
    Read,
    Reason,
    Remark,
    RemarkCode,
    Result,
    Status,
)
from guidelinekit.text import Text

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


HEADING = Heading(AS_OF, (PACK,), PROFILE, tuple(map(rule, NAMES)), files=(("cases.ndjson", Subject.CASE),))

REMARK = Remark(
    RemarkCode.ENDED_BEFORE_BEGUN,
    "need:n2",
    "a ended_before_begun/resolved_on need:n2",
    ("/needs/1/identified_on", "/needs/1/resolved_on"),
    Text(da="Behovet er løst for tidligt", en="The need is resolved too early"),
)


class MadeResults(CaseResults):
    """Results that explain themselves alike."""

    def details(self, result: Result) -> Details:  # noqa: ARG002 - the signature is the base class's
        """Return the same of every result."""
        read = (Read("/enrolment/enrolled_on", date(2026, 2, 1)), Read("/plans", ()))
        return Details(read, {"action": "record", "list": "/plans"})


def result(rule: str, status: Status, modality: Modality = Modality.SHOULD, **known: Any) -> Result:
    """Give a result with what a test does not care about filled in."""
    return Result(
        rule=f"small/{rule}",
        anvisning=rule.partition("-")[0],
        title=Text(da=rule, en=rule),
        modality=modality,
        evidence=Evidence.DIRECT,
        passages=("N900-01",),
        status=status,
        reason=known.get("reason", Reason.NOT_FOUND),
        subject=known.get("subject", ""),
        item=known.get("item", ""),
        key=result_key("a", f"small/{rule}", known.get("item", "")),
        due_on=known.get("due_on"),
        overdue_days=known.get("overdue"),
        missing=tuple(Missing(pointer, Reason.NOT_DOCUMENTED) for pointer in known.get("missing", ())),
        message=Text(da=f"{rule} på dansk", en=f"{rule} in English"),
        remedy=Text(da="gør noget", en="do something"),
        changes_on=known.get("changes_on"),
        local_parameters=known.get("local", ()),
    )


def case(case_id: str, *results: Result) -> CaseResults:
    """Give the results of a case."""
    return MadeResults(case_id, AS_OF, results)
