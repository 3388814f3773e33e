"""Waiting for files to change, by looking at them now and then."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

PAUSE = 0.5
"""Seconds between two looks."""

State = frozenset[tuple[str, int, int]]


def each_change(folders: Sequence[Path], pause: float = PAUSE) -> Iterator[None]:
    """Give a turn at once, and another after each change to the YAML files of some folders."""
    seen = state(folders)
    yield
    while True:
        time.sleep(pause)
        now = state(folders)
        if now != seen:
            seen = now
            yield


def state(folders: Sequence[Path]) -> State:
    """Give the names, times and sizes of the YAML files of folders."""
    found = set()
    for folder in folders:
        for path in folder.glob("*.yaml"):
            try:
                known = path.stat()
            except OSError:  # it went away while we looked
                continue
            found.add((str(path), known.st_mtime_ns, known.st_size))
    return frozenset(found)
