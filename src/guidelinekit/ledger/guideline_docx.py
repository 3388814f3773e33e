"""The text of a Word document as blocks with blank lines between them."""

import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from guidelinekit import limits
from guidelinekit.errors import InputError
from guidelinekit.extras import needs
from guidelinekit.ledger.guideline_words import SAVE_AS, TEXT_ALONE
from guidelinekit.text import Text, say

_BODY: Final = "word/document.xml"
_NEEDED: Final = Text(da="Word-dokumenter", en="Word documents")
_CHANGES: Final = (b"<w:ins ", b"<w:del ")
"""Tracked changes: which of the two texts is meant, the file does not say."""


def text_of_docx(raw: bytes, name: str) -> str:
    """Return the text of a Word document: a block for each paragraph and cell, list items with a bullet sign.

    Raises InputError for another archive, one that is damaged or too large, and one with tracked changes.
    """
    body = _body(raw, name)
    if any(mark in body for mark in _CHANGES):
        raise InputError(
            say(
                "{name}: dokumentet har sporede ændringer, som ingen har taget stilling til",
                "{name}: the document holds tracked changes that nobody has decided on",
                name=name,
            ),
            Text(
                da="acceptér eller afvis dem i Word, og gem det",
                en="accept or reject them in Word, and save it",
            ),
        )
    docx = needs("docx", "documents", _NEEDED)
    try:
        document = docx.Document(BytesIO(raw))
        styles = {style.style_id: style.name or "" for style in document.styles}
        return "\n\n".join(_blocks(document, styles))
    except Exception:  # noqa: BLE001 - a damaged document can fail anywhere in the library
        raise _damaged(name) from None


def _body(raw: bytes, name: str) -> bytes:
    try:
        with ZipFile(BytesIO(raw)) as archive:
            if _BODY not in archive.namelist():
                raise InputError(
                    say(
                        "{name}: er en pakket fil og ikke et Word-dokument",
                        "{name}: is an archive, and no Word document",
                        name=name,
                    ),
                    SAVE_AS,
                )
            whole = sum(member.file_size for member in archive.infolist())
            body = archive.getinfo(_BODY).file_size
            if whole > limits.DOCUMENT_BYTES or body > limits.GUIDELINE_BYTES:
                raise InputError(
                    say(
                        "{name}: er for stor, når den er pakket ud",
                        "{name}: is too large once it is unpacked",
                        name=name,
                    ),
                    TEXT_ALONE,
                )
            return archive.read(_BODY)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error):
        raise _damaged(name) from None


def _damaged(name: str) -> InputError:
    return InputError(
        say("{name}: er et beskadiget Word-dokument", "{name}: is a damaged Word document", name=name),
        Text(
            da="åbn det i Word, og gem det igen, eller gem det som tekst",
            en="open it in Word and save it again, or save it as text",
        ),
    )


def _blocks(holder: Any, styles: Mapping[str, str], *, in_cell: bool = False) -> Iterator[str]:
    """Yield the blocks of a document or of a table's cell; joined cells come once.

    Cells are taken as they are written: the library repeats one as often as it says that it is wide. What
    stands in a cell without a full stop is a bullet, lest it pass for a heading.
    """
    for part in holder.iter_inner_content():
        if hasattr(part, "rows"):
            cell = needs("docx.table", "documents", _NEEDED)._Cell  # noqa: SLF001 - as below
            for row in part.rows:
                for written in row._tr.tc_lst:  # noqa: SLF001 - the only way
                    if written.vMerge != "continue":
                        yield from _blocks(cell(written, part), styles, in_cell=True)
        elif text := part.text.strip():
            paragraph = part._p  # noqa: SLF001 - the library looks all styles through for each paragraph
            style = styles.get(paragraph.style or "", "")
            heading = style.startswith(("Heading", "Title"))
            numbered = paragraph.pPr is not None and paragraph.pPr.numPr is not None
            item = not heading and (numbered or style.startswith("List"))
            loose = in_cell and text[-1] not in ".:;?!" and not heading
            yield f"• {text}" if item or loose else text
