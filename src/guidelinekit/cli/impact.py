"""`impact`: what a change of the rules does."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, assert_never

import typer

from guidelinekit.case import AnyRecord
from guidelinekit.case.reading.read import read_cases
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.casesearch.search import LIMIT
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.formats import write_json
from guidelinekit.cli.options import AsOf, Lang, Output, Profile, RuleGlobs, Spoken, as_of_or_today, language
from guidelinekit.cli.outputs import opened
from guidelinekit.cli.spoken import tell_invalid
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.errors import RuleError, UsageError
from guidelinekit.impact import impact
from guidelinekit.impact.versions import Version, is_revision, open_version, write_revision
from guidelinekit.publication.writers import WRITERS
from guidelinekit.report.authors.impact_json import impact_json
from guidelinekit.report.authors.impact_markdown import impact_markdown
from guidelinekit.report.authors.impact_parts import parts
from guidelinekit.report.authors.impact_publication import impact_publication
from guidelinekit.report.authors.impact_text import impact_lines
from guidelinekit.rules.packs import find_pack
from guidelinekit.text import Text

_VERSION = "A pack's folder, a bundled pack's name, or a git revision: git:REV or git:REV:path."


class Format(StrEnum):
    """How the impact is written."""

    HUMAN = "human"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


def command(  # noqa: PLR0913, PLR0917 - every option of the command line is an argument
    old: Annotated[str, typer.Argument(metavar="OLD", help=f"The rules as they were. {_VERSION}")],
    new: Annotated[
        str | None,
        typer.Argument(
            metavar="NEW", help="The rules as they are to be; named likewise (default: the same rules)."
        ),
    ] = None,
    data: Annotated[
        list[str] | None, typer.Option("--data", metavar="FILE", help="Cases to compare on; repeatable.")
    ] = None,
    profile: Profile = "suggested",
    against_profile: Annotated[
        str | None,
        typer.Option("--against-profile", metavar="PROFILE", help="The profile before (default: the same)."),
    ] = None,
    as_of: AsOf = None,
    globs: RuleGlobs = None,
    limit: Annotated[
        int, typer.Option("--cases", metavar="N", min=1, help="How many cases a search tries per rule.")
    ] = LIMIT,
    counts_only: Annotated[
        bool, typer.Option("--counts-only", help="Name no single case of the data, only counts.")
    ] = False,
    fmt: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.HUMAN,
    lang: Lang = Spoken.DA,
    output: Output = None,
) -> None:
    """Show what a change of the rules does: rule by rule, on the example cases, on real cases if given.

    For each rule whose logic or numbers changed, the smallest case is sought on which the two differ. That
    none was found proves nothing, and is worded so. Two profiles of the same rules are compared by
    `--profile` and `--against-profile`. A profile that stands beside a pack, as
    `profiles/<name>.yaml` in the folder above it, goes before the bundled one of that name.

    Exit codes: 0 no rule differs, 1 some do, 2 a version or the data cannot be used.

    Examples:
      guidelinekit impact git:HEAD~1 rules/ssb-2016 --format markdown
      guidelinekit impact ssb-2016 my-rules/ssb-2016 --data examples/municipality.ndjson --as-of 2026-06-01
      guidelinekit impact ssb-2016 --profile ours.yaml --against-profile suggested --format docx -o ours.docx
    """
    if new is None and against_profile is None:
        raise UsageError(
            Text(da="der er intet at sammenligne med", en="there is nothing to compare with"),
            Text(
                da="nævn også de nye regler, eller den tidligere profil med --against-profile",
                en="name the new rules too, or the profile before with --against-profile",
            ),
        )
    after = old if new is None else new
    spoken, day, with_cases = language(lang), _day(as_of, data), not counts_only
    with TemporaryDirectory(prefix="guidelinekit-") as place:
        old_rules, new_rules = (
            _version(name, other, Path(place) / part, under, globs or [])
            for name, other, part, under in (
                (old, after, "old", against_profile or profile),
                (after, old, "new", profile),
            )
        )
        change = impact(
            old_rules,
            new_rules,
            day,
            _records(data, new_rules.rules.profile.case_id_pattern) if data else None,
            spoken,
            limit,
        )
        shown = parts(change, spoken, with_cases=with_cases)
        with opened(output) as sink:
            match fmt:
                case Format.HUMAN:
                    sink.writelines(f"{line}\n" for line in impact_lines(shown, spoken))
                case Format.MARKDOWN:
                    sink.writelines(f"{line}\n" for line in impact_markdown(shown, spoken))
                case Format.JSON:
                    write_json(sink, impact_json(change, spoken, with_cases=with_cases))
                case Format.HTML | Format.DOCX | Format.PDF:
                    if sink.isatty():
                        raise UsageError(
                            Text(
                                da="et dokument kan ikke vises på skærmen",
                                en="a document is nothing for a terminal",
                            ),
                            Text(da="skriv det med -o FIL", en="write it with -o FILE"),
                        )
                    sink.buffer.write(WRITERS[fmt](impact_publication(shown, spoken)))
                case _:
                    assert_never(fmt)
    raise typer.Exit(ExitCode.FINDINGS if change.differs else ExitCode.CLEAN)


def _day(as_of: date | None, data: list[str] | None) -> date:
    """Return the date to compare at. Without data, only the prose of dated parameters depends on it."""
    return as_of_or_today(as_of) if data or as_of is not None else date.max


def _version(name: str, other: str, place: Path, profile: str, globs: list[str]) -> Version:
    if not is_revision(name):
        return open_version(name, name, profile, globs)
    like = None if is_revision(other) else find_pack(other)
    folder = write_revision(name, like, place)
    try:
        return open_version(name, folder, profile, globs)
    except RuleError as error:
        raise RuleError([_named(diagnostic, place, name) for diagnostic in error.diagnostics]) from None


def _named(diagnostic: Diagnostic, place: Path, name: str) -> Diagnostic:
    """Name a file of a revision by the revision, not by where it was written."""
    file = diagnostic.file or ""
    return replace(diagnostic, file=f"{name}: {file.split(f'{place.name}/')[-1]}" if file else None)


def _records(files: Sequence[str], case_id_pattern: str | None) -> Iterator[AnyRecord]:
    refused = 0
    for entry in chain.from_iterable(read_cases(file, case_id_pattern=case_id_pattern) for file in files):
        if isinstance(entry, Invalid):
            refused += 1
        else:
            yield entry
    tell_invalid(refused)
