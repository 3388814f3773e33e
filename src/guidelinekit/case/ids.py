"""The ids met so far, with the number of the record that had each first, in some twenty bytes per id.

An export of a whole country must not fill the memory only because no id may stand in it twice. The latest
ids wait in a dictionary; from time to time they move into a hash table of plain numbers that points into
one run of text.
"""

from array import array
from dataclasses import dataclass, field
from typing import Final

_WAITING: Final = 8192
"""How many ids wait before they are stored closely."""
_ROOM: Final = 2
"""How many places the hash table has for each id, at the least."""


@dataclass(slots=True)
class Ids:
    """Ids and numbers. An id is told apart by its text, never by a hash alone."""

    _waiting: dict[str, int] = field(default_factory=dict)
    _text: bytearray = field(default_factory=bytearray)
    _ends: "array[int]" = field(default_factory=lambda: array("Q", [0]))
    """Where each stored id ends in the text; the first begins at 0."""
    _numbers: "array[int]" = field(default_factory=lambda: array("Q"))
    _table: "array[int]" = field(default_factory=lambda: array("I", [0]))
    """At the place of an id's hash or after it: its position from 1 on; 0 is free."""

    def number_of(self, identifier: str) -> int | None:
        """Give the number kept with an id, or None."""
        found = self._waiting.get(identifier)
        if found is None and self._numbers:
            position = self._table[self._place(identifier.encode())]
            return self._numbers[position - 1] if position else None
        return found

    def keep(self, identifier: str, number: int) -> None:
        """Keep a new id with its number."""
        self._waiting[identifier] = number
        if len(self._waiting) >= _WAITING:
            self._store()

    def _store(self) -> None:
        stored = len(self._numbers)
        for identifier, number in self._waiting.items():
            self._text += identifier.encode()
            self._ends.append(len(self._text))
            self._numbers.append(number)
        self._waiting.clear()
        wanted = _ROOM * len(self._numbers)
        if len(self._table) < wanted:
            self._table = array("I", [0]) * (1 << wanted.bit_length())
            stored = 0
        for position in range(stored + 1, len(self._numbers) + 1):
            self._table[self._place(self._at(position))] = position

    def _at(self, position: int) -> bytes:
        return bytes(self._text[self._ends[position - 1] : self._ends[position]])

    def _place(self, text: bytes) -> int:
        """Give the place in the table where an id is, or where it would be."""
        last = len(self._table) - 1
        place = hash(text) & last
        while (position := self._table[place]) and self._at(position) != text:
            place = (place + 1) & last
        return place
