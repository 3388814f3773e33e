"""Running the example cases of a pack: does each rule say what its author expects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from guidelinekit.authoring.examples import SUFFIX, Example, read_examples
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.evaluate import RuleSet, load_rules
from guidelinekit.results import Result
from guidelinekit.rules.find import find_pack

DEFAULT_PROFILE = "suggested"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one example: nothing to say, or what differs from the expectation."""

    example: Example
    differences: tuple[str, ...]
    rules: RuleSet

    @property
    def passed(self) -> bool:
        """Whether the rule said what was expected."""
        return not self.differences


def run_examples(pack: str | Path) -> Iterator[Outcome | Diagnostic]:
    """Run every example of a pack (a bundled one's name, or a folder) in the order of its files.

    Gives an outcome per example and a diagnostic per example that cannot be run. Raises RuleError when
    the pack or a profile cannot be used.
    """
    profiles: dict[str, RuleSet] = {}
    rules = _rules(pack, DEFAULT_PROFILE, profiles)
    folder = find_pack(pack)
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        name = path.name.removesuffix(SUFFIX)
        shown = f"{folder.name}/{path.name}"
        try:
            rule = rules.rule(name)
        except KeyError:
            message = f"there is no rule `{name}` beside these examples"
            yield Diagnostic("bad-example", message, f"write {name}.yaml, or rename the file", file=shown)
            continue
        examples, problems = read_examples(path, rule.subject, shown)
        yield from problems
        for example in examples:
            ruleset = _rules(pack, example.profile or DEFAULT_PROFILE, profiles)
            evaluation = ruleset.select([rule.id]).evaluate(example.record, as_of=example.as_of)
            yield Outcome(example, tuple(_differences(example.expect, evaluation.results)), ruleset)


def _rules(pack: str | Path, profile: str, loaded: dict[str, RuleSet]) -> RuleSet:
    if profile not in loaded:
        loaded[profile] = load_rules([pack], profile)
    return loaded[profile]


def _differences(expected: tuple[Mapping[str, Any], ...], got: tuple[Result, ...]) -> Iterator[str]:
    if len(expected) != len(got):
        found = ", ".join(f"{result.status} at `{result.subject}`" for result in got)
        yield f"expected {len(expected)} results, got {len(got)}: {found}"
        return
    for want, result in zip(expected, got, strict=True):
        where = f" at `{result.subject}`" if result.subject else ""
        for key, value in want.items():
            actual = _plain(key, result)
            same = sorted(actual) == sorted(value) if isinstance(actual, list) else actual == value
            if not same:
                yield f"{key}{where}: expected {_shown(value)}, got {_shown(actual)}"


def _plain(key: str, result: Result) -> Any:
    if key == "missing":
        return [missing.pointer for missing in result.missing]
    value = getattr(result, key)
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def _shown(value: Any) -> str:
    return "nothing" if value is None else str(value)
