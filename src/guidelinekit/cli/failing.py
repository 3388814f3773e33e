"""From what on a run fails: `--fail-on`, by levels and by counts and shares, and `--invalid-ok`."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import typer

from guidelinekit.cli.spoken import asked
from guidelinekit.errors import UsageError
from guidelinekit.evaluate.tally import Tally
from guidelinekit.lang.rule import STRICT, Modality, Rule
from guidelinekit.report.comparison import Comparison
from guidelinekit.results import Status
from guidelinekit.text import Text, say

_LEVELS: Final[Mapping[str, frozenset[Status]]] = {
    "undetermined": frozenset({Status.UNMET, Status.DUE, Status.MET_LATE, Status.UNDETERMINED}),
    "due": frozenset({Status.UNMET, Status.DUE, Status.MET_LATE}),
    "unmet": frozenset({Status.UNMET}),
    "must": frozenset({Status.UNMET}),
    "never": frozenset(),
}
"""From the strictest run to the one that never fails: what each level counts."""
_COUNTED: Final[Mapping[str, Status]] = {
    "must": Status.UNMET,
    "should": Status.UNMET,
    "unmet": Status.UNMET,
    "late": Status.MET_LATE,
    "due": Status.DUE,
    "undetermined": Status.UNDETERMINED,
    "new": Status.UNMET,
}
"""What is counted where a number is given: nothing is counted under two of these but `unmet` and `new`."""
_DECIDED: Final = (Status.MET, Status.MET_LATE, Status.UNMET)
_LIMIT: Final = re.compile(r"([a-z]+)\s*>\s*(\d+(?:\.\d+)?)(%?)", re.ASCII)
_ALLOWED: Final = re.compile(r"(\d+(?:\.\d+)?)(%?)", re.ASCII)

Verdicts = Mapping[tuple[str, Status], int]


@dataclass(frozen=True, slots=True)
class Limit:
    """More than so many, or more than such a share. A level has no number: one is too many."""

    name: str
    number: Fraction | None = None
    share: bool = False

    def __str__(self) -> str:
        """Return it as it is written."""
        return self.name if self.number is None else f"{self.name}>{_number(self.number)}{'%' * self.share}"

    def passed(self, count: int, of: int) -> bool:
        """Say whether a count, of so many, is more than the limit."""
        number = self.number or Fraction()
        return count * 100 > number * of if self.share else count > number


def _number(number: Fraction) -> str:
    return f"{float(number):g}"


def limit(text: str | Limit) -> Limit:
    """Read a level, or a count or share that must not be passed, given on the command line."""
    if isinstance(text, Limit) or text in _LEVELS:
        return text if isinstance(text, Limit) else Limit(text)
    parts = _LIMIT.fullmatch(text)
    if parts is None and ">" not in text:
        levels = ", ".join(f"'{level}'" for level in _LEVELS)
        raise typer.BadParameter(
            say(
                "`{text}` er ikke en af {levels}", "`{text}` is not one of {levels}", text=text, levels=levels
            ).text(asked())
        )
    names = ", ".join(_COUNTED)
    if parts is None or parts[1] not in _COUNTED or (parts[1] == "new" and parts[3]):
        raise typer.BadParameter(
            say(
                "`{text}` er ingen grænse; skriv fx 'must>0' eller 'should>5%'; det, der tælles, er {names}",
                "`{text}` is no limit; write for example 'must>0' or 'should>5%'; the counts are {names}",
                text=text,
                names=names,
            ).text(asked())
        )
    return Limit(parts[1], Fraction(parts[2]), share=bool(parts[3]))


def allowed(text: str | Limit) -> Limit:
    """Read how many invalid records, or which share of all, are allowed."""
    if isinstance(text, Limit):
        return text
    parts = _ALLOWED.fullmatch(text)
    if parts is None:
        raise typer.BadParameter(
            say(
                "`{text}` er intet antal poster; skriv fx 3 eller 0.5%",
                "`{text}` is no number of records; write for example 3 or 0.5%",
                text=text,
            ).text(asked())
        )
    return Limit("invalid", Fraction(parts[1]), share=bool(parts[2]))


def checked_limits(limits: Iterable[Limit], comparison: object | None) -> None:
    """Raise UsageError for a limit on what is new where there is nothing to compare with."""
    if comparison is None and any(each.name == "new" for each in limits):
        raise UsageError(
            Text(
                da="`--fail-on new>...` kræver en ældre rapport",
                en="`--fail-on new>...` needs an older report",
            ),
            Text(da="nævn den med --baseline", en="name it with --baseline"),
        )


def passed(
    tally: Tally,
    rules: Collection[Rule],
    raised: Collection[str],
    limits: Iterable[Limit],
    comparison: Comparison | None = None,
) -> list[tuple[Limit, int, int]]:
    """Return the limits that the results pass, each with how many there are, of how many.

    `raised` are the rules that count like a `must`. What a guideline only suggests (may) is not counted. With
    a comparison, levels look at what is new or open again only. Where numbers are given, a rule that sums
    up others that are evaluated is not counted: its parts are.
    """
    all_verdicts = Counter[tuple[str, Status]]()
    for counts in tally.counts.values():
        all_verdicts.update(counts.verdicts)
    new = Counter[tuple[str, Status]]() if comparison is None else comparison.opened_verdicts()
    strict = {rule.id for rule in rules if rule.modality in STRICT} | {*raised}
    counting = strict | {rule.id for rule in rules if rule.modality is Modality.SHOULD}
    evaluated = {rule.id for rule in rules}
    parts = counting - {rule.id for rule in rules if evaluated.intersection(rule.sums_up)}
    over: list[tuple[Limit, int, int]] = []
    for each in limits:
        if each.number is None:
            looked_at = all_verdicts if comparison is None else new
            group = strict if each.name == "must" else counting
            count, of = _count(looked_at, group, _LEVELS[each.name]), 0
        else:
            group = {"must": strict & parts, "should": parts - strict}.get(each.name, parts)
            status = _COUNTED[each.name]
            count = (
                _count(new, counting, {status})
                if each.name == "new"
                else _count(all_verdicts, group, {status})
            )
            beside = _DECIDED if status in _DECIDED else (*_DECIDED, Status.DUE, Status.UNDETERMINED)
            of = _count(all_verdicts, group, beside)
        if each.passed(count, of):
            over.append((each, count, of))
    return over


def _count(verdicts: Verdicts, rules: Collection[str], statuses: Collection[Status]) -> int:
    return sum(number for (rule, status), number in verdicts.items() if rule in rules and status in statuses)


def too_many_invalid(tally: Tally, ok: Limit | None) -> bool:
    """Say whether more records were invalid than is allowed: without a limit, any."""
    return (ok or Limit("invalid")).passed(tally.refused, tally.refused + tally.evaluated)
