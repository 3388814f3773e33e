"""Values written as YAML, as one would write them in a file of examples."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from guidelinekit.diagnostics import Route
from guidelinekit.source.edit import with_value, without

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLAIN = re.compile(r"[A-Za-zÆØÅæøå_/$](?:[\wÆØÅæøå./$@-]|:(?=\w))*")
_RELATIVE = re.compile(r"D(?:[+-]\d{1,5})?")
_NOT_TEXT = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
_WIDTH = 100
_FAR = 999
"""Dates further from the example's own are written out."""


def entry(
    name: str, as_of: str, profile: str | None, given: Any, expect: Any, day: date | None = None
) -> Iterator[str]:
    """Return the lines of an example under `cases:`, its dates relative to a day where one is given."""
    yield f"  - name: {phrase(name)}"
    yield f"    as_of: {as_of}"
    if profile is not None:
        yield f"    profile: {phrase(profile)}"
    yield from block("given", given, "    ", day)
    yield from block("expect", expect, "    ", day)


def rewritten(text: str, route: Route, old: Any, new: Any, day: date | None = None) -> str:
    """Return the text of a file with another value at a route, changed only where the two differ.

    Raises LookupError where the route leads nowhere.
    """
    if not (isinstance(old, dict) and isinstance(new, dict) and old and new):
        return text if old == new else with_value(text, route, inline(new, day))
    for key in new:
        text = (
            rewritten(text, (*route, key), old[key], new[key], day)
            if key in old
            else with_value(text, (*route, key), inline(new[key], day))
        )
    for key in [key for key in old if key not in new]:
        text = without(text, (*route, key))
    return text


def block(key: str, value: Any, indent: str, day: date | None) -> Iterator[str]:
    """Return a key with its value: on one line where it fits, else one line per part."""
    line = f"{indent}{key}: {inline(value, day)}"
    if len(line) <= _WIDTH or not isinstance(value, dict | list) or not value:
        yield line
    elif isinstance(value, dict):
        yield f"{indent}{key}:"
        for inner, part in value.items():
            yield from block(inner, part, indent + "  ", day)
    else:
        yield f"{indent}{key}:"
        for part in value:
            yield from _item(part, indent + "  ", day)


def _item(value: Any, indent: str, day: date | None) -> Iterator[str]:
    line = f"{indent}- {inline(value, day)}"
    if len(line) <= _WIDTH or not isinstance(value, dict):
        yield line
        return
    lines = [line for key, part in value.items() for line in block(key, part, indent + "  ", day)]
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def inline(value: Any, day: date | None = None) -> str:
    """Return a value as YAML on one line, its dates relative to a day where one is given."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {inline(part, day)}" for key, part in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(inline(part, day) for part in value) + "]"
        case _:
            return _scalar(value, day)


def phrase(text: str) -> str:
    """Return a text of several words, such as a name, that is the whole value of a key."""
    words = text.replace(",", "").replace(" ", "_")
    plain = (
        _PLAIN.fullmatch(words)
        and text.lower() not in _NOT_TEXT
        and text == text.strip()
        and ": " not in text
    )
    return text if plain else _quoted(text)


def _scalar(value: Any, day: date | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    if _DATE.fullmatch(value):
        away = None if day is None else (date.fromisoformat(value) - day).days
        if away is None or abs(away) > _FAR:
            return value
        return "D" if away == 0 else f"D{away:+d}"
    if _RELATIVE.fullmatch(value) or (_PLAIN.fullmatch(value) and value.lower() not in _NOT_TEXT):
        return value
    return _quoted(value)


def _quoted(text: str) -> str:
    if not text.isprintable() or not text:
        return json.dumps(text, ensure_ascii=False)
    return "'" + text.replace("'", "''") + "'"
