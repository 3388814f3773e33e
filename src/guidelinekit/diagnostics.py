"""What is wrong with a rule file, in its author's words: a code, a place, a message and what to do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from guidelinekit.text import Labelled, Language, Text

Route = tuple[str | int, ...]
"""A way into a document: the keys and list indexes from its top."""


_LONGEST = 200
"""How many signs are shown of what a message quotes."""
_QUOTED = re.compile(rf"`[^`]{{{_LONGEST + 1},}}`")


class Severity(Labelled):
    """Whether a problem stops the rules from being used."""

    ERROR = "error", "fejl", "error"
    WARNING = "warning", "advarsel", "warning"


HELP = Text(da="hjælp", en="help")
"""The word before what to do about a problem."""


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text: line and columns counted from 1, `end` being the column after the last character."""

    line: int
    column: int
    end: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem. It names a route; file, span and excerpt are added at the rim, where files are known."""

    code: str
    message: Text
    help: Text | None = None
    route: Route = ()
    severity: Severity = Severity.ERROR
    file: str | None = None
    span: Span | None = None
    excerpt: str | None = None

    def __post_init__(self) -> None:
        """Cut what a message quotes of a file."""
        message = Text(da=_QUOTED.sub(_cut, self.message.da), en=_QUOTED.sub(_cut, self.message.en))
        object.__setattr__(self, "message", message)

    def at(self, file: str, span: Span | None, excerpt: str | None) -> "Diagnostic":
        """Return the same problem with its place in a file."""
        return replace(self, file=file, span=span, excerpt=excerpt)

    def render(self, language: Language = "en") -> str:
        """Return the text that an author sees: place, message, the line with a caret, help."""
        place = self.file or Text(da="regler", en="rules").text(language)
        if self.span is not None:
            place += f":{self.span.line}:{self.span.column}"
        severity, message = self.severity.label.text(language), self.message.text(language)
        lines = [f"{place}: {severity} [{self.code}] {message}"]
        if self.span is not None and self.excerpt is not None:
            gutter = f"{self.span.line:>5} | "
            lines.append(gutter + self.excerpt)
            width = max(1, min(self.span.end, len(self.excerpt) + 1) - self.span.column)
            lines.append(" " * (len(gutter) - 2) + "| " + " " * (self.span.column - 1) + "^" * width)
        if self.help is not None:
            lines.append(f"      = {HELP.text(language)}: {self.help.text(language)}")
        return "\n".join(lines)


def _cut(quoted: re.Match[str]) -> str:
    return f"{quoted[0][: _LONGEST + 1]}…`"


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the problems by file, line and column, the ones without a place first, each once."""
    each_once = {(d.file, d.span, d.code, d.message, d.span is None and d.route): d for d in diagnostics}
    return sorted(
        each_once.values(),
        key=lambda d: (
            d.file or "",
            d.span.line if d.span else 0,
            d.span.column if d.span else 0,
            d.code,
            d.message.en,
        ),
    )


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the problems that stop the rules from being used."""
    return [d for d in diagnostics if d.severity is Severity.ERROR]
