"""What drifted between the ledger and a guideline's text of today, for a person and for a program."""

from collections.abc import Iterator
from typing import Any, Final

from rich.text import Text as Line

from guidelinekit.ledger.align import State
from guidelinekit.ledger.drift import Drift, Drifted, Review
from guidelinekit.report.layout import wrapped
from guidelinekit.text import Language, Text
from guidelinekit.wording.rule import place_in_words

_STATES: Final = {
    State.UNCHANGED: ("✓", "green", Text(da="uændret", en="unchanged")),
    State.MOVED: ("↷", "cyan", Text(da="flyttet", en="moved")),
    State.CHANGED: ("✗", "yellow", Text(da="ændret", en="changed")),
    State.GONE: ("\N{EN DASH}", "red", Text(da="væk", en="gone")),
}
_NEW: Final = ("+", "magenta", Text(da="ny", en="new"))
_LEAD_IN: Final = Text(da="indledning", en="lead-in")
_NOW_AT: Final = Text(da="står nu", en="now at")
_PASSAGES: Final = Text(da="tekststeder", en="passages")
_AGAIN: Final = Text(da="Se på igen", en="Look again at")
_THROUGH: Final = Text(da="Reglerne, der bruger dem", en="The rules that use them")
_DEFINITION: Final = Text(da="definitionen", en="the definition")
_PARAMETER: Final = Text(da="parameteren", en="the parameter")
_ANOTHER_EDITION: Final = Text(
    da="Kun {} af {} tekststeder har deres ord endnu: er det en anden udgave, eller et andet dokument?",
    en="Only {} of {} passages have their words still: is it another edition, or another document?",
)
_RENUMBERED: Final = Text(
    da="{} uændrede har fået et andet nummer, fordi noget før dem er kommet til eller væk",
    en="{} unchanged have another number, because something before them came or went",
)
_INDENT: Final = " " * 4


def drift_in_words(path: str, drift: Drift, language: Language, width: int) -> Iterator[Line]:
    """Yield the lines that a person reads of a text of today."""
    yield Line(f"{path}: {drift.source.id} {drift.source.title} ({drift.pack.id})", style="bold")
    for each in drift.changes:
        yield from _change(each, each in drift.others, language, width)
    for new in drift.new:
        yield _headed(_NEW, "", place_in_words(new.locator, language), language)
        yield from wrapped(f"”{new.text}”", width, first=_INDENT)
    yield Line(_counts(drift, language))
    yield from _review(drift.review, language, width)
    if 2 * drift.recognised < len(drift.passages):
        warning = _ANOTHER_EDITION.text(language).format(drift.recognised, len(drift.passages))
        yield Line(warning, style="yellow")
    if renumbered := sum(each.renumbered for each in (*drift.passages, *drift.others)):
        yield Line(_RENUMBERED.text(language).format(renumbered), style="dim")
    yield Line()


def drift_as_json(path: str, drift: Drift) -> dict[str, Any]:
    """Return the same as plain data."""
    return {
        "path": path,
        "pack": drift.pack.id,
        "digest": drift.pack.digest,
        "source": {"id": drift.source.id, "title": drift.source.title},
        "drift": drift.drifted,
        "passages": [{"passage": each.passages[0], **_entry(each)} for each in drift.passages],
        "other_sentences": [{"passages": list(each.passages), **_entry(each)} for each in drift.others],
        "new": [{"locator": new.locator, "text": new.text} for new in drift.new],
        "review": _names(drift.review),
    }


def _headed(look: tuple[str, str, Text], name: str, place: str, language: Language) -> Line:
    sign, style, word = look
    return Line.assemble((f"{sign} {word.text(language):9}", style), name, (place, "dim"))


def _change(each: Drifted, lead_in: bool, language: Language, width: int) -> Iterator[Line]:
    name = _LEAD_IN.text(language) if lead_in else ", ".join(each.passages)
    place = place_in_words(each.locator, language)
    if each.state is State.MOVED:
        place += f", {_NOW_AT.text(language)} {place_in_words(each.now[0], language)}"
    yield _headed(_STATES[each.state], f"{name}  ", place, language)
    yield from wrapped(f"”{each.text}”" if each.text is not None else "", width, first=_INDENT)
    yield from wrapped(
        f"» {', '.join(each.review.rules)}" if each.review.rules else "", width, "dim", _INDENT
    )


def _counts(drift: Drift, language: Language) -> str:
    counts = {state: sum(each.state is state for each in drift.passages) for state in State}
    parts = [f"{number} {_STATES[state][2].text(language)}" for state, number in counts.items() if number]
    if others := sum(each in drift.others for each in drift.changes):
        parts.append(f"{_LEAD_IN.text(language)}: {others}")
    if drift.new:
        parts.append(f"{len(drift.new)} {_NEW[2].text(language)}")
    return f"{len(drift.passages)} {_PASSAGES.text(language)}: {', '.join(parts)}"


def _review(review: Review, language: Language, width: int) -> Iterator[Line]:
    direct = [
        *review.rules,
        *(f"{_DEFINITION.text(language)} {name}" for name in review.definitions),
        *(f"{_PARAMETER.text(language)} {name}" for name in review.parameters),
    ]
    for what, names in ((_AGAIN, direct), (_THROUGH, review.through)):
        text = f"{what.text(language)}: {', '.join(names)}" if names else ""
        yield from wrapped(text, width, "bold")


def _entry(each: Drifted) -> dict[str, Any]:
    return {
        "state": each.state,
        "locator": each.locator,
        "now": list(each.now),
        "text": each.text,
        "review": _names(each.review),
    }


def _names(review: Review) -> dict[str, list[str]]:
    return {name: list(getattr(review, name)) for name in ("rules", "definitions", "parameters", "through")}
