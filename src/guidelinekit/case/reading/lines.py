"""NDJSON line by line: each line with its number, and the record that a line holds."""

import codecs
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from guidelinekit import limits
from guidelinekit.case.model.record import AnyRecord
from guidelinekit.case.reading.decode import BrokenJsonError, decode
from guidelinekit.case.reading.fast import Decode, FastCase
from guidelinekit.case.reading.validate import Invalid, Seen, accept, refused
from guidelinekit.lang.rule import Subject

_BLOCK = 256 * 1024
"""From how many bytes on a block is full."""
PIECE = 1024 * 1024
"""How many bytes are read at once, at the most."""

Line = tuple[int, bytes | None]
"""A line that is not blank with its number; None in the place of one above the limit."""
Block = tuple[Line, ...]
"""Some lines that follow one another."""
FastEntry = AnyRecord | FastCase | Invalid


def pieces(stream: BinaryIO, watch: Callable[[bytes], object]) -> Iterator[bytes]:
    """Yield the lines of a stream with their ends; a long line comes in several pieces."""
    first = True
    while piece := stream.readline(PIECE):
        watch(piece)
        yield piece.removeprefix(codecs.BOM_UTF8) if first else piece
        first = False


def lines(read: Iterator[bytes]) -> Iterator[Line]:
    """Yield each line that is not blank, from the pieces of a stream."""
    number, size = 1, 0
    parts: list[bytes] = []
    for piece in read:
        size += len(piece)
        ended = piece.endswith(b"\n")
        if size <= limits.LINE_BYTES + ended:
            parts.append(piece)
        else:
            parts.clear()
        if ended:
            yield from _line(number, parts)
            number, size = number + 1, 0
            parts.clear()
    if size:
        yield from _line(number, parts)


def blocks(numbered: Iterable[Line]) -> Iterator[Block]:
    """Yield lines in blocks that are worth handing to another process."""
    block: list[Line] = []
    size = 0
    for number, line in numbered:
        block.append((number, line))
        size += 0 if line is None else len(line)
        if size >= _BLOCK:
            yield tuple(block)
            block, size = [], 0
    if block:
        yield tuple(block)


def entry_of(line: bytes | None, number: int, seen: Seen, fast: Decode | None = None) -> FastEntry:
    """Return the record of a line, or what is wrong with it; decoded fast where that is possible."""
    if line is None:
        return refused(seen, number, "line-too-long", limit=limits.LINE_BYTES // 1024**2)
    if fast is not None and seen.terms.unmarked is Subject.CASE:
        case = fast(line)
        if case is not None and seen.again(Subject.CASE, case.case_id) is None:
            seen.remember(Subject.CASE, case.case_id, number)
            return case
    try:
        decoded = decode(line.decode())
    except UnicodeDecodeError as error:
        return refused(seen, number, "not-utf8", byte=error.start + 1)
    except BrokenJsonError as error:
        code = "not-json-by-line" if line.strip() in {b"{", b"["} else "not-json"
        return refused(seen, number, code, at=error.at, why=error.why)
    return accept(decoded.data, decoded, number, seen, large=line.count(b",") >= limits.RECORD_VALUES)


def _line(number: int, parts: list[bytes]) -> Iterator[Line]:
    if not parts:
        yield number, None
    elif (line := b"".join(parts)).strip():
        yield number, line
