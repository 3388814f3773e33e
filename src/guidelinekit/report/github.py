"""Diagnostics as the annotations of a GitHub workflow: each shows at its line of a pull request."""

from collections.abc import Iterable, Iterator

from guidelinekit.diagnostics import Diagnostic


def annotations(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Give one workflow command per diagnostic."""
    for one in diagnostics:
        told = one.message if one.help is None else f"{one.message}\n{one.help}"
        place = {} if one.file is None else {"file": one.file}
        if one.span is not None:
            numbers = {"line": one.span.line, "col": one.span.column, "endColumn": one.span.end}
            place |= {key: str(number) for key, number in numbers.items()}
        properties = ",".join(
            f"{key}={_property(value)}" for key, value in (place | {"title": one.code}).items()
        )
        yield f"::{one.severity.value} {properties}::{_escaped(told)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
