"""Working memories of the engine: facts go in one by one, and what its rules conclude comes out.

A memory is made for one question and forgotten after it. Only the anchor that asks is ever retracted: in
release 2.0.28 a fact that took part in a match stays noted in the freed match, and when a second one of
that match is retracted the engine reads, and may write, behind its end.
"""

import json
import sys
from typing import Any, Final

from guidelinekit.errors import UsageError
from guidelinekit.text import Text

Fact = dict[str, Any]
_UNHANDLED: Final = 1
_FIRST_WITHOUT: Final = (3, 13)
"""The first Python that lacks a function which release 2.0.28 calls."""
_encoded = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


def engine() -> Any:
    """Return the engine. Raises UsageError where it is not installed, or was built for another Python."""
    try:
        import durable_rules_engine  # noqa: PLC0415 - an extra, asked for by name
    except ImportError:
        raise UsageError(*_not_there()) from None
    return durable_rules_engine


def _not_there() -> tuple[Text, Text]:
    if sys.version_info < _FIRST_WITHOUT:
        return (
            Text(
                da="motoren `durable` kræver durable-rules, som ikke er installeret",
                en="the engine `durable` needs durable-rules, which is not installed",
            ),
            Text(
                da="python -m pip install 'guidelinekit[durable]'; gcc skal være der, for den oversættes",
                en="python -m pip install 'guidelinekit[durable]'; gcc must be there, for it is compiled",
            ),
        )
    build = (
        "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject python -m pip install --no-cache-dir durable-rules"
    )
    return (
        Text(
            da="motoren `durable` kræver durable-rules; udgave 2.0.28 kalder en funktion, "
            "som Python fra 3.13 ikke har",
            en="the engine `durable` needs durable-rules; its release 2.0.28 calls a function "
            "that Python from 3.13 on does not have",
        ),
        Text(da=f"byg den med dens afløser: {build}", en=f"build it with its successor: {build}"),
    )


_BEGINS: Final[Fact] = {"kind": "begins", "id": "begins"}
"""The first fact of a session fires a rule: the engine cannot delete one in which nothing ever fired."""


class Memory:
    """What was asserted for one question."""

    def __init__(self, handle: int, sid: str) -> None:
        """Begin a session of the rules under a handle, with a name that none had before."""
        self._engine, self._handle, self._sid = engine(), handle, sid
        self.put(_BEGINS)

    def put(self, fact: Fact) -> list[tuple[str, dict[str, Fact]]]:
        """Assert a fact. Return the rules that fire by it, each with the facts that it matched."""
        return self._asserted(self._text(fact))

    def ask(self, anchor: Fact) -> list[tuple[str, dict[str, Fact]]]:
        """Assert a fact, and retract it when all that fires by it has; return that."""
        text = self._text(anchor)
        fired = self._asserted(text)
        self._engine.retract_fact(self._handle, text)
        return fired

    def close(self) -> None:
        """Forget everything; the engine keeps nothing of the session."""
        self._engine.delete_state(self._handle, self._sid)

    def _text(self, fact: Fact) -> str:
        return f'{_encoded(fact)[:-1]},"sid":"{self._sid}"}}'

    def _asserted(self, text: str) -> list[tuple[str, dict[str, Fact]]]:
        code, state = self._engine.assert_fact(self._handle, text)
        begun = None if code == _UNHANDLED else self._engine.start_action_for_state(self._handle, state)
        message = None if not begun else begun[1]
        fired: list[tuple[str, dict[str, Fact]]] = []
        while message:
            fired.extend(json.loads(message).items())
            message = self._engine.complete_and_start_action(self._handle, state)
        return fired


def ruleset(name: str, definitions: dict[str, Any]) -> int:
    """Return the handle of rules, which the engine then has."""
    rules = {**definitions, "begins": {"all": [{"m": {"kind": "begins"}}]}}
    return int(engine().create_ruleset(name, json.dumps(rules)))
