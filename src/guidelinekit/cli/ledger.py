"""`ledger`: what became of each statement of the guideline."""

import json
from collections.abc import Iterable, Iterator, Sequence
from textwrap import indent, wrap
from typing import Annotated, Any, Final

import typer
from rich.text import Text as Line

from guidelinekit.cli.drift import no_document
from guidelinekit.cli.formats import Format, HumanOrJson, write_json
from guidelinekit.cli.options import Lang, Output, Packs, Spoken, language
from guidelinekit.cli.outputs import opened
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.errors import UsageError
from guidelinekit.lang.rule import Encoding, Language, Pack, Passage, Text
from guidelinekit.ledger.drift import other_sentences, source_of
from guidelinekit.ledger.guideline_text import guideline_text
from guidelinekit.ledger.interpretations import interpretations
from guidelinekit.ledger.ledger import Ledger, Statements, below, ledger, nearest_division
from guidelinekit.ledger.passages import sentences
from guidelinekit.report.terminal import console_for
from guidelinekit.wording.citations import place_in_words

_SAID: Final = {
    Encoding.ENCODED: ("✓", "green", Text(da="helt", en="encoded")),
    Encoding.PARTLY: ("◐", "cyan", Text(da="delvist", en="partly")),
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
_NUMBER: Final = 11


def command(
    anvisning: Annotated[
        str | None,
        typer.Argument(
            metavar="ANVISNING", help="Only this one, statement by statement.", show_default=False
        ),
    ] = None,
    pack: Packs = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="List every statement with the rules that encode it.")
    ] = False,
    only_interpretations: Annotated[
        bool, typer.Option("--interpretations", help="Print the readings taken, as Markdown.")
    ] = False,
    fingerprint: Annotated[
        str | None,
        typer.Option(
            "--fingerprint",
            metavar="FILE",
            help="For authors: print `other_sentences` of passages.yaml for a guideline's text.",
        ),
    ] = None,
    fmt: HumanOrJson = Format.HUMAN,
    lang: Lang = Spoken.DA,
    output: Output = None,
) -> None:
    """Show what became of each statement of the guideline: a rule, partly a rule, or not, and then why.

    Examples:
      guidelinekit ledger
      guidelinekit ledger 3.4.6 --lang en
    """
    packs, said = chosen_rules(pack, "text-only").packs, language(lang)
    if fingerprint is not None:
        text = _other_sentences(fingerprint, packs)
        with opened(output) as sink:
            sink.write(text)
        return
    chosen = None if anvisning is None else _chosen(packs, anvisning)
    with opened(output) as sink:
        if only_interpretations:
            sink.write(interpretations(packs))
        elif fmt is Format.JSON:
            write_json(sink, {"packs": [_as_json(ledger(each), chosen) for each in packs]})
        else:
            console = console_for(sink)
            for each in packs:
                for line in _lines(ledger(each), chosen, said, console.width, verbose=verbose):
                    console.print(line)


def _chosen(packs: Sequence[Pack], name: str) -> frozenset[str]:
    """Give the keys of the passages asked for, each with its pack. Raises UsageError where there are none."""
    found = frozenset(f"{pack.id}/{passage.id}" for pack in packs for passage in below(pack, name))
    if not found:
        near = next(filter(None, (nearest_division(pack, name) for pack in packs)), None)
        advice = "see them all with `guidelinekit ledger`" if near is None else f"did you mean `{near}`?"
        raise UsageError(f"no statement stands under `{name}`", advice)
    return found


def _other_sentences(path: str, packs: Sequence[Pack]) -> str:
    """Give the entries of `other_sentences` for a guideline's text, as YAML without the text."""
    found = sentences(guideline_text(path))
    sources = [(pack, source) for pack in packs if (source := source_of(found, pack)) is not None]
    if not sources:
        raise no_document(path, packs)
    entries = [other for pack, source in sources for other in other_sentences(found, pack, source)]
    if not entries:
        return "other_sentences: []\n"
    # One entry a line; a map in JSON is one in YAML too.
    lines = (f"  - {json.dumps(entry.model_dump(), ensure_ascii=False)}\n" for entry in entries)
    return "".join(("other_sentences:\n", *lines))


def _lines(
    found: Ledger, chosen: frozenset[str] | None, language: Language, width: int, *, verbose: bool
) -> Iterator[Line]:
    if chosen is not None:
        shown = [passage for passage in found.passages if f"{found.pack.id}/{passage.id}" in chosen]
        for passage in shown:
            yield from _statement(passage, language, width, with_rules=True)
        return
    yield Line(f"{found.pack.id}: {found.pack.title.text(language)}", style="bold")
    yield Line()
    names = [division.name for source in found.sources for division in source.divisions]
    column = max(map(len, [_TITLE.text(language), *names])) + 2
    for source in found.sources:
        yield Line(f"{source.source.id} {source.source.title}", style="bold")
        texts = (_STATEMENTS, *(_SAID[encoding][2] for encoding in _shown(found)), _RULES)
        head = "".join(f"{text.text(language):>{_NUMBER}}" for text in texts)
        yield Line(f"{_TITLE.text(language):{column}}{head}", style="dim")
        for division in source.divisions:
            rules = len(division.rules) or "."
            yield Line(f"{division.name:{column}}{_numbers(division, _shown(found))}{rules:>{_NUMBER}}")
        yield Line(f"{_TOTAL.text(language):{column}}{_numbers(source, _shown(found))}", style="bold")
        yield Line()
    listed = found.passages if verbose else found.open
    if listed and not verbose:
        yield Line(_OPEN.text(language), style="bold")
    for passage in listed:
        yield from _statement(passage, language, width, with_rules=verbose)
    if listed:
        yield Line()
    yield Line(_summary(found, language), style="bold")


def _shown(found: Statements) -> tuple[Encoding, ...]:
    """Give the columns: what is still to be built has one only where something is left."""
    return tuple(each for each in _SAID if each is not Encoding.NEXT or found.counts[each])


def _numbers(found: Statements, columns: Iterable[Encoding]) -> str:
    numbers = [len(found.passages), *(found.counts[encoding] for encoding in columns)]
    return "".join(f"{number or '.':>{_NUMBER}}" for number in numbers)


def _statement(passage: Passage, language: Language, width: int, *, with_rules: bool) -> Iterator[Line]:
    sign, style, word = _SAID[passage.encoding]
    place = place_in_words(passage.locator, language)
    yield Line.assemble((f"{sign} {word.text(language):8}", style), f"{passage.id}  ", (place, "dim"))
    rules = ", ".join(passage.by) if with_rules else ""
    because = "" if passage.because is None else passage.because.text(language)
    for text, look in (
        (passage.summary.text(language), ""),
        (because, "dim"),
        (rules and f"» {rules}", "dim"),
    ):
        for line in wrap(" ".join(text.split()), width - 4, break_on_hyphens=False):
            yield Line(indent(line, " " * 4), style=look)


def _summary(found: Ledger, language: Language) -> str:
    counts, every = found.counts, len(found.passages)
    numbers = ", ".join(
        f"{counts[encoding]} {_SAID[encoding][2].text(language)}" for encoding in _shown(found)
    )
    if language == "da":
        return f"{found.classified} af {every} udsagn er afklaret; indkodet: {numbers}"
    return f"{found.classified} of {every} statements classified: {numbers}"


def _as_json(found: Ledger, chosen: frozenset[str] | None) -> dict[str, Any]:
    shown = [p for p in found.passages if chosen is None or f"{found.pack.id}/{p.id}" in chosen]
    return {
        "id": found.pack.id,
        "edition": found.pack.edition,
        "digest": found.pack.digest,
        **_counted(found),
        "sources": [
            {
                "id": source.source.id,
                "title": source.source.title,
                **_counted(source),
                "sections": [
                    {"name": division.name, **_counted(division), "rules": list(division.rules)}
                    for division in source.divisions
                ],
            }
            for source in found.sources
        ],
        "passages": [
            passage.model_dump(mode="json", exclude={"fingerprint"}, exclude_none=True) for passage in shown
        ],
    }


def _counted(found: Statements) -> dict[str, int]:
    counts = {encoding.value: found.counts[encoding] for encoding in _SAID}
    return {"statements": len(found.passages), "classified": found.classified, **counts}
