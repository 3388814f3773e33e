"""An impact report as Markdown, for the comment on a pull request."""

from collections.abc import Iterator, Sequence

from guidelinekit.lang.rule import Language
from guidelinekit.printable import printable
from guidelinekit.report.authors.impact_parts import Parts, RulePart, word

_FOLDED = 5
"""From how many rules on the counterexamples are folded away."""


def impact_markdown(report: Parts, language: Language) -> Iterator[str]:
    """Return the lines of a report."""
    yield f"## {report.heading}"
    yield ""
    yield _escaped(report.versions)
    yield ""
    yield f"**{_escaped(report.summary)}.**"
    yield ""
    if any(rule.cases is not None for rule in report.rules):
        yield from _overview(report, language)
    if report.without_effect:
        yield f"### {word('without effect', language)}"
        yield ""
        yield from _bullets(report.without_effect)
    for rule in report.rules:
        yield from _rule(rule, language, folded=len(report.rules) >= _FOLDED)
    if report.broken:
        yield f"### {report.broken_heading}"
        yield ""
        yield from _bullets(report.broken)
    if report.words_only:
        yield f"### {word('words only', language)}"
        yield ""
        yield from _bullets(report.words_only)


def _overview(report: Parts, language: Language) -> Iterator[str]:
    heads = (word("rule", language), word("on cases", language))
    yield from _table([heads, *((rule.name, rule.cases or "") for rule in report.rules)])


def _rule(rule: RulePart, language: Language, *, folded: bool) -> Iterator[str]:
    yield f"### {_escaped(rule.name)} ({rule.kind})"
    yield ""
    yield _escaped(rule.title)
    yield ""
    yield from _bullets(rule.passages)
    if rule.changes:
        yield f"**{word('the change', language)}**"
        yield ""
        yield from _bullets(rule.changes)
    if rule.table:
        yield f"**{word('on cases', language)}**: {_escaped(rule.cases or '')}"
        yield ""
        yield from _table(rule.table)
        yield from _bullets(rule.flips)
    if rule.example is not None:
        yield f"<details{'' if folded else ' open'}><summary>{_escaped(rule.example.heading)}</summary>"
        yield ""
        yield "```yaml"
        yield rule.example.yaml
        yield "```"
        yield ""
        yield from _bullets(rule.example.notes)
        yield "</details>"
        yield ""
    if rule.search is not None:
        yield f"{_escaped(rule.search)}."
        yield ""


def _bullets(listed: Sequence[str]) -> Iterator[str]:
    if listed:
        yield from (f"- {_escaped(line)}" for line in listed)
        yield ""


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    head, *body = [[_escaped(cell).replace("|", "\\|") for cell in row] for row in rows]
    yield f"| {' | '.join(head)} |"
    yield f"| --- |{' ---: |' * (len(head) - 1)}"
    for row in body:
        yield f"| {' | '.join(row)} |"
    yield ""


def _escaped(text: str) -> str:
    """Keep what Markdown, HTML and a terminal would read as their own, and each text on its line."""
    text = printable(text)
    for sign in ("\\", "`", "*", "_", "<", "[", "#"):
        text = text.replace(sign, f"\\{sign}")
    return text
