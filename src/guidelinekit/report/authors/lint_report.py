"""What there is to say of rule packs, for a person and as JSON, SARIF or the annotations of a workflow."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from guidelinekit.check.codes import CODES as CHECK_CODES
from guidelinekit.diagnostics import Diagnostic, errors
from guidelinekit.lint import Linted
from guidelinekit.lint.codes import CODES as LINT_CODES
from guidelinekit.report.escape import workflow_command
from guidelinekit.report.sarif import sarif
from guidelinekit.rules.codes import CODES as RULE_CODES
from guidelinekit.text import Language, Text, printable_parts

_MEANINGS: Final = {**RULE_CODES, **CHECK_CODES, **LINT_CODES}
_ERRORS: Final = (Text(da="{n} fejl", en="{n} error"), Text(da="{n} fejl", en="{n} errors"))
_WARNINGS: Final = (Text(da="{n} advarsel", en="{n} warning"), Text(da="{n} advarsler", en="{n} warnings"))
_NOT_TRIED: Final = Text(
    da="; reglerne er ikke prøvet på sager, før fejlene er rettet",
    en="; the rules are not tried on cases until the errors are gone",
)


def lint_lines(linted: Sequence[Linted], language: Language) -> Iterator[str]:
    """Return the lines on packs: each problem as its author sees it, and a count per pack."""
    for pack in linted:
        for diagnostic in pack.diagnostics:
            yield diagnostic.render(language)
            yield ""
        name = pack.folder.name if pack.pack is None else pack.pack.id
        wrong = len(errors(pack.diagnostics))
        counts = ((wrong, _ERRORS), (len(pack.diagnostics) - wrong, _WARNINGS))
        counted = ", ".join(texts[n != 1].text(language).format(n=n) for n, texts in counts)
        yield f"{name}: {counted}{'' if pack.searched else _NOT_TRIED.text(language)}"


def lint_json(linted: Sequence[Linted], language: Language) -> dict[str, Any]:
    """Return what there is to say of packs as JSON writes it."""
    return {
        "packs": [
            {
                "pack": None if pack.pack is None else pack.pack.id,
                "folder": pack.folder.as_posix(),
                "searched": pack.searched,
                "diagnostics": [_diagnostic(diagnostic, language) for diagnostic in pack.diagnostics],
            }
            for pack in linted
        ]
    }


def lint_sarif(diagnostics: Sequence[Diagnostic], language: Language) -> str:
    """Return problems as a SARIF log."""
    return json.dumps(printable_parts(sarif(diagnostics, _MEANINGS, language)), ensure_ascii=False, indent=2)


def annotations(diagnostics: Iterable[Diagnostic], language: Language) -> Iterator[str]:
    """Yield a GitHub workflow command for each problem, which shows at its line of a pull request."""
    for problem in diagnostics:
        message = problem.message.text(language)
        if problem.help is not None:
            message += f"\n{problem.help.text(language)}"
        place = {"file": problem.file or ""}
        if problem.span is not None:
            numbers = {"line": problem.span.line, "col": problem.span.column, "endColumn": problem.span.end}
            place |= {key: str(number) for key, number in numbers.items()}
        yield workflow_command(problem.severity.value, place | {"title": problem.code}, message)


def _diagnostic(diagnostic: Diagnostic, language: Language) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message.text(language),
        "help": None if diagnostic.help is None else diagnostic.help.text(language),
        "file": diagnostic.file,
        "line": diagnostic.span.line if diagnostic.span else None,
        "column": diagnostic.span.column if diagnostic.span else None,
        "end_column": diagnostic.span.end if diagnostic.span else None,
    }
