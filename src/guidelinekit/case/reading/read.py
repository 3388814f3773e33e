"""Reading cases, providers and authorities from a file or from standard input, one record at a time.

A record that cannot be used is an `Invalid` in its place and the rest goes on. Only an input that
cannot be read at all is an InputError. NDJSON is read line by line, so an export of any size streams.
"""

import codecs
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from glob import glob
from itertools import chain
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from guidelinekit import limits
from guidelinekit.case.model.record import AnyRecord
from guidelinekit.case.reading.decode import BrokenJsonError, Decoded, decode
from guidelinekit.case.reading.fast import Decode, fast_decoder, model_decoder, model_of
from guidelinekit.case.reading.files import files_in, refused
from guidelinekit.case.reading.lines import (
    PIECE,
    Block,
    FastEntry,
    Line,
    blocks,
    entry_of,
    lines,
    pieces,
)
from guidelinekit.case.reading.problems import Problem
from guidelinekit.case.reading.unpack import PACKED, unpacked
from guidelinekit.case.reading.unreadable import broken_json, not_utf8, not_utf16, nothing_in
from guidelinekit.case.reading.validate import Invalid, Seen, Terms, accept
from guidelinekit.errors import InputError, cause
from guidelinekit.lang.rule import Subject
from guidelinekit.source.content import ContentError, Refusal
from guidelinekit.text import Text, say

if TYPE_CHECKING:
    from guidelinekit.case.fhir.bundles import Bundles
    from guidelinekit.case.tables.opening import Export

__all__ = [
    "STANDARD_INPUT",
    "Entry",
    "Form",
    "Invalid",
    "Problem",
    "read_blocks",
    "read_cases",
    "read_entries",
]

STANDARD_INPUT = "-"
TERMS = Terms()

Entry = AnyRecord | Invalid
T = TypeVar("T")


class Form(StrEnum):
    """How an input is written."""

    NDJSON = "ndjson"
    """One record per line."""
    JSON = "json"
    """One JSON text with one record or a list of them."""
    CSV = "csv"
    """Tables: the CSV files of a folder or a zip, or one file."""
    EXCEL = "excel"
    """Tables: the sheets of a workbook."""
    PARQUET = "parquet"
    """Tables: the Parquet files of a folder; or one file, of tables or of whole records."""
    SQL = "sql"
    """Tables of a database: an SQLite file, or an address."""
    FFB = "fhir-ffb"
    """FHIR bundles by KL's profiles for FFB: the files of a folder or of a pattern, or one file."""


TABLES = frozenset({Form.CSV, Form.EXCEL, Form.PARQUET, Form.SQL, Form.FFB})
"""The forms in which a record is put together of many places."""
_FORMS = {
    ".ndjson": Form.NDJSON,
    ".jsonl": Form.NDJSON,
    ".json": Form.JSON,
    ".csv": Form.CSV,
    ".tsv": Form.CSV,
    ".zip": Form.CSV,
    **dict.fromkeys((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), Form.EXCEL),
    ".parquet": Form.PARQUET,
    **dict.fromkeys((".sqlite", ".sqlite3", ".db"), Form.SQL),
}
_RECORDS = {Form.NDJSON, Form.JSON}
_ONE_BY_ONE = {*(ending for ending, form in _FORMS.items() if form in _RECORDS), *PACKED}
_FORCE = Text(
    da="sig med --from, hvordan den er skrevet: ndjson (én sag pr. linje), json (én sag, en liste), csv",
    en="say how it is written with --from: ndjson (one case per line), json (one case, or a list), "
    "csv (tables)",
)


def read_cases(
    path: Path | str,
    stdin: BinaryIO | None = None,
    form: Form | None = None,
    *,
    unmarked: Subject = Subject.CASE,
    case_id_pattern: str | None = None,
) -> Iterator[Entry]:
    """Yield each record of a file, or of standard input when the path is `-`.

    `form` forces how the input is read; without it the extension decides, and standard input is looked at.
    `unmarked` is what a record is that has no `kind`. A record that cannot be used is an `Invalid`. A case id
    that fits `case_id_pattern` (`#` is any digit) passes also where it looks like a CPR number.
    Raises InputError, at the first record at the latest, for an input that cannot be read at all.
    """
    terms = Terms(unmarked, case_id_pattern=case_id_pattern)
    for entry in _read(path, stdin, form, terms, _by_record(terms, model_decoder())):
        yield entry if isinstance(entry, AnyRecord | Invalid) else model_of(entry)


def read_entries(
    path: Path | str,
    stdin: BinaryIO | None = None,
    form: Form | None = None,
    *,
    terms: Terms = TERMS,
    watch: Callable[[bytes], object] = len,
    meet: Callable[["Export | Bundles"], object] = bool,
) -> Iterator[FastEntry]:
    """Yield what `read_cases` does, but cases as they were decoded: some are no `Case`, and evaluated alike.

    `watch` is called with the bytes as they are read, `meet` with an export of tables before its records.
    """
    return _read(path, stdin, form, terms, _by_record(terms, fast_decoder()), watch, meet)


def read_blocks(
    path: Path | str,
    form: Form | None = None,
    *,
    terms: Terms = TERMS,
    watch: Callable[[bytes], object] = len,
    meet: Callable[["Export | Bundles"], object] = bool,
) -> Iterator[Block | FastEntry]:
    """Yield an input in blocks of lines, for several processes to read; one that is no NDJSON by record.

    Raises what `read_cases` does, where it does.
    """
    return _read(path, None, form, terms, blocks, watch, meet)


def _by_record(terms: Terms, decode_fast: Decode | None) -> Callable[[Iterator[Line]], Iterator[FastEntry]]:
    seen = Seen("line", terms)
    return lambda numbered: (entry_of(line, number, seen, decode_fast) for number, line in numbered)


def _read(
    path: Path | str,
    stdin: BinaryIO | None,
    form: Form | None,
    terms: Terms,
    of_lines: Callable[[Iterator[Line]], Iterator[T]],
    watch: Callable[[bytes], object] = len,
    meet: Callable[["Export | Bundles"], object] = bool,
) -> Iterator[T | FastEntry]:
    if (tables := tables_form(path, form)) is not None:
        yield from _from_tables(str(path), tables, terms, watch, meet)
        return
    with opened_input(path, stdin, form, watch) as (name, read, written):
        if written is Form.NDJSON:
            yield from of_lines(_some(name, lines(read)))
        else:
            yield from _from_text(name, read, Seen("record", terms))


@contextmanager
def opened_input(
    path: Path | str, stdin: BinaryIO | None, form: Form | None, watch: Callable[[bytes], object]
) -> Iterator[tuple[str, Iterator[bytes], Form]]:
    """Yield what an input is called, its pieces, and how it is written. Raises InputError."""
    if str(path) == STANDARD_INPUT:
        if stdin is None and sys.stdin is None:
            raise InputError(
                Text(da="standard input: er lukket", en="standard input: is closed"),
                Text(
                    da="nævn en fil, eller send sagerne gennem en pipe",
                    en="name a file, or send the cases through a pipe",
                ),
            )
        read = pieces(sys.stdin.buffer if stdin is None else stdin, watch)
        if form is None:
            form, read = _looked_at(read)
        yield "standard input", _not_utf16("standard input", read), form
        return
    with opened_once(Path(path)) as stream:
        form = form or _form_of(Path(path))
        yield str(path), _not_utf16(str(path), pieces(stream, watch)), form


def tables_form(path: Path | str, form: Form | None) -> Form | None:
    """Return how an input of tables is written; None for one that is no tables."""
    if str(path) == STANDARD_INPUT:
        if form in TABLES:
            raise InputError(
                Text(
                    da="standard input: tabeller og bundter læses fra filer",
                    en="standard input: tables and bundles are read from files",
                ),
                Text(da="nævn mappen eller filen", en="name the folder or file"),
            )
        return None
    place = Path(path)
    if form is None and "://" in str(path):
        return Form.SQL
    if form is None and _is_folder(place):
        kinds = {file.suffix.lower() for file in place.iterdir()}
        form = next((_FORMS[kind] for kind in (".csv", ".tsv", ".parquet") if kind in kinds), None)
    form = form or _form_by_name(place)
    return form if form in TABLES else None


def _from_tables(
    path: str,
    form: Form,
    terms: Terms,
    watch: Callable[[bytes], object],
    meet: Callable[["Export | Bundles"], object],
) -> Iterator[FastEntry]:
    if form is Form.FFB:
        from guidelinekit.case.fhir.bundles import open_bundles  # noqa: PLC0415 - few inputs are FHIR

        if terms.mapping is not None:
            raise InputError(
                say("{path}: bundter skal ikke oversættes", "{path}: bundles need no mapping", path=path),
                Text(da="udelad `--mapping`", en="leave `--mapping` out"),
            )
        bundles = open_bundles(path, watch)
        meet(bundles)
        yield from bundles.entries(terms)
        return
    from guidelinekit.case.tables.opening import open_export  # noqa: PLC0415 - most inputs are no tables

    export = open_export(path, form, terms.unmarked, watch, terms.mapping)
    meet(export)
    yield from export.entries(terms)


def _packing(path: Path) -> str | None:
    """Return how a file is compressed, by its name."""
    return path.suffix.lower() if path.suffix.lower() in PACKED else None


def _form_by_name(path: Path) -> Form | None:
    name = path.with_suffix("") if _packing(path) else path
    return _FORMS.get(name.suffix.lower())


def _form_of(path: Path) -> Form:
    form = _form_by_name(path)
    if form is None:
        known = ", ".join(_FORMS)
        raise InputError(
            say(
                "{path}: endelsen viser ikke, hvordan den er skrevet (kendte er {known})",
                "{path}: the extension does not tell how it is written (known are {known})",
                path=path,
                known=known,
            ),
            _FORCE,
        )
    return form


def _is_folder(place: Path) -> bool | None:
    """Say whether something is a folder; None where nothing is there, or no file can be called so."""
    try:
        return S_ISDIR(place.stat().st_mode)
    except (OSError, ValueError):
        return None


def expanded(path: str, form: Form | None = None) -> list[str]:
    """Return the files that a name stands for: those of a folder, or those that a pattern fits.

    Bundles belong together, so that their folder or pattern stays as it is.
    """
    place = Path(path)
    if form is Form.FFB or path == STANDARD_INPUT or "://" in path or _is_folder(place) is False:
        return [path]
    if _is_folder(place):
        if tables_form(path, None) is not None:
            return [path]
        return [str(file) for file in files_in(place, _ONE_BY_ONE) if _form_by_name(file) in _RECORDS] or [
            path
        ]
    return sorted(glob(path)) or [path]  # noqa: PTH207 - the pattern may begin at the root


@contextmanager
def opened_once(path: Path) -> Iterator[BinaryIO]:
    """Yield what was named, which may be a pipe: what is read once from its beginning to its end."""
    try:
        if path.is_dir():
            raise refused(path, ContentError(Refusal.FOLDER))
        stream = path.open("rb") if _packing(path) is None else unpacked(path)
    except FileNotFoundError:
        raise refused(path, ContentError(Refusal.ABSENT)) from None
    except (OSError, ValueError) as error:
        raise refused(path, ContentError(Refusal.CLOSED, cause(error))) from None
    with stream:
        yield stream


def _looked_at(read: Iterator[bytes]) -> tuple[Form, Iterator[bytes]]:
    """Find out how standard input is written: from its first line, or two where the first is not complete."""
    held: list[bytes] = []
    starts: list[bytes] = []
    for piece in read:
        held.append(piece)
        if not (text := piece.strip()):
            continue
        starts.append(text)
        if len(starts) > 1 or text.startswith(b"[") or text.endswith(b"}") or len(piece) == PIECE:
            break
    whole = chain(held, read)
    if starts and starts[0].startswith(b"["):
        return Form.JSON, whole
    over_several_lines = len(starts) > 1 and not starts[1].startswith(b"{")
    return (Form.JSON if over_several_lines else Form.NDJSON), whole


def _not_utf16(name: str, read: Iterator[bytes]) -> Iterator[bytes]:
    start = next(read, b"")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in start[:4]:
        raise not_utf16(name)
    return chain([start], read)


def _some(name: str, numbered: Iterator[Line]) -> Iterator[Line]:
    first = next(numbered, None)
    if first is None:
        raise nothing_in(name)
    return chain([first], numbered)


def _from_text(name: str, read: Iterator[bytes], seen: Seen) -> Iterator[Entry]:
    decoded, large = decoded_text(name, read)
    records = decoded.data if isinstance(decoded.data, list) else [decoded.data]
    for number, record in enumerate(records, start=1):
        yield accept(record, decoded, number, seen, large=large)


def decoded_text(name: str, read: Iterator[bytes]) -> tuple[Decoded, bool]:
    """Return what a JSON text says, and whether it holds enough to count its values. Raises InputError."""
    whole = b"".join(read)
    if not whole.strip():
        raise nothing_in(name)
    try:
        decoded = decode(whole.decode())
    except UnicodeDecodeError as error:
        raise not_utf8(name, whole.count(b"\n", 0, error.start) + 1) from None
    except BrokenJsonError as error:
        raise broken_json(name, error) from None
    return decoded, whole.count(b",") >= limits.RECORD_VALUES
