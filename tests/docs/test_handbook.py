"""All rules as one document to send: what stands in it, and that HTML, Word and PDF say the same."""

import io
import json
import re
import stat
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from garden import write_garden
from guidelinekit.cli.app import app
from guidelinekit.docs.handbook import handbook
from guidelinekit.errors import InputError
from guidelinekit.examples.pack_under_test import open_pack
from guidelinekit.publication.as_docx import as_docx
from guidelinekit.publication.as_site import INDEX, as_site, write_pages
from guidelinekit.publication.publication import (
    Captioned,
    Chapter,
    Code,
    Grid,
    Paragraph,
    Publication,
    numbered,
)
from guidelinekit.publication.writers import as_html, as_pdf
from guidelinekit.wording.explanation import Outline

HOSTILE = "<script>alert(1)</script> & \u201dord\u201d"
SMALL = Publication(
    "Titel",
    "Under",
    "da",
    [
        Chapter("Første", [Paragraph(HOSTILE), Paragraph("sagt", quoted=True), Code("a: 1\nb: 2")]),
        Chapter(
            "Anden",
            (),
            [Chapter("Indre", [Captioned("Kræver", Outline("alt", (Outline("a", (Outline("b"),)),)))])],
        ),
        Chapter("Tabel", [Grid(["Nr.", "Ord"], [["1", HOSTILE], ["2", ""]])]),
    ],
)


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """Return the document of the made-up pack of a garden, for a hearing."""
    folder = write_garden(tmp_path_factory.mktemp("packs") / "garden")
    return handbook([open_pack(folder)], "text-only", "da", hearing=True)


class Page(HTMLParser):
    """What a page leads to, and what it can be led to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.sources: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the links of an element."""
        given = {name: value or "" for name, value in attrs}
        self.anchors += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        self.sources += [value for name, value in given.items() if name in {"src", "srcset"} or tag == "link"]


def test_sections_are_numbered_by_where_they_stand() -> None:
    """Numbers count within the section above."""
    assert [(each.number, each.depth, each.part.title) for each in numbered(SMALL.parts)] == [
        ("1", 1, "Første"), ("2", 1, "Anden"), ("2.1", 2, "Indre"), ("3", 1, "Tabel"),
    ]  # fmt: skip


def test_the_document_holds_what_is_to_be_known_of_the_rules(garden: Publication) -> None:
    """Rules by anvisning, local numbers with their rules, expressions, and what is left out and why."""
    titles = [each.part.title for each in numbered(garden.parts)]
    assert titles == [
        "Om dokumentet",
        "Anvisning 4.1.1", "Overskrift 4.1.1-water",
        "Anvisning 4.1.2", "Overskrift 4.1.2-beds", "Overskrift 4.1.2-weed",
        "Anvisning 4.2.1", "Overskrift 4.2.1-fence",
        "Hvad der er fastsat lokalt", "Hvad udtrykkene betyder",
        "Hvad der ikke er indkodet, og hvorfor", "Høringssvar",
    ]  # fmt: skip
    local, left_out = garden.parts[4].blocks[0], garden.parts[6].blocks[0]
    assert isinstance(local, Grid)
    assert isinstance(left_out, Grid)
    assert list(local.rows) == [
        ("Ord", "ikke fastsat", "", "4.1.1-water, 4.1.2-beds, 4.1.2-weed, 4.2.1-fence")
    ]
    assert ("G-08: 4.1.2, punkt 3, sætning 1", "Udsagn G-08", "endnu ikke", "En god grund") in left_out.rows
    assert [row[2] for row in left_out.rows].count("ikke") == 3


def test_the_page_asks_for_nothing_and_leads_to_itself(garden: Publication) -> None:
    """Each link of the contents leads to a section of the page, in one language, and nothing is fetched."""
    text = as_html(garden)
    page = Page(text)
    assert page.links
    assert {link.removeprefix("#") for link in page.links} <= set(page.anchors)
    assert page.sources == []
    assert "default-src 'none'" in text
    assert 'lang="da"' in text
    assert "Overskrift 4.1.2-weed" in text
    assert "Title 4.1.2-weed" not in text


def test_a_folder_of_pages_leads_from_each_to_each(garden: Publication, tmp_path: Path) -> None:
    """Each section is a page that the first one's search knows; none fetches anything or leads away."""
    site = as_site(garden)
    write_pages({"garden-4.1.1-gone.html": site[INDEX]}, tmp_path)
    write_pages(site, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == site.keys()
    assert len(site) == len([each for each in numbered(garden.parts) if each.part.blocks]) + 1
    for text in site.values():
        page = Page(text)
        assert {link for link in page.links if not link.startswith("#")} <= site.keys()
        assert page.sources == []
        assert "default-src 'none'" in text
        assert text.count(" aria-current=") == 1
    index = json.loads(re.findall(r'id="pages">(.*?)</script>', site[INDEX], re.DOTALL)[0])
    assert [each["file"] for each in index if "Udsagn G-08" in each["text"]] == ["garden-left-out.html"]


def test_sentences_name_the_fields_that_a_case_would_fill_in() -> None:
    """A reader without a case sees what a field is called, and what a number is, in the language."""
    text = as_html(handbook([open_pack("ssb-overview")], "suggested", "da", hearing=False))
    assert "Den anonyme behandling fra den [dato] har varet længere" in text
    assert "Målet [område] er ikke sat sammen med borgeren" in text
    assert re.search(r"\[\w+[._]\w+\]", text) is None


def test_texts_of_rules_are_no_markup() -> None:
    """What an author writes is shown as it is, in the page as in the document."""
    assert "<script>alert" not in as_html(SMALL)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in as_html(SMALL)
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(as_docx(SMALL)))
    assert HOSTILE in [paragraph.text for paragraph in document.paragraphs]
    assert document.tables[0].cell(1, 1).text == HOSTILE


def test_the_word_document_has_styles_contents_and_room_for_answers(garden: Publication) -> None:
    """Headings are headings, the contents a field, heads of tables repeated, the language Danish."""
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(as_docx(garden)))
    headings = [each.text for each in document.paragraphs if each.style.name in {"Heading 1", "Heading 2"}]
    assert headings[:3] == ["1 Om dokumentet", "2 Anvisning 4.1.1", "2.1 Overskrift 4.1.1-water"]
    body = document.element.xml
    assert 'TOC \\o "1-3"' in body
    anchors = set(re.findall(r'w:anchor="(\w+)"', body))
    assert anchors
    assert anchors <= set(re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', body))
    assert body.count("<w:tblHeader/>") == len(document.tables)
    assert [cell.text for cell in document.tables[-1].rows[1].cells] == ["2.1 Overskrift 4.1.1-water", "", ""]
    assert 'w:val="da-DK"' in document.styles.element.xml
    assert "<w:trackRevisions/>" in document.settings.element.xml
    assert "<w:trackRevisions/>" not in docx.Document(io.BytesIO(as_docx(SMALL))).settings.element.xml
    assert document.core_properties.author == "guidelinekit"


def test_a_pdf_is_printed_by_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is given to the browser that is there, without network; what it prints is the PDF."""
    browser = tmp_path / "chromium"
    browser.write_text(
        '#!/bin/sh\nfor each in "$@"; do case $each in\n'
        "--print-to-pdf=*) out=${each#*=};; --host-resolver-rules=*) alone=1;; file://*) page=${each#file://};;\n"
        'esac; done\n[ "$alone" ] && grep -c "Første" "$page" > "$out"\n',
        encoding="utf-8",
    )
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert int(as_pdf(SMALL)) == 2
    browser.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    with pytest.raises(InputError, match="chromium did not print the PDF"):
        as_pdf(SMALL)
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    with pytest.raises(InputError, match="none is on this machine"):
        as_pdf(SMALL)


def test_the_form_follows_from_the_file(tmp_path: Path) -> None:
    """By its extension, or by `--format`, in the language asked for."""
    pack = str(write_garden(tmp_path / "garden"))
    page, other, site = tmp_path / "rules.html", tmp_path / "rules", tmp_path / "site"
    forms = (("-o", str(other), "--format", "docx"), ("-o", str(site), "--format", "html"))
    for words in (("-o", str(page), "--lang", "en"), *forms):
        done = CliRunner().invoke(app, ["docs", pack, "--profile", "text-only", *words])
        assert (done.exit_code, done.output) == (0, "")
    assert "What is not encoded, and why" in page.read_text(encoding="utf-8")
    assert other.read_bytes().startswith(b"PK")
    assert (site / "index.html").is_file()
