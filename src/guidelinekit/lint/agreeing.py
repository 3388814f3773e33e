"""Pairs of rules that a search cannot tell apart: one of them may be a copy that was never changed."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from guidelinekit.case import Case, Provider
from guidelinekit.casesearch.interests import Interests
from guidelinekit.casesearch.search import candidates
from guidelinekit.check.remark import Remark
from guidelinekit.lang.rule import Rule, Subject, Text
from guidelinekit.lint.reach import DECIDED
from guidelinekit.lint.workpiece import Verdicts, Workpiece
from guidelinekit.results import Status
from guidelinekit.synthetic.generate import AS_OF, generate, providers

_SYNTHETIC = 200
_FEWEST = 5
"""In how many cases two rules must both apply before their agreement means something."""

Seen = tuple[Status, ...]


def agreeing(piece: Workpiece, limit: int) -> Iterator[Remark]:
    """Remark on each pair of rules that gave the same status wherever both applied.

    Pairs that rest on a common passage are left out: the ledger says that they belong together.
    """
    for subject in Subject:
        rules = tuple(rule for rule in piece.pack.rules if rule.subject is subject)
        for one, other in _alike(piece, rules, subject):
            if _searched(piece, one, other, limit) >= _FEWEST:
                yield _remark(one, other, limit)


def _alike(piece: Workpiece, rules: tuple[Rule, ...], subject: Subject) -> Iterator[tuple[Rule, Rule]]:
    """Give the pairs that often applied together, and that no example and no synthetic case tells apart."""
    if not rules:
        return
    verdicts = Verdicts(rules, piece.settings[:1])
    together: Counter[tuple[int, int]] = Counter()
    apart: set[tuple[int, int]] = set()
    for record, as_of in _pool(piece, subject):
        found = verdicts.of(record, as_of)
        applying = [number for number, seen in enumerate(found) if DECIDED & set(seen)]
        for pair in combinations(applying, 2):
            together[pair] += 1
            if found[pair[0]] != found[pair[1]]:
                apart.add(pair)
    for one, other in sorted(pair for pair, times in together.items() if times >= _FEWEST):
        if (one, other) not in apart and not set(rules[one].passages) & set(rules[other].passages):
            yield rules[one], rules[other]


def _pool(piece: Workpiece, subject: Subject) -> Iterator[tuple[Case | Provider, date]]:
    """Give synthetic cases, and every example of the pack."""
    made = generate(_SYNTHETIC, 1) if subject is Subject.CASE else providers(_SYNTHETIC, 1)
    yield from ((record, AS_OF) for record in made)
    kind = Case if subject is Subject.CASE else Provider
    for examples in piece.examples.values():
        yield from ((one.record, one.as_of) for one in examples if isinstance(one.record, kind))


def _searched(piece: Workpiece, one: Rule, other: Rule, limit: int) -> int:
    """Give in how many cases both rules applied and agreed; 0 where a case tells them apart."""
    verdicts, both, statuses = Verdicts([one, other], piece.settings), 0, set[Status]()
    examples = (*piece.examples.get(one.id, ()), *piece.examples.get(other.id, ()))
    about = _together(piece.interests(one), piece.interests(other))
    for draft, record in candidates(f"{one.id} {other.id}", examples, about, (None,), limit):
        mine, theirs = verdicts.of(record, draft.as_of)
        if _told_apart(mine, theirs):
            return 0
        if DECIDED & set(mine) and DECIDED & set(theirs):
            both += 1
            statuses |= set(mine)
    return both if len(statuses & DECIDED) > 1 else 0


def _together(one: Interests, other: Interests) -> Interests:
    fields = {field.steps: field for field in (*one.fields, *other.fields)}
    days, years = {*one.days, *other.days}, {*one.years, *other.years}
    roots = {**one.roots, **other.roots}
    return Interests(one.subject, tuple(fields.values()), tuple(sorted(days)), tuple(sorted(years)), roots)


def _told_apart(mine: Seen, theirs: Seen) -> bool:
    """Say whether two rules that both apply differ in what they say of a record."""
    return bool(mine != theirs and DECIDED & set(mine) and DECIDED & set(theirs))


def _remark(one: Rule, other: Rule, tried: int) -> Remark:
    name = other.name
    return Remark(
        "rules-agree",
        Text(
            da=f"i {tried} frembragte sager sagde reglen det samme som `{name}`, hver gang begge gjaldt",
            en=f"in {tried} generated cases the rule said the same as `{name}` whenever both applied",
        ),
        Text(
            da="er den ene en kopi, så ret den; siger teksten det to gange, så nævn begge steder i én regel",
            en="if one is a copy, correct it; if the text says it twice, name both passages in one rule",
        ),
        ("rules", one.id, "requires" if one.requires is not None else "repeats"),
    )
