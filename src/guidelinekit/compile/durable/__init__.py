"""Rules on durable-rules: forward chaining from single facts, a second reading of the language.

Conditions are patterns over facts. What no pattern can ask (a quantifier within another, the latest of many
dates) is concluded first and joined as a fact. `docs/live.md` tells when to use it; the traps of the
engine are told where they are avoided.
"""

from guidelinekit.compile.durable.chaining import DurableSession
from guidelinekit.compile.durable.duties import DurableProgram, programs_of
from guidelinekit.compile.durable.memory import engine

__all__ = ["DurableProgram", "DurableSession", "engine", "programs_of"]
