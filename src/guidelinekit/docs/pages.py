"""All pages of a pack, and the folder in which they are kept."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from guidelinekit.docs.markdown import MADE, both, table
from guidelinekit.docs.rule_page import Shown, rule_page
from guidelinekit.evaluate import RuleSet
from guidelinekit.examples.outcomes import run_example
from guidelinekit.examples.pack_under_test import PackUnderTest, open_pack
from guidelinekit.lang.rule import Pack, Rule
from guidelinekit.report.summary import in_number_order
from guidelinekit.wording.labels import MODALITY

INDEX = "index.md"
_ENTRY = re.compile(r"^- (.*(?:\n  .*)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a pack by file name."""

    pack: str
    """The id of the pack."""
    texts: Mapping[str, str]


def pages(pack: str | Path, profile: str, changelog: str = "") -> Pages:
    """Give the pages of a pack. Raises RuleError when the pack or the profile cannot be used."""
    opened = open_pack(pack)
    rules = opened.under(profile)
    found = {INDEX: index_page(rules)}
    for rule in _ordered(rules.packs[0]):
        name = rule.name
        found[f"{name}.md"] = page(opened, profile, name, changelog)
    return Pages(rules.packs[0].id, found)


def page(pack: PackUnderTest, profile: str, name: str, changelog: str = "") -> str:
    """Give the page of one rule, by its id without the pack. Raises KeyError when there is no such rule."""
    rules = pack.under(profile)
    rule = rules.rule(name)
    shown = [Shown(example, run_example(pack, example).results) for example in pack.examples(rule)]
    return rule_page(rule, rules, shown, history(changelog, name))


def write_pages(found: Pages, below: Path) -> None:
    """Write pages into the pack's folder below another, and take away those that are made no longer."""
    folder, texts = below / found.pack, found.texts
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in texts and old.read_text(encoding="utf-8").startswith(MADE):
            old.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def index_page(rules: RuleSet) -> str:
    """Give the page that lists the rules of a pack."""
    pack = rules.packs[0]
    lines = [MADE, "", f"# {pack.id}", "", f"**{pack.title.da}** · {pack.title.en}", ""]
    if pack.notice is not None:
        lines += [" ".join(pack.notice.da.split()), "", " ".join(pack.notice.en.split()), ""]
    lines += [f"{len(pack.rules)} rules, with the numbers of the profile `{rules.profile.id}`.", ""]
    for anvisning, group in groupby(_ordered(pack), key=lambda rule: rule.anvisning):
        rows = ((_link(rule.name), both(rule.title), both(MODALITY[rule.modality])) for rule in group)
        lines += [f"## {anvisning}", "", *table(("Rule", "Title", "Strength"), rows)]
    return "\n".join(lines).rstrip() + "\n"


def history(changelog: str, rule: str) -> Sequence[str]:
    """Give the entries of a changelog that name a rule, each with the heading of its version."""
    named = re.compile(rf"(?<![\w.-]){re.escape(rule)}(?![\w-]|\.\w)")
    return [
        f"{section.partition(chr(10))[0].strip()}: {' '.join(entry.split())}"
        for section in re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]
        for entry in _ENTRY.findall(section)
        if named.search(entry)
    ]


def _ordered(pack: Pack) -> list[Rule]:
    return sorted(pack.rules, key=lambda rule: (in_number_order(rule.anvisning), rule.id))


def _link(name: str) -> str:
    return f"[{name}]({name}.md)"
