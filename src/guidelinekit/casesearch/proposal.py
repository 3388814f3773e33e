"""A proposed example case, written as it would stand in `<rule>.cases.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from guidelinekit.case.keys import item_key
from guidelinekit.casesearch.drafts import Draft
from guidelinekit.casesearch.search import over_base
from guidelinekit.examples.example_file import FILLED, filled, on_dates
from guidelinekit.examples.written import entry
from guidelinekit.lang.rule import Rule
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.reference import Judgement


@dataclass(frozen=True, slots=True)
class Proposal:
    """An example case that would show something, with what the rule now says of it."""

    rule: str
    """The full id of the rule whose examples it belongs to."""
    name: str
    as_of: date
    profile: str | None
    given: Mapping[str, Any]
    """Over the base of the file."""
    expect: tuple[Mapping[str, Any], ...]

    def yaml(self, *, relative: bool = True) -> str:
        """Return the entry for `cases:`, its dates relative to its own where that reads well."""
        day = self.as_of if relative else None
        expect = [dict(each) for each in self.expect]
        written = expect[0] if len(expect) == 1 else expect
        return "\n".join(entry(self.name, str(self.as_of), self.profile, self.given, written, day))


def proposal(
    rule: Rule, draft: Draft, base: Mapping[str, Any], judgements: tuple[Judgement, ...], name: str
) -> Proposal:
    """Return a draft as an example over a file's base, expecting what was judged."""
    dated = on_dates(filled(base, rule.subject), draft.as_of)
    given = {**draft.given, **{key: dated[key] for key in FILLED[rule.subject]}}
    written = over_base(given, dated)
    return Proposal(
        rule.id,
        name,
        draft.as_of,
        draft.profile,
        written,
        tuple(expected(each, of_items=rule.for_each is not None) for each in judgements),
    )


def expected(judgement: Judgement, *, of_items: bool = False) -> dict[str, Any]:
    """Return what an example should expect of a judgement; of a rule for items also that it is about none."""
    verdict = judgement.verdict
    expectation: dict[str, Any] = {"status": verdict.status.value}
    if (
        verdict.status not in {Status.MET, Status.MET_LATE, Status.DUE}
        and verdict.reason != Reason.OUT_OF_SCOPE
    ):
        expectation["reason"] = verdict.reason.value
    if verdict.subject or of_items:
        record = next(iter(judgement.scope.items.values())).value
        expectation["item"] = item_key(record, verdict.subject)
    if verdict.due_on is not None:
        expectation["due_on"] = verdict.due_on.isoformat()
    if judgement.missing:
        expectation["missing"] = [missing.pointer for missing in judgement.missing]
    return expectation
