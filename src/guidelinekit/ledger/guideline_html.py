"""The text of an HTML page as blocks with blank lines between them, without what stands around the text."""

import re
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID = _words("area base br col embed hr img input link meta source track wbr")
_BREAKING = _words(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul"
)
_HEADINGS = _words("h1 h2 h3 h4 h5 h6 summary")
_NO_TEXT = _words(
    "script style noscript template title svg math select textarea iframe object nav aside dialog"
)
_PAGE_ENDS = _words("header footer")
"""Around the text when they belong to the page; within an article they may hold its headings."""
_ROLES_AROUND = _words("navigation banner contentinfo search complementary dialog alert")
_ARTICLES = _words("main article section")
_LISTS = _words("li td th ul ol")
_ITEMS = _words("li td th")
"""A cell is a bullet too, lest a word in it pass for a heading."""
_NOTE = frozenset({"a", "sup"})
"""One in the other is a footnote's number."""
_PARAGRAPH, _LINE, _NOTHING = "\n\n", "\n", ""


def text_of_html(page: str) -> str:
    """Return the text of a page: a block for each paragraph, heading and list item, items with a bullet sign.

    Scripts, navigation and the page's header and footer are left out; where the page marks its main part,
    only that is read. A comment that never ends swallows the rest, as it does in a browser.
    """
    unended = page.find("<!--", page.rfind("-->") + 1)
    reader = _PageText()
    reader.feed(page if unended < 0 else page[:unended])
    reader.close()
    main = "".join(reader.main)
    return (main if main.strip() else "".join(reader.whole)).strip()


@dataclass(slots=True)
class _Element:
    """An element that has begun and not yet ended."""

    tag: str
    skipped: bool = False
    main: bool = False
    item: bool = False
    """A list item whose text is one bullet; one with a heading in it is a part of the page instead."""


class _PageText(HTMLParser):
    """Goes through a page and gathers its text. Elements left open end with the element around them.

    What is open is counted, so that a page that closes nothing takes no longer than another.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.whole: list[str] = []
        self.main: list[str] = []
        self._open: list[_Element] = []
        self._lists: list[_Element] = []
        """Those of the open ones that are lists or their items."""
        self._tags: Counter[str] = Counter()
        self._skipped = self._mains = 0
        self._gap = _NOTHING
        self._bullet = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag == "br":
            self._break(_LINE if self._gap == _NOTHING else _PARAGRAPH)
        elif tag in _VOID:
            if tag == "hr":
                self._break(_PARAGRAPH)
        else:
            given = dict(attrs)
            if self._skipped:
                pass
            elif tag in _HEADINGS or (tag == "button" and self._opens_a_part(given)):
                self._begin_heading()
            elif tag in _BREAKING:
                self._break(_PARAGRAPH)
            main = tag == "main" or given.get("role") == "main"
            self._begin(_Element(tag, self._is_around(tag, given), main, item=tag in _ITEMS))
            if tag in _ITEMS and not self._skipped:
                self._gap, self._bullet = _PARAGRAPH, True

    def handle_endtag(self, tag: str) -> None:
        """End an element, and those within it that were left open."""
        if not self._tags[tag]:
            return
        ended = set()
        while tag not in ended:
            ended.add(self._end())
        if ended & _ITEMS:
            self._gap, self._bullet = _PARAGRAPH, False
        elif tag in _BREAKING or tag == "button":
            self._break(_PARAGRAPH)

    def handle_data(self, data: str) -> None:
        """Take a piece of text; the line breaks of the page's source mean nothing."""
        text = re.sub(r"\s+", " ", data)
        if self._skipped or (text in {"", " "} and self._gap):
            return
        piece = f"{self._gap}{'• ' if self._bullet else ''}{text}"
        self._gap, self._bullet = _NOTHING, False
        self.whole.append(piece)
        if self._mains:
            self.main.append(piece)

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: ARG002 - the parser's
        """Pass over `<![...]`, as browsers do, whatever stands in it."""
        return self.parse_bogus_comment(i)

    def _begin(self, element: _Element) -> None:
        self._open.append(element)
        self._tags[element.tag] += 1
        self._skipped += element.skipped
        self._mains += element.main
        if element.tag in _LISTS:
            self._lists.append(element)

    def _end(self) -> str:
        element = self._open.pop()
        self._tags[element.tag] -= 1
        self._skipped -= element.skipped
        self._mains -= element.main
        if element.tag in _LISTS:
            self._lists.pop()
        return element.tag

    def _break(self, gap: str) -> None:
        """Begin a new block or line with the next text; within a bullet everything is of that bullet."""
        if self._gap != _PARAGRAPH:
            in_item = bool(self._lists) and self._lists[-1].item
            self._gap = _LINE if in_item and gap == _PARAGRAPH else gap

    def _begin_heading(self) -> None:
        """Begin a heading; the list items that it is in are no bullets."""
        for element in reversed(self._lists):
            if element.tag in _ITEMS and not element.item:
                break  # those around it are none already
            element.item = False
        self._gap, self._bullet = _PARAGRAPH, False

    def _is_around(self, tag: str, given: dict[str, str | None]) -> bool:
        """Whether an element stands around the text. A button is part of it only where it is a heading."""
        if tag == "button":
            return not (self._within(_HEADINGS) or self._opens_a_part(given))
        return (
            tag in _NO_TEXT
            or (tag in _NOTE and self._within(_NOTE - {tag}))
            or (tag in _PAGE_ENDS and not self._within(_ARTICLES))
            or given.get("role") in _ROLES_AROUND
        )

    def _within(self, tags: frozenset[str]) -> bool:
        return any(self._tags[tag] for tag in tags)

    @staticmethod
    def _opens_a_part(given: dict[str, str | None]) -> bool:
        return "aria-expanded" in given or "aria-controls" in given
