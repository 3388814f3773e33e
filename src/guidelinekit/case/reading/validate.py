"""From decoded JSON to a record, or to everything that is wrong with it; and the ids met so far."""

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from guidelinekit.case.model.cpr import fits
from guidelinekit.case.model.record import MODELS, AnyRecord
from guidelinekit.case.model.values import Identifier
from guidelinekit.case.reading.decode import Decoded, doubled, holds_too_much
from guidelinekit.case.reading.problems import Named, Problem, problems
from guidelinekit.case.reading.sentences import KINDS
from guidelinekit.lang.rule import Subject
from guidelinekit.text import Text

_WAITING: Final = 8192
"""How many ids wait before they are stored closely."""
_HEAD: Final = 6
"""How many bytes stand before an id's own: one that says how many there are, and five of its number."""


@dataclass(slots=True)
class Ids:
    """Ids and numbers, in some ten bytes more than an id has; told apart by texts, never by a hash alone.

    An export of a whole country must not fill the memory only because no id may stand in it twice. The latest
    ids wait in a dictionary; from time to time they move into one run of bytes with a hash table into it.
    """

    _waiting: dict[str, int] = field(default_factory=dict)
    _stored: bytearray = field(default_factory=bytearray)
    _count: int = 0
    _table: "array[int]" = field(default_factory=lambda: array("Q", [0]))
    """At the place of an id's hash or after it: where it begins, counted from 1; 0 is free."""

    def number_of(self, identifier: str) -> int | None:
        """Return the number stored with an id, or None."""
        number = self._waiting.get(identifier)
        if number is None and self._count:
            begin = self._table[self._place(identifier.encode())]
            return int.from_bytes(self._stored[begin : begin + _HEAD - 1]) if begin else None
        return number

    def keep(self, identifier: str, number: int) -> None:
        """Keep a new id, of at most 256 bytes, with its number."""
        self._waiting[identifier] = number
        if len(self._waiting) >= _WAITING:
            self._store()

    def _store(self) -> None:
        """Move the ids that wait into the run of bytes."""
        new = len(self._stored)
        for identifier, number in self._waiting.items():
            text = identifier.encode()
            self._stored.append(len(text) - 1)
            self._stored += number.to_bytes(_HEAD - 1) + text
        self._count += len(self._waiting)
        self._waiting.clear()
        if len(self._table) * 4 < self._count * 5:
            code = "I" if len(self._stored) < 1 << 31 else "Q"
            self._table = array(code, [0]) * (1 << (self._count * 5 // 4).bit_length())
            new = 0
        while new < len(self._stored):
            text = self._at(new + 1)
            self._table[self._place(text)] = new + 1
            new += _HEAD + len(text)

    def _at(self, begin: int) -> bytes:
        start = begin - 1 + _HEAD
        return bytes(self._stored[start : start + self._stored[begin - 1] + 1])

    def _place(self, text: bytes) -> int:
        """Return the place in the table where an id is, or where it would be."""
        last = len(self._table) - 1
        place = hash(text) & last
        while (begin := self._table[place]) and self._at(begin) != text:
            place = (place + 1) & last
        return place


if TYPE_CHECKING:
    from guidelinekit.case.tables.mapping import TableMapping

_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)
_ANY_ID = "case"
"""Stands for an id while the rest of its record is validated."""
UNITS = {"line": "linje", "record": "post", "row": "række"}


@dataclass(frozen=True, slots=True)
class Invalid:
    """A record that cannot be used: where it stands, its case id if that may be shown, and all problems."""

    location: str
    case_id: str | None
    problems: tuple[Problem, ...]
    subject: Subject = Subject.CASE
    """What the record was taken for."""

    def to_dict(self) -> dict[str, Any]:
        """Return the record as JSON shows it, without any value that it holds."""
        listed = [
            {"pointer": problem.pointer, "code": problem.code, "message": problem.message.plain()}
            for problem in self.problems
        ]
        return {"location": self.location, "case_id": self.case_id, "problems": listed}


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms the records of an input are taken."""

    unmarked: Subject = Subject.CASE
    """What a record is that does not say its kind."""
    quote: bool = False
    """Whether the problems of a record quote its values."""
    case_id_pattern: str | None = None
    """How the case ids are written that pass also where they look like CPR numbers."""

    mapping: "TableMapping | None" = None
    """Which tables and columns fill which fields, where they are not named as ours."""

    def is_own(self, subject: Subject, value: Any) -> bool:
        """Say whether something is the id of a case by the scheme."""
        pattern = self.case_id_pattern if subject is Subject.CASE else None
        return pattern is not None and isinstance(value, str) and fits(value, pattern)


@dataclass(frozen=True, slots=True)
class Seen:
    """The ids met so far in one input, each with the number of its record."""

    unit: str
    """What the numbers count: `line` or `record`."""
    terms: Terms = field(default_factory=Terms)
    _first: dict[Subject, Ids] = field(default_factory=lambda: {subject: Ids() for subject in Subject})

    def location(self, number: int) -> str:
        """Return a place in words."""
        return f"{self.unit} {number}"

    def again(self, subject: Subject, identifier: str) -> Text | None:
        """Return the place where an id was accepted before, or None."""
        number = self._first[subject].number_of(identifier)
        if number is None:
            return None
        return Text(da=f"{UNITS[self.unit]} {number}", en=self.location(number))

    def remember(self, subject: Subject, identifier: str, number: int) -> None:
        """Note that the record with this number was accepted under the id."""
        self._first[subject].keep(identifier, number)


def accept(
    record: Any, decoded: Decoded, number: int, seen: Seen, *, large: bool, refuse: bool = False
) -> AnyRecord | Invalid:
    """Validate one record of a decoded text; `large` says that the text holds enough to count its values.

    With `refuse` there is more wrong with it than stands in it, so that it is not accepted.
    """
    if not isinstance(record, dict):
        kind = KINDS["list" if isinstance(record, list) else "other"]
        return refused(seen, number, "not-an-object", kind=kind)
    if large and holds_too_much(record):
        return refused(seen, number, "too-large")
    location, subject = seen.location(number), _subject(record, seen.terms.unmarked)
    if subject is None:
        wrong = Problem("/kind", "unknown-kind")
        identifier = _identifier(record.get("case_id"), Subject.CASE, seen.terms)
        return Invalid(location, identifier, (wrong,), seen.terms.unmarked)
    fields = {name: value for name, value in record.items() if name != "kind"} if "kind" in record else record
    id_field = subject.id_field
    identifier = _identifier(record.get(id_field), subject, seen.terms)
    own = seen.terms.is_own(subject, identifier)
    accepted: AnyRecord | None = None
    listed = doubled(record, decoded)
    try:
        accepted = MODELS[subject].model_validate({**fields, id_field: _ANY_ID} if own else fields)
        accepted = accepted.model_copy(update={id_field: identifier}) if own else accepted
    except ValidationError as error:
        listed += problems(error, subject, quote=seen.terms.quote)
    before = None if identifier is None else seen.again(subject, identifier)
    if before is not None:
        listed.append(Problem(f"/{id_field}", "id-twice", {"where": before, "what": subject.value}))
    if accepted is not None and identifier is not None and not (listed or refuse):
        seen.remember(subject, identifier, number)
        return accepted
    return Invalid(location, identifier if subject is Subject.CASE else None, tuple(listed), subject)


def refused(seen: Seen, number: int, code: str, **names: Named) -> Invalid:
    """Return what stands in the place of a record that cannot even be looked at."""
    return Invalid(seen.location(number), None, (Problem("", code, names),), seen.terms.unmarked)


def _subject(record: dict[str, Any], unmarked: Subject) -> Subject | None:
    kind = record.get("kind", unmarked.value)
    return Subject(kind) if isinstance(kind, str) and kind in list(Subject) else None


def _identifier(value: Any, subject: Subject, terms: Terms) -> str | None:
    """Return an id where it may be shown: none that looks like a CPR number and is not of the scheme."""
    if terms.is_own(subject, value):
        return str(value)
    try:
        return _IDENTIFIER.validate_python(value)
    except ValidationError:
        return None
