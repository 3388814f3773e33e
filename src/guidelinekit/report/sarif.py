"""Diagnostics as SARIF 2.1.0, the form in which code hosts and editors take up the findings of a tool."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from guidelinekit.diagnostics import HELP, Diagnostic
from guidelinekit.text import Language, Text

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(
    diagnostics: Sequence[Diagnostic], meanings: Mapping[str, Text], version: str, language: Language
) -> dict[str, Any]:
    """Return a SARIF log with one run; `meanings` has a line for each code, `version` is the tool's."""
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "guidelinekit",
                        "version": version,
                        "rules": [_rule(code, meanings[code].text(language)) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(one, codes.index(one.code), language) for one in diagnostics],
            }
        ],
    }


def _rule(code: str, meaning: str) -> dict[str, Any]:
    return {"id": code, "shortDescription": {"text": meaning}}


def _result(diagnostic: Diagnostic, index: int, language: Language) -> dict[str, Any]:
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


def _place(diagnostic: Diagnostic, file: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": artifact_uri(file)}}
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
