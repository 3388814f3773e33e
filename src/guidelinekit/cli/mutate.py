"""`mutate`: small mistakes put into the rules, to see whether the example cases notice."""

from itertools import chain

import typer

from guidelinekit.casesearch.search import LIMIT
from guidelinekit.cli.coverage import FailUnder, Limit
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.formats import Format, HumanOrJson, write
from guidelinekit.cli.options import Lang, NamedPacks, RuleGlobs, Spoken, language
from guidelinekit.cli.ruleset import no_match, tell_whose
from guidelinekit.coverage.measure import measured_with, percent
from guidelinekit.examples.outcomes import refuse_failing
from guidelinekit.examples.pack_under_test import open_pack
from guidelinekit.mutation.killing import run_mutants
from guidelinekit.report.authors.mutation_report import mutation_json, mutation_lines
from guidelinekit.rules.packs import bundled_packs


def command(
    packs: NamedPacks = None,
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
    tell_whose(packs or bundled_packs(), language(lang))
    opened = [open_pack(pack) for pack in packs or bundled_packs()]
    refuse_failing((pack, measured_with(pack, globs)) for pack in opened)
    runs = [run_mutants(pack, globs, limit) for pack in opened]
    if globs and not any(mutation.owners for mutation in runs):
        raise no_match(", ".join(globs), [rule for each in runs for rule in each.rules.rules])
    spoken = language(lang)
    document = {"packs": [mutation_json(mutation, spoken) for mutation in runs]}
    lines = (mutation_lines(mutation, spoken) for mutation in runs)
    write(None, fmt, document, lambda _: chain.from_iterable(lines))
    if any(percent(mutation.killed, mutation.total) < fail_under for mutation in runs):
        raise typer.Exit(ExitCode.FINDINGS)
