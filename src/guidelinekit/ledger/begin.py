"""A ledger begins: each sentence of a text as a passage that is still to be encoded."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from guidelinekit.lang.rule import OtherSentence, Pack, Passage, Source
from guidelinekit.ledger.align import Page, align
from guidelinekit.ledger.drift import former_of
from guidelinekit.ledger.passages import Sentence, fingerprint, locator
from guidelinekit.text import Language, Text

_KINDS: Final[Mapping[str, re.Pattern[str]]] = {
    kind: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for kind, words in {
        "right": r"har (?:\w+ )?(?:ret|krav)(?: på)?|ret til",
        "must": r"skal|må ikke|må kun|(?:har )?pligt til|er forpligtet|påkrævet",
        "should": r"bør|anbefales|anbefaler|anbefaling|tilrådes|med fordel|vigtigt|hensigtsmæssigt",
        "may": r"kan|må|mulighed for|fx|f\.eks\.|eventuelt",
        "purpose": r"formålet|har til formål",
        "definition": r"forstås|defineres som|betyder",
    }.items()
}
"""What kind of passage a word makes likely, the strongest first."""
_NO_WORD: Final = "fact"
_GUESS: Final = Text(da="gættet efter »{word}«", en="a guess, by »{word}«")
_NO_GUESS: Final = Text(da="gættet: intet ord kræver noget", en="a guess, no word that asks for anything")
_KEY: Final = re.compile(r"P-(\d+)")


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A sentence that the ledger has not known, and what its words make likely."""

    id: str
    sentence: Sentence
    kind: str
    word: str
    """The word in it by which its kind was guessed; empty where it has none."""

    def entry(self, source: Source, language: Language) -> str:
        """Return its entry for passages.yaml, without the sentence, with a comment in a language."""
        place, print_ = locator(self.sentence), fingerprint(self.sentence.text)
        guess = (_GUESS if self.word else _NO_GUESS).filled(word=self.word).text(language)
        return (  # a map in JSON is one in YAML too
            f"  {self.id}:\n"
            f"    source: {json.dumps(source.id, ensure_ascii=False)}\n"
            f"    locator: {json.dumps(place, ensure_ascii=False)}\n"
            f"    fingerprint: {print_}\n"
            f"    modality: {self.kind}            # {guess}\n"
            f"    encoding: next\n"
        )


def new_passages(sentences: Sequence[Sentence], pack: Pack, source: Source) -> Iterator[NewPassage]:
    """Yield the sentences of a document that the ledger has neither as passages nor beside them."""
    entries: list[Passage | OtherSentence] = [
        *(passage for passage in pack.passages if passage.source == source.id),
        *(other for other in pack.other_sentences if other.source == source.id),
    ]
    _, left = align(map(former_of, entries), Page(sentences))
    known, leads = {each.fingerprint for each in entries}, dict(_led(sentences))
    numbers = (int(key[1]) for each in pack.passages if (key := _KEY.fullmatch(each.id)))
    number = max(numbers, default=0)
    for sentence in left:
        if fingerprint(sentence.text) not in known:
            number += 1
            kind, word = _kind(sentence.text)
            if not word and sentence in leads:
                kind, word = _kind(leads[sentence].text)
            yield NewPassage(f"P-{number:03}", sentence, kind, word)


def _led(sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield each sentence of a bullet with the one above that leads to it, as in "The plan must:"."""
    lead: Sentence | None = None
    for sentence in sentences:
        if sentence.bullet is None:
            lead = sentence if sentence.text.endswith(":") else None
        elif lead is not None:
            yield sentence, lead


def entered(text: str, entries: str) -> str:
    """Return the text of a ledger with entries put after its last passage; comments stay where they are."""
    start = re.search(r"^passages:[ \t]*(?:\{[ \t]*\})?[ \t]*(?:#.*)?\n?", text, re.MULTILINE)
    if start is None:
        return f"{text}passages:\n{entries}"
    after = re.compile(r"^[^\s#]", re.MULTILINE).search(text, start.end())
    end = len(text) if after is None else after.start()
    passages = text[start.end() : end]
    passages += "" if passages.endswith("\n") or not passages else "\n"
    return f"{text[: start.start()]}passages:\n{passages}{entries}{text[end:]}"


def texts_of(passages: Iterable[Passage], sentences: Sequence[Sentence]) -> Mapping[str, str]:
    """Return by its key what stands in a text for each passage that is found there, changed or not."""
    formers = {passage.id: former_of(passage) for passage in passages}
    fates, _ = align(formers.values(), Page(sentences))
    words = {key: " ".join(sentence.text for sentence in fates[each].now) for key, each in formers.items()}
    return {key: text for key, text in words.items() if text}


def _kind(text: str) -> tuple[str, str]:
    for kind, words in _KINDS.items():
        if (word := words.search(text)) is not None:
            return kind, word[0]
    return _NO_WORD, ""
