"""YAML to data and spans; the only module that imports yaml.

The data is built straight from the parser's events: nothing recurses and no alias is ever expanded, so what
the language refuses (anchors, tags, merge keys, deep nesting) is refused before it can do harm.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from guidelinekit import limits
from guidelinekit.diagnostics import Diagnostic, Route, Span
from guidelinekit.source.document import placed
from guidelinekit.source.syntax import complaint
from guidelinekit.text import Text

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?")
_STEERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks that turn the direction of what is shown, so that it is not what is written."""
NOT_ALLOWED = re.compile(
    rf"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[{_STEERING}]"
)
"""Characters that no text may hold, written as they are or as an escape: some steer a terminal."""
_CURLY = re.compile("[\u201c-\u201f].*[\u201c-\u201f]", re.DOTALL)
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}

_CONDITIONS = ("use", "exists", "every", "any", "not")
"""Keys that one wants to write twice when two conditions are meant."""
_REFUSED = {
    "several-documents": (
        Text(da="her begynder et dokument mere", en="a second document begins here"),
        Text(da="en fil rummer ét dokument: fjern `---`", en="one file holds one document: remove the `---`"),
    ),
    "alias": (
        Text(da="`*{}` henviser til et anker", en="`*{}` stands for an anchor"),
        Text(da="skriv teksten ud her", en="write the text out here"),
    ),
    "anchor": (
        Text(da="`&{}` er et anker", en="`&{}` is an anchor"),
        Text(
            da="udelad det, og skriv teksten igen, hvor den skal stå",
            en="leave it out, and write the text again wherever it is wanted",
        ),
    ),
    "yaml-tag": (
        Text(da="værdien er mærket med `!`", en="this value is marked with a `!` tag"),
        Text(da="udelad mærket", en="leave the tag out"),
    ),
    "nested-too-deep": (
        Text(da="indlejret mere end {} niveauer dybt", en="nested more than {} levels deep"),
        Text(
            da="giv dele af det et navn under `definitions`", en="give parts of it a name under `definitions`"
        ),
    ),
    "merge-key": (
        Text(da="`<<` fletter andre nøgler ind her", en="`<<` merges another map into this one"),
        Text(da="skriv nøglerne ud her", en="write its keys out here"),
    ),
    "key-not-text": (
        Text(da="en nøgle skal være tekst", en="a key must be text"),
        Text(da="sæt nøglen i anførselstegn", en="put the key in quotes"),
    ),
    "curly-quotes": (
        Text(
            da="typografiske anførselstegn hører til teksten og afgrænser den ikke",
            en="curly quotation marks are part of the text and do not enclose it",
        ),
        Text(da='skriv lige anførselstegn (`"`) eller ingen', en='write straight ones (`"`), or none'),
    ),
    "escaped": (
        Text(
            da="tegnet U+{} er ikke tilladt, heller ikke skrevet som kode",
            en="the character U+{} is not allowed, nor as an escape",
        ),
        Text(da="fjern det", en="remove it"),
    ),
    "duplicate-key": (
        Text(
            da="`{}` står her for anden gang; den første er i linje {}",
            en="`{}` stands here a second time; the first is on line {}",
        ),
        Text(da="behold én af de to", en="keep one of the two"),
    ),
    "duplicate-condition": (
        Text(
            da="`{}` står her for anden gang; den første er i linje {}",
            en="`{}` stands here a second time; the first is on line {}",
        ),
        Text(
            da="behold én af de to, eller sæt begge under `all:`, hver med en streg",
            en="keep one of the two, or list both under `all:`, each with a dash",
        ),
    ),
}


@dataclass(slots=True)
class _Container:
    """A map or list that is being filled; in a map, `key` is the key whose value comes next."""

    content: dict[str, Any] | list[Any]
    route: Route
    key: str | None = None
    at_key: bool = True


class _StopReadingError(Exception):
    """Nothing after this place is looked at."""


class Builder:
    """Fills data, spans and diagnostics from the events of one text."""

    def __init__(self, lines: tuple[str, ...], file: str) -> None:
        self.lines = lines
        self.file = file
        self.top: Any = None
        self.values: dict[Route, Span] = {}
        self.keys: dict[Route, Span] = {}
        self.diagnostics: list[Diagnostic] = []
        self._documents = 0
        self._open: list[_Container] = []
        self._skipped = 0  # how deep we are in something whose key cannot be used

    def take(self, events: Iterator[Any]) -> None:
        """Take in every event, up to the first after which nothing can be understood."""
        for event in events:
            match event:
                case yaml.DocumentStartEvent():
                    self._documents += 1
                    if self._documents > 1:
                        self._stop("several-documents", event)
                case yaml.AliasEvent():
                    self._report("anchor", event, event.anchor, text="alias")
                    self._value(None, event)
                case yaml.ScalarEvent():
                    self._refuse_marks(event)
                    if (bad := NOT_ALLOWED.search(event.value)) is not None:
                        self._report("yaml-syntax", event, f"{ord(bad[0]):04X}", text="escaped")
                    plain = event.implicit[0] and event.style in (None, "")
                    if plain and _CURLY.fullmatch(event.value):
                        self._report("curly-quotes", event)
                    self._value(_scalar(event.value) if plain else event.value, event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._refuse_marks(event)
                    if len(self._open) + self._skipped >= limits.YAML_DEPTH:
                        self._stop("nested-too-deep", event, limits.YAML_DEPTH)
                    self._value({} if isinstance(event, yaml.MappingStartEvent) else [], event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent() if self._skipped:
                    self._skipped -= 1
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._open.pop()

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._report("anchor", event, event.anchor)
        if event.tag is not None:
            self._report("yaml-tag", event)

    def _value(self, value: Any, event: Any) -> None:
        """Put a value, or a key, where it belongs."""
        opens = isinstance(event, yaml.CollectionStartEvent)
        route: Route | None = None
        if self._skipped:
            self._skipped += opens
            return
        if not self._open:
            self.top, route = value, ()
        else:
            route = self._put(self._open[-1], value, event)
        if route is not None:
            self.values[route] = self._span(event, route)
            if opens:
                self._open.append(_Container(value, route))
        elif opens:
            self._skipped = 1

    def _put(self, parent: _Container, value: Any, event: Any) -> Route | None:
        """Return the route at which the value now stands; None for a key, and for what a bad key leads to."""
        if isinstance(parent.content, list):
            parent.content.append(value)
            return (*parent.route, len(parent.content) - 1)
        parent.at_key = not parent.at_key
        if not parent.at_key:
            parent.key = self._key(parent, value, event)
            return None
        if parent.key is None:
            return None
        parent.content[parent.key] = value
        return (*parent.route, parent.key)

    def _key(self, parent: _Container, key: Any, event: Any) -> str | None:
        """Return a key that can be used, or report why it cannot."""
        if key == "<<":
            self._report("merge-key", event)
        elif not isinstance(key, str):
            self._report("key-not-text", event)
        elif key in parent.content:
            text = "duplicate-condition" if key in _CONDITIONS else "duplicate-key"
            self._report("duplicate-key", event, key, self.keys[*parent.route, key].line, text=text)
        else:
            self.keys[*parent.route, key] = self._span(event)
            return key
        return None

    def _span(self, event: Any, route: Route = ()) -> Span:
        """Return the event's place. A block, and a value left empty, is found at its key."""
        start, end = event.start_mark, event.end_mark
        block = isinstance(event, yaml.CollectionStartEvent) and not event.flow_style
        if (block or start.index == end.index) and route in self.keys:
            return self.keys[route]
        line = self.lines[start.line].rstrip() if start.line < len(self.lines) else ""
        column = min(start.column, len(line))
        whole = isinstance(event, yaml.ScalarEvent | yaml.AliasEvent) and end.line == start.line
        return Span(start.line + 1, column + 1, max(end.column if whole else len(line), column + 1) + 1)

    def _report(self, code: str, event: Any, *names: object, text: str | None = None) -> None:
        message, help_ = _REFUSED[text or code]
        problem = Diagnostic(code, message.filled(*names), help_)
        self.diagnostics.append(placed(problem, self.file, self.lines, self._span(event)))

    def _stop(self, code: str, event: Any, *names: object) -> None:
        self._report(code, event, *names)
        raise _StopReadingError


def _scalar(text: str) -> Any:
    """Return what a text without quotes stands for: YAML 1.2 words and numbers; dates and `007` stay text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text


def parse(text: str, file: str) -> tuple[Builder, bool]:
    """Take a text in, and tell whether it was read to its end. The text holds no control characters."""
    lines = tuple(text.splitlines())
    builder = Builder(lines, file)
    try:
        try:
            builder.take(yaml.parse(text, Loader=_LOADER))
        except yaml.MarkedYAMLError:
            builder = Builder(
                lines, file
            )  # the parser in Python words and places its complaints alike everywhere
            builder.take(yaml.parse(text, Loader=yaml.SafeLoader))
            raise
    except yaml.MarkedYAMLError as error:
        problem, span = complaint(error, lines)
        builder.diagnostics.append(placed(problem, file, lines, span))
        return builder, False
    except _StopReadingError:
        return builder, False
    return builder, True
