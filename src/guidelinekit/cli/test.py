"""`test`: run the example cases that stand beside the rules of packs."""

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text as Line

from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.options import Lang, Output, RuleGlobs, Spoken, language
from guidelinekit.cli.outputs import opened
from guidelinekit.errors import RuleError, UsageError
from guidelinekit.examples.failing import failure_text, heading
from guidelinekit.examples.junit import Found, junit
from guidelinekit.examples.ruletest import Outcome, run_examples, warnings_of
from guidelinekit.examples.watching import each_change
from guidelinekit.lang.rule import Language
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
      guidelinekit test --format junit -o examples.xml
    """
    chosen, said = packs or list(bundled_packs()), language(lang)
    if watch:
        folders = [find_pack(pack) for pack in chosen]
        if fmt is Format.JUNIT or output is not None:
            raise UsageError("`--watch` shows outcomes as they come", "leave out --format and -o")
        for _ in each_change([*folders, *(folder.parent / "profiles" for folder in folders)]):
            _once(chosen, globs, said, verbose=verbose)
            typer.echo("watching for changes; Ctrl-C ends it", err=True)
        return
    if fmt is Format.JUNIT:
        found = [one for pack in chosen for one in _named(pack, globs)]
        with opened(output) as sink:
            sink.write(junit(found, said))
        failed = sum(not (isinstance(one, Outcome) and one.passed) for _, one in found)
    else:
        with opened(output) as sink:
            failed = _run(chosen, globs, said, console_for(sink), verbose=verbose)
    raise typer.Exit(ExitCode.FINDINGS if failed else ExitCode.CLEAN)


def _once(packs: Sequence[str], globs: Sequence[str] | None, said: Language, *, verbose: bool) -> None:
    """Run the examples while watching: rules that cannot be used are shown, and waited for."""
    try:
        _run(packs, globs, said, console_for(sys.stdout), verbose=verbose)
    except RuleError as error:
        typer.echo(str(error), err=True)


def _named(pack: str, globs: Sequence[str] | None) -> Iterator[Found]:
    for outcome in run_examples(pack, globs):
        if isinstance(outcome, Outcome):
            yield f"{outcome.rules.packs[0].id}/{outcome.example.rule}", outcome
        else:
            yield outcome.file or pack, outcome


def _run(
    packs: Sequence[str], globs: Sequence[str] | None, said: Language, console: Console, *, verbose: bool
) -> int:
    """Run and show the examples of packs, and give how many failed."""
    passed, failed = 0, 0
    for pack in packs:
        for outcome in run_examples(pack, globs):
            if not isinstance(outcome, Outcome):
                failed += 1
                console.print(Line(outcome.render()))
            elif outcome.passed:
                passed += 1
                if verbose:
                    console.print(Line.assemble(("✓", "green"), f" {heading(outcome)}"))
            else:
                failed += 1
                console.print(Line.assemble(("✗", "red"), f" {heading(outcome)}"))
                for line in failure_text(outcome, said, console.width - len(_INDENT)):
                    console.print(Line(f"{_INDENT}{line}".rstrip()))
    warnings = [warning for pack in packs for warning in warnings_of(pack)]
    for warning in warnings:
        typer.echo(warning.render(), err=True)
    told = f"{passed} passed, {failed} failed"
    if warnings:
        told += f", {len(warnings)} {'warning' if len(warnings) == 1 else 'warnings'}"
    console.print(Line(told, style="bold"))
    return failed


_INDENT = "    "
