"""The smallest case that a search finds on which two versions of a rule say different things."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from guidelinekit.casesearch.drafts import Draft, record_of
from guidelinekit.casesearch.interests import Interest, Interests, interests
from guidelinekit.casesearch.proposal import Proposal, expected, proposal
from guidelinekit.casesearch.search import candidates, minimised
from guidelinekit.compile.verdicts import PythonProgram
from guidelinekit.examples.read import Example
from guidelinekit.impact.causes import Cause, Judged, parting
from guidelinekit.impact.changes import Change
from guidelinekit.impact.side import Side
from guidelinekit.lang.rule import Language, Rule
from guidelinekit.results import Status
from guidelinekit.semantics.reference import Judgement, judge
from guidelinekit.wording.labels import STATUS

Pairs = frozenset[tuple[Status | None, Status | None]]


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A case on which two versions differ, as an example that expects what the new version says."""

    proposal: Proposal
    base: dict[str, Any]
    """What the file of the new version puts under its examples; the proposal stands on it."""
    old: tuple[dict[str, Any], ...]
    new: tuple[dict[str, Any], ...]
    causes: tuple[Cause, ...]

    def yaml(self) -> str:
        """Give the entry for `cases:`, with the `base` that it stands on as a comment, if there is one."""
        text = self.proposal.yaml()
        return f"  # base: {_compact(self.base)}\n{text}" if self.base else text


@dataclass(frozen=True, slots=True)
class Search:
    """What came of a search for a counterexample."""

    tried: int
    """In how many cases it looked."""
    found: Counterexample | None


def counterexample(change: Change, old: Side, new: Side, limit: int, language: Language) -> Search:
    """Look for a case that tells two versions of a rule apart, and make it as small as can be.

    A case on which both versions can decide goes before one that is undetermined in one of them, and another
    status before another date or reason.
    """
    was, now = change.old, change.new
    if was is None or now is None or was.subject is not now.subject:
        return Search(0, None)
    draft, tried = _first(change, was, now, old, new, limit)
    if draft is None:
        return Search(tried, None)
    return Search(
        tried, _told(change.name, _smallest(draft, was, now, old, new), was, now, old, new, language)
    )


def _first(
    change: Change, was: Rule, now: Rule, old: Side, new: Side, limit: int
) -> tuple[Draft | None, int]:
    """Give the best difference found, and how many cases were tried."""
    named = [rule.model_copy(update={"id": f"{side}/rule"}) for side, rule in enumerate((was, now))]
    program = PythonProgram(named, {"0": old.settings(was), "1": new.settings(now)})
    seeds = tuple(
        replace(example, profile=None)
        for example in (*old.examples.get(change.name, ()), *new.examples.get(change.name, ()))
    )
    best: tuple[int, Draft] | None = None
    tried = 0
    for draft, record in candidates(
        change.name, _without_doubles(seeds), _both(was, now, old, new), (None,), limit
    ):
        tried += 1
        found: tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]] = ([], [])
        for index, *verdict in program.judge(record, draft.as_of, was.subject):
            found[index].append(tuple(verdict))
        if found[0] != found[1]:
            rank = _rank(_pairs(*({one[2]: one[0] for one in each} for each in found)))
            if best is None or rank < best[0]:
                best = (rank, draft)
            if rank == 0:
                break
    return (None if best is None else best[1]), tried


def _without_doubles(examples: tuple[Example, ...]) -> tuple[Example, ...]:
    return tuple({(example.name, example.as_of): example for example in examples}.values())


def _both(was: Rule, now: Rule, old: Side, new: Side) -> Interests:
    """Give what either version reads, around the values of both."""
    one, other = interests(was, old.settings(was)), interests(now, new.settings(now))
    fields: dict[tuple[str, ...], Interest] = {}
    for field in (*one.fields, *other.fields):
        known = fields.get(field.steps)
        values = (*(known.values if known else ()), *field.values)
        fields[field.steps] = replace(field, values=tuple(dict.fromkeys(values)))
    return Interests(
        one.subject,
        tuple(fields.values()),
        tuple(sorted({*one.days, *other.days})),
        tuple(sorted({*one.years, *other.years})),
        {**one.roots, **other.roots},
    )


def _judgements(draft: Draft, rule: Rule, side: Side) -> tuple[Judgement, ...]:
    record = record_of(draft, rule.subject)
    return () if record is None else judge(rule, record, draft.as_of, side.settings(rule))


def _rank(pairs: Pairs) -> int:
    """Say how telling a difference is, the best first."""
    if not pairs:
        return 2
    return 1 if all(Status.UNDETERMINED in pair for pair in pairs) else 0


def _pairs(before: Mapping[Any, Status], after: Mapping[Any, Status]) -> Pairs:
    """Give the statuses before and after that differ; what is not applicable is as if it was not there."""
    pairs = {(_there(before.get(key)), _there(after.get(key))) for key in (*before, *after)}
    return frozenset(pair for pair in pairs if pair[0] is not pair[1])


def _there(status: Status | None) -> Status | None:
    return None if status is Status.NOT_APPLICABLE else status


def _smallest(draft: Draft, was: Rule, now: Rule, old: Side, new: Side) -> Draft:
    """Take away what the difference does not need; what it is stays the same."""

    def difference(candidate: Draft) -> tuple[Pairs, bool]:
        before, after = _judgements(candidate, was, old), _judgements(candidate, now, new)
        return _pairs(_by_subject(before), _by_subject(after)), _verdicts(before) != _verdicts(after)

    there, _ = difference(draft)
    telling = sorted(there, key=lambda pair: (Status.UNDETERMINED in pair, None in pair, str(pair)))
    wanted = frozenset(telling[:1])
    return minimised(draft, lambda candidate: difference(candidate) == (wanted, True), {}, was.subject)


def _by_subject(judgements: tuple[Judgement, ...]) -> dict[str, Status]:
    return {one.verdict.subject: one.verdict.status for one in judgements}


def _verdicts(judgements: tuple[Judgement, ...]) -> list[tuple[Any, ...]]:
    return [
        (one.verdict.subject, one.verdict.status, one.verdict.reason, one.verdict.due_on)
        for one in judgements
    ]


def _told(
    name: str, draft: Draft, was: Rule, now: Rule, old: Side, new: Side, language: Language
) -> Counterexample:
    before, after = _judgements(draft, was, old), _judgements(draft, now, new)
    base = dict(new.bases.get(name, {}))
    judged = [
        [Judged(rule, one, side.rules.vocabulary(rule, draft.as_of, language)) for one in judgements]
        for side, rule, judgements in ((old, was, before), (new, now, after))
    ]
    one, other = _by_subject(before), _by_subject(after)
    verdicts = {verdict[0]: verdict for verdict in _verdicts(before)}
    differing = [verdict[0] for verdict in _verdicts(after) if verdicts.get(verdict[0]) != verdict]
    differing += [subject for subject in one if subject not in other and _there(one[subject])]
    items = [subject for subject in differing if subject] or differing
    found = (cause for subject in items for cause in parting(judged[0], judged[1], subject))
    return Counterexample(
        proposal(now, draft, base, after, _title(items, one, other)),
        base,
        tuple(expected(each) for each in before),
        tuple(expected(each) for each in after),
        tuple(dict.fromkeys(found)),
    )


def _title(subjects: list[str], one: Mapping[str, Status], other: Mapping[str, Status]) -> str:
    """Name the example after what changed, in Danish like the other examples."""
    was, now = (
        ", ".join(dict.fromkeys(STATUS[each.get(subject, _OUTSIDE)].da for subject in subjects))
        for each in (one, other)
    )
    return f"før {was}, nu {now}"


def _compact(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_compact(part)}" for key, part in value.items()) + "}"
        case list():
            return "[" + ", ".join(_compact(part) for part in value) + "]"
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case _:
            return str(value)


_OUTSIDE = Status.NOT_APPLICABLE
