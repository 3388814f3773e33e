"""A pack under test: its rules under each profile, and the example cases beside them, each read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from guidelinekit.check.places import Place, tops
from guidelinekit.diagnostics import Diagnostic, Route, errors
from guidelinekit.errors import RuleError
from guidelinekit.evaluate import RuleSet, load_rules
from guidelinekit.evaluate.load import rules_of
from guidelinekit.evaluate.loading import read_and_checked
from guidelinekit.evaluate.unpacked import LooseRule
from guidelinekit.examples.example_file import Example, ExampleFile, read_examples
from guidelinekit.lang.rule import Pack, Rule
from guidelinekit.rules.documents import shown_as
from guidelinekit.rules.pack_folder import rule_files
from guidelinekit.rules.packs import CASES, YAML, bundled_profiles, find_pack
from guidelinekit.semantics.values import Settings
from guidelinekit.text import Text

DEFAULT_PROFILE = "suggested"
"""The profile of an example that names none."""
_NO_EXAMPLE = date(2026, 3, 1)


@dataclass(frozen=True)
class PackUnderTest:
    """A pack with its example cases. Rules are named without the pack, so that versions can be lined up."""

    folder: Path
    pack: Pack
    left_out: tuple[str, ...] = ()
    """The rules of its folder that cannot be used, where others are tested all the same."""
    _profiles: dict[str, RuleSet] = field(default_factory=dict, repr=False, compare=False)
    _alone: dict[tuple[str, str], RuleSet] = field(default_factory=dict, repr=False, compare=False)
    _loose: dict[tuple[str, str | None], LooseRule] = field(default_factory=dict, repr=False, compare=False)
    _files: dict[Path, ExampleFile] = field(default_factory=dict, repr=False, compare=False)

    def under(self, profile: str | None = None) -> RuleSet:
        """Return the rules under a profile: one in `profiles` beside the pack, or a bundled one.

        Raises RuleError where they cannot be used.
        """
        name = profile or DEFAULT_PROFILE
        if name not in self._profiles:
            self._profiles[name] = (
                rules_of(self.pack, self.folder, nearby(self.folder, name))
                if self.left_out
                else load_rules([self.folder], nearby(self.folder, name))
            )
        return self._profiles[name]

    def alone(self, example: Example) -> RuleSet:
        """Return only the rule that an example is about, or none where its profile switches it off."""
        key = (example.rule, example.profile or DEFAULT_PROFILE)
        if key not in self._alone:
            rules = self.under(example.profile)
            self._alone[key] = rules.of(rules.fitting([f"{self.pack.id}/{example.rule}"]))
        return self._alone[key]

    @property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule of the pack by its name."""
        return {rule.name: rule for rule in self.pack.rules}

    def chosen(self, globs: Sequence[str] | None) -> tuple[Rule, ...]:
        """Return the rules that the default profile leaves on and whose id fits one of the globs, if any."""
        rules = self.under()
        return rules.fitting(globs) if globs else rules.rules

    def settings(self, rule: Rule, profile: str | None = None) -> Settings:
        """Return the parameters of a rule under a profile. Raises RuleError where it cannot be used."""
        return self.under(profile).settings(rule)

    def file_of(self, rule: Rule) -> Path:
        """Return where the examples of a rule stand, or would."""
        return self.folder / f"{rule.name}{CASES}"

    def file(self, rule: Rule) -> ExampleFile:
        """Return the examples of a rule, those that cannot be run told as problems."""
        path = self.file_of(rule)
        if path not in self._files:
            read = read_examples(path, rule.subject, shown_as(path)) if path.is_file() else ExampleFile()
            self._files[path] = read
        return self._files[path]

    def examples(self, rule: Rule) -> tuple[Example, ...]:
        """Return the examples of a rule that can be run."""
        return self.file(rule).examples

    def loose(self, rule: Rule, profile: str | None = None) -> LooseRule:
        """Return a rule of the pack under the parameters of a profile: compiled once."""
        key = rule.id, profile
        if key not in self._loose:
            self._loose[key] = LooseRule(rule, self.settings(rule, profile))
        return self._loose[key]

    def local(self, rule: Rule, profile: str | None = None) -> frozenset[str]:
        """Return the names of the parameters that are set locally."""
        return self.under(profile).local_parameters(rule)

    def first_day(self, rule: Rule) -> date:
        """Return the date of a rule's first example, or one when there is none."""
        return next((example.as_of for example in self.examples(rule)), _NO_EXAMPLE)

    @cached_property
    def tops(self) -> Mapping[str, Place]:
        """The rules by their full ids, and the definitions as `definitions/x`."""
        names = (("/".join(map(str, top.route)), top) for top in tops(self.pack))
        return {name.removeprefix("rules/"): top for name, top in names}

    def place(self, owner: str, route: Route) -> str:
        """Return the file and line of a place in a rule (its full id), `definitions/x` or `value_sets/x`."""
        top: Route = self.tops[owner].route if owner in self.tops else tuple(owner.split("/"))
        placed = read_and_checked(self.folder).loaded.place(
            Diagnostic("place", Text(da="", en=""), route=(*top, *route))
        )
        file = Path(placed.file).name if placed.file else self.folder.name
        return file if placed.span is None else f"{file}:{placed.span.line}"


def open_pack(pack: str | Path | PackUnderTest, globs: Sequence[str] | None = None) -> PackUnderTest:
    """Return a pack by the name of a bundled one or its folder; one that is open as it is.

    With globs, only the rules whose id fits one must be sound: others that are not are left out. Raises
    RuleError when the pack cannot be used.
    """
    if isinstance(pack, PackUnderTest):
        return pack
    folder = find_pack(pack)
    try:
        rules = load_rules([folder], nearby(folder, DEFAULT_PROFILE))
    except RuleError:
        part = _sound_part(folder, globs) if globs else None
        if part is None:
            raise
        return part
    return PackUnderTest(folder, rules.packs[0], _profiles={DEFAULT_PROFILE: rules})


def _sound_part(folder: Path, globs: Sequence[str]) -> PackUnderTest | None:
    """Return the pack without the rules that have errors; None where it is not rules that have them."""
    checked = read_and_checked(folder)
    pack, problems = checked.sound, errors(checked.problems)
    if pack is None or not problems:
        return None
    names = {rule.name for rule in pack.rules}
    left_out = [path.stem for path in rule_files(folder) if path.stem not in names]
    if asked := [f"{name}{YAML}" for name in left_out if fits(name, pack.id, globs)]:
        own = [problem for problem in problems if problem.file and Path(problem.file).name in asked]
        raise RuleError(own or problems)
    return PackUnderTest(folder, pack, tuple(left_out))


def fits(rule: str, pack: str, globs: Sequence[str] | None) -> bool:
    """Say whether a rule, by its name or its full id, fits one of the globs; it does where there are none."""
    return not globs or any(fnmatchcase(name, glob) for name in (rule, f"{pack}/{rule}") for glob in globs)


def nearby(folder: Path, profile: str) -> str | Path:
    """Return the profile that stands beside a pack, as it does in a repository of rules; else the name."""
    beside = folder.resolve().parent / "profiles" / f"{profile}.yaml"
    return beside if Path(profile).name == profile and beside.is_file() else profile


def profiles() -> tuple[str | None, ...]:
    """Return the profiles under which an example can be proposed; None is the default one."""
    return (None, *(name for name in bundled_profiles() if name != DEFAULT_PROFILE))
