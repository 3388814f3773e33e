"""`use: name`: a definition of the pack put where it is used, its items called as the items there are.

A definition is about the record, or about an item of a list (`of`) and further items (`given`). The names
that it gives to items are its own: where one is taken at the place of use, it is called otherwise there.
"""

import re
from collections.abc import Collection
from typing import Any

from guidelinekit import limits
from guidelinekit.case.catalogue import CATALOGUES, FieldType, resolve
from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Definition, Subject
from guidelinekit.lang.walk import children, names_in, renamed
from guidelinekit.rules.scope import Scope
from guidelinekit.suggest import meaning, meant
from guidelinekit.text import Text, say

_SEVERAL = Text(
    da="skriv dem under `all:` med en `- use: navn` på hver linje",
    en="list them under `all:`, one `- use: name` on each line",
)


def used(name: Any, scope: Scope, at: Route) -> e.Condition:
    """Return the definition that `use` names, or `TRUE` after noting why it cannot stand here."""
    definition = _named(name, scope, at)
    if definition is None:
        return e.TRUE
    items: dict[str, str] = {}
    if definition.of is not None:
        listed, item = ".".join(definition.of.over.steps), _item_of(definition.of.over, scope)
        if item is None:
            message = say(
                "`{name}` handler om et element i `{listed}`, og der er intet her",
                "`{name}` is about an item of `{listed}`, and there is none here",
                name=name,
                listed=listed,
            )
            help_ = say(
                "brug den i `where` eller `satisfies` over `{listed}`",
                "use it inside `where` or `satisfies` over `{listed}`",
                listed=listed,
            )
            scope.notes.problem("wrong-place", message, help_, at=at)
            return e.TRUE
        items[definition.of.name] = item
    for given in definition.given:
        if given.name not in scope.named or scope.items.get(given.name) is not _type_of(given.over):
            message = say(
                "`{name}` taler om `{item}`, et element i `{listed}`",
                "`{name}` speaks of `{item}`, an item of `{listed}`",
                name=name,
                item=given.name,
                listed=".".join(given.over.steps),
            )
            help_ = say(
                "skriv `as: {name}` ved siden af listen omkring dette sted",
                "write `as: {name}` beside the list around this place",
                name=given.name,
            )
            scope.notes.problem("wrong-place", message, help_, at=at)
            return e.TRUE
        items[given.name] = given.name
    if len(scope.items) + _lists_deep(definition.when) > limits.LISTS_DEEP:
        message = say(
            "med `{name}` står der mere end {limit} lister inden i hinanden",
            "with `{name}`, more than {limit} lists stand inside one another",
            name=name,
            limit=limits.LISTS_DEEP,
        )
        scope.notes.problem(
            "nested-too-deep", message, Text(da="spørg om mindre ad gangen", en="ask for less at once"), at=at
        )
    return e.Use(name=definition.name, of=placed(definition.when, items, {*scope.items, *items.values()}))


def _lists_deep(node: e.Node) -> int:
    """Return how many lists stand inside one another below a node."""
    own = isinstance(node, e.Count | e.Every | e.Matching)
    return own + max(map(_lists_deep, children(node)), default=0)


def placed(when: e.Condition, items: dict[str, str], taken: Collection[str]) -> e.Condition:
    """Return a definition's condition with its items called as given, and its own names apart from others."""
    names = dict(items)
    own = dict.fromkeys(name for name in names_in(when) if name not in items and name != e.CASE)
    for name in own:
        if name in taken:
            names[name] = _free(name, {*taken, *own, *names.values()})
    return renamed(when, {old: new for old, new in names.items() if old != new})


def _free(name: str, taken: Collection[str]) -> str:
    stem, _, number = name.rpartition("_")
    stem = stem if stem and number.isdecimal() else name
    count = 2
    while (free := f"{stem}_{count}") in taken:
        count += 1
    return free


def _named(name: Any, scope: Scope, at: Route) -> Definition | None:
    if not isinstance(name, str):
        message = Text(da="`use` tager navnet på én definition", en="`use` takes the name of one definition")
        help_ = (
            _SEVERAL
            if isinstance(name, list)
            else Text(da="skriv fx `use: enrolled`", en="write for example `use: enrolled`")
        )
        scope.notes.problem("wrong-form", message, help_, at=at)
        return None
    if name not in scope.names.definitions:
        if scope.names.complete:
            titles = {key: (each.title.da, each.title.en) for key, each in scope.names.definitions.items()}
            known = meant(name, titles)
            help_ = (
                meaning(known)
                if known
                else Text(
                    da="tilføj den under pakkens `definitions`", en="add it to the pack's `definitions`"
                )
            )
            several = set(re.split(r"[\s,&+]+", name)) & {*scope.names.definitions, ""}
            help_ = _SEVERAL if several and len(name.split()) > 1 else help_
            scope.notes.problem(
                "unknown-definition",
                say("pakken har ingen definition `{name}`", "the pack has no definition `{name}`", name=name),
                help_,
                at=at,
            )
        return None
    if scope.subject is not Subject.CASE:
        message = say(
            "en definition handler om en sag, og reglen handler om en post af slagsen {subject}",
            "a definition is about a case, and this rule is about a record of kind {subject}",
            subject=scope.subject,
        )
        scope.notes.problem(
            "wrong-form",
            message,
            Text(da="skriv betingelsen ud her", en="write its condition out here"),
            at=at,
        )
        return None
    return scope.names.definitions[name]


def _item_of(over: e.Path, scope: Scope) -> str | None:
    """Return the nearest item of a list around a place."""
    kind = _type_of(over)
    return next((name for name in reversed(tuple(scope.items)) if scope.items[name] is kind), None)


def _type_of(over: e.Path) -> FieldType | None:
    listed = resolve(CATALOGUES[Subject.CASE], over.steps)
    return None if listed is None else listed.item
