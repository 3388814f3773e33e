"""Hostile texts in every format, read by what reads it: the text is there, and nothing else came of it.

What is written of a record with hostile texts has the parts that it has of a harmless one: the same elements,
cells, keys and marks, by a parser that knows nothing of how they were written.
"""

import csv
import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from made_results import AS_OF, PACK, PROFILE, case, result, rule

from guidelinekit.cli.reports import Format, Target, _writer
from guidelinekit.diagnostics import Diagnostic, Span
from guidelinekit.evaluate.tally import Tally
from guidelinekit.examples.outcomes import run_examples
from guidelinekit.lang.rule import Modality, Subject
from guidelinekit.publication.publication import Block, Captioned, Chapter, Code, Grid, Paragraph, Publication
from guidelinekit.publication.writers import BROWSERS, WRITERS
from guidelinekit.report.authors.examples_junit import junit
from guidelinekit.report.authors.lint_report import annotations, lint_sarif
from guidelinekit.report.contract import InvalidEntry, ProblemEntry
from guidelinekit.report.receipt_contract import Both, FileEntry
from guidelinekit.report.writer import Ending, Heading, Look
from guidelinekit.results import CaseResults, Remark, RemarkCode, Status
from guidelinekit.text import Text, say
from guidelinekit.wording.explanation import Outline
from tiny_packs import CASES, tiny_pack

HARMLESS = "harmless"
HOSTILE = {
    "element": "<script>alert(1)</script>",
    "attribute": "\"'><img src=x onerror=alert(1)>",
    "entity": "&lt;b&gt;&amp;&#60;",
    "cdata": "]]><x/>-->",
    "title": "\x1b]0;title\x07\x1b[31mred",
    "direction": "a\u202egnp.exe\u2066b",
    "cell": "a|b|c",
    "line": "a\nb\r\n\n# c\n- d\n::error::e\u2028f\x85g",
    "formula": "=1+1",
    "dde": "@SUM(1+1)*cmd|'/c x'!A1",
    "link": "[x](javascript:alert(1)) ![y](http://x/y) http://x.y <http://z>",
    "marks": "`code` **bold** _it_ ~~no~~ $x$ @someone #1 \\",
    "template": "{{7*7}}{% for x in y %}${x}",
    "format": "%s %n {0} %0A%0D",
    "separators": 'a,b;c\t"d""',
}
_LINES = ("}br", "}t")
"""What Word makes of the lines of a text."""
_STEERS = {"Cc", "Cf", "Zl", "Zp", "Cs"}


def letters(text: str) -> str:
    """Return the signs of a text that every format must show; not what may be shown as a blank or as `?`."""
    return "".join(sign for sign in text if sign.isascii() and sign.isprintable() and sign not in " ?'\\")


class Parts(HTMLParser):
    """The elements of a page with the names of their attributes, and its texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.shape: list[Any] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.shape.append((tag, [name for name, _ in attrs if name != "class"]))  # a class is how long it is
        self.texts += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        """Note that there is a comment, which no page of ours has."""
        self.shape.append(("comment", data))


Parsed = tuple[Any, list[str]]
"""What a document is made of, and the texts in it."""


def page_parts(content: bytes) -> Parsed:
    """Parse a page."""
    parts = Parts(content.decode())
    return parts.shape, parts.texts


def xml_parts(content: bytes) -> Parsed:
    """Parse XML."""
    elements = list(ET.fromstring(content).iter())  # noqa: S314 - written by the test itself
    shape = [(each.tag, sorted(each.keys())) for each in elements if not each.tag.endswith(_LINES)]
    return shape, [text for each in elements for text in (*each.attrib.values(), each.text or "")]


def word_parts(content: bytes) -> Parsed:
    """Parse every part of a Word document."""
    shape, texts = [], []
    with ZipFile(BytesIO(content)) as document:
        for name in sorted(name for name in document.namelist() if name.endswith((".xml", ".rels"))):
            of_part, of_texts = xml_parts(document.read(name))
            shape.append((name, of_part))
            texts += of_texts
    return shape, texts


def table_parts(separator: str) -> Callable[[bytes], Parsed]:
    """Return what parses CSV."""

    def parsed(content: bytes) -> Parsed:
        rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))
        return [len(row) for row in rows], [
            cell for row in rows for cell in row if not cell.startswith(tuple("=+-@\t\r\n"))
        ]

    return parsed


def workbook_parts(content: bytes) -> Parsed:
    """Parse a workbook."""
    openpyxl = pytest.importorskip("openpyxl")
    cells = [
        cell
        for sheet in openpyxl.load_workbook(BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
    ]
    shape = [(cell.coordinate, cell.data_type, cell.hyperlink) for cell in cells]
    return shape, [cell.value for cell in cells if isinstance(cell.value, str)]


def json_parts(content: bytes) -> Parsed:
    """Parse JSON."""
    texts: list[str] = []
    return _shape(json.loads(content), texts), texts


def json_lines_parts(content: bytes) -> Parsed:
    """Parse a JSON document on each line."""
    texts: list[str] = []
    return [_shape(json.loads(line), texts) for line in content.decode().split("\n") if line], texts


def _shape(value: Any, texts: list[str]) -> Any:
    match value:
        case dict():
            return {key: _shape(part, texts) for key, part in value.items()}
        case list():
            return [_shape(part, texts) for part in value]
        case str():
            texts.append(value)
    return type(value)


def markdown_parts(content: bytes) -> Parsed:
    """Parse Markdown as GitHub does, tables and links without brackets too."""
    markdown_it = pytest.importorskip("markdown_it")
    shape: list[Any] = []
    texts: list[str] = []
    for token in markdown_it.MarkdownIt("gfm-like", {"linkify": False}).parse(content.decode()):
        shape.append(token.type)
        inside = token.children or ()
        shape += [inner.type for inner in inside if inner.type not in {"text", "text_special"}]
        texts.append("".join(inner.content for inner in inside) or token.content)
    return shape, texts


def command_parts(content: bytes) -> Parsed:
    """Parse the commands of a workflow, one on a line."""
    escapes = {"%0A": "\n", "%0D": "\r", "%3A": ":", "%2C": ",", "%25": "%"}
    lines = content.decode().splitlines()
    plain = [re.sub("|".join(escapes), lambda code: escapes[code[0]], line) for line in lines]
    return [line.split("::")[1].partition(" ")[0] for line in lines], plain


def line_parts(content: bytes) -> Parsed:
    """Parse a report for people: what may be broken over lines is one text."""
    return None, ["".join(content.decode().split())]


PARSERS: dict[Format, Callable[[bytes], Parsed]] = {
    Format.HUMAN: line_parts,
    Format.JSON: json_parts,
    Format.NDJSON: json_lines_parts,
    Format.HTML: page_parts,
    Format.XLSX: workbook_parts,
    Format.CSV: table_parts(","),
    Format.CSV_EXCEL: table_parts(";"),
    Format.VALIDATION: table_parts(","),
    Format.VALIDATION_EXCEL: table_parts(";"),
    Format.MARKDOWN: markdown_parts,
    Format.JUNIT: xml_parts,
    Format.SARIF: json_parts,
    Format.GITHUB: command_parts,
    Format.GITHUB_SUMMARY: markdown_parts,
    Format.GITLAB: json_parts,
    Format.FHIR: json_lines_parts,
}
FOR_PROGRAMS = {Format.JSON, Format.NDJSON}
"""They hold every sign, escaped, since ids must join; nobody looks at them as they are."""


def report(fmt: Format, text: str) -> bytes:
    """Return a report in which a text stands wherever a record or a pack can put it."""
    both = Text(da=text, en=text)
    name = "1.1-a"
    heading = Heading(
        AS_OF,
        (PACK.model_copy(update={"title": both, "notice": both, "edition": text}),),
        PROFILE.model_copy(update={"title": both}),
        (rule(name).model_copy(update={"title": both}),),
        files=((text, Subject.CASE),),
    )
    unmet = result(name, Status.UNMET, Modality.MUST, item=text, overdue=3)
    unmet = replace(unmet, title=both, message=both, remedy=both, key=f"{text} small/{name} {text}")
    remark = Remark(RemarkCode.ENDED_BEFORE_BEGUN, text, text, ("/needs/0",), both)
    record: CaseResults = replace(case(text, unmet), provider_id=text, remarks=(remark,))
    invalid = InvalidEntry(
        location=f"{text}, line 7",
        case_id=text,
        of=Subject.CASE,
        problems=(ProblemEntry(pointer=f"/{text}", message=Both(da=text, en=text)),),
    )
    raw, tally = BytesIO(), Tally()
    sink = TextIOWrapper(raw, encoding="utf-8", newline="\n")
    writer = _writer(Target("x", fmt), sink, heading, Look("da", verbose=True, file=lambda: text))
    tally.add(record)
    writer.put(writer.shape(record))
    tally.refuse(Subject.CASE)
    writer.refuse(invalid)
    writer.finish(Ending(tally, files=(FileEntry(path=text, kind=Subject.CASE, digest="0" * 64),)))
    sink.flush()
    return raw.getvalue()


def document(form: str, texts: Iterable[str]) -> bytes:
    """Return a document in which each text stands in each kind of block."""
    return WRITERS[form](Publication("title", "subtitle", "da", [_chapter(text) for text in texts]))


def _chapter(text: str) -> Chapter:
    outline = Outline(text, (Outline(text, (Outline(text),)),))
    blocks: list[Block] = [
        Paragraph(text),
        Paragraph(text, quoted=True),
        Code(text),
        Captioned(text, outline),
    ]
    return Chapter(text, blocks, [Chapter(text, [Grid([text, "b"], [[text, ""], ["c", text]])])])


def steering(texts: list[str]) -> Iterator[str]:
    """Yield the signs that steer what shows them; an end of line does not, nor do the marks that we set."""
    for text in texts:
        for sign in text:
            if unicodedata.category(sign) in _STEERS and sign not in "\n\r\t\u200c\u200d\ufeff":
                yield sign


@cache
def harmless(fmt: Format) -> Any:
    """Return what a report of harmless texts is made of."""
    return PARSERS[fmt](report(fmt, HARMLESS))[0]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("fmt", PARSERS)
def test_a_hostile_text_is_a_text_in_every_report(fmt: Format, name: str) -> None:
    """The report has the parts of one of harmless texts, shows the text, and holds nothing that steers."""
    shape, texts = PARSERS[fmt](report(fmt, HOSTILE[name]))
    assert shape == harmless(fmt)
    assert letters(HOSTILE[name]) in letters("".join(texts))
    if fmt not in FOR_PROGRAMS:
        assert set(steering(texts)) == set()


@pytest.mark.parametrize(("form", "parse"), [("html", page_parts), ("docx", word_parts)])
def test_a_hostile_text_is_a_text_in_every_document(form: str, parse: Callable[[bytes], Parsed]) -> None:
    """A page, which is also printed as PDF, and a Word document have the same parts whatever they say."""
    pytest.importorskip("docx")
    shape, texts = parse(document(form, HOSTILE.values()))
    assert shape == parse(document(form, [HARMLESS] * len(HOSTILE)))[0]
    whole = letters("".join(texts))
    assert [name for name, text in HOSTILE.items() if letters(text) not in whole] == []
    assert set(steering(texts)) == set()


@pytest.mark.skipif(not any(map(shutil.which, BROWSERS)), reason="a PDF is printed by a browser")
def test_a_hostile_text_is_a_text_in_a_pdf() -> None:
    """The PDF shows each text, and leads nowhere but within itself."""
    pypdf = pytest.importorskip("pypdf")
    pages = pypdf.PdfReader(BytesIO(document("pdf", HOSTILE.values()))).pages
    whole = letters("".join(page.extract_text() for page in pages))
    assert [name for name, text in HOSTILE.items() if letters(text) not in whole] == []
    assert {link.get_object().get("/A") for page in pages for link in page.get("/Annots", ())} == {None}


@pytest.mark.parametrize("name", [name for name in HOSTILE if "/" not in HOSTILE[name]])
def test_the_name_of_a_folder_is_a_text_in_what_authors_read(tmp_path: Path, name: str) -> None:
    """JUnit of example cases, SARIF and annotations of `lint` take whatever the pack's folder is called."""

    def written(folder: str) -> list[Parsed]:
        place = tmp_path / folder
        place.mkdir()
        pack = tiny_pack(place, cases=CASES.replace("status: unmet", "status: met"))
        outcomes = [(folder, each) for each in run_examples(pack)]
        problem = Diagnostic("tab", say("{x}", "{x}", x=folder), file=str(pack), span=Span(1, 1, 2))
        return [
            xml_parts(junit(outcomes, "da").encode()),
            json_parts(lint_sarif([problem], "da").encode()),
            command_parts("\n".join(annotations([problem], "da")).encode()),
        ]

    for (shape, texts), (usual, _) in zip(written(HOSTILE[name]), written(HARMLESS), strict=True):
        assert shape == usual
        assert letters(HOSTILE[name]) in letters("".join(texts))
        assert set(steering(texts)) == set()
