"""Many live cases at once: those used last in memory, the others as files."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote

from pydantic import BaseModel

from guidelinekit.errors import UsageError
from guidelinekit.evaluate import RuleSet
from guidelinekit.live.engines import Engine, engine_named
from guidelinekit.live.facts import Fact
from guidelinekit.live.session import LiveSession
from guidelinekit.live.transition import Transition
from guidelinekit.text import Text, say

_ENDING = ".session.json"


@dataclass
class LiveSessions:
    """Live cases by id, all followed to the same day. A case begins with the first fact that names it."""

    rules: RuleSet
    as_of: date
    folder: Path | None = None
    """Where cases wait that are not in memory; without it all of them stay in memory."""
    most: int = 1000
    """How many cases are held in memory where there is a folder."""
    not_recorded: tuple[str, ...] = ()
    """The lists that are not recorded: null in new cases, and not empty."""
    engine: str = Engine.COMPILED
    """What judges: `compiled` or `durable`."""
    _held: OrderedDict[str, LiveSession] = field(default_factory=OrderedDict, init=False, repr=False)
    _looks_again: dict[str, date | None] = field(default_factory=dict, init=False, repr=False)
    _waiting: list[Transition] = field(default_factory=list, init=False, repr=False)
    """What changed and was not returned yet, because a fact that came then could not be recorded."""

    def __post_init__(self) -> None:
        """Find the cases that wait in the folder. They are read when they are needed.

        Raises UsageError for an engine that is not there.
        """
        engine_named(self.engine, self.rules)
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            names = (path.name for path in self.folder.iterdir() if path.name.endswith(_ENDING))
            self._looks_again = {unquote(name.removesuffix(_ENDING)): date.min for name in sorted(names)}

    def __len__(self) -> int:
        """Return how many cases there are."""
        return len(self._looks_again)

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the cases."""
        return iter(self._looks_again)

    def __getitem__(self, case_id: str) -> LiveSession:
        """Return the session of a case, followed to the day of all. Raises KeyError for an unknown id."""
        if case_id not in self._looks_again:
            raise KeyError(case_id)
        return self._session(case_id)

    def record(self, case_id: str, fact: Fact | BaseModel) -> tuple[Transition, ...]:
        """Record a fact of a case, as `LiveSession.record` does; a new id begins a case."""
        if case_id in self._looks_again:
            session = self._session(case_id)
            return self._done(session, session.record(fact))
        session = LiveSession(
            self.rules, case_id, self.as_of, not_recorded=self.not_recorded, engine=self.engine
        )
        return self._done(session, session.opened + session.record(fact))

    def correct(self, case_id: str, fact: Fact | BaseModel, key: str | None = None) -> tuple[Transition, ...]:
        """Correct a fact of a case, as `LiveSession.correct` does.

        Raises UsageError for an unknown case.
        """
        session = self._known(case_id)
        return self._done(session, session.correct(fact, key))

    def withdraw(self, case_id: str, key: str) -> tuple[Transition, ...]:
        """Withdraw a fact of a case, as `LiveSession.withdraw` does.

        Raises UsageError for an unknown case.
        """
        session = self._known(case_id)
        return self._done(session, session.withdraw(key))

    def advance(self, to: date) -> tuple[Transition, ...]:
        """Follow all cases to a later day. Only those in which something can change are looked at.

        Raises UsageError for a day that has passed.
        """
        if to < self.as_of:
            raise UsageError(
                say(
                    "sagerne er allerede fulgt til {day}",
                    "the cases were followed to {day} already",
                    day=self.as_of,
                ),
                Text(da="gå til en senere dag", en="advance to a later day"),
            )
        self.as_of = to
        for case_id in [each for each, day in self._looks_again.items() if day is not None and day <= to]:
            self._session(case_id)
        return self._taken()

    def end(self, case_id: str) -> None:
        """Forget a case, and its file. Raises UsageError for an unknown case."""
        self._known(case_id)
        del self._looks_again[case_id]
        self._held.pop(case_id, None)
        if self.folder is not None:
            self._file(case_id).unlink(missing_ok=True)

    def save(self) -> None:
        """Write all cases that are in memory to the folder, if there is one."""
        for case_id, session in self._held.items():
            self._write(case_id, session)

    def _known(self, case_id: str) -> LiveSession:
        if case_id not in self._looks_again:
            raise UsageError(
                Text(da="der er ingen sag med det id", en="there is no case with this id"),
                Text(da="registrér først en oplysning om den", en="record a fact of it first"),
            )
        return self._session(case_id)

    def _session(self, case_id: str) -> LiveSession:
        """Return the session of a case, followed to the day of all; what changed by that waits."""
        session = self._held.get(case_id)
        if session is None:
            text = self._file(case_id).read_text(encoding="utf-8")
            session, transitions = LiveSession.from_json(self.rules, text, engine=self.engine)
            self._waiting += transitions
        if session.as_of < self.as_of:
            self._waiting += session.advance(self.as_of)
        self._put(session)
        return session

    def _done(self, session: LiveSession, transitions: tuple[Transition, ...]) -> tuple[Transition, ...]:
        self._put(session)
        return self._taken() + transitions

    def _taken(self) -> tuple[Transition, ...]:
        taken = tuple(self._waiting)
        self._waiting.clear()
        return taken

    def _put(self, session: LiveSession) -> None:
        """Put a session back as the one used last; write those that are one too many to the folder."""
        case_id = session.case.case_id
        self._held[case_id] = session
        self._held.move_to_end(case_id)
        self._looks_again[case_id] = session.looks_again_on
        while self.folder is not None and len(self._held) > self.most:
            self._write(*self._held.popitem(last=False))

    def _write(self, case_id: str, session: LiveSession) -> None:
        if self.folder is not None:
            file = self._file(case_id)
            partial = file.with_name(f"{file.name}.partial")
            partial.write_text(session.to_json(), encoding="utf-8")
            partial.replace(file)

    def _file(self, case_id: str) -> Path:
        assert self.folder is not None  # noqa: S101 - asked by the callers
        return self.folder / f"{quote(case_id, safe='')}{_ENDING}"
