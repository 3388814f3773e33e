"""A journal of events: what was acknowledged is on the disk, and a line that was torn is no line."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path
from typing import Any, Final

from guidelinekit.errors import InputError, cause
from guidelinekit.text import Text, say

BEGINNING: Final = b'{"journal":'
"""With what a journal begins. A file that does not is somebody's own, and is left as it is."""


class Journal:
    """Lines of JSON that are only ever added to, each on the disk before `append` returns."""

    def __init__(self, path: Path) -> None:
        """Open a journal, or begin one. A last line that is not whole is cut off: see `torn`.

        Raises InputError where the file cannot be used, is no journal, or is written by another run.
        """
        self.path = path
        try:
            with ExitStack() as refused:
                self._file = refused.enter_context(path.open("a+b"))
                _lock(self._file)
                self._file.seek(0)
                if not BEGINNING.startswith(self._file.read(len(BEGINNING))):
                    raise InputError(
                        say("{path}: det er ingen journal", "{path}: this is no journal", path=path),
                        Text(da="giv journalen en fil for sig selv", en="give the journal a file of its own"),
                    )
                self.torn = _cut(self._file)
                refused.pop_all()
        except BlockingIOError:
            raise InputError(
                say(
                    "{path}: en anden kørsel skriver i den",
                    "{path}: another run writes to it",
                    path=path,
                ),
                Text(da="giv hver kørsel sin egen journal", en="give each run a journal of its own"),
            ) from None
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
                entry = None
                with suppress(ValueError, RecursionError):
                    entry = json.loads(line)
                if not isinstance(entry, dict) or not (_is_head if number == 1 else _is_entry)(entry):
                    raise self.broken(number)
                yield entry

    def broken(self, line: int) -> InputError:
        """Return the error for a line that no run can have written."""
        return InputError(
            say(
                "{where}: det er ingen linje i en journal",
                "{where}: this is no line of a journal",
                where=f"{self.path}:{line}",
            ),
            Text(da="hent en kopi frem", en="restore a copy"),
        )

    def append(self, entry: Mapping[str, Any]) -> None:
        """Add an entry. When this returns, it is on the disk."""
        append_lines(self._file, [entry])
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _is_head(entry: dict[str, Any]) -> bool:
    """Say whether an entry says when the journal begins, and with which rules."""
    try:
        date.fromisoformat(entry.get("as_of", ""))
    except (TypeError, ValueError):
        return False
    return isinstance(entry.get("made_with"), dict)


def _is_entry(entry: dict[str, Any]) -> bool:
    """Say whether an entry is of an event, with what changed by it."""
    changed = entry.get("transitions")
    return (
        isinstance(entry.get("line"), int)
        and isinstance(entry.get("event"), dict)
        and isinstance(changed, list)
        and all(isinstance(each, dict) and isinstance(each.get("n"), int) for each in changed)
    )


def _lock(file: Any) -> None:
    """Keep other runs from a file until it is closed, where the system can. Raises BlockingIOError."""
    with suppress(ImportError):
        import fcntl  # noqa: PLC0415 - not on every system

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


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
