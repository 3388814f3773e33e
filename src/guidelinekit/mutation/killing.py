"""Running the mutants of a pack against its example cases: which are told from the rules, which survive."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from guidelinekit.case import Case, Provider
from guidelinekit.casesearch.drafts import Draft, record_of
from guidelinekit.casesearch.interests import Interest, interests
from guidelinekit.casesearch.proposal import Proposal, proposal
from guidelinekit.casesearch.search import LIMIT, candidates, minimised
from guidelinekit.compile.verdicts import PythonProgram
from guidelinekit.coverage.coverage import uses
from guidelinekit.coverage.units import DEFINITIONS, owner_of
from guidelinekit.evaluate import RuleSet
from guidelinekit.examples.bench import Bench, chosen, first_day, open_pack, profiles
from guidelinekit.examples.read import Example
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.mutation.mutants import (
    VALUE_SETS,
    Mutant,
    definition_mutants,
    names_set,
    rule_mutants,
    value_set_mutants,
)
from guidelinekit.mutation.strengths import Strengths, wrong_strengths
from guidelinekit.results import Status
from guidelinekit.semantics.next_change import changes_on
from guidelinekit.semantics.reference import Judgement, judge
from guidelinekit.semantics.values import Settings


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no example case tells from the rule."""

    mutant: Mutant
    place: str
    """File and line of the mistake."""
    proposal: Proposal | None
    """An example case that would; None where no difference was found."""


@dataclass(frozen=True, slots=True)
class OwnerMutation:
    """The mutants of one rule, definition or value set."""

    owner: str
    rule: Rule
    """The rule, or the first rule that uses the definition or value set."""
    total: int
    survivors: tuple[Survivor, ...]

    @property
    def killed(self) -> int:
        """How many mutants the example cases tell from the rule."""
        return self.total - len(self.survivors)


@dataclass(frozen=True, slots=True)
class PackMutation:
    """The mutants of a pack."""

    rules: RuleSet
    owners: tuple[OwnerMutation, ...]
    tried: int
    """How many cases were tried before it is said that no difference was found."""
    strengths: Strengths
    """What the passages tell of wrong strengths; they are not among the mutants."""

    @property
    def total(self) -> int:
        """How many mutants there are."""
        return sum(owner.total for owner in self.owners)

    @property
    def killed(self) -> int:
        """How many of them the example cases tell from the rules."""
        return sum(owner.killed for owner in self.owners)


def run_mutants(pack: str | Path, globs: Sequence[str] | None = None, limit: int = LIMIT) -> PackMutation:
    """Run the mutants of a pack's rules and of what they use against the example cases.

    A mutant of a definition or value set is killed by the examples of any rule that uses it. Raises RuleError
    when the pack cannot be used.
    """
    bench = open_pack(pack)
    rules = chosen(bench, globs)
    found = []
    for owner, users, mutants in _owners(bench):
        if any(rule in rules for rule in users):
            survivors = [mutant for mutant in mutants if not _killed(bench, users, mutant)]
            shown = tuple(_searched(bench, users, survivors, limit)) if survivors else ()
            found.append(OwnerMutation(owner, users[0], len(mutants), shown))
    return PackMutation(bench.rules, tuple(found), limit, wrong_strengths(rules, bench.pack))


def _owners(bench: Bench) -> Iterator[tuple[str, tuple[Rule, ...], list[Mutant]]]:
    pack, rules = bench.pack, bench.rules.rules
    for rule in rules:
        yield rule.id, (rule,), list(rule_mutants(rule, pack))
    for definition in pack.definitions:
        users = tuple(rule for rule in rules if uses(rule, definition.name))
        if users:
            subject = users[0].subject
            yield owner_of(definition.name), users, list(definition_mutants(definition, subject, pack))
    for name, values in pack.value_sets.items():
        users = tuple(rule for rule in rules if names_set(rule, name, values))
        if users and len(values) > 1:
            yield f"{VALUE_SETS}/{name}", users, list(value_set_mutants(name, values))


def _killed(bench: Bench, users: Sequence[Rule], mutant: Mutant) -> bool:
    for rule in users:
        wrong = mutant.rule(rule)
        for example in bench.examples.get(rule.id, ()):
            settings = mutant.settings(bench.settings(rule, example.profile))
            if not agrees(wrong, example, settings, bench.local):
                return True
    return False


def agrees(rule: Rule, example: Example, settings: Settings, local: frozenset[str]) -> bool:
    """Say whether a rule says of an example what its author expects."""
    judgements = judge(rule, example.record, example.as_of, settings)
    if len(judgements) != len(example.expect):
        return False
    return not any(disagreements(rule, example, judgements, settings, local))


def disagreements(
    rule: Rule,
    example: Example,
    judgements: Sequence[Judgement],
    settings: Settings,
    local: frozenset[str],
) -> Iterator[tuple[str, Any, Any]]:
    """Give each key of which an author expects something else: what is expected, and what came.

    Values are in the form of the examples' file.
    """
    for judgement, want in zip(judgements, example.expect, strict=True):
        for key, value in want.items():
            wanted, got = _plain(value), _said(rule, example, judgement, key, settings, local)
            if wanted != got:
                yield key, wanted, got


def _said(
    rule: Rule, example: Example, judgement: Judgement, key: str, settings: Settings, local: frozenset[str]
) -> Any:
    verdict = judgement.verdict
    match key:
        case "missing":
            return sorted(missing.pointer for missing in judgement.missing)
        case "local_parameters":
            return sorted(name for name in judgement.parameters if name in local)
        case "changes_on":
            return _plain(changes_on(rule, example.record, judgement, settings))
        case "overdue_days":
            late = verdict.status is Status.UNMET and verdict.due_on is not None
            return (example.as_of - verdict.due_on).days if late and verdict.due_on else None
        case _:
            return _plain(getattr(verdict, key))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, list) else value


def _searched(
    bench: Bench, users: tuple[Rule, ...], survivors: Sequence[Mutant], limit: int
) -> Iterator[Survivor]:
    """Look for a case that tells each survivor from the rule, among cases for the rules that it changes."""
    left, found = dict(enumerate(survivors)), dict[int, Proposal]()
    for rule in users[:_USERS]:
        wrong = {number: mutant.rule(rule) for number, mutant in left.items()}
        base = bench.bases.get(rule.id, {})
        day = first_day(bench.examples.get(rule.id, ()))
        for number, draft in _differences(bench, rule, left, limit):
            mutant, other_rule = left[number], wrong[number]

            def told(
                one: Draft, mutant: Mutant = mutant, other: Rule = other_rule, rule: Rule = rule
            ) -> bool:
                return _told(bench, rule, one, mutant, other)

            small = minimised(draft, told, base, rule.subject, day)
            name = f"{mutant.change.mistake.value.da} {'.'.join(map(str, mutant.change.route))}".strip()
            proposed = proposal(rule, small, base, _judged(bench, rule, small), name)
            for other in [n for n, one in left.items() if _told(bench, rule, small, one, wrong[n])]:
                found[other] = proposed
                del left[other]
    for number, mutant in enumerate(survivors):
        yield Survivor(mutant, _place(bench, mutant), found.get(number))


_USERS = 3
"""In the examples of how many rules a place is sought for a definition's mutant."""


def _differences(
    bench: Bench, rule: Rule, mutants: Mapping[int, Mutant], limit: int
) -> Iterator[tuple[int, Draft]]:
    """Give cases that a mutant judges otherwise than the rule, by its number, for as long as it is there."""
    if not mutants:
        return
    numbers, compiled = list(mutants), list(mutants.values())
    programs: dict[str | None, PythonProgram] = {}
    about = interests(rule, bench.settings(rule))
    turns = count()

    def focus() -> Sequence[Interest]:
        still = list(mutants)
        change = mutants[still[next(turns) % len(still)]].change
        return about.within(change.before, change.after)

    examples = bench.examples.get(rule.id, ())
    for draft, record in candidates(rule.id, examples, about, profiles(), limit, focus):
        if draft.profile not in programs:
            programs[draft.profile] = _program(rule, compiled, bench.settings(rule, draft.profile))
        verdicts = _by_rule(programs[draft.profile], record, draft.as_of, rule.subject, len(numbers) + 1)
        for number, verdict in zip(numbers, verdicts[1:], strict=True):
            if number in mutants and verdict != verdicts[0]:
                yield number, draft
        if not mutants:
            return


def _program(rule: Rule, mutants: Sequence[Mutant], settings: Settings) -> PythonProgram:
    """Compile the rule and its mutants, each as if it were the rule of a pack of its own."""
    packs: dict[str, Settings] = {"0": settings}
    named = [rule.model_copy(update={"id": "0/rule"})]
    for number, mutant in enumerate(mutants, 1):
        packs[str(number)] = mutant.settings(settings)
        named.append(mutant.rule(rule).model_copy(update={"id": f"{number}/rule"}))
    return PythonProgram(named, packs)


def _by_rule(
    program: PythonProgram, record: Case | Provider, as_of: date, subject: Subject, count: int
) -> list[list[tuple[Any, ...]]]:
    found: list[list[tuple[Any, ...]]] = [[] for _ in range(count)]
    for index, *verdict in program.judge(record, as_of, subject):
        found[index].append(tuple(verdict))
    return found


def _told(bench: Bench, rule: Rule, draft: Draft, mutant: Mutant, wrong: Rule) -> bool:
    """Say whether a mutant judges a draft otherwise than the rule does."""
    right, other = _judged(bench, rule, draft), _judged(bench, wrong, draft, mutant)
    return [one.verdict for one in right] != [one.verdict for one in other]


def _judged(bench: Bench, rule: Rule, draft: Draft, mutant: Mutant | None = None) -> tuple[Judgement, ...]:
    record = record_of(draft, rule.subject)
    if record is None:
        raise ValueError(draft)
    settings = bench.settings(rule, draft.profile)
    return judge(rule, record, draft.as_of, settings if mutant is None else mutant.settings(settings))


def _place(bench: Bench, mutant: Mutant) -> str:
    kind, _, name = mutant.owner.partition("/")
    if kind in {DEFINITIONS, VALUE_SETS}:
        return bench.place((kind, name, *mutant.change.route))
    return bench.place(("rules", mutant.owner, *mutant.change.route))
