"""A coded value with its words: the base of every value set of the case model."""

from enum import StrEnum
from typing import Self

from guidelinekit.text import Text


class Labelled(StrEnum):
    """A closed set of codes, each with a label in both languages: lower case, usable inside a sentence."""

    label: Text
    """The words that a caseworker uses for the code."""

    def __new__(cls, code: str, da: str, en: str) -> Self:
        """Make a member of its code and its two labels."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = Text(da=da, en=en)
        return member
