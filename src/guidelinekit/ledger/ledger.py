"""The ledger of a pack: what became of each statement of its sources, counted by document and anvisning."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from guidelinekit.lang.rule import Encoding, Pack, Passage, Source
from guidelinekit.suggest import nearest
from guidelinekit.wording.citations import division


@dataclass(frozen=True, slots=True)
class Statements:
    """Passages that belong together."""

    passages: tuple[Passage, ...]

    @property
    def counts(self) -> Counter[Encoding]:
        """How many there are of each encoding."""
        return Counter(passage.encoding for passage in self.passages)

    @property
    def classified(self) -> int:
        """How many of them have been decided on: all but those that are still to be built."""
        return len(self.passages) - self.counts[Encoding.NEXT]


@dataclass(frozen=True, slots=True)
class Division(Statements):
    """The statements of one anvisning or section of a document."""

    name: str
    rules: tuple[str, ...]
    """The rules, without the pack, that encode any of them."""


@dataclass(frozen=True, slots=True)
class SourceLedger(Statements):
    """The statements of one document."""

    source: Source
    divisions: tuple[Division, ...]
    """In the order of the ledger, which is that of the document."""


@dataclass(frozen=True, slots=True)
class Ledger(Statements):
    """The statements of all documents of a pack."""

    pack: Pack
    sources: tuple[SourceLedger, ...]

    @property
    def open(self) -> tuple[Passage, ...]:
        """The passages that are not, only partly or not yet encoded."""
        return tuple(passage for passage in self.passages if passage.encoding is not Encoding.ENCODED)


def ledger(pack: Pack) -> Ledger:
    """Give the ledger of a pack. A document that no passage comes from has an empty entry."""
    named = {source.id: source for source in pack.sources}
    for passage in pack.passages:
        named.setdefault(passage.source, Source(id=passage.source, title=passage.source))
    rules = tuple(rule.name for rule in pack.rules)
    return Ledger(pack.passages, pack, tuple(_of_source(source, pack, rules) for source in named.values()))


def below(pack: Pack, name: str) -> tuple[Passage, ...]:
    """Give the passages of an anvisning, of those below it (`3.2` has `3.2.1`), or of a section."""
    return tuple(
        passage
        for passage in pack.passages
        if division(passage.locator).casefold() == name.casefold()
        or division(passage.locator).startswith(f"{name}.")
    )


def nearest_division(pack: Pack, name: str) -> str | None:
    """Give the anvisning or section whose name is most like one that is not there."""
    return nearest(name, dict.fromkeys(division(passage.locator) for passage in pack.passages))


def _of_source(source: Source, pack: Pack, rules: Iterable[str]) -> SourceLedger:
    passages = tuple(passage for passage in pack.passages if passage.source == source.id)
    names = dict.fromkeys(division(passage.locator) for passage in passages)
    ordered = sorted(passages, key=lambda passage: list(names).index(division(passage.locator)))
    grouped = groupby(ordered, key=lambda passage: division(passage.locator))
    return SourceLedger(
        passages, source, tuple(_division(name, tuple(held), rules) for name, held in grouped)
    )


def _division(name: str, passages: tuple[Passage, ...], rules: Iterable[str]) -> Division:
    named = {each for passage in passages for each in passage.by}
    return Division(passages, name, tuple(rule for rule in rules if rule in named))
