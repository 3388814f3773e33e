"""Stopping a run from the keyboard between two records, never in the middle of one."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stop:
    """Knows whether Ctrl-C was pressed. While a record is being written the run goes on to its end."""

    def __init__(self) -> None:
        self._asked = False
        self._holding = False

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Finish what is in the block before stopping. Raises KeyboardInterrupt after it."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
        if self._asked:
            raise KeyboardInterrupt

    def ask(self, _signal: int, _frame: FrameType | None) -> None:
        """Take the signal. Raises KeyboardInterrupt unless something is to be finished first."""
        self._asked = True
        if not self._holding:
            raise KeyboardInterrupt


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Give what decides when Ctrl-C stops the run."""
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop  # signals reach the main thread only
        return
    before = signal.signal(signal.SIGINT, stop.ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
