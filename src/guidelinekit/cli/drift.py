"""`drift`: where a guideline's text of today differs from the ledger."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Annotated, Any, Final

import typer
from rich.text import Text as Line

from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.formats import Format, HumanOrJson, write_json
from guidelinekit.cli.options import Lang, Output, Packs, Spoken, language
from guidelinekit.cli.outputs import opened
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.errors import InputError
from guidelinekit.lang.rule import Language, Pack, Text
from guidelinekit.ledger.align import State
from guidelinekit.ledger.drift import Drift, Drifted, Review, drift, source_of
from guidelinekit.ledger.guideline_text import guideline_text
from guidelinekit.ledger.passages import sentences
from guidelinekit.report.terminal import console_for
from guidelinekit.wording.citations import place_in_words

_STATES: Final = {
    State.UNCHANGED: ("✓", "green", Text(da="uændret", en="unchanged")),
    State.MOVED: ("↷", "cyan", Text(da="flyttet", en="moved")),
    State.CHANGED: ("✗", "yellow", Text(da="ændret", en="changed")),
    State.GONE: ("\N{EN DASH}", "red", Text(da="væk", en="gone")),
}
_NEW: Final = ("+", "magenta", Text(da="ny", en="new"))
_LEAD_IN: Final = Text(da="indledning", en="lead-in")
_NOW_AT: Final = Text(da="står nu", en="now at")
_AGAIN: Final = Text(da="Se på igen", en="Look again at")
_DEFINITION: Final = Text(da="definitionen", en="the definition")
_PARAMETER: Final = Text(da="parameteren", en="the parameter")
_THROUGH: Final = Text(da="Reglerne, der bruger dem", en="The rules that use them")
_NOT_COMPARED: Final = Text(da="Ikke sammenlignet", en="Not compared")
_INDENT: Final = " " * 4


def command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help="The guideline's text, plain or HTML, or `-`.", show_default=False
        ),
    ],
    pack: Packs = None,
    fmt: HumanOrJson = Format.HUMAN,
    lang: Lang = Spoken.DA,
    output: Output = None,
) -> None:
    """Compare a guideline's text of today with the ledger, and list the rules to look at again.

    Each file is taken for the document that most of its sentences stand in. Nothing of it is kept.

    Exit codes: 0 all is as it was, 1 drift, 2 a file that cannot be read or is no document of the packs.

    Examples:
      guidelinekit drift guideline.html
      guidelinekit drift 3.2.txt 3.4.txt --pack ssb-2016 --lang en
    """
    packs, said = chosen_rules(pack, "text-only").packs, language(lang)
    found: list[tuple[str, Drift]] = []
    unread: list[str] = []
    for path in files:
        try:
            found += ((path, each) for each in _compared(path, packs))
        except InputError as error:
            unread.append(path)
            typer.echo(f"guidelinekit: {error}", err=True)
    if found:
        missing = _not_compared(packs, [each for _, each in found])
        with opened(output) as sink:
            if fmt is Format.JSON:
                files_found = [_as_json(path, each) for path, each in found]
                write_json(sink, {"files": files_found, "unread": unread, "not_compared": missing})
            else:
                console = console_for(sink)
                for path, each in found:
                    for line in _lines(path, each, said, console.width):
                        console.print(line)
                if missing:
                    console.print(Line(f"{_NOT_COMPARED.text(said)}: {', '.join(missing)}", style="dim"))
    if unread:
        raise typer.Exit(ExitCode.USAGE)
    raise typer.Exit(ExitCode.FINDINGS if any(each.drifted for _, each in found) else ExitCode.CLEAN)


def _compared(path: str, packs: Sequence[Pack]) -> list[Drift]:
    text = sentences(guideline_text(path))
    found = [drift(text, pack, source) for pack in packs if (source := source_of(text, pack)) is not None]
    if not found:
        raise no_document(path, packs)
    return found


def _not_compared(packs: Sequence[Pack], found: Sequence[Drift]) -> list[str]:
    """Give the documents with passages that no file was taken for."""
    every = dict.fromkeys(f"{pack.id}/{passage.source}" for pack in packs for passage in pack.passages)
    compared = {f"{each.pack.id}/{each.source.id}" for each in found}
    return [name for name in every if name not in compared]


def no_document(path: str, packs: Sequence[Pack]) -> InputError:
    """Give the error that a text is none of the packs' documents."""
    titles = "; ".join(f"{source.id} {source.title}" for pack in packs for source in pack.sources)
    return InputError(
        f"{path}: is none of the packs' documents, for it holds no passage of their ledger",
        f"the documents are: {titles}",
    )


def _lines(path: str, found: Drift, language: Language, width: int) -> Iterator[Line]:
    yield Line(f"{path}: {found.source.id} {found.source.title} ({found.pack.id})", style="bold")
    for each in (*found.passages, *found.others):
        if each.state is not State.UNCHANGED:
            yield from _drifted(each, each in found.others, language, width)
    for sentence in found.new:
        sign, style, word = _NEW
        place = place_in_words(sentence.locator, language)
        yield Line.assemble((f"{sign} {word.text(language):9}", style), (place, "dim"))
        yield from _quoted(sentence.text, width)
    yield Line(_counts(found, language))
    if found.drifted:
        yield from _review(found.review, language, width)
    if 2 * found.found < len(found.passages):
        yield Line(_another_edition(found, language), style="yellow")
    if renumbered := sum(each.renumbered for each in (*found.passages, *found.others)):
        yield Line(_renumbered(renumbered, language), style="dim")
    yield Line()


def _drifted(each: Drifted, lead_in: bool, language: Language, width: int) -> Iterator[Line]:
    sign, style, word = _STATES[each.state]
    named = _LEAD_IN.text(language) if lead_in else ", ".join(each.passages)
    line = Line.assemble((f"{sign} {word.text(language):9}", style), f"{named}  ")
    line.append(place_in_words(each.locator, language), style="dim")
    if each.state is State.MOVED:
        line.append(f", {_NOW_AT.text(language)} {place_in_words(each.now[0], language)}", style="dim")
    yield line
    if each.text is not None:
        yield from _quoted(each.text, width)
    for part in wrap(f"» {', '.join(each.review.rules)}" if each.review.rules else "", width - 4, **_WHOLE):
        yield Line(_INDENT + part, style="dim")


_WHOLE: Final[dict[str, Any]] = {"break_on_hyphens": False}


def _quoted(text: str, width: int) -> Iterator[Line]:
    for line in wrap(f"”{text}”", width - 4, **_WHOLE):
        yield Line(_INDENT + line)


def _counts(found: Drift, language: Language) -> str:
    counts = {state: sum(each.state is state for each in found.passages) for state in State}
    parts = [f"{number} {_STATES[state][2].text(language)}" for state, number in counts.items() if number]
    if others := sum(each.state is not State.UNCHANGED for each in found.others):
        parts.append(f"{_LEAD_IN.text(language)}: {others}")
    if found.new:
        parts.append(f"{len(found.new)} {_NEW[2].text(language)}")
    noun = "passager" if language == "da" else "passages"
    return f"{len(found.passages)} {noun}: {', '.join(parts)}"


def _review(review: Review, language: Language, width: int) -> Iterator[Line]:
    named = [
        *review.rules,
        *(f"{_DEFINITION.text(language)} {name}" for name in review.definitions),
        *(f"{_PARAMETER.text(language)} {name}" for name in review.parameters),
    ]
    for what, names in ((_AGAIN, named), (_THROUGH, review.through)):
        first, *rest = wrap(f"{what.text(language)}: {', '.join(names)}", width, **_WHOLE) if names else [""]
        if first:
            yield Line(first, style="bold")
        yield from (Line(line, style="bold") for line in rest)


def _another_edition(found: Drift, language: Language) -> str:
    part = (
        f"{found.found} af {len(found.passages)}"
        if language == "da"
        else f"{found.found} of {len(found.passages)}"
    )
    if language == "da":
        return f"Kun {part} passager har deres ord endnu: er det en anden udgave, eller et andet dokument?"
    return f"Only {part} passages have their words still: is it another edition, or another document?"


def _renumbered(number: int, language: Language) -> str:
    if language == "da":
        return f"{number} uændrede har fået et andet nummer, fordi noget før dem er kommet til eller væk"
    return f"{number} unchanged have another number, because something before them came or went"


def _as_json(path: str, found: Drift) -> dict[str, Any]:
    return {
        "path": path,
        "pack": found.pack.id,
        "digest": found.pack.digest,
        "source": {"id": found.source.id, "title": found.source.title},
        "drift": found.drifted,
        "passages": [{"passage": each.passages[0], **_entry(each)} for each in found.passages],
        "other_sentences": [{"passages": list(each.passages), **_entry(each)} for each in found.others],
        "new": [{"locator": each.locator, "text": each.text} for each in found.new],
        "review": _reviewed(found.review),
    }


def _entry(each: Drifted) -> dict[str, Any]:
    return {
        "state": each.state,
        "locator": each.locator,
        "now": list(each.now),
        "text": each.text,
        "review": _reviewed(each.review),
    }


def _reviewed(review: Review) -> dict[str, list[str]]:
    return {name: list(getattr(review, name)) for name in ("rules", "definitions", "parameters", "through")}
