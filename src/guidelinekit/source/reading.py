"""A file or a text to what can be relied on, and every problem of it."""

from pathlib import Path

from guidelinekit import limits
from guidelinekit.diagnostics import Diagnostic, Span
from guidelinekit.source.content import ContentError, Refusal, content
from guidelinekit.source.document import Document, placed
from guidelinekit.source.parse import NOT_ALLOWED, parse
from guidelinekit.text import Text, say

_HARMLESS = frozenset({"duplicate-key"})  # the data can still be read on, and more problems be found
_WHY = {
    Refusal.ABSENT: (
        "unreadable-file",
        Text(da="filen findes ikke", en="there is no such file"),
        Text(da="se efter, om navn og placering er rigtige", en="check its name and place"),
    ),
    Refusal.FOLDER: (
        "unreadable-file",
        Text(da="det er en mappe og ikke en fil", en="this is a folder, not a file"),
        Text(da="giv den et andet navn, eller flyt den", en="rename it, or move it away"),
    ),
    Refusal.SPECIAL: (
        "unreadable-file",
        Text(da="det er en pipe eller en enhed og ikke en fil", en="this is a pipe or a device, not a file"),
        Text(da="flyt den", en="move it away"),
    ),
    Refusal.LINK: (
        "unreadable-file",
        Text(da="det er et link ud af mappen", en="this is a link out of its folder"),
        Text(da="læg selve filen her", en="put the file itself here"),
    ),
    Refusal.CLOSED: (
        "unreadable-file",
        Text(da="filen kan ikke åbnes", en="the file cannot be opened"),
        Text(da="se efter, hvem der må læse den", en="check who may read it"),
    ),
    Refusal.LARGE: (
        "file-too-large",
        Text(da="filen er større end 1 MiB", en="the file is larger than 1 MiB"),
        Text(da="del den i mindre filer", en="split it into smaller files"),
    ),
}


def read(text: str, file: str) -> tuple[Document | None, list[Diagnostic]]:
    """Return the text's data with its places, and every problem; no document where it cannot be trusted."""
    text = text.removeprefix("\ufeff")
    if len(text.encode("utf-8", "replace")) > limits.FILE_BYTES:
        return None, [_refused(Refusal.LARGE, file)]
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
        return None, [_refused(error.refusal, file)]
    try:
        return read(read_bytes.decode("utf-8-sig"), file)
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


def _refused(refusal: Refusal, file: str) -> Diagnostic:
    code, message, help_ = _WHY[refusal]
    return Diagnostic(code, message, help_, file=file)


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
