"""A publication as a folder of HTML pages that ask for nothing: one for each section, and one to search."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from markupsafe import Markup

from guidelinekit.publication.publication import (
    Block,
    Captioned,
    Code,
    Grid,
    Numbered,
    Paragraph,
    Publication,
    numbered,
)
from guidelinekit.publication.writers import PAGES, page_template
from guidelinekit.text import Text

INDEX: Final = "index.html"
_MARK: Final = "<!DOCTYPE html><!-- Made by guidelinekit: do not edit. -->"
"""The beginning of every page, by which one that is no longer made is known."""
_WORDS: Final = {
    "contents": Text(da="Indhold", en="Contents"),
    "search": Text(da="Søg i alle sider", en="Search all pages"),
    "results": Text(da="Sider med ordene", en="Pages with the words"),
    "none": Text(da="Ingen sider har ordene", en="No page has the words"),
    "skip": Text(da="Gå til teksten", en="Go to the text"),
}


def as_site(publication: Publication) -> Mapping[str, str]:
    """Return the pages by file name: each section that says something, and the contents as `index.html`."""
    sections = list(numbered(publication.parts))
    shown = [each for each in sections if each.part.blocks or not each.part.parts]
    files = {each.number: f"{each.part.name or each.number}.html" for each in shown}
    template = page_template(PAGES, "site")
    template.globals.update(
        publication=publication,
        sections=sections,
        files=files,
        mark=Markup(_MARK),  # noqa: S704 - our own
        w={name: text.text(publication.language) for name, text in _WORDS.items()},
    )
    titles = {each.number: f"{each.number} {each.part.title}" for each in sections}
    pages = {
        files[each.number]: template.render(
            section=each,
            above=titles.get(each.number.rpartition(".")[0]),
            before=shown[at - 1] if at else None,
            after=shown[at + 1] if at + 1 < len(shown) else None,
        )
        for at, each in enumerate(shown)
    }
    index = [
        {"file": files[each.number], "title": titles[each.number], "text": " ".join(_texts(each))}
        for each in shown
    ]
    return {INDEX: template.render(section=None, index=index), **pages}


def write_pages(pages: Mapping[str, str], folder: Path, ending: str = ".html", mark: str = _MARK) -> None:
    """Write pages into a folder, and take away those that begin with the mark and are made no longer."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"*{ending}"):
        if old.name not in pages and old.read_bytes().startswith(mark.encode()):
            old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _texts(section: Numbered) -> Iterator[str]:
    for block in section.part.blocks:
        yield from _words(block)


def _words(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text=text) | Code(text=text):
            yield text
        case Captioned(label=label, outline=outline):
            yield f"{label}."
            yield from outline.lines()
        case Grid(rows=rows):
            yield from (cell for row in rows for cell in row if cell)
