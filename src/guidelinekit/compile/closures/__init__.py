"""Rules as closures: each node becomes one Python function, which also says what bare verdicts leave out."""

from guidelinekit.compile.closures.judging import Alone, Closures, OnRecord, Until

__all__ = ["Alone", "Closures", "OnRecord", "Until"]
