"""What is wrong with a record, in an exporter's words: a JSON pointer, what stands there, what belongs there.

No message holds a value of the record, unless `quoting` put it there because somebody asked for it. Names of
fields and codes of the case model may be shown.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind, resolve
from guidelinekit.case.model.values import looks_like_cpr
from guidelinekit.lang.rule import Subject
from guidelinekit.printable import printable
from guidelinekit.suggest import nearest

MOST_PROBLEMS = 100
"""How many problems of one record are told; further ones are counted."""
_LONGEST_NAME = 40
_LONGEST_VALUE = 60

Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of a record. The pointer is empty for the record as a whole."""

    pointer: str
    message: str
    value: str | int | float | bool | None = field(default=None, repr=False, compare=False)
    """What the record holds there; told by `quoting` only."""


def quoting(problem: Problem) -> Problem:
    """Give a problem that quotes the value found, but for one that looks like a CPR number."""
    if problem.value is None:
        return problem
    told = problem.value if isinstance(problem.value, str) else json.dumps(problem.value)
    return replace(problem, message=f"{problem.message} (found {shown(told, _LONGEST_VALUE)})", value=None)


def problems(error: ValidationError, subject: Subject) -> tuple[Problem, ...]:
    """Give all that the models found wrong, in the order of the record's fields."""
    errors = error.errors(include_url=False)
    listed = [problem for each in errors for problem in _problems(each, CATALOGUES[subject])]
    more = len(listed) - MOST_PROBLEMS
    if more > 0:
        listed[MOST_PROBLEMS:] = [Problem("", f"has {more} more problems that are not listed")]
    return tuple(listed)


def pointer(location: Location) -> str:
    """Give a place as a JSON pointer, up to the first name that must not be shown as it is."""
    text = ""
    for step in location:
        if isinstance(step, str) and not _can_be_shown(step):
            break
        text += "/" + str(step).replace("~", "~0").replace("/", "~1")
    return text


def shown(name: str, longest: int = _LONGEST_NAME) -> str:
    """Give a text of the input as it may stand in a message: short, printable, never a CPR number."""
    if looks_like_cpr(name):
        return "`…` (withheld, it looks like a CPR number)"
    text = printable(name)
    short = text if len(text) <= longest else text[: longest - 1] + "…"
    return f"`{short}`"


def _can_be_shown(name: str) -> bool:
    return name.isprintable() and len(name) <= _LONGEST_NAME and not looks_like_cpr(name)


def _problems(error: Mapping[str, Any], root: FieldType) -> Iterator[Problem]:
    if error["type"] != "id_twice":
        yield _problem(error, root)
        return
    here, field = pointer(error["loc"]), error["ctx"]["field"]
    for index, before in error["ctx"]["again"]:
        cure = f"give each {field.removesuffix('_id')} an id of its own"
        yield Problem(f"{here}/{index}/{field}", f"is the same as in {here}/{before}; {cure}")


def _problem(error: Mapping[str, Any], root: FieldType) -> Problem:
    location: Location = error["loc"]
    names = [step for step in location if isinstance(step, str)]
    if error["type"] == "extra_forbidden":
        around = resolve(root, names[:-1])
        return Problem(pointer(location), _unknown_field(names[-1], around))
    if error["type"] == "missing":
        return Problem(
            pointer(location), f"is missing; {_belongs(resolve(root, names), location)} is required"
        )
    holds, value = resolve(root, names), error["input"]
    plain = value if isinstance(value, str | int | float) else None
    return Problem(pointer(location), _message(error, holds, location), plain)


def _unknown_field(name: str, around: FieldType | None) -> str:
    near = None if around is None else _nearest(name, (around.item or around).fields)
    if near is None:
        return f"unknown field {shown(name)}; leave it out, the case format has no such field here"
    return f"unknown field {shown(name)}; did you mean `{near}`?"


def _nearest(name: str, known: Iterable[str]) -> str | None:
    return nearest(name, known) if len(name) <= _LONGEST_NAME else None


def _message(error: Mapping[str, Any], holds: FieldType | None, location: Location) -> str:
    value, context = error["input"], error.get("ctx", {})
    belongs = _belongs(holds, location)
    if value is None:
        return f"is null; {belongs} is required"
    match error["type"]:
        case "enum" | "literal_error" if isinstance(value, str) and holds is not None:
            return _unknown_code(value, holds.item or holds)
        case "day" | "no_such_day" | "cpr" if isinstance(value, str):
            return str(error["msg"])
        case "string_too_short":
            return "is empty; write an identifier of 1 to 64 characters"
        case "string_too_long":
            return f"is longer than {context['max_length']} characters; write a shorter identifier"
        case "string_pattern_mismatch":
            return "is not a municipality code; write its four digits, the leading 0 too"
        case "string_unicode":
            return "holds half of a surrogate pair, which is not text; export the text as UTF-8 again"
        case "greater_than_equal" | "less_than_equal":
            return f"is outside the allowed range; {_range(holds)}"
        case "finite_number":
            return "is NaN or Infinity, which JSON does not have; write null when the number is not known"
        case _:
            return f"is {_kind_of(value)}; {belongs} belongs here"


def _unknown_code(value: str, holds: FieldType) -> str:
    if holds.vocabulary is None:
        return f"is a version that this program does not read; write {_quoted(holds.codes)}"
    near = _nearest(value, holds.codes)
    spoken = _spoken(holds.vocabulary)
    if near is not None:
        return f"unknown {spoken}; did you mean `{near}`?"
    return f"unknown {spoken}; allowed: {', '.join(holds.codes)}"


def _spoken(vocabulary: str) -> str:
    """Give the name of a value set as words: `ActivityCode` as `activity code`."""
    return "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in vocabulary).strip()


def _quoted(codes: Sequence[str]) -> str:
    return " or ".join(f'"{code}"' for code in codes)


def _range(holds: FieldType | None) -> str:
    if holds is None or holds.lower is None:
        return "look at the case format"
    if holds.upper is None:
        return f"write a number from {holds.lower:g} up"
    return f"write a number from {holds.lower:g} to {holds.upper:g}"


def _kind_of(value: Any) -> str:
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str() | date():
            return "a text"
        case list() | tuple():
            return "a list"
        case _:
            return "an object"


def _belongs(holds: FieldType | None, location: Location) -> str:
    if holds is not None and location and isinstance(location[-1], int):
        holds = holds.item
    match holds.kind if holds is not None else None:
        case Kind.DATE:
            return 'a date in quotes, "YYYY-MM-DD",'
        case Kind.TEXT:
            return "a text in quotes"
        case Kind.BOOLEAN:
            return "true or false without quotes"
        case Kind.INTEGER:
            return "a whole number without quotes"
        case Kind.NUMBER:
            return "a number without quotes"
        case Kind.LIST:
            return "a list `[...]`"
        case Kind.CODE if holds is not None and holds.vocabulary is not None:
            return f"one of the codes {', '.join(holds.codes)}"
        case Kind.CODE if holds is not None:
            return f"the text {_quoted(holds.codes)}"
        case _:
            return "an object `{...}`"
