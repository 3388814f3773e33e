"""Texts in Danish and English, codes with their labels, and text as a terminal may show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, Final, Literal, Self
from unicodedata import category

Language = Literal["da", "en"]
"""The languages of every text that a caseworker or an author reads."""
LANGUAGES: Final[tuple[Language, ...]] = ("da", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text in both languages."""

    da: str
    en: str

    def text(self, language: Language) -> str:
        """Return the text in one language."""
        return self.da if language == "da" else self.en

    def plain(self) -> dict[str, str]:
        """Return the text as JSON has it."""
        return {"da": self.da, "en": self.en}

    def filled(self, *listed: object, **names: object) -> "Text":
        """Return the text with what stands in its braces filled in, texts in the language of each side."""
        return Text(da=self._filled("da", listed, names), en=self._filled("en", listed, names))

    def _filled(self, language: Language, listed: Iterable[object], names: Mapping[str, object]) -> str:
        positional = [in_language(each, language) for each in listed]
        named = {key: in_language(name, language) for key, name in names.items()}
        return self.text(language).format(*positional, **named)


class Labelled(StrEnum):
    """A closed set of codes, each with a label in both languages: lower case, usable inside a sentence."""

    label: Text
    """The words that a caseworker uses for the code."""

    def __new__(cls, code: str, da: str = "", en: str = "") -> Self:
        """Make a member of its code and its two labels."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = Text(da=da, en=en)
        return member


def say(da: str, en: str, /, **names: object) -> Text:
    """Return a sentence in both languages, filled in; a brace that is to be shown stands twice."""
    return Text(da=da, en=en).filled(**names)


def in_language(name: object, language: Language) -> str:
    """Return what a sentence names, in the language of the sentence."""
    return name.text(language) if isinstance(name, Text) else str(name)


def enumerated(words: Sequence[str], language: Language) -> str:
    """Return words one after the other, the last after "og" or "and"."""
    *first, last = words
    return f"{', '.join(first)} {'og' if language == 'da' else 'and'} {last}" if first else last


def printable(text: str) -> str:
    """Return a text with `?` for each sign that would steer the terminal, or that it cannot show.

    A space that does not break, or of another width, is shown: texts out of Word are full of them.
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or category(sign) == "Zs" else "?" for sign in text)


def printable_lines(text: str) -> str:
    """Return a text of several lines, each of them printable."""
    return text if text.isprintable() else "\n".join(map(printable, text.split("\n")))


def printable_parts(whole: Any) -> Any:
    """Return data with each text in it printable: maps, lists, and frozen data of ours."""
    match whole:
        case str():
            return printable_lines(whole)
        case dict():
            return {key: printable_parts(part) for key, part in whole.items()}
        case list() | tuple():
            return [printable_parts(part) for part in whole]
        case _ if is_dataclass(whole) and not isinstance(whole, type):
            parts = {each.name: printable_parts(getattr(whole, each.name)) for each in fields(whole)}
            return replace(whole, **parts)
    return whole
