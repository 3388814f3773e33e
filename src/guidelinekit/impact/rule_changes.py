"""What differs between two versions of a pack, rule by rule: the logic, the numbers, or the words only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from guidelinekit.check.texts import parameters_named
from guidelinekit.impact.versions import Version
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Dated, Rule
from guidelinekit.lang.walk import nodes
from guidelinekit.text import Language
from guidelinekit.wording.conditions import condition
from guidelinekit.wording.explanation import Outline
from guidelinekit.wording.rule import logic_lines
from guidelinekit.wording.values import Vocabulary

Names = Mapping[str, str]


def logic_of(rule: Rule) -> tuple[Any, ...]:
    """Return a rule's logic: with the same logic and parameters two rules say the same of every record.

    Definitions stand for what they mean, and the names of items and value sets do not matter.
    """
    names: Names = {}
    each: Any = None
    applies = bare(rule.applies_when)
    if rule.for_each is not None:
        names = {rule.for_each.item: "#item"}
        each = (bare(rule.for_each.over), bare(rule.for_each.where, names))
    return (
        rule.subject,
        rule.in_force,
        applies,
        each,
        bare(rule.requires, names),
        bare(rule.deadline, names),
        bare(rule.repeats, names),
        tuple((entry.reason, bare(entry.when, names)) for entry in rule.exempt_when),
    )


def bare(value: Any, names: Names | None = None) -> Any:
    """Return a tree as nested tuples, without the names that an author chose."""
    renamed = names or {}
    match value:
        case e.Use(of=of):
            return bare(of, renamed)
        case e.ValueSet(values=values):
            return "values", values
        case e.Path(root=root, steps=steps):
            return "path", renamed.get(root, root), steps
        case e.Count(over=over, item=item) | e.Every(over=over, item=item) | e.Matching(over=over, item=item):
            inner = {**renamed, item: f"#{len(renamed)}"}
            parts = (
                bare(getattr(value, name), inner)
                for name in type(value).model_fields
                if name not in {"over", "item"}
            )
            return type(value).__name__, bare(over, renamed), *parts
        case e.Node():
            return (
                type(value).__name__,
                *(bare(getattr(value, name), renamed) for name in type(value).model_fields),
            )
        case tuple():
            return tuple(bare(part, renamed) for part in value)
        case _:
            return value


WORDS = (
    "formerly",
    "title",
    "finding",
    "remedy",
    "interpretation",
    "anvisning",
    "passages",
    "modality",
    "evidence",
    "sums_up",
)
"""What a rule says of itself, beside its logic."""


class ChangeKind(StrEnum):
    """What became of a rule."""

    ADDED = "added"
    REMOVED = "removed"
    LOGIC = "logic"
    """Its logic is another, whatever else is."""
    PARAMETERS = "parameters"
    """The same logic counts with other numbers."""
    TEXT = "text"
    """Only what it says of itself is another."""
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Moved:
    """A parameter with other values."""

    name: str
    old: tuple[Dated, ...]
    new: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class ProseChange:
    """A part of a rule in prose, before and after; None where it was not there."""

    heading: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What differs between two versions of a rule."""

    name: str
    """The rule's id without its pack."""
    kind: ChangeKind
    old: Rule | None
    new: Rule | None
    moved: tuple[Moved, ...] = ()
    words: tuple[str, ...] = ()
    """Which of `WORDS` differ."""

    @property
    def rule(self) -> Rule:
        """The rule as it is now, or as it was."""
        rule = self.new or self.old
        assert rule is not None  # noqa: S101 - a change is of a rule
        return rule


def compare(old: Version, new: Version) -> tuple[RuleChange, ...]:
    """Line up the rules of two versions, in the order of the new one, those removed last."""
    before, after = old.by_name, new.by_name
    changes = [_change(name, before.get(name), rule, old, new) for name, rule in after.items()]
    gone = (
        RuleChange(name, ChangeKind.REMOVED, rule, None) for name, rule in before.items() if name not in after
    )
    return (*changes, *gone)


def _change(name: str, was: Rule | None, now: Rule, old: Version, new: Version) -> RuleChange:
    if was is None:
        return RuleChange(name, ChangeKind.ADDED, None, now)
    before, after = old.rules.settings(was), new.rules.settings(now)
    used = dict.fromkeys(node.name for rule in (was, now) for node in nodes(rule, e.Parameter))
    moved = tuple(
        Moved(each, before.get(each, ()), after.get(each, ()))
        for each in used
        if before.get(each, ()) != after.get(each, ())
    )
    words = tuple(each for each in WORDS if getattr(was, each) != getattr(now, each))
    if logic_of(was) != logic_of(now):
        kind = ChangeKind.LOGIC
    elif moved:
        kind = ChangeKind.PARAMETERS
    else:
        kind = ChangeKind.TEXT if words or _texts_moved(was, now, old, new) else ChangeKind.SAME
    return RuleChange(name, kind, was, now, moved, words)


def _texts_moved(was: Rule, now: Rule, old: Version, new: Version) -> bool:
    """Say whether the texts name a parameter with another value, which no condition counts with."""
    named = {*parameters_named(was), *parameters_named(now)}
    before, after = old.rules.settings(was), new.rules.settings(now)
    return any(before.get(each, ()) != after.get(each, ()) for each in named)


def in_prose(
    change: RuleChange, old: Version, new: Version, as_of: date, language: Language
) -> tuple[ProseChange, ...]:
    """Return the parts of a rule's logic that read otherwise than before, definitions last."""
    if change.old is None or change.new is None:
        return ()
    was, now = _lines(old, change.old, as_of, language), _lines(new, change.new, as_of, language)
    parts = [
        ProseChange(heading, was.get(heading), now.get(heading))
        for heading in dict.fromkeys([*was, *now])
        if was.get(heading) != now.get(heading)
    ]
    return (*parts, *_definitions(change.old, change.new, old, new, as_of, language))


def _lines(version: Version, rule: Rule, as_of: date, language: Language) -> dict[str, str]:
    lines: dict[str, str] = {}
    for heading, outlined in logic_lines(rule, version.rules.vocabulary(rule, as_of, language)):
        text = _flat(outlined)
        lines[heading] = f"{lines[heading]}; {text}" if heading in lines else text
    return lines


def _flat(outlined: Outline) -> str:
    below = "; ".join(_flat(part) for part in outlined.parts)
    return f"{outlined.text} {below}" if below else outlined.text


def _definitions(
    was: Rule, now: Rule, old: Version, new: Version, as_of: date, language: Language
) -> Iterator[ProseChange]:
    before, after = _uses(was), _uses(now)
    words = old.rules.vocabulary(was, as_of, language), new.rules.vocabulary(now, as_of, language)
    for name in (name for name in before if name in after):
        if bare(before[name]) != bare(after[name]) and not _deeper(before[name].of, after):
            title = words[1].definitions[name].title.text(language)
            yield ProseChange(f"«{title}»", *(_defined(each, name) for each in words))


def _defined(words: Vocabulary, name: str) -> str:
    definition = words.definitions[name]
    return condition(definition.when, words.about(definition))


def _deeper(before: e.Node, after: dict[str, e.Use]) -> bool:
    """Say whether a definition differs only because one that it uses does."""
    return any(use.name in after and bare(use.of) != bare(after[use.name].of) for use in nodes(before, e.Use))


def _uses(rule: Rule) -> dict[str, e.Use]:
    return {use.name: use for use in nodes(rule, e.Use)}
