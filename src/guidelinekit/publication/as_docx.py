"""A publication as a Word document, with styles, contents and page numbers, ready to be commented on."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

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
from guidelinekit.text import Text
from guidelinekit.wording.explanation import Outline

_LOCALES: Final = {"da": "da-DK", "en": "en-GB"}
_CONTENTS: Final = Text(da="Indhold", en="Contents")
_MARGIN: Final = 2.2
_WIDTH: Final = 21 - 2 * _MARGIN
"""Of the text, in centimetres."""
_NARROW, _WIDE = 14, 45
"""Between so many letters the columns of a table share its width by their longest texts."""
_DEEPEST: Final = 3
"""So many levels stand in the contents, and so deep go nested lists."""


def as_docx(publication: Publication) -> bytes:
    """Return the document. Raises InputError where python-docx is not installed."""
    whole = BytesIO()
    _Document(publication).document.save(whole)
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
            for block in section.part.blocks:
                self._block(block)

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
        self.document.styles["Normal"].paragraph_format.space_after = self._cm(0.15)
        page.header.paragraphs[0].text = publication.title
        foot = page.footer.paragraphs[0]
        foot.alignment = needs("docx.enum.text", "documents", "").WD_ALIGN_PARAGRAPH.RIGHT
        self._field(foot, "PAGE", "1")
        foot.add_run(" / ")
        self._field(foot, "NUMPAGES", "1")

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

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(text=text, quoted=quoted):
                self.document.add_paragraph(text, style="Intense Quote" if quoted else None)
            case Captioned(label=label, outline=outline):
                line = self.document.add_paragraph()
                line.add_run(f"{label}. ").bold = True
                line.add_run(outline.text)
                self._points(outline, 1)
            case Code(text=text):
                line = self.document.add_paragraph(style="No Spacing")
                line.add_run(text).font.name = "Consolas"
            case Grid():
                self._grid(block)

    def _points(self, outline: Outline, depth: int) -> None:
        for part in outline.parts:
            style = "List Bullet" if depth == 1 else f"List Bullet {min(depth, _DEEPEST)}"
            self.document.add_paragraph(part.text, style=style)
            self._points(part, depth + 1)

    def _grid(self, grid: Grid) -> None:
        table = self.document.add_table(1, len(grid.heads), style="Table Grid")
        self._fill(table.rows[0], grid.heads, bold=True)
        self._of_row(table.rows[0], "w:tblHeader")
        for row in grid.rows:
            added = table.add_row()
            self._of_row(added, "w:cantSplit")
            self._fill(added, row)
        table.autofit = False
        for column, width in zip(table.columns, _widths(grid), strict=True):
            column.width = self._cm(width)
            for cell in column.cells:
                cell.width = self._cm(width)
        self.document.add_paragraph()

    def _fill(self, row: Any, texts: Sequence[str], *, bold: bool = False) -> None:
        for cell, text in zip(row.cells, texts, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.bold, run.font.size = bold, needs("docx.shared", "documents", "").Pt(9)

    def _of_row(self, row: Any, name: str) -> None:
        row._tr.get_or_add_trPr().append(self._xml.OxmlElement(name))  # noqa: SLF001 - the only way

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

    def _cm(self, length: float) -> Any:
        return needs("docx.shared", "documents", "").Cm(length)

    def _name(self, name: str) -> str:
        return str(self._xml.ns.qn(name))


def _widths(grid: Grid) -> list[float]:
    """Return the widths of a table's columns, in centimetres; one to be filled in is wide."""
    longest = [max(map(len, column)) or _WIDE for column in zip(*grid.rows, strict=True)]
    shares = [min(max(each, _NARROW), _WIDE) for each in longest]
    return [_WIDTH * share / sum(shares) for share in shares]
