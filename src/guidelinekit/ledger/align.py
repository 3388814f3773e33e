"""Where each sentence of the ledger stands in a text of today: at its place, elsewhere, replaced, or gone.

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


class Strand(NamedTuple):
    """The headline, the running text or the bullets of an anvisning or a section."""

    anvisning: str
    section: str
    kind: str


class Spot(NamedTuple):
    """One sentence's place, in the order of the text among those of its strand."""

    strand: Strand
    bullet: int
    number: int


@dataclass(frozen=True, slots=True)
class Former:
    """One sentence, or several in a row, as the ledger has them."""

    spots: tuple[Spot, ...]
    """Empty for a locator that is not written as sentences are located."""
    fingerprint: str
    length: int


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a former sentence, and what stands there now."""

    state: State
    now: tuple[Sentence, ...] = ()
    """The sentences found again, or those that stand in its stead; none when it is gone."""


def former(place: Mapping[str, Value], print_: str) -> Former:
    """Return what a locator and a fingerprint of the ledger say."""
    first = int(place.get("sentence", 1))
    last = int(place.get("through", first))
    readable = place.keys() <= {"anvisning", "section", "headline", "bullet", "sentence", "through"}
    kind = "headline" if place.get("headline") else "bullet" if "bullet" in place else "text"
    strand = Strand(str(place.get("anvisning", "")), str(place.get("section", "")), kind)
    spots = (Spot(strand, int(place.get("bullet", 0)), number) for number in range(first, last + 1))
    return Former(tuple(spots) if readable else (), print_, last - first + 1)


class Page:
    """Today's text: its sentences, and the fingerprints of those and of several in a row."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = tuple(sentences)
        self.spots = tuple(former(locator(sentence), "").spots[0] for sentence in sentences)
        self._starts: dict[int, dict[str, list[int]]] = {}

    def starts(self, wanted: Former) -> list[int]:
        """Return where the sentences begin, wherever they stand in the text, in its order."""
        length = wanted.length
        if length not in self._starts:
            starts: defaultdict[str, list[int]] = defaultdict(list)
            for start in range(len(self.sentences) - length + 1):
                if len({spot[:2] for spot in self.spots[start : start + length]}) == 1:
                    row = self.sentences[start : start + length]
                    starts[fingerprint(" ".join(sentence.text for sentence in row))].append(start)
            self._starts[length] = starts
        return self._starts[length].get(wanted.fingerprint, [])


def align(wanted: Iterable[Former], page: Page) -> tuple[dict[Former, Fate], tuple[Sentence, ...]]:
    """Return what became of each former sentence, and the sentences of today that stand for none of them."""
    formers = tuple(dict.fromkeys(wanted))
    starts = _starts(formers, page)
    covered = {start + offset for each, start in starts.items() for offset in range(each.length)}
    left = set(range(len(page.sentences))) - covered
    fates = {each: _fate(each, starts, page, in_line=True) for each in formers if not each.spots}
    for strand in dict.fromkeys(each.spots[0].strand for each in formers if each.spots):
        here = [each for each in formers if each.spots and each.spots[0].strand == strand]
        stayed = {each: starts[each] for each in here if each in starts}
        line = _in_line({each: at for each, at in stayed.items() if page.spots[at].strand == strand})
        free = [index for index in sorted(left) if page.spots[index].strand == strand]
        now = _lined_up(here, starts, line, free)
        left -= set(now.values())
        fates.update({each: _fate(each, starts, page, now, in_line=each in line) for each in here})
    return fates, tuple(page.sentences[index] for index in sorted(left))


def _starts(formers: Sequence[Former], page: Page) -> dict[Former, int]:
    """Return where former sentences begin now: at their spot, else in their strand, else anywhere."""
    starts: dict[Former, int] = {}
    taken: set[tuple[int, int]] = set()
    for nearness in range(3):
        for each in formers:
            for start in () if each in starts else page.starts(each):
                spot, old = page.spots[start], each.spots[:1]
                near = not old or (spot == old[0], spot.strand == old[0].strand, True)[nearness]
                if near and (start, each.length) not in taken:
                    taken.add((start, each.length))
                    starts[each] = start
                    break
    return starts


def _in_line(starts: Mapping[Former, int]) -> set[Former]:
    """Return the most sentences that follow one another as they did before: the longest rising row."""
    ends: list[tuple[int, int]] = []
    rows: list[tuple[Former, ...]] = []
    for each in sorted(starts, key=lambda each: (each.spots, each.length)):
        key = (starts[each], each.length)
        at = bisect_left(ends, key)
        row = (*(rows[at - 1] if at else ()), each)
        ends[at:], rows[at:] = [key, *ends[at + 1 :]], [row, *rows[at + 1 :]]
    return set(rows[-1]) if rows else set()


def _lined_up(
    here: Sequence[Former], starts: Mapping[Former, int], line: set[Former], free: Sequence[int]
) -> dict[Spot, int]:
    """Return which sentence of today stands for each spot: the one found again, or the next in its gap."""
    anchors = {spot: starts[each] + offset for each in line for offset, spot in enumerate(each.spots)}
    away = {spot for each in here if each in starts for spot in each.spots}
    now, lost, before = dict(anchors), list[Spot](), -1
    spots = sorted({spot for each in here for spot in each.spots})
    for spot in [*spots, None]:
        if spot is not None and spot not in anchors:
            if spot not in away:
                lost.append(spot)
            continue
        after = None if spot is None else anchors[spot]
        gap = [index for index in free if before < index and (after is None or index < after)]
        now.update(zip(lost, gap, strict=False))
        lost, before = [], before if after is None else after
    return now


def _fate(
    each: Former,
    starts: Mapping[Former, int],
    page: Page,
    now: Mapping[Spot, int] | None = None,
    *,
    in_line: bool,
) -> Fate:
    if each in starts:
        start = starts[each]
        same = in_line or page.spots[start] == each.spots[0]
        return Fate(State.UNCHANGED if same else State.MOVED, page.sentences[start : start + each.length])
    instead = sorted({now[spot] for spot in each.spots if spot in now} if now else ())
    return Fate(State.CHANGED if instead else State.GONE, tuple(page.sentences[at] for at in instead))
