"""The readings that rules and definitions took where the text leaves a choice, as one page for a lawyer."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from guidelinekit.lang.rule import Definition, Pack, Rule, Text
from guidelinekit.report.summary import in_number_order
from guidelinekit.wording.citations import place_in_words

_INTRODUCTION = """\
# Interpretations

Where a passage leaves a choice, the rule says which reading was taken and why. This page gathers every such
text, in Danish and English, beside the places in the source that it reads. It is made from the rules: do not
edit it, run `make docs`.
"""


def interpretations(packs: Sequence[Pack]) -> str:
    """Give the interpretations of all rules and definitions of some packs as Markdown."""
    return "\n".join((_INTRODUCTION, *(line for pack in packs for line in _of_pack(pack))))


def _of_pack(pack: Pack) -> Iterator[str]:
    yield f"## `{pack.id}`: {pack.title.en}\n"
    yield from (f"- {source.id}: {source.title}" for source in pack.sources)
    yield ""
    named = [definition for definition in pack.definitions if definition.interpretation is not None]
    if named:
        yield "### Definitions\n"
    for definition in named:
        yield from _entry(f"`{definition.name}`", definition, pack)
    rules = sorted(
        (rule for rule in pack.rules if rule.interpretation is not None),
        key=lambda rule: (in_number_order(rule.anvisning), rule.id),
    )
    for anvisning, held in groupby(rules, key=lambda rule: rule.anvisning):
        yield f"### {anvisning}\n"
        for rule in held:
            yield from _entry(f"`{rule.name}`", rule, pack)


def _entry(name: str, entry: Rule | Definition, pack: Pack) -> Iterator[str]:
    yield f"#### {name}\n"
    yield _both(entry.title, " · ") + "\n"
    if entry.passages:
        yield f"Reads {'; '.join(_places(entry.passages, pack))}.\n"
    if entry.interpretation is not None:
        yield f"**Dansk.** {_one_line(entry.interpretation.da)}\n"
        yield f"**English.** {_one_line(entry.interpretation.en)}\n"


def _places(keys: Sequence[str], pack: Pack) -> Iterator[str]:
    passages = {passage.id: passage for passage in pack.passages}
    for key in keys:
        if key in passages:
            where = place_in_words(passages[key].locator, "en")
            yield f"{key} ({passages[key].source}: {where})"
        else:
            yield key


def _both(text: Text, between: str) -> str:
    return f"{_one_line(text.da)}{between}{_one_line(text.en)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
