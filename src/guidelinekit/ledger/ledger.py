"""The ledger of a pack: what became of each statement of its sources, counted by document and anvisning."""

from collections import Counter
from dataclasses import dataclass

from guidelinekit.lang.rule import Encoding, Pack, Passage
from guidelinekit.wording.rule import division


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a pack, of one of its documents, or of an anvisning or a section of a document."""

    id: str
    title: str
    passages: tuple[Passage, ...]
    rules: tuple[str, ...] = ()
    """The rules, without the pack, that encode any of them."""
    parts: tuple["Statements", ...] = ()
    """In the order of the ledger, which is that of the documents."""

    @property
    def counts(self) -> Counter[Encoding]:
        """How many there are of each encoding."""
        return Counter(passage.encoding for passage in self.passages)

    @property
    def classified(self) -> int:
        """How many of them have been decided on: all but those that are still to be built."""
        return len(self.passages) - self.counts[Encoding.NEXT]

    @property
    def open(self) -> tuple[Passage, ...]:
        """The passages that are not, only partly or not yet encoded."""
        return tuple(
            passage
            for passage in self.passages
            if passage.encoding not in {Encoding.ENCODED, Encoding.MEASURE}
        )


def ledger(pack: Pack) -> Statements:
    """Return the ledger of a pack, a part per document; one that no passage comes from is empty."""
    titles = {source.id: source.title for source in pack.sources}
    titles = {passage.source: passage.source for passage in pack.passages} | titles
    order = dict.fromkeys([*(source.id for source in pack.sources), *titles])

    def statements(name: str, title: str, passages: tuple[Passage, ...], *parts: Statements) -> Statements:
        named = {each for passage in passages for each in passage.by}
        return Statements(
            name, title, passages, tuple(rule.name for rule in pack.rules if rule.name in named), parts
        )

    def document(name: str) -> Statements:
        passages = tuple(passage for passage in pack.passages if passage.source == name)
        below: dict[str, list[Passage]] = {}
        for passage in passages:
            below.setdefault(division(passage.locator), []).append(passage)
        parts = (statements(each, each, tuple(listed)) for each, listed in below.items())
        return statements(name, titles[name], passages, *parts)

    return statements(pack.id, pack.id, pack.passages, *map(document, order))


def below(pack: Pack, name: str) -> tuple[Passage, ...]:
    """Return the passages of an anvisning, of those below it (`3.2` has `3.2.1`), or of a section."""
    return tuple(
        passage
        for passage in pack.passages
        if (here := division(passage.locator)).casefold() == name.casefold() or here.startswith(f"{name}.")
    )
