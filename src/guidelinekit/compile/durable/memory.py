"""Working memories of the engine: facts go in one by one, and what its rules conclude comes out."""

import json
from dataclasses import dataclass
from typing import Any, Final

from guidelinekit.errors import UsageError

Fact = dict[str, Any]
_UNHANDLED: Final = 1


def engine() -> Any:
    """Return the engine. Raises UsageError where it is not installed, or was built for another Python."""
    try:
        import durable_rules_engine  # noqa: PLC0415 - an extra, asked for by name
    except ImportError as error:
        raise UsageError(
            "the engine `durable` needs durable-rules"
            if isinstance(error, ModuleNotFoundError)
            else "durable-rules cannot be imported: its release 2.0.28 calls what Python 3.13 no longer has",
            "python -m pip install 'guidelinekit[durable]'; from Python 3.13 on "
            "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject pip install durable-rules",
        ) from None
    return durable_rules_engine


_BEGINS: Final[Fact] = {"kind": "begins", "id": "begins"}
"""The first fact of a session fires a rule: the engine cannot delete one in which nothing ever fired."""


@dataclass
class Memory:
    """What one session has asserted."""

    handle: int
    sid: str

    def __post_init__(self) -> None:
        """Begin the session."""
        self.put(_BEGINS)

    def put(self, fact: Fact) -> list[tuple[str, dict[str, Fact]]]:
        """Assert a fact. Return the rules that fire by it, each with the facts that it matched."""
        calls = engine()
        code, state = calls.assert_fact(self.handle, json.dumps({**fact, "sid": self.sid}))
        fired: list[tuple[str, dict[str, Fact]]] = []
        if code == _UNHANDLED:
            return fired
        begun = calls.start_action_for_state(self.handle, state)
        message = None if not begun else begun[1]
        while message:
            fired.extend(json.loads(message).items())
            message = calls.complete_and_start_action(self.handle, state)
        return fired

    def take(self, fact: Fact) -> None:
        """Retract a fact."""
        engine().retract_fact(self.handle, json.dumps({**fact, "sid": self.sid}))

    def close(self) -> None:
        """Forget everything; the engine keeps nothing of the session."""
        engine().delete_state(self.handle, self.sid)


def ruleset(name: str, definitions: dict[str, Any]) -> int:
    """Return the handle of rules, which the engine then has."""
    rules = {**definitions, "begins": {"all": [{"m": {"kind": "begins"}}]}}
    return int(engine().create_ruleset(name, json.dumps(rules)))
