"""`lint`: everything that can be said of rule packs without a real case."""

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated, Any, Final, TextIO, assert_never

import typer

from guidelinekit import __version__
from guidelinekit.casesearch.search import LIMIT
from guidelinekit.check.codes import CODES as CHECK_CODES
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.formats import write_json
from guidelinekit.cli.options import Lang, Output, Spoken, language
from guidelinekit.cli.outputs import opened
from guidelinekit.diagnostics import Diagnostic, errors
from guidelinekit.lang.rule import Language
from guidelinekit.lint import Linted, folders_of, lint
from guidelinekit.lint.codes import CODES as LINT_CODES
from guidelinekit.report.github import annotations
from guidelinekit.report.sarif import sarif
from guidelinekit.rules.codes import CODES as RULE_CODES
from guidelinekit.rules.packs import bundled_packs

_MEANINGS: Final = {**RULE_CODES, **CHECK_CODES, **LINT_CODES}


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

    What only a search says is worded so: it proves nothing. Errors of loading and checking are in English.

    Exit codes: 0 clean, 1 errors (with --strict also warnings), 2 a pack that cannot be used at all.

    Examples:
      guidelinekit lint rules/ssb-2016
      guidelinekit lint --strict --format github
    """
    said = language(lang)
    linted = [lint(folder, said, limit) for folder in folders_of(tuple(packs or bundled_packs()))]
    with opened(output) as sink:
        _write(sink, linted, fmt, said)
    found = [diagnostic for one in linted for diagnostic in one.diagnostics]
    if any(one.pack is None for one in linted):
        raise typer.Exit(ExitCode.USAGE)
    raise typer.Exit(ExitCode.FINDINGS if (found if strict else errors(found)) else ExitCode.CLEAN)


def _write(sink: TextIO, linted: Sequence[Linted], fmt: Format, said: Language) -> None:
    found = [diagnostic for one in linted for diagnostic in one.diagnostics]
    match fmt:
        case Format.HUMAN:
            sink.writelines(f"{line}\n" for line in _lines(linted, said))
        case Format.JSON:
            write_json(sink, {"packs": [_pack(one) for one in linted]})
        case Format.SARIF:
            json.dump(sarif(found, _MEANINGS, __version__), sink, ensure_ascii=False, indent=2)
            sink.write("\n")
        case Format.GITHUB:
            sink.writelines(f"{line}\n" for line in annotations(found))
        case _:
            assert_never(fmt)


def _lines(linted: Sequence[Linted], said: Language) -> Iterator[str]:
    for one in linted:
        for diagnostic in one.diagnostics:
            yield diagnostic.render()
            yield ""
        yield _summary(one, said)


def _summary(one: Linted, said: Language) -> str:
    name = one.folder.name if one.pack is None else one.pack.id
    wrong = len(errors(one.diagnostics))
    warned = len(one.diagnostics) - wrong
    if said == "da":
        told = f"{name}: {wrong} fejl, {_counted(warned, 'advarsel', 'advarsler')}"
        return told if one.searched else f"{told}; reglerne er ikke prøvet på sager, før fejlene er rettet"
    told = f"{name}: {_counted(wrong, 'error', 'errors')}, {_counted(warned, 'warning', 'warnings')}"
    return told if one.searched else f"{told}; the rules are not tried on cases until the errors are gone"


def _counted(number: int, single: str, several: str) -> str:
    return f"{number} {single if number == 1 else several}"


def _pack(one: Linted) -> dict[str, Any]:
    return {
        "pack": None if one.pack is None else one.pack.id,
        "folder": one.folder.as_posix(),
        "searched": one.searched,
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in one.diagnostics],
    }


def _diagnostic(one: Diagnostic) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "message": one.message,
        "help": one.help,
        "file": one.file,
        "line": one.span.line if one.span else None,
        "column": one.span.column if one.span else None,
        "end_column": one.span.end if one.span else None,
    }
