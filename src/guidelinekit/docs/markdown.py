"""Markdown from plain parts: tables, nested lists, and texts that must not be read as marks."""

import re
from collections.abc import Iterable, Iterator, Sequence

from guidelinekit.text import Text
from guidelinekit.wording.explanation import Outline

MADE = "<!-- Made by `guidelinekit docs` from the rules: do not edit. -->"
"""The first line of every page, by which a page that is no longer made is known."""
FIELD = re.compile(r"\{\{\s*([\w.]+)\s*(?:\|\s*\w+\s*)?\}\}")
"""A place for a field in a template."""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table; nothing where it has no rows."""
    listed = list(rows)
    if not listed:
        return
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    for row in listed:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def block(outline: Outline) -> Iterator[str]:
    """Yield an outline as a paragraph, its parts as a nested list below it."""
    text = upper(_harmless(outline.text))
    yield text if outline.parts else f"{text}."
    yield ""
    if outline.parts:
        yield from (line for part in outline.parts for line in _item(part, 0))
        yield ""


def template(text: str) -> str:
    """Return a sentence with a place for each field, as a reader sees it before a case is known."""
    return FIELD.sub(lambda field: f"*[{field[1]}]*", one_line(text))


def both(text: Text) -> str:
    """Return a text in both languages on one line."""
    return f"{one_line(text.da)} · {one_line(text.en)}"


def one_line(text: str) -> str:
    """Return a rule's text without the breaks of its file, and so that no part of it is HTML or a link."""
    return _harmless(" ".join(text.split()))


def _harmless(text: str) -> str:
    return text.replace("<", "&lt;").replace("](", "]\\(")


def upper(text: str) -> str:
    """Return a text with a large first letter."""
    return text[:1].upper() + text[1:]


def _item(outline: Outline, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- {_harmless(outline.text)}"
    for part in outline.parts:
        yield from _item(part, depth + 1)
