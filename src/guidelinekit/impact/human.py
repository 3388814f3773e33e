"""An impact report for a terminal."""

from collections.abc import Iterator, Sequence

from guidelinekit.impact.parts import MOST, Parts, RulePart
from guidelinekit.impact.words import said
from guidelinekit.lang.rule import Language


def lines(found: Parts, language: Language) -> Iterator[str]:
    """Give the lines of a report."""
    yield found.versions
    yield found.summary
    for rule in found.rules:
        yield ""
        yield from _rule(rule, language)
    for heading, listed in _lists(found, language):
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
        yield f"  {said(language, 'På sagerne', 'On the cases')}: {rule.cases}"
        yield from (f"    {line}" for line in _table(rule.table))
        yield from (f"    {line}" for line in rule.flips)
    if rule.example is not None:
        yield f"  {rule.example.heading}:"
        yield from (f"  {line}" for line in rule.example.yaml.splitlines())
        yield from (f"    {line}" for line in rule.example.told)
    if rule.search is not None:
        yield f"  {rule.search}"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = (f"{cell:>{width}}" for cell, width in zip(rest, widths[1:], strict=True))
        yield "  ".join([f"{first:{widths[0]}}", *cells]).rstrip()


def _lists(found: Parts, language: Language) -> Iterator[tuple[str, Sequence[str]]]:
    shown = list(found.failing[: 2 * MOST])
    if len(found.failing) > len(shown):
        more = len(found.failing) - len(shown)
        shown.append(
            said(
                language,
                f"og {more} til (--format markdown viser alle)",
                f"and {more} more (--format markdown lists all)",
            )
        )
    yield found.failing_heading, shown
    yield said(language, "Ændret uden virkning", "Changed without effect"), found.without_effect
    yield said(language, "Kun ordene er ændret", "Only the words changed"), found.words_only
