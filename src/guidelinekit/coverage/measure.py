"""Coverage of the logic: which truths of conditions, and which statuses, the example cases bring about."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from guidelinekit.casesearch.proposal import Proposal, named_apart, names_taken
from guidelinekit.casesearch.search import LIMIT
from guidelinekit.check.absence import Steps
from guidelinekit.check.reachable import DEFINITIONS, Reach, survey
from guidelinekit.check.reachable_statuses import unreachable_statuses
from guidelinekit.check.standing import value_sets_in
from guidelinekit.coverage.proposing import proposals_for
from guidelinekit.coverage.targets import (
    IN_FORCE,
    CoverageTarget,
    observe,
    owner_of,
    period_of,
)
from guidelinekit.diagnostics import Route
from guidelinekit.evaluate import RuleSet
from guidelinekit.examples.pack_under_test import PackUnderTest
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import InForce, Rule
from guidelinekit.lang.walk import names_used
from guidelinekit.results import Status
from guidelinekit.semantics.truth import FALSE, TRUE, Truth
from guidelinekit.text import Text


@dataclass(frozen=True, slots=True)
class Gap:
    """A truth or status that no example case brings about."""

    target: CoverageTarget
    condition: e.Node | None
    """None for a status."""
    place: str
    """File and line."""
    proposal: Proposal | None
    """An example case that would; None where a search came to none."""
    silent: Steps | None
    """The date for want of which an exemption leaves the cases undetermined that would show it."""


@dataclass(frozen=True, slots=True)
class Excluded:
    """A truth or status that can never come about, and why."""

    target: CoverageTarget
    condition: e.Node | None
    place: str
    because: Text


@dataclass(frozen=True, slots=True)
class OwnerCoverage:
    """The coverage of one rule, or of one definition by the examples of every rule that uses it."""

    owner: str
    rule: Rule
    """The rule, or the first rule that uses the definition."""
    hit: int
    gaps: tuple[Gap, ...]
    excluded: tuple[Excluded, ...]

    @property
    def reachable(self) -> int:
        """How many targets are not ruled out by structure."""
        return self.hit + len(self.gaps)


@dataclass(frozen=True, slots=True)
class PackCoverage:
    """The coverage of a pack's rules and definitions."""

    rules: RuleSet
    owners: tuple[OwnerCoverage, ...]
    tried: int
    """How many cases a search may try before it gives up."""

    @property
    def hit(self) -> int:
        """How many targets the example cases bring about."""
        return sum(owner.hit for owner in self.owners)

    @property
    def reachable(self) -> int:
        """How many targets are not ruled out by structure."""
        return sum(owner.reachable for owner in self.owners)


def percent(hit: int, of: int) -> float:
    """Return a share as a percentage, rounded down to one decimal so that 100 means all."""
    return 100.0 if of == 0 else hit * 1000 // of / 10


def measured_with(tested: PackUnderTest, globs: Sequence[str] | None) -> list[str]:
    """Return globs of the rules whose examples count for those that fit, or what these use; none for all."""
    asked = frozenset[object]().union(*map(_shared, tested.chosen(globs) if globs else ()))
    return [*(globs or ()), *(rule.id for rule in tested.chosen(None) if _shared(rule) & asked)]


def _shared(rule: Rule) -> frozenset[object]:
    """Return what a rule may have in common with others."""
    names, values = names_used(rule, e.Use), value_sets_in(rule)
    return frozenset({*names, *values, *([period_of(rule)] if rule.in_force.bounds else ())})


def measure(tested: PackUnderTest, globs: Sequence[str] | None = None, limit: int = LIMIT) -> PackCoverage:
    """Measure the coverage of a pack's rules, and of the definitions that they use.

    Definitions are counted once, and every rule that uses one covers it.
    """
    rules, every = tested.chosen(globs), tested.chosen(None)
    uses = {rule.id: names_used(rule, e.Use).keys() for rule in every}
    asked = frozenset[str]().union(*(uses[rule.id] for rule in rules))
    near = [rule for rule in every if rule in rules or uses[rule.id] & asked]
    seen = {target for rule in near for target in _shown(tested, rule)}
    surveys = _Surveys(tested, seen)
    owners = [_owner(tested, rule.id, (rule,), surveys, limit) for rule in rules]
    for definition in tested.pack.definitions:
        users = tuple(rule for rule in every if definition.name in uses[rule.id])
        if any(rule in rules for rule in users):
            owners.append(_owner(tested, owner_of(definition.name), users, surveys, limit))
    for owner, users in periods(every).items():
        if any(rule in rules for rule in users):
            others = (target for rule in users if rule not in near for target in _shown(tested, rule))
            owners.append(_period(tested, owner, users, seen, others, limit))
    return PackCoverage(tested.under(), _named_apart(owners, tested), limit)


def periods(rules: Sequence[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Return the rules by the time in which they are in force, those without bounds left out."""
    by_period = dict[str, tuple[Rule, ...]]()
    for rule in rules:
        if rule.in_force.bounds:
            by_period[period_of(rule)] = (*by_period.get(period_of(rule), ()), rule)
    return by_period


def _shown(tested: PackUnderTest, rule: Rule) -> Iterator[CoverageTarget]:
    for example in tested.examples(rule):
        settings = tested.settings(rule, example.profile)
        yield from observe(rule, example.record, example.as_of, settings).targets


@dataclass(frozen=True, slots=True)
class _Surveys:
    """What can never come about of rules and definitions, looked into as it is asked for."""

    tested: PackUnderTest
    seen: Collection[CoverageTarget]
    _found: dict[str, Mapping[Route, Reach]] = field(default_factory=dict)

    def reaches(self, owner: str, users: tuple[Rule, ...]) -> dict[Route, Reach]:
        """Return the conditions of an owner; a definition's cannot be what they cannot be in any user."""
        kind, _, name = owner.partition("/")
        own = {route: reach for route, reach in self._of(owner).items() if route[0] != DEFINITIONS}
        if kind != DEFINITIONS or self.all_seen(owner, own):
            return own
        used = [self._of(rule.id) for rule in users]
        for route, reach in own.items():
            here = (DEFINITIONS, name, *route)
            first, *others = [each[here].never for each in used if here in each] or [{}]
            never = {truth: why for truth, why in first.items() if all(truth in other for other in others)}
            own[route] = Reach(reach.condition, {**never, **reach.never})
        return own

    def all_seen(self, owner: str, reaches: Mapping[Route, Reach]) -> bool:
        """Say whether every truth is shown or ruled out."""
        return all(
            truth in reach.never or CoverageTarget(owner, route, truth) in self.seen
            for route, reach in reaches.items()
            for truth in Truth
        )

    def _of(self, owner: str) -> Mapping[Route, Reach]:
        if owner not in self._found:
            shown = {
                (each.route if each.owner == owner else (*each.owner.split("/"), *each.route), each.value)
                for each in self.seen
                if isinstance(each.value, Truth)
            }
            self._found[owner] = survey(self.tested.tops[owner], shown)
        return self._found[owner]


def _owner(
    tested: PackUnderTest, owner: str, users: tuple[Rule, ...], surveys: _Surveys, limit: int
) -> OwnerCoverage:
    top, seen = tested.tops[owner], surveys.seen
    reaches = surveys.reaches(owner, users)
    written: dict[Route, e.Node] = {route: reach.condition for route, reach in reaches.items()}
    never: dict[CoverageTarget, Text] = {
        CoverageTarget(owner, route, truth): why
        for route, reach in reaches.items()
        for truth, why in reach.never.items()
    }
    targets = [CoverageTarget(owner, route, truth) for route in written for truth in Truth]
    if isinstance(top.node, Rule):
        statuses = unreachable_statuses(top.node, reaches)
        never |= {CoverageTarget(owner, (), status): why for status, why in statuses.items()}
        targets += [CoverageTarget(owner, (), status) for status in Status]
    return _covered(tested, owner, users, targets, written, never, seen, limit)


def _period(
    tested: PackUnderTest,
    owner: str,
    users: tuple[Rule, ...],
    seen: Collection[CoverageTarget],
    others: Iterator[CoverageTarget],
    limit: int,
) -> OwnerCoverage:
    """Count what is shown of a time in which rules are in force: by others too, as far as that is needed."""
    bounds = users[0].in_force.bounds
    written: dict[Route, e.Node] = {(IN_FORCE, name): InForce(**{name: day}) for name, day in bounds.items()}
    targets = [CoverageTarget(owner, route, truth) for route in written for truth in (TRUE, FALSE)]
    left = {target for target in targets if target not in seen}
    while left and (target := next(others, None)) is not None:
        left.discard(target)
    seen = {target for target in targets if target not in left}
    return _covered(tested, owner, users, targets, written, {}, seen, limit)


def _covered(
    tested: PackUnderTest,
    owner: str,
    users: tuple[Rule, ...],
    targets: Sequence[CoverageTarget],
    written: Mapping[Route, e.Node],
    never: Mapping[CoverageTarget, Text],
    seen: Collection[CoverageTarget],
    limit: int,
) -> OwnerCoverage:
    """Count what is shown of an owner's targets, and look for cases that show the others."""
    at = owner if owner in tested.tops else users[0].id
    open_targets = [target for target in targets if target not in seen and target not in never]
    sought = limit > 0 and bool(open_targets)
    proposals, silent = proposals_for(tested, users, open_targets, written, limit) if sought else ({}, {})
    return OwnerCoverage(
        owner,
        users[0],
        sum(target in seen for target in targets),
        tuple(
            Gap(
                target,
                written.get(target.route),
                tested.place(at, target.route),
                proposals.get(target),
                None if target in proposals else silent.get(target),
            )
            for target in open_targets
        ),
        tuple(
            Excluded(target, written.get(target.route), tested.place(at, target.route), never[target])
            for target in targets
            if target in never and target not in seen
        ),
    )


def _named_apart(owners: Sequence[OwnerCoverage], tested: PackUnderTest) -> tuple[OwnerCoverage, ...]:
    """Return the owners with a name of its own for each proposed example."""
    proposed = {gap.proposal.rule for owner in owners for gap in owner.gaps if gap.proposal is not None}
    taken = names_taken(tested, (rule for rule in tested.pack.rules if rule.id in proposed))
    named = dict[int, Proposal]()

    def apart(gap: Gap) -> Gap:
        if gap.proposal is None:
            return gap
        if id(gap.proposal) not in named:
            named[id(gap.proposal)] = named_apart(gap.proposal, taken)
        return replace(gap, proposal=named[id(gap.proposal)])

    return tuple(replace(owner, gaps=tuple(map(apart, owner.gaps))) for owner in owners)
