"""The mutants of a pack: each mistake with the rules that it changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from guidelinekit.check.advice import modality_words
from guidelinekit.check.places import Place, places
from guidelinekit.check.reachable import DEFINITIONS
from guidelinekit.check.standing import one_of_values
from guidelinekit.evaluate.unpacked import LooseRule
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Dated, Definition, Modality, Pack, Rule, Unit
from guidelinekit.lang.walk import names_in, renamed, rewrite
from guidelinekit.mutation.mistakes import Edit, Mistake, edits, replaced
from guidelinekit.semantics.values import Settings

VALUE_SETS = "value_sets"
_SCORE_STEP = 0.01


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake in a rule, a definition or a value set."""

    owner: str
    """A rule's full id, `definitions/<name>`, `value_sets/<name>`, or `in_force/<from>..<to>`."""
    edit: Edit
    moved: tuple[str, float] | None = None
    """A parameter whose value is moved by so much, where that is the mistake."""
    right: e.Condition = e.TRUE
    """The definition, where the mistake is in a definition."""
    whole: e.Condition = e.TRUE
    """The definition with the mistake in it."""

    def rule(self, rule: Rule) -> Rule:
        """Return a rule with the mistake in it."""
        kind, _, name = self.owner.partition("/")
        if self.moved is not None:
            return rule
        if kind == DEFINITIONS:
            return rewrite(rule, lambda node: _redefined(node, name, self.right, self.whole))
        if kind == VALUE_SETS:
            return rewrite(rule, lambda node: _reduced(node, self.edit))
        return replaced(rule, self.edit.route, self.edit.after)

    def loose(self, right: LooseRule) -> LooseRule:
        """Return the rule with the mistake in it, under the parameters with the mistake in them."""
        return LooseRule(self.rule(right.rule), self._settings(right.settings))

    def _settings(self, settings: Settings) -> Settings:
        if self.moved is None or self.moved[0] not in settings:
            return settings
        name, by = self.moved
        values = tuple(Dated(start=dated.start, value=_moved(dated.value, by)) for dated in settings[name])
        return {**settings, name: values}


def mutants(top: Place, pack: Pack) -> Iterator[Mutant]:
    """Return the mutants of what a rule or a definition itself says, with the parameters that it names."""
    kind, name = str(top.route[0]), str(top.route[1])
    owner = name if isinstance(top.node, Rule) else f"{kind}/{name}"
    for edit in edits(top):
        if not _of_named_set(edit, pack):
            wrong = replaced(top.node, edit.route, edit.after)
            if isinstance(top.node, Definition) and isinstance(wrong, Definition):
                yield Mutant(owner, edit, right=top.node.when, whole=wrong.when)
            else:
                yield Mutant(owner, edit)
    yield from _parameters(top, owner)


def value_set_mutants(name: str, values: tuple[Any, ...]) -> Iterator[Mutant]:
    """Return the mutants of a named value set: each lacks one value."""
    before = e.ValueSet(values=values, name=name)
    for index in range(len(values)):
        after = e.ValueSet(values=(*values[:index], *values[index + 1 :]), name=name)
        yield Mutant(f"{VALUE_SETS}/{name}", Edit(Mistake.VALUE, (), before, after))


def _of_named_set(edit: Edit, pack: Pack) -> bool:
    """Say whether a mistake in a named value set was found where the set is used: it counts there once."""
    values = one_of_values(edit.before) if edit.mistake is Mistake.VALUE else None
    return values is not None and values in pack.value_sets.values()


def _parameters(top: Place, owner: str) -> Iterator[Mutant]:
    named: dict[str, Place] = {}
    for place in places(top):
        if isinstance(place.node, e.Parameter):
            named.setdefault(place.node.name, place)
    for name, place in named.items():
        parameter = place.scope.parameters.get(name)
        if parameter is not None:
            step = _SCORE_STEP if parameter.unit is Unit.SCORE else 1
            edit = Edit(Mistake.PARAMETER, place.route[len(top.route) :], place.node, place.node)
            yield from (Mutant(owner, edit, (name, by)) for by in (step, -step))


def _moved(value: Any, by: float) -> Any:
    return value + by if isinstance(value, int | float) and not isinstance(value, bool) else value


def _redefined(node: e.Node, name: str, right: e.Condition, wrong: e.Condition) -> e.Node:
    if not (isinstance(node, e.Use) and node.name == name):
        return node
    names = dict(zip(names_in(right), names_in(node.of), strict=True))
    return node.model_copy(update={"of": renamed(wrong, names)})


def _reduced(node: e.Node, edit: Edit) -> e.Node:
    before, after = edit.before, edit.after
    assert isinstance(before, e.ValueSet)  # noqa: S101 - made so by `value_set_mutants`
    assert isinstance(after, e.ValueSet)  # noqa: S101
    if isinstance(node, e.ValueSet) and node.name == before.name:
        return after
    if isinstance(node, e.AnyOf) and one_of_values(node) == before.values:
        return e.AnyOf(of=tuple(part for part in node.of if _value(part) in after.values))
    return node


def _value(part: e.Node) -> Any:
    return part.right.value if isinstance(part, e.Compare) and isinstance(part.right, e.Constant) else None


@dataclass(frozen=True, slots=True)
class Strengths:
    """How many wrong strengths `lint` would notice in rules, and those that it would not."""

    total: int
    unnoticed: tuple[tuple[str, Modality], ...]
    """Rules by their full ids, each with a strength that one of its passages has too."""

    @property
    def noticed(self) -> int:
        """How many differ from the word of every passage."""
        return self.total - len(self.unnoticed)


def wrong_strengths(rules: Sequence[Rule], pack: Pack) -> Strengths:
    """Give every rule every other strength, and see whether it still fits the words of its passages."""
    others = [(rule, modality) for rule in rules for modality in Modality if modality is not rule.modality]
    return Strengths(len(others), tuple(_unnoticed(others, pack)))


def _unnoticed(others: Sequence[tuple[Rule, Modality]], pack: Pack) -> Iterator[tuple[str, Modality]]:
    for rule, modality in others:
        if not any(modality_words(rule.model_copy(update={"modality": modality}), pack)):
            yield rule.id, modality
