"""An impact report as Markdown, for the comment on a pull request."""

from collections.abc import Iterator, Sequence

from guidelinekit.impact.parts import Parts, RulePart
from guidelinekit.impact.words import said
from guidelinekit.lang.rule import Language

_FOLDED = 5
"""From how many rules on the counterexamples are folded away."""


def markdown(found: Parts, language: Language) -> Iterator[str]:
    """Give the lines of a report."""
    yield f"## {found.heading}"
    yield ""
    yield _escaped(found.versions)
    yield ""
    yield f"**{_escaped(found.summary)}.**"
    yield ""
    if any(rule.cases is not None for rule in found.rules):
        yield from _overview(found, language)
    if found.without_effect:
        yield f"### {said(language, 'Ændret uden virkning', 'Changed without effect')}"
        yield ""
        yield from _bullets(found.without_effect)
    for rule in found.rules:
        yield from _rule(rule, language, folded=len(found.rules) >= _FOLDED)
    if found.failing:
        yield f"### {found.failing_heading}"
        yield ""
        yield from _bullets(found.failing)
    if found.words_only:
        yield f"### {said(language, 'Kun ordene er ændret', 'Only the words changed')}"
        yield ""
        yield from _bullets(found.words_only)


def _overview(found: Parts, language: Language) -> Iterator[str]:
    heads = (said(language, "Regel", "Rule"), said(language, "På sagerne", "On the cases"))
    yield from _table([heads, *((rule.name, rule.cases or "") for rule in found.rules)])


def _rule(rule: RulePart, language: Language, *, folded: bool) -> Iterator[str]:
    yield f"### {_escaped(rule.name)} ({rule.kind})"
    yield ""
    yield _escaped(rule.title)
    yield ""
    yield from _bullets(rule.passages)
    if rule.changes:
        yield f"**{said(language, 'Ændringen', 'The change')}**"
        yield ""
        yield from _bullets(rule.changes)
    if rule.table:
        yield f"**{said(language, 'På sagerne', 'On the cases')}**: {_escaped(rule.cases or '')}"
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
        yield from _bullets(rule.example.told)
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
    """Keep what Markdown and HTML would read as their own."""
    for sign in ("\\", "`", "*", "_", "<", "[", "#"):
        text = text.replace(sign, f"\\{sign}")
    return text
