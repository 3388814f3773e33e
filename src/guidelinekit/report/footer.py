"""What the human report says of the profile and the waivers: nothing is left out in silence."""

from collections.abc import Iterator

from rich.text import Text as Line

from guidelinekit.lang.rule import Language
from guidelinekit.lang.waiver import Waiver
from guidelinekit.report.layout import wrap
from guidelinekit.report.receipt import expired, unused
from guidelinekit.report.summary import Tally
from guidelinekit.report.writer import Heading, short_rule
from guidelinekit.wording.dates import long_date

_INDENT = "  "


def profile_lines(tally: Tally, heading: Heading, language: Language, width: int) -> Iterator[Line]:
    """Say which rules the profile switches off or raises, and what became of the waivers."""
    danish = language == "da"
    if heading.switched_off:
        yield Line("Slået fra i profilen:" if danish else "Switched off by the profile:")
        for rule, reason in sorted(heading.switched_off.items()):
            yield from _hanging(f"{short_rule(rule, heading.packs)}: {reason.text(language)}", width)
    if heading.raised:
        yield Line("Hævet til krav i profilen:" if danish else "Raised to a requirement by the profile:")
        for rule in heading.raised:
            yield from _hanging(short_rule(rule, heading.packs), width)
    if heading.waivers is None:
        return
    count = tally.waived + tally.providers.waived
    if danish:
        yield Line(f"{count} {'resultat' if count == 1 else 'resultater'} fraveget med begrundelse")
    else:
        yield Line(f"{count} {'result' if count == 1 else 'results'} waived with a reason")
    for waiver in expired(heading.waivers, heading.as_of):
        yield from _hanging(expired_text(waiver, language), width)
    for waiver in unused(heading.waivers, heading.as_of, tally.used):
        yield from _hanging(unused_text(waiver, language), width)


def expired_text(waiver: Waiver, language: Language) -> str:
    """Say that a waiver no longer holds."""
    named, day = _named(waiver), long_date(waiver.expires, language)
    if language == "da":
        return f"fravigelsen af {named} udløb {day} og tæller igen"
    return f"the waiver of {named} expired on {day}, so it counts again"


def unused_text(waiver: Waiver, language: Language) -> str:
    """Say that a waiver had nothing to set aside."""
    named = _named(waiver)
    if language == "da":
        return f"fravigelsen af {named} blev ikke brugt"
    return f"the waiver of {named} was not used"


def _named(waiver: Waiver) -> str:
    item = f" {waiver.subject}" if waiver.subject else ""
    return f"{waiver.rule} ({waiver.case_id}{item})"


def _hanging(text: str, width: int) -> Iterator[Line]:
    yield from (Line(line) for line in wrap(text, width, _INDENT, _INDENT * 2))
