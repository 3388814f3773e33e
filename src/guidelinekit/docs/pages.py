"""All pages of a pack, and the folder in which they are kept."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import get_args

from guidelinekit.docs.markdown import MADE, block, both, one_line, table
from guidelinekit.docs.rule_page import LAST, rule_page
from guidelinekit.evaluate import RuleSet
from guidelinekit.examples.outcomes import run_example
from guidelinekit.examples.pack_under_test import PackUnderTest, open_pack
from guidelinekit.lang.rule import Pack, Subject
from guidelinekit.text import Language
from guidelinekit.wording.explanation import Outline, outline
from guidelinekit.wording.rule import by_number, in_force, pack_in_force

INDEX = "index.md"
_ENTRY = re.compile(r"^ *- (.*(?:\n +(?![ -]).*)*)", re.MULTILINE)
"""A point of a changelog, without the points below it."""
_SENTENCE_END = re.compile(r"(?<=[.?!]) +(?=[A-ZÆØÅ`])")
_IDS = re.compile(r"`(?:[\w-]+/)?([\w.-]+(?:-\*|\.\*)?)`")
"""What stands in backticks: ids of rules, also for all that begin alike, among other names."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a pack by file name."""

    pack: str
    """The id of the pack."""
    texts: Mapping[str, str]


def pages(pack: str | Path, profile: str, changelog: str = "") -> Pages:
    """Return the pages of a pack. Raises RuleError when the pack or the profile cannot be used."""
    opened = open_pack(pack)
    rules = opened.under(profile)
    whole = rules.packs[0]
    of_rules = {f"{rule.name}.md": page(opened, profile, rule.name, changelog) for rule in whole.rules}
    return Pages(whole.id, {INDEX: index_page(rules), **of_rules})


def page(pack: PackUnderTest, profile: str, name: str, changelog: str = "") -> str:
    """Return the page of one rule, by its id without the pack. Raises KeyError when there is no such rule."""
    rules = pack.under(profile)
    rule = rules.rule(name)
    shown = [(example, run_example(pack, example).results) for example in pack.examples(rule)]
    return rule_page(rule, rules, shown, history(changelog, name))


def index_page(rules: RuleSet) -> str:
    """Return the page that lists the rules of a pack."""
    pack = rules.packs[0]
    lines = [MADE, "", f"# {pack.id}", "", f"**{one_line(pack.title.da)}** · {one_line(pack.title.en)}", ""]
    if pack.notice is not None:
        lines += [one_line(pack.notice.da), "", one_line(pack.notice.en), ""]
    lines += [f"{len(pack.rules)} rules, with the numbers of the profile `{rules.profile.id}`.", ""]
    for anvisning, group in groupby(by_number(pack.rules), key=lambda rule: rule.anvisning):
        rows = (
            (f"[{rule.name}]({rule.name}.md)", both(rule.title), both(rule.modality.label)) for rule in group
        )
        lines += [f"## {anvisning}", "", *table(("Rule", "Title", "Strength"), rows)]
    if pack.measures:
        lines += ["## What is counted of many cases", "", *_measures(rules)]
    if pack.attestations:
        lines += ["## What can be attested", "", *table(("Code", "Name"), _attestations(pack))]
    return "\n".join(lines).rstrip() + "\n"


def packs_page(packs: Sequence[Pack]) -> str:
    """Return the page that lists the packs: which is run when, and for which days its rules are in force."""
    rows = (
        (
            f"[{pack.id}]({pack.id}/{INDEX})",
            both(pack.title),
            pack.edition,
            both(pack.force.label),
            both(in_force(pack_in_force(pack))),
            str(len(pack.rules)),
        )
        for pack in packs
    )
    heads = ("Pack", "Title", "Edition", "Run", "In force", "Rules")
    lines = [MADE, "", "# Packs", "", *_WHICH, "", *table(heads, rows)]
    return "\n".join(lines).rstrip() + "\n"


_WHICH = (
    "`check` and its like run the live packs. `--pack` chooses others, also several; a historical one speaks",
    "only of the days on which its rules were in force. A rule says on its page from when to when it applies",
    "and what came in its place.",
)


def _measures(rules: RuleSet) -> Iterator[str]:
    """Yield what each measure counts, in both languages."""
    pack = rules.packs[0]
    for measure in pack.measures:
        yield from (f"### {measure.name}", "", f"{both(measure.title)} ({', '.join(measure.passages)})", "")
        for language in get_args(Language):
            words = rules.vocabulary_of(pack, Subject.CASE, LAST, language)
            counted, among = outline(measure.numerator, words), outline(measure.denominator, words)
            yield from block(Outline(f"{words.say('Tæller', 'Counts')}: {counted.text}", counted.parts))
            yield from block(Outline(f"{words.say('Blandt', 'Among')}: {among.text}", among.parts))


def _attestations(pack: Pack) -> Iterator[tuple[str, str]]:
    return ((f"`{code}`", both(words)) for code, words in pack.attestations.items())


def history(changelog: str, rule: str) -> Sequence[str]:
    """Return what a changelog says of a rule, each with the heading of its version.

    Of a point only the sentences that name the rule count, and those after them that name no other.
    """
    return [
        f"{section.partition(chr(10))[0].strip()}: {about}"
        for section in re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]
        for entry in _ENTRY.findall(section)
        if (about := " ".join(_about(rule, " ".join(entry.split()))))
    ]


def _about(rule: str, entry: str) -> Iterator[str]:
    meant = False
    for sentence in _SENTENCE_END.split(entry):
        names = _IDS.findall(sentence)
        if any(name == rule or (name.endswith("*") and rule.startswith(name[:-1])) for name in names):
            meant = True
        elif any(name[:1].isdigit() for name in names):
            meant = False
        if meant:
            yield sentence
