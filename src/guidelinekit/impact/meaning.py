"""What a rule means, without how it is written: the canonical tree, freed of names."""

from collections.abc import Mapping
from typing import Any

from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule

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
