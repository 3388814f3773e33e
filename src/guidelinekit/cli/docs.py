"""`docs`: a page per rule and an index per pack, or all rules as one document to send."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from guidelinekit.cli.options import Lang, NamedPacks, Profile, Spoken, language
from guidelinekit.cli.outputs import opened
from guidelinekit.cli.paths import writing
from guidelinekit.docs.dictionary import dictionary, dictionary_page
from guidelinekit.docs.handbook import handbook
from guidelinekit.docs.markdown import MADE
from guidelinekit.docs.pages import INDEX, packs_page, pages
from guidelinekit.evaluate import load_rules
from guidelinekit.examples.pack_under_test import open_pack
from guidelinekit.publication.as_site import as_site, write_pages
from guidelinekit.publication.writers import WRITERS
from guidelinekit.rules.packs import bundled_packs

FIELDS = "fields.md"
"""The page of the dictionary of fields, beside the folders of the packs."""


class Format(StrEnum):
    """A folder of pages, or a document."""

    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


_BY_EXTENSION: Final = {f".{each.value}": each for each in (Format.HTML, Format.DOCX, Format.PDF)}


def command(
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="PATH", help="A folder for pages, or the document's file."),
    ],
    packs: NamedPacks = None,
    profile: Profile = "suggested",
    changelog: Annotated[
        Path, typer.Option("--changelog", metavar="FILE", help="Where the history of rules is told.")
    ] = Path("CHANGELOG.md"),
    fmt: Annotated[
        Format | None,
        typer.Option("--format", help="Pages, or one document (default: by the extension of the output)."),
    ] = None,
    lang: Lang = Spoken.DA,
    hearing: Annotated[
        bool, typer.Option("--hearing", help="End the document in a table for the answers to a hearing.")
    ] = False,
) -> None:
    """Write what the rules ask: a page for each, or all of them as one document to send.

    Pages are Markdown in Danish and English: what the guideline asks, the logic in prose, numbers, examples,
    history. Each pack gets a folder of its own; pages of rules that are gone are removed. Beside them the
    fields of a case stand in `fields.md`.

    A document (html, docx, pdf) is in one language, with contents and numbers: each rule, what is set
    locally, what the expressions mean, what is not encoded and why. A PDF is printed by Chromium, Chrome
    or Edge. Where html is asked for and the output is a folder, it is a folder of pages with a search.

    Examples:
      guidelinekit docs -o docs/rules
      guidelinekit docs ./my-pack -o hearing.docx --hearing
      guidelinekit docs ssb-2016 -o rules.html --lang en
      guidelinekit docs ssb-2016 -o pages --format html
    """
    chosen = fmt or _BY_EXTENSION.get(output.suffix.lower(), Format.MARKDOWN)
    if chosen is Format.MARKDOWN:
        _write_pages(output, packs, profile, changelog)
        return
    opened_packs = [open_pack(pack) for pack in packs or bundled_packs()]
    if chosen is Format.HTML and output.suffix.lower() != ".html":
        site = as_site(handbook(opened_packs, profile, language(lang), hearing=hearing))
        with writing(output):
            write_pages(site, output)
        return
    with opened(output) as sink:
        book = handbook(opened_packs, profile, language(lang), hearing=hearing)
        sink.buffer.write(WRITERS[chosen](book))


def _write_pages(output: Path, packs: list[str] | None, profile: str, changelog: Path) -> None:
    history = changelog.read_text(encoding="utf-8", errors="replace") if changelog.is_file() else ""
    with writing(output):
        for pack in packs or bundled_packs():
            made = pages(pack, profile, history)
            write_pages(made.texts, output / made.pack, ".md", MADE)
        if not packs:
            bundled = load_rules(bundled_packs(), "text-only").packs
            (output / INDEX).write_text(packs_page(bundled), encoding="utf-8", newline="\n")
            page = dictionary_page(dictionary(bundled))
            (output / FIELDS).write_text(page, encoding="utf-8", newline="\n")
