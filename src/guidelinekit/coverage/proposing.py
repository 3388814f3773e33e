"""The search for cases that show what no example case shows, and what to propose of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count

from guidelinekit.case.catalogue import steps_of
from guidelinekit.casesearch.drafts import Draft, record_of
from guidelinekit.casesearch.interests import Interest, Interests, interests
from guidelinekit.casesearch.proposal import Proposal, proposal
from guidelinekit.casesearch.search import candidates, minimised
from guidelinekit.check.absence import Steps, silent_dates
from guidelinekit.coverage.targets import CoverageTarget, Observed, observe, owner_of
from guidelinekit.diagnostics import Route
from guidelinekit.examples.pack_under_test import PackUnderTest, profiles
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule
from guidelinekit.lang.walk import names_used, walk


def proposals_for(
    tested: PackUnderTest,
    users: tuple[Rule, ...],
    wanted: Sequence[CoverageTarget],
    written: Mapping[Route, e.Node],
    limit: int,
) -> tuple[Mapping[CoverageTarget, Proposal], Mapping[CoverageTarget, Steps]]:
    """Look for cases that show the targets, among cases for the rules that they belong to.

    One case often shows several; it is then proposed for each of them. A case that would put on record that
    an exemption leaves everybody undetermined is not proposed: the date that is to blame is returned instead.
    """
    left, proposals, silent = (
        dict.fromkeys(wanted),
        dict[CoverageTarget, Proposal](),
        dict[CoverageTarget, Steps](),
    )
    dates = silent_dates(tested.pack)
    for rule in smallest(users):
        about = interests(rule, tested.settings(rule))
        unexcused = _unexcused(rule, dates)
        turns = count()

        def focus(about: Interests = about, turns: Iterator[int] = turns) -> Sequence[Interest]:
            target = list(left)[next(turns) % len(left)]
            return about.within(written.get(target.route))

        for draft, record in candidates(rule.id, tested.examples(rule), about, profiles(), limit, focus):
            shown = observe(rule, record, draft.as_of, tested.settings(rule, draft.profile))
            date = _enshrined(shown, unexcused)
            if date is not None:
                silent |= {target: date for target in left if target in shown.targets}
                continue
            while target := next((target for target in left if target in shown.targets), None):
                proposed, shows = _proposed(tested, rule, draft, target, unexcused)
                for other in [other for other in left if other in shows]:
                    proposals[other] = proposed
                    del left[other]
            if not left:
                return proposals, silent
    return proposals, silent


def smallest(users: Sequence[Rule]) -> list[Rule]:
    """Return the rules in whose examples a place is sought: the smallest, before those that sum up others."""
    return sorted(users, key=lambda rule: (bool(rule.sums_up), sum(1 for _ in walk(rule))))[:_USERS]


_USERS = 3
"""How many these are."""


def _unexcused(rule: Rule, dates: Mapping[str, Mapping[Steps, Route]]) -> Collection[Steps]:
    """Return the dates that the exemptions of a rule compare without asking whether they are known."""
    used = (name for entry in rule.exempt_when for name in names_used(entry, e.Use))
    owners = (rule.id, *(owner_of(name) for name in used))
    return {steps for owner in owners for steps in dates.get(owner, ())}


def _enshrined(shown: Observed, unexcused: Collection[Steps]) -> Steps | None:
    missing = (steps_of(part.pointer) for judgement in shown.judgements for part in judgement.missing)
    return next((steps for steps in missing if steps in unexcused), None)


def _proposed(
    tested: PackUnderTest, rule: Rule, draft: Draft, target: CoverageTarget, unexcused: Collection[Steps]
) -> tuple[Proposal, frozenset[CoverageTarget]]:
    """Make a draft as small as it can be while it shows a target; return it with all that it then shows."""

    def seen(candidate: Draft) -> Observed:
        record = record_of(candidate, rule.subject)
        if record is None:
            raise ValueError(candidate)
        return observe(rule, record, candidate.as_of, tested.settings(rule, candidate.profile))

    def shows(candidate: Draft) -> bool:
        shown = seen(candidate)
        return target in shown.targets and _enshrined(shown, unexcused) is None

    base = tested.file(rule).base
    small = minimised(draft, shows, base, rule.subject, tested.first_day(rule))
    shown = seen(small)
    return proposal(rule, small, base, shown.judgements), shown.targets
