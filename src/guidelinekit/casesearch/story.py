"""The name of a proposed example: what the rule says, and what the record tells."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.case.model.vocabulary import label
from guidelinekit.lang.rule import Subject
from guidelinekit.results import Status

_FACTS: Final = 3
"""How many facts a name tells."""


def story(subject: Subject, given: Mapping[str, Any], statuses: Iterator[Status], as_of: date) -> str:
    """Return a name in Danish, as examples have it."""
    says = " og ".join(dict.fromkeys(status.label.da for status in statuses))
    facts = [
        fact
        for key, value in given.items()
        for fact in _facts(CATALOGUES[subject].fields.get(key), value, as_of)
    ]
    return f"{says} - {', '.join(facts[:_FACTS]) or 'intet andet end det fælles'}"


def _facts(field: FieldType | None, value: Any, as_of: date) -> Iterator[str]:
    if field is None:
        return
    title = field.title.da.lower()
    match value:
        case None if field.kind is Kind.LIST:
            yield f"{title} ikke med i udtrækket"
        case None:
            yield f"{title} ikke dokumenteret"
        case []:
            yield f"ingen {title}"
        case list() if field.item is not None:
            for item in value:
                words = " ".join(_item(field.item, item, as_of))
                yield f"{title} {words}".rstrip()
        case dict():
            for key, part in value.items():
                yield from _facts(field.fields.get(key), part, as_of)
        case _:
            yield f"{title} {_word(field, value, as_of)}"


def _item(field: FieldType, item: Any, as_of: date) -> Iterator[str]:
    """Return the words on an entry of a list: its codes and dates."""
    for key, value in item.items() if isinstance(item, dict) else ():
        part = field.fields.get(key)
        if part is not None and part.kind in {Kind.CODE, Kind.DATE} and value is not None:
            yield _word(part, value, as_of)


def _word(field: FieldType, value: Any, as_of: date) -> str:
    match value:
        case bool():
            return "ja" if value else "nej"
        case str() if field.kind is Kind.DATE:
            away = (date.fromisoformat(value) - as_of).days
            return "samme dag" if away == 0 else f"{abs(away)} dage {'før' if away < 0 else 'efter'}"
        case str() if field.kind is Kind.CODE:
            words = label(value, field.vocabulary)
            return value if words is None else words.da
        case _:
            return str(value)
