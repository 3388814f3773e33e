"""A publication as data: sections with texts, outlines and tables, numbered by where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guidelinekit.text import Language
from guidelinekit.wording.explanation import Outline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of its own; quoted where it is what somebody else reads."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Captioned:
    """A short label and what is to be said under it, in one line or in parts."""

    label: str
    outline: Outline


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a heading for each column; empty cells are for the reader to fill in."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that are to be copied as they are."""

    text: str


Block = Paragraph | Captioned | Grid | Code


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section: its heading, what stands under it, and the sections below it."""

    title: str
    blocks: Sequence[Block] = ()
    parts: Sequence["Chapter"] = ()
    name: str = ""
    """What its page is called in a folder of pages; by its number where it has none."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A whole document in one language."""

    title: str
    subtitle: str
    language: Language
    parts: Sequence[Chapter]
    for_remarks: bool = False
    """Whether others are to write in it: what they change is then marked as theirs."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A section with its number, such as `2.1`, and how deep it stands, from 1."""

    number: str
    depth: int
    part: Chapter


def numbered(parts: Sequence[Chapter], above: str = "", depth: int = 1) -> Iterator[Numbered]:
    """Yield the sections in the order of reading."""
    for index, part in enumerate(parts, 1):
        number = f"{above}{index}"
        yield Numbered(number, depth, part)
        yield from numbered(part.parts, f"{number}.", depth + 1)
