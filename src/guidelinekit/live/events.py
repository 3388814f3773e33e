"""What a line of events says: that a fact was recorded, corrected or withdrawn, or that a day came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from guidelinekit.case.model.values import Day, Identifier
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.errors import InputError
from guidelinekit.live.facts import Fact, read_fact
from guidelinekit.live.sessions import LiveSessions
from guidelinekit.live.transition import Transition
from guidelinekit.suggest import quoted
from guidelinekit.text import Text, say

_DAY: TypeAdapter[date] = TypeAdapter(Day)
_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)
_FORMS = Text(
    da='{"case_id": ..., "record": {...}}, "correct", "withdraw" eller {"advance": "ÅÅÅÅ-MM-DD"}',
    en='{"case_id": ..., "record": {...}}, "correct", "withdraw", or {"advance": "YYYY-MM-DD"}',
)
Kind = Literal["record", "correct", "withdraw", "advance"]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of events."""

    kind: Kind
    case_id: str = ""
    """Empty for a day that came, which is for all cases."""
    fact: Fact | None = None
    key: str | None = None
    """The item that is corrected or withdrawn."""
    day: date | None = None
    """The day that came."""


def read_event(data: Any) -> Event:
    """Return the event in a decoded line. Raises InputError with all that is wrong; it repeats no value."""
    if not isinstance(data, Mapping):
        raise InputError(Text(da="en hændelse er ét objekt", en="an event is one object"), _FORMS)
    kinds: list[Kind] = [kind for kind in ("record", "correct", "withdraw", "advance") if kind in data]
    if len(kinds) != 1:
        raise InputError(Text(da="en hændelse siger én ting", en="an event says one thing"), _FORMS)
    kind = kinds[0]
    allowed = {"advance": {"advance"}, "correct": {"case_id", "correct", "key"}}.get(kind, {"case_id", kind})
    if unknown := len(set(data) - allowed):
        fields = quoted(sorted(allowed))
        raise InputError(
            say(
                "en hændelse har {unknown} ukendte felter",
                "an event has {unknown} unknown field(s)",
                unknown=unknown,
            ),
            say("med `{kind}` har den {fields}", "with `{kind}` it has {fields}", kind=kind, fields=fields),
        )
    if kind == "advance":
        return Event(kind, day=_day(data["advance"]))
    case_id = _case_id(data.get("case_id"))
    if kind == "withdraw":
        return Event(kind, case_id, key=_key(data["withdraw"], "withdraw"))
    key = None if data.get("key") is None else _key(data["key"], "key")
    fact = read_fact(data[kind])
    if isinstance(fact, Invalid):
        problems = Text(
            da="; ".join(f"/{kind}{each.pointer}: {each.message.da}" for each in fact.problems),
            en="; ".join(f"/{kind}{each.pointer}: {each.message.en}" for each in fact.problems),
        )
        raise InputError(
            problems,
            Text(
                da="intet blev ændret; send den igen, når den er rigtig",
                en="nothing was changed; send it again when it is right",
            ),
        )
    return Event(kind, case_id, fact, key)


def happened(event: Event, sessions: LiveSessions) -> tuple[Transition, ...]:
    """Let an event happen; return what changed by it. Raises UsageError where it cannot happen."""
    match event:
        case Event("record", case_id, Fact() as fact):
            return sessions.record(case_id, fact)
        case Event("correct", case_id, Fact() as fact, key):
            return sessions.correct(case_id, fact, key)
        case Event("withdraw", case_id, _, str(key)):
            return sessions.withdraw(case_id, key)
        case Event(day=date() as day):
            return sessions.advance(day)
        case _:
            raise AssertionError(event)


def _day(value: Any) -> date:
    try:
        return _DAY.validate_python(value)
    except ValidationError:
        raise InputError(
            Text(
                da="`advance` er ikke en dato skrevet ÅÅÅÅ-MM-DD",
                en="`advance` is not a date written YYYY-MM-DD",
            )
        ) from None


def _case_id(value: Any) -> str:
    try:
        return _IDENTIFIER.validate_python(value)
    except ValidationError:
        raise InputError(
            Text(
                da="`case_id` er ikke en sags id: 1 til 64 tegn, aldrig et CPR-nummer",
                en="`case_id` is no id of a case: 1 to 64 signs, never a CPR number",
            )
        ) from None


def _key(value: Any, name: str) -> str:
    if not isinstance(value, str) or not value:
        raise InputError(
            say(
                "`{name}` er nøglen til et element, som `need:n2`",
                "`{name}` is the key of an item, as `need:n2`",
                name=name,
            )
        )
    return value
