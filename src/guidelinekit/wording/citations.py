"""Where a passage stands in its source, in words (`3.2.2, bullet 1`), and the order of such numbers."""

from collections.abc import Iterable, Mapping
from typing import Final

from guidelinekit.lang.rule import Rule, Value
from guidelinekit.text import Language, Text

_HEADLINE: Final = Text(da="overskriften", en="headline")
_BULLET: Final = Text(da="punkt", en="bullet")
_SENTENCE: Final = Text(da="sætning", en="sentence")
_IN_WORDS: Final = {"anvisning", "section", "headline", "bullet", "sentence", "through"}


def division(locator: Mapping[str, Value]) -> str:
    """Return the anvisning or the section that a locator is in; empty where it is in neither."""
    return str(locator.get("anvisning", locator.get("section", "")))


def place_in_words(locator: Mapping[str, Value], language: Language) -> str:
    """Return a locator in words."""
    parts = [division(locator)]
    if locator.get("headline"):
        parts.append(_HEADLINE.text(language))
    if "bullet" in locator:
        parts.append(f"{_BULLET.text(language)} {locator['bullet']}")
    if "sentence" in locator:
        last = f"\N{EN DASH}{locator['through']}" if "through" in locator else ""
        parts.append(f"{_SENTENCE.text(language)} {locator['sentence']}{last}")
    parts += (f"{name} {value}" for name, value in locator.items() if name not in _IN_WORDS)
    return ", ".join(part for part in parts if part)


def in_number_order(anvisning: str) -> tuple[str, tuple[str, ...]]:
    """Return a sorting key by which `3.2.10` comes after `3.2.9`."""
    pack, _, number = anvisning.partition("/")
    return pack, tuple(f"{int(part):06}" if part.isdecimal() else part for part in number.split("."))


def by_number(rules: Iterable[Rule]) -> list[Rule]:
    """Return rules by pack, anvisning and id."""
    return sorted(rules, key=lambda rule: (in_number_order(f"{rule.pack}/{rule.anvisning}"), rule.id))
