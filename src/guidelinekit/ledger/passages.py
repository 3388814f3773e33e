"""A guideline's text cut into sentences, each with the place where a person finds it and its fingerprint.

Plain text is read as blocks of lines with blank lines between them. A short block that does not end like a
sentence is a heading; one such as `3.2.1: ...` is the headline of an anvisning; the others are paragraphs and
bullets of the heading or anvisning above them.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from guidelinekit.lang.rule import Value

_HEADLINE = re.compile(r"(\d+(?:\.\d+)+):\s+(.+)", re.DOTALL)
_BULLET = re.compile(r"(?:[•·▪‣◦■*–—-]|o|\(?(?:[a-zæøå]|\d{1,2}|[ivx]+)\))\s+")  # noqa: RUF001  dashes are bullet signs too
_HEADING_WORDS = 12
"""A line with more words than this is a sentence that lacks its full stop."""
_ASKS = re.compile(r"(?<!\w)(?:skal|bør|må ikke|har ret til|anbefales)(?!\w)", re.IGNORECASE)
"""So does one that asks for something: no requirement may pass for a heading."""

_END = re.compile(
    r"(?<![.?!])[.?!]+[)\]\"”“»']*(?:\[\d{1,3}\]|(?<=[a-zæøå)]\.)\d{1,2})?\s+(?=[(\[\"„“»«']*[A-ZÆØÅ0-9])"
)
"""Where a sentence can end: a full stop, a footnote's number, and something that can begin another."""
_ABBREVIATIONS = (
    r"fx f\.eks bl\.a dvs d\.v\.s jf evt [Cc]a [Nn]r [Pp]kt [Ss]tk [Kk]ap inkl ekskl vedr hhv pga mht ift "
    r"[Kk]l [Tt]lf [Hh]r [Dd]r sml art bek iht iflg maks mio mia pr"
)
"""After these a sentence goes on; after mv., m.v. and osv. it may well have ended."""
_NUMBERED = r"(?:§+|[Ss]tk\.?|[Nn]r\.?|[Pp]kt\.?|[Kk]ap\.?|Kapitel|Afsnit|Tabel|Figur|Bilag) \d+ ?[a-z]?"
_GOES_ON = re.compile(rf"(?:(?:^|[\s(\[])(?:{_ABBREVIATIONS.replace(' ', '|')}|[A-ZÆØÅ])|^{_NUMBERED})\.\s+$")
"""The end of a piece that is no sentence yet: an abbreviation, an initial, or `Stk. 2.` at its beginning."""
_LONGEST_ABBREVIATION = 16
"""With what stands around it; no more of a piece is looked at for one."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its place: a section's or an anvisning's headline, running text or bullet."""

    text: str
    """Whitespace normalised, without bullet sign and anvisning number."""
    section: str | None = None
    """The heading above; None inside an anvisning and before the first heading."""
    anvisning: str | None = None
    headline: bool = False
    bullet: int | None = None
    number: int | None = None
    """From 1 within the bullet or the running text; None for a headline of one sentence."""


def normalise(text: str) -> str:
    """Return the text with single spaces and composed letters, so that only its wording counts."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fingerprint(sentence: str) -> str:
    """Return the SHA-256 of the normalised sentence, as `sha256:` and hexadecimal digits."""
    return f"sha256:{sha256(normalise(sentence).encode()).hexdigest()}"


def locator(sentence: Sentence) -> dict[str, Value]:
    """Return the sentence's place as a small map; no two sentences of a text share one."""
    place: dict[str, Value] = {}
    if sentence.anvisning is not None:
        place["anvisning"] = sentence.anvisning
    elif sentence.section is not None:
        place["section"] = sentence.section
    if sentence.headline:
        place["headline"] = True
    if sentence.bullet is not None:
        place["bullet"] = sentence.bullet
    if sentence.number is not None:
        place["sentence"] = sentence.number
    return place


def sentences(text: str) -> list[Sentence]:
    """Cut a plain text into its sentences, in the order of the text; headings are places, not sentences."""
    cut: list[Sentence] = []
    section: str | None = None
    anvisning: str | None = None
    # A heading that comes again goes on counting, so that a place stays the only one of its kind.
    running: Counter[str | None] = Counter()
    bullets: Counter[str | None] = Counter()
    for block in _blocks(text):
        here = anvisning or section
        if headline := _HEADLINE.fullmatch(block):
            section, anvisning = None, headline[1]
            parts = split(headline[2])
            cut += (
                Sentence(part, anvisning=anvisning, headline=True, number=number if len(parts) > 1 else None)
                for number, part in enumerate(parts, 1)
            )
        elif mark := _BULLET.match(block):
            bullets[here] += 1
            cut += (
                Sentence(part, section, anvisning, bullet=bullets[here], number=number)
                for number, part in enumerate(split(block[mark.end() :]), 1)
            )
        elif _is_heading(block):
            section, anvisning = block, None
        else:
            for part in split(block):
                running[here] += 1
                cut.append(Sentence(part, section, anvisning, number=running[here]))
    return cut


def split(paragraph: str) -> list[str]:
    """Cut one paragraph into sentences. A number with a full stop, as before a point, begins a sentence."""
    rest = normalise(paragraph)
    parts = []
    start, seen, has_letters = 0, 0, False
    for end in (match.end() for match in _END.finditer(rest)):
        has_letters = has_letters or any(map(str.isalpha, rest[seen:end]))
        seen = end
        if has_letters and not _GOES_ON.search(rest[max(start, end - _LONGEST_ABBREVIATION) : end]):
            parts.append(rest[start:end].strip())
            start, has_letters = end, False
    return [*parts, last] if (last := rest[start:]) else parts


def _blocks(text: str) -> Iterator[str]:
    """Yield headings, paragraphs and bullets, each on one line; a line under a bullet continues it."""
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        clean = normalise(line)
        if lines and (not clean or _BULLET.match(clean)):
            yield " ".join(lines)
            lines = []
        if clean:
            lines.append(clean)


def _is_heading(block: str) -> bool:
    short = block[-1] not in ".:;,?!)" and len(block.split()) <= _HEADING_WORDS
    return short and not _ASKS.search(block)
