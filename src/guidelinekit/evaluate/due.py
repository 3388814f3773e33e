"""What falls due soon: duties not yet done, and recurring ones that are due again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guidelinekit.evaluate.evaluation import Evaluation
from guidelinekit.evaluate.messages import without_deadline
from guidelinekit.evaluate.once import unrepeated
from guidelinekit.evaluate.plain import HIDDEN
from guidelinekit.lang.rule import Modality, Subject
from guidelinekit.results import Result, Status
from guidelinekit.semantics.values import moved
from guidelinekit.semantics.waivers import waiver_of
from guidelinekit.text import Text


@dataclass(frozen=True, slots=True)
class DueDuty:
    """A duty of one record that falls due."""

    due_on: date
    days_left: int
    """How many days that is after the date of the evaluation; 0 is the same day."""
    kind: Subject
    case_id: str
    """The id of the record."""
    rule: str
    """The full id of the rule."""
    subject: str
    item: str
    key: str
    title: Text
    again: bool
    """Whether it is done, and recurs."""
    message: Text
    """What a caseworker reads of it, without the date."""
    remedy: Text
    """What closes it; empty where it is done, and recurs."""
    local_parameters: tuple[str, ...]


def due(evaluation: Evaluation, *, within: timedelta) -> tuple[DueDuty, ...]:
    """Return what falls due from the date of an evaluation on, up to and including the day `within` later.

    In the order of the days. What the guideline only suggests (may) and what a waiver sets aside is left out,
    and so is what sums up something else that is listed.
    """
    end = evaluation.as_of + within
    duties = (
        _duty(result, evaluation)
        for result in (*_listed(evaluation), *evaluation.having(Status.MET))
        if result.modality is not Modality.MAY
        and result.due_on is not None
        and result.due_on <= end
        and (result.status is Status.DUE or _recurs(result, evaluation))
    )
    return tuple(sorted(duties, key=lambda duty: (duty.due_on, duty.rule, duty.item)))


def unmet(evaluation: Evaluation) -> tuple[Result, ...]:
    """Return what the report of a record counts as unmet: nothing that is only suggested (may)."""
    return tuple(
        result
        for result in _listed(evaluation)
        if result.status is Status.UNMET and result.modality is not Modality.MAY
    )


def _listed(evaluation: Evaluation) -> Sequence[Result]:
    return unrepeated(evaluation.without(HIDDEN), evaluation.rules.sums_up)


def _recurs(result: Result, evaluation: Evaluation) -> bool:
    """Say whether a duty that is met falls due again, and is not set aside as soon as it does."""
    if evaluation.rules.rule(result.rule).repeats is None or result.due_on is None:
        return False
    waivers = evaluation.rules.waived.get(evaluation.case_id, ())
    return waiver_of(result, waivers, moved(result.due_on, 1)) is None


def _duty(result: Result, evaluation: Evaluation) -> DueDuty:
    title, message, due_on = evaluation.rules.rule(result.rule).title, result.message, result.due_on
    assert due_on is not None  # noqa: S101 - only such results are asked for
    again = result.status is Status.MET
    if again:
        message = Text(da=f"{title.da}: igen", en=f"{title.en}: again")
    else:
        message = Text(
            da=without_deadline(message.da, due_on, "da"), en=without_deadline(message.en, due_on, "en")
        )
    return DueDuty(
        due_on,
        (due_on - evaluation.as_of).days,
        evaluation.kind,
        evaluation.case_id,
        result.rule,
        result.subject,
        result.item,
        result.key,
        title,
        again,
        message,
        result.remedy,
        result.local_parameters,
    )
