"""Tables as CSV: the files of a folder, the members of a zip, or one file. No table is held in memory."""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Final

from guidelinekit import limits
from guidelinekit.case.tables.members import Member, members
from guidelinekit.case.tables.table import Row, Table
from guidelinekit.errors import InputError, cause
from guidelinekit.text import Text, say

Watch = Callable[[bytes], object]
SEPARATORS: Final = (";", ",", "\t", "|")
_PIECE: Final = 1024 * 1024
_SOME_BYTES: Final = 8192
_NOT_IN_CP1252: Final = b"\x81\x8d\x8f\x90\x9d"
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a file is written."""

    encoding: str
    separator: str
    header: int
    """The lines before the first row."""
    columns: tuple[str, ...]
    quoted: bool
    """Whether there is a quote anywhere, or what else makes a row more or less than a line."""


def csv_tables(
    export: str, watch: Watch, notes: list[Text], encoding: str | None = None, separator: str | None = None
) -> list[Table]:
    """Return the tables of a folder, a zip or one file; what is to be told of them is added to the notes.

    Raises InputError where one cannot be read.
    """
    tables = []
    for member in members(export):
        signs, quoted = _signs(member, watch, notes if encoding is None else [])
        tables.append(_table(member, encoding or signs, separator, quoted=quoted))
    if not tables:
        raise InputError(
            say("{export}: har ingen CSV-filer", "{export}: holds no CSV files", export=export),
            Text(
                da="nævn mappen eller zip-filen med cases.csv i",
                en="name the folder or the zip with cases.csv in it",
            ),
        )
    return tables


def _signs(member: Member, watch: Watch, notes: list[Text]) -> tuple[str, bool]:
    """Read a file once; return how it is encoded, as UTF-8 or as Windows does, and if it holds a quote."""
    watch = _bounded(member, watch)
    decoder = codecs.getincrementaldecoder("utf-8")()
    foreign, line, utf8, quoted = False, 1, True, False
    with member.open() as stream:
        start = True
        while piece := stream.read(_PIECE):
            watch(piece)
            if start and piece.startswith(_UTF16):
                for more in iter(lambda: stream.read(_PIECE), b""):
                    watch(more)
                return "utf-16", True
            start = False
            quoted = quoted or b'"' in piece or (b"\r" in piece and b"\n" not in piece)
            foreign = foreign or any(sign in piece for sign in _NOT_IN_CP1252)
            if utf8:
                try:
                    decoder.decode(piece)
                    line += piece.count(b"\n")
                except UnicodeDecodeError as error:
                    utf8, line = False, line + error.object.count(b"\n", 0, error.start)
    if utf8 and not decoder.getstate()[0]:
        return "utf-8-sig", quoted
    if foreign:
        message = say(
            "{name}: linje {line} er hverken tekst som UTF-8 eller som cp1252 (Windows)",
            "{name}: line {line} is text neither as UTF-8 nor as cp1252 (Windows)",
            name=member.name,
            line=line,
        )
        raise InputError(message, Text(da="eksportér den igen som UTF-8", en="export it again as UTF-8"))
    notes.append(
        say(
            "{name} læses som cp1252 (Windows): den er ikke UTF-8 fra linje {line} og frem",
            "{name} is read as cp1252 (Windows): it is not UTF-8 from line {line} on",
            name=member.name,
            line=line,
        )
    )
    return "cp1252", quoted


def _bounded(member: Member, watch: Watch) -> Watch:
    """Return what lets the bytes be seen, and refuses a line that would fill the memory."""
    length = 0

    def seen(piece: bytes) -> None:
        nonlocal length
        watch(piece)
        end = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
        length = length + len(piece) if end < 0 else len(piece) - end - 1
        if length > limits.LINE_BYTES:
            raise InputError(
                say(
                    "{name}: har en linje på over 16 MiB",
                    "{name}: has a line of over 16 MiB",
                    name=member.name,
                ),
                Text(da="se efter, om det er en tabel", en="check that it is a table"),
            )

    return seen


def _table(member: Member, encoding: str, separator: str | None, *, quoted: bool) -> Table:
    spelling = _spelling(member, encoding, separator, quoted=quoted)
    return Table(
        member.name,
        spelling.columns,
        lambda: _rows(member, spelling),
        unit="line",
        texts=True,
        runs=lambda column: _runs(member, spelling, column),
    )


def _spelling(member: Member, encoding: str, separator: str | None, *, quoted: bool) -> Spelling:
    with _text(member, encoding) as stream:
        first = stream.readline(_PIECE)
        before = 0
        if first.lower().startswith("sep=") and len(first.rstrip("\r\n")) == len("sep=;"):
            separator, before = separator or first.rstrip("\r\n")[-1], 1
            quoted = quoted or not first.endswith("\n")
            first = stream.readline(_PIECE)
        if not first.strip():
            raise InputError(
                say("{name}: er tom", "{name}: is empty", name=member.name),
                Text(da="se efter, om eksporten løb til ende", en="check that the export ran to its end"),
            )
        if separator is None:
            outside = "".join(first.split('"')[::2])
            separator = max(SEPARATORS, key=outside.count)
    with _reader(member, encoding, separator, before) as reader:
        try:
            columns = tuple(name.strip() for name in next(reader))
        except csv.Error as error:
            raise _broken(member, before + 1, error) from None
        wide = "\n".encode(encoding.removesuffix("-sig")) != b"\n"
        odd = quoted or wide or not first.endswith("\n")
        return Spelling(encoding, separator, before, columns, odd)


def _rows(member: Member, spelling: Spelling) -> Iterator[Row]:
    if spelling.quoted:
        return _settled(_quoted_rows(member, spelling), len(spelling.columns))
    return chain.from_iterable(_plain_rows(member, spelling))


def _quoted_rows(member: Member, spelling: Spelling) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row, and the line on which it begins."""
    with _reader(member, spelling.encoding, spelling.separator, spelling.header) as reader:
        last, before = 0, spelling.header + 1
        try:
            next(reader)
            last = reader.line_num
            for cells in reader:
                first, last = last + before, reader.line_num
                yield first, cells
        except csv.Error as error:
            raise _broken(member, last + before, error) from None


def _plain_rows(member: Member, spelling: Spelling) -> Iterator[Iterable[Row]]:
    """Yield some rows at once, three times as fast, where no cell is quoted: a line is a row."""
    separator, width, first = spelling.separator, len(spelling.columns), spelling.header + 2
    for lines in _below_header(member, spelling):
        rows = [line.split(separator) for line in lines]
        numbered = enumerate(rows, first)
        as_wide = {*map(len, rows)} == {width} and all(map(itemgetter(0), rows))
        yield numbered if as_wide else _settled(numbered, width)
        first += len(rows)


def _runs(member: Member, spelling: Spelling, column: int) -> Iterator[str]:
    """Yield the cell that a run of rows has in a column, of the first one without splitting its lines."""
    if column or spelling.quoted:
        with (
            _reader(member, spelling.encoding, spelling.separator, spelling.header) as reader,
            suppress(csv.Error),  # told when the rows are read
        ):
            next(reader)
            cells = (row[column] if len(row) > column else "" for row in filter(None, reader))
            yield from (cell for cell, _ in groupby(cells))
        return
    separator, begin = spelling.separator, "\n\n"  # no line begins so
    for line in chain.from_iterable(_below_header(member, spelling)):
        if not line.startswith(begin):
            record = line.partition(separator)[0]
            begin = record + separator
            yield record


@contextmanager
def _reader(member: Member, encoding: str, separator: str, before: int) -> Iterator[Any]:
    """Yield what reads the rows of a file, the header first, below the lines that stand before it."""
    with _text(member, encoding) as stream:
        for _ in range(before):
            stream.readline()
        yield csv.reader(stream, delimiter=separator, strict=True)


def _below_header(member: Member, spelling: Spelling) -> Iterator[list[str]]:
    """Yield the lines of a file whose lines are rows, some at once, from the first row on."""
    encoding, header = spelling.encoding.removesuffix("-sig"), b""
    with _opened(member, encoding) as stream:
        for _ in range(spelling.header + 1):
            header = stream.readline()
        ends = "\r\n" if header.endswith(b"\r\n") else "\n"
        while piece := stream.read(_SOME_BYTES) + stream.readline():
            text = piece.decode(encoding)
            lines = text.removesuffix(ends).split(ends)
            if "\r" in (inside := "".join(lines)) or "\n" in inside:  # some lines end otherwise
                text = text.replace("\r\n", "\n").replace("\r", "\n")
                lines = text.removesuffix("\n").split("\n")
            yield lines


def _settled(rows: Iterable[tuple[int, list[str]]], width: int) -> Iterator[Row]:
    """Yield the rows that hold something, each with as many cells as there are columns.

    Where cells are lost, or were not there, their number stands last.
    """
    for number, cells in rows:
        if len(cells) == width and cells[0]:
            yield number, cells
        elif any(cells):
            if len(cells) > width and not any(cells[width:]):
                yield number, cells[:width]
            elif len(cells) != width:
                yield number, [*(cells + [""] * width)[:width], len(cells)]
            else:
                yield number, cells


@contextmanager
def _text(member: Member, encoding: str) -> Iterator[io.TextIOWrapper]:
    with _opened(member, encoding) as stream, io.TextIOWrapper(stream, encoding, newline="") as text:
        yield text


@contextmanager
def _opened(member: Member, encoding: str) -> Iterator[Any]:
    """Yield the bytes of a file. Raises InputError where it cannot be read, or not as this encoding."""
    try:
        with member.open() as stream:
            yield io.BufferedReader(stream, _PIECE) if isinstance(stream, io.RawIOBase) else stream
    except UnicodeDecodeError:
        raise InputError(
            say(
                "{name}: er ikke tekst som {encoding}",
                "{name}: is not text as {encoding}",
                name=member.name,
                encoding=encoding,
            ),
            Text(da="eksportér den igen som UTF-8", en="export it again as UTF-8"),
        ) from None
    except OSError as error:
        why = cause(error)
        raise InputError(
            say("{name}: kan ikke læses: {why}", "{name}: cannot be read: {why}", name=member.name, why=why),
            Text(da="se efter, om filen og rettighederne er rigtige", en="check the file and the rights"),
        ) from None


def _broken(member: Member, line: int, error: csv.Error) -> InputError:
    open_quote = "end of data" in str(error) or "field limit" in str(error)
    why = (
        Text(da="et anførselstegn åbnes og lukkes aldrig", en="a quote is opened and never closed")
        if open_quote
        else Text(da="et anførselstegn står midt i en tekst", en="a quote stands inside a text")
    )
    return InputError(
        say(
            "{name}: linje {line}: {why}", "{name}: line {line}: {why}", name=member.name, line=line, why=why
        ),
        Text(
            da='skriv et anførselstegn i en tekst to gange (""), og luk hvert af dem',
            en='write a quote inside a text twice (""), and close each',
        ),
    )
