"""An impact report as a document to send."""

from collections.abc import Iterator, Sequence

from guidelinekit.publication.publication import Block, Captioned, Chapter, Code, Grid, Paragraph, Publication
from guidelinekit.report.authors.impact_parts import Parts, RulePart
from guidelinekit.report.authors.impact_words import word
from guidelinekit.text import Language
from guidelinekit.wording.explanation import Outline


def impact_publication(report: Parts, language: Language) -> Publication:
    """Return a report as sections: the whole first, then rule by rule, then what else is to be known."""
    lists = (
        (report.broken_heading, report.broken),
        (word("without effect", language), report.without_effect),
        (word("words only", language), report.words_only),
    )
    parts = [
        Chapter(word("overall", language), list(_whole(report, language))),
        *(Chapter(f"{rule.name} ({rule.kind})", list(_rule(rule, language))) for rule in report.rules),
        *(Chapter(heading, [Paragraph(line) for line in listed]) for heading, listed in lists if listed),
    ]
    return Publication(report.heading, report.versions, language, parts)


def _whole(report: Parts, language: Language) -> Iterator[Block]:
    yield Paragraph(f"{report.summary}.")
    if report.groups:
        yield Paragraph(f"{word('shares', language)}.")
        yield _grid(report.groups)
    if report.transitions:
        yield Paragraph(f"{word('transitions', language)}.")
        yield _grid(report.transitions)


def _rule(rule: RulePart, language: Language) -> Iterator[Block]:
    yield Paragraph(rule.title)
    for label, listed in (("passages", rule.passages), ("the change", rule.changes)):
        if listed:
            yield Captioned(word(label, language), Outline("", tuple(map(Outline, listed))))
    if rule.cases is not None:
        yield Captioned(word("on cases", language), Outline(rule.cases, tuple(map(Outline, rule.flips))))
    if rule.table:
        yield _grid(rule.table)
    if rule.example is not None:
        notes = tuple(map(Outline, rule.example.notes))
        yield Captioned(rule.example.heading, Outline("", notes))
        yield Code(rule.example.yaml)
    if rule.search is not None:
        yield Paragraph(f"{rule.search}.")


def _grid(rows: Sequence[Sequence[str]]) -> Grid:
    return Grid(rows[0], rows[1:])
