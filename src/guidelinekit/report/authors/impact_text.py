"""An impact report for a terminal."""

from collections.abc import Iterator, Sequence

from guidelinekit.report.authors.impact_parts import MOST, Parts, RulePart
from guidelinekit.report.authors.impact_words import word
from guidelinekit.text import Language


def impact_lines(report: Parts, language: Language) -> Iterator[str]:
    """Return the lines of a report."""
    yield report.versions
    yield report.summary
    for heading, rows in (("overall", report.groups), ("transitions", report.transitions[: MOST + 1])):
        if rows:
            yield ""
            yield word(heading, language)
            yield from (f"  {line}" for line in _table(rows))
    for rule in report.rules:
        yield ""
        yield from _rule(rule, language)
    for heading, listed in _lists(report, language):
        if listed:
            yield ""
            yield heading
            yield from (f"  {line}" for line in listed)


def _rule(rule: RulePart, language: Language) -> Iterator[str]:
    yield f"{rule.name} ({rule.kind})"
    yield f"  {rule.title}"
    yield from (f"  {line}" for line in rule.passages)
    yield from (f"  * {line}" for line in rule.changes)
    if rule.cases is not None:
        yield f"  {word('on cases', language)}: {rule.cases}"
        yield from (f"    {line}" for line in _table(rule.table))
        yield from (f"    {line}" for line in rule.flips)
    if rule.example is not None:
        yield f"  {rule.example.heading}:"
        yield from (f"  {line}" for line in rule.example.yaml.splitlines())
        yield from (f"    {line}" for line in rule.example.notes)
    if rule.search is not None:
        yield f"  {rule.search}"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = (f"{cell:>{width}}" for cell, width in zip(rest, widths[1:], strict=True))
        yield "  ".join([f"{first:{widths[0]}}", *cells]).rstrip()


def _lists(report: Parts, language: Language) -> Iterator[tuple[str, Sequence[str]]]:
    shown = list(report.broken[: 2 * MOST])
    if len(report.broken) > len(shown):
        shown.append(word("more in markdown", language, n=len(report.broken) - len(shown)))
    yield report.broken_heading, shown
    yield word("without effect", language), report.without_effect
    yield word("words only", language), report.words_only
