"""Where a passage stands in its source, in words: `3.2.2, bullet 1, sentence 2`."""

from collections.abc import Mapping

from guidelinekit.lang.rule import Language, Text, Value

_HEADLINE = Text(da="overskriften", en="headline")
_BULLET = Text(da="punkt", en="bullet")
_SENTENCE = Text(da="sætning", en="sentence")
_SAID = {"anvisning", "section", "headline", "bullet", "sentence", "through"}


def division(locator: Mapping[str, Value]) -> str:
    """Give the anvisning or the section that a locator is in; empty where it is in neither."""
    return str(locator.get("anvisning", locator.get("section", "")))


def place_in_words(locator: Mapping[str, Value], language: Language) -> str:
    """Give a locator in words."""
    parts = [division(locator)]
    if locator.get("headline"):
        parts.append(_HEADLINE.text(language))
    if "bullet" in locator:
        parts.append(f"{_BULLET.text(language)} {locator['bullet']}")
    if "sentence" in locator:
        last = f"\N{EN DASH}{locator['through']}" if "through" in locator else ""
        parts.append(f"{_SENTENCE.text(language)} {locator['sentence']}{last}")
    parts += (f"{name} {value}" for name, value in locator.items() if name not in _SAID)
    return ", ".join(part for part in parts if part)
