"""The end of the human report: what was read, and by which rules, profile and waivers."""

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text as Line

from guidelinekit.evaluate.tally import Tally
from guidelinekit.lang.rule import Subject
from guidelinekit.report.baseline import SinceMark
from guidelinekit.report.comparison import Comparison
from guidelinekit.report.layout import wrap, wrapped
from guidelinekit.report.totals import Shown
from guidelinekit.report.waivers import expired, expired_text, unused, unused_text
from guidelinekit.report.words import MARK, and_more
from guidelinekit.report.writer import Ending, Heading, short_rule
from guidelinekit.results import Status
from guidelinekit.text import Language, printable
from guidelinekit.wording.dates import long_date

_RECORDS = {
    Subject.CASE: (("sag", "sager"), ("case", "cases")),
    Subject.PROVIDER: (("behandlingssted", "behandlingssteder"), ("provider", "providers")),
    Subject.AUTHORITY: (("myndighed", "myndigheder"), ("authority", "authorities")),
}
_COUNTED_DA = (
    "vurderet|ugyldige|med uopfyldte krav|kun med andre bemærkninger|uden bemærkninger|endnu ikke begyndt"
)
_COUNTED_EN = "evaluated|invalid|with something unmet|with other notes only|with nothing to note|not begun"
_SINCE: Mapping[Language, Sequence[str]] = {
    "da": ("nye", "stadig åbne", "genåbnede", "afgjorte", "ikke set, fordi post eller regel mangler"),
    "en": ("new", "still open", "reopened", "settled", "not looked at: the record or the rule is not there"),
}
_MOST_NEW = 20
"""How many new gaps are named; every other format lists all."""
_INDENT = "  "


def footer(
    ending: Ending, shown: Mapping[Subject, Shown], heading: Heading, language: Language, width: int
) -> Iterator[Line]:
    """Return the last lines: what is new, how many records, as of when, by which rules and waivers."""
    tally = ending.tally
    if ending.comparison is not None:
        yield from _since(ending.comparison, heading, language, width)
    for kind in Subject:
        count = tally.of(kind)
        if kind is Subject.CASE or count.evaluated or count.invalid:
            yield from wrapped(_records(tally, kind, shown[kind], language), width, "bold")
    packs = ", ".join(f"{pack.id} ({pack.edition})" for pack in heading.packs)
    day, profile = long_date(heading.as_of, language), heading.profile.id
    made = f"Pr. {day} · profil {profile}" if language == "da" else f"As of {day} · profile {profile}"
    yield from wrapped(f"{made} · {packs}", width)
    for pack in heading.packs:
        if pack.notice is not None:
            yield from wrapped(pack.notice.text(language), width, "dim")
    yield from _profile(heading, language, width)
    yield from _waivers(tally, heading, language, width)


def _since(comparison: Comparison, heading: Heading, language: Language, width: int) -> Iterator[Line]:
    """Say what has changed since the baseline, naming what is unmet and was not."""
    counts, closed = comparison.counts, comparison.settled()
    numbers = [counts[mark] for mark in SinceMark] + [closed, len(comparison.closed) - closed]
    parts = [f"{number} {word}" for number, word in zip(numbers, _SINCE[language], strict=True)]
    day = long_date(comparison.baseline.as_of, language)
    yield from wrapped(f"{'Siden' if language == 'da' else 'Since'} {day}: {', '.join(parts)}", width, "bold")
    unmet = [(record, each) for record, each in comparison.opened if each.now is Status.UNMET]
    for (_, case_id), each in unmet[:_MOST_NEW]:
        named = " ".join(filter(None, (printable(case_id), short_rule(each.rule, heading.packs), each.item)))
        yield from _hanging(f"{MARK[each.mark].text(language)}: {named}", width)
    if len(unmet) > _MOST_NEW:
        yield Line(_INDENT + and_more(len(unmet) - _MOST_NEW, language), style="dim")
    yield Line()


def _records(tally: Tally, kind: Subject, shown: Shown, language: Language) -> str:
    """Say how many records there were, and how many have something unmet, other notes, nothing to note."""
    count, nouns = tally.of(kind), _RECORDS[kind][language == "en"]
    evaluated, invalid, *notes = (_COUNTED_DA if language == "da" else _COUNTED_EN).split("|")
    records = f"{count.evaluated} {nouns[count.evaluated != 1]} {evaluated}"
    records += f", {count.invalid} {invalid}" if count.invalid else ""
    quiet = count.evaluated - shown.all - count.not_begun
    numbers = (shown.unmet, shown.all - shown.unmet, quiet, count.not_begun)
    parts = [f"{number} {note}" for number, note in zip(numbers, notes, strict=True) if number]
    return f"{records}: {', '.join(parts)}" if parts else records


def _profile(heading: Heading, language: Language, width: int) -> Iterator[Line]:
    """Say which rules the profile switches off or raises."""
    danish, profile = language == "da", heading.profile
    if profile.off:
        yield Line("Slået fra i profilen:" if danish else "Switched off by the profile:")
        for rule, reason in sorted(profile.off.items()):
            yield from _hanging(f"{short_rule(rule, heading.packs)}: {reason.text(language)}", width)
    if profile.blocking:
        yield Line("Hævet til krav i profilen:" if danish else "Raised to a requirement by the profile:")
        for rule in profile.blocking:
            yield from _hanging(short_rule(rule, heading.packs), width)


def _waivers(tally: Tally, heading: Heading, language: Language, width: int) -> Iterator[Line]:
    """Say what became of the waivers, where a file of them was given."""
    if heading.waivers is None:
        return
    count = tally.waived
    if language == "da":
        yield Line(f"{count} {'resultat' if count == 1 else 'resultater'} fraveget med begrundelse")
    else:
        yield Line(f"{count} {'result' if count == 1 else 'results'} waived with a reason")
    for waiver in expired(heading.waivers, heading.as_of):
        yield from _hanging(expired_text(waiver, language), width)
    for waiver in unused(heading.waivers, heading.as_of, tally.used):
        yield from _hanging(unused_text(waiver, language), width)


def _hanging(text: str, width: int) -> Iterator[Line]:
    yield from map(Line, wrap(text, width, _INDENT, _INDENT * 2))
