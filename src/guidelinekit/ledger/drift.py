"""A guideline's text of today against the ledger: what drifted, and which rules to look at again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import OtherSentence, Pack, Passage, Source, Value
from guidelinekit.lang.walk import nodes
from guidelinekit.ledger.align import Known, Page, Standing, State, known, stand
from guidelinekit.ledger.passages import Sentence, fingerprint, locator
from guidelinekit.wording.citations import division

Locator = dict[str, Value]


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
    def drifted(self) -> bool:
        """Whether anything is not as the ledger has it."""
        return bool(self.new) or any(
            each.state is not State.UNCHANGED for each in (*self.passages, *self.others)
        )

    @property
    def found(self) -> int:
        """How many passages have their words still."""
        return sum(each.state in {State.UNCHANGED, State.MOVED} for each in self.passages)

    @property
    def review(self) -> Review:
        """What to look at again because of any of it."""
        drifted = [each for each in (*self.passages, *self.others) if each.state is not State.UNCHANGED]
        return _review(self.pack, {key for each in drifted for key in each.passages})


def source_of(found: Sequence[Sentence], pack: Pack) -> Source | None:
    """Give the document of a pack that a text is: the one with the most of its own passages in it.

    Passages that several documents share tell nothing. None where no passage is found.
    """
    page = Page(found)
    sources: dict[str, set[str]] = {}
    for passage in pack.passages:
        sources.setdefault(passage.fingerprint, set()).add(passage.source)
    own = {_known(passage): passage.source for passage in pack.passages}
    hits: dict[str, int] = {}
    for wanted, source in own.items():
        if len(sources[wanted.fingerprint]) == 1 and page.starts(wanted):
            hits[source] = hits.get(source, 0) + 1
    if not hits:
        return None
    best = max(hits, key=lambda name: hits[name])
    return next((known_ for known_ in pack.sources if known_.id == best), Source(id=best, title=best))


def drift(found: Sequence[Sentence], pack: Pack, source: Source) -> Drift:
    """Give what became of each passage of a document in a text of today, and what is new in it."""
    passages = [passage for passage in pack.passages if passage.source == source.id]
    others = [other for other in pack.other_sentences if other.source == source.id]
    standings, left = stand([*map(_known, passages), *map(_known, others)], Page(found))
    return Drift(
        pack,
        source,
        tuple(_drifted(each, (each.id,), standings, pack) for each in passages),
        tuple(_drifted(each, _around(each, passages), standings, pack) for each in others),
        tuple(_new(left, [*passages, *others])),
    )


def other_sentences(found: Sequence[Sentence], pack: Pack, source: Source) -> Iterator[OtherSentence]:
    """Give the sentences in a document's own parts that are no passage, as `passages.yaml` lists them."""
    passages = [passage for passage in pack.passages if passage.source == source.id]
    standings, _ = stand([_known(each) for each in passages], Page(found))
    covered = {sentence for standing in standings.values() for sentence in standing.now}
    for sentence in found:
        if sentence not in covered and _belongs(sentence, passages):
            print_ = fingerprint(sentence.text)
            yield OtherSentence(source=source.id, locator=_place(sentence), fingerprint=print_)


def _known(entry: Passage | OtherSentence) -> Known:
    return known(entry.locator, entry.fingerprint)


def _place(sentence: Sentence) -> Locator:
    return {**locator(sentence)}


def _drifted(
    entry: Passage | OtherSentence, passages: tuple[str, ...], standings: dict[Known, Standing], pack: Pack
) -> Drifted:
    standing = standings[_known(entry)]
    unchanged = standing.state is State.UNCHANGED
    return Drifted(
        passages,
        entry.locator,
        standing.state,
        tuple(_place(sentence) for sentence in standing.now),
        None if unchanged or not standing.now else " ".join(one.text for one in standing.now),
        Review() if unchanged else _review(pack, passages),
    )


def _around(other: OtherSentence, passages: Iterable[Passage]) -> tuple[str, ...]:
    """Give the passages of the same anvisning or section: a lead-in says how they are meant."""
    return tuple(one.id for one in passages if division(one.locator) == division(other.locator))


def _new(left: Iterable[Sentence], entries: Sequence[Passage | OtherSentence]) -> Iterator[New]:
    """Give the sentences left over, but for repetitions and for what belongs to other parts of the page."""
    known_words = {entry.fingerprint for entry in entries}
    for sentence in left:
        if _belongs(sentence, entries) and fingerprint(sentence.text) not in known_words:
            yield New(_place(sentence), sentence.text)


def _belongs(sentence: Sentence, entries: Iterable[Passage | OtherSentence]) -> bool:
    """Whether a sentence stands in a part that the ledger knows, or in another anvisning of its chapter."""
    here = division(_place(sentence))
    if here in {division(entry.locator) for entry in entries}:
        return True
    chapters = {
        _chapter(str(entry.locator["anvisning"])) for entry in entries if "anvisning" in entry.locator
    }
    return sentence.anvisning is not None and any(
        sentence.anvisning.startswith(f"{chapter}.") for chapter in chapters
    )


def _chapter(anvisning: str) -> str:
    return anvisning.rpartition(".")[0]


def _review(pack: Pack, passages: Iterable[str]) -> Review:
    keys = set(passages)
    named = {name for passage in pack.passages if passage.id in keys for name in passage.by}
    definitions = {d.name for d in pack.definitions if d.name in named or keys & set(d.passages)}
    parameters = {parameter.name for parameter in pack.parameters if keys & set(parameter.passages)}
    rules, through = [], []
    for rule in pack.rules:
        name = rule.name
        uses = {each.name for each in nodes(rule, e.Use)} & definitions
        if name in named or keys & set(rule.passages):
            rules.append(name)
        elif uses or {each.name for each in nodes(rule, e.Parameter)} & parameters:
            through.append(name)
    return Review(tuple(rules), tuple(sorted(definitions)), tuple(sorted(parameters)), tuple(through))
