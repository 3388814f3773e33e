"""FHIR bundles of many days as cases: of each resource the newest version, of each citizen all resources."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from guidelinekit import limits
from guidelinekit.case.fhir.ffb import LISTS, NEVER, READ, FfbCase, cases, unknown_code
from guidelinekit.case.fhir.ffb_codes import VERSION
from guidelinekit.case.fhir.resource import Resource, moment_of
from guidelinekit.case.model.cpr import withheld
from guidelinekit.case.reading.decode import BrokenJsonError, Decoded, decode, holds_too_much
from guidelinekit.case.reading.fast import struct_converter
from guidelinekit.case.reading.lines import FastEntry, lines
from guidelinekit.case.reading.problems import Problem, shown
from guidelinekit.case.reading.read import Form, decoded_text, expanded, opened_input
from guidelinekit.case.reading.validate import Invalid, Seen, Terms, accept
from guidelinekit.case.tables.records import RowCount
from guidelinekit.errors import InputError
from guidelinekit.lang.rule import Subject
from guidelinekit.text import Text, say

_TABLE: Final = """
CREATE TABLE resources (
    citizen TEXT, type TEXT, id TEXT, updated TEXT, first TEXT, place TEXT, pointer TEXT, text TEXT,
    PRIMARY KEY (citizen, type, id)
) WITHOUT ROWID
"""
_PUT: Final = """
INSERT INTO resources VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    place = iif(excluded.updated >= updated, excluded.place, place),
    pointer = iif(excluded.updated >= updated, excluded.pointer, pointer),
    text = iif(excluded.updated >= updated, excluded.text, text),
    first = min(first, excluded.first),
    updated = max(updated, excluded.updated)
"""


@dataclass
class Bundles:
    """All bundles of an export, sorted by citizen in a temporary file that no other program can open."""

    notes: list[Text] = field(default_factory=list)
    """What was passed over, a sentence each."""
    rows: RowCount = field(default_factory=RowCount)
    """How many resources there are in their newest version, and how many are in cases that were given."""
    _types: set[str] = field(default_factory=set)
    _refused: list[Invalid] = field(default_factory=list)
    """The bundles of which nobody can tell whose they are."""
    _wrong: dict[str, list[Problem]] = field(default_factory=dict)
    """By citizen, what is wrong with resources that have no version."""

    def __post_init__(self) -> None:
        """Begin the temporary file."""
        self._store = sqlite3.connect("")
        self._store.execute("PRAGMA synchronous = OFF")
        self._store.execute(_TABLE)

    @property
    def not_exported(self) -> tuple[str, ...]:
        """What is null in every case: what the profiles never hold, and what these bundles do not."""
        return (*NEVER, *(name for name, kind in LISTS.items() if kind not in self._types))

    def take(self, bundle: Any, place: str, around: str) -> None:
        """Take a bundle that stands in a place, inside its text at a pointer."""
        whole = Resource(bundle if isinstance(bundle, dict) else {}, place, around, [])
        entries = list(whole.each("entry"))
        patients = [each for each in entries if whole.get(*each, "resource", "resourceType") == "Patient"]
        citizen = whole.get(*patients[0], "resource", "id") if len(patients) == 1 else None
        if whole.get("resourceType") != "Bundle" or not isinstance(citizen, str):
            whole.note("no-bundle")
            self._refused.append(Invalid(place, None, tuple(whole.problems)))
            return
        whole.problems = self._wrong.setdefault(citizen, [])
        delivered = moment_of(whole.get("timestamp"))
        for each in entries:
            self._put(whole, (*each, "resource"), citizen, delivered)

    def complete(self) -> None:
        """Note what was passed over, when all bundles are taken."""
        self.rows.read = self._store.execute("SELECT count(*) FROM resources").fetchone()[0]
        self.notes += [
            say(
                "ressourcer af typen {kind} læses ikke",
                "resources of the type {kind} are not read",
                kind=kind,
            )
            for kind in sorted(self._types - READ)
        ]
        unknown = {code for citizen in self._citizens() for each in citizen if (code := unknown_code(each))}
        self.notes += [
            say(
                "hvad der har koden {code}, læses ikke: den er ikke blandt dem i FFB af {version}",
                "what has the code {code} is not read: it is not among those of FFB of {version}",
                code=shown(code),
                version=VERSION,
            )
            for code in sorted(unknown)
        ]

    def entries(self, terms: Terms) -> Iterator[FastEntry]:
        """Yield each case, then the bundles that nobody can tell whose they are."""
        seen, numbers = Seen("record", terms), count(1)
        for resources in self._citizens():
            made, problems = cases(resources), resources[0].problems
            entries = [_entry(case, problems, next(numbers), seen) for case in made]
            if not any(isinstance(entry, Invalid) for entry in entries):
                self.rows.used += len(resources)
            yield from entries
        yield from self._refused
        self._store.close()

    def _put(
        self, whole: Resource, at: tuple[str | int, ...], citizen: str, delivered: datetime | None
    ) -> None:
        """Store a resource where it is new, or newer than the one that is there."""
        resource, kind, own_id = (whole.get(*at, *name) for name in ((), ("resourceType",), ("id",)))
        if isinstance(kind, str):
            self._types.add(kind)
        if kind not in READ:
            return
        updated = moment_of(whole.get(*at, "meta", "lastUpdated")) or delivered
        if not isinstance(own_id, str) or updated is None:
            whole.note("no-version", at)
            return
        if kind == "Patient":  # nothing else of it is kept
            resource = {"resourceType": kind, "id": own_id, "identifier": bool(resource.get("identifier"))}
        moment = updated.astimezone(UTC).isoformat(timespec="microseconds")
        pointer = "".join((whole.pointer, *(f"/{step}" for step in at)))
        row = (citizen, kind, own_id, moment, moment, whole.place, pointer, json.dumps(resource))
        self._store.execute(_PUT, row)

    def _citizens(self) -> Iterator[list[Resource]]:
        rows = self._store.execute("SELECT * FROM resources ORDER BY citizen, first, type, id")
        for citizen, listed in groupby(rows, itemgetter(0)):
            problems = list(self._wrong[citizen])
            yield [
                Resource(json.loads(text), place, pointer, problems, updated, first)
                for _, _, _, updated, first, place, pointer, text in listed
            ]


def open_bundles(path: str, watch: Callable[[bytes], object]) -> Bundles:
    """Return the bundles of an export. Raises InputError where a file of it cannot be read."""
    bundles = Bundles()
    for file in expanded(path):
        with opened_input(file, None, None, watch) as (name, read, form):
            place = withheld(Path(name).name)
            if form is Form.NDJSON:
                for number, line in lines(read):
                    data = _of_line(name, number, line)
                    bundles.take(data, f"{place} line {number}", "")
                continue
            data = decoded_text(name, read)[0].data
            listed = data if isinstance(data, list) else None
            for index, bundle in enumerate([data] if listed is None else listed):
                bundles.take(bundle, place, "" if listed is None else f"/{index}")
    bundles.complete()
    return bundles


def _of_line(name: str, number: int, line: bytes | None) -> Any:
    try:
        return decode((line or b"").decode()).data
    except (UnicodeDecodeError, BrokenJsonError):
        raise InputError(
            say(
                "{name}: linje {number} er ikke gyldig JSON eller er for lang",
                "{name}: line {number} is not valid JSON, or too long",
                name=name,
                number=number,
            ),
            Text(
                da="ret den, eller hent udtrækket igen: ellers mangler det, linjen fortæller",
                en="mend it, or export it again: what it tells would be missing",
            ),
        ) from None


def _entry(case: FfbCase, problems: list[Problem], number: int, seen: Seen) -> FastEntry:
    """Return a case, or what is wrong with it or with any resource of its citizen."""
    convert = struct_converter()
    if not problems and convert is not None:
        fast = convert(case.data)
        if fast is not None and seen.again(Subject.CASE, fast.case_id) is None:
            seen.remember(Subject.CASE, fast.case_id, number)
            return fast
    large = holds_too_much(case.data)
    entry = accept(case.data, Decoded(case.data), number, seen, large=large, refuse=bool(problems))
    if not isinstance(entry, Invalid):
        return entry
    wrong = [each for each in entry.problems if not problems or (case.number and each.pointer == "/case_id")]
    listed = tuple(dict.fromkeys([*problems, *(_placed(each, case) for each in wrong)]))
    place = listed[0].place
    return replace(
        entry, location=case.of.place if place is None else place.en, problems=listed[: limits.PROBLEMS]
    )


def _placed(problem: Problem, case: FfbCase) -> Problem:
    """Return a problem of a case with the place of the resource that it comes from."""
    _, name, *rest = (*problem.pointer.split("/"), "", "")
    listed = case.origins.get(name, ())
    resource = listed[int(rest[0])] if rest[0].isdecimal() and int(rest[0]) < len(listed) else case.of
    return replace(problem, pointer=resource.pointer, place=resource.in_words)
