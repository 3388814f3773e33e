"""From decoded JSON to a case or a provider, or to everything that is wrong with it."""

from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from guidelinekit.case.model.record import Case, Provider
from guidelinekit.case.model.values import Identifier
from guidelinekit.case.reading.decode import Decoded, doubled, holds_too_much
from guidelinekit.case.reading.problems import Problem, problems
from guidelinekit.case.reading.seen_ids import Ids
from guidelinekit.lang.rule import Subject

_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)
_MODELS: dict[Subject, type[Case] | type[Provider]] = {Subject.CASE: Case, Subject.PROVIDER: Provider}
_KEYS = {Subject.CASE: "case_id", Subject.PROVIDER: "provider_id"}


@dataclass(frozen=True, slots=True)
class Invalid:
    """A record that cannot be used: where it stands, its case id if that may be told, all of its problems."""

    location: str
    case_id: str | None
    problems: tuple[Problem, ...]
    subject: Subject = Subject.CASE
    """What the record was taken for."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The ids met so far in one input, each with the number of its record."""

    unit: str
    """What the numbers count: `line` or `record`."""
    unmarked: Subject = Subject.CASE
    """What a record is that does not say its kind."""
    _first: dict[Subject, Ids] = field(default_factory=lambda: {subject: Ids() for subject in Subject})

    def location(self, number: int) -> str:
        """Give a place in words."""
        return f"{self.unit} {number}"

    def again(self, subject: Subject, identifier: str) -> str | None:
        """Give the place where an id was accepted before, or None."""
        number = self._first[subject].number_of(identifier)
        return None if number is None else self.location(number)

    def remember(self, subject: Subject, identifier: str, number: int) -> None:
        """Note that the record with this number was accepted under the id."""
        self._first[subject].keep(identifier, number)


def accept(
    record: Any, decoded: Decoded, number: int, seen: Seen, *, large: bool
) -> Case | Provider | Invalid:
    """Validate one record of a decoded text; `large` says that the text holds enough to count its values."""
    if not isinstance(record, dict):
        kind = "a list" if isinstance(record, list) else "no object"
        return refused(seen, number, f"is {kind}; a record is one object `{{...}}` with the fields of a case")
    if large and holds_too_much(record):
        why = "holds far more values than one case can; look for records that ran together"
        return refused(seen, number, why)
    location, subject = seen.location(number), _subject(record, seen.unmarked)
    if subject is None:
        told = Problem("/kind", "unknown kind of record; allowed: case, provider")
        return Invalid(location, _identifier(record.get("case_id")), (told,), seen.unmarked)
    fields = {name: value for name, value in record.items() if name != "kind"} if "kind" in record else record
    accepted: Case | Provider | None = None
    found = doubled(record, decoded)
    try:
        accepted = _MODELS[subject].model_validate(fields)
    except ValidationError as error:
        found += problems(error, subject)
    key = _KEYS[subject]
    identifier = _identifier(record.get(key))
    before = None if identifier is None else seen.again(subject, identifier)
    if before is not None:
        found.append(Problem(f"/{key}", f"is the same as in {before}; give each {subject} an id of its own"))
    if accepted is not None and identifier is not None and not found:
        seen.remember(subject, identifier, number)
        return accepted
    return Invalid(location, identifier if subject is Subject.CASE else None, tuple(found), subject)


def refused(seen: Seen, number: int, message: str) -> Invalid:
    """Give what stands in the place of a record that cannot even be looked at."""
    return Invalid(seen.location(number), None, (Problem("", message),), seen.unmarked)


def _subject(record: dict[str, Any], unmarked: Subject) -> Subject | None:
    kind = record.get("kind", unmarked.value)
    return Subject(kind) if isinstance(kind, str) and kind in _KEYS else None


def _identifier(value: Any) -> str | None:
    """Give an id where it may be told: never one that looks like a CPR number."""
    try:
        return _IDENTIFIER.validate_python(value)
    except ValidationError:
        return None
