"""What the YAML parser complains of, in the author's words and at the place where the mistake was made."""

import re
from collections.abc import Sequence

import yaml

from guidelinekit.diagnostics import Diagnostic, Span
from guidelinekit.text import Text, say

_COMPLAINTS = (
    (
        "mapping values are not allowed",
        Text(da="her står et `:`, som ikke hører til", en="a `:` stands where none belongs"),
        Text(da="sæt tekst med `:` i anførselstegn", en="put text that holds a `:` in quotes"),
    ),
    (
        "could not find expected ':'",
        Text(da="der mangler et `:` efter nøglen", en="a `:` is missing after this key"),
        Text(da="skriv `nøgle: værdi`", en="write `key: value`"),
    ),
    (
        "expected <block end>",
        Text(da="det passer ikke med det, der står før", en="this does not fit what stands before it"),
        Text(
            da="ret indrykningen ind efter linjerne omkring, og se efter anførselstegn og parenteser før det",
            en="line it up with its neighbours, and check the quotes and brackets before it",
        ),
    ),
    (
        "expected ',' or",
        Text(
            da="en parentes er ikke lukket, eller der mangler et komma",
            en="a bracket is not closed, or a comma is missing",
        ),
        Text(
            da="se på parenteserne før dette sted, og sæt tekst med `:` eller `,` i anførselstegn",
            en="look at the brackets before this, and put text that holds `:` or `,` in quotes",
        ),
    ),
    (
        "quoted scalar",
        Text(
            da="en tekst i anførselstegn er ikke lukket, eller den har et `\\`, der ikke betyder noget",
            en="a text in quotes is not closed, or holds a `\\` that means nothing",
        ),
        Text(da="se efter anførselstegnene", en="check the quotes"),
    ),
    (
        "cannot start any token",
        Text(da="en tekst kan ikke begynde med dette tegn", en="a text cannot begin with this character"),
        Text(da="sæt teksten i anførselstegn", en="put the text in quotes"),
    ),
    (
        "alphabetic or numeric",
        Text(da="en tekst kan ikke begynde med `&` eller `*`", en="a text cannot begin with `&` or `*`"),
        Text(da="sæt teksten i anførselstegn", en="put the text in quotes"),
    ),
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
        return Diagnostic(
            "tab",
            Text(da="her står en tabulator i stedet for mellemrum", en="a tab stands where spaces belong"),
            Text(da="ryk ind med mellemrum", en="indent with spaces"),
        ), _at(row, column)
    words = f"{error.context or ''} {error.problem or ''}"
    first = error.context_mark.line if error.context_mark else row
    problem = None
    if "mapping values are not allowed" in words:
        problem = _out_of_line(lines, row, column) or _without_space(lines, range(max(row - 1, 0), row))
    elif "could not find expected ':'" in words:
        problem = _without_space(lines, range(min(first, row), row + 1))
    elif "expected ',' or" in words and first < row:
        problem = _unclosed(lines, first, error.context_mark.column if error.context_mark else 0)
    if problem is not None:
        return problem
    other = (
        Text(da="det er ikke YAML", en="this is not YAML"),
        Text(
            da="sæt tekst med `:`, `#` eller parenteser i anførselstegn",
            en="put text that holds `:`, `#` or brackets in quotes",
        ),
    )
    if "unexpected end of stream" in words and error.context_mark:
        row, column = first, error.context_mark.column
    message, help_ = next(((wrong, cure) for part, wrong, cure in _COMPLAINTS if part in words), other)
    return Diagnostic("yaml-syntax", message, help_), _at(row, column)


def _out_of_line(lines: Sequence[str], row: int, column: int) -> Placed | None:
    """Say that a key is indented unlike the line above, so that it reads as the end of a text there."""
    key = _KEY.match(lines[row])
    above = next((line for line in reversed(lines[:row]) if line.strip()), "")
    here, there = _indent(lines[row]), _indent(above)
    if key is None or key.end() - 1 != column or here == there:
        return None
    message = say(
        "`{key}` er rykket {here} ind, og linjen ovenfor {there}",
        "`{key}` is indented by {here}, and the line above it by {there}",
        key=key[1],
        here=_spaces(here),
        there=there,
    )
    help_ = say(
        "begynd `{key}` lige under de nøgler, den hører sammen med",
        "begin `{key}` exactly below the keys beside which it belongs",
        key=key[1],
    )
    return Diagnostic("yaml-syntax", message, help_), _at(row, key.start(1), len(key[1]))


def _without_space(lines: Sequence[str], rows: range) -> Placed | None:
    """Say that `key:value` lacks its space, where it is written: the parser notices in the line below."""
    for row in rows:
        written = _NO_SPACE.match(lines[row])
        if written is not None:
            help_ = say(
                "skriv `{key}: {rest}`",
                "write `{key}: {rest}`",
                key=written[1],
                rest=lines[row][written.end() :].strip(),
            )
            problem = Diagnostic(
                "yaml-syntax",
                Text(da="der mangler et mellemrum efter `:`", en="a space is missing after the `:`"),
                help_,
            )
            return problem, _at(row, written.end() - 1)
    return None


def _unclosed(lines: Sequence[str], row: int, column: int) -> Placed | None:
    """Point at the bracket that is open where the parser gives up, some lines below."""
    opened = lines[row][column : column + 1]
    if opened not in _CLOSING:
        return None
    message = say(
        "dette `{opened}` er ikke lukket, eller der mangler et komma mellem det, der står i det",
        "this `{opened}` is not closed, or a comma is missing between what stands in it",
        opened=opened,
    )
    help_ = say(
        "luk med `{closing}`, og sæt tekst med `:` eller `,` i anførselstegn",
        "close it with `{closing}`, and put text that holds `:` or `,` in quotes",
        closing=_CLOSING[opened],
    )
    return Diagnostic("yaml-syntax", message, help_), _at(row, column)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _spaces(count: int) -> Text:
    return Text(da=f"{count} mellemrum", en="1 space" if count == 1 else f"{count} spaces")


def _at(row: int, column: int, length: int = 1) -> Span:
    return Span(row + 1, column + 1, column + 1 + length)
