"""A guideline's text from a file, plain, HTML, Word or PDF, with a clear word where that fails."""

import re
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, lookup
from pathlib import Path
from typing import Final

from guidelinekit import limits
from guidelinekit.errors import InputError
from guidelinekit.ledger.guideline_docx import text_of_docx
from guidelinekit.ledger.guideline_html import text_of_html
from guidelinekit.ledger.guideline_pdf import text_of_pdf
from guidelinekit.source.content import ContentError, Refusal, content

STANDARD_INPUT: Final = "-"

_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|main|article|div|p|ul|h[1-6])[\s>]", re.IGNORECASE)
_SNIFFED: Final = 4096
"""Within so many characters an HTML page shows what it is."""
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_AS_THE_WEB_READS = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""Browsers read these declared character sets as Windows-1252, which holds them."""
_NO_WORDING = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
"""Soft hyphens, characters without width, and signs that steer a terminal: none belongs to the wording."""
_DAMAGED = re.compile("\ufffd|\u00c3[\u00a6\u00b8\u00a5\u02dc\u2020\u2026]")
"""What becomes of Danish letters that were read in the wrong encoding and saved again."""
_DOCUMENTS: Final = {b"%PDF": text_of_pdf, b"PK\x03\x04": text_of_docx}
_OTHER_KINDS = {
    b"{\\rtf": "an RTF file",
    b"\xd0\xcf\x11\xe0": "an old Word file (.doc), or one locked by a password",
}
_REFUSED: Final = {
    Refusal.ABSENT: ("there is no such file", "check the name and the folder"),
    Refusal.FOLDER: ("is a folder, not a file", "name the file with the guideline's text"),
    Refusal.SPECIAL: (
        "is a pipe or a device, not a file",
        "save the text, or give it on standard input as `-`",
    ),
    Refusal.LINK: ("is a link out of its folder", "name the file itself"),
    Refusal.CLOSED: ("cannot be opened", "check who may read it"),
    Refusal.LARGE: ("is larger than 16 MiB", "give the guideline's text alone"),
}


def guideline_text(path: str) -> str:
    """Return a guideline's text, from a file or from standard input for `-`; of HTML only the text itself.

    Raises InputError for a file that is missing, empty or locked, no text, or in an encoding nobody can tell.
    """
    name = "standard input" if path == STANDARD_INPUT else path
    raw = _raw(path, name)
    for beginning, kind in _OTHER_KINDS.items():
        if raw.startswith(beginning):
            raise InputError(f"{name}: is {kind}", "save the guideline as text, HTML, Word (.docx) or PDF")
    for beginning, read in _DOCUMENTS.items():
        if raw.startswith(beginning):
            return _worded(read(raw, name), name)
    text = _decoded(raw, name)
    if "\0" in text:
        raise InputError(f"{name}: is not a text", "give the guideline as plain text or HTML")
    if damaged := _DAMAGED.search(text):
        line = text.count("\n", 0, damaged.start()) + 1
        message = f"{name}: the Danish letters are damaged, first in line {line}"
        raise InputError(
            message, "the text was saved in the wrong encoding; fetch it again and save it as UTF-8"
        )
    if not (name.lower().endswith((".html", ".htm", ".xhtml")) or _MARKUP.search(text[:_SNIFFED])):
        return _worded(text, name)
    if not (wording := _NO_WORDING.sub("", text_of_html(text))).strip():
        help_ = "the page may be filled in by a script; open it and save what you see as text"
        raise InputError(f"{name}: the page holds no text beside navigation and scripts", help_)
    return wording


def _worded(text: str, name: str) -> str:
    if not (wording := _NO_WORDING.sub("", text)).strip():
        raise InputError(f"{name}: is empty", "check that the text was saved whole")
    return wording


def _raw(path: str, name: str) -> bytes:
    try:
        return _piped() if path == STANDARD_INPUT else content(Path(path), limits.GUIDELINE_BYTES)
    except ContentError as error:
        message, cure = _REFUSED[error.refusal]
        cause = f": {error.cause}" if error.cause else ""
        raise InputError(f"{name}: {message}{cause}", cure) from None


def _piped() -> bytes:
    if sys.stdin is None:
        raise ContentError(Refusal.CLOSED)
    raw = sys.stdin.buffer.read(limits.GUIDELINE_BYTES + 1)
    if len(raw) > limits.GUIDELINE_BYTES:
        raise ContentError(Refusal.LARGE)
    return raw


def _decoded(raw: bytes, name: str) -> str:
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    declared = _CHARSET.search(raw[:_SNIFFED]) if b"<" in raw[:_SNIFFED] else None
    if declared is None:
        raise InputError(
            f"{name}: is not UTF-8 text, from line {line} on; it is probably latin-1 (Windows-1252)",
            f"save it as UTF-8, for example with `iconv -f WINDOWS-1252 -t UTF-8 {name} > new.txt`",
        )
    charset = declared[1].decode("ascii")
    try:
        codec = lookup(charset).name
        return raw.decode(_AS_THE_WEB_READS.get(codec, codec))
    except (LookupError, UnicodeDecodeError):
        message = f"{name}: says that it is `{charset}`, but is not, from line {line} on"
        raise InputError(message, "save it as UTF-8") from None
