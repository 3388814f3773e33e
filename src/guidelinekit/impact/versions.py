"""One of two versions of a pack: its rules under the profile asked for, and its example cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from guidelinekit.evaluate import RuleSet, load_rules
from guidelinekit.examples.pack_under_test import PackUnderTest, nearby
from guidelinekit.lang.rule import Rule
from guidelinekit.rules.packs import find_pack


@dataclass(frozen=True)
class Version:
    """A version of a pack. Rules are named without their pack, so that two versions can be lined up."""

    name: str
    """As it was asked for: a folder, a bundled pack, or a revision."""
    tested: PackUnderTest
    rules: RuleSet
    """The rules chosen, under the profile asked for."""

    @property
    def by_name(self) -> Mapping[str, Rule]:
        """The rules by their names."""
        return {rule.name: rule for rule in self.rules.rules}


def under_new_names(old: Version, new: Version) -> Version:
    """Return an old version in which the rules that were renamed since have their new ids."""
    now = {former: rule.id for rule in new.rules.rules for former in rule.formerly}
    rules = tuple(
        rule.model_copy(update={"id": now[rule.id]}) if rule.id in now else rule for rule in old.rules.rules
    )
    return replace(old, rules=replace(old.rules, rules=rules)) if now else old


def open_version(name: str, folder: str | Path, profile: str, globs: Sequence[str] = ()) -> Version:
    """Load a version of a pack. Raises RuleError where it cannot be used."""
    place = find_pack(folder)
    rules = load_rules([place], nearby(place, profile))
    return Version(
        name, PackUnderTest(place, rules.packs[0]), rules.of(rules.fitting(globs)) if globs else rules
    )
