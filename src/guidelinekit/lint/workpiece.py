"""A pack as `lint` searches it: its examples, and the values that its parameters can have."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from guidelinekit.case import Case, Provider
from guidelinekit.casesearch.interests import Interests, interests
from guidelinekit.compile.verdicts import PythonProgram
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.examples.read import SUFFIX, Example, read_examples
from guidelinekit.lang.rule import Dated, Pack, ParameterDefinition, Rule, Subject, Unit
from guidelinekit.results import Status
from guidelinekit.rules.pack_folder import shown_as
from guidelinekit.rules.packs import profile_path
from guidelinekit.rules.profile import load_profile
from guidelinekit.semantics.values import Settings

_SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Workpiece:
    """A pack with its examples and its possible settings."""

    pack: Pack
    examples: Mapping[str, tuple[Example, ...]]
    """By the full id of the rule."""
    settings: tuple[Settings, ...]
    """The suggested values, then every local parameter at its lowest and at its highest."""

    def interests(self, rule: Rule) -> Interests:
        """Give what a rule reads, around every value that its parameters can have here."""
        names = {name for each in self.settings for name in each}
        every = {
            name: tuple(dated for each in self.settings for dated in each.get(name, ())) for name in names
        }
        return interests(rule, every)


def workpiece(pack: Pack, folder: Path) -> tuple[Workpiece, list[Diagnostic]]:
    """Read the examples of a pack; give the pack to be searched, and the examples that cannot be read."""
    examples: dict[str, tuple[Example, ...]] = {}
    problems: list[Diagnostic] = []
    for rule in pack.rules:
        path = folder / f"{rule.name}{SUFFIX}"
        if path.is_file():
            found, wrong = read_examples(path, rule.subject, shown_as(path))
            examples[rule.id] = tuple(found)
            problems += [problem for problem in wrong if problem.code == "bad-example"]
    return Workpiece(pack, examples, tuple(_settings(pack))), problems


def _settings(pack: Pack) -> Iterator[Settings]:
    fixed = {parameter.name: parameter.values for parameter in pack.parameters if parameter.values}
    profile, _ = load_profile(profile_path(_SUGGESTED), [pack], lambda _: True)
    suggested = {} if profile is None else profile.settings
    mine = {
        name.partition("/")[2]: setting.values
        for name, setting in suggested.items()
        if name.startswith(f"{pack.id}/")
    }
    open_ = [parameter for parameter in pack.parameters if parameter.name not in fixed]
    yield {**_all_at(open_, 0.5), **fixed, **mine}
    if open_:
        yield {**_all_at(open_, 0), **fixed}
        yield {**_all_at(open_, 1), **fixed}


def _all_at(parameters: Sequence[ParameterDefinition], share: float) -> Settings:
    """Give each parameter the value that lies so far between its bounds."""
    return {parameter.name: (Dated(value=_between(parameter, share)),) for parameter in parameters}


def _between(parameter: ParameterDefinition, share: float) -> float:
    value = parameter.lower + (parameter.upper - parameter.lower) * share
    return value if parameter.unit is Unit.SCORE else int(value)


class Verdicts:
    """Several rules compiled together, each under every setting."""

    def __init__(self, rules: Sequence[Rule], settings: Sequence[Settings]) -> None:
        self._count = len(rules)
        named = [
            rule.model_copy(update={"id": f"{number}/{rule.name}"})
            for number, _ in enumerate(settings)
            for rule in rules
        ]
        packs = {str(number): each for number, each in enumerate(settings)}
        self._program = PythonProgram(named, packs)

    def of(self, record: Case | Provider, as_of: date) -> list[tuple[Status, ...]]:
        """Give the statuses that each rule comes to, the settings one after the other for each rule."""
        subject = Subject.CASE if isinstance(record, Case) else Subject.PROVIDER
        found: list[list[Status]] = [[] for _ in range(self._count)]
        for index, status, *_ in self._program.judge(record, as_of, subject):
            found[index % self._count].append(status)
        return [tuple(each) for each in found]
