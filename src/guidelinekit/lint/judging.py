"""What only judging tells of rules, under every possible setting: that one decides little, that two agree."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import reduce
from itertools import combinations
from operator import or_
from pathlib import Path

from guidelinekit.case import AnyRecord
from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.case.remarks import contradictions
from guidelinekit.casesearch.interests import Interests, interests
from guidelinekit.casesearch.search import candidates, synthetic_records
from guidelinekit.check.advice import LintRemark
from guidelinekit.compile.closures import Closures
from guidelinekit.evaluate.contradicted import on_record
from guidelinekit.examples.pack_under_test import DEFAULT_PROFILE, PackUnderTest, nearby
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Basis, Dated, Pack, ParameterDefinition, Rule, Subject, Unit
from guidelinekit.lang.walk import names_used
from guidelinekit.results import Status
from guidelinekit.rules.packs import find_profile
from guidelinekit.rules.profile import load_profile
from guidelinekit.semantics.values import Settings
from guidelinekit.synthetic.generate import AS_OF
from guidelinekit.text import Text

Statuses = tuple[Status, ...]


def possible_settings(pack: Pack, folder: Path) -> tuple[Settings, ...]:
    """Return the suggested values, then every local parameter at its lowest and at its highest."""
    fixed = {each.name: each.values for each in pack.parameters if each.basis is not Basis.LOCAL}
    profile, _ = load_profile(find_profile(nearby(folder, DEFAULT_PROFILE)), [pack], lambda _: True)
    suggested = {
        name.partition("/")[2]: setting.values
        for name, setting in (profile.settings if profile is not None else {}).items()
        if name.startswith(f"{pack.id}/")
    }
    unset = [parameter for parameter in pack.parameters if parameter.name not in fixed]
    first = {**_all_at(unset, 0.5), **fixed, **suggested}
    return (first, *({**_all_at(unset, share), **fixed} for share in (0, 1) if unset))


def _all_at(parameters: Sequence[ParameterDefinition], share: float) -> Settings:
    """Return each parameter at the value that lies so far between its bounds."""
    return {parameter.name: (Dated(value=_between(parameter, share)),) for parameter in parameters}


def _between(parameter: ParameterDefinition, share: float) -> float:
    value = parameter.lower + (parameter.upper - parameter.lower) * share
    return value if parameter.unit is Unit.SCORE else int(value)


def interests_under(rule: Rule, settings: Sequence[Settings]) -> Interests:
    """Return what a rule reads, around every value that its parameters can have."""
    names = {name for each in settings for name in each}
    every = {name: tuple(dated for each in settings for dated in each.get(name, ())) for name in names}
    return interests(rule, every)


def statuses_under(
    rules: Sequence[Rule], settings: Sequence[Settings]
) -> Callable[[AnyRecord, date], Iterator[Statuses]]:
    """Return what yields the statuses of each rule on a record, those of the settings one after the other.

    Settings that are alike in all that the rules count with are one.
    """
    names = {name for rule in rules for name in names_used(rule, e.Parameter)}
    alike = {tuple(each.get(name) for name in names): each for each in reversed(settings)}
    under = [Closures(rules, {rule.pack: each for rule in rules}) for each in alike.values()]

    def statuses(record: AnyRecord, as_of: date) -> Iterator[Statuses]:
        read, among = ReadRecord(record), contradictions(record, as_of)
        asked = [on_record(closures, read, as_of, among) for closures in under]
        for index in range(len(rules)):
            yield tuple(judged.status for each in asked for judged in each.of_rule(index)[0])

    return statuses


DECIDED = frozenset({Status.MET, Status.MET_LATE, Status.DUE, Status.UNMET, Status.EXEMPT})
"""The statuses of a rule that applies and can be decided."""
_FULFILLED = frozenset({Status.MET, Status.MET_LATE})


def one_sided(tested: PackUnderTest, settings: Sequence[Settings], limit: int) -> Iterator[LintRemark]:
    """Remark on each rule whose verdict no case of a search changes, and whose examples can all be read."""
    for rule in tested.pack.rules:
        if tested.file(rule).problems:
            continue
        seen, tried = _seen(tested, rule, settings, limit)
        remark = _judged(seen & DECIDED, tried)
        if remark is not None:
            code, message, help_ = remark
            key = "applies_when" if code == "never-applies" else "requires" if rule.requires else "repeats"
            yield LintRemark(code, message, help_, ("rules", rule.id, key))


def _seen(
    tested: PackUnderTest, rule: Rule, settings: Sequence[Settings], limit: int
) -> tuple[set[Status], int]:
    """Return the statuses that a rule came to, and in how many cases, until nothing is left to ask."""
    seen, tried = set[Status](), 0
    statuses, about = statuses_under([rule], settings), interests_under(rule, settings)
    for draft, record in candidates(rule.id, tested.examples(rule), about, (None,), limit):
        tried += 1
        seen.update(next(statuses(record, draft.as_of)))
        if seen & _FULFILLED and seen & DECIDED - {Status.MET}:
            break
    return seen, tried


def _judged(seen: set[Status], tried: int) -> tuple[str, Text, Text] | None:
    if not seen:
        return (
            "never-applies",
            Text(
                da=f"i {tried} frembragte sager gjaldt reglen ikke én gang, så den kunne afgøres",
                en=f"in {tried} generated cases the rule did not once apply and could be decided",
            ),
            Text(
                da="se på `applies_when` og `for_each`; gælder den dog, så vis det med en eksempelsag",
                en="look at `applies_when` and `for_each`; if it does apply, show it in an example case",
            ),
        )
    if seen == {Status.MET}:
        return (
            "always-met",
            Text(
                da=f"i {tried} frembragte sager var reglen opfyldt, hver gang den gjaldt",
                en=f"in {tried} generated cases the rule was met whenever it applied",
            ),
            Text(
                da="den finder ingen mangel: se, om kravet allerede ligger i `applies_when`",
                en="it finds no gap: see whether `applies_when` already holds what is required",
            ),
        )
    if not seen & _FULFILLED:
        return (
            "never-met",
            Text(
                da=f"i {tried} frembragte sager blev reglen ikke opfyldt én eneste gang",
                en=f"in {tried} generated cases the rule was not met a single time",
            ),
            Text(
                da="kravet lader sig måske ikke opfylde; kan det, så vis det opfyldt i en eksempelsag",
                en="it may be impossible to fulfil; if it can be, show it met in an example case",
            ),
        )
    return None


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
        verdicts = statuses(record, draft.as_of)
        mine = next(verdicts)
        if DECIDED & set(mine) and DECIDED & set(theirs := next(verdicts)):
            if mine != theirs:
                return 0
            both += 1
            seen |= set(mine)
    return both if len(seen & DECIDED) > 1 else 0


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
