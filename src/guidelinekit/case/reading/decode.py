"""JSON text to plain data, saying in plain words why a text cannot be read and what JSON would let pass.

Python's reader keeps the last of two equal field names without a word; here they are problems.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from guidelinekit import limits
from guidelinekit.case.reading.problems import Location, Problem, pointer, shown
from guidelinekit.case.reading.sentences import BROKEN
from guidelinekit.text import Text


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a text says, and each object in it with a field name that it holds twice."""

    data: Any
    twice: tuple[tuple[dict[str, Any], str], ...] = ()


class BrokenJsonError(ValueError):
    """A text that is not JSON: why, and the line and column (from 1) where that was noticed, if known."""

    def __init__(self, why: Text, line: int | None = None, column: int | None = None) -> None:
        self.why = why
        self.line = line
        self.column = column
        super().__init__(why.en)

    @property
    def at(self) -> Text:
        """Where it was noticed in a text of one line, as a sentence says it."""
        if self.column is None:
            return Text(da="", en="")
        return Text(da=f" ved tegn {self.column}", en=f" at column {self.column}")


def decode(text: str) -> Decoded:
    """Read one JSON text. Raises BrokenJsonError; the text itself is never repeated in it."""
    twice: list[tuple[dict[str, Any], str]] = []

    def collected(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        fields = dict(pairs)
        if len(fields) != len(pairs):
            times = Counter(name for name, _ in pairs)
            twice.extend((fields, name) for name, count in times.items() if count > 1)
        return fields

    try:
        data = json.loads(text, object_pairs_hook=collected)
    except json.JSONDecodeError as error:
        raise _broken(error) from None
    except RecursionError:
        raise BrokenJsonError(BROKEN["too-deep"]) from None
    except ValueError:  # the interpreter's limit on the digits of a whole number
        raise BrokenJsonError(BROKEN["too-many-digits"]) from None
    return Decoded(data, tuple(twice))


def doubled(record: Any, decoded: Decoded) -> list[Problem]:
    """Return a problem for each field name that stands twice in one object of the record."""
    if not decoded.twice:
        return []
    names_of: defaultdict[int, list[str]] = defaultdict(list)
    for fields, name in decoded.twice:
        names_of[id(fields)].append(name)
    problems = (
        Problem(pointer((*location, name)), "field-twice", {"name": shown(name)})
        for location, fields in _objects(record)
        for name in names_of.get(id(fields), ())
    )
    return list(islice(problems, limits.PROBLEMS))


def holds_too_much(record: Any) -> bool:
    """Tell whether a record holds so many values that it cannot be one case."""
    count, waiting = 0, [record]
    while waiting and count <= limits.RECORD_VALUES:
        inner = waiting.pop()
        if isinstance(inner, dict | list):
            count += len(inner)
            waiting.extend(inner.values() if isinstance(inner, dict) else inner)
    return count > limits.RECORD_VALUES


def _broken(error: json.JSONDecodeError) -> BrokenJsonError:
    """Return why a text is not JSON; one that was cut off is wrong where it ends, whatever was open there."""
    end = len(error.doc.rstrip())
    if error.pos >= end or error.msg.startswith("Unterminated string"):
        why, place = BROKEN["cut-off"], end
    else:
        why = next(sentence for start, sentence in BROKEN.items() if error.msg.startswith(start))
        place = error.pos
    line_start = error.doc.rfind("\n", 0, place) + 1
    return BrokenJsonError(why, error.doc.count("\n", 0, place) + 1, place - line_start + 1)


def _objects(record: Any) -> Iterator[tuple[Location, dict[str, Any]]]:
    """Yield every object of a record with its place, without recursion: it may be nested very deeply."""
    waiting: list[tuple[Location, Any]] = [((), record)]
    while waiting:
        location, inner = waiting.pop()
        below: list[tuple[str | int, Any]] = []
        if isinstance(inner, dict):
            yield location, inner
            below = list(inner.items())
        elif isinstance(inner, list):
            below = list(enumerate(inner))
        waiting.extend(((*location, step), part) for step, part in reversed(below))
