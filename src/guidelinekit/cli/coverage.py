"""`coverage`: which truths and statuses of the rules their example cases bring about."""

from itertools import chain
from typing import Annotated

import typer

from guidelinekit.casesearch.search import LIMIT
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.formats import Format, HumanOrJson, write
from guidelinekit.cli.options import Lang, NamedPacks, RuleGlobs, Spoken, language
from guidelinekit.cli.ruleset import no_match, tell_whose
from guidelinekit.coverage.measure import measure, measured_with, percent
from guidelinekit.examples.outcomes import refuse_failing
from guidelinekit.examples.pack_under_test import open_pack
from guidelinekit.report.authors.coverage_report import coverage_json, coverage_lines
from guidelinekit.rules.packs import bundled_packs

Limit = Annotated[
    int, typer.Option("--cases", metavar="N", min=0, help="How many cases to try in a search; 0: none.")
]
FailUnder = Annotated[
    float, typer.Option("--fail-under", metavar="PERCENT", help="Exit with 1 when a pack is below this.")
]


def command(
    packs: NamedPacks = None,
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
    tell_whose(packs or bundled_packs(), language(lang))
    opened = [open_pack(pack) for pack in packs or bundled_packs()]
    refuse_failing((pack, measured_with(pack, globs)) for pack in opened)
    measured = [measure(pack, globs, limit) for pack in opened]
    if globs and not any(coverage.owners for coverage in measured):
        raise no_match(", ".join(globs), [rule for each in measured for rule in each.rules.rules])
    spoken = language(lang)
    document = {"packs": [coverage_json(coverage, spoken) for coverage in measured]}
    lines = (coverage_lines(coverage, spoken, verbose=verbose) for coverage in measured)
    write(None, fmt, document, lambda _: chain.from_iterable(lines))
    if any(percent(coverage.hit, coverage.reachable) < fail_under for coverage in measured):
        raise typer.Exit(ExitCode.FINDINGS)
