"""An impact report in parts, from which each format is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from guidelinekit.impact import Impact
from guidelinekit.impact.changes import Change, Kind, in_prose
from guidelinekit.impact.counterexample import Counterexample
from guidelinekit.impact.failing import Failing
from guidelinekit.impact.words import (
    ARROW,
    KIND,
    NONE,
    cause,
    flip,
    matrix,
    passages,
    results,
    said,
    summary,
    transitions,
    values,
    worded,
)
from guidelinekit.lang.rule import Language

MOST = 10
"""How many flips of a rule, and failing examples, are told one by one."""


@dataclass(frozen=True, slots=True)
class Example:
    """A counterexample as it is shown."""

    heading: str
    yaml: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulePart:
    """What is said of one rule."""

    name: str
    title: str
    kind: str
    changes: tuple[str, ...]
    passages: tuple[str, ...]
    cases: str | None
    """What became of the results on the data, in one line; None without data."""
    table: tuple[tuple[str, ...], ...]
    flips: tuple[str, ...]
    example: Example | None
    search: str | None
    """What to know of a search that found nothing."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole report."""

    heading: str
    versions: str
    summary: str
    rules: tuple[RulePart, ...]
    words_only: tuple[str, ...]
    failing_heading: str
    failing: tuple[str, ...]
    without_effect: tuple[str, ...]


def parts(impact: Impact, language: Language, *, with_cases: bool = True) -> Parts:
    """Give the parts of a report. Without cases, no single case of the data is named."""
    told = [change for change in impact.changes if change.kind not in {Kind.SAME, Kind.TEXT}]
    words = [change for change in impact.changes if change.kind is Kind.TEXT]
    number = len(impact.failing)
    return Parts(
        said(language, "Hvad ændringen gør", "What the change does"),
        _versions(impact, language),
        summary(impact, language),
        tuple(_rule(impact, change, language, with_cases=with_cases) for change in told),
        tuple(
            f"{change.name}: {'; '.join(worded(change, language)) or KIND[Kind.TEXT].text(language)}"
            for change in words
        ),
        said(
            language,
            f"Eksempelsager, som de nye regler ikke længere opfylder: {number}",
            f"Example cases that fail under the new rules: {number}",
        ),
        tuple(_failing(each, language) for each in impact.failing),
        tuple(_without_effect(impact, language)),
    )


def _versions(impact: Impact, language: Language) -> str:
    profile = said(language, "profil", "profile")
    day = said(language, "pr.", "as of")
    line = f"{impact.old.name} {ARROW} {impact.new.name} · {profile} {impact.new.rules.profile.id}"
    if impact.data is None:
        return line
    cases = said(language, "sager", "records")
    return f"{line} · {impact.data.records} {cases} {day} {impact.as_of}"


def _rule(impact: Impact, change: Change, language: Language, *, with_cases: bool) -> RulePart:
    found = None if impact.data is None else impact.data.rules[change.name]
    search = impact.searches.get(change.name)
    flips = (
        () if found is None or not with_cases else tuple(flip(one, language) for one in found.flips[:MOST])
    )
    more = 0 if found is None else found.changed - len(flips)
    if flips and more:
        flips = (*flips, said(language, f"og {more} til", f"and {more} more"))
    table = () if found is None or not found.changed else tuple(tuple(row) for row in matrix(found, language))
    nothing = search is not None and search.found is None
    return RulePart(
        change.name,
        change.rule.title.text(language),
        KIND[change.kind].text(language),
        tuple(_changes(impact, change, language)),
        tuple(passages(change, impact.new if change.new else impact.old, language)),
        None if found is None else transitions(found, language),
        table,
        flips,
        None if search is None or search.found is None else _example(search.found, language),
        _no_difference(search.tried, language) if search is not None and nothing else None,
    )


def _changes(impact: Impact, change: Change, language: Language) -> Iterator[str]:
    for moved in change.moved:
        yield f"{moved.name}: {values(moved.old, language)} {ARROW} {values(moved.new, language)}"
    for part in in_prose(change, impact.old, impact.new, impact.as_of, language):
        yield f"{part.heading}: {part.old or NONE} {ARROW} {part.new or NONE}"
    yield from worded(change, language)


def _example(found: Counterexample, language: Language) -> Example:
    before, now = said(language, "før", "before"), said(language, "nu", "now")
    because = said(language, "fordi", "because")
    alike = results(found.old, language) == results(found.new, language)
    was, now_is = (results(each, language, reasons=alike) for each in (found.old, found.new))
    told = [f"{before}: {was}", f"{now}: {now_is}"]
    told += [f"{because}: {cause(each, language)}" for each in found.causes]
    place = f"{found.proposal.rule.partition('/')[2]}.cases.yaml"
    heading = said(
        language,
        f"Den mindste sag, der blev fundet, hvor de to siger noget forskelligt (til {place})",
        f"The smallest case found on which the two differ (for {place})",
    )
    return Example(heading, found.yaml(), tuple(told))


def _no_difference(tried: int, language: Language) -> str:
    return said(
        language,
        f"Ingen forskel fundet i {tried} frembragte sager; det beviser ikke, at der ingen er",
        f"No difference found in {tried} generated cases, which does not prove that there is none",
    )


def _failing(one: Failing, language: Language) -> str:
    expected, got = results(one.expected, language), results(one.got, language)
    old = "" if one.of_new else said(language, " (fra den gamle udgave)", " (of the old version)")
    if expected == got and one.differing:  # the status is right: tell the key that is not
        expected = ", ".join(f"{key} {_written(wanted)}" for key, wanted, _ in one.differing)
        got = ", ".join(_written(came) for _, _, came in one.differing)
    wants, gets = said(language, "forventer", "expects"), said(language, "får", "gets")
    return f"{one.place} «{one.name}»{old}: {wants} {expected}, {gets} {got}"


def _written(value: Any) -> str:
    """Give a value as it stands in an example."""
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    return "null" if value is None else str(value)


def _without_effect(impact: Impact, language: Language) -> Iterator[str]:
    for change in impact.without_effect:
        tried = impact.searches[change.name].tried
        records = impact.data and impact.data.records
        yield said(
            language,
            f"{change.name}: ændret, men uden virkning på {f'{records} sager og ' if records else ''}{tried} "
            + ("frembragte" if records else "frembragte sager"),
            f"{change.name}: changed, but without effect on {f'{records} records and ' if records else ''}"
            f"{tried} generated cases",
        )
