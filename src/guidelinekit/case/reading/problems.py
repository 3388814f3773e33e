"""What is wrong with a record: a JSON pointer, a code, and what the sentence about it names.

No problem holds a value of the record, unless somebody asked for it; one that looks like a CPR number never
is held. Names of fields and codes of the case model may be shown. The sentences stand in `sentences`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from guidelinekit import limits
from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind, resolve
from guidelinekit.case.model.cpr import WITHHELD, looks_like_cpr
from guidelinekit.case.model.vocabulary import label
from guidelinekit.case.reading.sentences import BELONGS, KINDS, SENTENCES
from guidelinekit.lang.rule import Subject
from guidelinekit.suggest import meant
from guidelinekit.text import Text, printable, say

_LONGEST_NAME = 40
_LONGEST_VALUE = 60
_LOOKED_AT = 100
"""How many signs of a text are looked at before some of them are shown."""
_WITHHELD = "`…` (CPR?)"
"""Stands for what looks like a CPR number, in a sentence of either language."""

Location = tuple[str | int, ...]
Named = str | int | Text
"""What a sentence may name: the same in both languages, or not."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of a record. The pointer is empty for the record as a whole."""

    pointer: str
    code: str
    """What kind of problem it is; each has its sentence."""
    names: Mapping[str, Named] = field(default_factory=dict, hash=False)
    """What the sentence names."""
    quoted: str | None = None
    """What the record holds there, as it may be shown; only where that was asked for."""
    place: Text | None = None
    """The row and the cell of a table that it was read from."""

    @property
    def message(self) -> Text:
        """The sentence: what is wrong, and what to do."""
        sentence = SENTENCES[self.code].filled(**self.names)
        if self.place is not None:
            sentence = say("{place}: {what}", "{place}: {what}", place=self.place, what=sentence)
        if self.quoted is None:
            return sentence
        return say("{what} (fundet {quoted})", "{what} (found {quoted})", what=sentence, quoted=self.quoted)


def problems(error: ValidationError, subject: Subject, *, quote: bool = False) -> tuple[Problem, ...]:
    """Return what the models refused, in the order of the record's fields; `quote` adds what stands there."""
    if error.error_count() > limits.PROBLEMS_TOLD_APART:
        return (Problem("", "very-many", {"count": error.error_count()}),)
    errors = error.errors(include_url=False)
    listed = [
        _quoting(problem, each["input"]) if quote else problem
        for each in errors[: limits.PROBLEMS]
        for problem in _problems(each, CATALOGUES[subject])
    ]
    more = len(listed) - limits.PROBLEMS + max(len(errors) - limits.PROBLEMS, 0)
    if more > 0:
        listed[limits.PROBLEMS :] = [Problem("", "more", {"count": more})]
    return tuple(listed)


def pointer(location: Location) -> str:
    """Return a place as a JSON pointer, up to the first name that must not be shown as it is."""
    text = ""
    for step in location:
        if isinstance(step, str) and not _can_be_shown(step):
            break
        text += "/" + str(step).replace("~", "~0").replace("/", "~1")
    return text


def shown(name: str, longest: int = _LONGEST_NAME) -> str:
    """Return a text of the input in the quotes of a message: short, printable, never a CPR number."""
    short = unquoted(name, longest)
    return _WITHHELD if short == WITHHELD else f"`{short}`"


def unquoted(name: str, longest: int = _LONGEST_NAME) -> str:
    """Return a text of the input as it may stand in a message that quotes it in another way."""
    if looks_like_cpr(name[:_LOOKED_AT]):
        return WITHHELD
    text = printable(name[:_LOOKED_AT])
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _can_be_shown(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and name.isprintable() and not looks_like_cpr(name)


def _quoting(problem: Problem, value: Any) -> Problem:
    """Return a problem of a value that quotes it."""
    if problem.code in _OF_NO_VALUE or not isinstance(value, str | int | float):
        return problem
    return replace(
        problem, quoted=shown(value if isinstance(value, str) else json.dumps(value), _LONGEST_VALUE)
    )


_OF_NO_VALUE = frozenset({"unknown-field", "misspelt-field", "missing", "id-twice"})


def _problems(error: Mapping[str, Any], root: FieldType) -> Iterator[Problem]:
    location: Location = error["loc"]
    here, context = pointer(location), error.get("ctx", {})
    names = [step for step in location if isinstance(step, str)]
    match error["type"]:
        case "extra_forbidden":
            yield _unknown_field(here, names[-1], resolve(root, names[:-1]))
        case "invalid_key":
            yield Problem(pointer(location[:-2]), "unknown-field", {"name": shown(str(error["input"]))})
        case "missing":
            yield Problem(here, "missing", {"belongs": _belongs(resolve(root, names), location)})
        case "id_twice":
            own_id = context["field"]
            for index, first in context["again"]:
                where = {"where": f"{here}/{first}", "what": own_id.removesuffix("_id")}
                yield Problem(f"{here}/{index}/{own_id}", "id-twice", where)
        case "no_such_item":
            yield from (Problem(place, "no-such-item") for place in context["places"])
        case _:
            yield _of_value(here, error["type"], error["input"], context, resolve(root, names), location)


def _unknown_field(here: str, name: str, around: FieldType | None) -> Problem:
    if name == "resourceType":
        return Problem(here, "fhir")
    fields = {} if around is None else around.inner.fields
    near = _meant(name, {field: kind.title for field, kind in fields.items()})
    if near is None:
        return Problem(here, "unknown-field", {"name": shown(name)})
    return Problem(here, "misspelt-field", {"name": shown(name), "near": near})


def _meant(word: str, titles: Mapping[str, Text | None]) -> str | None:
    """Return the name that is near to a word, or one of whose titles is; a long word means nothing."""
    if len(word) > _LONGEST_NAME:
        return None
    spoken = {name: (title.da, title.en) for name, title in titles.items() if title is not None}
    return meant(word, {name: spoken.get(name, ()) for name in titles})


_SENTENCE_OF: Mapping[str, str] = MappingProxyType(
    {
        "string_too_short": "empty",
        "string_pattern_mismatch": "municipality",
        "string_unicode": "half-character",
        "finite_number": "not-finite",
    }
)
"""The code of a problem that pydantic calls otherwise."""


def _of_value(
    here: str, kind: str, value: Any, context: Mapping[str, Any], holds: FieldType | None, location: Location
) -> Problem:
    belongs = _belongs(holds, location)
    if value is None:
        return Problem(here, "null", {"belongs": belongs})
    match kind:
        case "enum" | "literal_error" if isinstance(value, str) and holds is not None:
            return _unknown_code(here, value, holds.inner)
        case "no-date" | "time-of-day" | "no-such-day" | "cpr" if isinstance(value, str):
            return Problem(here, kind)
        case "string_too_long":
            return Problem(here, "too-long", {"limit": context["max_length"]})
        case "too-many":
            return Problem(here, kind, {"limit": context["limit"]})
        case "greater_than_equal" | "less_than_equal":
            return Problem(here, "out-of-range", {"range": _range(holds)})
        case _ if kind in _SENTENCE_OF:
            return Problem(here, _SENTENCE_OF[kind])
        case _:
            return Problem(here, "wrong-kind", {"kind": KINDS[_kind_of(value)], "belongs": belongs})


def _unknown_code(here: str, value: str, holds: FieldType) -> Problem:
    if holds.vocabulary is None:
        return Problem(here, "unknown-version", {"codes": _quoted(holds.codes)})
    what = Text(da=f"»{holds.title.da}«", en=_spoken(holds.vocabulary))
    names: dict[str, Named] = {"what": what, "codes": ", ".join(holds.codes)}
    near = _meant(value, {code: label(code, holds.vocabulary) for code in holds.codes})
    if near is None:
        return Problem(here, "unknown-code", names)
    return Problem(here, "misspelt-code", {**names, "near": near})


def _spoken(vocabulary: str) -> str:
    """Return the name of a value set as words: `ActivityCode` as `activity code`."""
    return "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in vocabulary).strip()


def _quoted(codes: Sequence[str]) -> Text:
    quoted = [f'"{code}"' for code in codes]
    return Text(da=" eller ".join(quoted), en=" or ".join(quoted))


def _range(holds: FieldType | None) -> Text:
    if holds is None or holds.lower is None:
        return Text(da="som formatet tillader", en="that the case format allows")
    if holds.upper is None:
        return Text(da=f"fra {holds.lower:g} og op", en=f"from {holds.lower:g} up")
    return Text(da=f"fra {holds.lower:g} til {holds.upper:g}", en=f"from {holds.lower:g} to {holds.upper:g}")


def _kind_of(value: Any) -> str:
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str() | date():
            return "text"
        case list() | tuple():
            return "list"
        case _:
            return "object"


def _belongs(holds: FieldType | None, location: Location) -> Text:
    """Return what belongs in a field, or in a list at a position of it."""
    if holds is not None and location and isinstance(location[-1], int):
        holds = holds.item
    kind = Kind.OBJECT if holds is None else holds.kind
    if holds is None or kind is not Kind.CODE:
        return BELONGS[kind]
    if holds.vocabulary is None:
        wanted, codes = BELONGS["version"], _quoted(holds.codes)
    else:
        wanted, codes = BELONGS["code"], Text(da=", ".join(holds.codes), en=", ".join(holds.codes))
    return Text(da=wanted.da.format(codes=codes.da), en=wanted.en.format(codes=codes.en))
