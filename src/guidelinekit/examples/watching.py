"""Waiting for files to change, by looking at them now and then."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

PAUSE = 0.5
"""Seconds between two looks."""


def each_change(folders: Sequence[Path], pause: float = PAUSE) -> Iterator[None]:
    """Take a turn at once, and another after each change to the YAML files of some folders."""
    before = _stamps(folders)
    yield
    while True:
        time.sleep(pause)
        now = _stamps(folders)
        if now != before:
            before = now
            yield


def _stamps(folders: Sequence[Path]) -> frozenset[tuple[str, int, int]]:
    """Return the names, times and sizes of the YAML files of folders."""
    stamps = set()
    for folder in folders:
        for path in folder.glob("*.yaml"):
            try:
                stat = path.stat()
            except OSError:  # it went away while we looked
                continue
            stamps.add((str(path), stat.st_mtime_ns, stat.st_size))
    return frozenset(stamps)
