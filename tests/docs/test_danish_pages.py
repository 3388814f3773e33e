"""The manual in both languages: the Danish pages say what the English ones of their names say."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
MANUAL = ("start", "walkthrough", "language", "testing", "profiles", "ledger", "lint", "diagnostics")
_BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^(?:\$ )?((?:guidelinekit|printf|mkdir|echo|git|pytest|python) .*)$", re.MULTILINE)


def block(kind: str, text: str) -> tuple[str, str]:
    """Give what must be the same: the commands of what is shown, all of a file but its comments."""
    if kind.startswith(("console", "text")):
        commands = _COMMAND.findall(text)
        return kind, "\n".join(re.sub(r" --lang \w+|  +.*", "", command) for command in commands)
    return kind, re.sub(r"\s+# .*", "", text)


def shape(text: str) -> tuple[list[str], list[tuple[str, str]], int]:
    """The levels of a page's headings, its blocks, and the number of its table rows."""
    bare = _BLOCK.sub("", text)
    blocks = [block(*parts) for parts in _BLOCK.findall(text)]
    return re.findall(r"^#+", bare, re.MULTILINE), blocks, len(re.findall(r"^\|", bare, re.MULTILINE))


@pytest.mark.parametrize("name", MANUAL)
def test_a_danish_page_has_the_parts_of_the_english_one(name: str) -> None:
    """A heading, a command, a file or a line of a table that one page has, the other has too."""
    english, danish = (
        path.read_text(encoding="utf-8") for path in (DOCS / f"{name}.md", DOCS / "da" / f"{name}.md")
    )
    (levels, blocks, rows), (other_levels, other_blocks, other_rows) = shape(english), shape(danish)
    assert other_levels == levels
    assert other_blocks == blocks
    assert other_rows == rows
    assert f"[Dansk](da/{name}.md)" in english
    assert f"[English](../{name}.md)" in danish


@pytest.mark.parametrize("name", MANUAL)
def test_a_change_of_the_english_page_is_brought_to_the_danish_one(name: str) -> None:
    """The Danish page notes in its first line which text of the English one it follows."""
    digest = sha256((DOCS / f"{name}.md").read_bytes()).hexdigest()[:12]
    note = f"<!-- Follows ../{name}.md ({digest}). -->"
    first = (DOCS / "da" / f"{name}.md").read_text(encoding="utf-8").partition("\n")[0]
    assert first == note, (
        f"docs/{name}.md has changed: bring the change to docs/da/{name}.md, then make its first line {note}"
    )
