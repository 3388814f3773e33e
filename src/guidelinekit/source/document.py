"""A file's plain data, and where each key and value of it stands."""

from dataclasses import dataclass, field
from typing import Any

from guidelinekit.diagnostics import Diagnostic, Route, Span

_WIDEST = 160


@dataclass(frozen=True, slots=True)
class Document:
    """A file's plain data, its lines, and the spans of values and keys by route."""

    file: str
    data: Any
    lines: tuple[str, ...] = ()
    values: dict[Route, Span] = field(default_factory=dict, repr=False)
    keys: dict[Route, Span] = field(default_factory=dict, repr=False)
    digest: str = ""
    """SHA-256 over the file, hexadecimal; empty for a text."""

    def span(self, route: Route, key: bool = False) -> Span | None:
        """Return the place of the value (or key) at the route, or of the nearest part above it."""
        while route and route not in self.values:
            route, key = route[:-1], False
        if key and route in self.keys:
            return self.keys[route]
        return self.values.get(route)

    def part(self, route: Route, start: int, end: int) -> Span | None:
        """Return the place of some characters of the text at the route; all of it where it spans lines."""
        whole, text = self.span(route), self.at(route)
        if whole is None or not isinstance(text, str):
            return whole
        for quote in (0, 1):
            first = whole.column - 1 + quote
            if self.lines[whole.line - 1][first:].startswith(text):
                return Span(whole.line, first + start + 1, first + max(end, start + 1) + 1)
        return whole

    def at(self, route: Route) -> Any:
        """Return the value at the route, or None where there is none."""
        value = self.data
        for step in route:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def line(self, number: int) -> str:
        """Return a line of the file, counted from 1, as it is shown."""
        return shown(self.lines[number - 1]) if 0 < number <= len(self.lines) else ""

    def place(
        self, diagnostic: Diagnostic, *, key: bool = False, part: tuple[int, int] | None = None
    ) -> Diagnostic:
        """Return the problem with its file, line and column, found by its route.

        `key` points at the key instead of its value, `part` at some characters of a text.
        """
        span = self.part(diagnostic.route, *part) if part else self.span(diagnostic.route, key)
        return placed(diagnostic, self.file, self.lines, span)


def placed(diagnostic: Diagnostic, file: str, lines: tuple[str, ...], span: Span | None) -> Diagnostic:
    """Return the problem with its place; the line is shown unless the place lies far out in a long one."""
    excerpt = None
    if span is not None and 0 < span.line <= len(lines) and span.column <= _WIDEST:
        excerpt = shown(lines[span.line - 1])
    return diagnostic.at(file, span, excerpt)


def shown(line: str) -> str:
    """Return a line as it is shown: a tab as an arrow, to keep columns true; a very long line cut short."""
    line = line.replace("\t", "→")
    return line if len(line) <= _WIDEST else line[:_WIDEST] + "…"
