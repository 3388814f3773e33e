"""Diagnostics as SARIF 2.1.0, the form in which code hosts and editors take up the findings of a tool."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from guidelinekit import __version__
from guidelinekit.diagnostics import HELP, Diagnostic
from guidelinekit.evaluate.plain import Tree
from guidelinekit.text import Language, Text

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(diagnostics: Sequence[Diagnostic], meanings: Mapping[str, Text], language: Language) -> Tree:
    """Return a SARIF log of problems; `meanings` has a line for each code."""
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    rules = [{"id": code, "shortDescription": {"text": meanings[code].text(language)}} for code in codes]
    return log(rules, [_result(one, codes.index(one.code), language) for one in diagnostics])


def log(rules: Sequence[Tree], results: Sequence[Tree], **run: Any) -> Tree:
    """Return a log with one run of this tool, and what else is to be said of the run."""
    driver = {"name": "guidelinekit", "version": __version__, "rules": rules}
    whole = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", **run, "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [whole]}


def _result(diagnostic: Diagnostic, index: int, language: Language) -> Tree:
    message = diagnostic.message.text(language)
    if diagnostic.help is not None:
        message += f"\n{HELP.text(language).capitalize()}: {diagnostic.help.text(language)}"
    result = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": diagnostic.severity.value,
        "message": {"text": message},
    }
    if diagnostic.file is not None:
        result["locations"] = [{"physicalLocation": _place(diagnostic, diagnostic.file)}]
    return result


def _place(diagnostic: Diagnostic, file: str) -> Tree:
    place: Tree = {"artifactLocation": {"uri": artifact_uri(file)}}
    if diagnostic.span is not None:
        place["region"] = {
            "startLine": diagnostic.span.line,
            "startColumn": diagnostic.span.column,
            "endColumn": max(diagnostic.span.end, diagnostic.span.column),
        }
    return place


def artifact_uri(file: str) -> str:
    """Return a file as a reference relative to the working directory, or as an absolute one."""
    return Path(file).as_uri() if Path(file).is_absolute() else quote(PurePosixPath(file).as_posix())
