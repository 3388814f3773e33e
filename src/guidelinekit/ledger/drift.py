"""A guideline's text of today against the ledger: what drifted, and which rules to look at again."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import OtherSentence, Pack, Passage, Source, Value
from guidelinekit.lang.walk import names_used
from guidelinekit.ledger.align import Fate, Former, Page, State, align, former
from guidelinekit.ledger.passages import Sentence, fingerprint, locator
from guidelinekit.wording.rule import division

Locator = dict[str, Value]
Entry = Passage | OtherSentence


@dataclass(frozen=True, slots=True)
class Review:
    """What to look at again. Rules and definitions are named without the pack."""

    rules: tuple[str, ...] = ()
    """Rules that cite a passage or encode it."""
    definitions: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    """Further rules, which use one of those definitions or parameters."""


@dataclass(frozen=True, slots=True)
class Drifted:
    """What became of one passage, or of a sentence that is none, such as a lead-in."""

    passages: tuple[str, ...]
    """The key of the passage; for another sentence, the passages that stand in its anvisning or section."""
    locator: Locator
    state: State
    now: tuple[Locator, ...]
    """Where the sentences stand that were found again, or that replaced them."""
    text: str | None
    """What stands there now, from the reader's own file."""
    review: Review

    @property
    def renumbered(self) -> bool:
        """Whether it is unchanged, but others before it came or went."""
        first = {key: value for key, value in self.locator.items() if key != "through"}
        return self.state is State.UNCHANGED and self.now[:1] != (first,)


@dataclass(frozen=True, slots=True)
class New:
    """A sentence in the guideline's own parts that neither a passage nor the list beside them knows."""

    locator: Locator
    text: str


@dataclass(frozen=True, slots=True)
class Drift:
    """How a text of today stands to one document of a pack."""

    pack: Pack
    source: Source
    passages: tuple[Drifted, ...]
    others: tuple[Drifted, ...]
    new: tuple[New, ...]

    @property
    def changes(self) -> tuple[Drifted, ...]:
        """Every passage and other sentence that is not as the ledger has it."""
        return tuple(each for each in (*self.passages, *self.others) if each.state is not State.UNCHANGED)

    @property
    def drifted(self) -> bool:
        """Whether anything is not as the ledger has it."""
        return bool(self.new or self.changes)

    @property
    def recognised(self) -> int:
        """How many passages have their words still."""
        return sum(each.state in {State.UNCHANGED, State.MOVED} for each in self.passages)

    @property
    def review(self) -> Review:
        """What to look at again because of any of it."""
        return _review(self.pack, {key for each in self.changes for key in each.passages})


def source_of(sentences: Sequence[Sentence], pack: Pack) -> Source | None:
    """Return the document of a pack that a text is: the one with the most of its own passages in it.

    Passages that several documents share tell nothing. None where no passage is found.
    """
    page = Page(sentences)
    sources: dict[str, set[str]] = {}
    for passage in pack.passages:
        sources.setdefault(passage.fingerprint, set()).add(passage.source)
    own = {former_of(passage): passage.source for passage in pack.passages}
    hits = Counter(
        source for each, source in own.items() if len(sources[each.fingerprint]) == 1 and page.starts(each)
    )
    if not hits:
        return None
    best = hits.most_common(1)[0][0]
    return next((source for source in pack.sources if source.id == best), Source(id=best, title=best))


def drift(sentences: Sequence[Sentence], pack: Pack, source: Source) -> Drift:
    """Return what became of each passage of a document in a text of today, and what is new in it."""
    passages = [passage for passage in pack.passages if passage.source == source.id]
    others = [other for other in pack.other_sentences if other.source == source.id]
    entries: list[Entry] = [*passages, *others]
    fates, left = align(map(former_of, entries), Page(sentences))
    words, belongs = {entry.fingerprint for entry in entries}, _belonging(entries)
    new = (
        New(locator(each), each.text)
        for each in left
        if belongs(each) and fingerprint(each.text) not in words
    )
    return Drift(
        pack,
        source,
        tuple(_drifted(each, (each.id,), fates, pack) for each in passages),
        tuple(_drifted(each, _around(each, passages), fates, pack) for each in others),
        tuple(new),
    )


def other_sentences(sentences: Sequence[Sentence], pack: Pack, source: Source) -> Iterator[OtherSentence]:
    """Yield the sentences in a document's own parts that are no passage, as `passages.yaml` lists them."""
    passages = [passage for passage in pack.passages if passage.source == source.id]
    fates, _ = align(map(former_of, passages), Page(sentences))
    covered, belongs = {sentence for fate in fates.values() for sentence in fate.now}, _belonging(passages)
    for each in sentences:
        if each not in covered and belongs(each):
            yield OtherSentence(source=source.id, locator=locator(each), fingerprint=fingerprint(each.text))


def former_of(entry: Entry) -> Former:
    """Return what the ledger says of where an entry stands and which words it has."""
    return former(entry.locator, entry.fingerprint)


def _drifted(entry: Entry, passages: tuple[str, ...], fates: Mapping[Former, Fate], pack: Pack) -> Drifted:
    fate = fates[former_of(entry)]
    unchanged = fate.state is State.UNCHANGED
    return Drifted(
        passages,
        entry.locator,
        fate.state,
        tuple(map(locator, fate.now)),
        None if unchanged or not fate.now else " ".join(each.text for each in fate.now),
        Review() if unchanged else _review(pack, passages),
    )


def _around(other: OtherSentence, passages: Iterable[Passage]) -> tuple[str, ...]:
    """Return the passages of the same anvisning or section: a lead-in says how they are meant."""
    here = division(other.locator)
    return tuple(passage.id for passage in passages if division(passage.locator) == here)


def _belonging(entries: Sequence[Entry]) -> Callable[[Sentence], bool]:
    """Return what says whether a sentence stands in a part that the ledger has, or in its chapter."""
    divisions = {division(entry.locator) for entry in entries}
    numbers = {str(entry.locator["anvisning"]) for entry in entries if "anvisning" in entry.locator}
    chapters = tuple(f"{number.rpartition('.')[0]}." for number in numbers)
    return lambda sentence: (
        division(locator(sentence)) in divisions or (sentence.anvisning or "").startswith(chapters)
    )


def _review(pack: Pack, passages: Iterable[str]) -> Review:
    keys = set(passages)
    named = {name for passage in pack.passages if passage.id in keys for name in passage.by}
    definitions = {d.name for d in pack.definitions if d.name in named or keys & set(d.passages)}
    parameters = {parameter.name for parameter in pack.parameters if keys & set(parameter.passages)}
    rules, through = [], []
    for rule in pack.rules:
        if rule.name in named or keys & set(rule.passages):
            rules.append(rule.name)
        elif (
            names_used(rule, e.Use).keys() & definitions or names_used(rule, e.Parameter).keys() & parameters
        ):
            through.append(rule.name)
    return Review(tuple(rules), tuple(sorted(definitions)), tuple(sorted(parameters)), tuple(through))
