"""What an author reads of example cases: those that differ with what decided them, and the count."""

from collections.abc import Iterator

from rich.text import Text as Line

from guidelinekit.examples.outcomes import Outcome
from guidelinekit.lang.rule import Language, Text
from guidelinekit.report.explanation import branches
from guidelinekit.wording.explanation import Explained

WIDTH = 100
_INDENT = "    "
_BECAUSE = Text(da="fordi", en="because")


def outcome_lines(outcome: Outcome, language: Language, width: int, *, explained: bool) -> Iterator[Line]:
    """Return the lines on one example: its name, and how it differs or, if asked for, how it came about."""
    sign = ("✓", "green") if outcome.passed else ("✗", "red")
    example = outcome.example
    yield Line.assemble(sign, f" {example.rule}: {example.name} ({example.as_of})")
    width -= len(_INDENT)
    below: Iterator[str] = iter(())
    if not outcome.passed:
        below = failure_text(outcome, language, width)
    elif explained:
        below = _trees(outcome.explanation(language, everything=True), language, width)
    yield from (Line(f"{_INDENT}{text}".rstrip()) for text in below)


def failure_text(outcome: Outcome, language: Language, width: int = WIDTH) -> Iterator[str]:
    """Return the lines on an example that differs: what was expected, and what decided what came."""
    yield outcome.example.place
    yield from outcome.differences
    yield from _trees(outcome.explanation(language), language, width)


def _trees(trees: tuple[Explained, ...], language: Language, width: int) -> Iterator[str]:
    for tree in trees:
        yield ""
        yield f"{_BECAUSE.text(language)} {tree.text}"
        yield from (line.plain for line in branches(tree.parts, 1, language, width))
