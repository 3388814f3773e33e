"""Records drawn at random from the catalogue, so that a new field needs no word here."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from guidelinekit.case import Authority, Case, Provider
from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Subject
from guidelinekit.lang.walk import nodes

FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
_BOUNDARIES = (FIRST, date(2025, 2, 28), date(2025, 3, 1), date(2025, 12, 31), date(2026, 1, 1), LAST)

_FAR = (date.min, date(1899, 12, 31), date(2024, 2, 29), date(2100, 3, 1), date.max)

days = st.integers(0, 19).flatmap(
    lambda n: st.sampled_from(_BOUNDARIES) | st.dates(FIRST, LAST) if n else st.sampled_from(_FAR)
)
"""Dates mostly within 2025 and 2026, often the first or last of a year or of February; few far away."""
birth_dates = st.dates(date(1950, 1, 1), date(2012, 12, 31))
identifiers = st.sampled_from(["1", "2", "a-3", "æøå", "x" * 64]) | st.text(
    "abcæø-_ ", min_size=1, max_size=64
)
municipalities = st.from_regex(r"[0-9]{4}", fullmatch=True)


def item_of(field: FieldType) -> FieldType:
    """Return what a list is a list of. Raises TypeError for what is no list."""
    if field.item is None:
        raise TypeError(f"{field.title.en} is not a list")
    return field.item


def consistent(document: dict[str, Any]) -> dict[str, Any]:
    """Return a record without references to pregnancies that it does not have."""
    if document.get("pregnancies") is None or document.get("activities") is None:
        return document
    ids = {None, *(item["pregnancy_id"] for item in document["pregnancies"])}
    activities = [
        item if item.get("pregnancy_id") in ids else {**item, "pregnancy_id": None}
        for item in document["activities"]
    ]
    return {**document, "activities": activities}


def few_codes(field: FieldType) -> st.SearchStrategy[str]:
    """Draw a code, most often one of the first few, so that what is drawn apart often has it in common."""
    return st.sampled_from(field.codes[:3]) | st.sampled_from(field.codes)


def _named(name: str, field: FieldType) -> st.SearchStrategy[Any]:
    match name:
        case "birth_date":
            return birth_dates.map(date.isoformat)
        case "municipality" | "home_municipality":
            return municipalities
        case _:
            return _values(field)


def _values(field: FieldType) -> st.SearchStrategy[Any]:
    match field.kind:
        case Kind.TEXT:
            return identifiers
        case Kind.BOOLEAN:
            return st.booleans()
        case Kind.INTEGER:
            return st.integers(0, 40)
        case Kind.NUMBER:
            return st.floats(field.lower, field.upper)
        case Kind.DATE:
            return days.map(date.isoformat)
        case Kind.CODE:
            return st.sampled_from(field.codes)
        case Kind.OBJECT:
            return _objects(field)
        case Kind.LIST:
            items = _values(item_of(field))
            return st.just([]) | st.lists(items, min_size=1, max_size=5, unique_by=own_ids(field))


def own_ids(field: FieldType) -> Callable[[Any], Any] | None:
    """Return what must differ between the items of a list: their own ids, where they have any."""
    return None if field.own_id is None else lambda item: item.get(field.own_id) or id(item)


def _objects(field: FieldType) -> st.SearchStrategy[dict[str, Any]]:
    given = {name: _named(name, inner) for name, inner in field.fields.items() if inner.required}
    optional = {
        name: st.none() | _named(name, inner) for name, inner in field.fields.items() if not inner.required
    }
    return st.fixed_dictionaries(given, optional=optional)


def documents(subject: Subject = Subject.CASE) -> st.SearchStrategy[dict[str, Any]]:
    """Draw valid records as JSON would give them."""
    return _objects(CATALOGUES[subject]).map(consistent)


def cases() -> st.SearchStrategy[Case]:
    """Draw valid cases: fields left out and null, lists null, empty and filled."""
    return documents().map(Case.model_validate)


def providers() -> st.SearchStrategy[Provider]:
    """Draw valid providers."""
    return documents(Subject.PROVIDER).map(Provider.model_validate)


def authorities() -> st.SearchStrategy[Authority]:
    """Draw valid authorities."""
    return documents(Subject.AUTHORITY).map(Authority.model_validate)


def documents_about(*read: e.Node) -> st.SearchStrategy[dict[str, Any]]:
    """Draw cases, as JSON would give them, with the fields that rules or conditions read, few null."""
    steps = {step for node in read for path in nodes(node, e.Path) for step in path.steps}
    return _record(CATALOGUES[Subject.CASE], steps).map(consistent)


def cases_about(*read: e.Node) -> st.SearchStrategy[Case]:
    """Draw cases with the fields that rules or conditions read, few of them null."""
    return documents_about(*read).map(Case.model_validate)


def _record(start: FieldType, steps: Iterable[str]) -> st.SearchStrategy[dict[str, Any]]:
    required = {name: _value(name, field, steps) for name, field in start.fields.items() if field.required}
    optional = {
        name: _mostly(_value(name, field, steps), st.none())
        for name, field in start.fields.items()
        if name in steps and not field.required and name != "anonymous"
    }
    return st.fixed_dictionaries({**required, **optional})


def _value(name: str, field: FieldType, steps: Iterable[str]) -> st.SearchStrategy[Any]:
    match field.kind:
        case Kind.TEXT:
            return municipalities if name.endswith("municipality") else identifiers
        case Kind.BOOLEAN:
            return st.booleans()
        case Kind.INTEGER:
            return st.integers(0, 7)
        case Kind.NUMBER:
            return st.sampled_from([0, 0.5, 1]) if field.upper == 1 else st.integers(0, 7)
        case Kind.DATE:
            return (birth_dates if name == "birth_date" else days).map(date.isoformat)
        case Kind.CODE:
            return few_codes(field)
        case Kind.OBJECT:
            return _record(field, steps)
        case Kind.LIST:
            items = _value(name, item_of(field), steps)
            apart = own_ids(field)
            return _mostly(st.lists(items, min_size=1, max_size=5, unique_by=apart), st.just([]))


def _mostly(one: st.SearchStrategy[Any], other: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, 7).flatmap(lambda n: one if n else other)
