"""`check`: evaluate cases and report what is unmet, due or unclear."""

from itertools import chain
from typing import Annotated

import typer

from guidelinekit.cli.attestations import warn_of_attestations
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.failing import FailOn, fails
from guidelinekit.cli.inputs import Inputs, mapping_of
from guidelinekit.cli.options import (
    AsOf,
    From,
    Lang,
    Mapped,
    Packs,
    Profile,
    Providers,
    RuleGlobs,
    ShowValues,
    Spoken,
    WaiverFile,
    as_of_or_today,
    language,
)
from guidelinekit.cli.outputs import Format, targets, writers
from guidelinekit.cli.progress import progress
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.cli.run import heading_of, run
from guidelinekit.cli.waivers import warn_of_waivers
from guidelinekit.errors import InputError
from guidelinekit.report.contract import SelectionEntry


def command(  # noqa: PLR0913 - every option of the command line is an argument
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Cases: files, folders or tables (see --from), or `-`."),
    ],
    *,
    as_of: AsOf = None,
    pack: Packs = None,
    rule: RuleGlobs = None,
    profile: Profile = "suggested",
    providers: Providers = None,
    waivers: WaiverFile = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also show what is met or not applicable.")
    ] = False,
    details: Annotated[
        bool,
        typer.Option("--details", help="In JSON and NDJSON: what was read, and what would close each gap."),
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
    mapping: Mapped = None,
    lang: Lang = Spoken.DA,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs", "-j", metavar="N", min=0, help="Evaluate in this many processes; 0 is one per core."
        ),
    ] = 1,
    show_values: ShowValues = False,
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
      guidelinekit check examples/municipality.ndjson --as-of 2026-06-01 --rule '3.2.4-*' -o report.json
      guidelinekit check examples/one_case.json --as-of 2026-06-01 --waivers examples/waivers.yaml
      guidelinekit check examples/municipality.ndjson --jobs 0 --format ndjson -o findings.ndjson
      guidelinekit generate --n 100 --seed 7 | guidelinekit check - --fail-on never
    """
    read = [
        *files,
        *(providers or ()),
        *([waivers] if waivers else ()),
        *([mapping] if mapping else ()),
        profile,
    ]
    wanted = targets(output or (), form, read)
    rules = chosen_rules(pack, profile, rule, waivers, files)
    selection = SelectionEntry(
        rules=tuple(rule or ()),
        all=everything,
        details=details,
        packs=tuple(pack) if pack else None,
        profile=profile,
        waivers=waivers,
        form=source,
        mapping=mapping,
        show_values=show_values,
    )
    inputs = Inputs(
        files,
        source,
        providers or (),
        show_values=show_values,
        case_id_pattern=rules.profile.case_id_pattern,
        mapping=mapping_of(mapping),
    )
    heading = heading_of(rules, as_of_or_today(as_of), inputs, selection)
    waiting = iter(inputs.portions(blocks=jobs != 1))
    first = next(waiting, None)
    if first is None and not inputs.unreadable:
        raise InputError("there is no case in the input", "check that the export ran to its end")
    if first is None:
        raise typer.Exit(ExitCode.USAGE)
    lost = False
    with (
        progress([*files, *inputs.providers], shown=not any(target.live for target in wanted)) as course,
        writers(wanted, heading, language(lang), verbose=verbose) as outputs,
    ):
        inputs.watch = course.read
        portions = chain([first], waiting)
        if jobs == 1:
            entries = (entry for portion in portions for entry in inputs.entries(portion))
            tally = run(entries, inputs, rules, outputs, heading.as_of, course)
        else:
            from guidelinekit.cli.jobs import run_in_parallel  # noqa: PLC0415 - most runs are short

            tally, lost = run_in_parallel(portions, inputs, rules, outputs, heading.as_of, jobs, course)
    warn_of_waivers(heading.waivers, heading.as_of, tally.used)
    warn_of_attestations(tally.unknown_attestations)
    if inputs.unreadable or lost:
        raise typer.Exit(ExitCode.USAGE)
    if tally.refused:
        raise typer.Exit(ExitCode.INVALID)
    raise typer.Exit(
        ExitCode.FINDINGS if fails(tally, heading.rules, rules.profile.blocking, fail_on) else ExitCode.CLEAN
    )
