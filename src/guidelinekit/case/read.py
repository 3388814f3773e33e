"""Reading cases and providers from a file or from standard input, one record at a time.

A record that cannot be used is given as `Invalid` in its place and the rest goes on. Only an input that
cannot be read at all is an InputError. NDJSON is read line by line, so an export of any size streams.
"""

import codecs
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from guidelinekit.case.accept import Invalid, Seen, accept, refused
from guidelinekit.case.decode import MOST_VALUES, BrokenJsonError, decode
from guidelinekit.case.model import Case, Provider
from guidelinekit.case.problems import Problem
from guidelinekit.errors import InputError
from guidelinekit.lang.rule import Subject

__all__ = ["LONGEST_LINE", "STANDARD_INPUT", "Entry", "Form", "Invalid", "Problem", "read_cases"]

LONGEST_LINE = 16 * 1024 * 1024
"""How many bytes one line of NDJSON may have."""
_PIECE = 1024 * 1024
STANDARD_INPUT = "-"

Entry = Case | Provider | Invalid


class Form(StrEnum):
    """How an input is written: one record per line, or one JSON text with one record or a list of them."""

    NDJSON = "ndjson"
    JSON = "json"


_FORMS = {".ndjson": Form.NDJSON, ".jsonl": Form.NDJSON, ".json": Form.JSON}
_FORCE = "say how it is written with --from ndjson (one case per line) or --from json (one case, or a list)"
_AS_UTF8 = "save or export it again as UTF-8"


def read_cases(
    path: Path | str,
    stdin: BinaryIO | None = None,
    form: Form | None = None,
    *,
    unmarked: Subject = Subject.CASE,
    watch: Callable[[bytes], object] = len,
) -> Iterator[Entry]:
    """Give each record of a file, or of standard input when the path is `-`.

    `form` forces how the input is read; without it the extension decides, and standard input is looked at.
    `unmarked` is what a record is that has no `kind`. `watch` is called with the bytes as they are read.
    Raises InputError, at the first record at the latest, for an input that cannot be read at all.
    """
    if str(path) == STANDARD_INPUT:
        name, pieces = "standard input", _pieces(sys.stdin.buffer if stdin is None else stdin, watch)
        if form is None:
            form, pieces = _looked_at(pieces)
        yield from _records(name, pieces, form, unmarked)
        return
    with _opened(Path(path)) as stream:
        yield from _records(str(path), _pieces(stream, watch), form or _form_of(Path(path)), unmarked)


def _form_of(path: Path) -> Form:
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        known = ", ".join(_FORMS)
        raise InputError(f"{path}: the extension does not tell how it is written (known are {known})", _FORCE)
    return form


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        if path.is_dir():
            raise InputError(f"{path}: is a folder, not a file", "name a file in it, such as cases.ndjson")
        stream = path.open("rb")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file", "check the name and the folder") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a possible file name"
        raise InputError(
            f"{path}: cannot be opened: {why.lower()}", "check the name and the rights"
        ) from None
    with stream:
        yield stream


def _pieces(stream: BinaryIO, watch: Callable[[bytes], object]) -> Iterator[bytes]:
    """Give the lines of a stream with their ends; a long line comes in several pieces."""
    first = True
    while piece := stream.readline(_PIECE):
        watch(piece)
        yield piece.removeprefix(codecs.BOM_UTF8) if first else piece
        first = False


def _looked_at(pieces: Iterator[bytes]) -> tuple[Form, Iterator[bytes]]:
    """Find out how standard input is written: from its first line, or two where the first is not complete."""
    held: list[bytes] = []
    starts: list[bytes] = []
    for piece in pieces:
        held.append(piece)
        if not (text := piece.strip()):
            continue
        starts.append(text)
        if len(starts) > 1 or text.startswith(b"[") or text.endswith(b"}") or len(piece) == _PIECE:
            break
    whole = chain(held, pieces)
    if starts and starts[0].startswith(b"["):
        return Form.JSON, whole
    over_several_lines = len(starts) > 1 and not starts[1].startswith(b"{")
    return (Form.JSON if over_several_lines else Form.NDJSON), whole


def _records(name: str, pieces: Iterator[bytes], form: Form, unmarked: Subject) -> Iterator[Entry]:
    start = next(pieces, b"")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in start[:4]:
        raise InputError(f"{name}: is written in UTF-16 or is not a text, cases are read as UTF-8", _AS_UTF8)
    pieces = chain([start], pieces)
    if form is Form.NDJSON:
        return _from_lines(name, pieces, Seen("line", unmarked))
    return _from_text(name, pieces, Seen("record", unmarked))


def _from_lines(name: str, pieces: Iterator[bytes], seen: Seen) -> Iterator[Entry]:
    empty = True
    for number, line in _lines(pieces):
        if line is None:
            empty = False
            limit = f"is longer than {LONGEST_LINE // 1024**2} MiB; write one case per line"
            yield refused(seen, number, limit)
        elif line.strip():
            empty = False
            yield _from_line(line, number, seen)
    if empty:
        raise _nothing_in(name)


def _lines(pieces: Iterator[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Give each line with its number, None in the place of one above the limit."""
    number, size = 1, 0
    parts: list[bytes] = []
    for piece in pieces:
        size += len(piece)
        ended = piece.endswith(b"\n")
        if size <= LONGEST_LINE + ended:
            parts.append(piece)
        else:
            parts.clear()
        if ended:
            yield number, b"".join(parts) if parts else None
            number, size = number + 1, 0
            parts.clear()
    if size:
        yield number, b"".join(parts) if parts else None


def _from_line(line: bytes, number: int, seen: Seen) -> Entry:
    try:
        decoded = decode(line.decode())
    except UnicodeDecodeError as error:
        why = f"is not UTF-8 text from byte {error.start + 1} on; {_AS_UTF8}"
    except BrokenJsonError as error:
        at = "" if error.column is None else f" at column {error.column}"
        why = f"is not valid JSON{at}: {error.why}"
        if line.strip() in {b"{", b"["}:
            why += "; when the input is one JSON text over several lines, say --from json"
    else:
        return accept(decoded.data, decoded, number, seen, large=line.count(b",") >= MOST_VALUES)
    return refused(seen, number, why)


def _from_text(name: str, pieces: Iterator[bytes], seen: Seen) -> Iterator[Entry]:
    whole = b"".join(pieces)
    if not whole.strip():
        raise _nothing_in(name)
    try:
        decoded = decode(whole.decode())
    except UnicodeDecodeError as error:
        line = whole.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}: line {line} is not UTF-8 text", _AS_UTF8) from None
    except BrokenJsonError as error:
        at = "" if error.line is None else f" at line {error.line}, column {error.column}"
        cure = "mend it there, or export again; a file with one case per line is read with --from ndjson"
        raise InputError(f"{name}: is not valid JSON{at}: {error.why}", cure) from None
    large = whole.count(b",") >= MOST_VALUES
    records = decoded.data if isinstance(decoded.data, list) else [decoded.data]
    for number, record in enumerate(records, start=1):
        yield accept(record, decoded, number, seen, large=large)


def _nothing_in(name: str) -> InputError:
    return InputError(f"{name}: is empty", "check that the export ran to its end")
