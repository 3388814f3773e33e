"""Events line by line: each happens once, is in the journal before anybody hears of it, and is told of once.

A run that was ended in any way goes on where its journal ends. What a fact changed is told of again only
where the output can be looked at, so that it stands there once.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from guidelinekit import limits
from guidelinekit.errors import GuidelinekitError, InputError, UsageError
from guidelinekit.evaluate import RuleSet
from guidelinekit.live.engines import Engine
from guidelinekit.live.events import happened, read_event
from guidelinekit.live.journal import Journal, append_lines, whole_lines
from guidelinekit.live.session import made_with
from guidelinekit.live.sessions import LiveSessions
from guidelinekit.text import Text, say

Entry = dict[str, Any]
"""A transition as JSON, with its number in the run from 1 on (`n`)."""
_VERSION: Final = 1


class Watch:
    """Live cases fed by lines of events."""

    def __init__(
        self, rules: RuleSet, as_of: date, journal: Path | None = None, engine: str = Engine.COMPILED
    ) -> None:
        """Begin, or go on where a journal ends.

        Raises InputError where the journal cannot be used, UsageError where it was made with other rules.
        """
        self.number, self.line = 0, 0
        self._made_with = made_with(rules)
        self._journal = None if journal is None else Journal(journal)
        entries = iter(()) if self._journal is None else iter(self._journal)
        head = next(entries, None)
        if head is not None and head.get("made_with") != self._made_with:
            raise UsageError(
                say(
                    "{journal}: blev begyndt med andre regler",
                    "{journal}: was begun with other rules",
                    journal=journal,
                ),
                Text(da="begynd en ny journal med disse", en="begin another journal with these"),
            )
        begun_on = as_of if head is None else date.fromisoformat(head["as_of"])
        self.sessions = LiveSessions(rules, begun_on, engine=engine)
        for number, entry in enumerate(entries, 2):
            try:
                happened(read_event(entry["event"]), self.sessions)
            except GuidelinekitError:
                assert self._journal is not None  # noqa: S101 - it is where the entries come from
                self._journal.close()
                raise self._journal.broken(number) from None
            self.line, self.number = entry["line"], self.number + len(entry["transitions"])
        if self._journal is not None and head is None:
            self._journal.append(
                {"journal": _VERSION, "as_of": as_of.isoformat(), "made_with": self._made_with}
            )

    @property
    def torn(self) -> bool:
        """Whether the journal ended in a line that was not whole, which was cut off: it had not happened."""
        return self._journal is not None and self._journal.torn

    def take(self, line: int, text: bytes | None) -> list[Entry]:
        """Let the event in a line happen, None being one above the limit. Return what changed by it.

        Raises InputError or UsageError, with what is wrong, where it cannot happen; then nothing changed.
        """
        if text is None:
            most = limits.LINE_BYTES // 1024**2
            raise InputError(
                say("linjen er længere end {most} MiB", "the line is longer than {most} MiB", most=most),
                Text(da="skriv én hændelse pr. linje", en="write one event per line"),
            )
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            raise InputError(
                Text(da="det er ikke JSON på én linje", en="this is no JSON on one line"),
                Text(da="skriv én hændelse pr. linje", en="write one event per line"),
            ) from None
        transitions = happened(read_event(data), self.sessions)
        entries = [
            {"n": number, **each.to_dict()} for number, each in enumerate(transitions, self.number + 1)
        ]
        if self._journal is not None:
            self._journal.append({"line": line, "event": data, "transitions": entries})
        self.line, self.number = line, self.number + len(entries)
        return entries

    def not_yet_in(self, output: Path) -> Iterator[Entry]:
        """Yield the entries of the journal that an output of lines does not hold yet."""
        with output.open("a+b") as written:
            count = whole_lines(written)
        for entry in [] if self._journal is None else self._journal:
            yield from (each for each in entry.get("transitions", ()) if each["n"] > count)


def added_to(output: Path, entries: list[Entry]) -> None:
    """Add entries to an output of lines."""
    with output.open("ab") as written:
        append_lines(written, entries)
