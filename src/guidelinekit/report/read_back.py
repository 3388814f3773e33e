"""A report read again, from JSON or NDJSON. One that is cut short, or says a thing twice, is refused."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from guidelinekit import limits
from guidelinekit.case.reading.files import whole_file
from guidelinekit.errors import InputError
from guidelinekit.evaluate.plain import VERSION, Tree
from guidelinekit.lang.rule import Subject
from guidelinekit.report.receipt_contract import PackEntry, Part, ReceiptEntry, SelectionEntry, ToolEntry
from guidelinekit.text import Text, printable, say

_MAKE_ONE: Final = Text(
    da="lav en med `guidelinekit check ... -o report.json` eller `-o report.ndjson`",
    en="make one with `guidelinekit check ... -o report.json`, or `-o report.ndjson`",
)
_RUN_AGAIN: Final = Text(
    da="kørslen, der skrev den, blev afbrudt, eller filen er skåret af; kør den igen",
    en="the run that wrote it was ended before its time, or the file was cut; run it again",
)


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
    return report_of(whole_file(Path(path), limits.REPORT_BYTES), path)


def report_of(content: bytes, path: str) -> KnownReport:
    """Return the report that a file holds. Raises InputError where it is none, or not whole."""
    lines = content.splitlines()
    first = _decoded(lines[0], path) if lines and lines[0].startswith(b'{"') else None
    by_line = isinstance(first, dict) and first.get("kind") == "run"
    tree = _of_lines(lines, path) if by_line else _decoded(content, path)
    if not isinstance(tree, dict) or "tool" not in tree or not isinstance(tree.get("schema_version"), str):
        raise InputError(say("{path}: er ikke en rapport", "{path}: is not a report", path=path), _MAKE_ONE)
    if tree["schema_version"] != VERSION:
        cure = Text(
            da="lav den igen med denne version, eller brug den, den nævner under `tool`",
            en="make it again with this version, or use the one that it names under `tool`",
        )
        raise InputError(
            say(
                "{path}: er en rapport i en anden form end version {version}",
                "{path}: is a report in another form than version {version}",
                path=path,
                version=VERSION,
            ),
            cure,
        )
    if tree.get("stopped"):
        raise InputError(
            say(
                "{path}: er ikke hel: kørslen blev stoppet",
                "{path}: is not whole: the run was stopped",
                path=path,
            ),
            Text(da="kør den igen", en="run it again"),
        )
    try:
        origin = MadeFrom.model_validate({name: tree.get(name) for name in MadeFrom.model_fields})
        twice = _twice(tree["results"])
    except ValidationError as error:
        raise not_whole(path, "/".join(("", *map(str, error.errors()[0]["loc"])))) from None
    except (LookupError, TypeError, ValueError, AttributeError):
        raise not_whole(path, "/results") from None
    if twice is not None:
        raise InputError(
            say(
                "{path}: siger to ting om {what}",
                "{path}: says two things of {what}",
                path=path,
                what=printable(twice),
            ),
            _MAKE_ONE,
        )
    return KnownReport(tree, origin, by_line)


def not_whole(path: str, place: str) -> InputError:
    """Return the refusal of a report in which a place is missing, or is not as it must be."""
    message = say(
        "{path}: er ikke en hel rapport, se {place}",
        "{path}: is not a whole report, see {place}",
        path=path,
        place=place,
    )
    return InputError(message, _MAKE_ONE)


def _of_lines(lines: Iterable[bytes], path: str) -> Tree:
    """Return the lines of NDJSON as one document. Raises InputError where the last line is no summary."""
    tree: Tree = {"results": [], "invalid": []}
    ended = False
    for number, line in enumerate(lines, 1):
        if ended:
            raise InputError(
                say(
                    "{path}: linje {number} står efter opgørelsen",
                    "{path}: line {number} stands after the summary",
                    path=path,
                    number=number,
                ),
                _MAKE_ONE,
            )
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
                raise InputError(
                    say(
                        "{path}: linje {number} er ingen linje i en rapport",
                        "{path}: line {number} is no line of a report",
                        path=path,
                        number=number,
                    ),
                    _MAKE_ONE,
                )
    if not ended:
        raise InputError(
            say(
                "{path}: er ikke hel: den sidste linje med opgørelsen mangler",
                "{path}: is not whole: the last line, with the summary, is missing",
                path=path,
            ),
            _RUN_AGAIN,
        )
    return tree


def _decoded(content: bytes, path: str, line: int | None = None) -> Any:
    try:
        return json.loads(content, object_pairs_hook=_object)
    except _TwiceError as twice:
        raise InputError(
            say(
                "{path}: et objekt har nøglen `{key}` to gange",
                "{path}: an object has the key `{key}` twice",
                path=path,
                key=printable(str(twice)),
            ),
            _MAKE_ONE,
        ) from None
    except (ValueError, RecursionError):
        if line is None:
            raise InputError(
                say("{path}: er ikke en rapport", "{path}: is not a report", path=path), _MAKE_ONE
            ) from None
        raise InputError(
            say(
                "{path}: er ikke hel: linje {line} er ikke JSON",
                "{path}: is not whole: line {line} is no JSON",
                path=path,
                line=line,
            ),
            _RUN_AGAIN,
        ) from None


class _TwiceError(Exception):
    """A key that stands twice in an object."""


def _object(pairs: list[tuple[str, Any]]) -> Tree:
    tree = dict(pairs)
    if len(tree) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _TwiceError(next(key for key in keys if keys.count(key) > 1))
    return tree


def _twice(entries: Iterable[Tree]) -> str | None:
    """Return the first record, or rule and item of one, that stands twice.

    Raises TypeError where one is no text, ValueError where a kind is none.
    """
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
