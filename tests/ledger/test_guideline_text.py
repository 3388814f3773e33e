"""A guideline's text is read from plain text and from HTML, and what cannot be read is told."""

import io
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from guidelinekit.errors import InputError
from guidelinekit.ledger.guideline_html import text_of_html
from guidelinekit.ledger.guideline_text import guideline_text
from guidelinekit.ledger.passages import locator, sentences

SECONDS = 20
"""What took minutes takes two or three seconds on a slow machine."""
PAGE = """<!DOCTYPE html>
<html lang="da"><head><title>Haven</title><style>p {color: red}</style>
<meta charset="utf-8"><script>var text = "<p>4.1.1: Noget andet.</p>";</script>
<body>
<header><h2>Styrelsen for haver</h2></header>
<nav><ul><li><a href="#">4.1.1: Gå til.</a><li>Forside</ul></nav>
<div role="banner">Vi bruger cookies. <button>Ja tak</button></div>
<article>
<header><h2>Form\u00adål</h2></header>
<p>Formålet er en have,
   der&nbsp;<em>trives</em>.

   Den er åben.
<section><h3><button aria-expanded="false">4.1.2: Bede bør <a href="#">luges</a> jævnligt.</button></h3>
<p>Det omfatter:</p><button>Kopiér</button>
<ul>
  <li><p>ukrudt i bede.</p><p>Det gælder også stier.</p></li>
  <li>krukker<br>på terrassen
    <ul><li>store</li><li>små.</li></ul>
  <li></li>
</ul>
</section>
</article>
<aside>Læs også om fugle.</aside>
<footer><p>Ring til os.</p></footer>
"""


def file(path: Path, content: str | bytes) -> str:
    """Write a file and give its name."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def test_html_gives_the_text_itself() -> None:
    """Paragraphs, headings and list items are blocks; navigation, scripts and what stands around are not."""
    assert [(locator(each), each.text) for each in sentences(text_of_html(PAGE.replace("\u00ad", "")))] == [
        ({"section": "Formål", "sentence": 1}, "Formålet er en have, der trives."),
        ({"section": "Formål", "sentence": 2}, "Den er åben."),
        ({"anvisning": "4.1.2", "headline": True}, "Bede bør luges jævnligt."),
        ({"anvisning": "4.1.2", "sentence": 1}, "Det omfatter:"),
        ({"anvisning": "4.1.2", "bullet": 1, "sentence": 1}, "ukrudt i bede."),
        ({"anvisning": "4.1.2", "bullet": 1, "sentence": 2}, "Det gælder også stier."),
        ({"anvisning": "4.1.2", "bullet": 2, "sentence": 1}, "krukker på terrassen"),
        ({"anvisning": "4.1.2", "bullet": 3, "sentence": 1}, "store"),
        ({"anvisning": "4.1.2", "bullet": 4, "sentence": 1}, "små."),
    ]


def test_where_the_page_marks_its_main_part_only_that_is_read() -> None:
    """Text outside `main` is left out; an empty `main` is passed over."""
    assert text_of_html("<p>Uden for.</p><main><p>Inden for.</p></main>") == "Inden for."
    assert text_of_html("<div role=main><p>Inden for.</div><p>Uden for.") == "Inden for."
    assert text_of_html("<p>Alt er her.</p><main></main>") == "Alt er her."


def test_a_list_of_anvisninger_is_no_list_of_bullets() -> None:
    """A list item with a heading in it is a part of the page, and its paragraphs are running text."""
    page = "<ul><li><h3>4.1.1: Haven vandes.</h3><p>Om natten.</p><ul><li>bede.</li></ul></li></ul>"
    assert text_of_html(page) == "4.1.1: Haven vandes.\n\nOm natten.\n\n• bede."


def test_elements_left_open_end_with_the_one_around() -> None:
    """A page that closes too little, or what was never open, loses no text."""
    assert text_of_html("<div><nav><ul><li>Forside</div><p>Teksten.</b></p></p>") == "Teksten."
    assert (
        text_of_html("Ren tekst &amp; intet andet<br><br>her<hr>.") == "Ren tekst & intet andet\n\nher\n\n."
    )


def test_a_file_is_read_as_what_it_holds(tmp_path: Path) -> None:
    """HTML is known by its extension or its first tags; everything else is plain text."""
    assert guideline_text(file(tmp_path / "a.txt", "<p>Haven</p>")) == "Haven"
    assert guideline_text(file(tmp_path / "b.html", "Haven &amp; hegnet")) == "Haven & hegnet"
    assert (
        guideline_text(file(tmp_path / "c.txt", "\ufeffEn < to, og\u00ad to > en")) == "En < to, og to > en"
    )
    assert guideline_text(file(tmp_path / "d.txt", "Æbler".encode("utf-16"))) == "Æbler"


def test_an_html_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    """A declared latin-1 is read as Windows-1252, as browsers do; a UTF-8 page may declare what it likes."""
    page = "<meta charset='iso-8859-1'><p>Æbler – på træet</p>"  # noqa: RUF001 - the dash is not in latin-1
    for encoding in ("cp1252", "utf-8"):
        assert guideline_text(file(tmp_path / "a.html", page.encode(encoding))).startswith("Æbler")


@pytest.mark.parametrize(
    ("content", "says", "cure"),
    [
        (b"", "is empty", "saved whole"),
        (b" \n\t ", "is empty", "saved whole"),
        ("Haven\nvandes på bedet".encode("latin-1"), "not UTF-8 text, from line 2 on", "iconv"),
        ("<meta charset=utf-8><p>på".encode("latin-1"), "says that it is `utf-8`, but is not", "UTF-8"),
        ("<meta charset=undefined><p>på".encode("latin-1"), "says that it is `undefined`", "UTF-8"),
        ("<meta charset=punycode><p>på".encode("latin-1"), "says that it is `punycode`", "UTF-8"),
        ("<meta charset=klingon><p>på".encode("latin-1"), "says that it is `klingon`", "UTF-8"),
        ("Haven\nvandes pÃ¥ bedet", "the Danish letters are damaged, first in line 2", "fetch it again"),
        (b"%PDF-1.7 ...", "is a damaged PDF file", "as text, HTML or Word"),
        (b"PK\x03\x04...", "is a damaged Word document", "save it again"),
        (b"{\\rtf1 ...", "is an RTF file", "as text, HTML, Word (.docx) or PDF"),
        (b"\xd0\xcf\x11\xe0...", "an old Word file (.doc), or one locked by a password", "Word (.docx)"),
        (b"a\x00b", "is not a text", "plain text or HTML"),
        (b"<html><nav>Forside</nav><script>1</script>", "no text beside navigation", "script"),
    ],
)
def test_what_is_no_text_is_told(content: bytes, says: str, cure: str, tmp_path: Path) -> None:
    """The message names what is wrong with the file, and the help what to do."""
    with pytest.raises(InputError) as raised:
        guideline_text(file(tmp_path / "side", content))
    assert says in raised.value.message.en
    assert raised.value.help is not None
    assert cure in raised.value.help.en


def test_files_that_are_not_there(tmp_path: Path) -> None:
    """A folder, a missing file and an impossible name are told apart."""
    for path, says in (
        (tmp_path, "is a folder"),
        (tmp_path / "x", "no such file"),
        ("a\0b", "cannot be opened"),
    ):
        with pytest.raises(InputError, match=says):
            guideline_text(str(path))


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` stands for standard input."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("Æbler".encode())))
    assert guideline_text("-") == "Æbler"


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without standard input, `-` cannot be opened."""
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="standard input: this cannot be opened"):
        guideline_text("-")


def test_only_a_regular_file_of_a_guideline_s_size_is_read(tmp_path: Path) -> None:
    """A named pipe, a link out of its folder, and a file of 3 GB are refused at once, unread."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    with (tmp_path / "large").open("wb") as large:
        large.truncate(3 * 1024**3)
    for name, says in (
        ("pipe", "is a pipe or a device, not a file"),
        ("link", "is a link out of its folder"),
        ("large", "is larger than 16 MiB"),
    ):
        with pytest.raises(InputError, match=says):
            guideline_text(str(tmp_path / name))


def test_signs_that_are_no_wording_are_left_out(tmp_path: Path) -> None:
    """Soft hyphens and invisible characters, also by their HTML names, and signs that steer a terminal."""
    page = "<p>Haven&shy;s &#8203;æb&zwnj;ler \x1b[31mer\u202e r\u00f8de"
    assert guideline_text(file(tmp_path / "a.html", page)) == "Havens æbler [31mer røde"


@pytest.mark.parametrize(
    "page",
    [
        "<p>a" + "<b>" * 60_000,
        "<b>" * 60_000 + "</zz>" * 60_000,
        "<ul>" + "<li>" * 60_000,
        "<li><h2>" * 30_000,
        "<!--" * 60_000,
        "." * 300_000,
        "fx. A" * 100_000,
        "fx. A " * 100_000,
        "1. " * 100_000,
    ],
    ids=lambda page: page[:12],
)
def test_a_text_made_to_be_slow_is_not(page: str) -> None:
    """What is left open, and what never ends, takes time that grows with the text and not with its square."""
    began = time.process_time()
    sentences(text_of_html(page))
    sentences(page)
    assert time.process_time() - began < SECONDS


def test_a_cell_is_a_bullet_and_a_footnote_s_number_no_text(tmp_path: Path) -> None:
    """A word in a cell is no heading; a number that leads to a note is left out, a power is not."""
    page = (
        "<h2>Krav</h2><p>Haven har 5 m<sup>2</sup>.<sup><a href='#n'>1</a></sup> Den skal passes.</p>"
        "<table><tr><th>Bed</th><td>Bør luges. Og vandes.</td></tr></table><p>Slut her.</p>"
    )
    cut = sentences(guideline_text(file(tmp_path / "a.html", page)))
    assert [(each.section, each.bullet, each.text) for each in cut] == [
        ("Krav", None, "Haven har 5 m2."), ("Krav", None, "Den skal passes."), ("Krav", 1, "Bed"),
        ("Krav", 2, "Bør luges."), ("Krav", 2, "Og vandes."), ("Krav", None, "Slut her."),
    ]  # fmt: skip


@pytest.mark.parametrize("page", ["<![octype html>Haven", "<![if IE]>Haven<![endif]>", "<![CDATA[x]]>Haven"])
def test_sections_that_only_some_pages_have_are_passed_over(page: str, tmp_path: Path) -> None:
    """What stands between `<![` and `>` is no text, as in a browser."""
    assert guideline_text(file(tmp_path / "a.html", page)) == "Haven"
