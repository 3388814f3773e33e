"""When something applies and what law it rests on, in words."""

from guidelinekit.lang.rule import Citation, InForce, Pack
from guidelinekit.text import Language, Text
from guidelinekit.wording.dates import long_date
from guidelinekit.wording.labels import UNVERIFIED


def in_force(period: InForce) -> Text:
    """Return the days between which a rule applies, in words."""
    if period.start is None and period.end is None:
        return Text(da="altid", en="always")
    return Text(da=_period(period, "da", "fra", "til"), en=_period(period, "en", "from", "to"))


def pack_in_force(pack: Pack) -> InForce:
    """Return from the first day of any of a pack's rules to the last one."""
    starts, ends = ([getattr(rule.in_force, each) for rule in pack.rules] for each in ("start", "end"))
    return InForce(
        start=None if None in starts else min(starts, default=None),
        end=None if None in ends else max(ends, default=None),
    )


def _period(period: InForce, language: Language, start: str, end: str) -> str:
    days = ((start, period.start), (end, period.end))
    return " ".join(f"{word} {long_date(day, language)}" for word, day in days if day)


def cited(citation: Citation) -> Text:
    """Return a citation in words: the law, what it says, whom it binds, and whether that was verified."""
    return Text(da=_cited(citation, "da"), en=_cited(citation, "en"))


def _cited(citation: Citation, language: Language) -> str:
    danish = language == "da"
    law, says = citation.law.text(language), citation.says.text(language)
    whom = "" if citation.addressee is None else f" ({citation.addressee.text(language)})"
    verified = ("efterprøvet" if danish else "verified") if citation.verified else UNVERIFIED.text(language)
    day = long_date(citation.checked_on, language)
    looked = f"set efter {day}" if danish else f"looked into on {day}"
    return f"{law} {citation.section}{whom}: {says} ({verified}, {looked})"
