"""`coverage`: which truths and statuses of the rules their example cases bring about."""

import sys
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final

import typer
from rich.text import Text as Line

from guidelinekit.casesearch.proposal import Proposal
from guidelinekit.casesearch.search import LIMIT
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.formats import Format, HumanOrJson, write_json
from guidelinekit.cli.options import Lang, RuleGlobs, Spoken, language
from guidelinekit.coverage.coverage import Excluded, Gap, OwnerCoverage, PackCoverage, measure, percent
from guidelinekit.errors import UsageError
from guidelinekit.evaluate import RuleSet
from guidelinekit.lang.rule import Language, Rule, Text
from guidelinekit.mutation.reading import key_of, spoken, words_at
from guidelinekit.report.terminal import console_for
from guidelinekit.results import Status
from guidelinekit.rules.packs import bundled_packs
from guidelinekit.semantics.truth import Truth
from guidelinekit.wording.labels import STATUS

_TRUTH: Final = {
    Truth.TRUE: Text(da="sand", en="true"),
    Truth.FALSE: Text(da="falsk", en="false"),
    Truth.UNKNOWN: Text(da="ukendt", en="unknown"),
}
_NOT_HIT: Final = Text(da="Ikke vist af eksemplerne", en="Not shown by the examples")
_NEVER: Final = Text(da="Kan aldrig forekomme", en="Can never come about")
_TRY: Final = Text(da="føj til", en="add to")
_SAME: Final = Text(da="det viser også", en="shown too by")
_NOT_FOUND: Final = Text(
    da="ikke fundet blandt {n} sager; det beviser ikke, at det ikke kan forekomme",
    en="not found among {n} cases, which does not prove that it cannot come about",
)

Packs = Annotated[
    list[str] | None,
    typer.Argument(metavar="PACK", help="Bundled packs by name, or folders (default: all bundled)."),
]
Limit = Annotated[
    int, typer.Option("--cases", metavar="N", min=1, help="How many cases to try in a search for one.")
]
FailUnder = Annotated[
    float, typer.Option("--fail-under", metavar="PERCENT", help="Exit with 1 when a pack is below this.")
]


def command(
    packs: Packs = None,
    globs: RuleGlobs = None,
    fmt: HumanOrJson = Format.HUMAN,
    limit: Limit = LIMIT,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="List what can never come about, with the reasons.")
    ] = False,
    fail_under: FailUnder = 0,
    lang: Lang = Spoken.DA,
) -> None:
    """Measure how much of the logic of rules their example cases show.

    Counted are the truths of each condition (true, false, unknown) and the statuses of each rule. For what is
    not shown, an example case is proposed that would show it, ready for <rule>.cases.yaml: curate it, and
    name it in plain words. What can never come about does not count.

    Exit codes: 0, 1 below --fail-under, 2 rules that cannot be used.

    Examples:
      guidelinekit coverage ssb-2016
      guidelinekit coverage rules/ssb-2016 --rule '3.2.4-*' --lang en
    """
    measured = [measure(pack, globs, limit) for pack in packs or bundled_packs()]
    _ask_for_rules(measured, globs)
    said = language(lang)
    if fmt is Format.JSON:
        write_json(sys.stdout, {"packs": [_as_data(one, said) for one in measured]})
    else:
        console = console_for(sys.stdout)
        for one in measured:
            for line in _lines(one, said, verbose=verbose):
                console.print(line)
    if any(percent(one.hit, one.reachable) < fail_under for one in measured):
        raise typer.Exit(ExitCode.FINDINGS)


def _ask_for_rules(measured: Sequence[PackCoverage], globs: Sequence[str] | None) -> None:
    if globs and not any(one.owners for one in measured):
        raise UsageError("no rule matches", "list the rules with `guidelinekit rules`")


def _lines(found: PackCoverage, said: Language, *, verbose: bool) -> Iterator[Line]:
    for owner in found.owners:
        share = percent(owner.hit, owner.reachable)
        yield Line.assemble(
            (f"{share:5.1f} %", _style(share)), f"  {owner.hit}/{owner.reachable}  {short(owner.owner)}"
        )
    gaps = [(owner, gap) for owner in found.owners for gap in owner.gaps]
    if gaps:
        yield Line(f"\n{_NOT_HIT.text(said)} ({len(gaps)})", style="bold")
    for number, (owner, gap) in enumerate(gaps):
        yield Line(f"  {gap.place}: {_said(found.rules, owner.rule, gap, said)}")
        yield from proposed(gap.proposal, [other.proposal for _, other in gaps[:number]], found.tried, said)
    never = [(owner, one) for owner in found.owners for one in owner.excluded]
    if never and verbose:
        yield Line(f"\n{_NEVER.text(said)} ({len(never)})", style="bold")
        for owner, one in never:
            yield Line(
                f"  {one.place}: {_said(found.rules, owner.rule, one, said)}: {one.because.text(said)}"
            )
    share = percent(found.hit, found.reachable)
    total = Text(
        da=f"{found.rules.packs[0].id}: {share:.1f} % ({found.hit} af {found.reachable}); "
        f"{len(never)} kan aldrig forekomme (--verbose viser hvorfor)",
        en=f"{found.rules.packs[0].id}: {share:.1f} % ({found.hit} of {found.reachable}); "
        f"{len(never)} can never come about (--verbose shows why)",
    )
    yield Line(f"\n{total.text(said)}", style="bold")


def proposed(
    proposal: Proposal | None, earlier: Sequence[Proposal | None], tried: int, said: Language
) -> Iterator[Line]:
    """Give a proposed example, in full where it was not given before."""
    if proposal is None:
        yield Line(f"    {_NOT_FOUND.text(said).format(n=tried)}", style="dim")
    elif any(proposal is other for other in earlier):
        yield Line(f"    {_SAME.text(said)} «{proposal.name}»", style="dim")
    else:
        yield Line(f"    {_TRY.text(said)} {proposal.rule.partition('/')[2]}.cases.yaml:", style="dim")
        yield Line(proposal.yaml(), style="dim")


def _said(rules: RuleSet, rule: Rule, one: Gap | Excluded, said: Language) -> str:
    """Name a truth or status in prose."""
    value = one.unit.value
    if isinstance(value, Status) or one.condition is None:
        return f"status «{STATUS[value].text(said) if isinstance(value, Status) else value.value}»"
    words = words_at(rules, rule, one.unit.owner, one.unit.route, said)
    key = key_of(one.unit.route, said)
    text = spoken(one.condition, words)
    return f"[{key}] {text if text.startswith('«') else f'«{text}»'} {_TRUTH[value].text(said)}"


def short(owner: str) -> str:
    """Give a rule's id without its pack, and what else is counted as it is."""
    return owner if owner.startswith(("definitions/", "value_sets/")) else owner.partition("/")[2]


def _style(share: float) -> str:
    return "green" if share >= _ALL else "yellow"


_ALL = 100


def _as_data(found: PackCoverage, said: Language) -> dict[str, Any]:
    return {
        "pack": found.rules.packs[0].id,
        "hit": found.hit,
        "reachable": found.reachable,
        "percent": percent(found.hit, found.reachable),
        "tried": found.tried,
        "owners": [_owner(found.rules, owner, said) for owner in found.owners],
    }


def _owner(rules: RuleSet, owner: OwnerCoverage, said: Language) -> dict[str, Any]:
    return {
        "owner": owner.owner,
        "hit": owner.hit,
        "reachable": owner.reachable,
        "percent": percent(owner.hit, owner.reachable),
        "not_hit": [
            {**_unit(gap), "text": _said(rules, owner.rule, gap, said), "proposal": _proposal(gap)}
            for gap in owner.gaps
        ],
        "never": [
            {
                **_unit(one),
                "text": _said(rules, owner.rule, one, said),
                "because": one.because.text(said),
            }
            for one in owner.excluded
        ],
    }


def _unit(one: Gap | Excluded) -> dict[str, Any]:
    return {"route": list(one.unit.route), "value": one.unit.value.value, "place": one.place}


def _proposal(gap: Gap) -> dict[str, Any] | None:
    if gap.proposal is None:
        return None
    return {"rule": gap.proposal.rule, "yaml": gap.proposal.yaml()}
