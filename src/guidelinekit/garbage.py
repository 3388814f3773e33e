"""Looking for garbage less often while records go by: they leave none that Python does not see at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 50_000
"""After how many new objects it is looked for. By default that happens several times with each record."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage seldom within the block, and never among what was there before it."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
