"""A guideline's text is read from Word documents and from PDF files as from plain text."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from guidelinekit import limits
from guidelinekit.errors import InputError
from guidelinekit.ledger.guideline_text import guideline_text
from guidelinekit.ledger.passages import locator, sentences

docx = pytest.importorskip("docx")
pypdf = pytest.importorskip("pypdf")

PAGE = (
    "Retningslinje for skoven",
    "",
    "Formål",
    "Formålet med retningslinjen er en skov, der trives, og som alle kan færdes i uden be-",
    "svær. Den gælder for stats- og",
    "kommuneskove og for andre skove, der ligger mindre end 20 km fra en by.",
    "4.1.1: Skoven skal gennemgås hvert år.",
    "\u2022 Stier bør ryddes om foråret.",
)
EXPECTED = [
    (
        {"section": "Formål", "sentence": 1},
        "Formålet med retningslinjen er en skov, der trives, og som alle kan færdes i uden besvær.",
    ),
    (
        {"section": "Formål", "sentence": 2},
        "Den gælder for stats- og kommuneskove og for andre skove, der ligger mindre end 20 km fra en by.",
    ),
    ({"anvisning": "4.1.1", "headline": True}, "Skoven skal gennemgås hvert år."),
    ({"anvisning": "4.1.1", "bullet": 1, "sentence": 1}, "Stier bør ryddes om foråret."),
]


def read(path: Path) -> list[tuple[dict[str, str | int | float | bool], str]]:
    """Return the sentences of a file with their places."""
    return [(locator(each), each.text) for each in sentences(guideline_text(str(path)))]


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with lines of text on each page, an empty one being a gap."""
    writer = pypdf.PdfWriter()
    generic = pypdf.generic
    font = generic.DictionaryObject({
        generic.NameObject("/Type"): generic.NameObject("/Font"),
        generic.NameObject("/Subtype"): generic.NameObject("/Type1"),
        generic.NameObject("/BaseFont"): generic.NameObject("/Helvetica"),
        generic.NameObject("/Encoding"): generic.NameObject("/WinAnsiEncoding"),
    })  # fmt: skip
    for lines in pages:
        page = writer.add_blank_page(width=595, height=842)
        fonts = generic.DictionaryObject({generic.NameObject("/F1"): font})
        page[generic.NameObject("/Resources")] = generic.DictionaryObject(
            {generic.NameObject("/Font"): fonts}
        )
        content = b"BT /F1 11 Tf 14 TL 60 780 Td " + b" ".join(
            b"(%s) Tj T*" % each.encode("cp1252") for each in lines
        )
        stream = generic.DecodedStreamObject()
        stream.set_data(content + b" ET")
        page[generic.NameObject("/Contents")] = writer._add_object(stream)
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()


def test_a_pdf_gives_the_text_itself(tmp_path: Path) -> None:
    """Lines become paragraphs, headings and bullets; a word parted at the end of a line is one word again."""
    (tmp_path / "a.pdf").write_bytes(pdf([PAGE]))
    assert read(tmp_path / "a.pdf") == EXPECTED


def test_what_stands_on_every_page_of_a_pdf_is_left_out(tmp_path: Path) -> None:
    """Header, footer and page numbers are no text, and a sentence goes on over them."""
    first = ("Skovens retningslinje 2026", "", *PAGE[:5], "", "Side 1 af 2")
    last = ("Skovens retningslinje 2026", "", *PAGE[5:], "", "Side 2 af 2")
    (tmp_path / "a.pdf").write_bytes(pdf([first, last]))
    assert read(tmp_path / "a.pdf") == EXPECTED


def test_a_word_document_gives_the_text_itself(tmp_path: Path) -> None:
    """Headings, paragraphs, items and cells are blocks; joined cells come once; a word in one is no title."""
    document = docx.Document()
    document.add_heading("Formål", 1)
    document.add_paragraph(EXPECTED[0][1])
    document.add_paragraph("4.1.1: Skoven skal gennemgås hvert år.")
    document.add_paragraph("Stier bør ryddes om foråret.", style="List Bullet")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Træer måles."
    table.cell(1, 0).text = "Antal"
    table.cell(1, 1).text = "Buske tælles."
    document.save(tmp_path / "a.docx")
    cells = [
        ({"anvisning": "4.1.1", "sentence": 1}, "Træer måles."),
        ({"anvisning": "4.1.1", "bullet": 2, "sentence": 1}, "Antal"),
        ({"anvisning": "4.1.1", "sentence": 2}, "Buske tælles."),
    ]
    assert read(tmp_path / "a.docx") == [EXPECTED[0], *EXPECTED[2:], *cells]


def changed_document(body: str) -> bytes:
    """Return a Word document in which someone has put a body by hand."""
    document, whole = docx.Document(), io.BytesIO()
    document.save(whole)
    changed = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(changed, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body>" + body.encode())
            new.writestr(member, content)
    return changed.getvalue()


def test_a_cell_is_read_once_however_wide_it_says_it_is(tmp_path: Path) -> None:
    """A cell of 999 million columns, and one that goes on from the row above, take no memory."""
    wide = (
        '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p><w:r><w:t>Bred.</w:t></w:r></w:p></w:tc>'
    )
    on = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    rows = f"<w:tr>{wide}</w:tr><w:tr>{on}</w:tr>"
    (tmp_path / "a.docx").write_bytes(changed_document(f"<w:tbl>{rows}</w:tbl>"))
    assert guideline_text(str(tmp_path / "a.docx")) == "Bred."


def locked() -> bytes:
    """Return a PDF that asks for a password."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf([PAGE])))
    writer.encrypt("hemmelig", algorithm="RC4-128")
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()


def archive() -> bytes:
    """Return an archive that is no Word document."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as files:
        files.writestr("a.txt", "a")
    return whole.getvalue()


@pytest.mark.parametrize(
    ("content", "says", "cure"),
    [
        (pdf([()]), "the PDF holds pictures of pages, and no text", "recognises text"),
        (locked(), "the PDF is locked by a password", "without a password"),
        (pdf([PAGE])[:700], "is a damaged PDF file", "fetch it again"),
        (archive(), "is an archive, and no Word document", "Word (.docx)"),
        (
            changed_document('<w:p><w:ins w:id="1"><w:r/></w:ins></w:p>'),
            "tracked changes",
            "accept or reject",
        ),
        (changed_document("<w:p"), "is a damaged Word document", "save it again"),
        (changed_document(""), "is empty", "saved whole"),
    ],
    ids=["scanned", "locked", "cut off", "archive", "tracked changes", "damaged", "empty"],
)
def test_a_document_without_a_text_is_told(content: bytes, says: str, cure: str, tmp_path: Path) -> None:
    """The message names what is wrong with the document, and the help what to do."""
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(InputError) as raised:
        guideline_text(str(tmp_path / "a"))
    assert says in raised.value.message.en
    assert cure in str(raised.value)


def test_a_document_that_grows_when_it_is_unpacked_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a small file unpacks to, and how many pages it has, are limited."""
    (tmp_path / "a.docx").write_bytes(changed_document("<w:p/>" * 100_000))
    for limit in ("DOCUMENT_BYTES", "GUIDELINE_BYTES"):
        with monkeypatch.context() as lowered:
            lowered.setattr(limits, limit, 500_000)
            with pytest.raises(InputError, match="too large once it is unpacked"):
                guideline_text(str(tmp_path / "a.docx"))
    monkeypatch.setattr(limits, "GUIDELINE_PAGES", 1)
    (tmp_path / "a.pdf").write_bytes(pdf([PAGE, PAGE]))
    with pytest.raises(InputError, match="more than 1 pages"):
        guideline_text(str(tmp_path / "a.pdf"))
