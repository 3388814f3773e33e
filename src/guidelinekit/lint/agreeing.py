"""Pairs of rules that a search cannot tell apart: one of them may be a copy that was never changed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from guidelinekit.case import AnyRecord
from guidelinekit.casesearch.search import candidates, synthetic_records
from guidelinekit.check.remark import LintRemark
from guidelinekit.examples.pack_under_test import PackUnderTest
from guidelinekit.lang.rule import Rule, Subject, Text
from guidelinekit.lint.one_sided import DECIDED
from guidelinekit.lint.possible_settings import Statuses, interests_under, statuses_under
from guidelinekit.results import Status
from guidelinekit.semantics.values import Settings
from guidelinekit.synthetic.generate import AS_OF

_SYNTHETIC = 200
_FEWEST = 5
"""In how many cases two rules must both apply before their agreement means something."""


def agreeing(tested: PackUnderTest, settings: Sequence[Settings], limit: int) -> Iterator[LintRemark]:
    """Remark on each pair of rules that gave the same status wherever both applied.

    Pairs that rest on a common passage are left out: the ledger says that they belong together. So is a rule
    that sums up the other.
    """
    for subject in Subject:
        rules = tuple(rule for rule in tested.pack.rules if rule.subject is subject)
        for rule, other in _alike(tested, rules, subject, settings[0]):
            if _searched(tested, rule, other, settings, limit) >= _FEWEST:
                yield _remark(rule, other, limit)


def _alike(
    tested: PackUnderTest, rules: tuple[Rule, ...], subject: Subject, settings: Settings
) -> Iterator[tuple[Rule, Rule]]:
    """Return the pairs that often applied together, and that no example and no synthetic case tells apart."""
    if not rules:
        return
    statuses = statuses_under(rules, [settings])
    together: Counter[tuple[int, int]] = Counter()
    apart: set[tuple[int, int]] = set()
    for record, as_of in _pool(tested, subject):
        seen = statuses(record, as_of)
        applying = [number for number, each in enumerate(seen) if DECIDED & set(each)]
        for pair in combinations(applying, 2):
            together[pair] += 1
            if seen[pair[0]] != seen[pair[1]]:
                apart.add(pair)
    for first, other in sorted(pair for pair, times in together.items() if times >= _FEWEST):
        if (first, other) not in apart and not _belong_together(rules[first], rules[other]):
            yield rules[first], rules[other]


def _belong_together(rule: Rule, other: Rule) -> bool:
    """Say whether two rules rest on a common passage, or one sums up the other."""
    summed = other.id in rule.sums_up or rule.id in other.sums_up
    return summed or bool(set(rule.passages) & set(other.passages))


def _pool(tested: PackUnderTest, subject: Subject) -> Iterator[tuple[AnyRecord, date]]:
    """Return synthetic cases, and every example of the pack."""
    yield from ((record, AS_OF) for record in synthetic_records(subject, _SYNTHETIC))
    for rule in tested.pack.rules:
        if rule.subject is subject:
            yield from ((example.record, example.as_of) for example in tested.examples(rule))


def _searched(
    tested: PackUnderTest, rule: Rule, other: Rule, settings: Sequence[Settings], limit: int
) -> int:
    """Return in how many cases both rules applied and agreed; 0 where a case tells them apart."""
    statuses, both, seen = statuses_under([rule, other], settings), 0, set[Status]()
    examples = (*tested.examples(rule), *tested.examples(other))
    about = interests_under(rule, settings).joined(interests_under(other, settings))
    for draft, record in candidates(f"{rule.id} {other.id}", examples, about, (None,), limit):
        mine, theirs = statuses(record, draft.as_of)
        if _differ(mine, theirs):
            return 0
        if DECIDED & set(mine) and DECIDED & set(theirs):
            both += 1
            seen |= set(mine)
    return both if len(seen & DECIDED) > 1 else 0


def _differ(mine: Statuses, theirs: Statuses) -> bool:
    """Say whether two rules that both apply differ in what they say of a record."""
    return bool(mine != theirs and DECIDED & set(mine) and DECIDED & set(theirs))


def _remark(rule: Rule, other: Rule, tried: int) -> LintRemark:
    name = other.name
    return LintRemark(
        "rules-agree",
        Text(
            da=f"i {tried} frembragte sager sagde reglen det samme som `{name}`, hver gang begge gjaldt",
            en=f"in {tried} generated cases the rule said the same as `{name}` whenever both applied",
        ),
        Text(
            da="er den ene en kopi, så ret den; siger teksten det to gange, så nævn begge steder i én regel",
            en="if one is a copy, correct it; if the text says it twice, name both passages in one rule",
        ),
        ("rules", rule.id, "requires" if rule.requires is not None else "repeats"),
    )
