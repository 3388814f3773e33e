"""What stands below the cases in the human report: legend, totals with bars, invalid records, the footer."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from textwrap import wrap

from rich.text import Text as Line

from guidelinekit.lang.rule import Language, Modality, Subject, Text
from guidelinekit.report.json_v1 import InvalidEntry
from guidelinekit.report.summary import Count, Tally
from guidelinekit.report.weight import Weight
from guidelinekit.report.words import BAR, COLUMNS, LEGEND, LOCAL_LEGEND, and_more
from guidelinekit.report.writer import Heading
from guidelinekit.results import Status
from guidelinekit.wording.dates import long_date

_RECORDS = {
    Subject.CASE: (("sag", "sager"), ("case", "cases")),
    Subject.PROVIDER: (("behandlingssted", "behandlingssteder"), ("provider", "providers")),
}
_PROVIDERS = Text(da="Behandlingssteder", en="Providers")
_BAR = 20
_DEEP = " " * 6
_NUMBER = 11
_HELD = "\N{NO-BREAK SPACE}"
_MOST_PROBLEMS = 5
"""How many problems of one invalid record are listed here; the JSON report holds all."""


def legend(shown: Collection[Weight], language: Language, width: int, *, marked: bool) -> Iterator[Line]:
    """Say what the signs mean, naming only those that stand in the report."""
    parts = [text.said(language) for kind, text in LEGEND.items() if kind in shown]
    if marked:
        parts.append(LOCAL_LEGEND.said(language))
    if parts:
        # A part is never broken: its spaces are held together while the line is.
        held = "  ".join(part.replace(" ", _HELD) for part in dict.fromkeys(parts))
        for line in wrap(held, width, break_long_words=False, break_on_hyphens=False):
            yield Line(line.replace(_HELD, " "), style="dim")
        yield Line()


def totals(tally: Count, heading: Heading, language: Language, width: int) -> Iterator[Line]:
    """Give a line per anvisning: a bar, then the counts. What is only suggested (may) is not counted."""
    found = list(tally.by_anvisning(Modality.MAY))
    found = [(anvisning, counts) for anvisning, counts in found if any(counts[status] for status in BAR)]
    if not found:
        return
    names = [_name(anvisning, heading) for anvisning, _ in found]
    title = "Anvisning" if language == "da" else "Section"
    column = max(len(title), *(len(name) for name in names)) + 2
    with_bar = width >= column + _BAR + 2 + _NUMBER * len(COLUMNS)
    head = Line(f"{title:{column}}" + (" " * (_BAR + 2) if with_bar else ""), style="bold")
    for status, text in COLUMNS.items():
        sign = f"{BAR[status][0]} " if with_bar else ""
        head.append(f"{sign + text.said(language):>{_NUMBER + 1}}")
    yield head
    for name, (_, counts) in zip(names, found, strict=True):
        line = Line(f"{name:{column}}")
        if with_bar:
            for status, length in _shares(counts):
                line.append(BAR[status][0] * length, style=BAR[status][1])
            line.append("  ")
        for status in COLUMNS:
            line.append(f"{counts[status]:>{_NUMBER + 1}}", style=BAR[status][1] if counts[status] else "dim")
        yield line
    yield Line()


def more_records(number: int, language: Language, width: int) -> Iterator[Line]:
    """Say how many records have findings, too, and where to read of them."""
    told = (
        f"… og {number} mindre alvorlige med bemærkninger; alle står i --format json og ndjson"
        if language == "da"
        else f"… and {number} less serious ones with findings; --format json and ndjson list all"
    )
    yield from _wrapped(told, width, "bold")
    yield Line()


def invalid_lines(
    records: Sequence[InvalidEntry], number: int, language: Language, width: int
) -> Iterator[Line]:
    """List records that could not be evaluated, each with what is wrong with it; `number` is of them all."""
    if not records:
        return
    danish = language == "da"
    noun = "Ugyldige poster, som ikke er vurderet" if danish else "Invalid records, not evaluated"
    yield Line(f"{noun}: {number}", style="bold red")
    for record in records:
        name = f" ({record.case_id})" if record.case_id else ""
        yield Line(f"  {record.location}{name}")
        for problem in record.problems[:_MOST_PROBLEMS]:
            place = f"{problem.pointer}: " if problem.pointer else ""
            told = wrap(f"{place}{problem.message}", width, initial_indent=_DEEP, subsequent_indent=_DEEP)
            yield from (Line(line) for line in told)
        if len(record.problems) > _MOST_PROBLEMS:
            rest = len(record.problems) - _MOST_PROBLEMS
            where = "; alle står i --format json" if danish else "; --format json lists all"
            yield Line(_DEEP + and_more(rest, language) + where, style="dim")
    if number > len(records):
        yield Line(f"  {and_more(number - len(records), language)}", style="dim")
    yield Line()


def footer(
    tally: Tally, shown: Counter[Subject], heading: Heading, language: Language, width: int
) -> Iterator[Line]:
    """Give the last lines: how many records, as of when, by which profile and packs, the packs' notices."""
    yield from _wrapped(_records(tally, Subject.CASE, shown[Subject.CASE], language), width, "bold")
    if tally.providers.evaluated or tally.providers.invalid:
        told = _records(tally.providers, Subject.PROVIDER, shown[Subject.PROVIDER], language)
        yield from _wrapped(told, width, "bold")
    packs = ", ".join(f"{pack.id} ({pack.edition})" for pack in heading.packs)
    day = long_date(heading.as_of, language)
    made = "Pr." if language == "da" else "As of", "profil" if language == "da" else "profile"
    yield from _wrapped(f"{made[0]} {day} · {made[1]} {heading.profile} · {packs}", width)
    for pack in heading.packs:
        if pack.notice is not None:
            yield from _wrapped(pack.notice.said(language), width, "dim")


def providers_heading(language: Language) -> Iterator[Line]:
    """Give the heading above what is told of providers."""
    yield Line(_PROVIDERS.said(language), style="bold underline")


def _records(count: Count, subject: Subject, shown: int, language: Language) -> str:
    """Say how many records there were, and how many of them have nothing to note."""
    danish, english = _RECORDS[subject]
    one, many = danish if language == "da" else english
    evaluated, invalid, clean = (
        ("vurderet", "ugyldige", "uden bemærkninger")
        if language == "da"
        else ("evaluated", "invalid", "with nothing to note")
    )
    told = f"{count.evaluated} {one if count.evaluated == 1 else many} {evaluated}"
    told += f", {count.invalid} {invalid}" if count.invalid else ""
    return f"{told}; {count.evaluated - shown} {clean}"


def _wrapped(text: str, width: int, style: str = "") -> Iterable[Line]:
    return (Line(line, style=style) for line in wrap(" ".join(text.split()), width))


def _name(anvisning: str, heading: Heading) -> str:
    return anvisning.partition("/")[2] if len(heading.packs) == 1 else anvisning


def _shares(counts: Counter[Status]) -> Iterator[tuple[Status, int]]:
    """Share the bar's length out by largest remainder, so that the parts always fill it."""
    total = sum(counts[status] for status in BAR)
    exact = {status: counts[status] * _BAR / total for status in BAR}
    length = {status: int(share) for status, share in exact.items()}
    left = _BAR - sum(length.values())
    for status in sorted(BAR, key=lambda status: length[status] - exact[status])[:left]:
        length[status] += 1
    yield from length.items()
