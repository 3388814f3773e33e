"""Every place of a rule with what can be read there: the names in scope and the type behind each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind, resolve, with_attestations
from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import ForEach, Pack, ParameterDefinition, Rule, Subject
from guidelinekit.suggest import nearest
from guidelinekit.text import Text, say

_UNNAMED = re.compile(r"item(_[0-9]+)?")
"""What loading calls an item that its author left without a name."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that a path can start with, and what is behind each."""

    record: str
    start: str
    """Where a path that names no start begins: the record, or the item of the quantifier around."""
    types: Mapping[str, FieldType | None]
    """None where the type could not be found out: then nothing is said of what is below."""
    lists: Mapping[str, str]
    """For each item, the list that it comes from, as its author wrote it."""
    parameters: Mapping[str, ParameterDefinition]


@dataclass(frozen=True, slots=True)
class Place:
    """A node with its route, its scope, the node above it and the field there that holds it."""

    route: Route
    node: e.Node
    scope: Scope
    above: e.Node | None = None
    slot: str = ""


def tops(pack: Pack) -> Iterator[Place]:
    """Return the pack's definitions, measures and rules."""
    parameters = {parameter.name: parameter for parameter in pack.parameters}
    for definition in pack.definitions:
        scope = _record_scope(Subject.CASE, parameters, pack)
        for item in definition.items:
            start = item.name if item is definition.of else scope.record
            scope = replace(inside(scope, item.over, item.name), start=start)
        yield Place(("definitions", definition.name), definition, scope)
    for measure in pack.measures:
        scope = _record_scope(Subject.CASE, parameters, pack)
        yield Place(("measures", measure.name), measure, scope)
    for rule in pack.rules:
        yield Place(("rules", rule.id), rule, _record_scope(rule.subject, parameters, pack))


def places(top: Place) -> Iterator[Place]:
    """Return `top` and every place below it, without going into the definitions that it uses."""
    yield top
    for place in below(top):
        yield from places(place)


def below(place: Place) -> Iterator[Place]:
    """Return the places directly below one."""
    if isinstance(place.node, e.Use):
        return
    for name in type(place.node).model_fields:
        held = getattr(place.node, name)
        scope = scope_in(place, name)
        if isinstance(held, e.Node):
            yield Place((*place.route, name), held, scope, place.node, name)
        elif isinstance(held, tuple):
            for index, part in enumerate(held):
                if isinstance(part, e.Node):
                    yield Place((*place.route, name, index), part, scope, place.node, name)


def type_of(path: e.Path, scope: Scope) -> FieldType | None:
    """Return the type of what a path reads, or None when it reads nothing that is known."""
    start = scope.types.get(path.root)
    return None if start is None else resolve(start, path.steps)


def shown(path: e.Path, scope: Scope) -> str:
    """Return a path as its author would write it at this place."""
    bare = path.root == scope.start and (path.root == scope.record or _UNNAMED.fullmatch(path.root))
    return ".".join(path.steps if bare and path.steps else (path.root, *path.steps))


def unnamed_item(word: str, scope: Scope) -> Text | None:
    """Say how an item gets the name by which something else calls it, where that sounds like its list."""
    for item, listed in scope.lists.items():
        if _UNNAMED.fullmatch(item) and word not in scope.types and nearest(word, [listed.split(".")[-1]]):
            return say(
                "giv elementet i `{listed}` sit navn: skriv `as: {word}` ved siden af listen",
                "give the item of `{listed}` its name: write `as: {word}` beside the list",
                listed=listed,
                word=word,
            )
    return None


def _record_scope(subject: Subject, parameters: Mapping[str, ParameterDefinition], pack: Pack) -> Scope:
    record = subject.value
    types = {record: with_attestations(CATALOGUES[subject], pack.attestations)}
    return Scope(record, record, types, {}, parameters)


_OF_ITEMS = {"where", "satisfies", "date"}
"""The fields of a node over a list that are about its items."""


def scope_in(place: Place, name: str) -> Scope:
    """Return the scope in a field of the node at a place."""
    match place.node:
        case (e.Count() | e.Every() | e.Matching() | ForEach()) as quantifier if name in _OF_ITEMS:
            return inside(place.scope, quantifier.over, quantifier.item)
        case Rule(for_each=ForEach() as each) if name not in {"applies_when", "for_each"}:
            return replace(inside(place.scope, each.over, each.item), start=place.scope.start)
        case _:
            return place.scope


def inside(scope: Scope, over: e.Path, item: str) -> Scope:
    """Return the scope inside a quantifier over a list, with its item named."""
    kind = type_of(over, scope)
    inner = kind.item if kind is not None and kind.kind is Kind.LIST else None
    types, lists = {**scope.types, item: inner}, {**scope.lists, item: shown(over, scope)}
    return replace(scope, start=item, types=types, lists=lists)
