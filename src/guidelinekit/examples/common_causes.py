"""Why examples fail together: what the base leaves out, for want of which none of them can be determined."""

from collections.abc import Sequence
from dataclasses import dataclass

from guidelinekit.examples.example_file import Example, place_of
from guidelinekit.examples.outcomes import Outcome
from guidelinekit.results import Reason, Status


@dataclass(frozen=True, slots=True)
class CommonCause:
    """Lists that examples of one file lack."""

    rule: str
    fields: tuple[str, ...]
    examples: tuple[Example, ...]

    @property
    def place(self) -> str:
        """The file and line of what the examples share."""
        return place_of(self.examples[0].base_at)


def grouped(outcomes: Sequence[Outcome]) -> tuple[list[CommonCause], list[Outcome]]:
    """Return the causes that failing examples share, and the failing examples that have none of these."""
    by_cause, others = dict[tuple[str, tuple[str, ...]], list[Example]](), list[Outcome]()
    for outcome in outcomes:
        if outcome.passed:
            continue
        if lacking := _lacking(outcome):
            by_cause.setdefault((outcome.example.rule, lacking), []).append(outcome.example)
        else:
            others.append(outcome)
    return [CommonCause(*key, tuple(examples)) for key, examples in by_cause.items()], others


def _lacking(outcome: Outcome) -> tuple[str, ...]:
    """Return the lists that neither example nor base says anything of, where that alone was not expected."""
    if any(expected["status"] == Status.UNDETERMINED for expected in outcome.example.expect):
        return ()
    missing = [part for result in outcome.results for part in result.missing]
    written = outcome.example.record.model_fields_set
    names = dict.fromkeys(part.pointer[1:] for part in missing if part.reason is Reason.NOT_EXPORTED)
    unwritten = tuple(name for name in names if "/" not in name and name not in written)
    return unwritten if len(unwritten) == len({part.pointer for part in missing}) else ()
