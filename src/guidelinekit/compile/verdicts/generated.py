"""Generated functions, compiled from their syntax tree.

The text of a function, which takes longer to make than its code, is made only when a traceback shows a line.
"""

import ast
import linecache
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from guidelinekit.compile.verdicts.layout import placed


@dataclass(frozen=True, slots=True)
class Written:
    """A function that has been written: its tree, and the tables that it alone uses, by name."""

    tree: ast.FunctionDef
    tables: Mapping[str, Any]


def function(title: str, written: Written, names: Mapping[str, Any]) -> Callable[..., Any]:
    """Compile a written function. `names` are what every such function uses, `title` is for tracebacks."""
    file = f"guidelinekit {title}"  # a file name in angle brackets is never looked up
    code = compile(placed(written.tree), file, "exec")
    linecache.cache[file] = (lambda: ast.unparse(written.tree),)
    namespace = {**names, **written.tables}
    exec(code, namespace)  # noqa: S102 - built from checked rules only
    return namespace[written.tree.name]  # type: ignore[no-any-return]  # the function just defined
