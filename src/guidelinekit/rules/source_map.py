"""Where nodes came from: from a route in a pack's core tree to the file, line and column of its author."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from guidelinekit.diagnostics import Diagnostic, Route
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Pack
from guidelinekit.source.document import Document


@dataclass(frozen=True, slots=True)
class Origin:
    """The place that a core node came from. It holds the node, so that the node's id stays its own."""

    node: e.Node
    document: Document
    route: Route
    key: bool = False
    part: tuple[int, int] | None = None


Origins = dict[int, Origin]
"""Origins by `id(node)`: nodes carry no places, and equal nodes may come from several."""


_WRITTEN = {"over": "in", "item": "as", "start": "from", "end": "to"}
"""Fields whose key in the authoring form is another word."""


@dataclass(frozen=True, slots=True)
class Places:
    """The documents of a pack, and where its nodes came from."""

    pack: Document | None
    passages: Document | None
    rules: Mapping[str, Document]
    origins: Origins

    def place(self, diagnostic: Diagnostic, pack: Pack | None) -> Diagnostic:
        """Return the problem with its file and span; a route that is not known to its end falls back."""
        if diagnostic.file is not None:
            return diagnostic
        match diagnostic.route:
            case ("rules", str(name), *rest) if name in self.rules:
                node = next((rule for rule in pack.rules if rule.id == name), None) if pack else None
                return self._follow(diagnostic, node, self.rules[name], (), rest)
            case (("definitions" | "measures") as kind, str(name), *rest) if self.pack is not None:
                node = (
                    next((each for each in getattr(pack, kind) if each.name == name), None) if pack else None
                )
                return self._follow(diagnostic, node, self.pack, (kind, name), rest)
            case ("passages", *_) if self.passages is not None:
                return self._follow(diagnostic, None, self.passages, diagnostic.route, [])
        return (
            diagnostic
            if self.pack is None
            else self._follow(diagnostic, None, self.pack, diagnostic.route, [])
        )

    def _follow(
        self,
        diagnostic: Diagnostic,
        node: e.Node | None,
        document: Document,
        at: Route,
        steps: list[str | int],
    ) -> Diagnostic:
        """Follow a core route node by node, keeping the last place that the author wrote."""
        value: Any = node
        key, part = bool(at), None
        beyond: Route = ()
        for step in steps:
            value = _below(value, step)
            origin = self.origins.get(id(value)) if isinstance(value, e.Node) else None
            if origin is not None:
                document, at, key, part = origin.document, origin.route, origin.key, origin.part
                beyond = ()
            else:
                beyond = (*beyond, _WRITTEN.get(str(step), step))
        if beyond and (*at, *beyond) in document.values:
            at, key, part = (*at, *beyond), False, None
        while at and at not in document.values:
            at = at[:-1]
        placed = document.place(_at(diagnostic, at), key=key, part=part)
        return _at(placed, diagnostic.route)


def _below(value: Any, step: str | int) -> Any:
    if isinstance(value, tuple) and isinstance(step, int) and 0 <= step < len(value):
        return value[step]
    return getattr(value, step, None) if isinstance(value, e.Node) and isinstance(step, str) else None


def _at(diagnostic: Diagnostic, route: Route) -> Diagnostic:
    return replace(diagnostic, route=route)
