"""What stands below the cases in the human report: legend, totals with bars, invalid records, last lines."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text as Line

from guidelinekit.evaluate.tally import Counts, Tally, by_anvisning
from guidelinekit.lang.rule import Modality, Subject
from guidelinekit.report.baseline import SinceMark
from guidelinekit.report.comparison import Comparison
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.layout import HELD, wrap, wrapped
from guidelinekit.report.severity import BAR, COLUMNS, LEGEND, LOCAL_LEGEND, MARK, Weight, and_more, place_of
from guidelinekit.report.waivers import expired, expired_text, unused, unused_text
from guidelinekit.report.writer import Ending, Heading, short_rule
from guidelinekit.results import Status
from guidelinekit.text import Language, Text, printable
from guidelinekit.wording.dates import long_date

_HEADINGS = {
    Subject.PROVIDER: Text(da="Behandlingssteder", en="Providers"),
    Subject.AUTHORITY: Text(da="Myndigheder", en="Authorities"),
}
"""What stands above what is told of a kind of record; nothing above cases."""
_BAR = 20
_SHORTEST_BAR = 8
_DEEP = " " * 6
_MOST_PROBLEMS = 5
"""How many problems of one invalid record are listed here; the JSON report holds all."""


@dataclass
class Shown:
    """How many records have something to be told, and how many of them something unmet."""

    all: int = 0
    unmet: int = 0


def legend(shown: Collection[Weight], language: Language, width: int, *, marked: bool) -> Iterator[Line]:
    """Say what the signs mean, naming only those that stand in the report."""
    parts = [text.text(language) for kind, text in LEGEND.items() if kind in shown]
    if marked:
        parts.append(LOCAL_LEGEND.text(language))
    if parts:
        # A part is never broken: its spaces are held together while the line is.
        fitting = (part.replace(" ", HELD) if len(part) <= width else part for part in dict.fromkeys(parts))
        held = "  ".join(fitting)
        yield from (Line(line, style="dim") for line in wrap(held, width))
        yield Line()


def totals(count: Counts, heading: Heading, language: Language, width: int) -> Iterator[Line]:
    """Return a line per anvisning: a bar, then the counts. What is only suggested (may) is not counted."""
    rules = {rule.id: rule for rule in heading.rules}
    rows = [
        (_name(anvisning, heading), counts)
        for anvisning, counts in by_anvisning(count.by_rule, rules, Modality.MAY)
        if any(counts[status] for status in BAR)
    ]
    if not rows:
        return
    title, total = ("Anvisning", "I alt") if language == "da" else ("Section", "Total")
    whole = sum((counts for _, counts in rows), Counter[Status]())
    column = max(len(title), len(total), *(len(name) for name, _ in rows)) + 2
    heads, bar = _fitting(language, whole, width - column)
    yield Line.assemble(
        f"{title:{column}}", " " * bar, *(f"  {head}" for head in heads.values()), style="bold"
    )
    for name, counts in rows:
        line = Line(f"{name:{column}}")
        for status, length in _shares(counts, bar):
            line.append(BAR[status][0] * length, style=BAR[status][1])
        yield line.append_text(_counts(counts, heads))
    if len(rows) > 1:
        yield Line(f"{total:{column}}{' ' * bar}", style="bold").append_text(_counts(whole, heads))
    yield Line()


def _fitting(language: Language, whole: Counter[Status], room: int) -> tuple[Mapping[Status, str], int]:
    """Return the heads of the columns, and how long a bar there is room for: 0 where it would say little."""
    ways = (
        {status: f"{BAR[status][0]} {text.text(language)}" for status, text in COLUMNS.items()},
        {status: text.text(language) for status, text in COLUMNS.items()},
        {status: BAR[status][0] for status in COLUMNS},
    )
    for way in ways:
        heads = {status: f"{head:>{len(str(whole[status]))}}" for status, head in way.items()}
        left = room - sum(len(head) + 2 for head in heads.values())
        if left >= 0:
            break
    return heads, min(left, _BAR) if left >= _SHORTEST_BAR else 0


def _counts(counts: Counter[Status], heads: Mapping[Status, str]) -> Line:
    line = Line()
    for status, head in heads.items():
        style = BAR[status][1] if counts[status] else "dim"
        line.append(f"  {counts[status]:>{len(head)}}", style=style)
    return line


def more_records(number: int, language: Language, width: int) -> Iterator[Line]:
    """Say how many records have findings, too, and where to read of them."""
    sentence = (
        f"… og {number} mindre alvorlige med bemærkninger; alle står i --format json og ndjson"
        if language == "da"
        else f"… and {number} less serious ones with findings; --format json and ndjson list all"
    )
    yield from wrapped(sentence, width, "bold")
    yield Line()


def invalid_lines(
    records: Sequence[InvalidEntry], tally: Tally, language: Language, width: int
) -> Iterator[Line]:
    """List records that could not be evaluated, each with what is wrong with it, and how many."""
    if not records:
        return
    number = tally.refused
    danish = language == "da"
    noun = "Ugyldige poster, som ikke er vurderet" if danish else "Invalid records, not evaluated"
    yield Line(f"{noun}: {number}", style="bold red")
    for record in records:
        name = f" ({record.case_id})" if record.case_id else ""
        yield Line(f"  {place_of(record.location, language)}{name}")
        for problem in record.problems[:_MOST_PROBLEMS]:
            place = f"{problem.pointer}: " if problem.pointer else ""
            sentence = problem.message.da if danish else problem.message.en
            yield from wrapped(f"{place}{sentence}", width, first=_DEEP)
        if len(record.problems) > _MOST_PROBLEMS:
            rest = len(record.problems) - _MOST_PROBLEMS
            where = "; alle står i --format json" if danish else "; --format json lists all"
            yield Line(_DEEP + and_more(rest, language) + where, style="dim")
    if number > len(records):
        yield Line(f"  {and_more(number - len(records), language)}", style="dim")
    yield Line()


def kind_heading(kind: Subject, language: Language) -> Iterator[Line]:
    """Return the heading above what is told of a kind of record."""
    if kind in _HEADINGS:
        yield Line(_HEADINGS[kind].text(language), style="bold underline")


def _name(anvisning: str, heading: Heading) -> str:
    return anvisning.partition("/")[2] if len(heading.packs) == 1 else anvisning


def _shares(counts: Counter[Status], bar: int) -> Iterator[tuple[Status, int]]:
    """Share the bar's length out by largest remainder, so that the parts always fill it."""
    total = sum(counts[status] for status in BAR)
    exact = {status: counts[status] * bar / total for status in BAR}
    length = {status: int(share) for status, share in exact.items()}
    left = bar - sum(length.values())
    for status in sorted(BAR, key=lambda status: length[status] - exact[status])[:left]:
        length[status] += 1
    yield from length.items()


_RECORDS = {
    Subject.CASE: (("sag", "sager"), ("case", "cases")),
    Subject.PROVIDER: (("behandlingssted", "behandlingssteder"), ("provider", "providers")),
    Subject.AUTHORITY: (("myndighed", "myndigheder"), ("authority", "authorities")),
}
_COUNTED = Text(
    da="vurderet|ugyldige|med uopfyldte krav|kun med andre bemærkninger|uden bemærkninger|endnu ikke begyndt",
    en="evaluated|invalid|with something unmet|with other notes only|with nothing to note|not begun",
)
_SINCE: Mapping[Language, Sequence[str]] = {
    "da": ("nye", "stadig åbne", "genåbnede", "afgjorte", "ikke set, fordi post eller regel mangler"),
    "en": ("new", "still open", "reopened", "settled", "not looked at: the record or the rule is not there"),
}
_MOST_NEW = 20
"""How many new gaps are named; every other format lists all."""
_INDENT = "  "
_HANGING = (_INDENT, _INDENT * 2)
"""How a line begins, and those that it goes on in."""


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
        yield from wrapped(f"{MARK[each.mark].text(language)}: {named}", width, "", *_HANGING)
    if len(unmet) > _MOST_NEW:
        yield Line(_INDENT + and_more(len(unmet) - _MOST_NEW, language), style="dim")
    yield Line()


def _records(tally: Tally, kind: Subject, shown: Shown, language: Language) -> str:
    """Say how many records there were, and how many have something unmet, other notes, nothing to note."""
    count, nouns = tally.of(kind), _RECORDS[kind][language == "en"]
    evaluated, invalid, *notes = _COUNTED.text(language).split("|")
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
            yield from wrapped(
                f"{short_rule(rule, heading.packs)}: {reason.text(language)}", width, "", *_HANGING
            )
    if profile.blocking:
        yield Line("Hævet til krav i profilen:" if danish else "Raised to a requirement by the profile:")
        for rule in profile.blocking:
            yield from wrapped(short_rule(rule, heading.packs), width, "", *_HANGING)


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
        yield from wrapped(expired_text(waiver).text(language), width, "", *_HANGING)
    for waiver in unused(heading.waivers, heading.as_of, tally.used):
        yield from wrapped(unused_text(waiver).text(language), width, "", *_HANGING)
