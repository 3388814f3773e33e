"""`lint`: everything that can be said of rule packs without a real case."""

from enum import StrEnum
from typing import Annotated, assert_never

import typer

from guidelinekit.casesearch.search import LIMIT
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.formats import write_json
from guidelinekit.cli.options import Lang, Output, Spoken, language
from guidelinekit.cli.outputs import opened
from guidelinekit.cli.ruleset import tell_whose
from guidelinekit.diagnostics import errors
from guidelinekit.lint import folders_of, lint
from guidelinekit.report.authors.lint_report import annotations, lint_json, lint_lines, lint_sarif
from guidelinekit.rules.packs import bundled_packs


class Format(StrEnum):
    """How the findings are written."""

    HUMAN = "human"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def command(
    packs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PACK",
            help="Bundled packs by name, packs' folders, or folders of packs (default: all bundled).",
        ),
    ] = None,
    fmt: Annotated[Format, typer.Option("--format", help="How to write the findings.")] = Format.HUMAN,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings count as findings.")] = False,
    limit: Annotated[
        int, typer.Option("--cases", metavar="N", min=1, help="How many cases a search tries per rule.")
    ] = LIMIT,
    lang: Lang = Spoken.EN,
    output: Output = None,
) -> None:
    """Look for mistakes in rule packs: in their files, in their logic, and by a search over generated cases.

    What only a search says is worded so: it proves nothing.

    Exit codes: 0 clean, 1 errors (with --strict also warnings), 2 a pack that cannot be used at all.

    Examples:
      guidelinekit lint rules/ssb-2016
      guidelinekit lint --strict --format github
    """
    spoken = language(lang)
    tell_whose(packs or bundled_packs(), spoken)
    linted = [lint(folder, limit) for folder in folders_of(tuple(packs or bundled_packs()))]
    problems = [diagnostic for pack in linted for diagnostic in pack.diagnostics]
    with opened(output) as sink:
        match fmt:
            case Format.HUMAN:
                sink.writelines(f"{line}\n" for line in lint_lines(linted, spoken))
            case Format.JSON:
                write_json(sink, lint_json(linted, spoken))
            case Format.SARIF:
                sink.write(f"{lint_sarif(problems, spoken)}\n")
            case Format.GITHUB:
                sink.writelines(f"{line}\n" for line in annotations(problems, spoken))
            case _:
                assert_never(fmt)
    if any(pack.pack is None for pack in linted):
        raise typer.Exit(ExitCode.USAGE)
    raise typer.Exit(ExitCode.FINDINGS if (problems if strict else errors(problems)) else ExitCode.CLEAN)
