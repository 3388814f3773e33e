"""Coverage of the logic: which truths of conditions, and which statuses, the example cases bring about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from guidelinekit.casesearch.drafts import Draft, record_of
from guidelinekit.casesearch.interests import Interest, Interests, interests
from guidelinekit.casesearch.proposal import Proposal, proposal
from guidelinekit.casesearch.search import LIMIT, candidates, minimised
from guidelinekit.coverage.reachable import unreachable_truths
from guidelinekit.coverage.reachable_statuses import unreachable_statuses
from guidelinekit.coverage.units import DEFINITIONS, Observed, Unit, conditions, observe, owner_of
from guidelinekit.diagnostics import Route
from guidelinekit.evaluate import RuleSet
from guidelinekit.examples.bench import Bench, chosen, first_day, open_pack, profiles
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Definition, Rule, Text
from guidelinekit.lang.walk import nodes
from guidelinekit.results import Status
from guidelinekit.semantics.truth import Truth


@dataclass(frozen=True, slots=True)
class Gap:
    """A truth or status that no example case brings about."""

    unit: Unit
    condition: e.Condition | None
    """None for a status."""
    place: str
    """File and line."""
    proposal: Proposal | None
    """An example case that would; None where a search found none."""


@dataclass(frozen=True, slots=True)
class Excluded:
    """A truth or status that can never come about, and why."""

    unit: Unit
    condition: e.Condition | None
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
        """How many units are not ruled out by structure."""
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
        """How many units the example cases bring about."""
        return sum(owner.hit for owner in self.owners)

    @property
    def reachable(self) -> int:
        """How many units are not ruled out by structure."""
        return sum(owner.reachable for owner in self.owners)


def percent(hit: int, of: int) -> float:
    """Give a share as a percentage, rounded down to one decimal so that 100 means all."""
    return 100.0 if of == 0 else hit * 1000 // of / 10


def measure(pack: str | Path, globs: Sequence[str] | None = None, limit: int = LIMIT) -> PackCoverage:
    """Measure the coverage of a pack's rules, and of the definitions that they use.

    Definitions are counted once, and every rule that uses one covers it. Raises RuleError when the pack
    cannot be used.
    """
    bench = open_pack(pack)
    rules = chosen(bench, globs)
    seen = {unit for rule in bench.rules.rules for unit in _shown(bench, rule)}
    found = [_owner(bench, rule, rule.id, (rule,), seen, limit) for rule in rules]
    for definition in bench.pack.definitions:
        users = tuple(rule for rule in bench.rules.rules if uses(rule, definition.name))
        if any(rule in rules for rule in users):
            found.append(_owner(bench, definition, owner_of(definition.name), users, seen, limit))
    return PackCoverage(bench.rules, tuple(found), limit)


def uses(rule: Rule, definition: str) -> bool:
    """Say whether a rule uses a definition, directly or through another."""
    return any(use.name == definition for use in nodes(rule, e.Use))


def _shown(bench: Bench, rule: Rule) -> Iterator[Unit]:
    for example in bench.examples.get(rule.id, ()):
        settings = bench.settings(rule, example.profile)
        yield from observe(rule, example.record, example.as_of, settings).units


def _owner(
    bench: Bench, top: Rule | Definition, owner: str, users: tuple[Rule, ...], seen: set[Unit], limit: int
) -> OwnerCoverage:
    truths = unreachable_truths(top, bench.pack)
    written = dict(conditions(top))
    never: dict[Unit, Text] = {
        Unit(owner, route, truth): why for route in written for truth, why in truths[route].items()
    }
    units = [Unit(owner, route, truth) for route in written for truth in Truth]
    if isinstance(top, Rule):
        statuses = unreachable_statuses(top, truths)
        never |= {Unit(owner, (), status): why for status, why in statuses.items()}
        units += [Unit(owner, (), status) for status in Status]
    open_units = [unit for unit in units if unit not in seen and unit not in never]
    proposals = _search(bench, users, open_units, written, limit) if open_units else {}
    return OwnerCoverage(
        owner,
        users[0],
        sum(unit in seen for unit in units),
        tuple(
            Gap(unit, written.get(unit.route), _place(bench, unit), proposals.get(unit))
            for unit in open_units
        ),
        tuple(
            Excluded(unit, written.get(unit.route), _place(bench, unit), never[unit])
            for unit in units
            if unit in never and unit not in seen
        ),
    )


def _place(bench: Bench, unit: Unit) -> str:
    if unit.owner.startswith(f"{DEFINITIONS}/"):
        return bench.place((DEFINITIONS, unit.owner.partition("/")[2], *unit.route))
    return bench.place(("rules", unit.owner, *unit.route))


def _search(
    bench: Bench,
    users: tuple[Rule, ...],
    wanted: Sequence[Unit],
    written: Mapping[Route, e.Condition],
    limit: int,
) -> Mapping[Unit, Proposal]:
    """Look for cases that show the units, among cases for the rules that they belong to.

    One case often shows several; it is then proposed for each of them.
    """
    left, found = dict.fromkeys(wanted), dict[Unit, Proposal]()
    for rule in users[:_USERS]:
        examples = bench.examples.get(rule.id, ())
        about = interests(rule, bench.settings(rule))
        turns = count()

        def focus(about: Interests = about, turns: Iterator[int] = turns) -> Sequence[Interest]:
            unit = list(left)[next(turns) % len(left)]
            return about.within(written.get(unit.route))

        for draft, record in candidates(rule.id, examples, about, profiles(), limit, focus):
            shown = observe(rule, record, draft.as_of, bench.settings(rule, draft.profile)).units
            while unit := next((unit for unit in left if unit in shown), None):
                proposed, shows = _proposed(bench, rule, draft, unit)
                for other in [other for other in left if other in shows]:
                    found[other] = proposed
                    del left[other]
            if not left:
                return found
    return found


_USERS = 3
"""In the examples of how many rules a place is sought for a definition's unit."""


def _proposed(bench: Bench, rule: Rule, draft: Draft, unit: Unit) -> tuple[Proposal, frozenset[Unit]]:
    """Make a draft as small as it can be while it shows a unit; give it with all that it then shows."""

    def seen(candidate: Draft) -> Observed:
        record = record_of(candidate, rule.subject)
        if record is None:
            raise ValueError(candidate)
        return observe(rule, record, candidate.as_of, bench.settings(rule, candidate.profile))

    base = bench.bases.get(rule.id, {})
    examples = bench.examples.get(rule.id, ())
    small = minimised(draft, lambda one: unit in seen(one).units, base, rule.subject, first_day(examples))
    where = ".".join(str(step) for step in unit.route) or "status"
    shown = seen(small)
    name = f"{where} {unit.value.value}"
    return proposal(rule, small, base, shown.judgements, name), shown.units
