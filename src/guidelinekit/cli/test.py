"""`test`: run the example cases that stand beside the rules of packs."""

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text as Line

from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.options import Lang, Output, RuleGlobs, Spoken, language
from guidelinekit.cli.outputs import opened
from guidelinekit.errors import RuleError, UsageError
from guidelinekit.examples.outcomes import Outcome, run_examples, warnings_of
from guidelinekit.examples.pack_under_test import open_pack
from guidelinekit.examples.watching import each_change
from guidelinekit.lang.rule import Language
from guidelinekit.report.authors.examples_junit import Entry, junit
from guidelinekit.report.authors.examples_text import outcome_lines
from guidelinekit.report.terminal import console_for
from guidelinekit.rules.find import find_pack
from guidelinekit.rules.packs import bundled_packs


class Format(StrEnum):
    """How the outcomes are written."""

    HUMAN = "human"
    JUNIT = "junit"


def command(
    packs: Annotated[
        list[str] | None,
        typer.Argument(metavar="PACK", help="Bundled packs by name, or folders (default: all bundled)."),
    ] = None,
    globs: RuleGlobs = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="List the examples that pass too.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show why each example comes out as it does, also if it passes.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Run again whenever a file of the packs changes; Ctrl-C ends it.")
    ] = False,
    fmt: Annotated[
        Format, typer.Option("--format", help="For people, or JUnit XML for a CI system.")
    ] = Format.HUMAN,
    output: Output = None,
    lang: Lang = Spoken.DA,
) -> None:
    """Run the example cases of rule packs.

    An example that differs is shown with what was expected, what came, and what decided it. What the check
    warns of in the rules, such as a rule without examples, goes to standard error and fails nothing.

    Exit codes: 0 every example says what its author expects, 1 some do not, 2 rules that cannot be used.

    Examples:
      guidelinekit test
      guidelinekit test rules/ssb-2016 --rule '3.2.4-*' --watch
      guidelinekit test ssb-2016 --rule 3.2.4-early-partner-contact --explain
      guidelinekit test --format junit -o examples.xml
    """
    chosen, spoken = packs or list(bundled_packs()), language(lang)
    show = partial(_show, chosen, globs, spoken, verbose=verbose or explain, explain=explain)
    if watch:
        folders = [find_pack(pack) for pack in chosen]
        if fmt is Format.JUNIT or output is not None:
            raise UsageError("`--watch` shows outcomes as they come", "leave out --format and -o")
        for _ in each_change([*folders, *(folder.parent / "profiles" for folder in folders)]):
            try:
                show(console_for(sys.stdout))
            except RuleError as error:  # shown, and waited for
                typer.echo(str(error), err=True)
            typer.echo("watching for changes; Ctrl-C ends it", err=True)
        return
    _refuse_unknown(chosen, globs)
    if fmt is Format.JUNIT:
        entries = [entry for pack in chosen for entry in _named(pack, globs)]
        failed = sum(not (isinstance(entry, Outcome) and entry.passed) for _, entry in entries)
        with opened(output) as sink:
            sink.write(junit(entries, spoken))
    else:
        with opened(output) as sink:
            failed = show(console_for(sink))
    raise typer.Exit(ExitCode.FINDINGS if failed else ExitCode.CLEAN)


def _refuse_unknown(packs: Sequence[str], globs: Sequence[str] | None) -> None:
    """Refuse a glob that fits no rule of any pack: nothing tried looks like success."""
    for glob in globs or ():
        if not any(open_pack(pack).chosen([glob]) for pack in packs):
            raise UsageError(f"no rule matches `{glob}`", "list the rules with `guidelinekit rules`")


def _named(pack: str, globs: Sequence[str] | None) -> Iterator[Entry]:
    for outcome in run_examples(pack, globs):
        if isinstance(outcome, Outcome):
            yield f"{outcome.rules.packs[0].id}/{outcome.example.rule}", outcome
        else:
            yield outcome.file or pack, outcome


def _show(
    packs: Sequence[str],
    globs: Sequence[str] | None,
    spoken: Language,
    console: Console,
    *,
    verbose: bool,
    explain: bool,
) -> int:
    """Run and show the examples of packs, and return how many failed."""
    passed, failed = 0, 0
    for outcome in (outcome for pack in packs for outcome in run_examples(pack, globs)):
        fine = isinstance(outcome, Outcome) and outcome.passed
        passed, failed = passed + fine, failed + (not fine)
        if not isinstance(outcome, Outcome):
            console.print(Line(outcome.render()))
        elif verbose or not fine:
            for line in outcome_lines(outcome, spoken, console.width, explained=explain):
                console.print(line)
    warnings = [warning for pack in packs for warning in warnings_of(pack)]
    for warning in warnings:
        typer.echo(warning.render(), err=True)
    summary = f"{passed} passed, {failed} failed"
    if warnings:
        summary += f", {len(warnings)} {'warning' if len(warnings) == 1 else 'warnings'}"
    console.print(Line(summary, style="bold"))
    return failed
