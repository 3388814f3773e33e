"""Long conditions as nested lists: what one line cannot hold is said part by part."""

from dataclasses import dataclass

from guidelinekit.lang import expr as e
from guidelinekit.wording.conditions import condition, counted, each
from guidelinekit.wording.values import Vocabulary

LONGEST = 100
"""What is no longer than this stays on one line."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A line, and the lines below it."""

    text: str
    parts: tuple["Outline", ...] = ()


def outline(node: e.Condition, words: Vocabulary) -> Outline:
    """Return a condition as one line, or as a heading with its parts where that would be long."""
    line = condition(node, words)
    if len(line) <= LONGEST:
        return Outline(line)
    match node:
        case e.All() | e.AnyOf() | e.AtLeast():
            return _parts(node, words)
        case e.Count(over=over, item=item, where=e.All(of=(_, _, *_)) | e.AnyOf() | e.AtLeast() as where):
            below = _parts(where, words.naming(item, over))
            return Outline(f"{counted(node, words)}{words.say(', hvor', ' where')} {below.text}", below.parts)
        case e.Every(over=over, item=item, satisfies=satisfies):
            return Outline(each(node, words), (outline(satisfies, words.naming(item, over)),))
        case _:
            return Outline(line)


def _parts(node: e.All | e.AnyOf | e.AtLeast, words: Vocabulary) -> Outline:
    return Outline(f"{heading(node, words)}:", tuple(outline(part, words) for part in node.of))


def heading(node: e.All | e.AnyOf | e.AtLeast, words: Vocabulary) -> str:
    """Return how the parts of a condition belong together."""
    match node:
        case e.All():
            return words.say("alt dette gælder", "all of this holds")
        case e.AnyOf():
            return words.say("mindst ét af dette gælder", "at least one of these holds")
        case e.AtLeast(n=n):
            return words.say(f"mindst {n} af disse gælder", f"at least {n} of these hold")
