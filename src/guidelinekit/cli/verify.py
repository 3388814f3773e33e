"""`verify`: evaluate again what a report was made from, and compare."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from io import BytesIO
from typing import Annotated, Any, Final

import typer

from guidelinekit import __version__
from guidelinekit.case.reading.read import Form
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.formats import Format, HumanOrJson, write_json
from guidelinekit.cli.inputs import Inputs
from guidelinekit.cli.options import Output, Providers
from guidelinekit.cli.outputs import opened
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.cli.run import heading_of, run
from guidelinekit.errors import InputError
from guidelinekit.lang.rule import Subject
from guidelinekit.report.diff import (
    Difference,
    KnownReport,
    differing_counts,
    differing_results,
    known_report,
    read_report,
)
from guidelinekit.report.json_stream import JsonWriter
from guidelinekit.report.json_v1 import InvalidEntry
from guidelinekit.report.receipt import ReceiptEntry, SelectionEntry
from guidelinekit.report.summary import Tally
from guidelinekit.results import CaseResults

_MOST: Final = 50
"""How many differing results are listed for a person; the JSON lists all."""


@dataclass
class Ids:
    """Notes the kind and the id of each record."""

    found: set[tuple[str, str]] = field(default_factory=set)

    def add(self, record: CaseResults, subject: Subject) -> None:
        """Note the id of a record."""
        self.found.add((subject.value, record.case_id))

    def refuse(self, invalid: InvalidEntry) -> None:
        """Note the id of a record that could not be evaluated, where it has one."""
        if invalid.case_id is not None:
            self.found.add((invalid.kind.value, invalid.case_id))

    def finish(self, tally: Tally) -> None:
        """Do nothing more."""


def command(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="A JSON report of `guidelinekit check`.")],
    files: Annotated[
        list[str], typer.Argument(metavar="INPUT", help="The files it was made from, in the same order.")
    ],
    providers: Providers = None,
    pack: Annotated[
        list[str] | None, typer.Option("--pack", metavar="PACK", help="Where a pack is now; repeatable.")
    ] = None,
    profile: Annotated[
        str | None, typer.Option("--profile", metavar="PROFILE", help="Where the profile is now.")
    ] = None,
    waivers: Annotated[
        str | None, typer.Option("--waivers", metavar="FILE", help="Where the waivers are now.")
    ] = None,
    fmt: HumanOrJson = Format.HUMAN,
    output: Output = None,
) -> None:
    """Evaluate again what a report was made from, with the same rules as of the same date, and compare.

    What it was made from is named first where it differs (tool, packs, profile, waivers, input), then each
    result that is another. Only the JSON report carries what this needs.

    Exit codes: 0 identical, 1 something differs, 2 no report, or an input that does not belong to it.

    Example:
      guidelinekit check examples/municipality.ndjson --as-of 2026-06-01 -o report.json
      guidelinekit verify report.json examples/municipality.ndjson
    """
    was = read_report(report)
    receipt, selection = _made_from(was)
    names = _names(receipt, files, providers or ())
    inputs = Inputs(files, _form(selection), providers or (), names, show_values=selection.show_values)
    packs = pack or selection.packs or [each.id for each in was.packs]
    aside = waivers or selection.waivers
    rules = chosen_rules(packs, profile or selection.profile, selection.rules, aside)
    sink, ids = BytesIO(), Ids()
    heading = heading_of(rules, was.as_of, files, selection)
    run(inputs, inputs, rules, (JsonWriter(sink, heading, everything=selection.all), ids), was.as_of)
    if inputs.unreadable:
        raise typer.Exit(ExitCode.USAGE)
    now = known_report(json.loads(sink.getvalue()), report)
    digests = list(_digests(was, now))
    if any(what.startswith("input") for what, _, _ in digests):
        _belongs(was, ids, report)
    results = differing_results(was, now)
    counts = differing_counts(was, now)
    same = not digests and not results and not counts and was.invalid == now.invalid
    with opened(output) as out:
        if fmt is Format.JSON:
            write_json(out, _as_json(was, now, same=same))
        else:
            out.writelines(f"{line}\n" for line in _lines(was, now, digests, results, counts, same=same))
    raise typer.Exit(ExitCode.CLEAN if same else ExitCode.FINDINGS)


def _made_from(report: KnownReport) -> tuple[ReceiptEntry, SelectionEntry]:
    assert report.receipt is not None  # noqa: S101 - `known_report` refuses a report without
    assert report.selection is not None  # noqa: S101 - the same
    return report.receipt, report.selection


def _belongs(was: KnownReport, ids: Ids, report: str) -> None:
    """Raise InputError where no record of a kind that the report lists is in the input."""
    for kind in Subject:
        named = {(kind.value, entry.case_id) for entry in was.results if entry.kind == kind}
        if named and not named & ids.found:
            cure = "name the files that the report was made from"
            raise InputError(f"the input holds none of the {kind} records that {report} lists", cure)


def _form(selection: SelectionEntry) -> Form | None:
    """Give how the input was read. Raises InputError where this version cannot."""
    if selection.form is None or selection.form in list(Form):
        return None if selection.form is None else Form(selection.form)
    raise InputError(f"the report was made from `{selection.form}`, which this version does not read")


def _names(receipt: ReceiptEntry, files: Sequence[str], providers: Sequence[str]) -> list[str]:
    """Give what the report calls the files. Raises InputError where there are more or fewer than it names."""
    for kind, given, option in (
        (Subject.CASE, files, "after the report"),
        (Subject.PROVIDER, providers, "with --providers"),
    ):
        named = [each.path for each in receipt.inputs if each.kind is kind]
        if len(named) != len(given):
            made, told = ", ".join(named) or "none", ", ".join(given) or "none"
            message = f"the report was made from other {kind} files: {made}; given: {told}"
            raise InputError(message, f"name them {option}, in the same order")
    return [each.path for kind in Subject for each in receipt.inputs if each.kind is kind]


def _digests(was: KnownReport, now: KnownReport) -> Iterator[tuple[str, str | None, str | None]]:
    """Give each thing the report was made from that is another now, with its digests."""
    before, after = {p.id: p.digest for p in was.packs}, {p.id: p.digest for p in now.packs}
    pairs = [(f"pack {name}", before.get(name), after.get(name)) for name in sorted(before | after)]
    (old, _), (new, _) = _made_from(was), _made_from(now)
    pairs.append((f"profile {was.profile}", old.profile_digest, new.profile_digest))
    pairs.append(("waivers", old.waivers_digest, new.waivers_digest))
    for mine, theirs in zip(old.inputs, new.inputs, strict=True):
        pairs.append((f"input {mine.path}", mine.digest, theirs.digest))
    yield from (pair for pair in pairs if pair[1] != pair[2])


def _lines(
    was: KnownReport,
    now: KnownReport,
    digests: Sequence[tuple[str, str | None, str | None]],
    results: Sequence[Difference],
    counts: Sequence[str],
    *,
    same: bool,
) -> Iterator[str]:
    if was.tool.version != __version__:
        yield f"made with guidelinekit {was.tool.version}, verified with {__version__}"
    listed = sum(len(entry.results) for entry in was.results)
    if same:
        yield f"identical: {listed} results listed, as of {was.as_of}"
        return
    for what, old, new in digests:
        yield f"{what}: is not the one the report was made from ({_short(old)} then, {_short(new)} now)"
    for one in results[:_MOST]:
        yield f"{' '.join(filter(None, (one.case_id, one.rule, one.subject)))}: {_change(one)}"
    if len(results) > _MOST:
        yield f"and {len(results) - _MOST} more; all of them with --format json"
    if was.invalid != now.invalid:
        yield f"invalid records: {len(was.invalid)} then, {len(now.invalid)} now, or not the same ones"
    if not results and counts:
        yield f"no listed result differs, but the counts do: {', '.join(counts)}"
    elif not results:
        yield f"no result differs ({listed} listed)"


def _as_json(was: KnownReport, now: KnownReport, *, same: bool) -> dict[str, Any]:
    return {
        "identical": same,
        "as_of": was.as_of.isoformat(),
        "made_with": was.tool.version,
        "other_digests": [{"what": what, "was": old, "now": new} for what, old, new in _digests(was, now)],
        "results": [asdict(one) for one in differing_results(was, now)],
        "counts": differing_counts(was, now),
        "invalid_differ": was.invalid != now.invalid,
    }


def _change(one: Difference) -> str:
    if one.fields:
        return f"{one.now} as before, but another {', '.join(one.fields)}"
    return f"{one.was or 'not listed'}, now {one.now or 'not listed'}"


def _short(digest: str | None) -> str:
    return "none" if digest is None else digest[:12]
