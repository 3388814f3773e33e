"""Nodes as text that is quickly read again: a table in which each node stands once, after all that it holds.

Nothing is validated when it is read, so the text must be one that was written here.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from guidelinekit.lang import expr, rule
from guidelinekit.lang import expr as e
from guidelinekit.text import Text

_Row = list[Any]
"""What an entry is; then its plain fields, and those that hold entries, told by their places in the table.

A field is told where it was given, or has not its default. A date or a code has its text instead."""


def form(nodes: Iterable[e.Node]) -> bytes:
    """Write nodes."""
    places: dict[str, int] = {}
    roots = [_place(node, places) for node in nodes]
    return f"[[{','.join(places)}],{json.dumps(roots)}]".encode()


def made(text: bytes) -> tuple[Any, ...]:
    """Make the nodes that were written. Raises ValueError, TypeError or LookupError for any other text."""
    table, roots = json.loads(text)
    entries: list[Any] = []
    for row in table:
        entries.append(_entry(row, entries))
    return tuple([entries[place] for place in roots])


def _place(value: Any, places: dict[str, int]) -> int:
    """Return the place of a value in the table, putting it there after all that it holds."""
    match value:
        case e.Node():
            fields = {
                name: getattr(value, name)
                for name, field in type(value).model_fields.items()
                if name in value.model_fields_set
                or getattr(value, name) != field.get_default(call_default_factory=True)
            }
            row = [type(value).__name__, *_parts(fields, places)]
        case Text():
            row = ["Text", {"da": value.da, "en": value.en}, {}]
        case Enum():
            row = [type(value).__name__, value.value]
        case date():
            row = ["date", value.isoformat()]
        case dict():
            row = ["dict", *_parts(value, places)]
        case _:
            raise TypeError(f"a {type(value).__name__} cannot be written")
    return places.setdefault(json.dumps(row, ensure_ascii=False, separators=(",", ":")), len(places))


def _parts(fields: Mapping[str, Any], places: dict[str, int]) -> _Row:
    plain: dict[str, Any] = {}
    nested: dict[str, Any] = {}
    for name, value in fields.items():
        if _is_plain(value):
            plain[name] = value
        elif isinstance(value, tuple) and not all(map(_is_plain, value)):
            nested[name] = [_place(part, places) for part in value]
        elif isinstance(value, tuple):
            plain[name] = value
        else:
            nested[name] = _place(value, places)
    return [plain, nested]


def _is_plain(value: Any) -> bool:
    return value is None or type(value) in (str, bool, int, float)


def _entry(row: _Row, entries: list[Any]) -> Any:
    name, parts, *more = row
    if not more:
        return date.fromisoformat(parts) if name == "date" else _classes()[name](parts)
    for field, value in parts.items():
        if type(value) is list:
            parts[field] = tuple(value)
    (nested,) = more
    for field, place in nested.items():
        parts[field] = entries[place] if type(place) is int else tuple([entries[one] for one in place])
    if name == "dict":
        return parts
    if name == "Text":
        return Text(**parts)
    kind = _classes()[name]
    node = kind.__new__(kind)
    values = {**_defaults(kind), **parts}
    for field in _own(kind):
        if field not in parts:
            values[field] = values[field].copy()
    object.__setattr__(node, "__dict__", values)
    object.__setattr__(node, "__pydantic_fields_set__", set(parts))
    object.__setattr__(node, "__pydantic_extra__", None)
    object.__setattr__(node, "__pydantic_private__", None)
    return node


@cache
def _classes() -> Mapping[str, Any]:
    """Return the classes of nodes and of the codes they hold, by name: no other is ever made."""
    known = (*vars(expr).values(), *vars(rule).values())
    return {one.__name__: one for one in known if isinstance(one, type) and issubclass(one, e.Node | Enum)}


@cache
def _defaults(kind: type[e.Node]) -> Mapping[str, Any]:
    """Return every field of a node in its order, with its default."""
    return {
        name: None if field.is_required() else field.get_default(call_default_factory=True)
        for name, field in kind.model_fields.items()
    }


@cache
def _own(kind: type[e.Node]) -> tuple[str, ...]:
    """Return the fields whose default each node has for itself."""
    return tuple(name for name, default in _defaults(kind).items() if isinstance(default, dict))
