"""What is noted while one file is read: its problems, and where each core node came from."""

from dataclasses import dataclass, field
from typing import TypeVar

from guidelinekit.diagnostics import Diagnostic, Route, Severity
from guidelinekit.lang import expr as e
from guidelinekit.source.document import Document
from guidelinekit.text import Text

N = TypeVar("N", bound=e.Node)


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


@dataclass(frozen=True, slots=True)
class Notes:
    """The problems of one document, in the order found, and the origins of the nodes made from it."""

    document: Document
    diagnostics: list[Diagnostic] = field(default_factory=list)
    origins: Origins = field(default_factory=dict)

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
