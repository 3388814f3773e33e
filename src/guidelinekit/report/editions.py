"""What became of each statement from one edition to the next, for a person and for a program."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from rich.text import Text as Line

from guidelinekit.check.advice import STRENGTHS
from guidelinekit.lang.rule import Passage
from guidelinekit.ledger.editions import Became, Statement
from guidelinekit.report.layout import wrapped
from guidelinekit.text import Language, Text
from guidelinekit.wording.rule import place_in_words

TURNS: Final = {
    Became.NEW: Text(da="Nye", en="New"),
    Became.GONE: Text(da="Bortfaldet", en="Gone"),
    Became.STRONGER: Text(da="Stærkere", en="Stronger"),
    Became.WEAKER: Text(da="Svagere", en="Weaker"),
    Became.CHANGED: Text(da="Omformuleret", en="Worded otherwise"),
    Became.SAME: Text(da="Uændret", en="The same"),
}
_BEFORE: Final = Text(da="før", en="before")
_NOW: Final = Text(da="nu", en="now")
_INDENT: Final = " " * 4


def editions_in_words(
    statements: Sequence[Statement], language: Language, width: int, *, verbose: bool
) -> Iterator[Line]:
    """Yield a heading per turn with the statements below it; those that are the same only where asked for."""
    for turn, title in TURNS.items():
        listed = [each for each in statements if each.turn is turn]
        if listed:
            yield Line(f"{title.text(language)} ({len(listed)})", style="bold")
        for statement in listed if verbose or turn is not Became.SAME else ():
            yield from _lines(statement, language, width)


def _lines(statement: Statement, language: Language, width: int) -> Iterator[Line]:
    sides = [each for each in (statement.old, statement.new) if each is not None]
    ids = " → ".join(dict.fromkeys(each.id for each in sides))
    strengths = " → ".join(dict.fromkeys(_strength(each, language) for each in sides))
    yield Line.assemble(f"  {ids}  {strengths}  ", (place_in_words(sides[-1].locator, language), "dim"))
    both = len(sides) > 1 and statement.turn is not Became.SAME
    marks = (f"{_BEFORE.text(language)}: ", f"{_NOW.text(language)}: ") if both else ("",)
    for mark, passage in zip(marks, sides[-len(marks) :], strict=True):
        rules = f" » {', '.join(passage.by)}" if passage.by else ""
        yield from wrapped(f"{mark}{passage.summary.text(language)}{rules}", width, first=_INDENT)


def _strength(passage: Passage, language: Language) -> str:
    strength = STRENGTHS.get(passage.modality)
    return passage.modality if strength is None else strength.label.text(language)


def editions_as_json(statements: Sequence[Statement]) -> dict[str, Any]:
    """Return every statement with what became of it, and the rules behind it in each edition."""
    entries = (
        {"turn": each.turn.value, "old": _side(each.old), "new": _side(each.new)} for each in statements
    )
    return {"statements": list(entries)}


def _side(passage: Passage | None) -> dict[str, Any] | None:
    return None if passage is None else passage.model_dump(mode="json", exclude_none=True)
