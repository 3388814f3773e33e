"""`check`: evaluate cases and report what is unmet, due or unclear."""

from collections.abc import Collection, Sequence
from itertools import chain
from typing import Annotated, Final

import typer

from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.failing import Limit, allowed, checked_limits, limit, passed, too_many_invalid
from guidelinekit.cli.inputs import Inputs, beside_cases, mapping_of
from guidelinekit.cli.options import (
    AsOf,
    Authorities,
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
from guidelinekit.cli.progress import progress
from guidelinekit.cli.reports import Format, Target, targets, writers
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.cli.run import heading_of, run
from guidelinekit.cli.spoken import note, warn
from guidelinekit.cli.waivers import warn_of_waivers
from guidelinekit.errors import InputError, UsageError
from guidelinekit.evaluate.attested import UnknownAttestation
from guidelinekit.report.receipt_contract import SelectionEntry
from guidelinekit.report.writer import Look
from guidelinekit.text import Text, printable, say

_MOST_TOLD: Final = 20
"""How many attestations that no rule knows are told of; the others are counted."""


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
    authorities: Authorities = None,
    waivers: WaiverFile = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also show what is met or not applicable.")
    ] = False,
    details: Annotated[
        bool,
        typer.Option("--details", help="In JSON and NDJSON: what was read, and what would close each gap."),
    ] = False,
    form: Annotated[
        Format | None, typer.Option("--format", metavar="FORMAT", help="The format of the report.")
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "-o",
            "--output",
            metavar="[FORMAT=]FILE",
            help="Write here, in this format or by the extension; repeatable.",
        ),
    ] = None,
    template: Annotated[
        str, typer.Option("--template", metavar="FILE", help="Write the report by a Jinja template of yours.")
    ] = "",
    publish: Annotated[
        bool, typer.Option("--publish", help="HTML for everybody: no ids, and no counts below 5.")
    ] = False,
    baseline: Annotated[
        str | None,
        typer.Option("--baseline", metavar="REPORT", help="Say what is new since an older report."),
    ] = None,
    fail_on: Annotated[
        list[Limit] | None,
        typer.Option(
            "--fail-on",
            metavar="LIMIT",
            parser=limit,
            help="From what on the exit code is 1 (default: unmet); `may` rules never count; repeatable.",
        ),
    ] = None,
    invalid_ok: Annotated[
        Limit | None,
        typer.Option(
            "--invalid-ok", metavar="N|N%", parser=allowed, help="So many invalid records are no error."
        ),
    ] = None,
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

    Formats: human, json, ndjson; html, xlsx, csv, csv-excel, markdown for people; validation and
    validation-excel for whoever owns the export; difference (with --baseline), junit, sarif, github,
    github-summary, gitlab, fhir for programs; template.

    Levels of --fail-on: `undetermined`, `due` (also what was met too late), `unmet` (must, right and
    should), `must` (must and right), `never`. Each includes those after it. With --baseline they look at
    what is new only. Counts and shares: 'must>0', 'should>5%', 'new>0'; also unmet, late, due, undetermined.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, a file that cannot be read or
    broken rules, 3 invalid input records, findings or not.

    Examples:
      guidelinekit check examples/municipality.ndjson --as-of 2026-06-01
      guidelinekit check examples/municipality.ndjson --as-of 2026-06-01 --rule '3.2.4-*' -o report.json
      guidelinekit check examples/one_case.json --as-of 2026-06-01 --waivers examples/waivers.yaml
      guidelinekit check examples/municipality.ndjson --jobs 0 --format ndjson -o findings.ndjson
      guidelinekit check examples/municipality.ndjson -o html=report.html -o xlsx=findings.xlsx
      guidelinekit check examples/municipality.ndjson --baseline yesterday.json --fail-on 'new>0'
      guidelinekit generate --n 100 --seed 7 | guidelinekit check - --fail-on never
    """
    others = beside_cases(providers, authorities)
    limits = tuple(fail_on or (Limit("unmet"),))
    checked_limits(limits, baseline)
    read = [*files, *chain(*others.values()), *filter(None, (waivers, template, baseline, mapping)), profile]
    wanted = targets(output or (), form or (Format.TEMPLATE if template else None), read)
    _check_options(wanted, template, publish=publish)
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
        others,
        show_values=show_values,
        case_id_pattern=rules.profile.case_id_pattern,
        mapping=mapping_of(mapping),
    )
    heading = heading_of(rules, as_of_or_today(as_of), inputs, selection)
    comparison = None
    if baseline is not None:
        from guidelinekit.cli.comparing import comparison_with  # noqa: PLC0415 - most runs have no baseline

        comparison = comparison_with(baseline, heading)
    look = Look(language(lang), verbose, publish, template, comparison, inputs.file_name)
    waiting = iter(inputs.portions(blocks=jobs != 1))
    first = next(waiting, None)
    if first is None and not inputs.unreadable:
        raise InputError(
            Text(da="der er ingen sag i inputtet", en="there is no case in the input"),
            Text(da="se efter, om eksporten løb til ende", en="check that the export ran to its end"),
        )
    if first is None:
        raise typer.Exit(ExitCode.USAGE)
    lost, named = False, [path for path, _ in inputs.files]
    with (
        progress(named, shown=not any(target.live for target in wanted)) as course,
        writers(wanted, heading, look) as outputs,
    ):
        inputs.watch = course.read
        portions = chain([first], waiting)
        if jobs == 1:
            entries = (entry for portion in portions for entry in inputs.entries(portion))
            tally = run(entries, inputs, rules, outputs, heading.as_of, course, comparison)
        else:
            from guidelinekit.cli.jobs import run_in_parallel  # noqa: PLC0415 - most runs are short

            how = inputs, rules, outputs, heading.as_of
            tally, lost = run_in_parallel(portions, *how, jobs, course, comparison)
    warn_of_waivers(heading.waivers, heading.as_of, tally.used)
    _warn_of_attestations(tally.unknown_attestations)
    if inputs.unreadable or lost:
        raise typer.Exit(ExitCode.USAGE)
    if too_many_invalid(tally, invalid_ok):
        raise typer.Exit(ExitCode.INVALID)
    over = passed(tally, heading.rules, rules.profile.blocking, limits, comparison)
    for each, count, of in over:
        if each.number is not None:
            share = say(" af {of}", " of {of}", of=of) if each.share else ""
            counted = {"limit": each, "count": count, "share": share}
            note(say("{limit}: der er {count}{share}", "{limit}: there are {count}{share}", **counted))
    raise typer.Exit(ExitCode.FINDINGS if over else ExitCode.CLEAN)


def _check_options(wanted: Sequence[Target], template: str, *, publish: bool) -> None:
    """Raise UsageError for options that do not go with the formats."""
    formats = {target.format for target in wanted}
    if publish and Format.HTML not in formats:
        raise UsageError(
            Text(da="`--publish` er til HTML", en="`--publish` is for HTML"),
            Text(
                da="skriv fx `-o html=report.html --publish`",
                en="write for example `-o html=report.html --publish`",
            ),
        )
    if publish and (other := formats - {Format.HTML, Format.HUMAN}):
        names = ", ".join(sorted(other))
        raise UsageError(
            say(
                "`--publish` udelader kun id'er i HTML og ikke i {names}",
                "`--publish` leaves ids out of HTML only, not of {names}",
                names=names,
            ),
            Text(da="skriv dem i en kørsel for sig", en="write those in a run of their own"),
        )
    if bool(template) != (Format.TEMPLATE in formats):
        cure = Text(
            da="skriv fx `--template FIL -o template=report.txt`",
            en="write for example `--template FILE -o template=report.txt`",
        )
        raise UsageError(
            Text(
                da="formatet `template` og `--template` hører sammen",
                en="the format `template` and `--template` belong together",
            ),
            cure,
        )


def _warn_of_attestations(unknown: Collection[UnknownAttestation]) -> None:
    """Warn of each: the record, the place in it, and the code that may be meant. The value is not shown."""
    for each in sorted(unknown)[:_MOST_TOLD]:
        place = f"{printable(each.record_id)}: {each.pointer}"
        warn(
            say(
                "{place}: ingen regel kender denne bekræftelse; {help}",
                "{place}: no rule knows this attestation; {help}",
                place=place,
                help=each.help,
            )
        )
    if len(unknown) > _MOST_TOLD:
        more = len(unknown) - _MOST_TOLD
        warn(say("og {more} mere som disse", "and {more} more like these", more=more))
