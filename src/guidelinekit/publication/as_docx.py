"""A publication as a Word document, with styles, contents and page numbers, ready to be commented on."""

from collections.abc import Sequence
from io import BytesIO
from itertools import zip_longest
from typing import Any, Final
from xml.sax.saxutils import escape

from guidelinekit.extras import needs
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
from guidelinekit.text import Text, printable_parts
from guidelinekit.wording.explanation import Outline

_LOCALES: Final = {"da": "da-DK", "en": "en-GB"}
_CONTENTS: Final = Text(da="Indhold", en="Contents")
_MARGIN: Final = 2.2
_WIDTH: Final = 21 - 2 * _MARGIN
"""Of the text, in centimetres."""
_SHORT, _WIDE = 12, 45
"""Between so many letters the columns of a table share its width by their longest texts."""
_LEAST: Final = 2.2
"""How wide a column of short texts is, such as dates, in centimetres."""
_TWIPS: Final = 1440 / 2.54
"""Word's unit, in a centimetre."""
_DEEPEST: Final = 3
"""So many levels stand in the contents, and so deep go nested lists."""


def as_docx(publication: Publication) -> bytes:
    """Return the document. Raises InputError where python-docx is not installed."""
    whole = BytesIO()
    _Document(printable_parts(publication)).document.save(whole)
    return whole.getvalue()


class _Document:
    """Writes a publication with python-docx; what that has no words for is said in Word's own XML."""

    def __init__(self, publication: Publication) -> None:
        docx = needs("docx", "documents", "Word documents")
        self._xml = needs("docx.oxml", "documents", "Word documents")
        self.document: Any = docx.Document()
        self._settings(publication)
        self.document.add_heading(publication.title, 0)
        self.document.add_paragraph(publication.subtitle, style="Subtitle")
        sections = list(numbered(publication.parts))
        self._contents(sections, _CONTENTS.text(publication.language))
        for index, section in enumerate(sections):
            heading = self.document.add_heading(
                f"{section.number} {section.part.title}", min(section.depth, 9)
            )
            self._bookmark(heading, index)
            blocks = section.part.blocks
            for block, following in zip_longest(blocks, blocks[1:]):
                self._block(block, introduces=isinstance(following, Grid))

    def _settings(self, publication: Publication) -> None:
        """Set the language of the spelling check, the properties, and what stands on each page."""
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = publication.title, "guidelinekit", ""
        properties.language = _LOCALES[publication.language]
        for style in self.document.styles.element.iter(self._name("w:lang")):
            style.set(self._name("w:val"), _LOCALES[publication.language])
        page = self.document.sections[0]
        page.page_width, page.page_height = self._cm(21), self._cm(29.7)
        page.left_margin = page.right_margin = self._cm(_MARGIN)
        self._styles()
        page.header.paragraphs[0].text = publication.title
        if publication.for_remarks:
            following = self.document.settings.element.find(self._name("w:defaultTabStop"))
            following.addprevious(self._xml.OxmlElement("w:trackRevisions"))
        foot = page.footer.paragraphs[0]
        foot.alignment = needs("docx.enum.text", "documents", "").WD_ALIGN_PARAGRAPH.RIGHT
        self._field(foot, "PAGE", "1")
        foot.add_run(" / ")
        self._field(foot, "NUMPAGES", "1")

    def _styles(self) -> None:
        """Set the styles once, so that whoever lays a template on the document changes them in one place."""
        points, kinds = self._points_of, needs("docx.enum.style", "documents", "").WD_STYLE_TYPE
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", points(11)
        normal.paragraph_format.space_after = self._cm(0.15)
        self.document.styles["Header"].font.size = self.document.styles["Footer"].font.size = points(9)
        for name, bold in (("Table Text", False), ("Table Head", True)):
            style = self.document.styles.add_style(name, kinds.PARAGRAPH)
            style.base_style, style.font.size, style.font.bold = normal, points(9), bold
            style.paragraph_format.space_before = style.paragraph_format.space_after = points(1)
            style.paragraph_format.keep_with_next = bold
        code = self.document.styles.add_style("Code", kinds.PARAGRAPH)
        code.base_style, code.font.name, code.font.size = normal, "Consolas", points(9)

    def _contents(self, sections: list[Numbered], title: str) -> None:
        """Write the contents as a field, to which Word adds page numbers; the headings are there before."""
        kinds = needs("docx.enum.style", "documents", "").WD_STYLE_TYPE
        for depth in range(1, _DEEPEST + 1):
            style = self.document.styles.add_style(f"TOC {depth}", kinds.PARAGRAPH, builtin=True)
            style.paragraph_format.left_indent = self._cm(0.6 * (depth - 1))
            style.paragraph_format.space_after = 0
        self.document.add_paragraph(title, style="TOC Heading")
        listed = [(i, each) for i, each in enumerate(sections) if each.depth <= _DEEPEST]
        for index, each in listed:
            line = self.document.add_paragraph(style=f"TOC {each.depth}")
            if (index, each) == listed[0]:
                self._mark(line, "begin", dirty=True)
                self._instruction(line, rf'TOC \o "1-{_DEEPEST}" \h \z \u')
                self._mark(line, "separate")
            link = self._xml.OxmlElement("w:hyperlink")
            link.set(self._name("w:anchor"), f"section{index}")
            link.append(line.add_run(f"{each.number} {each.part.title}")._r)  # noqa: SLF001 - a link holds its run
            line._p.append(link)  # noqa: SLF001 - python-docx adds no links
            if (index, each) == listed[-1]:
                self._mark(line, "end")
        self.document.add_page_break()

    def _block(self, block: Block, *, introduces: bool) -> None:
        """Write a block; one that introduces a table stays with it on one page."""
        match block:
            case Paragraph(text=text, quoted=quoted):
                line = self.document.add_paragraph(text, style="Intense Quote" if quoted else None)
                line.paragraph_format.keep_with_next = introduces
            case Captioned(label=label, outline=outline):
                line = self.document.add_paragraph()
                line.add_run(f"{label}. ").bold = True
                line.add_run(outline.text)
                self._points(outline, 1)
            case Code(text=text):
                self.document.add_paragraph(text, style="Code")
            case Grid():
                self._grid(block)

    def _points(self, outline: Outline, depth: int) -> None:
        for part in outline.parts:
            style = "List Bullet" if depth == 1 else f"List Bullet {min(depth, _DEEPEST)}"
            self.document.add_paragraph(part.text, style=style)
            self._points(part, depth + 1)

    def _grid(self, grid: Grid) -> None:
        """Write a table as Word's own XML: made cell by cell, large ones take minutes."""
        widths = [round(width * _TWIPS) for width in _widths(grid)]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = [_row(grid.heads, widths, "TableHead"), *(_row(row, widths, "TableText") for row in grid.rows)]
        table = (
            f'<w:tbl {self._xml.ns.nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )
        self.document.element.body.insert_element_before(self._xml.parse_xml(table), "w:sectPr")
        self.document.add_paragraph(style="No Spacing")

    def _bookmark(self, heading: Any, index: int) -> None:
        for name in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = self._xml.OxmlElement(name)
            mark.set(self._name("w:id"), str(index))
            if name == "w:bookmarkStart":
                mark.set(self._name("w:name"), f"section{index}")
            heading._p.append(mark)  # noqa: SLF001 - the only way

    def _field(self, line: Any, instruction: str, shown: str) -> None:
        self._mark(line, "begin")
        self._instruction(line, instruction)
        self._mark(line, "separate")
        line.add_run(shown)
        self._mark(line, "end")

    def _mark(self, line: Any, kind: str, *, dirty: bool = False) -> None:
        mark = self._xml.OxmlElement("w:fldChar")
        mark.set(self._name("w:fldCharType"), kind)
        if dirty:
            mark.set(self._name("w:dirty"), "true")
        line.add_run()._r.append(mark)  # noqa: SLF001 - the only way

    def _instruction(self, line: Any, instruction: str) -> None:
        text = self._xml.OxmlElement("w:instrText")
        text.set(self._name("xml:space"), "preserve")
        text.text = f" {instruction} "
        line.add_run()._r.append(text)  # noqa: SLF001 - the only way

    def _points_of(self, size: float) -> Any:
        return needs("docx.shared", "documents", "").Pt(size)

    def _cm(self, length: float) -> Any:
        return needs("docx.shared", "documents", "").Cm(length)

    def _name(self, name: str) -> str:
        return str(self._xml.ns.qn(name))


def _row(texts: Sequence[str], widths: Sequence[int], style: str) -> str:
    head = style == "TableHead"
    kind = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>"
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E9EEF4"/>' if head else ""
    cells = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
        for text, width in zip(texts, widths, strict=True)
    )
    return f"<w:tr>{kind}{''.join(cells)}</w:tr>"


def _widths(grid: Grid) -> list[float]:
    """Return the widths of a table's columns, in centimetres; one to be filled in is wide."""
    columns = zip(grid.heads, zip(*grid.rows, strict=True), strict=True)
    longest = [max(len(head), *map(len, cells)) if any(cells) else _WIDE for head, cells in columns]
    rest = _WIDTH - _LEAST * sum(each <= _SHORT for each in longest)
    shares = [min(each, _WIDE) if each > _SHORT else 0 for each in longest]
    return [rest * share / sum(shares) if share else _LEAST for share in shares]
