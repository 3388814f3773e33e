"""`due`: what falls due soon, by date."""

from datetime import timedelta
from typing import Annotated

import typer

from guidelinekit.case.reading.validate import Invalid
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.inputs import Inputs, mapping_of
from guidelinekit.cli.options import (
    AsOf,
    From,
    Lang,
    Mapped,
    Output,
    Packs,
    Profile,
    RuleGlobs,
    Spoken,
    WaiverFile,
    as_of_or_today,
    days,
    language,
)
from guidelinekit.cli.outputs import Listing, ListingFormat, write_listing
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.cli.run import waivers_of
from guidelinekit.cli.spoken import tell_invalid
from guidelinekit.cli.waivers import warn_of_waivers
from guidelinekit.evaluate.due import DueDuty, due, unmet
from guidelinekit.evaluate.plain import making
from guidelinekit.lang.waiver import Waiver
from guidelinekit.report.due import due_entry, due_lines


def command(  # noqa: PLR0913 - every option of the command line is an argument
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Case files, or `-`.")],
    *,
    within: Annotated[
        timedelta, typer.Option("--within", metavar="DURATION", parser=days, help="How far ahead: 14d, 2w.")
    ] = timedelta(days=14),
    as_of: AsOf = None,
    pack: Packs = None,
    rule: RuleGlobs = None,
    profile: Profile = "suggested",
    waivers: WaiverFile = None,
    source: From = None,
    mapping: Mapped = None,
    form: ListingFormat = None,
    output: Output = None,
    lang: Lang = Spoken.DA,
) -> None:
    """List what falls due soon, by date: duties not yet done, and recurring ones that are due again.

    What a guideline only suggests (may) is left out, and so is what a waiver sets aside.

    Exit codes: 0, 2 wrong usage or a file that cannot be read, 3 invalid input records.

    Examples:
      guidelinekit due examples/municipality.ndjson --within 14d --as-of 2026-06-01
      guidelinekit due examples/municipality.ndjson --as-of 2026-06-01 -o due.ndjson
    """
    rules = chosen_rules(pack, profile, rule, waivers, files)
    start, spoken = as_of_or_today(as_of), language(lang)
    inputs = Inputs(files, source, case_id_pattern=rules.profile.case_id_pattern, mapping=mapping_of(mapping))
    invalid, open_ = 0, 0
    duties: list[DueDuty] = []
    used: set[Waiver] = set()
    for evaluation in rules.evaluate_many(inputs, as_of=start):
        if isinstance(evaluation, Invalid):
            invalid += 1
            continue
        open_ += len(unmet(evaluation))
        duties += due(evaluation, within=within)
        used.update(evaluation.used)
    if len(inputs.unreadable) < len(files):
        duties.sort(key=lambda duty: (duty.due_on, duty.case_id))
        listing = Listing(
            {**making(rules.packs, rules.profile, rules.rules, start), "within_days": within.days},
            "due",
            map(due_entry, duties),
            {"unmet": open_, "invalid": invalid},
            lambda width: due_lines(duties, start, within, open_, rules.packs, spoken, width),
        )
        write_listing(listing, form, output)
    warn_of_waivers(waivers_of(rules), start, used)
    tell_invalid(invalid)
    if inputs.unreadable:
        raise typer.Exit(ExitCode.USAGE)
    raise typer.Exit(ExitCode.INVALID if invalid else ExitCode.CLEAN)
