"""`timeline`: when each result of a case opened, closed and will change."""

from typing import Annotated

import typer

from guidelinekit.case.model.record import id_of, subject_of
from guidelinekit.cli.inputs import one_case
from guidelinekit.cli.options import (
    AsOf,
    CaseFile,
    CaseId,
    From,
    Lang,
    Mapped,
    Output,
    Packs,
    Profile,
    RuleGlobs,
    ShowValues,
    Spoken,
    WaiverFile,
    as_of_or_today,
    language,
)
from guidelinekit.cli.outputs import Listing, ListingFormat, write_listing
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.evaluate.plain import making
from guidelinekit.evaluate.timeline import timeline
from guidelinekit.report.timeline import history_entry, timeline_lines


def command(  # noqa: PLR0913 - every option of the command line is an argument
    case: CaseFile,
    *,
    case_id: CaseId = None,
    as_of: AsOf = None,
    pack: Packs = None,
    rule: RuleGlobs = None,
    profile: Profile = "suggested",
    waivers: WaiverFile = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also show when a duty did not yet apply, or never did.")
    ] = False,
    source: From = None,
    mapping: Mapped = None,
    form: ListingFormat = None,
    output: Output = None,
    show_values: ShowValues = False,
    lang: Lang = Spoken.DA,
) -> None:
    """Show when each result of a case opened, closed and will change, up to a date.

    The case is evaluated on each day on which something was recorded or a result changed by itself, with
    what was known on that day.

    Examples:
      guidelinekit timeline examples/one_case.json --as-of 2026-06-01
      guidelinekit timeline examples/municipality.ndjson --case case-0036 --rule '3.2.4-*'
    """
    rules, spoken = chosen_rules(pack, profile, rule, waivers, [case]), language(lang)
    record = one_case(case, case_id, source, mapping, rules.profile, quote=show_values)
    until = as_of_or_today(as_of)
    histories = timeline(rules, record, until=until)
    kind = subject_of(record)
    listing = Listing(
        {
            **making(rules.packs, rules.profile, rules.rules, until),
            "record": kind,
            "case_id": id_of(record),
        },
        "history",
        map(history_entry, histories),
        {"histories": len(histories)},
        lambda _: timeline_lines(histories, rules, record, spoken, everything=everything),
    )
    write_listing(listing, form, output)
