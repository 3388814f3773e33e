"""One typed part of a case as a case system tells it, and what a case becomes with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from guidelinekit.case import Case
from guidelinekit.case.catalogue import CATALOGUES, Kind
from guidelinekit.case.keys import item_key, item_keys, item_pointer
from guidelinekit.case.model.record import lost_references
from guidelinekit.case.reading.one_case import parse_case
from guidelinekit.case.reading.problems import Problem, pointer
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.errors import UsageError
from guidelinekit.lang.rule import Subject
from guidelinekit.text import Text, say

LISTS = tuple(name for name, held in CATALOGUES[Subject.CASE].fields.items() if held.kind is Kind.LIST)
"""The lists of a case."""
_FIXED = ("schema_version", "case_id")
PLACES = tuple(name for name in CATALOGUES[Subject.CASE].fields if name not in _FIXED)
"""Where a fact may stand in a case."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of a case and what it holds from now on, or one item of a list."""

    place: str
    """The field of the case: `enrolment`, or the list that the item stands in: `needs`."""
    value: Any
    """A type of `guidelinekit.model`, or a plain value for a plain field."""


def fact_of(value: Fact | BaseModel) -> Fact:
    """Return a fact: one as it is, or a part of a case with the place that its type has.

    Raises UsageError where the type stands nowhere in a case.
    """
    if isinstance(value, Fact):
        return value
    place = _place_by_type().get(type(value))
    if place is None:
        raise UsageError(
            say("{type} er ingen del af en sag", "{type} is no part of a case", type=type(value).__name__),
            Text(
                da="registrér en af typerne i `guidelinekit.model`",
                en="record one of the types of `guidelinekit.model`",
            ),
        )
    return Fact(place, value)


def read_fact(data: Any) -> Fact | Invalid:
    """Return the fact in an object with one field, `{"needs": {...}}`, or all that is wrong with it.

    An item is checked as in a case that holds nothing else; no value of it is repeated in a message.
    """
    if not isinstance(data, Mapping) or len(data) != 1:
        return _refused(Problem("", "not-one-fact"))
    ((place, value),) = data.items()
    if place not in PLACES:
        return _refused(Problem(pointer((place,)), "no-such-place", {"allowed": ", ".join(PLACES)}))
    case = parse_case(
        {
            "schema_version": "1",
            "case_id": "fact",
            "citizen": {},
            place: [value] if place in LISTS else value,
        }
    )
    if isinstance(case, Invalid):
        inside = f"/{place}/0" if place in LISTS else f"/{place}"
        return _refused(
            *(replace(each, pointer=f"/{place}{each.pointer.removeprefix(inside)}") for each in case.problems)
        )
    held = getattr(case, place)
    return Fact(place, held[0] if place in LISTS else held)


def facts_in(case: Case) -> Iterator[Fact]:
    """Yield the facts that a case is made of: each field, and each item of its lists."""
    for place in PLACES:
        held = getattr(case, place)
        yield from (Fact(place, item) for item in held or ()) if place in LISTS else (Fact(place, held),)


def added(case: Case, fact: Fact) -> tuple[Case, str]:
    """Return a case with one fact more, and the name of what was added. Raises UsageError for an id twice."""
    if fact.place not in LISTS:
        return _checked(case.model_copy(update={fact.place: fact.value})), fact.place
    items = getattr(case, fact.place) or ()
    own_id = _own_id(fact)
    if own_id is not None and own_id in {_own_id(Fact(fact.place, item)) for item in items}:
        raise UsageError(
            say(
                "et element i `{place}` har allerede det id",
                "an item of `{place}` has this id already",
                place=fact.place,
            ),
            Text(
                da="ret det, eller giv det nye et andet id", en="correct it, or give the new one another id"
            ),
        )
    return _placed(case, fact.place, (*items, fact.value), len(items))


def corrected(case: Case, fact: Fact, key: str | None) -> tuple[Case, str]:
    """Return a case in which a fact stands in the place of an older one, and the name of the new one.

    `key` names the item that was wrong (`need:n2`); without it, it is the one with the same id of its own.
    Raises UsageError where there is none.
    """
    if fact.place not in LISTS:
        return added(case, fact)
    items = getattr(case, fact.place) or ()
    own_id = _own_id(fact)
    if key is not None:
        index = _index(case, key, fact.place)
    else:
        ids = [_own_id(Fact(fact.place, item)) for item in items]
        if own_id is None or own_id not in ids:
            raise UsageError(
                say(
                    "intet element i `{place}` har det id",
                    "no item of `{place}` has the id of this one",
                    place=fact.place,
                ),
                Text(
                    da="nævn det element, der var forkert, ved dets nøgle",
                    en="name the item that was wrong by its key",
                ),
            )
        index = ids.index(own_id)
    return _placed(case, fact.place, (*items[:index], fact.value, *items[index + 1 :]), index)


def withdrawn(case: Case, key: str) -> tuple[Case, str]:
    """Return a case without the item that a key names (`need:n2`), or without what a field holds (`request`).

    With it comes the field that changed. Raises UsageError where nothing is there to take out.
    """
    if key in PLACES and key not in LISTS:
        empty = Case.model_fields[key].default if key != "citizen" else type(case.citizen)()
        if getattr(case, key) == empty:
            raise UsageError(
                say("der står intet i `{field}`", "there is nothing in `{field}`", field=key),
                Text(da="det er måske trukket tilbage allerede", en="perhaps it was withdrawn already"),
            )
        return case.model_copy(update={key: empty}), key
    place_of = item_pointer(case, key)
    if not place_of:
        raise UsageError(
            Text(da="der er intet element med den nøgle", en="there is no item with this key"),
            Text(da="nævn det, som resultater gør: `need:n2`", en="name it as results do: `need:n2`"),
        )
    place = place_of.split("/")[1]
    index = _index(case, key, place)
    items = getattr(case, place)
    return _checked(case.model_copy(update={place: (*items[:index], *items[index + 1 :])})), place


def _placed(case: Case, place: str, items: tuple[Any, ...], index: int) -> tuple[Case, str]:
    changed = _checked(case.model_copy(update={place: items}))
    return changed, item_key(changed, f"/{place}/{index}")


def _checked(case: Case) -> Case:
    if lost_references(case):
        raise UsageError(
            Text(
                da="en aktivitet nævner en graviditet, der ikke er i sagen",
                en="an activity names a pregnancy that is not in the case",
            ),
            Text(da="registrér graviditeten først", en="record the pregnancy before it"),
        )
    return case


def _index(case: Case, key: str, place: str) -> int:
    keys = item_keys(case, place)
    if key not in keys:
        raise UsageError(
            say("intet element i `{place}` har den nøgle", "no item of `{place}` has this key", place=place),
            Text(da="nævn det, som resultater gør: `need:n2`", en="name it as results do: `need:n2`"),
        )
    return keys.index(key)


def _own_id(fact: Fact) -> str | None:
    name = CATALOGUES[Subject.CASE].fields[fact.place].own_id
    return None if name is None else getattr(fact.value, name)


def _refused(*problems: Problem) -> Invalid:
    return Invalid("fact", None, problems)


@cache
def _place_by_type() -> Mapping[type[BaseModel], str]:
    return {kind: name for name in PLACES for kind in _types(Case.model_fields[name].annotation)}


def _types(annotation: Any) -> list[type[BaseModel]]:
    """Return the models in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [kind for part in get_args(annotation) for kind in _types(part)]
