"""Stopping a run by a signal between two records, never in the middle of one."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Ctrl-C, what a service manager sends, and what a terminal sends that is closed."""


class Interrupted(KeyboardInterrupt):
    """A signal that asks the program to end."""

    def __init__(self, number: int = signal.SIGINT, *, finished: bool = False) -> None:
        super().__init__()
        self.number = number
        self.finished = finished
        """Whether the outputs were brought to an end with what was done so far."""

    @property
    def exit_code(self) -> int:
        """The exit code that shells know: 128 and the number of the signal."""
        return 128 + self.number


class Stop:
    """Knows whether a signal came. While a record is being written the run goes on to its end."""

    def __init__(self) -> None:
        self._asked: int | None = None
        self._holding = False

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Finish what is in the block before stopping. Raises Interrupted after it."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
        if self._asked is not None:
            raise Interrupted(self._asked)

    def ask(self, number: int, _frame: FrameType | None) -> None:
        """Take the signal. Raises Interrupted unless something is to be finished first."""
        self._asked = number
        if not self._holding:
            raise Interrupted(number)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Let signals that would end the process be decided on by what is given; those ignored stay ignored."""
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop  # signals reach the main thread only
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}
    heard = [number for number, handler in before.items() if handler not in (signal.SIG_IGN, None)]
    for number in heard:
        signal.signal(number, stop.ask)
    try:
        yield stop
    finally:
        for number in heard:
            signal.signal(number, before[number])
