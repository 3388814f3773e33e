"""Cases that grow fact by fact: a gap that opens, closes or falls due is told of at once."""

from guidelinekit.live.engines import Engine
from guidelinekit.live.facts import Fact, read_fact
from guidelinekit.live.session import LiveSession
from guidelinekit.live.sessions import LiveSessions
from guidelinekit.live.transition import Transition

__all__ = ["Engine", "Fact", "LiveSession", "LiveSessions", "Transition", "read_fact"]
