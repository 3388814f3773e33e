"""What an author reads of an example case that differs: where it stands, what differs, and why."""

from collections.abc import Iterator

from guidelinekit.examples.ruletest import Outcome
from guidelinekit.lang.rule import Language
from guidelinekit.report.explanation import branches

WIDTH = 100


def heading(outcome: Outcome) -> str:
    """Give the rule and the name of an example."""
    example = outcome.example
    return f"{example.rule}: {example.name} ({example.as_of})"


def place(outcome: Outcome) -> str:
    """Give where an example stands."""
    found = outcome.example.place
    return f"{found.file}:{found.span.line}" if found.span is not None else str(found.file)


def failure_text(outcome: Outcome, language: Language, width: int = WIDTH) -> Iterator[str]:
    """Give the lines about an example that differs: what was expected, and what decided what came."""
    yield place(outcome)
    yield from outcome.differences
    for tree in outcome.explanation(language):
        yield ""
        yield f"{'fordi' if language == 'da' else 'because'} {tree.text}"
        yield from (line.plain for line in branches(tree.parts, 1, language, width))
