"""Which waivers had no effect, and the words for it: nothing is set aside, or left so, in silence."""

from collections.abc import Collection
from datetime import date

from guidelinekit.lang.waiver import Waiver, Waivers
from guidelinekit.text import Text, say
from guidelinekit.wording.dates import long_date


def expired(waivers: Waivers | None, as_of: date) -> tuple[Waiver, ...]:
    """Return the waivers that no longer hold, unless a later one of the same rule and case does."""
    every = () if waivers is None else waivers.waivers
    holding = {(each.rule, each.case_id, each.item) for each in every if each.expires >= as_of}
    return tuple(
        each for each in every if each.expires < as_of and (each.rule, each.case_id, each.item) not in holding
    )


def unused(waivers: Waivers | None, as_of: date, used: Collection[Waiver]) -> tuple[Waiver, ...]:
    """Return the waivers that hold and had nothing to set aside."""
    every = () if waivers is None else waivers.waivers
    return tuple(each for each in every if each.expires >= as_of and each not in used)


def expired_text(waiver: Waiver) -> Text:
    """Say that a waiver no longer holds."""
    day = Text(da=long_date(waiver.expires, "da"), en=long_date(waiver.expires, "en"))
    return say(
        "fravigelsen af {named} udløb {day} og tæller igen",
        "the waiver of {named} expired on {day}, so it counts again",
        named=_named(waiver),
        day=day,
    )


def unused_text(waiver: Waiver) -> Text:
    """Say that a waiver had nothing to set aside."""
    sentence = "fravigelsen af {named} blev ikke brugt", "the waiver of {named} was not used"
    return say(*sentence, named=_named(waiver))


def _named(waiver: Waiver) -> str:
    item = f" {waiver.item}" if waiver.item else ""
    return f"{waiver.rule} ({waiver.case_id}{item})"
