"""Pairs of rules that a search cannot tell apart: one of them may be a copy that was never changed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import combinations
from operator import or_

from guidelinekit.casesearch.search import candidates, synthetic_records
from guidelinekit.check.advice import LintRemark
from guidelinekit.examples.pack_under_test import PackUnderTest
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.lint.one_sided import DECIDED
from guidelinekit.lint.possible_settings import Statuses, interests_under, statuses_under
from guidelinekit.results import Status
from guidelinekit.semantics.values import Settings
from guidelinekit.synthetic.generate import AS_OF
from guidelinekit.text import Text

_SYNTHETIC = 200
_FEWEST = 5
"""In how many cases two rules must both apply before their agreement means something."""


def agreeing(tested: PackUnderTest, settings: Sequence[Settings], limit: int) -> Iterator[LintRemark]:
    """Remark on each rule that gave the same status as an earlier one wherever both applied.

    Pairs that rest on a common passage are left out: the ledger says that they belong together. So is a rule
    that sums up the other. Of several that agree, each is compared with the first.
    """
    for subject in Subject:
        copies = set[str]()
        rules = tuple(rule for rule in tested.pack.rules if rule.subject is subject)
        for rule, other in _alike(rules, subject, settings[0]):
            if other.id not in copies and _searched(tested, rule, other, settings, limit) >= _FEWEST:
                copies.add(other.id)
                yield _remark(rule, other, limit)


def _alike(rules: tuple[Rule, ...], subject: Subject, settings: Settings) -> Iterator[tuple[Rule, Rule]]:
    """Return the pairs that applied together in synthetic cases, and that none of these tells apart."""
    verdicts: list[defaultdict[Statuses, int]] = [defaultdict(int) for _ in rules]
    statuses = statuses_under(rules, [settings])
    for number, record in enumerate(synthetic_records(subject, _SYNTHETIC) if rules else ()):
        for of_rule, each in zip(verdicts, statuses(record, AS_OF), strict=True):
            if DECIDED & set(each):
                of_rule[each] |= 1 << number
    applied = [reduce(or_, of_rule.values(), 0) for of_rule in verdicts]
    for first, other in combinations(range(len(rules)), 2):
        both = applied[first] & applied[other]
        if both.bit_count() >= _FEWEST:
            same = [in_cases & verdicts[other].get(each, 0) for each, in_cases in verdicts[first].items()]
            if sum(same) == both and not _belong_together(rules[first], rules[other]):
                yield rules[first], rules[other]


def _belong_together(rule: Rule, other: Rule) -> bool:
    """Say whether two rules rest on a common passage, or one sums up the other."""
    summed = other.id in rule.sums_up or rule.id in other.sums_up
    return summed or bool(set(rule.passages) & set(other.passages))


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
