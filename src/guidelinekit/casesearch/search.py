"""The search for an example case that shows something, and the smallest case that still shows it.

It starts from the cases that there are and goes one, two, then more changes away from them. The same search
gives the same cases every time. That nothing was found proves nothing: the number of cases tried is told.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

from guidelinekit.case import AnyRecord
from guidelinekit.casesearch.drafts import (
    Draft,
    changed,
    of_example,
    on_day,
    plain,
    record_of,
    wander,
    without,
)
from guidelinekit.casesearch.interests import Interest, Interests
from guidelinekit.examples.example_file import Example
from guidelinekit.lang.rule import Subject
from guidelinekit.synthetic.dice import Dice
from guidelinekit.synthetic.generate import AS_OF, GENERATE

LIMIT = 3000
"""How many cases a search tries unless told otherwise."""

Tried = tuple[Draft, AnyRecord]


def candidates(
    name: str,
    examples: Sequence[Example],
    about: Interests,
    profiles: Sequence[str | None] = (None,),
    limit: int = LIMIT,
    focus: Callable[[], Sequence[Interest]] = tuple,
) -> Iterator[Tried]:
    """Return cases to try, at most `limit`: the examples, synthetic cases, and what lies near them.

    `name` decides the chance, so that a search can be repeated. `focus` tells, before each case, in which
    fields something is still looked for.
    """
    return islice(_candidates(Dice(name), examples, about, profiles, focus), limit)


def _candidates(
    dice: Dice,
    examples: Sequence[Example],
    about: Interests,
    profiles: Sequence[str | None],
    focus: Callable[[], Sequence[Interest]],
) -> Iterator[Tried]:
    seeds = [of_example(example) for example in examples]
    synthetic = _synthetic_drafts(about.subject)
    start = [*seeds, *(replace(seed, profile=profile) for seed in seeds[:3] for profile in profiles)]
    at_bounds = [on_day(seed, day) for day in about.moments for seed in seeds[:3]]
    for draft in (*(start or synthetic), *at_bounds):
        record = record_of(draft, about.subject)
        if record is not None:
            yield draft, record
    origins = seeds or synthetic
    while True:
        for steps in _STEPS:
            origin = dice.pick(synthetic) if dice.chance(5) else dice.pick(origins)
            if dice.chance(4):
                origin = replace(origin, profile=dice.pick(profiles))
            draft = wander(origin, about, dice, steps, focus())
            record = record_of(draft, about.subject)
            if record is not None:
                yield draft, record


@cache
def synthetic_records(subject: Subject, count: int) -> tuple[AnyRecord, ...]:
    """Return records as they might come, always the same ones, for the date `AS_OF`."""
    return tuple(GENERATE[subject](count, 1, AS_OF))


@cache
def _synthetic_drafts(subject: Subject) -> tuple[Draft, ...]:
    return tuple(Draft(plain(record), AS_OF) for record in synthetic_records(subject, _SYNTHETIC))


_SYNTHETIC = 20
_STEPS = (1, 1, 2, 2, 3, 4, 6)
"""How many changes away from an origin, over and over."""


def minimised(
    draft: Draft,
    holds: Callable[[Draft], bool],
    base: Mapping[str, Any],
    subject: Subject,
    preferred: date | None = None,
) -> Draft:
    """Take away and put back to `base` whatever the draft does not need for `holds`."""
    tried = [draft]

    def fits(candidate: Draft) -> bool:
        return candidate not in tried and record_of(candidate, subject) is not None and holds(candidate)

    smaller = True
    while smaller:
        smaller = False
        days = [] if preferred is None else [replace(draft, as_of=preferred)]
        simpler = (replace(draft, given=given) for given in _simpler(draft.given, base))
        for candidate in (*days, replace(draft, profile=None), *simpler):
            if fits(candidate):
                draft, smaller = candidate, True
                tried.append(draft)
                break
    return draft


def _simpler(given: Mapping[str, Any], base: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the data with one thing less, the largest first: a whole key, an item, a field of an item."""
    for spot, instead in _inside(given, base, ()):
        yield without(given, spot) if instead is _OTHER else changed(given, spot, instead)


_OTHER = object()


def _inside(
    value: Any, base: Any, spot: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Return each place within a value that can be taken away, or put back as it is in the base."""
    if value == base:
        return
    if isinstance(value, list):
        there = dict(enumerate(base)) if isinstance(base, list) else {}
        for index, item in enumerate(value):
            yield (*spot, index), _OTHER
            if there.get(index, item) != item:
                yield (*spot, index), there[index]
        for index, item in enumerate(value):
            yield from _inside(item, there.get(index), (*spot, index))
    elif isinstance(value, dict):
        under = base if isinstance(base, dict) else {}
        for key, part in value.items():
            if key not in under:
                yield (*spot, key), _OTHER
            elif under[key] != part:
                yield (*spot, key), under[key]
        for key, part in value.items():
            yield from _inside(part, under.get(key), (*spot, key))


def over_base(given: Any, base: Any) -> Any:
    """Return what must be written over a base to get the data: the opposite of `example_file.merged`."""
    if not (isinstance(given, Mapping) and isinstance(base, Mapping)):
        return given
    written = {
        key: over_base(value, base[key]) if key in base else value
        for key, value in given.items()
        if key not in base or base[key] != value
    }
    return written | {key: None for key in base if key not in given and base[key] is not None}
