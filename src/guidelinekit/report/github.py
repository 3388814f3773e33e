"""Diagnostics as the annotations of a GitHub workflow: each shows at its line of a pull request."""

from collections.abc import Iterable, Iterator

from guidelinekit.diagnostics import Diagnostic
from guidelinekit.report.escape import workflow_message, workflow_property
from guidelinekit.text import Language


def annotations(diagnostics: Iterable[Diagnostic], language: Language) -> Iterator[str]:
    """Yield one workflow command per problem."""
    for problem in diagnostics:
        message = problem.message.text(language)
        if problem.help is not None:
            message += f"\n{problem.help.text(language)}"
        place = {} if problem.file is None else {"file": problem.file}
        if problem.span is not None:
            numbers = {
                "line": problem.span.line,
                "col": problem.span.column,
                "endColumn": problem.span.end,
            }
            place |= {key: str(number) for key, number in numbers.items()}
        properties = ",".join(
            f"{key}={workflow_property(value)}" for key, value in (place | {"title": problem.code}).items()
        )
        yield f"::{problem.severity.value} {properties}::{workflow_message(message)}"
