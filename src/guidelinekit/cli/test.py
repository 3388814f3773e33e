"""`test`: run the example cases that stand beside the rules of packs."""

import sys
from typing import Annotated

import typer
from rich.text import Text as Line

from guidelinekit.authoring.ruletest import Outcome, run_examples
from guidelinekit.cli.exits import ExitCode
from guidelinekit.report.terminal import console_for
from guidelinekit.rules.packs import bundled_packs


def command(
    packs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PACK...]", help="Bundled packs by name, or folders (default: all bundled)."),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="List the examples that pass too.")
    ] = False,
) -> None:
    """Run the example cases of rule packs.

    Exit codes: 0 every example says what its author expects, 1 some do not, 2 rules that cannot be used.

    Examples:
      guidelinekit test
      guidelinekit test rules/ssb-2016
    """
    console = console_for(sys.stdout)
    passed, failed = 0, 0
    for pack in packs or bundled_packs():
        for outcome in run_examples(pack):
            if not isinstance(outcome, Outcome):
                failed += 1
                console.print(Line(outcome.render()))
            elif outcome.passed:
                passed += 1
                if verbose:
                    console.print(_named("✓", "green", outcome))
            else:
                failed += 1
                console.print(_named("✗", "red", outcome))
                for difference in outcome.differences:
                    console.print(Line(f"    {difference}"))
    console.print(Line(f"{passed} passed, {failed} failed", style="bold"))
    raise typer.Exit(ExitCode.FINDINGS if failed else ExitCode.CLEAN)


def _named(sign: str, style: str, outcome: Outcome) -> Line:
    example = outcome.example
    return Line.assemble((sign, style), f" {example.rule}: {example.name} ({example.as_of})")
