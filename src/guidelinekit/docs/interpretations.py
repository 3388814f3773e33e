"""The readings that rules and definitions took where the text leaves a choice, as one page for a lawyer."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from guidelinekit.docs.markdown import both, one_line
from guidelinekit.lang.rule import Definition, Pack, Rule
from guidelinekit.wording.rule import by_number, place_in_words

_INTRODUCTION = """\
# Interpretations

Where a passage leaves a choice, the rule says which reading was taken and why. This page gathers every such
text, in Danish and English, beside the places in the source that it reads. It is made from the rules: do not
edit it, run `make docs`.
"""


def interpretations(packs: Sequence[Pack]) -> str:
    """Return the interpretations of all rules and definitions of some packs as Markdown."""
    return "\n".join((_INTRODUCTION, *(line for pack in packs for line in _of_pack(pack))))


def _of_pack(pack: Pack) -> Iterator[str]:
    yield f"## `{pack.id}`: {pack.title.en}\n"
    yield from (f"- {source.id}: {source.title}" for source in pack.sources)
    yield ""
    definitions = [definition for definition in pack.definitions if definition.interpretation is not None]
    if definitions:
        yield "### Definitions\n"
    for definition in definitions:
        yield from _entry(definition, pack)
    rules = by_number(rule for rule in pack.rules if rule.interpretation is not None)
    for anvisning, group in groupby(rules, key=lambda rule: rule.anvisning):
        yield f"### {anvisning}\n"
        for rule in group:
            yield from _entry(rule, pack)


def _entry(entry: Rule | Definition, pack: Pack) -> Iterator[str]:
    yield f"#### `{entry.name}`\n"
    yield both(entry.title) + "\n"
    if entry.passages:
        yield f"Reads {'; '.join(_places(entry.passages, pack))}.\n"
    if entry.interpretation is not None:
        yield f"**Dansk.** {one_line(entry.interpretation.da)}\n"
        yield f"**English.** {one_line(entry.interpretation.en)}\n"


def _places(keys: Sequence[str], pack: Pack) -> Iterator[str]:
    passages = {passage.id: passage for passage in pack.passages}
    for key in keys:
        passage = passages.get(key)
        place = f" ({passage.source}: {place_in_words(passage.locator, 'en')})" if passage else ""
        yield f"{key}{place}"
