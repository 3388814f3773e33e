"""Cases drawn at random that document what a rule reads.

Over a case drawn at random most rules are undetermined, so these cases leave out little of what matters.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from guidelinekit.case import Case
from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Subject
from guidelinekit.lang.walk import nodes
from guidelinekit.testing.records import (
    birth_dates,
    consistent,
    days,
    few_codes,
    identifiers,
    item_of,
    municipalities,
    own_ids,
)


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
