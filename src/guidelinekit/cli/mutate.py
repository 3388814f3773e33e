"""`mutate`: small mistakes put into the rules, to see whether the example cases notice."""

import sys
from collections.abc import Iterator
from typing import Any, Final

import typer
from rich.text import Text as Line

from guidelinekit.casesearch.search import LIMIT
from guidelinekit.cli.coverage import FailUnder, Limit, Packs, proposed, short
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.formats import Format, HumanOrJson, write_json
from guidelinekit.cli.options import Lang, RuleGlobs, Spoken, language
from guidelinekit.coverage.coverage import percent
from guidelinekit.errors import UsageError
from guidelinekit.evaluate import RuleSet
from guidelinekit.lang.rule import Language, Rule, Text
from guidelinekit.mutation.killing import OwnerMutation, PackMutation, Survivor, run_mutants
from guidelinekit.mutation.reading import before_and_after, key_of, words_at
from guidelinekit.report.terminal import console_for
from guidelinekit.rules.packs import bundled_packs

_SURVIVED: Final = Text(
    da="Fejl, som eksemplerne ikke opdager", en="Mistakes that the examples do not notice"
)
_UNSEEN: Final = Text(
    da="Ingen forskel fundet blandt {n} sager; det beviser ikke, at der ingen er",
    en="No difference found in {n} cases, which does not prove that there is none",
)
_STRENGTH: Final = Text(
    da="Styrken (skal, bør, kan) er ikke del af noget udfald, så intet eksempel viser den. Stederne i "
    "teksten gør: `lint` ville opdage {noticed} af {total} forkerte styrker",
    en="Modality (must, should, may) is part of no verdict, so no example shows it. The passages do: "
    "`lint` would notice {noticed} of {total} wrong ones",
)
_BUT: Final = Text(da=", men ikke ", en=", but not ")


def command(
    packs: Packs = None,
    globs: RuleGlobs = None,
    fmt: HumanOrJson = Format.HUMAN,
    limit: Limit = LIMIT,
    fail_under: FailUnder = 0,
    lang: Lang = Spoken.DA,
) -> None:
    """Put small mistakes into rules, one at a time, and see whether their example cases notice.

    A mistake that no example notices is shown as it would read, with an example case that would tell it from
    the rule. Mistakes for which no such case was found count against the score, as nothing proves that
    there is none.

    Exit codes: 0, 1 below --fail-under, 2 rules that cannot be used.

    Examples:
      guidelinekit mutate ssb-2016
      guidelinekit mutate rules/ssb-2016 --rule '3.2.4-*' --fail-under 95
    """
    run = [run_mutants(pack, globs, limit) for pack in packs or bundled_packs()]
    if globs and not any(one.owners for one in run):
        raise UsageError("no rule matches", "list the rules with `guidelinekit rules`")
    said = language(lang)
    if fmt is Format.JSON:
        write_json(sys.stdout, {"packs": [_as_data(one, said) for one in run]})
    else:
        console = console_for(sys.stdout)
        for one in run:
            for line in _lines(one, said):
                console.print(line)
    if any(percent(one.killed, one.total) < fail_under for one in run):
        raise typer.Exit(ExitCode.FINDINGS)


def _lines(found: PackMutation, said: Language) -> Iterator[Line]:
    for owner in found.owners:
        share = percent(owner.killed, owner.total)
        style = "green" if not owner.survivors else "yellow"
        yield Line.assemble(
            (f"{share:5.1f} %", style), f"  {owner.killed}/{owner.total}  {short(owner.owner)}"
        )
    survivors = [(owner, one) for owner in found.owners for one in owner.survivors]
    for heading, chosen in (
        (_SURVIVED, [pair for pair in survivors if pair[1].proposal is not None]),
        (_UNSEEN, [pair for pair in survivors if pair[1].proposal is None]),
    ):
        if chosen:
            yield Line(f"\n{heading.text(said).format(n=found.tried)} ({len(chosen)})", style="bold")
        for number, (owner, one) in enumerate(chosen):
            yield from _survivor(found.rules, owner.rule, one, said)
            if one.proposal is not None:
                earlier = [other.proposal for _, other in chosen[:number]]
                yield from proposed(one.proposal, earlier, found.tried, said)
    share = percent(found.killed, found.total)
    pack = found.rules.packs[0].id
    total = Text(
        da=f"{pack}: {share:.1f} % ({found.killed} af {found.total} fejl opdaget)",
        en=f"{pack}: {share:.1f} % ({found.killed} of {found.total} mistakes noticed)",
    )
    yield Line(f"\n{total.text(said)}", style="bold")
    strengths = found.strengths
    told = _STRENGTH.text(said).format(noticed=strengths.noticed, total=strengths.total)
    unnoticed = ", ".join(f"{short(rule)} {modality}" for rule, modality in strengths.unnoticed)
    yield Line(f"{told}{_BUT.text(said) if unnoticed else ''}{unnoticed}.", style="dim")


def _survivor(rules: RuleSet, rule: Rule, one: Survivor, said: Language) -> Iterator[Line]:
    mistake, before, after = _read(rules, rule, one, said)
    yield Line(f"  {one.place}: {mistake}")
    yield Line(f"    - {before}", style="red")
    yield Line(f"    + {after}", style="green")


def _read(rules: RuleSet, rule: Rule, one: Survivor, said: Language) -> tuple[str, str, str]:
    """Give the mistake's name, and what stood there before and after it."""
    mutant = one.mutant
    words = words_at(rules, rule, mutant.owner, mutant.change.route, said)
    by = None if mutant.moved is None else mutant.moved[1]
    before, after = before_and_after(mutant.change, by, words)
    key = key_of(mutant.change.route, said) or short(mutant.owner)
    return f"[{key}] {mutant.change.mistake.value.text(said)}", before, after


def _as_data(found: PackMutation, said: Language) -> dict[str, Any]:
    return {
        "pack": found.rules.packs[0].id,
        "mutants": found.total,
        "killed": found.killed,
        "percent": percent(found.killed, found.total),
        "tried": found.tried,
        "strengths": {
            "wrong": found.strengths.total,
            "noticed": found.strengths.noticed,
            "unnoticed": [
                {"rule": rule, "modality": modality.value} for rule, modality in found.strengths.unnoticed
            ],
        },
        "owners": [_owner(found.rules, owner, said) for owner in found.owners],
    }


def _owner(rules: RuleSet, owner: OwnerMutation, said: Language) -> dict[str, Any]:
    return {
        "owner": owner.owner,
        "mutants": owner.total,
        "killed": owner.killed,
        "survivors": [_as_survivor(rules, owner.rule, one, said) for one in owner.survivors],
    }


def _as_survivor(rules: RuleSet, rule: Rule, one: Survivor, said: Language) -> dict[str, Any]:
    mistake, before, after = _read(rules, rule, one, said)
    proposal = one.proposal
    return {
        "kind": one.mutant.change.mistake.name.lower(),
        "route": list(one.mutant.change.route),
        "place": one.place,
        "text": mistake,
        "before": before,
        "after": after,
        "difference_found": proposal is not None,
        "proposal": None if proposal is None else {"rule": proposal.rule, "yaml": proposal.yaml()},
    }
