"""A guideline's text from a file, plain, HTML, Word or PDF, with a clear word where that fails."""

import re
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, lookup
from pathlib import Path
from typing import Final

from guidelinekit import limits
from guidelinekit.case.reading.files import refused
from guidelinekit.errors import InputError
from guidelinekit.ledger.guideline_docx import text_of_docx
from guidelinekit.ledger.guideline_html import text_of_html
from guidelinekit.ledger.guideline_pdf import text_of_pdf
from guidelinekit.ledger.guideline_words import SAVE_AS, TEXT_ALONE
from guidelinekit.source.content import ContentError, Refusal, content
from guidelinekit.text import Text, say

STANDARD_INPUT: Final = "-"

_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|main|article|div|p|ul|h[1-6])[\s>]", re.IGNORECASE)
_SNIFFED: Final = 4096
"""Within so many characters an HTML page shows what it is."""
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_CHARSETS: Final = ("utf-8", "utf-16", "utf-32", "iso8859", "cp", "mac", "koi8", "ascii")
"""How the names of what may be declared begin: not everything that Python has decodes a text, or in time."""
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
    b"{\\rtf": Text(da="en RTF-fil", en="an RTF file"),
    b"\xd0\xcf\x11\xe0": Text(
        da="en gammel Word-fil (.doc) eller låst med en adgangskode",
        en="an old Word file (.doc), or one locked by a password",
    ),
}


def guideline_text(path: str) -> str:
    """Return a guideline's text, from a file or from standard input for `-`; of HTML only the text itself.

    Raises InputError for a file that is missing, empty or locked, no text, or in an encoding nobody can tell.
    """
    name = "standard input" if path == STANDARD_INPUT else path
    raw = _raw(path, name)
    for beginning, kind in _OTHER_KINDS.items():
        if raw.startswith(beginning):
            raise InputError(say("{name}: er {kind}", "{name}: is {kind}", name=name, kind=kind), SAVE_AS)
    for beginning, read in _DOCUMENTS.items():
        if raw.startswith(beginning):
            return _worded(read(raw, name), name)
    text = _decoded(raw, name)
    if "\0" in text:
        raise InputError(
            say("{name}: er ikke en tekst", "{name}: is not a text", name=name),
            Text(
                da="giv retningslinjen som ren tekst eller HTML",
                en="give the guideline as plain text or HTML",
            ),
        )
    if damaged := _DAMAGED.search(text):
        line = text.count("\n", 0, damaged.start()) + 1
        raise InputError(
            say(
                "{name}: de danske bogstaver er ødelagt, første gang i linje {line}",
                "{name}: the Danish letters are damaged, first in line {line}",
                name=name,
                line=line,
            ),
            Text(
                da="teksten er gemt med forkert tegnkodning; hent den igen, og gem den som UTF-8",
                en="the text was saved in the wrong encoding; fetch it again and save it as UTF-8",
            ),
        )
    if not (name.lower().endswith((".html", ".htm", ".xhtml")) or _MARKUP.search(text[:_SNIFFED])):
        return _worded(text, name)
    if not (wording := _NO_WORDING.sub("", text_of_html(text))).strip():
        raise InputError(
            say(
                "{name}: siden har ingen tekst ud over menuer og scripts",
                "{name}: the page holds no text beside navigation and scripts",
                name=name,
            ),
            Text(
                da="siden udfyldes måske af et script; åbn den, og gem det, du ser, som tekst",
                en="the page may be filled in by a script; open it and save what you see as text",
            ),
        )
    return wording


def _worded(text: str, name: str) -> str:
    if not (wording := _NO_WORDING.sub("", text)).strip():
        raise InputError(
            say("{name}: er tom", "{name}: is empty", name=name),
            Text(da="se efter, om hele teksten blev gemt", en="check that the text was saved whole"),
        )
    return wording


def _raw(path: str, name: str) -> bytes:
    try:
        return _piped() if path == STANDARD_INPUT else content(Path(path), limits.GUIDELINE_BYTES)
    except ContentError as error:
        cure = TEXT_ALONE if error.refusal is Refusal.LARGE else error.cure
        raise InputError(refused(name, error).message, cure) from None


def _piped() -> bytes:
    if sys.stdin is None:
        raise ContentError(Refusal.CLOSED)
    raw = sys.stdin.buffer.read(limits.GUIDELINE_BYTES + 1)
    if len(raw) > limits.GUIDELINE_BYTES:
        raise ContentError(Refusal.LARGE, most=limits.GUIDELINE_BYTES)
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
            say(
                "{name}: er ikke UTF-8-tekst fra linje {line}; den er nok latin-1 (Windows-1252)",
                "{name}: is not UTF-8 text, from line {line} on; it is probably latin-1 (Windows-1252)",
                name=name,
                line=line,
            ),
            say(
                "gem den som UTF-8, fx med `iconv -f WINDOWS-1252 -t UTF-8 {name} > ny.txt`",
                "save it as UTF-8, for example with `iconv -f WINDOWS-1252 -t UTF-8 {name} > new.txt`",
                name=name,
            ),
        )
    charset = declared[1].decode("ascii")
    try:
        codec = lookup(charset).name
        if codec.startswith(_CHARSETS):
            return raw.decode(_AS_THE_WEB_READS.get(codec, codec))
    except (LookupError, UnicodeError):
        pass
    raise InputError(
        say(
            "{name}: siger, at den er `{charset}`, men er det ikke fra linje {line}",
            "{name}: says that it is `{charset}`, but is not, from line {line} on",
            name=name,
            charset=charset,
            line=line,
        ),
        Text(da="gem den som UTF-8", en="save it as UTF-8"),
    )
