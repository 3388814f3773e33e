"""A file or a text to what can be relied on, and every problem of it."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from guidelinekit import limits
from guidelinekit.diagnostics import Diagnostic, Span
from guidelinekit.source.content import ContentError, Refusal, content
from guidelinekit.source.document import Document, placed
from guidelinekit.source.parse import NOT_ALLOWED, parse
from guidelinekit.text import Text, say

_HARMLESS = frozenset({"duplicate-key"})  # the data can still be read on, and more problems be found


def read(text: str, file: str) -> tuple[Document | None, list[Diagnostic]]:
    """Return the text's data with its places, and every problem; no document where it cannot be trusted."""
    text = text.removeprefix("\ufeff")
    if len(text.encode("utf-8", "replace")) > limits.FILE_BYTES:
        return None, [_refused(ContentError(Refusal.LARGE, most=limits.FILE_BYTES), file)]
    if (bad := NOT_ALLOWED.search(text)) is not None:
        return None, [_bad_character(text, bad.start(), file)]
    built, complete = parse(text, file)
    if complete and built.top is None and not built.diagnostics:
        return None, [
            Diagnostic(
                "empty-file",
                Text(da="filen er tom", en="the file is empty"),
                Text(da="skriv den, eller fjern den", en="write it, or remove it"),
                file=file,
            )
        ]
    if not complete or any(d.code not in _HARMLESS for d in built.diagnostics):
        return None, built.diagnostics
    return Document(file, built.top, built.lines, built.values, built.keys), built.diagnostics


def read_file(path: Path, shown_as: str | None = None) -> tuple[Document | None, list[Diagnostic]]:
    """Return a file's data as `read` does; `shown_as` names the file in messages."""
    file = shown_as or str(path)
    try:
        read_bytes = content(path, limits.FILE_BYTES)
    except ContentError as error:
        return None, [_refused(error, file)]
    try:
        document, problems = read(read_bytes.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        line = read_bytes.count(b"\n", 0, error.start) + 1
        message = say(
            "teksten er ikke UTF-8 fra linje {line} og frem",
            "the text is not UTF-8, from line {line} on",
            line=line,
        )
        return None, [
            Diagnostic(
                "not-utf8", message, Text(da="gem filen som UTF-8", en="save the file as UTF-8"), file=file
            )
        ]
    if document is not None:
        document = replace(document, digest=sha256(read_bytes).hexdigest())
    return document, problems


def _refused(error: ContentError, file: str) -> Diagnostic:
    code = "file-too-large" if error.refusal is Refusal.LARGE else "unreadable-file"
    return Diagnostic(code, error.message, error.cure, file=file)


def _bad_character(text: str, index: int, file: str) -> Diagnostic:
    before = (text[:index] + "x").splitlines()
    row, column = len(before), len(before[-1])
    message = say(
        "tegnet U+{number} er ikke tilladt",
        "the character U+{number} is not allowed",
        number=f"{ord(text[index]):04X}",
    )
    problem = Diagnostic(
        "yaml-syntax",
        message,
        Text(da="fjern det, og gem filen som UTF-8-tekst", en="remove it; save the file as UTF-8 text"),
    )
    lines = tuple(NOT_ALLOWED.sub("\ufffd", line) for line in text.splitlines())
    return placed(problem, file, lines, Span(row, column, column + 1))
