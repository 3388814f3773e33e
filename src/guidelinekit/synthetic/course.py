"""The frame of a synthetic course: when it runs, how well it is worked and how well it is written down."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from typing import TypeVar

from guidelinekit.synthetic.dice import Dice

T = TypeVar("T")


class Phase(Enum):
    """How far the course has come at the date of the caseload."""

    REQUESTED = "requested"
    NEW = "new"
    ONGOING = "ongoing"
    ENDED = "ended"


@dataclass(frozen=True)
class Course:
    """What the subjects of a case share. Percentages are chances in a hundred."""

    dice: Dice
    as_of: date
    requested_on: date
    enrolled_on: date | None
    ended_on: date | None
    diligence: int
    """How often what should happen happens in time."""
    recording: int
    """How often what is known stands in the record."""
    consent: int
    """How often the citizen takes up what is offered."""
    lateness: int = 55
    """How often what was not done in time is done late, and not never."""

    @cached_property
    def until(self) -> date:
        """The last day on which anything can have been recorded."""
        return self.as_of if self.ended_on is None else min(self.as_of, self.ended_on)

    def after(self, start: date, low: int, high: int) -> date | None:
        """Draw a day so many days after the start; None if it has not come."""
        day = start + timedelta(days=self.dice.whole(low, high))
        return day if day <= self.until else None

    def response(self, start: date, limit: int) -> date | None:
        """Draw the day on which a duty with a limit in days was done: mostly in time, else late or never."""
        if self.dice.chance(self.diligence):
            return self.after(start, 0, limit)
        return self.after(start, limit + 1, 3 * limit) if self.dice.chance(self.lateness) else None

    def rounds(self, start: date, interval: int, most: int = 12) -> tuple[date, ...]:
        """Draw the latest days of something done again and again, given the usual number of days between."""
        days: list[date] = []
        day = self.after(start, interval // 2, interval)
        while day is not None:
            days.append(day)
            stretch = 1 if self.dice.chance(self.diligence) else 2
            day = self.after(day, interval // 2, interval * stretch)
        return tuple(days[-most:])

    def noted(self, value: T) -> T | None:
        """Return the value if it was written down, otherwise None."""
        return value if self.dice.chance(self.recording) else None


_PHASES = {Phase.REQUESTED: 5, Phase.NEW: 15, Phase.ONGOING: 62, Phase.ENDED: 18}
_CARE = {"excellent": 20, "ordinary": 65, "poor": 15}
_DILIGENCE = {"excellent": 97, "ordinary": 88, "poor": 60}
_RECORDING = {"excellent": 100, "ordinary": 98, "poor": 80}


def draw_course(dice: Dice, as_of: date, phase: Phase | None = None) -> Course:
    """Draw a course that began at most four years before the date."""
    phase = phase or dice.weighted(_PHASES)
    asked_days_ago = {
        Phase.REQUESTED: dice.whole(0, 20),
        Phase.NEW: dice.whole(8, 35),
        Phase.ONGOING: dice.whole(36, 260) if dice.chance(60) else dice.whole(261, 1100),
        Phase.ENDED: dice.whole(120, 1400),
    }[phase]
    requested_on = as_of - timedelta(days=asked_days_ago)
    enrolled_on = ended_on = None
    if phase is not Phase.REQUESTED:
        wait = dice.whole(1, 14) if dice.chance(90) else dice.whole(15, 32)
        enrolled_on = min(requested_on + timedelta(days=wait), as_of)
    if phase is Phase.ENDED and enrolled_on is not None:
        stayed = dice.whole(40, max(41, min(700, (as_of - enrolled_on).days)))
        ended_on = min(enrolled_on + timedelta(days=stayed), as_of)
    care = dice.weighted(_CARE)
    return Course(
        dice,
        as_of,
        requested_on,
        enrolled_on,
        ended_on,
        _DILIGENCE[care],
        _RECORDING[care],
        dice.whole(75, 98),
    )


def extreme_course(dice: Dice, as_of: date, phase: Phase, *, diligence: int, consent: int) -> Course:
    """Draw a course that is worked and received as given, and written down in full.

    What is not done in time is either all done late or never done.
    """
    course = draw_course(dice, as_of, phase)
    lateness = dice.pick([0, 100])
    return replace(course, diligence=diligence, consent=consent, recording=100, lateness=lateness)
