"""`check`: evaluate cases and report what is unmet, due or unclear."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Annotated

import typer

from guidelinekit import __version__
from guidelinekit.case import Case
from guidelinekit.case.accept import Invalid
from guidelinekit.case.read import Entry
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.failing import FailOn, fails
from guidelinekit.cli.inputs import Inputs, invalid_entry
from guidelinekit.cli.options import (
    AsOf,
    From,
    Lang,
    Packs,
    Profile,
    RuleGlobs,
    Spoken,
    as_of_or_today,
    language,
)
from guidelinekit.cli.outputs import Format, targets, writers
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.evaluate import RuleSet
from guidelinekit.lang.rule import Subject
from guidelinekit.report.summary import Tally
from guidelinekit.report.writer import Heading, Writer


def command(  # noqa: PLR0913 - every option of the command line is an argument
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Case files (.ndjson, .jsonl, .json), or `-`.")
    ],
    *,
    as_of: AsOf = None,
    pack: Packs = None,
    rule: RuleGlobs = None,
    profile: Profile = "suggested",
    everything: Annotated[
        bool, typer.Option("--all", help="Also show what is met or not applicable.")
    ] = False,
    form: Annotated[Format | None, typer.Option("--format", help="The format of the report.")] = None,
    output: Annotated[
        list[str] | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write here, format by extension; repeatable."),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="From what on the exit code is 1; `may` rules never count.")
    ] = FailOn.UNMET,
    source: From = None,
    lang: Lang = Spoken.DA,
    verbose: Annotated[
        bool,
        typer.Option("--verbose", "-v", help="One line for each unclear result, and what would close each."),
    ] = False,
) -> None:
    """Evaluate cases and report what is unmet, due or unclear.

    Levels of --fail-on: `undetermined`, `due` (also what was met too late), `unmet` (must, right and
    should), `must` (must and right), `never`. Each includes those after it.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, a file that cannot be read or
    broken rules, 3 invalid input records, findings or not.

    Examples:
      guidelinekit check examples/municipality.ndjson --as-of 2026-06-01
      guidelinekit check cases.ndjson --rule '3.2.4-*' --format json -o report.json
      guidelinekit generate --n 100 --seed 7 | guidelinekit check - --fail-on never
    """
    wanted = targets(output or (), form, files)
    rules = chosen_rules(pack, profile, rule)
    heading = Heading(__version__, as_of_or_today(as_of), rules.profile.id, rules.packs, tuple(files))
    inputs = Inputs(files, source)
    entries = iter(inputs)
    first = next(entries, None)
    if first is None:
        raise typer.Exit(ExitCode.USAGE)
    with writers(wanted, heading, language(lang), everything=everything, verbose=verbose) as outputs:
        tally, failed = _run(chain([first], entries), rules, heading.as_of, fail_on, outputs)
    if inputs.unreadable:
        raise typer.Exit(ExitCode.USAGE)
    if tally.invalid:
        raise typer.Exit(ExitCode.INVALID)
    raise typer.Exit(ExitCode.FINDINGS if failed else ExitCode.CLEAN)


def _run(
    entries: Iterable[Entry], rules: RuleSet, as_of: date, level: FailOn, outputs: Sequence[Writer]
) -> tuple[Tally, bool]:
    """Go through the records once: each is evaluated, counted, written and forgotten."""
    tally, failed = Tally(), False
    for entry in entries:
        if isinstance(entry, Invalid):
            tally.invalid += 1
            for output in outputs:
                output.refuse(invalid_entry(entry))
        else:
            evaluation = rules.evaluate(entry, as_of=as_of)
            tally.add(evaluation)
            failed = failed or any(fails(result, level) for result in evaluation.results)
            for output in outputs:
                output.add(evaluation, Subject.CASE if isinstance(entry, Case) else Subject.PROVIDER)
    for output in outputs:
        output.finish(tally)
    return tally, failed
