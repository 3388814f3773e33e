"""The smallest case that a search comes to on which two versions of a rule say different things."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from guidelinekit.casesearch.drafts import Draft, record_of
from guidelinekit.casesearch.interests import interests
from guidelinekit.casesearch.proposal import Proposal, expected, proposal
from guidelinekit.casesearch.search import candidates, minimised
from guidelinekit.evaluate.unpacked import LooseRule
from guidelinekit.examples.written import inline
from guidelinekit.impact.causes import Cause, parting, worded
from guidelinekit.impact.rule_changes import RuleChange
from guidelinekit.impact.versions import Version
from guidelinekit.lang.rule import Rule
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.reference import Judgement, judge
from guidelinekit.text import Language

Pairs = frozenset[tuple[Status | None, Status | None]]
"""Statuses before and after; None where there is nothing to judge."""


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A case on which two versions differ, as an example that expects what the new version says."""

    proposal: Proposal
    base: Mapping[str, Any]
    """What the file of the new version puts under its examples; the proposal stands on it."""
    old: tuple[dict[str, Any], ...]
    new: tuple[dict[str, Any], ...]
    causes: tuple[Cause, ...]

    def yaml(self) -> str:
        """Return the entry for `cases:`, with the `base` that it stands on as a comment, if there is one."""
        text = self.proposal.yaml()
        return f"  # base: {inline(self.base)}\n{text}" if self.base else text


@dataclass(frozen=True, slots=True)
class Search:
    """What came of a search for a counterexample."""

    tried: int
    """In how many cases it looked."""
    counterexample: Counterexample | None


@dataclass(frozen=True, slots=True)
class _Rules:
    """A rule in two versions, both there and about the same kind of record."""

    was: Rule
    now: Rule
    old: Version
    new: Version

    def judged(self, draft: Draft) -> tuple[tuple[Judgement, ...], tuple[Judgement, ...]]:
        """Return what both versions say of a draft; nothing where the case model does not allow it."""
        record = record_of(draft, self.was.subject)
        if record is None:
            return (), ()
        before = judge(self.was, record, draft.as_of, self.old.rules.settings(self.was))
        return before, judge(self.now, record, draft.as_of, self.new.rules.settings(self.now))


def search(change: RuleChange, old: Version, new: Version, limit: int, language: Language) -> Search:
    """Look for a case that tells two versions of a rule apart, and make it as small as can be.

    A case on which both versions can decide goes before one that is undetermined in one of them, and another
    status before another date or reason.
    """
    was, now = change.old, change.new
    if was is None or now is None or was.subject is not now.subject:
        return Search(0, None)
    both = _Rules(was, now, old, new)
    draft, tried = _first(both, limit)
    return Search(tried, None if draft is None else _described(both, _smallest(both, draft), language))


def _first(both: _Rules, limit: int) -> tuple[Draft | None, int]:
    """Return the best difference, and how many cases were tried."""
    was, now, old, new = both.was, both.now, both.old, both.new
    settings = old.rules.settings(was), new.rules.settings(now)
    loose = LooseRule(was, settings[0]), LooseRule(now, settings[1])
    examples = (*old.tested.examples(was), *new.tested.examples(now))
    seeds = {(each.name, each.as_of): replace(each, profile=None) for each in examples}
    about = interests(was, settings[0]).joined(interests(now, settings[1]))
    best: tuple[int, Draft] | None = None
    tried = 0
    for draft, record in candidates(now.name, tuple(seeds.values()), about, (None,), limit):
        tried += 1
        before, after = (rule.verdicts(record, draft.as_of) for rule in loose)
        if before != after:
            rank = _rank(_pairs(*({each.item: each.status for each in side} for side in (before, after))))
            if best is None or rank < best[0]:
                best = (rank, draft)
            if rank == 0:
                break
    return (None if best is None else best[1]), tried


def _rank(pairs: Pairs) -> int:
    """Say how telling a difference is, the best first."""
    if not pairs:
        return 2
    return 1 if all(Status.UNDETERMINED in pair for pair in pairs) else 0


def _pairs(before: Mapping[Any, Status], after: Mapping[Any, Status]) -> Pairs:
    """Return the statuses before and after that differ; what is not applicable is as if it was not there."""
    pairs = {(_there(before.get(key)), _there(after.get(key))) for key in (*before, *after)}
    return frozenset(pair for pair in pairs if pair[0] is not pair[1])


def _there(status: Status | None) -> Status | None:
    return None if status is Status.NOT_APPLICABLE else status


def _smallest(both: _Rules, draft: Draft) -> Draft:
    """Take away what the difference does not need; what it is stays the same."""

    def difference(candidate: Draft) -> tuple[Pairs, bool]:
        before, after = both.judged(candidate)
        return _pairs(_by_subject(before), _by_subject(after)), _verdicts(before) != _verdicts(after)

    there, _ = difference(draft)
    telling = sorted(there, key=lambda pair: (Status.UNDETERMINED in pair, None in pair, str(pair)))
    wanted = frozenset(telling[:1])
    return minimised(draft, lambda candidate: difference(candidate) == (wanted, True), {}, both.was.subject)


def _by_subject(judgements: tuple[Judgement, ...]) -> dict[str, Status]:
    return {each.verdict.subject: each.verdict.status for each in judgements}


def _verdicts(judgements: tuple[Judgement, ...]) -> dict[str, tuple[Status, Reason, date | None]]:
    verdicts = (judgement.verdict for judgement in judgements)
    return {verdict.subject: (verdict.status, verdict.reason, verdict.due_on) for verdict in verdicts}


def _described(both: _Rules, draft: Draft, language: Language) -> Counterexample:
    base = both.new.tested.file(both.now).base
    record = record_of(draft, both.was.subject)
    assert record is not None  # noqa: S101 - two versions differ on it
    old = worded(both.old.rules, both.was, record, draft.as_of, language)
    new = worded(both.new.rules, both.now, record, draft.as_of, language)
    before, after = (tuple(each.judgement for each in side) for side in (old, new))
    was, now = _by_subject(before), _by_subject(after)
    verdicts = _verdicts(before)
    differing = [subject for subject, verdict in _verdicts(after).items() if verdicts.get(subject) != verdict]
    differing += [subject for subject in was if subject not in now and _there(was[subject])]
    items = [subject for subject in differing if subject] or differing
    causes = (cause for subject in items for cause in parting(old, new, subject))
    return Counterexample(
        proposal(both.now, draft, base, after, _title(items, was, now)),
        base,
        tuple(expected(each) for each in before),
        tuple(expected(each) for each in after),
        tuple(dict.fromkeys(causes)),
    )


def _title(subjects: list[str], was: Mapping[str, Status], now: Mapping[str, Status]) -> str:
    """Name the example after what changed, in Danish like the other examples."""
    before, after = (
        ", ".join(dict.fromkeys(each.get(s, Status.NOT_APPLICABLE).label.da for s in subjects))
        for each in (was, now)
    )
    return f"før {before}, nu {after}"
