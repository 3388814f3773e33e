"""`test`: run the example cases that stand beside the rules of packs."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text as Line

from guidelinekit.cli.accept import accept_differences
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.options import Lang, NamedPacks, Output, RuleGlobs, Spoken, language
from guidelinekit.cli.outputs import opened
from guidelinekit.cli.ruleset import no_match, tell_whose
from guidelinekit.cli.spoken import asked
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.errors import RuleError, UsageError
from guidelinekit.examples.outcomes import Outcome, grouped, run_files, warnings_of
from guidelinekit.examples.pack_under_test import open_pack
from guidelinekit.examples.watching import each_change
from guidelinekit.report.authors.examples_junit import Entry, junit
from guidelinekit.report.authors.examples_text import cause_lines, counts_line, outcome_lines
from guidelinekit.report.layout import console_for
from guidelinekit.rules.packs import bundled_packs, find_pack
from guidelinekit.suggest import quoted
from guidelinekit.text import Language, Text, say

_WATCHING = Text(da="venter på ændringer; Ctrl-C slutter", en="watching for changes; Ctrl-C ends it")
_LEFT_OUT = Text(
    da="udeladt, fordi de har fejl: {rules}; se `guidelinekit lint {pack}`",
    en="left out because they have errors: {rules}; see `guidelinekit lint {pack}`",
)


class Format(StrEnum):
    """How the outcomes are written."""

    HUMAN = "human"
    JUNIT = "junit"


def command(  # noqa: PLR0913, PLR0917 - every option of the command line is an argument
    packs: NamedPacks = None,
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
    accept: Annotated[
        bool,
        typer.Option(
            "--accept", help="Show what differs, ask, and write what the rule says into the examples."
        ),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --accept: do not ask.")] = False,
    fmt: Annotated[
        Format, typer.Option("--format", help="For people, or JUnit XML for a CI system.")
    ] = Format.HUMAN,
    output: Output = None,
    lang: Lang = Spoken.DA,
) -> None:
    """Run the example cases of rule packs.

    An example that differs is shown with what was expected, what came, and what decided it; those that fail
    because the base leaves a list out are told together. With --rule, other rules may have errors. What the
    check warns of in the rules, such as a rule without examples, goes to standard error and fails nothing.

    --accept is for a rule that was changed on purpose: read each difference, and say yes where the rule is
    right. Only what differs is written; comments and layout stay.

    Exit codes: 0 every example says what its author expects, 1 some do not, 2 rules that cannot be used.

    Examples:
      guidelinekit test
      guidelinekit test rules/ssb-2016 --rule '3.2.4-*' --watch
      guidelinekit test ssb-2016 --rule 3.2.4-early-partner-contact --explain
      guidelinekit test rules/ssb-2016 --rule '3.2.4-*' --accept
      guidelinekit test --format junit -o examples.xml
    """
    chosen, spoken = packs or list(bundled_packs()), language(lang)
    tell_whose(chosen, spoken)
    show = partial(_show, chosen, globs, spoken, verbose=verbose or explain, explain=explain)
    if (watch or accept) and (fmt is Format.JUNIT or output is not None):
        option = "--watch" if watch else "--accept"
        raise UsageError(
            say(
                "`{option}` viser udfald, efterhånden som de kommer",
                "`{option}` shows outcomes as they come",
                option=option,
            ),
            Text(da="udelad --format og -o", en="leave out --format and -o"),
        )
    if watch:
        folders = [find_pack(pack) for pack in chosen]
        for _ in each_change([*folders, *(folder.parent / "profiles" for folder in folders)]):
            try:
                show(console_for(sys.stdout))
            except RuleError as error:  # shown, and waited for
                typer.echo(error.text(asked()), err=True)
            typer.echo(_WATCHING.text(asked()), err=True)
        return
    _refuse_unknown(chosen, globs)
    if accept:
        left = accept_differences(packs or [], globs, spoken, ask=not yes)
        raise typer.Exit(ExitCode.FINDINGS if left else ExitCode.CLEAN)
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
        opened_packs = [open_pack(pack, globs) for pack in packs]
        if not any(pack.chosen([glob]) for pack in opened_packs):
            raise no_match(glob, [rule for pack in opened_packs for rule in pack.pack.rules])


def _named(pack: str, globs: Sequence[str] | None) -> Iterator[Entry]:
    for run in run_files(pack, globs):
        for problem in run.file.problems:
            yield problem.file or pack, problem
        for outcome in run.outcomes:
            yield run.rule, outcome


def _show(
    packs: Sequence[str],
    globs: Sequence[str] | None,
    spoken: Language,
    console: Console,
    *,
    verbose: bool,
    explain: bool,
) -> int:
    """Run and show the examples of packs, and return how many failed or could not be run."""
    count = Counter[str]()
    for run in (run for pack in packs for run in run_files(pack, globs)):
        outcomes = list(run.outcomes)
        problems = [*run.file.problems, *(each for each in outcomes if isinstance(each, Diagnostic))]
        ran = [each for each in outcomes if isinstance(each, Outcome)]
        causes, alone = grouped(ran)
        for problem in problems:
            console.print(Line(problem.render(asked())))
        for outcome in ran if verbose else alone:
            for line in outcome_lines(outcome, spoken, console.width, explained=explain):
                console.print(line)
        for cause in causes:
            for line in cause_lines(cause, spoken):
                console.print(line)
        passed = sum(outcome.passed for outcome in ran)
        count += Counter(passed=passed, failed=len(ran) - passed)
        count["refused"] += run.file.refused + len(outcomes) - len(ran)
        count["unreadable"] += bool(run.file.problems) and not run.file.refused
    warnings = [warning for pack in packs for warning in warnings_of(pack)]
    for warning in warnings:
        typer.echo(warning.render(asked()), err=True)
    _tell_left_out(packs, globs, spoken)
    console.print(Line(counts_line(count, len(warnings)).text(asked()), style="bold"))
    return count["failed"] + count["refused"] + count["unreadable"]


def _tell_left_out(packs: Sequence[str], globs: Sequence[str] | None, spoken: Language) -> None:
    """Say which rules were left out because they cannot be used."""
    for pack in packs if globs else ():
        if names := open_pack(pack, globs).left_out:
            typer.echo(_LEFT_OUT.text(spoken).format(rules=quoted(names), pack=pack), err=True)
