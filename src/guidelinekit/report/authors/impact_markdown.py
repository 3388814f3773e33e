"""An impact report as Markdown, for the comment on a pull request."""

from collections.abc import Iterator, Sequence

from guidelinekit.report.authors.impact_parts import Parts, RulePart
from guidelinekit.report.authors.impact_words import word
from guidelinekit.report.escape import markdown_text
from guidelinekit.text import Language

_FOLDED = 5
"""From how many rules on the counterexamples are folded away."""


def impact_markdown(report: Parts, language: Language) -> Iterator[str]:
    """Return the lines of a report."""
    yield f"## {report.heading}"
    yield ""
    yield markdown_text(report.versions)
    yield ""
    yield f"**{markdown_text(report.summary)}.**"
    yield ""
    for heading, rows in (("overall", report.groups), ("transitions", report.transitions)):
        if rows:
            yield f"### {word(heading, language)}"
            yield ""
            yield from _table(rows)
    yield from _bullets(report.without_effect, f"### {word('without effect', language)}")
    for rule in report.rules:
        yield from _rule(rule, language, folded=len(report.rules) >= _FOLDED)
    yield from _bullets(report.broken, f"### {report.broken_heading}")
    yield from _bullets(report.words_only, f"### {word('words only', language)}")


def _rule(rule: RulePart, language: Language, *, folded: bool) -> Iterator[str]:
    yield f"### {markdown_text(rule.name)} ({rule.kind})"
    yield ""
    yield markdown_text(rule.title)
    yield ""
    yield from _bullets(rule.passages)
    yield from _bullets(rule.changes, f"**{word('the change', language)}**")
    if rule.table:
        yield f"**{word('on cases', language)}**: {markdown_text(rule.cases or '')}"
        yield ""
        yield from _table(rule.table)
        yield from _bullets(rule.flips)
    if rule.example is not None:
        yield f"<details{'' if folded else ' open'}><summary>{markdown_text(rule.example.heading)}</summary>"
        yield ""
        yield "```yaml"
        yield rule.example.yaml
        yield "```"
        yield ""
        yield from _bullets(rule.example.notes)
        yield "</details>"
        yield ""
    if rule.search is not None:
        yield f"{markdown_text(rule.search)}."
        yield ""


def _bullets(listed: Sequence[str], heading: str = "") -> Iterator[str]:
    """Yield a list below its heading; nothing of either where it is empty."""
    if listed and heading:
        yield from (heading, "")
    if listed:
        yield from (f"- {markdown_text(line)}" for line in listed)
        yield ""


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    head, *body = [[markdown_text(cell) for cell in row] for row in rows]
    yield f"| {' | '.join(head)} |"
    yield f"| --- |{' ---: |' * (len(head) - 1)}"
    for row in body:
        yield f"| {' | '.join(row)} |"
    yield ""
