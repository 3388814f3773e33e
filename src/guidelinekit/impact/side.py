"""One of two versions of a pack: its rules under a profile, and its example cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from guidelinekit.evaluate import RuleSet, load_rules
from guidelinekit.examples.read import SUFFIX, Example, read_examples
from guidelinekit.lang.rule import Basis, Pack, Rule
from guidelinekit.rules.find import find_pack
from guidelinekit.semantics.values import Settings
from guidelinekit.source import read_file

EXAMPLES_PROFILE = "suggested"
"""The profile of an example that names none."""


@dataclass(frozen=True)
class Side:
    """A version of a pack. Rules are named without their pack, so that two versions can be lined up."""

    name: str
    """As it was asked for: a folder, a bundled pack, or a revision."""
    folder: Path
    rules: RuleSet
    examples: Mapping[str, tuple[Example, ...]]
    bases: Mapping[str, Mapping[str, Any]]
    """What each file of examples puts under all of them."""
    _profiles: dict[str, RuleSet] = field(default_factory=dict, repr=False, compare=False)

    @property
    def pack(self) -> Pack:
        """The pack."""
        return self.rules.packs[0]

    @property
    def by_name(self) -> Mapping[str, Rule]:
        """The rules by their names."""
        return {short(rule): rule for rule in self.rules.rules}

    @property
    def local(self) -> frozenset[str]:
        """The names of the local parameters."""
        return frozenset(p.name for p in self.pack.parameters if p.basis is Basis.LOCAL)

    def settings(self, rule: Rule) -> Settings:
        """Give the parameters under the profile asked for."""
        return self.rules.settings(rule)

    def settings_of_example(self, rule: Rule, example: Example) -> Settings:
        """Give the parameters under which an example is judged. Raises RuleError."""
        profile = example.profile or EXAMPLES_PROFILE
        if profile not in self._profiles:
            self._profiles[profile] = load_rules([self.folder], nearby(self.folder, profile))
        return self._profiles[profile].settings(rule)


def short(rule: Rule) -> str:
    """Give a rule's id without its pack."""
    return rule.name


def nearby(folder: Path, profile: str) -> str | Path:
    """Give the profile that stands beside a pack, as it does in a repository of rules; else the name."""
    beside = folder.parent / "profiles" / f"{profile}.yaml"
    return beside if Path(profile).name == profile and beside.is_file() else profile


def open_side(name: str, folder: str | Path, profile: str, globs: Sequence[str] = ()) -> Side:
    """Load a version of a pack with its examples. Raises RuleError where it cannot be used."""
    place = find_pack(folder)
    rules = load_rules([place], nearby(place, profile))
    examples: dict[str, tuple[Example, ...]] = {}
    bases: dict[str, Mapping[str, Any]] = {}
    for rule in rules.rules:
        path = place / f"{short(rule)}{SUFFIX}"
        if path.is_file():
            examples[short(rule)] = tuple(read_examples(path, rule.subject, path.name)[0])
            document, _ = read_file(path)
            top = document.data if document is not None else None
            bases[short(rule)] = (top.get("base") or {}) if isinstance(top, dict) else {}
    return Side(name, place, rules.select(globs) if globs else rules, examples, bases)
