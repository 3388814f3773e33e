"""The Danish pages say what the English ones of their names say: the same headings, files and tables."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(path.name for path in (DOCS / "da").glob("*.md") if (DOCS / path.name).exists())


def shape(page: Path) -> tuple[list[str], list[str], int]:
    """The levels of a page's headings, the YAML of rules, profiles and waivers on it, and its table rows."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml \w+\n.*?^```$", text, re.MULTILINE | re.DOTALL)
    bare = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^#+", bare, re.MULTILINE), blocks, len(re.findall(r"^\|", bare, re.MULTILINE))


@pytest.mark.parametrize("name", PAGES)
def test_a_danish_page_has_the_parts_of_the_english_one(name: str) -> None:
    """A heading, a file or a line of a table that one page has, the other has too."""
    assert shape(DOCS / "da" / name) == shape(DOCS / name)
