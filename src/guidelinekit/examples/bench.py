"""A pack on the workbench: its rules, their example cases, and the parameters under each profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from guidelinekit.diagnostics import Diagnostic, Route
from guidelinekit.evaluate import RuleSet, load_rules
from guidelinekit.evaluate.loading import read_and_checked
from guidelinekit.examples.read import SUFFIX, Example, read_examples
from guidelinekit.lang.rule import Basis, Pack, Rule
from guidelinekit.rules.find import find_pack
from guidelinekit.rules.packs import bundled_profiles
from guidelinekit.semantics.values import Settings
from guidelinekit.source import read_file

DEFAULT_PROFILE = "suggested"


@dataclass(frozen=True)
class Bench:
    """One pack with its example cases."""

    folder: Path
    rules: RuleSet
    """Under the default profile."""
    examples: Mapping[str, tuple[Example, ...]]
    """By the full id of the rule."""
    bases: Mapping[str, Mapping[str, Any]]
    """What each file of examples puts under all of them, by the full id of the rule."""
    _profiles: dict[str, RuleSet] = field(default_factory=dict, repr=False, compare=False)

    @property
    def pack(self) -> Pack:
        """The pack."""
        return self.rules.packs[0]

    @cached_property
    def local(self) -> frozenset[str]:
        """The names of the pack's local parameters."""
        return frozenset(p.name for p in self.pack.parameters if p.basis is Basis.LOCAL)

    def settings(self, rule: Rule, profile: str | None = None) -> Settings:
        """Give the parameters of a rule under a profile. Raises RuleError where it cannot be used."""
        name = profile or DEFAULT_PROFILE
        if name == DEFAULT_PROFILE:
            return self.rules.settings(rule)
        if name not in self._profiles:
            self._profiles[name] = load_rules([self.folder], name)
        return self._profiles[name].settings(rule)

    def place(self, route: Route) -> str:
        """Give the file and line of a place in the pack, by its core route."""
        placed = read_and_checked(self.folder).loaded.place(Diagnostic("place", "", route=route))
        file = Path(placed.file).name if placed.file else self.folder.name
        return file if placed.span is None else f"{file}:{placed.span.line}"


def profiles() -> tuple[str | None, ...]:
    """Give the profiles under which an example can be proposed; None is the default one."""
    return (None, *(name for name in bundled_profiles() if name != DEFAULT_PROFILE))


def open_pack(pack: str | Path) -> Bench:
    """Load a pack with the examples that can be run. Raises RuleError when the pack cannot be used."""
    folder = find_pack(pack)
    rules = load_rules([pack])
    examples: dict[str, tuple[Example, ...]] = {}
    bases: dict[str, Mapping[str, Any]] = {}
    for rule in rules.rules:
        path = folder / f"{rule.name}{SUFFIX}"
        if path.is_file():
            found, _ = read_examples(path, rule.subject, f"{folder.name}/{path.name}")
            examples[rule.id] = tuple(found)
            document, _ = read_file(path)
            top = document.data if document is not None else None
            bases[rule.id] = (top.get("base") or {}) if isinstance(top, dict) else {}
    return Bench(folder, rules, examples, bases)


def chosen(bench: Bench, globs: Sequence[str] | None) -> tuple[Rule, ...]:
    """Give the rules whose id fits one of the globs; all of them without globs."""
    return bench.rules.select(globs).rules if globs else bench.rules.rules


def first_day(examples: Sequence[Example]) -> date:
    """Give the date of the first example, or one when there is none."""
    return examples[0].as_of if examples else date(2026, 3, 1)
