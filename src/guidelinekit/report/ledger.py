"""What became of each statement of a guideline, for a person and for a program."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from rich.text import Text as Line

from guidelinekit.lang.rule import Encoding, Pack, Passage
from guidelinekit.ledger.begin import NewPassage
from guidelinekit.ledger.ledger import Statements, ledger
from guidelinekit.ledger.passages import locator
from guidelinekit.report.layout import wrapped
from guidelinekit.text import Language, Text
from guidelinekit.wording.rule import place_in_words

_ENCODINGS: Final = {
    Encoding.ENCODED: ("✓", "green", Text(da="helt", en="encoded")),
    Encoding.PARTLY: ("◐", "cyan", Text(da="delvist", en="partly")),
    Encoding.MEASURE: ("Σ", "cyan", Text(da="måling", en="measure")),
    Encoding.NOT: ("\N{EN DASH}", "dim", Text(da="ikke", en="not")),
    Encoding.NEXT: ("→", "yellow", Text(da="senere", en="next")),
}
_TITLE: Final = Text(da="Anvisning eller afsnit", en="Section")
_STATEMENTS: Final = Text(da="udsagn", en="statements")
_RULES: Final = Text(da="regler", en="rules")
_TOTAL: Final = Text(da="I alt", en="Total")
_OPEN: Final = Text(
    da="Hvad der ikke, eller kun delvist, er indkodet", en="What is not, or only partly, encoded"
)
_SUMMARY: Final = Text(
    da="{} af {} udsagn er afklaret; indkodet: {}", en="{} of {} statements classified: {}"
)
_BEGUN: Final = Text(
    da="{} sætninger, {} nye i regnskabet.\n"
    "Skriv i {}/passages.yaml en `summary` med egne ord til hver, og ret arten, hvor gættet er forkert.\n"
    "`guidelinekit ledger next --pack {}` viser, hvad der mangler.",
    en="{} sentences, {} new in the ledger.\n"
    "Write a `summary` in your own words for each in {}/passages.yaml, and correct wrong guesses.\n"
    "`guidelinekit ledger next --pack {}` shows what is left.",
)
_NOTHING_NEW: Final = Text(da="{} sætninger, alle kendt", en="{} sentences, all of them known")
_FOR_SUMMARY: Final = Text(da="mangler en sammenfatning med egne ord", en="waits for a summary in own words")
_FOR_RULE: Final = Text(
    da="mangler en regel, eller `encoding: not` med en grund",
    en="waits for a rule, or for `encoding: not` and why",
)
_LEFT: Final = Text(
    da="{}: {} af {} udsagn er endnu ikke indkodet", en="{}: {} of {} statements are still to be encoded"
)
_NUMBER: Final = 11
"""The width of a column of numbers."""
_INDENT: Final = " " * 4


def ledger_in_words(pack: Pack, language: Language, width: int, *, verbose: bool) -> Iterator[Line]:
    """Yield what a person reads of a pack's ledger: the counts, and what is not encoded, with why."""
    whole = ledger(pack)
    columns = [
        each for each in _ENCODINGS if each not in {Encoding.MEASURE, Encoding.NEXT} or whole.counts[each]
    ]
    heads = (_STATEMENTS, *(_ENCODINGS[each][2] for each in columns), _RULES)
    names = [division.id for document in whole.parts for division in document.parts]
    column = max(map(len, [_TITLE.text(language), *names])) + 2
    yield Line(f"{pack.id}: {pack.title.text(language)}", style="bold")
    yield Line()
    for document in whole.parts:
        yield Line(f"{document.id} {document.title}", style="bold")
        head = "".join(f"{text.text(language):>{_NUMBER}}" for text in heads)
        yield Line(f"{_TITLE.text(language):{column}}{head}", style="dim")
        for division in document.parts:
            numbers = [*_numbers(division, columns), len(division.rules)]
            yield Line(f"{division.id:{column}}{_in_columns(numbers)}")
        total = _in_columns(_numbers(document, columns))
        yield Line(f"{_TOTAL.text(language):{column}}{total}", style="bold")
        yield Line()
    if whole.open and not verbose:
        yield Line(_OPEN.text(language), style="bold")
    listed = whole.passages if verbose else whole.open
    yield from statements_in_words(listed, language, width, with_rules=verbose)
    if listed:
        yield Line()
    counts = {each: whole.counts[each] for each in columns}
    yield _summary(whole.classified, len(whole.passages), counts, language)


def all_ledgers_in_words(packs: Sequence[Pack], language: Language) -> Line:
    """Return how many statements of several packs are classified, and how."""
    ledgers = [ledger(pack) for pack in packs]
    counts = {each: sum(whole.counts[each] for whole in ledgers) for each in _ENCODINGS}
    counts = {each: count for each, count in counts.items() if count}
    statements = sum(len(whole.passages) for whole in ledgers)
    return _summary(sum(whole.classified for whole in ledgers), statements, counts, language)


def _summary(classified: int, statements: int, counts: Mapping[Encoding, int], language: Language) -> Line:
    parts = ", ".join(f"{count} {_ENCODINGS[each][2].text(language)}" for each, count in counts.items())
    return Line(_SUMMARY.text(language).format(classified, statements, parts), style="bold")


def statements_in_words(
    passages: Iterable[Passage], language: Language, width: int, *, with_rules: bool
) -> Iterator[Line]:
    """Yield the lines that a person reads of single statements."""
    for passage in passages:
        sign, style, word = _ENCODINGS[passage.encoding]
        place = place_in_words(passage.locator, language)
        yield Line.assemble((f"{sign} {word.text(language):8}", style), f"{passage.id}  ", (place, "dim"))
        because = "" if passage.because is None else passage.because.text(language)
        rules = f"» {', '.join(passage.by)}" if with_rules and passage.by else ""
        for text, look in ((passage.summary.text(language), ""), (because, "dim"), (rules, "dim")):
            yield from wrapped(text, width, look, _INDENT)


def begun_in_words(
    new: Sequence[NewPassage], sentences: int, pack: str, language: Language, width: int
) -> Iterator[Line]:
    """Yield each new sentence of a ledger that begins, with its kind and the word that tells it."""
    for passage in new:
        place = place_in_words(locator(passage.sentence), language)
        guess = f"{passage.kind} ({passage.word})" if passage.word else passage.kind
        yield Line.assemble(f"{passage.id}  ", (f"{guess:20}", "cyan"), " ", (place, "dim"))
        yield from _sentence(passage.sentence.text, width)
    if new:
        yield Line()
    name = _BEGUN if new else _NOTHING_NEW
    yield Line(name.text(language).format(sentences, len(new), pack, pack), style="bold")


def left_in_words(
    pack: Pack, left: Sequence[Passage], texts: Mapping[str, str], language: Language, width: int
) -> Iterator[Line]:
    """Yield the passages that are still to be encoded, each with what it waits for."""
    for passage in left:
        place = place_in_words(passage.locator, language)
        yield Line.assemble(f"{passage.id}  ", (f"{passage.modality:10}", "cyan"), " ", (place, "dim"))
        yield from _sentence(texts.get(passage.id, ""), width)
        summary = passage.summary.text(language) if passage.summarised else ""
        waits = (_FOR_RULE if passage.summarised else _FOR_SUMMARY).text(language)
        for text, look in ((summary, ""), (f"→ {waits}", "dim")):
            yield from wrapped(text, width, look, _INDENT)
    if left:
        yield Line()
    yield Line(_LEFT.text(language).format(pack.id, len(left), len(pack.passages)), style="bold")


def _sentence(text: str, width: int) -> Iterator[Line]:
    return wrapped(f"”{text}”" if text else "", width, "italic", _INDENT)


def ledger_as_json(pack: Pack, passages: Iterable[Passage]) -> dict[str, Any]:
    """Return a pack's ledger as plain data, with some of its passages."""
    whole = ledger(pack)
    return {
        "id": pack.id,
        "edition": pack.edition,
        "digest": pack.digest,
        **_counted(whole),
        "sources": [
            {
                "id": document.id,
                "title": document.title,
                **_counted(document),
                "sections": [
                    {"name": division.id, **_counted(division), "rules": list(division.rules)}
                    for division in document.parts
                ],
            }
            for document in whole.parts
        ],
        "passages": [
            passage.model_dump(mode="json", exclude={"fingerprint"}, exclude_none=True)
            for passage in passages
        ],
    }


def _numbers(statements: Statements, columns: Iterable[Encoding]) -> list[int]:
    return [len(statements.passages), *(statements.counts[encoding] for encoding in columns)]


def _in_columns(numbers: Iterable[int]) -> str:
    return "".join(f"{number or '.':>{_NUMBER}}" for number in numbers)


def _counted(statements: Statements) -> dict[str, int]:
    counts = {encoding.value: statements.counts[encoding] for encoding in _ENCODINGS}
    return {"statements": len(statements.passages), "classified": statements.classified, **counts}
