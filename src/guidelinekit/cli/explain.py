"""`explain`: why a rule says what it says of a case."""

import sys
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.text import Text as Line

from guidelinekit.cli.inputs import one_case
from guidelinekit.cli.options import (
    AsOf,
    CaseFile,
    CaseId,
    From,
    Lang,
    Mapped,
    Packs,
    Profile,
    ShowValues,
    Spoken,
    WaiverFile,
    as_of_or_today,
    language,
)
from guidelinekit.cli.ruleset import chosen_rules, one_rule
from guidelinekit.report.explanation import explanation, rule_heading
from guidelinekit.report.layout import show


def command(  # noqa: PLR0913 - every option of the command line is an argument
    case: CaseFile,
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="A rule's id, short or full, or how it begins.")
    ],
    *,
    case_id: CaseId = None,
    as_of: AsOf = None,
    pack: Packs = None,
    profile: Profile = "suggested",
    waivers: WaiverFile = None,
    full: Annotated[
        bool, typer.Option("--full", help="Also show the parts that did not decide, and all values read.")
    ] = False,
    source: From = None,
    mapping: Mapped = None,
    show_values: ShowValues = False,
    lang: Lang = Spoken.DA,
) -> None:
    """Show why a rule says what it says of a case.

    The parts of the rule that decided are shown with their truth (✓ holds, ✗ does not, ? cannot be told) and
    the values that were read, then what would close the gap. Where a waiver holds, it is named first.

    Examples:
      guidelinekit explain examples/one_case.json 3.2.4-early-partner-contact --as-of 2026-06-01
      guidelinekit explain examples/municipality.ndjson 3.2.4-early --case case-0036 --lang en
    """
    rules, spoken = chosen_rules(pack, profile, waivers=waivers, files=[case]), language(lang)
    chosen = one_rule(rules, rule)
    record = one_case(case, case_id, source, mapping, rules.profile, quote=show_values)
    evaluation = rules.select([chosen.id]).evaluate(record, as_of=as_of_or_today(as_of))
    trees = evaluation.explain(chosen.id, spoken, deciding=not full)

    def lines(width: int) -> Iterator[Line]:
        yield from rule_heading(chosen, spoken)
        for result, tree in zip(evaluation.results, trees, strict=True):
            yield from explanation(result, tree, spoken, width)

    show(sys.stdout, lines)
