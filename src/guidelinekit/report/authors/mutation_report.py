"""The mutants of packs that their example cases do not notice, for a person and as JSON."""

from collections.abc import Iterator
from typing import Any, Final

from rich.text import Text as Line

from guidelinekit.coverage.measure import percent
from guidelinekit.evaluate import RuleSet
from guidelinekit.lang.rule import Rule
from guidelinekit.mutation.killing import PackMutation, Survivor
from guidelinekit.report.authors.coverage_report import proposal_json, proposed, share_line
from guidelinekit.report.authors.places_in_words import before_and_after, key_of, short, words_at
from guidelinekit.text import Language, Text

_SURVIVED: Final = Text(
    da="Fejl, som eksemplerne ikke opdager", en="Mistakes that the examples do not notice"
)
_UNSEEN: Final = Text(
    da="Ingen forskel fundet blandt {n} sager; det beviser ikke, at der ingen er",
    en="No difference found in {n} cases, which does not prove that there is none",
)
_TOTAL: Final = Text(
    da="{pack}: {share:.1f} % ({killed} af {total} fejl opdaget)",
    en="{pack}: {share:.1f} % ({killed} of {total} mistakes noticed)",
)
_STRENGTH: Final = Text(
    da="Styrken (skal, bør, kan) er ikke del af noget udfald, så intet eksempel viser den. Stederne i "
    "teksten gør: `lint` ville opdage {noticed} af {total} forkerte styrker",
    en="Modality (must, should, may) is part of no verdict, so no example shows it. The passages do: "
    "`lint` would notice {noticed} of {total} wrong ones",
)
_BUT: Final = Text(da=", men ikke ", en=", but not ")


def mutation_lines(mutation: PackMutation, language: Language) -> Iterator[Line]:
    """Return the lines on a pack: a share per rule, the survivors with a case for each, and the total."""
    for owner in mutation.owners:
        yield share_line(owner.owner, owner.killed, owner.total)
    survivors = [(owner, survivor) for owner in mutation.owners for survivor in owner.survivors]
    for heading, chosen in (
        (_SURVIVED, [pair for pair in survivors if pair[1].proposal is not None]),
        (_UNSEEN, [pair for pair in survivors if pair[1].proposal is None]),
    ):
        if chosen:
            yield Line(f"\n{heading.text(language).format(n=mutation.tried)} ({len(chosen)})", style="bold")
        for number, (owner, survivor) in enumerate(chosen):
            mistake, before, after = _in_words(mutation.rules, owner.rule, survivor, language)
            yield Line(f"  {survivor.place}: {mistake}")
            yield Line(f"    - {before}", style="red")
            yield Line(f"    + {after}", style="green")
            if survivor.proposal is not None:
                earlier = [other.proposal for _, other in chosen[:number]]
                yield from proposed(survivor.proposal, earlier, mutation.tried, language)
    total = _TOTAL.text(language).format(
        pack=mutation.rules.packs[0].id,
        share=percent(mutation.killed, mutation.total),
        killed=mutation.killed,
        total=mutation.total,
    )
    yield Line(f"\n{total}", style="bold")
    strengths = mutation.strengths
    text = _STRENGTH.text(language).format(noticed=strengths.noticed, total=strengths.total)
    unnoticed = ", ".join(f"{short(rule)} {modality}" for rule, modality in strengths.unnoticed)
    yield Line(f"{text}{_BUT.text(language) if unnoticed else ''}{unnoticed}.", style="dim")


def mutation_json(mutation: PackMutation, language: Language) -> dict[str, Any]:
    """Return the mutants of a pack as JSON writes them."""
    strengths = mutation.strengths
    return {
        "pack": mutation.rules.packs[0].id,
        "mutants": mutation.total,
        "killed": mutation.killed,
        "percent": percent(mutation.killed, mutation.total),
        "tried": mutation.tried,
        "strengths": {
            "wrong": strengths.total,
            "noticed": strengths.noticed,
            "unnoticed": [
                {"rule": rule, "modality": modality.value} for rule, modality in strengths.unnoticed
            ],
        },
        "owners": [
            {
                "owner": owner.owner,
                "mutants": owner.total,
                "killed": owner.killed,
                "survivors": [
                    _survivor(mutation.rules, owner.rule, survivor, language) for survivor in owner.survivors
                ],
            }
            for owner in mutation.owners
        ],
    }


def _survivor(rules: RuleSet, rule: Rule, survivor: Survivor, language: Language) -> dict[str, Any]:
    mistake, before, after = _in_words(rules, rule, survivor, language)
    return {
        "kind": survivor.mutant.edit.mistake.name.lower(),
        "route": list(survivor.mutant.edit.route),
        "place": survivor.place,
        "text": mistake,
        "before": before,
        "after": after,
        "difference_found": survivor.proposal is not None,
        "proposal": proposal_json(survivor.proposal),
    }


def _in_words(rules: RuleSet, rule: Rule, survivor: Survivor, language: Language) -> tuple[str, str, str]:
    """Return the mistake's name, and what stood there before and after it."""
    mutant = survivor.mutant
    words = words_at(rules, rule, mutant.owner, mutant.edit.route, language)
    by = None if mutant.moved is None else mutant.moved[1]
    before, after = before_and_after(mutant.edit, by, words)
    key = key_of(mutant.edit.route, language) or short(mutant.owner)
    return f"[{key}] {mutant.edit.mistake.value.text(language)}", before, after
