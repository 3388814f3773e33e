"""`verify`: evaluate again what a report was made from, and compare."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any

import typer

from guidelinekit.case.reading.read import Form, expanded
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.formats import Format, HumanOrJson, write_json
from guidelinekit.cli.inputs import Inputs, beside_cases, mapping_of
from guidelinekit.cli.options import Authorities, Mapped, Output, Providers
from guidelinekit.cli.outputs import opened
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.cli.run import heading_of, run
from guidelinekit.cli.spoken import asked
from guidelinekit.errors import InputError, RuleError
from guidelinekit.evaluate import RuleSet
from guidelinekit.lang.rule import Subject
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.diff import Change, Difference, differing_results, other_changes
from guidelinekit.report.json import JsonWriter
from guidelinekit.report.ndjson import NdjsonWriter
from guidelinekit.report.read_back import KnownReport, MadeFrom, read_report, record_of, report_of
from guidelinekit.report.receipt_contract import ReceiptEntry, SelectionEntry
from guidelinekit.report.verification import verification
from guidelinekit.report.writer import Ending
from guidelinekit.results import CaseResults
from guidelinekit.rules.packs import bundled_packs, bundled_profiles
from guidelinekit.text import Text, printable, say


@dataclass
class RecordsSeen:
    """Notes the kind and the id of each record."""

    ids: set[tuple[str, str]] = field(default_factory=set)

    def shape(self, record: CaseResults) -> tuple[str, str]:
        """Return the kind and the id of a record."""
        return record.kind.value, record.case_id

    def put(self, piece: tuple[str, str]) -> None:
        """Note them."""
        self.ids.add(piece)

    def refuse(self, invalid: InvalidEntry) -> None:
        """Note the id of a record that could not be evaluated, where it has one."""
        if invalid.case_id is not None:
            self.ids.add((invalid.of.value, invalid.case_id))

    def finish(self, ending: Ending) -> None:
        """Do nothing more."""


def command(  # noqa: PLR0913 - every option of the command line is an argument
    report: Annotated[
        str, typer.Argument(metavar="REPORT", help="A JSON or NDJSON report of `guidelinekit check`.")
    ],
    files: Annotated[
        list[str], typer.Argument(metavar="INPUT", help="The files it was made from, in the same order.")
    ],
    *,
    providers: Providers = None,
    authorities: Authorities = None,
    pack: Annotated[
        list[str] | None, typer.Option("--pack", metavar="PACK", help="Where a pack is now; repeatable.")
    ] = None,
    profile: Annotated[
        str | None, typer.Option("--profile", metavar="PROFILE", help="Where the profile is now.")
    ] = None,
    waivers: Annotated[
        str | None, typer.Option("--waivers", metavar="FILE", help="Where the waivers are now.")
    ] = None,
    mapping: Mapped = None,
    fmt: HumanOrJson = Format.HUMAN,
    output: Output = None,
) -> None:
    """Evaluate again what a report was made from, with the same rules as of the same date, and compare.

    All that the report says is compared but the tool's version and the names of files. What it was made from
    is named first where it differs (packs, profile, waivers, input), then each result that is another. Packs,
    profile and waivers that the report names are opened only where they are bundled or lie in this folder.

    Exit codes: 0 identical, 1 something differs, 2 no whole report, or an input that does not belong to it.

    Example:
      guidelinekit check examples/municipality.ndjson --as-of 2026-06-01 -o report.json
      guidelinekit verify report.json examples/municipality.ndjson
    """
    was = read_report(report)
    selection, others = was.origin.selection, beside_cases(providers, authorities)
    form = _form(selection)
    files = [file for path in files for file in expanded(path, form)]
    names = _names(was.origin.receipt, {Subject.CASE: files, **others})
    rules = _rules(was.origin, pack, profile, waivers)
    inputs = Inputs(
        files,
        form,
        others,
        names,
        show_values=selection.show_values,
        case_id_pattern=rules.profile.case_id_pattern,
        mapping=mapping_of(mapping or (selection.mapping and _near(selection.mapping, (), "--mapping"))),
    )
    sink, ids = BytesIO(), RecordsSeen()
    heading = heading_of(rules, was.origin.as_of, inputs, selection)
    writer = NdjsonWriter(sink, heading) if was.by_line else JsonWriter(sink, heading)
    run(inputs, inputs, rules, (writer, ids), was.origin.as_of)
    if inputs.unreadable:
        raise typer.Exit(ExitCode.USAGE)
    now = report_of(sink.getvalue(), report)
    results, changes = differing_results(was.tree, now.tree), other_changes(was.tree, now.tree)
    if any(change.pointer.startswith("/receipt/inputs/") for change in changes):
        _belongs(was, ids, report)
    with opened(output) as out:
        if fmt is Format.JSON:
            write_json(out, _as_json(was.origin, results, changes))
        else:
            lines = verification(was, results, changes)
            out.writelines(f"{printable(line.text(asked()))}\n" for line in lines)
    raise typer.Exit(ExitCode.FINDINGS if results or changes else ExitCode.CLEAN)


def _rules(
    origin: MadeFrom, packs: Sequence[str] | None, profile: str | None, waivers: str | None
) -> RuleSet:
    """Load what a report names, or what is said to be in its place. Raises InputError, and RuleError."""
    selection, strange = origin.selection, []
    if packs is None:
        packs = selection.packs or [pack.id for pack in origin.packs]
        strange += [_near(each, bundled_packs(), "--pack") for each in packs]
    if profile is None:
        profile = selection.profile
        strange.append(_near(profile, bundled_profiles(), "--profile"))
    if waivers is None and selection.waivers is not None:
        waivers = selection.waivers
        strange.append(_near(waivers, (), "--waivers"))
    try:
        return chosen_rules(packs, profile, selection.rules, waivers)
    except RuleError as error:
        if strange:  # whoever made the report chose the files: no line of theirs is shown
            error = RuleError([replace(diagnostic, excerpt=None) for diagnostic in error.diagnostics])
        raise error from None


def _near(name: str, bundled: Iterable[str], option: str) -> str:
    """Return a name given by a report. Raises InputError unless it is bundled or lies in this folder."""
    try:
        near = name in bundled or Path(name).resolve().is_relative_to(Path.cwd())
    except (OSError, ValueError):
        near = False
    if not near:
        message = say(
            "rapporten nævner `{name}`, som ikke ligger i denne mappe",
            "the report names `{name}`, which does not lie in this folder",
            name=printable(name),
        )
        raise InputError(
            message,
            say(
                "sig med {option}, hvor den er, hvis den skal åbnes",
                "say where it is with {option}, if it is to be opened",
                option=option,
            ),
        )
    return name


def _belongs(was: KnownReport, ids: RecordsSeen, report: str) -> None:
    """Raise InputError where no record of a kind that the report lists is in the input."""
    for kind in Subject:
        listed = {record for record in map(record_of, was.tree["results"]) if record[0] == kind}
        if listed and not listed & ids.ids:
            cure = Text(
                da="nævn de filer, rapporten blev lavet af", en="name the files that the report was made from"
            )
            raise InputError(
                say(
                    "inputtet har ingen af de poster af slagsen {kind}, som {report} nævner",
                    "the input holds none of the {kind} records that {report} lists",
                    kind=kind,
                    report=report,
                ),
                cure,
            )


def _form(selection: SelectionEntry) -> Form | None:
    """Return how the input was read. Raises InputError where this version cannot."""
    if selection.form is None or selection.form in list(Form):
        return None if selection.form is None else Form(selection.form)
    form = printable(selection.form)
    raise InputError(
        say(
            "rapporten blev lavet af `{form}`, som denne version ikke læser",
            "the report was made from `{form}`, which this version does not read",
            form=form,
        )
    )


def _names(receipt: ReceiptEntry, files: Mapping[Subject, Sequence[str]]) -> list[str]:
    """Return what the report calls the files. Raises InputError where it names more or fewer."""
    for kind, given in files.items():
        option = (
            Text(da="efter rapporten", en="after the report")
            if kind is Subject.CASE
            else say("med --{option}", "with --{option}", option=kind.plural)
        )
        named = [printable(each.path) for each in receipt.inputs if each.kind is kind]
        if len(named) != len(given):
            none = Text(da="ingen", en="none")
            made, now = ", ".join(named) or none, ", ".join(given) or none
            message = say(
                "rapporten blev lavet af andre filer af slagsen {kind}: {made}; her er: {now}",
                "the report was made from other {kind} files: {made}; given: {now}",
                kind=kind,
                made=made,
                now=now,
            )
            raise InputError(
                message,
                say(
                    "nævn dem {option} i samme rækkefølge",
                    "name them {option}, in the same order",
                    option=option,
                ),
            )
    return [each.path for kind in Subject for each in receipt.inputs if each.kind is kind]


def _as_json(origin: MadeFrom, results: Sequence[Difference], changes: Sequence[Change]) -> dict[str, Any]:
    return {
        "identical": not results and not changes,
        "as_of": origin.as_of.isoformat(),
        "made_with": origin.tool.version,
        "results": [asdict(difference) for difference in results],
        "changes": [asdict(change) for change in changes],
    }
