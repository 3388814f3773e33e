"""Running the mutants of a pack against its example cases: which are noticed, which survive."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import count

from guidelinekit.case import AnyRecord
from guidelinekit.casesearch.drafts import Draft, record_of
from guidelinekit.casesearch.interests import Interest, interests
from guidelinekit.casesearch.proposal import Names, Proposal, named_apart, names_taken, proposal
from guidelinekit.casesearch.search import LIMIT, candidates, minimised
from guidelinekit.check.standing import value_sets_in
from guidelinekit.compile.base import Conclusion
from guidelinekit.coverage.measure import periods
from guidelinekit.coverage.proposing import smallest
from guidelinekit.coverage.targets import owner_of
from guidelinekit.evaluate import RuleSet
from guidelinekit.evaluate.unpacked import LooseRule
from guidelinekit.examples.expectations import agrees, answers
from guidelinekit.examples.pack_under_test import PackUnderTest, profiles
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule
from guidelinekit.lang.walk import names_used
from guidelinekit.mutation.mistakes import Mistake, period_edits
from guidelinekit.mutation.mutants import (
    VALUE_SETS,
    Mutant,
    Strengths,
    mutants,
    value_set_mutants,
    wrong_strengths,
)
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.reference import Judgement, judge


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


def run_mutants(
    tested: PackUnderTest, globs: Sequence[str] | None = None, limit: int = LIMIT
) -> PackMutation:
    """Run the mutants of a pack's rules and of what they use against the example cases.

    A mutant of a definition or value set is killed by the examples of any rule that uses it.
    """
    rules = tested.chosen(globs)
    owners, taken = list[OwnerMutation](), Names()
    for owner, users, possible in _owners(tested):
        if any(rule in rules for rule in users):
            mistaken = tuple(possible)
            survivors = list(_unnoticed(tested, users, mistaken))
            taken |= names_taken(tested, users if survivors else ())
            shown = tuple(_searched(tested, users, survivors, limit, taken)) if survivors else ()
            owners.append(OwnerMutation(owner, users[0], len(mistaken), shown))
    return PackMutation(tested.under(), tuple(owners), limit, wrong_strengths(rules, tested.pack))


def _owners(tested: PackUnderTest) -> Iterator[tuple[str, tuple[Rule, ...], Iterator[Mutant]]]:
    """Return rules, definitions, value sets and periods, each with the rules that a mistake in it changes."""
    pack, rules = tested.pack, tested.chosen(None)
    for rule in rules:
        yield rule.id, (rule,), mutants(tested.tops[rule.id], pack)
    uses = {rule.id: names_used(rule, e.Use) for rule in rules}
    for definition in pack.definitions:
        users = tuple(rule for rule in rules if definition.name in uses[rule.id])
        if users:
            owner = owner_of(definition.name)
            yield owner, users, mutants(tested.tops[owner], pack)
    sets = {rule.id: value_sets_in(rule) for rule in rules}
    for name, values in pack.value_sets.items():
        users = tuple(rule for rule in rules if sets[rule.id] & {name, values})
        if users and len(values) > 1:
            yield f"{VALUE_SETS}/{name}", users, value_set_mutants(name, values)
    for owner, users in periods(rules).items():
        yield owner, users, (Mutant(owner, edit) for edit in period_edits(users[0]))


def _unnoticed(tested: PackUnderTest, users: Sequence[Rule], mistaken: Sequence[Mutant]) -> Iterator[Mutant]:
    """Return the mutants that no example tells from the rule, trying first what told the last one."""
    order = [(rule, example) for rule in users for example in tested.examples(rule)]
    for mutant in mistaken:
        wrong: dict[tuple[str, str | None], LooseRule] = {}
        for at, (rule, example) in enumerate(order):
            key = rule.id, example.profile
            if key not in wrong:
                wrong[key] = mutant.loose(tested.loose(rule, example.profile))
            if not agrees(example, answers(wrong[key], example, tested.local(rule, example.profile))):
                order.insert(0, order.pop(at))
                break
        else:
            yield mutant


def _searched(
    tested: PackUnderTest, users: tuple[Rule, ...], survivors: Sequence[Mutant], limit: int, taken: Names
) -> Iterator[Survivor]:
    """Look for a case that tells each survivor from the rule, among cases for the rules that it changes."""
    left, proposals = dict(enumerate(survivors)), dict[int, Proposal]()
    for rule in smallest(users):
        base, both = tested.file(rule).base, _compiled(tested, rule, survivors)
        for number, draft in _differences(tested, rule, left, both, limit):
            tells = partial(_tells, rule, both, number)
            small = minimised(draft, tells, base, rule.subject, tested.first_day(rule))
            proposed = named_apart(proposal(rule, small, base, _judged(tested, rule, small)), taken)
            for other in [n for n in left if _tells(rule, both, n, small)]:
                proposals[other] = proposed
                del left[other]
    for number, mutant in enumerate(survivors):
        at = users[0].id if mutant.edit.mistake is Mistake.PERIOD else mutant.owner
        place = tested.place(at, mutant.edit.route)
        yield Survivor(mutant, place, proposals.get(number))


_Both = Callable[[int, str | None], tuple[LooseRule, LooseRule]]


def _compiled(tested: PackUnderTest, rule: Rule, mistaken: Sequence[Mutant]) -> _Both:
    """Return what gives a rule and the mutant of a number under a profile, each compiled once."""

    @cache
    def both(number: int, profile: str | None) -> tuple[LooseRule, LooseRule]:
        right = tested.loose(rule, profile)
        return right, mistaken[number].loose(right)

    return both


def _differences(
    tested: PackUnderTest, rule: Rule, left: Mapping[int, Mutant], both: _Both, limit: int
) -> Iterator[tuple[int, Draft]]:
    """Return cases that a mutant judges otherwise than the rule, by its number, while it is there."""
    if not left:
        return
    about = interests(rule, tested.settings(rule))
    turns = count()

    def focus() -> Sequence[Interest]:
        still = list(left)
        edit = left[still[next(turns) % len(still)]].edit
        return about.within(edit.before, edit.after)

    for draft, record in candidates(rule.id, tested.examples(rule), about, profiles(), limit, focus):
        verdicts = _shown(tested.loose(rule, draft.profile), record, draft.as_of)
        for number in list(left):
            _, wrong = both(number, draft.profile)
            if number in left and _shown(wrong, record, draft.as_of) != verdicts:
                yield number, draft
        if not left:
            return


def _tells(rule: Rule, both: _Both, number: int, draft: Draft) -> bool:
    """Say whether a mutant judges a draft otherwise than the rule does."""
    record = record_of(draft, rule.subject)
    right, wrong = both(number, draft.profile)
    return record is not None and _shown(right, record, draft.as_of) != _shown(wrong, record, draft.as_of)


def _shown(rule: LooseRule, record: AnyRecord, as_of: date) -> list[Conclusion]:
    """Return what a proposed example shows: the verdicts, but of a rule that does not apply no reason."""
    return [
        each._replace(reason=Reason.OUT_OF_SCOPE) if each.status is Status.NOT_APPLICABLE else each
        for each in rule.verdicts(record, as_of)
    ]


def _judged(tested: PackUnderTest, rule: Rule, draft: Draft) -> tuple[Judgement, ...]:
    record = record_of(draft, rule.subject)
    if record is None:
        raise ValueError(draft)
    return judge(rule, record, draft.as_of, tested.settings(rule, draft.profile))
