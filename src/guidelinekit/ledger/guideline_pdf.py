"""The text of a PDF as blocks with blank lines between them, from the places of its lines on the pages.

A PDF knows lines and no paragraphs. A line that is not full ends a block; so does an empty one, and one
before a bullet or the number of an anvisning. What stands at the top or bottom of most pages is no text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from logging import NullHandler, getLogger
from typing import Any, Final

from guidelinekit import limits
from guidelinekit.errors import InputError
from guidelinekit.extras import needs
from guidelinekit.ledger.guideline_words import TEXT_ALONE
from guidelinekit.text import Text, say

_BEGINS: Final = re.compile(r"[•·▪‣◦*–-]\s|\d+(?:\.\d+)+\b")  # noqa: RUF001  an en dash is a bullet sign too
_PAGE_NUMBER: Final = re.compile(r"(?:side|s\.)?\s*\d+(?:\s*(?:/|af|of)\s*\d+)?", re.IGNORECASE)
_COLUMNS: Final = re.compile(r"\S {4,}\S")
_MANY: Final = 5
"""Where every fifth line has a gap in it, a page has columns: its lines are taken as the file has them."""
_FULL: Final = 0.75
"""The part of the usual longest line from which a line is full."""
_EDGE: Final = 2
"""So many lines at the top and the bottom of a page can be its header and footer."""
_LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
_BROKEN: Final = re.compile(r"(?<=\w)[-\u2010]\n(?!(?:og|eller|samt)\b)(?=[a-zæøå])")


def text_of_pdf(raw: bytes, name: str) -> str:
    """Return the text of a PDF. Raises InputError for one that is damaged, locked, too long or has none."""
    pages = _without_edges(_pages(raw, name))
    lines = [line for page in pages for line in page]
    if not any(lines):
        raise InputError(
            say(
                "{name}: PDF-filen har billeder af sider og ingen tekst",
                "{name}: the PDF holds pictures of pages, and no text",
                name=name,
            ),
            Text(
                da="den er måske scannet: gem den som tekst eller Word fra et program, der genkender tekst",
                en="it may be scanned: save it as text or Word from a program that recognises text",
            ),
        )
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[len(lengths) * 9 // 10] * _FULL
    return "\n\n".join(_joined(block) for block in _blocks(lines, full))


def _pages(raw: bytes, name: str) -> list[list[str]]:
    """Return the lines of each page."""
    getLogger("pypdf").addHandler(NullHandler())  # else its remarks on damaged files go to standard error
    pypdf = needs("pypdf", "documents", Text(da="PDF-filer", en="PDF files"))
    try:
        reader = pypdf.PdfReader(BytesIO(raw))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = 0 if locked else len(reader.pages)
        lines = [_lines(page) for page in reader.pages] if 0 < pages <= limits.GUIDELINE_PAGES else []
    except pypdf.errors.DependencyError:  # a way of locking that it cannot undo
        locked, pages, lines = True, 0, []
    except Exception:  # noqa: BLE001 - a damaged PDF can fail anywhere in the library
        raise InputError(
            say("{name}: er en beskadiget PDF-fil", "{name}: is a damaged PDF file", name=name),
            Text(
                da="hent den igen, eller gem retningslinjen som tekst, HTML eller Word",
                en="fetch it again, or save the guideline as text, HTML or Word",
            ),
        ) from None
    if locked:
        raise InputError(
            say(
                "{name}: PDF-filen er låst med en adgangskode",
                "{name}: the PDF is locked by a password",
                name=name,
            ),
            Text(da="gem en kopi uden adgangskode", en="save a copy without a password"),
        )
    if pages > limits.GUIDELINE_PAGES:
        raise InputError(
            say(
                "{name}: har mere end {most} sider",
                "{name}: has more than {most} pages",
                name=name,
                most=limits.GUIDELINE_PAGES,
            ),
            TEXT_ALONE,
        )
    return lines


def _lines(page: Any) -> list[str]:
    text = page.extract_text(extraction_mode="layout", layout_mode_strip_rotated=True)
    lines = text.splitlines()
    if len([line for line in lines if _COLUMNS.search(line)]) * _MANY > len(lines):
        lines = page.extract_text().splitlines()
    return [" ".join(line.translate(_LIGATURES).split()) for line in lines]


def _without_edges(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """Yield the pages without page numbers, and without what stands at the edge of most pages."""
    edges = [_edges(page) for page in pages]
    counts = Counter(
        key for page, ends in zip(pages, edges, strict=True) for key in {_key(page[i]) for i in ends}
    )
    for page, ends in zip(pages, edges, strict=True):
        gone = {i for i in ends if _PAGE_NUMBER.fullmatch(page[i])}
        gone |= {i for i in ends if 1 < counts[_key(page[i])] > len(pages) / 2}
        yield [line for i, line in enumerate(page) if i not in gone]


def _edges(page: Sequence[str]) -> set[int]:
    written = [i for i, line in enumerate(page) if line]
    return {*written[:_EDGE], *written[-_EDGE:]}


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _blocks(lines: Sequence[str], full: float) -> Iterator[list[str]]:
    """Yield the lines of each block; over an empty line a sentence goes on only in small letters."""
    block: list[str] = []
    empty = False
    for line in lines:
        if not line:
            empty = True
            continue
        goes_on = line[0].islower() and not (block and block[-1][-1] in ".?!:;")
        ends = empty or (bool(block) and len(block[-1]) < full) or _BEGINS.match(line) is not None
        if block and ends and not goes_on:
            yield block
            block = []
        block.append(line)
        empty = False
    if block:
        yield block


def _joined(block: Sequence[str]) -> str:
    """Return a block on one line; a word parted at the end of a line is one word again."""
    return _BROKEN.sub("", "\n".join(block)).replace("\n", " ")
