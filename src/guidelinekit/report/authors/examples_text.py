"""What an author reads of example cases: those that differ with what decided them, and the count."""

from collections.abc import Iterator, Mapping

from rich.text import Text as Line

from guidelinekit.examples.outcomes import CommonCause, Outcome
from guidelinekit.report.explanation import branches
from guidelinekit.results import Missing, Reason
from guidelinekit.suggest import quoted
from guidelinekit.text import Language, Text, say
from guidelinekit.wording.explanation import Explained

WIDTH = 100
_INDENT = "    "
_NAMED = 5
"""How many examples with one cause are named."""
_LACKING = Text(
    da="{count} {examples}, fordi `base` ikke nævner {fields}: tilføj {cure}",
    en="{count} {examples} because `base` does not mention {fields}: add {cure}",
)
_FAIL = (Text(da="eksempel fejler", en="example fails"), Text(da="eksempler fejler", en="examples fail"))
_MORE = Text(da="og {count} til", en="and {count} more")
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


def cause_lines(cause: CommonCause, language: Language) -> Iterator[Line]:
    """Return the lines on examples that fail for one cause: what to do about it, and which they are."""
    count = len(cause.examples)
    sentence = _LACKING.text(language).format(
        count=count,
        examples=_FAIL[count > 1].text(language),
        fields=quoted(map(_path, cause.lacking)),
        cure=quoted(map(_cure, cause.lacking)),
    )
    yield Line.assemble(("✗", "red"), f" {cause.rule}: {sentence}")
    yield Line(f"{_INDENT}{cause.place}")
    yield from (Line(f"{_INDENT}- {example.name}") for example in cause.examples[:_NAMED])
    if count > _NAMED:
        yield Line(f"{_INDENT}{_MORE.text(language).format(count=count - _NAMED)}")


def _path(part: Missing) -> str:
    return part.pointer.removeprefix("/").replace("/", ".")


def _cure(part: Missing) -> str:
    """Write what a base may say of a field: a list without entries, or a value that the author knows."""
    *group, name = _path(part).split(".")
    written = f"{name}: {'[]' if part.reason is Reason.NOT_EXPORTED else '...'}"
    return f"{group[0]}: {{{written}}}" if group else written


def counts_line(count: Mapping[str, int], warnings: int) -> Text:
    """Return the last line: how many examples passed, failed, or could not be run."""
    files = Text(da="filer", en="files") if count["unreadable"] != 1 else Text(da="fil", en="file")
    warned = Text(da="advarsler", en="warnings") if warnings != 1 else Text(da="advarsel", en="warning")
    parts = [
        say("{n} som forventet", "{n} passed", n=count["passed"]),
        say("{n} afviger", "{n} failed", n=count["failed"]),
    ]
    if count["refused"]:
        parts.append(say("{n} kan ikke køres", "{n} cannot be run", n=count["refused"]))
    if count["unreadable"]:
        unreadable = count["unreadable"]
        parts.append(say("{n} {files} med fejl", "{n} {files} with errors", n=unreadable, files=files))
    if warnings:
        parts.append(say("{n} {warned}", "{n} {warned}", n=warnings, warned=warned))
    return Text(da=", ".join(part.da for part in parts), en=", ".join(part.en for part in parts))


def failure_text(outcome: Outcome, language: Language, width: int = WIDTH) -> Iterator[str]:
    """Return the lines on an example that differs: what was expected, and what decided what came."""
    yield outcome.example.place
    yield from (each.text(language) for each in outcome.differences)
    yield from _trees(outcome.explanation(language), language, width)


def _trees(trees: tuple[Explained, ...], language: Language, width: int) -> Iterator[str]:
    for tree in trees:
        yield ""
        yield f"{_BECAUSE.text(language)} {tree.text}"
        yield from (line.plain for line in branches(tree.parts, 1, language, width))
