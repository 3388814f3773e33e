"""Running the example cases of a pack: does each rule say what its author expects."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from guidelinekit.diagnostics import Diagnostic, Severity, errors, in_order
from guidelinekit.errors import RuleError
from guidelinekit.evaluate import RuleSet, load_rules
from guidelinekit.evaluate.loading import read_and_checked
from guidelinekit.examples.read import SUFFIX, Example, read_examples
from guidelinekit.lang.rule import Language, Subject
from guidelinekit.results import Result
from guidelinekit.rules.find import find_pack
from guidelinekit.rules.pack_folder import example_problems, shown_as
from guidelinekit.wording.explanation import Explained

DEFAULT_PROFILE = "suggested"
_SEVERAL = 5
"""More differing results than this are not explained one by one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one example: nothing to say, or what differs from the expectation."""

    example: Example
    differences: tuple[str, ...]
    rules: RuleSet
    differing: tuple[int, ...] = ()
    """Which of the results differ, counted from 0."""

    @property
    def passed(self) -> bool:
        """Whether the rule said what was expected."""
        return not self.differences

    def explanation(self, language: Language) -> tuple[Explained, ...]:
        """Give why the results that differ are what they are: only what decided them."""
        if not self.differing:
            return ()
        example = self.example
        found = self.rules.explain(example.rule, example.record, example.as_of, language, deciding=True)
        return tuple(found[index] for index in self.differing[:_SEVERAL] if index < len(found))


@dataclass(slots=True)
class Examples:
    """The example cases of one pack, and its rules under the profiles that they name."""

    folder: Path
    loaded: dict[str, RuleSet] = field(default_factory=dict)
    alone: dict[tuple[str, str], RuleSet] = field(default_factory=dict)

    def under(self, profile: str | None) -> RuleSet:
        """Give the pack's rules under a profile: one in `profiles` beside the pack, or a bundled one."""
        name = profile or DEFAULT_PROFILE
        if name not in self.loaded:
            near = self.folder.resolve().parent / "profiles" / f"{name}.yaml"
            self.loaded[name] = load_rules([self.folder], near if near.is_file() else name)
        return self.loaded[name]

    def read(self, path: Path) -> tuple[list[Example], list[Diagnostic]]:
        """Give the examples of a file that can be run, and every problem of the others.

        Raises RuleError when the rules cannot be used.
        """
        name, shown = path.name.removesuffix(SUFFIX), shown_as(path)
        subject = self._subject(name)
        if subject is None:
            message = f"there is no rule `{name}` beside these examples"
            hint = f"write {name}.yaml, or rename the file"
            return [], [Diagnostic("bad-example", message, hint, file=shown)]
        examples, problems = read_examples(path, subject, shown)
        if examples and examples[0].rule != name:
            message = f"the examples are said to be of `{examples[0].rule}`"
            place = examples[0].place
            problems.append(
                Diagnostic(
                    "bad-example", message, f"write `rule: {name}`, as the file is named", file=place.file
                )
            )
            examples = []
        return examples, problems

    def results(self, example: Example) -> tuple[Result, ...]:
        """Evaluate an example; no results where its profile switches the rule off."""
        rules = self._alone(example)
        if not rules.rules:
            return ()
        return rules.evaluate(example.record, as_of=example.as_of).results

    def run(self, example: Example) -> Outcome:
        """Run one example. Raises RuleError when its profile cannot be used."""
        results = self.results(example)
        if not results:
            off = f"the profile `{example.profile or DEFAULT_PROFILE}` switches the rule off"
            return Outcome(example, (off,), self._alone(example))
        differences = list(_differences(example.expect, results))
        differing = tuple(dict.fromkeys(index for index, _ in differences))
        texts = tuple(dict.fromkeys(text for _, text in differences))
        return Outcome(example, texts, self._alone(example), differing)

    def _alone(self, example: Example) -> RuleSet:
        """Give the rules with only the one that an example is about."""
        key = (example.rule, example.profile or DEFAULT_PROFILE)
        if key not in self.alone:
            rules = self.under(example.profile)
            self.alone[key] = rules.select([f"{rules.packs[0].id}/{example.rule}"])
        return self.alone[key]

    def _subject(self, name: str) -> Subject | None:
        rules = self.under(None)
        found = next((rule for rule in rules.packs[0].rules if rule.id.endswith(f"/{name}")), None)
        return None if found is None else found.subject


def run_examples(pack: str | Path, globs: Sequence[str] | None = None) -> Iterator[Outcome | Diagnostic]:
    """Run every example of a pack (a bundled one's name, or a folder) in the order of its files.

    Gives an outcome per example and a diagnostic per example that cannot be run; with `globs`, only for the
    rules whose id fits one. Raises RuleError when the pack or a profile cannot be used.
    """
    examples = Examples(find_pack(pack))
    name = examples.under(None).packs[0].id
    for path in sorted(examples.folder.glob(f"*{SUFFIX}")):
        rule = path.name.removesuffix(SUFFIX)
        if globs and not any(
            fnmatchcase(rule, glob) or fnmatchcase(f"{name}/{rule}", glob) for glob in globs
        ):
            continue
        read, problems = examples.read(path)
        yield from problems
        yield from map(examples.run, read)


def warnings_of(pack: str | Path) -> list[Diagnostic]:
    """Give what the loader and the check warn of in a pack: no examples, unused names, conditions like true.

    Raises RuleError when the pack cannot be used.
    """
    folder = find_pack(pack)
    checked = read_and_checked(folder)
    found = [*checked.problems, *example_problems(folder)]
    if checked.loaded.pack is None or errors(found):
        raise RuleError(errors(found))
    return in_order(one for one in found if one.severity is Severity.WARNING)


def _differences(
    expected: tuple[Mapping[str, Any], ...], got: tuple[Result, ...]
) -> Iterator[tuple[int, str]]:
    """Give what differs, each with the number of the result that it is about."""
    if len(expected) != len(got):
        found = ", ".join(f"{result.status} at `{result.subject}`" for result in got)
        for index in range(max(len(got), 1)):
            yield index, f"expected {len(expected)} results, got {len(got)}: {found}"
        return
    for index, (want, result) in enumerate(zip(expected, got, strict=True)):
        where = f" at `{result.subject}`" if result.subject else ""
        for key, value in want.items():
            actual = _plain(key, result)
            same = sorted(actual) == sorted(value) if isinstance(actual, list) else actual == value
            if not same:
                yield index, f"{key}{where}: expected {_shown(value)}, got {_shown(actual)}"


def _plain(key: str, result: Result) -> Any:
    if key == "missing":
        return [missing.pointer for missing in result.missing]
    value = getattr(result, key)
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def _shown(value: Any) -> str:
    return "nothing" if value is None else str(value)
