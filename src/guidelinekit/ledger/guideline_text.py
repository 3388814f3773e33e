"""Reading a guideline's text of today from a file, plain or HTML, with a clear word where that fails."""

import re
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, lookup
from pathlib import Path

from guidelinekit.errors import InputError
from guidelinekit.ledger.guideline_html import text_of_html

STANDARD_INPUT = "-"

_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|main|article|div|p|ul|h[1-6])[\s>]", re.IGNORECASE)
_SNIFFED = 4096
"""Within so many characters an HTML page shows what it is."""
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_AS_THE_WEB_READS = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""Browsers read these declared character sets as Windows-1252, which holds them."""
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Soft hyphens and characters without width: they belong to the setting, not to the wording."""
_DAMAGED = re.compile("\ufffd|\u00c3[\u00a6\u00b8\u00a5\u02dc\u2020\u2026]")
"""What becomes of Danish letters that were read in the wrong encoding and saved again."""
_OTHER_KINDS = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a Word file or another archive",
    b"{\\rtf": "an RTF file",
}


def guideline_text(path: str) -> str:
    """Give a guideline's text, from a file or from standard input for `-`; of HTML only the text itself.

    Raises InputError for a file that is missing, empty, no text, or in an encoding that nobody can tell.
    """
    name = "standard input" if path == STANDARD_INPUT else path
    content = _content(path)
    for beginning, kind in _OTHER_KINDS.items():
        if content.startswith(beginning):
            raise InputError(f"{name}: is {kind}, not a text", "save the guideline as plain text or HTML")
    text = _decoded(content, name).translate(_INVISIBLE)
    if "\0" in text:
        raise InputError(f"{name}: is not a text", "give the guideline as plain text or HTML")
    if damaged := _DAMAGED.search(text):
        line = text.count("\n", 0, damaged.start()) + 1
        message = f"{name}: the Danish letters are damaged, first in line {line}"
        raise InputError(
            message, "the text was saved in the wrong encoding; fetch it again and save it as UTF-8"
        )
    if not text.strip():
        raise InputError(f"{name}: is empty", "check that the text was saved whole")
    if not (name.lower().endswith((".html", ".htm", ".xhtml")) or _MARKUP.search(text[:_SNIFFED])):
        return text
    found = text_of_html(text)
    if not found.strip():
        help_ = "the page may be filled in by a script; open it and save what you see as text"
        raise InputError(f"{name}: the page holds no text beside navigation and scripts", help_)
    return found


def _content(path: str) -> bytes:
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    if Path(path).is_dir():
        raise InputError(f"{path}: is a folder, not a file", "name the file with the guideline's text")
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file", "check the name and the folder") from None
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "not a possible file name").lower()
        raise InputError(f"{path}: cannot be opened: {why}", "check who may read it") from None


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    declared = _CHARSET.search(content[:_SNIFFED]) if b"<" in content[:_SNIFFED] else None
    if declared is None:
        raise InputError(
            f"{name}: is not UTF-8 text, from line {line} on; it is probably latin-1 (Windows-1252)",
            f"save it as UTF-8, for example with `iconv -f WINDOWS-1252 -t UTF-8 {name} > new.txt`",
        )
    said = declared[1].decode("ascii")
    try:
        codec = lookup(said).name
        return content.decode(_AS_THE_WEB_READS.get(codec, codec))
    except (LookupError, UnicodeDecodeError):
        message = f"{name}: says that it is `{said}`, but is not, from line {line} on"
        raise InputError(message, "save it as UTF-8") from None
