"""Rules that a search finds never to apply, always to be met, or never to be met."""

from collections.abc import Iterator

from guidelinekit.casesearch.search import candidates
from guidelinekit.check.remark import Remark
from guidelinekit.lang.rule import Rule, Text
from guidelinekit.lint.workpiece import Verdicts, Workpiece
from guidelinekit.results import Status
from guidelinekit.semantics.reference import judge

DECIDED = frozenset({Status.MET, Status.MET_LATE, Status.DUE, Status.UNMET, Status.EXEMPT})
"""The statuses of a rule that applies and can be decided."""
_FULFILLED = frozenset({Status.MET, Status.MET_LATE})


def one_sided(piece: Workpiece, limit: int) -> Iterator[Remark]:
    """Remark on each rule whose verdict no case of a search changes."""
    for rule in piece.pack.rules:
        seen, tried = _seen(piece, rule, limit)
        remark = _judged(seen & DECIDED, tried)
        if remark is not None:
            code, message, help_ = remark
            key = "applies_when" if code == "never-applies" else "requires" if rule.requires else "repeats"
            yield Remark(code, message, help_, ("rules", rule.id, key))


def _seen(piece: Workpiece, rule: Rule, limit: int) -> tuple[set[Status], int]:
    """Give the statuses that a rule came to, and in how many cases; it stops once nothing is left to ask."""
    examples = piece.examples.get(rule.id, ())
    seen, tried = set[Status](), 0
    for example in examples:
        judgements = judge(rule, example.record, example.as_of, piece.settings[0])
        seen.update(judgement.verdict.status for judgement in judgements)
        if _settled(seen):
            return seen, tried
    verdicts = Verdicts([rule], piece.settings)
    for draft, record in candidates(rule.id, examples, piece.interests(rule), (None,), limit):
        tried += 1
        seen.update(verdicts.of(record, draft.as_of)[0])
        if _settled(seen):
            break
    return seen, tried


def _settled(seen: set[Status]) -> bool:
    return bool(seen & _FULFILLED and seen & DECIDED - {Status.MET})


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
