"""Reading a file or a text: what can be relied on, and every problem found."""

import re
from pathlib import Path

from guidelinekit.diagnostics import Diagnostic, Span
from guidelinekit.source.document import Document, placed
from guidelinekit.source.parse import MAX_BYTES, parse

_NOT_ALLOWED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HARMLESS = frozenset({"duplicate-key"})  # the data can still be read on, and more problems be found
_WHY = {
    "folder": ("unreadable-file", "this is a folder, not a file", "rename it, or move it away"),
    "absent": ("unreadable-file", "there is no such file", "check its name and place"),
    "closed": ("unreadable-file", "the file cannot be opened", "check who may read it"),
    "large": ("file-too-large", "the file is larger than 1 MiB", "split it into smaller files"),
    "empty": ("empty-file", "the file is empty", "write it, or remove it"),
}


def read(text: str, file: str) -> tuple[Document | None, list[Diagnostic]]:
    """Give the text's data with its places, and every problem; no document where it cannot be trusted."""
    text = text.removeprefix("\ufeff")
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        return None, [_unread("large", file)]
    if bad := _NOT_ALLOWED.search(text):
        return None, [_bad_character(text, bad.start(), file)]
    built, complete = parse(text, file)
    if complete and built.top is None and not built.diagnostics:
        return None, [_unread("empty", file)]
    if not complete or any(d.code not in _HARMLESS for d in built.diagnostics):
        return None, built.diagnostics
    return Document(file, built.top, built.lines, built.values, built.keys), built.diagnostics


def read_file(path: Path, shown_as: str | None = None) -> tuple[Document | None, list[Diagnostic]]:
    """Give a file's data as `read` does; `shown_as` names the file in messages."""
    file = shown_as or str(path)
    try:
        if path.is_dir():
            return None, [_unread("folder", file)]
        if path.stat().st_size > MAX_BYTES:
            return None, [_unread("large", file)]
        content = path.read_bytes()
    except FileNotFoundError:
        return None, [_unread("absent", file)]
    except (OSError, ValueError):
        return None, [_unread("closed", file)]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"the text is not UTF-8, from line {line} on"
        return None, [Diagnostic("not-utf8", message, "save the file as UTF-8", file=file)]
    return read(text, file)


def _unread(why: str, file: str) -> Diagnostic:
    code, message, help_ = _WHY[why]
    return Diagnostic(code, message, help_, file=file)


def _bad_character(text: str, index: int, file: str) -> Diagnostic:
    before = (text[:index] + "x").splitlines()
    row, column = len(before), len(before[-1])
    message = f"the character U+{ord(text[index]):04X} is not allowed"
    problem = Diagnostic("yaml-syntax", message, "remove it; save the file as UTF-8 text")
    lines = tuple(_NOT_ALLOWED.sub("\ufffd", line) for line in text.splitlines())
    return placed(problem, file, lines, Span(row, column, column + 1))
