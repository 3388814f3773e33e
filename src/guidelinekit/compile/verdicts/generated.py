"""Generated functions: compiled from their syntax tree, or from what an earlier process kept of it.

The tree is compiled as it is. Its text, which takes longer to make, is made only when a traceback shows a
line of it.
"""

import linecache
import marshal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import CodeType
from typing import TYPE_CHECKING, Any, Protocol

from guidelinekit.compile.verdicts.runtime import Pointers, pointers
from guidelinekit.lang.rule import Dated

if TYPE_CHECKING:
    import ast


class Kept(Protocol):
    """Where code is kept from one process to the next, by names that are good for one set of rules."""

    def get(self, name: str) -> bytes | None:
        """Give what was put under a name, or None."""

    def put(self, name: str, content: bytes) -> None:
        """Keep something under a name, where that can be done."""

    def drop(self, name: str) -> None:
        """Forget what was put under a name."""


class NothingKept:
    """For rules that come from anywhere: all is compiled anew."""

    def get(self, name: str) -> None:
        """Give nothing."""

    def put(self, name: str, content: bytes) -> None:
        """Keep nothing."""

    def drop(self, name: str) -> None:
        """Forget nothing."""


NOTHING_KEPT = NothingKept()


@dataclass(frozen=True, slots=True)
class Written:
    """A function that has been written: its tree, and the tables that it alone uses, by name."""

    tree: "ast.FunctionDef"
    tables: Mapping[str, Any]


def kept_function(name: str, names: Mapping[str, Any], kept: Kept) -> Callable[..., Any] | None:
    """Give the function of a name as an earlier process kept it, or None."""
    content = kept.get(name)
    if content is None:
        return None
    code, tables = marshal.loads(content)  # noqa: S302 - what is kept was written by this user, and is whole
    return _run(code, {**names, **{table: _made(told) for table, told in tables.items()}})


def made_function(
    name: str, write: Callable[[], Written], names: Mapping[str, Any], kept: Kept
) -> Callable[..., Any]:
    """Write and compile a function, and keep it under its name. `names` are what every such function uses."""
    from guidelinekit.compile.verdicts.layout import placed  # noqa: PLC0415 - a kept function needs no tree

    written = write()
    file = _file(name)
    code = compile(placed(written.tree), file, "exec")
    kept.put(name, marshal.dumps((code, {table: _told(value) for table, value in written.tables.items()})))
    show_in_tracebacks(name, write)
    return _run(code, {**names, **written.tables})


def function(
    name: str, write: Callable[[], Written], names: Mapping[str, Any], kept: Kept
) -> Callable[..., Any]:
    """Give the function of a name: as it was kept, or written and compiled."""
    found = kept_function(name, names, kept)
    if found is None:
        return made_function(name, write, names, kept)
    show_in_tracebacks(name, write)
    return found


def show_in_tracebacks(name: str, write: Callable[[], Written]) -> None:
    """Let tracebacks show the lines of a function; its text is made when it is asked for."""

    def text() -> str:
        from ast import unparse  # noqa: PLC0415 - for tracebacks only

        return unparse(write().tree)

    linecache.cache[_file(name)] = (text,)


def _file(name: str) -> str:
    """Give the file name in tracebacks, the name up to a colon; one in angle brackets is never looked up."""
    return f"guidelinekit {name.partition(':')[0]}"


def _run(code: CodeType, names: dict[str, Any]) -> Callable[..., Any]:
    """Run the definition of a function, and give the function: all that are generated are called `bind`."""
    exec(code, names)  # noqa: S102 - built from checked rules only
    return names["bind"]  # type: ignore[no-any-return]  # the function just defined


def _told(table: Any) -> Any:
    """Give a table as plain values: pointers into a list, or the values of a parameter by date."""
    if isinstance(table, Pointers):
        return table.told
    return tuple((one.start and one.start.isoformat(), one.value) for one in table)


def _made(told: Any) -> Any:
    """Make what `_told` gave."""
    if told and isinstance(told[0], str):
        return pointers(*told)
    return tuple(
        Dated.model_construct(start=start and date.fromisoformat(start), value=value) for start, value in told
    )
