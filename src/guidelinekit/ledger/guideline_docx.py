"""The text of a Word document as blocks with blank lines between them."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from guidelinekit import limits
from guidelinekit.errors import InputError
from guidelinekit.extras import needs
from guidelinekit.ledger.guideline_words import SAVE_AS, TEXT_ALONE
from guidelinekit.text import Text, say

_BODY: Final = "word/document.xml"
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
    docx = needs("docx", "documents", Text(da="Word-dokumenter", en="Word documents"))
    try:
        document = docx.Document(BytesIO(raw))
        return "\n\n".join(_blocks(document))
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
            if sum(member.file_size for member in archive.infolist()) > limits.DOCUMENT_BYTES:
                raise InputError(
                    say(
                        "{name}: er for stor, når den er pakket ud",
                        "{name}: is too large once it is unpacked",
                        name=name,
                    ),
                    TEXT_ALONE,
                )
            return archive.read(_BODY)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise _damaged(name) from None


def _damaged(name: str) -> InputError:
    return InputError(
        say("{name}: er et beskadiget Word-dokument", "{name}: is a damaged Word document", name=name),
        Text(
            da="åbn det i Word, og gem det igen, eller gem det som tekst",
            en="open it in Word and save it again, or save it as text",
        ),
    )


def _blocks(holder: Any, *, in_cell: bool = False) -> Iterator[str]:
    """Yield the blocks of a document or of a table's cell; joined cells come once.

    What stands in a cell without a full stop is a bullet, lest it pass for a heading.
    """
    for part in holder.iter_inner_content():
        if hasattr(part, "rows"):
            cells = {id(cell._tc): cell for row in part.rows for cell in row.cells}  # noqa: SLF001 - no other identity
            for cell in cells.values():
                yield from _blocks(cell, in_cell=True)
        elif text := part.text.strip():
            loose = in_cell and text[-1] not in ".:;?!" and not _is_heading(part)
            yield f"• {text}" if _is_item(part) or loose else text


def _is_item(paragraph: Any) -> bool:
    """Say whether a paragraph is of a list, by its own numbering or its style; a heading is not."""
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None  # noqa: SLF001 - the only way
    return not _is_heading(paragraph) and (numbered or (paragraph.style.name or "").startswith("List"))


def _is_heading(paragraph: Any) -> bool:
    return (paragraph.style.name or "").startswith(("Heading", "Title"))
