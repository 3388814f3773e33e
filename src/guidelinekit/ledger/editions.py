"""Two editions of a guideline by their ledgers: which statement became which, and how strong it is now.

The words of the sources are not at hand, only fingerprints, places and summaries. The same sentence has the
same fingerprint; what was worded anew is known by its summary, its place and its id, the best pairs first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Final

from guidelinekit.check.advice import STRENGTHS
from guidelinekit.lang.rule import Modality, Pack, Passage
from guidelinekit.suggest import folded

_ENOUGH: Final = 0.7
"""How alike two statements are at least, of which one is taken for what became of the other."""
_SAME_PLACE: Final = 0.2
_SAME_ID: Final = 0.1
_WORD: Final = re.compile(r"\w+")
_PLACES: Final = ("anvisning", "section")
_STRONG: Final = {Modality.MAY: 0, Modality.SHOULD: 1, Modality.RIGHT: 2, Modality.MUST: 2}


class Became(StrEnum):
    """What became of a statement."""

    NEW = "new"
    GONE = "gone"
    STRONGER = "stronger"
    WEAKER = "weaker"
    CHANGED = "changed"
    """Worded otherwise, as strong as before."""
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement in both editions, or in one of them."""

    turn: Became
    old: Passage | None
    new: Passage | None


def compare_editions(old: Pack, new: Pack) -> tuple[Statement, ...]:
    """Return every statement of two editions, in the order of the new one, those that are gone last."""
    before, pairs = {passage.id: passage for passage in old.passages}, dict[str, str]()
    for was, now in (*_same_words(old.passages, new.passages), *_alike(old.passages, new.passages)):
        if now.id not in pairs and was.id not in pairs.values():
            pairs[now.id] = was.id
    lasting = [_statement(before.get(pairs.get(now.id, "")), now) for now in new.passages]
    gone = (Statement(Became.GONE, was, None) for was in old.passages if was.id not in pairs.values())
    return (*lasting, *gone)


def _same_words(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[tuple[Passage, Passage]]:
    """Return the pairs with one fingerprint; where several share a sentence, the most alike first."""
    pairs = [(was, now) for was, now in product(old, new) if was.fingerprint == now.fingerprint]
    yield from sorted(pairs, key=lambda pair: -_likeness(*pair))


def _alike(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[tuple[Passage, Passage]]:
    scored = [(_likeness(was, now), was, now) for was, now in product(old, new)]
    for score, was, now in sorted(scored, key=lambda each: -each[0]):
        if score < _ENOUGH:
            return
        yield was, now


def _likeness(was: Passage, now: Passage) -> float:
    """Return how many words the summaries share, from 0 to 1, and something for one place and one id."""
    first, second = (set(_WORD.findall(folded(each.summary.da))) for each in (was, now))
    shared = 2 * len(first & second) / max(len(first) + len(second), 1)
    place = any(was.locator.get(key) == now.locator.get(key) is not None for key in _PLACES)
    return shared + _SAME_PLACE * place + _SAME_ID * (was.id == now.id)


def _statement(was: Passage | None, now: Passage) -> Statement:
    if was is None:
        return Statement(Became.NEW, None, now)
    before, after = (
        _STRONG[STRENGTHS[each.modality]] if each.modality in STRENGTHS else None for each in (was, now)
    )
    if before is not None and after is not None and before != after:
        return Statement(Became.STRONGER if after > before else Became.WEAKER, was, now)
    same = was.fingerprint == now.fingerprint and was.modality == now.modality
    return Statement(Became.SAME if same else Became.CHANGED, was, now)
