"""Being here puts this folder on the import path, so that every test may use `garden`.

Commands that tests start are interrupted as from a terminal, also where the shell that runs the suite in the
background has it ignore interrupts, which every process below would inherit.

What is no longer used is looked for as seldom as by the command line, and never among what was there before
the tests began: it took a third of the time of the tests that make many objects.
"""

import gc
import signal

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

gc.set_threshold(100_000, 10, 10)


def pytest_collection_finish() -> None:
    """Let what was made so far be no garbage to be looked through."""
    gc.freeze()
