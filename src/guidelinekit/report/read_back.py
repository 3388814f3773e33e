"""A report read again, from JSON or NDJSON. One that is cut short, or says a thing twice, is refused."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from guidelinekit.errors import InputError
from guidelinekit.evaluate.plain import VERSION, Tree
from guidelinekit.lang.rule import Subject
from guidelinekit.printable import printable
from guidelinekit.report.receipt_contract import PackEntry, Part, ReceiptEntry, SelectionEntry, ToolEntry

_MAKE_ONE: Final = "make one with `guidelinekit check ... -o report.json`, or `-o report.ndjson`"
_RUN_AGAIN: Final = "the run that wrote it was ended before its time, or the file was cut; run it again"


class MadeFrom(Part):
    """What a report says of its own making, as far as it is needed to make it again."""

    tool: ToolEntry
    as_of: date
    profile: str
    packs: tuple[PackEntry, ...]
    selection: SelectionEntry
    receipt: ReceiptEntry


@dataclass(frozen=True, slots=True)
class KnownReport:
    """A report as it was written: all of it as plain data in the form of the JSON document."""

    tree: Tree
    origin: MadeFrom
    by_line: bool
    """Whether it is written as NDJSON, in which every record has a line."""


def read_report(path: str) -> KnownReport:
    """Read a report from a file. Raises InputError where it is none, or not whole."""
    try:
        content = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "not a possible file name").lower()
        raise InputError(f"{path}: cannot be read: {why}", "check the name and the rights") from None
    return report_of(content, path)


def report_of(content: bytes, path: str) -> KnownReport:
    """Return the report that a file holds. Raises InputError where it is none, or not whole."""
    lines = content.splitlines()
    first = _decoded(lines[0], path) if lines and lines[0].startswith(b'{"') else None
    by_line = isinstance(first, dict) and first.get("kind") == "run"
    tree = _of_lines(lines, path) if by_line else _decoded(content, path)
    if not isinstance(tree, dict) or "tool" not in tree or not isinstance(tree.get("schema_version"), str):
        raise InputError(f"{path}: is not a report", _MAKE_ONE)
    if tree["schema_version"] != VERSION:
        cure = "make it again with this version, or use the one that it names under `tool`"
        raise InputError(f"{path}: is a report in another form than version {VERSION}", cure)
    if tree.get("stopped"):
        raise InputError(f"{path}: is not whole: the run was stopped", "run it again")
    try:
        origin = MadeFrom.model_validate({name: tree.get(name) for name in MadeFrom.model_fields})
        twice = _twice(tree["results"])
    except ValidationError as error:
        place = "/".join(("", *map(str, error.errors()[0]["loc"])))
        raise InputError(f"{path}: is not a whole report, see {place}", _MAKE_ONE) from None
    except (LookupError, TypeError, AttributeError):
        raise InputError(f"{path}: is not a whole report, see /results", _MAKE_ONE) from None
    if twice is not None:
        raise InputError(f"{path}: says two things of {printable(twice)}", _MAKE_ONE)
    return KnownReport(tree, origin, by_line)


def _of_lines(lines: Iterable[bytes], path: str) -> Tree:
    """Return the lines of NDJSON as one document. Raises InputError where the last line is no summary."""
    tree: Tree = {"results": [], "invalid": []}
    ended = False
    for number, line in enumerate(lines, 1):
        if ended:
            raise InputError(f"{path}: line {number} stands after the summary", _MAKE_ONE)
        part = _decoded(line, path, number)
        kind = part.pop("kind", None) if isinstance(part, dict) else None
        match kind:
            case "run" if number == 1:
                tree |= part
            case "case" | "provider" | "authority":
                tree["results"].append({"kind": kind, **part})
            case "invalid":
                tree["invalid"].append(part)
            case "summary":
                tree |= part
                ended = True
            case _:
                raise InputError(f"{path}: line {number} is no line of a report", _MAKE_ONE)
    if not ended:
        raise InputError(f"{path}: is not whole: the last line, with the summary, is missing", _RUN_AGAIN)
    return tree


def _decoded(content: bytes, path: str, line: int | None = None) -> Any:
    try:
        return json.loads(content, object_pairs_hook=_object)
    except _TwiceError as twice:
        raise InputError(
            f"{path}: an object has the key `{printable(str(twice))}` twice", _MAKE_ONE
        ) from None
    except (ValueError, RecursionError):
        if line is None:
            raise InputError(f"{path}: is not a report", _MAKE_ONE) from None
        raise InputError(f"{path}: is not whole: line {line} is no JSON", _RUN_AGAIN) from None


class _TwiceError(Exception):
    """A key that stands twice in an object."""


def _object(pairs: list[tuple[str, Any]]) -> Tree:
    tree = dict(pairs)
    if len(tree) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _TwiceError(next(key for key in keys if keys.count(key) > 1))
    return tree


def _twice(entries: Iterable[Tree]) -> str | None:
    """Return the first record, or rule and item of one, that stands twice. Raises TypeError for no text."""
    names = [name for entry in entries for name in _names(entry)]
    if not all(isinstance(part, str) for name in names for part in name):
        raise TypeError("a name is no text")
    seen: set[tuple[str, ...]] = set()
    for name in names:
        if name in seen:
            return " ".join(filter(None, name[1:]))
        seen.add(name)
    return None


def _names(entry: Tree) -> Iterator[tuple[str, ...]]:
    record = record_of(entry)
    yield record
    yield from ((*record, result["rule"], result["item"]) for result in entry["results"])


def record_of(entry: Tree) -> tuple[str, str]:
    """Return the kind and the id of the record that an entry is about."""
    return entry["kind"], entry[Subject(entry["kind"]).id_field]
