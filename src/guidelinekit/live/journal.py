"""A journal of events: what was acknowledged is on the disk, and a line that was torn is no line."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from guidelinekit.errors import InputError, cause
from guidelinekit.text import Text, say


class Journal:
    """Lines of JSON that are only ever added to, each on the disk before `append` returns."""

    def __init__(self, path: Path) -> None:
        """Open a journal, or begin one. A last line that is not whole is cut off: see `torn`.

        Raises InputError where the file cannot be used.
        """
        self.path = path
        try:
            self._file = path.open("a+b")
            self.torn = _cut(self._file)
        except OSError as error:
            why = cause(error)
            raise InputError(
                say(
                    "{path}: kan ikke bruges som journal: {why}",
                    "{path}: cannot be used as a journal: {why}",
                    path=path,
                    why=why,
                ),
                Text(da="se efter, om mappen er rigtig", en="check the folder"),
            ) from None

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield the entries, the oldest first. Raises InputError for a line that is none."""
        with self.path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield json.loads(line)
                except ValueError:
                    where = f"{self.path}:{number}"
                    raise InputError(
                        say(
                            "{where}: det er ingen linje i en journal",
                            "{where}: this is no line of a journal",
                            where=where,
                        ),
                        Text(da="hent en kopi frem", en="restore a copy"),
                    ) from None

    def append(self, entry: Mapping[str, Any]) -> None:
        """Add an entry. When this returns, it is on the disk."""
        append_lines(self._file, [entry])
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def append_lines(file: Any, entries: Sequence[Mapping[str, Any]]) -> None:
    """Add lines of JSON to a file, each whole, and hand them to the system."""
    file.write(b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in entries))
    file.flush()


def _cut(file: Any) -> bool:
    """Cut off a last line without an end; say whether there was one."""
    size = file.seek(0, os.SEEK_END)
    end = size
    while end > 0:
        start = max(0, end - 4096)
        file.seek(start)
        position = file.read(end - start).rfind(b"\n")
        if position >= 0:
            end = start + position + 1
            break
        end = start
    if end < size:
        file.truncate(end)
    return bool(end < size)


def whole_lines(file: Any) -> int:
    """Cut off a last line without an end; return how many lines a file, open for adding, has."""
    _cut(file)
    file.seek(0)
    return sum(1 for _ in file)
