"""Where each known sentence stands in a text of today: at its place, elsewhere, replaced, or gone.

Nothing is known of the old text but locators and fingerprints. Sentences that are found again are lined up
with the old ones, so that one more sentence above does not make all below it look moved; what stands in a gap
of that line is taken for what became of the sentence that is missing there.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from guidelinekit.lang.rule import Value
from guidelinekit.ledger.passages import Sentence, fingerprint, locator


class State(StrEnum):
    """What became of a sentence."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    """The same words stand at another place."""
    CHANGED = "changed"
    """Other words stand at its place."""
    GONE = "gone"


class Place(NamedTuple):
    """The headline, the running text or the bullets of an anvisning or a section."""

    anvisning: str
    section: str
    kind: str


class Spot(NamedTuple):
    """One sentence's place, in the order of the text among those of its `place`."""

    place: Place
    bullet: int
    number: int


@dataclass(frozen=True, slots=True)
class Known:
    """One sentence, or several in a row, as the ledger knows them."""

    spots: tuple[Spot, ...]
    """Empty for a locator that is not written as sentences are located."""
    fingerprint: str
    length: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a known sentence, and what stands there now."""

    state: State
    now: tuple[Sentence, ...] = ()
    """The sentences found again, or those that stand in its stead; none when it is gone."""


def known(place: Mapping[str, Value], print_: str) -> Known:
    """Give what a locator and a fingerprint of the ledger tell."""
    first = int(place.get("sentence", 1))
    last = int(place.get("through", first))
    readable = place.keys() <= {"anvisning", "section", "headline", "bullet", "sentence", "through"}
    kind = "headline" if place.get("headline") else "bullet" if "bullet" in place else "text"
    at = Place(str(place.get("anvisning", "")), str(place.get("section", "")), kind)
    spots = (Spot(at, int(place.get("bullet", 0)), number) for number in range(first, last + 1))
    return Known(tuple(spots) if readable else (), print_, last - first + 1)


def spot(sentence: Sentence) -> Spot:
    """Give a sentence's place in today's text."""
    return known(locator(sentence), "").spots[0]


class Page:
    """Today's text: its sentences, and the fingerprints of those and of several in a row."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = tuple(sentences)
        self.spots = tuple(spot(sentence) for sentence in sentences)
        self._prints: dict[int, dict[str, list[int]]] = {}

    def starts(self, wanted: Known) -> list[int]:
        """Give where the known sentences begin, wherever they stand in the text, in its order."""
        if wanted.length not in self._prints:
            found: defaultdict[str, list[int]] = defaultdict(list)
            for start in range(len(self.sentences) - wanted.length + 1):
                row = range(start, start + wanted.length)
                if all(self.spots[each][:2] == self.spots[start][:2] for each in row):
                    found[fingerprint(" ".join(self.sentences[each].text for each in row))].append(start)
            self._prints[wanted.length] = found
        return self._prints[wanted.length].get(wanted.fingerprint, [])


def stand(wanted: Iterable[Known], page: Page) -> tuple[dict[Known, Standing], tuple[Sentence, ...]]:
    """Give what became of each known sentence, and the sentences that stand for none of them."""
    all_known = tuple(dict.fromkeys(wanted))
    found = _found(all_known, page)
    covered = {start + offset for each, start in found.items() for offset in range(each.length)}
    standings: dict[Known, Standing] = {}
    left = set(range(len(page.sentences))) - covered
    for place in dict.fromkeys(one.spots[0].place for one in all_known if one.spots):
        here = [one for one in all_known if one.spots and one.spots[0].place == place]
        kept = _in_line({one: found[one] for one in here if one in found and _stands_in(one, found, page)})
        now = _lined_up(
            here, found, kept, [index for index in sorted(left) if page.spots[index].place == place]
        )
        left -= set(now.values())
        for one in here:
            standings[one] = _standing(one, found, one in kept, now, page)
    for one in all_known:
        if not one.spots:
            standings[one] = _standing(one, found, True, {}, page)
    return standings, tuple(page.sentences[index] for index in sorted(left))


def _found(all_known: Sequence[Known], page: Page) -> dict[Known, int]:
    """Give where known sentences are found again: at their spot, else in their place, else anywhere."""
    found: dict[Known, int] = {}
    taken: set[tuple[int, int]] = set()
    for nearness in range(3):
        for one in all_known:
            if one in found:
                continue
            for start in page.starts(one):
                there = page.spots[start]
                near = (
                    not one.spots
                    or ((there == one.spots[0], there.place == one.spots[0].place, True)[nearness])
                )
                if near and (start, one.length) not in taken:
                    taken.add((start, one.length))
                    found[one] = start
                    break
    return found


def _stands_in(one: Known, found: Mapping[Known, int], page: Page) -> bool:
    return page.spots[found[one]].place == one.spots[0].place


def _in_line(found: Mapping[Known, int]) -> set[Known]:
    """Give the most sentences that follow one another as they did before: the longest rising row."""
    ordered = sorted(found, key=lambda one: (one.spots, one.length))
    ends: list[tuple[int, int]] = []
    rows: list[tuple[Known, ...]] = []
    for one in ordered:
        key = (found[one], one.length)
        at = bisect_left(ends, key)
        row = (*(rows[at - 1] if at else ()), one)
        ends[at:], rows[at:] = [key, *ends[at + 1 :]], [row, *rows[at + 1 :]]
    return set(rows[-1]) if rows else set()


def _lined_up(
    here: Sequence[Known], found: Mapping[Known, int], kept: set[Known], free: Sequence[int]
) -> dict[Spot, int]:
    """Give which sentence of today stands for each spot: the one found again, or the next one in its gap."""
    anchors = {each: found[one] + offset for one in kept for offset, each in enumerate(one.spots)}
    away = {each for one in here if one in found for each in one.spots}
    now, lost, before = dict(anchors), list[Spot](), -1
    spots = sorted({each for one in here for each in one.spots})
    for each in [*spots, None]:
        if each is not None and each not in anchors:
            if each not in away:
                lost.append(each)
            continue
        after = None if each is None else anchors[each]
        gap = [index for index in free if before < index and (after is None or index < after)]
        now.update(zip(lost, gap, strict=False))
        lost, before = [], before if after is None else after
    return now


def _standing(
    one: Known, found: Mapping[Known, int], kept: bool, now: Mapping[Spot, int], page: Page
) -> Standing:
    if one in found:
        start = found[one]
        same = not one.spots or kept or page.spots[start] == one.spots[0]
        row = page.sentences[start : start + one.length]
        return Standing(State.UNCHANGED if same else State.MOVED, row)
    instead = sorted({now[each] for each in one.spots if each in now})
    if not instead:
        return Standing(State.GONE)
    return Standing(State.CHANGED, tuple(page.sentences[index] for index in instead))
