"""A FHIR resource as it was delivered, and what stands in it; whatever is wrong is noted with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from guidelinekit.case.reading.problems import Named, Problem
from guidelinekit.case.reading.sentences import BELONGS
from guidelinekit.errors import InputError
from guidelinekit.text import Text

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?", re.ASCII)
Steps = Sequence[str | int]


@dataclass(slots=True)
class Resource:
    """One resource of a citizen."""

    data: dict[str, Any]
    place: str
    """The file, and the line where it holds several bundles."""
    pointer: str
    """Its place in the bundle."""
    problems: list[Problem]
    """Where what is wrong with it is noted."""
    updated: str = ""
    """When it was last changed, as it is written."""
    first: str = ""
    """When it was first delivered, as it is written."""

    @property
    def kind(self) -> str:
        """Its type."""
        return str(self.data["resourceType"])

    @property
    def own_id(self) -> str:
        """Its id."""
        return str(self.data["id"])

    @property
    def in_words(self) -> Text:
        """Its place, for a person."""
        name, _, line = self.place.rpartition(" line ")
        return Text(da=f"{name} linje {line}" if line.isdecimal() else self.place, en=self.place)

    def get(self, *steps: str | int) -> Any:
        """Return what stands in a place; None where nothing does."""
        here: Any = self.data
        for step in steps:
            if isinstance(here, dict) and isinstance(step, str):
                here = here.get(step)
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                return None
        return here

    def each(self, *steps: str | int) -> Iterator[tuple[str | int, ...]]:
        """Yield the places of a list's items."""
        listed = self.get(*steps)
        if listed is not None and not isinstance(listed, list):
            self.note("wrong-kind", steps, kind=BELONGS["object"], belongs=BELONGS["list"])
        elif listed:
            yield from ((*steps, index) for index in range(len(listed)))

    def day(self, *steps: str, needed: bool = True) -> date | None:
        """Return the day in Denmark of a date or a moment; that a needed one is not there is noted."""
        text = self.get(*steps)
        if text is None:
            if needed:
                self.note("missing", steps, belongs=BELONGS["date"])
            return None
        day = day_of(text)
        if day is None:
            self.note("no-date", steps)
        return day

    def code(self, system: str, *steps: str | int) -> str | None:
        """Return the code that a concept has in a code system; None where it has none."""
        for place in self.each(*steps, "coding"):
            if self.get(*place, "system") == system and isinstance(self.get(*place, "code"), str):
                return str(self.get(*place, "code"))
        return None

    def refers(self, *steps: str | int) -> str | None:
        """Return the id of the resource that a reference names; that it names none is noted."""
        reference = self.get(*steps, "reference")
        if isinstance(reference, str) and reference:
            return re.split(r"[/:]", reference)[-1]
        self.note("missing", (*steps, "reference"), belongs=BELONGS["text"])
        return None

    def extension(self, name: str, *steps: str | int) -> tuple[str | int, ...] | None:
        """Return the place of the extension whose address ends with a name."""
        for place in self.each(*steps, "extension"):
            if str(self.get(*place, "url")).endswith(name):
                return place
        return None

    def note(self, code: str, steps: Steps = (), **names: Named) -> None:
        """Note what is wrong in a place."""
        pointer = "".join((self.pointer, *(f"/{step}" for step in steps)))
        self.problems.append(Problem(pointer, code, names, place=self.in_words))


def day_of(text: Any) -> date | None:
    """Return the day in Denmark of a date or a moment as FHIR writes them; None for anything else."""
    moment = moment_of(text)
    return None if moment is None else moment.astimezone(_denmark()).date()


def moment_of(text: Any) -> datetime | None:
    """Return a date or a moment as FHIR writes them, a date as its midnight in Denmark."""
    if not isinstance(text, str) or _MOMENT.fullmatch(text) is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=_denmark())
    except (ValueError, OverflowError):
        return None


@cache
def _denmark() -> ZoneInfo:
    try:
        return ZoneInfo("Europe/Copenhagen")
    except ZoneInfoNotFoundError:
        raise InputError(
            Text(
                da="Danmarks tidszone er ikke på maskinen",
                en="the time zone of Denmark is not on this machine",
            ),
            Text(da="pip install tzdata", en="pip install tzdata"),
        ) from None
