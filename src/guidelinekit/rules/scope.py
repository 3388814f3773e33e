"""What is at hand at a place of a file that is read: its problems so far, and what names mean there."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from guidelinekit import limits
from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind, resolve
from guidelinekit.diagnostics import Diagnostic, Route, Severity
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Definition, Subject, Value
from guidelinekit.rules.source_map import Origin, Origins
from guidelinekit.source.document import Document
from guidelinekit.suggest import did_you_mean
from guidelinekit.text import Text, say

_PATH = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")
_ITEM = re.compile(r"[a-z_][a-z0-9_]*")
_RESERVED = frozenset(
    {*Subject, "as_of", "latest", "earliest", "parameters", "due_on", "overdue_days", "lacking"}
)


N = TypeVar("N", bound=e.Node)


@dataclass(frozen=True, slots=True)
class Notes:
    """The problems of one document, in the order found, and the origins of the nodes made from it."""

    document: Document
    diagnostics: list[Diagnostic] = field(default_factory=list)
    origins: Origins = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many of the problems stop what is read from being used."""
        return sum(each.severity is Severity.ERROR for each in self.diagnostics)

    def problem(
        self,
        code: str,
        message: Text,
        help: Text | None = None,  # noqa: A002 - the word authors see
        *,
        at: Route,
        key: bool = False,
        part: tuple[int, int] | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a problem at a route; `key` points at the key there, `part` at some characters of a text."""
        diagnostic = Diagnostic(code, message, help, at, severity)
        self.diagnostics.append(self.document.place(diagnostic, key=key, part=part))

    def made(self, node: N, at: Route, *, key: bool = False, part: tuple[int, int] | None = None) -> N:
        """Note where a node came from, unless a finer place is known, and give it."""
        if node is not e.TRUE:  # it is shared by all, so it comes from nowhere
            self.origins.setdefault(id(node), Origin(node, self.document, at, key, part))
        return node


@dataclass(frozen=True, slots=True)
class Names:
    """What a pack names. Where it could not be read, `complete` is false and no name counts as unknown."""

    parameters: Collection[str] = ()
    value_sets: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Scope:
    """The names in force at a place. Bare paths start at `start`: the record or the innermost item."""

    names: Names
    notes: Notes
    subject: Subject = Subject.CASE
    start: str = ""
    items: Mapping[str, FieldType | None] = field(default_factory=dict)
    """The type of each item around this place, outermost first; None where it is not known."""
    named: frozenset[str] = frozenset()
    """The items that the author named with `as`."""

    def at_record(self) -> "Scope":
        """Return the scope in which bare paths start at the record, the items staying in force."""
        return replace(self, start=self.subject.value)

    def path(self, text: str) -> e.Path | None:
        """Return the path that a text stands for, or None where it cannot be one."""
        if not _PATH.fullmatch(text):
            return None
        first, *steps = text.split(".")
        if (first == self.subject.value and steps) or first in self.named:
            return e.Path(root=first, steps=tuple(steps))
        return e.Path(root=self.start or self.subject.value, steps=(first, *steps))

    def operand_path(self, text: str) -> e.Path | None:
        """Return the path of an operand, which begins at the record or at a named item; None is a literal."""
        first, dot, _ = text.partition(".")
        if dot and (first == self.subject.value or first in self.named):
            return self.path(text)
        if text in self.named:
            item = self.items[text]
            return self.path(text) if item is not None and item.kind is not Kind.OBJECT else None
        return None

    def type_of(self, path: e.Path) -> FieldType | None:
        """Return the type of the field at a path, or None where there is no such field."""
        root = CATALOGUES[self.subject] if path.root == self.subject.value else self.items.get(path.root)
        return root if root is None or not path.steps else resolve(root, path.steps)

    def fields(self) -> Mapping[str, FieldType]:
        """Return the fields with which a bare path may begin; none where they are not known."""
        here = self.type_of(e.Path(root=self.start or self.subject.value, steps=()))
        return {} if here is None else here.fields

    def name(
        self, text: str, at: Route, part: tuple[int, int] | None = None
    ) -> e.Parameter | e.ValueSet | None:
        """Return what `$name` stands for; an unknown name is a problem."""
        name = text.removeprefix("$")
        if name in self.names.value_sets:
            values = e.ValueSet(values=self.names.value_sets[name], name=name)
            return self.notes.made(values, at, part=part)
        if name in self.names.parameters:
            return self.notes.made(e.Parameter(name=name), at, part=part)
        if self.names.complete:
            known = [*self.names.parameters, *self.names.value_sets]
            help_ = did_you_mean(name, known) or Text(
                da="tilføj det under pakkens `parameters` eller `value_sets`",
                en="add it to the pack's `parameters` or `value_sets`",
            )
            self.notes.problem(
                "unknown-name",
                say("pakken har ingen `${name}`", "the pack has no `${name}`", name=name),
                help_,
                at=at,
                part=part,
            )
        return None

    def inside(self, over: e.Path, name: object, at: Route, name_at: Route) -> tuple[str, "Scope"]:
        """Return an item's name and the scope inside its list; `name` is what stands after `as`."""
        kind = self.type_of(over)
        item = kind.item if kind is not None and kind.kind is Kind.LIST else None
        named = self.named
        if len(self.items) == limits.LISTS_DEEP:
            message = say(
                "der står mere end {limit} lister inden i hinanden",
                "more than {limit} lists stand inside one another",
                limit=limits.LISTS_DEEP,
            )
            self.notes.problem(
                "nested-too-deep",
                message,
                Text(da="spørg om mindre ad gangen", en="ask for less at once"),
                at=at,
            )
        if name is None:
            label = _free_name(self.items)
        elif isinstance(name, str) and _ITEM.fullmatch(name):
            self._clash(name, name_at)
            label, named = name, named | {name}
        else:
            help_ = Text(
                da="skriv ét ord med små bogstaver, fx `as: need`",
                en="write one word of small letters, for example `as: need`",
            )
            self.notes.problem(
                "wrong-form",
                Text(da="et elements navn er ét ord", en="an item's name is one word"),
                help_,
                at=name_at,
            )
            label = _free_name(self.items)
        if item is not None:
            for both in sorted(named & item.fields.keys()):
                message = say(
                    "`{name}` er navnet på et element og også et felt i elementerne i `{listed}`",
                    "`{name}` names an item, and is also a field of the items of `{listed}`",
                    name=both,
                    listed=over.steps[-1],
                )
                self.notes.problem(
                    "name-clash",
                    message,
                    Text(da="giv elementet et andet navn", en="give the item another name"),
                    at=at,
                )
        return label, replace(self, start=label, items={**self.items, label: item}, named=named)

    def _clash(self, name: str, at: Route) -> None:
        taken: Text | None = None
        if name in _RESERVED:
            taken = Text(da="et reserveret ord", en="a reserved word")
        elif name in CATALOGUES[self.subject].fields:
            taken = say("et felt i {subject}", "a field of the {subject}", subject=self.subject)
        elif name in self.items:
            taken = Text(da="allerede navnet på et ydre element", en="already the name of an outer item")
        if taken is not None:
            help_ = Text(
                da="kald elementet noget andet, fx i ental",
                en="name the item otherwise, for example in the singular",
            )
            self.notes.problem(
                "name-clash",
                say("`{name}` er {taken}", "`{name}` is {taken}", name=name, taken=taken),
                help_,
                at=at,
            )


def _free_name(items: Mapping[str, FieldType | None]) -> str:
    """Return the name of an item that the author left unnamed: `item`, `item_2`, ... by depth."""
    depth = len(items) + 1
    while (name := "item" if depth == 1 else f"item_{depth}") in items:
        depth += 1
    return name
