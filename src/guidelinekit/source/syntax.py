"""What the YAML parser complains of, in the author's words and at the place where the mistake was made."""

import re
from collections.abc import Sequence

import yaml

from guidelinekit.diagnostics import Diagnostic, Span

_COMPLAINTS = (
    (
        "mapping values are not allowed",
        "a `:` stands where none belongs",
        "put text that holds a `:` in quotes",
    ),
    ("could not find expected ':'", "a `:` is missing after this key", "write `key: value`"),
    (
        "expected <block end>",
        "this does not fit what stands before it",
        "line it up with its neighbours, and check the quotes and brackets before it",
    ),
    (
        "expected ',' or",
        "a bracket is not closed, or a comma is missing",
        "look at the brackets before this, and put text that holds `:` or `,` in quotes",
    ),
    (
        "quoted scalar",
        "a text in quotes is not closed, or holds a `\\` that means nothing",
        "check the quotes",
    ),
    ("cannot start any token", "a text cannot begin with this character", "put the text in quotes"),
    ("alphabetic or numeric", "a text cannot begin with `&` or `*`", "put the text in quotes"),
)
_KEY = re.compile(r"\s*(?:- +)*([^\s:#{}\[\]\"'-][^:#{}\[\]\"']*):")
_NO_SPACE = re.compile(r"\s*(?:- +)*([A-Za-z_]\w*):(?=[^\s:])")
_CLOSING = {"{": "}", "[": "]"}

Placed = tuple[Diagnostic, Span]


def complaint(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Placed:
    """Return what is wrong, and where."""
    mark = error.problem_mark or error.context_mark
    row = min(mark.line if mark else 0, max(len(lines) - 1, 0))
    line = lines[row] if lines else ""
    column = min(mark.column if mark and mark.line == row else len(line), len(line))
    if "\t" in line[: _indent(line)]:
        return Diagnostic("tab", "a tab stands where spaces belong", "indent with spaces"), _at(row, column)
    words = f"{error.context or ''} {error.problem or ''}"
    first = error.context_mark.line if error.context_mark else row
    problem = None
    if "mapping values are not allowed" in words:
        problem = _out_of_line(lines, row, column)
    elif "could not find expected ':'" in words:
        problem = _without_space(lines, range(min(first, row), row + 1))
    elif "expected ',' or" in words and first < row:
        problem = _unclosed(lines, first, error.context_mark.column if error.context_mark else 0)
    if problem is not None:
        return problem
    other = ("this is not YAML", "put text that holds `:`, `#` or brackets in quotes")
    message, help_ = next(((wrong, cure) for part, wrong, cure in _COMPLAINTS if part in words), other)
    return Diagnostic("yaml-syntax", message, help_), _at(row, column)


def _out_of_line(lines: Sequence[str], row: int, column: int) -> Placed | None:
    """Say that a key is indented unlike the line above, so that it reads as the end of a text there."""
    key = _KEY.match(lines[row])
    above = next((line for line in reversed(lines[:row]) if line.strip()), "")
    here, there = _indent(lines[row]), _indent(above)
    if key is None or key.end() - 1 != column or here == there:
        return None
    message = f"`{key[1]}` is indented by {_spaces(here)}, and the line above it by {there}"
    help_ = f"begin `{key[1]}` exactly below the keys beside which it belongs"
    return Diagnostic("yaml-syntax", message, help_), _at(row, key.start(1), len(key[1]))


def _without_space(lines: Sequence[str], rows: range) -> Placed | None:
    """Say that `key:value` lacks its space, where it is written: the parser notices in the line below."""
    for row in rows:
        written = _NO_SPACE.match(lines[row])
        if written is not None:
            help_ = f"write `{written[1]}: {lines[row][written.end() :].strip()}`"
            problem = Diagnostic("yaml-syntax", "a space is missing after the `:`", help_)
            return problem, _at(row, written.end() - 1)
    return None


def _unclosed(lines: Sequence[str], row: int, column: int) -> Placed | None:
    """Point at the bracket that is open where the parser gives up, some lines below."""
    opened = lines[row][column : column + 1]
    if opened not in _CLOSING:
        return None
    message = f"this `{opened}` is not closed, or a comma is missing between what stands in it"
    help_ = f"close it with `{_CLOSING[opened]}`, and put text that holds `:` or `,` in quotes"
    return Diagnostic("yaml-syntax", message, help_), _at(row, column)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _at(row: int, column: int, length: int = 1) -> Span:
    return Span(row + 1, column + 1, column + 1 + length)
