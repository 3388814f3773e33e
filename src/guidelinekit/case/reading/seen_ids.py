"""The ids met so far, with the number of the record that had each first, in some ten bytes more than its own.

An export of a whole country must not fill the memory only because no id may stand in it twice. The latest
ids wait in a dictionary; from time to time they move into one run of bytes with a hash table into it.
"""

from array import array
from dataclasses import dataclass, field
from typing import Final

_WAITING: Final = 8192
"""How many ids wait before they are stored closely."""
_HEAD: Final = 6
"""How many bytes stand before an id's own: one that says how many there are, and five of its number."""


@dataclass(slots=True)
class Ids:
    """Ids and numbers. An id is told apart by its text, never by a hash alone."""

    _waiting: dict[str, int] = field(default_factory=dict)
    _stored: bytearray = field(default_factory=bytearray)
    _count: int = 0
    _table: "array[int]" = field(default_factory=lambda: array("Q", [0]))
    """At the place of an id's hash or after it: where it begins, counted from 1; 0 is free."""

    def number_of(self, identifier: str) -> int | None:
        """Return the number stored with an id, or None."""
        number = self._waiting.get(identifier)
        if number is None and self._count:
            begin = self._table[self._place(identifier.encode())]
            return int.from_bytes(self._stored[begin : begin + _HEAD - 1]) if begin else None
        return number

    def keep(self, identifier: str, number: int) -> None:
        """Keep a new id, of at most 256 bytes, with its number."""
        self._waiting[identifier] = number
        if len(self._waiting) >= _WAITING:
            self._store()

    def _store(self) -> None:
        """Move the ids that wait into the run of bytes."""
        new = len(self._stored)
        for identifier, number in self._waiting.items():
            text = identifier.encode()
            self._stored.append(len(text) - 1)
            self._stored += number.to_bytes(_HEAD - 1) + text
        self._count += len(self._waiting)
        self._waiting.clear()
        if len(self._table) * 4 < self._count * 5:
            code = "I" if len(self._stored) < 1 << 31 else "Q"
            self._table = array(code, [0]) * (1 << (self._count * 5 // 4).bit_length())
            new = 0
        while new < len(self._stored):
            text = self._at(new + 1)
            self._table[self._place(text)] = new + 1
            new += _HEAD + len(text)

    def _at(self, begin: int) -> bytes:
        start = begin - 1 + _HEAD
        return bytes(self._stored[start : start + self._stored[begin - 1] + 1])

    def _place(self, text: bytes) -> int:
        """Return the place in the table where an id is, or where it would be."""
        last = len(self._table) - 1
        place = hash(text) & last
        while (begin := self._table[place]) and self._at(begin) != text:
            place = (place + 1) & last
        return place
