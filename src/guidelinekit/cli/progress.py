"""How far a long run is: a bar with rate and time left, on a terminal only, and gone when the run is over."""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_FIRST: Final = 1.0
"""After how many seconds the bar appears: a short run has none."""
_OFTEN: Final = 0.1
"""How many seconds lie between two changes of the bar."""


class RunProgress:
    """Counts bytes and records. Told to nobody where there is no terminal."""

    def __init__(self, sink: TextIO | None, size: int | None) -> None:
        self._sink = sink
        self._size = size
        self._begun = monotonic()
        self._next = self._begun + _FIRST
        self._bytes = 0
        self._records = 0
        self._shown: tuple[Progress, TaskID] | None = None

    def read(self, piece: bytes) -> None:
        """Count what was read of the input."""
        self._bytes += len(piece)

    def done(self, records: int = 1) -> None:
        """Count records that are done."""
        self._records += records
        if self._sink is not None and (now := monotonic()) >= self._next:
            self._next = now + _OFTEN
            self._show(self._sink, now - self._begun)

    def close(self) -> None:
        """Take the bar away."""
        if self._shown is not None:
            self._shown[0].stop()

    def _show(self, sink: TextIO, seconds: float) -> None:
        if self._shown is None:
            self._shown = _bar(sink, self._size)
        bar, task = self._shown
        speed = f"{self._records:,} records · {self._records / seconds:,.0f}/s"
        bar.update(task, completed=self._bytes, speed=speed, refresh=True)


@contextmanager
def progress(paths: Sequence[str], *, shown: bool) -> Iterator[RunProgress]:
    """Return what counts how far the run is; with `shown`, and on a terminal, there is a bar."""
    sink = sys.stderr if shown and sys.stderr.isatty() else None
    course = RunProgress(sink, _size(paths))
    try:
        yield course
    finally:
        course.close()


def _bar(sink: TextIO, size: int | None) -> "tuple[Progress, TaskID]":
    """Return a bar that is drawn only when it is told to, so that no thread is left running."""
    from rich.console import Console  # noqa: PLC0415 - needed by long runs only
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = [BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TimeRemainingColumn()] if size else []
    bar = Progress(
        TextColumn("{task.fields[speed]}"),
        *columns,
        console=Console(file=sink, no_color=bool(os.environ.get("NO_COLOR"))),
        auto_refresh=False,
        transient=True,
    )
    bar.start()
    return bar, bar.add_task("", total=size, speed="")


def _size(paths: Sequence[str]) -> int | None:
    """Return the bytes of all files, or None where one is no plain file."""
    total = 0
    for path in paths:
        try:
            status = os.stat(path)  # noqa: PTH116 - `-` is no path
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(status.st_mode):
            return None
        total += status.st_size
    return total or None
