"""Diagnostics as the annotations of a GitHub workflow: each shows at its line of a pull request."""

from collections.abc import Iterable, Iterator

from guidelinekit.diagnostics import Diagnostic


def annotations(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield one workflow command per problem."""
    for problem in diagnostics:
        message = problem.message if problem.help is None else f"{problem.message}\n{problem.help}"
        place = {} if problem.file is None else {"file": problem.file}
        if problem.span is not None:
            numbers = {
                "line": problem.span.line,
                "col": problem.span.column,
                "endColumn": problem.span.end,
            }
            place |= {key: str(number) for key, number in numbers.items()}
        properties = ",".join(
            f"{key}={_property(value)}" for key, value in (place | {"title": problem.code}).items()
        )
        yield f"::{problem.severity.value} {properties}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
