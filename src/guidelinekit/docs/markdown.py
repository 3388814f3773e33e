"""Markdown from plain parts: tables, nested lists, and texts that must not be read as marks."""

import re
from collections.abc import Iterable, Iterator, Sequence

from guidelinekit.lang.rule import Text
from guidelinekit.wording.outline import Outline

MADE = "<!-- Made by `guidelinekit docs` from the rules: do not edit. -->"
"""The first line of every page, by which a page that is no longer made is known."""
_FIELD = re.compile(r"\{\{\s*([\w.]+)\s*(?:\|\s*\w+\s*)?\}\}")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Give a table; nothing where it has no rows."""
    listed = list(rows)
    if not listed:
        return
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    for row in listed:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def block(outline: Outline) -> Iterator[str]:
    """Give an outline as a paragraph, its parts as a nested list below it."""
    yield upper(outline.text) if outline.parts else f"{upper(outline.text)}."
    yield ""
    if outline.parts:
        yield from (line for part in outline.parts for line in _item(part, 0))
        yield ""


def template(text: str) -> str:
    """Give a sentence with a place for each field, as a reader sees it before a case is known."""
    return _FIELD.sub(lambda found: f"*[{found[1]}]*", " ".join(text.split()))


def both(text: Text) -> str:
    """Give a text in both languages on one line."""
    return f"{' '.join(text.da.split())} · {' '.join(text.en.split())}"


def upper(text: str) -> str:
    """Give a text with a large first letter."""
    return text[:1].upper() + text[1:]


def _item(outline: Outline, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- {outline.text}"
    for part in outline.parts:
        yield from _item(part, depth + 1)
