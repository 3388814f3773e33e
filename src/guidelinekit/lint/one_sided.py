"""Rules that a search shows never to apply, always to be met, or never to be met."""

from collections.abc import Iterator, Sequence

from guidelinekit.casesearch.search import candidates
from guidelinekit.check.advice import LintRemark
from guidelinekit.examples.pack_under_test import PackUnderTest
from guidelinekit.lang.rule import Rule
from guidelinekit.lint.possible_settings import interests_under, statuses_under
from guidelinekit.results import Status
from guidelinekit.semantics.values import Settings
from guidelinekit.text import Text

DECIDED = frozenset({Status.MET, Status.MET_LATE, Status.DUE, Status.UNMET, Status.EXEMPT})
"""The statuses of a rule that applies and can be decided."""
_FULFILLED = frozenset({Status.MET, Status.MET_LATE})


def one_sided(tested: PackUnderTest, settings: Sequence[Settings], limit: int) -> Iterator[LintRemark]:
    """Remark on each rule whose verdict no case of a search changes."""
    for rule in tested.pack.rules:
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
        seen.update(statuses(record, draft.as_of)[0])
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
