"""Generated functions, compiled from their syntax tree, each line where a traceback finds it.

The text of a function, which takes longer to make than its code, is made only when a traceback shows a line:
from a tree that is written anew then, since one that is stored takes twenty times the room of its code.
"""

import ast
import linecache
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


def placed(function: ast.FunctionDef) -> ast.Module:
    """Return a module with a function only, every node of which has its line.

    A node that stands in several places has the line of the last of them.
    """
    _place([function], 1)
    return ast.Module([function], [])


def _place(statements: list[ast.stmt], line: int) -> int:
    """Place statements from a line on; give the line after them."""
    for statement in statements:
        if isinstance(statement, ast.FunctionDef) and line > 1:
            line += 1  # a definition has an empty line before it
        line = _place_one(statement, line)
    return line


def _place_one(statement: ast.stmt, line: int) -> int:
    _mark(statement, line)
    line += 1
    if not isinstance(statement, ast.FunctionDef | ast.For | ast.If):
        return line
    if not statement.body:  # what was to be asked there turned out to be certain
        statement.body.append(ast.Pass())
    line = _place(statement.body, line)
    otherwise = [] if isinstance(statement, ast.FunctionDef) else statement.orelse
    if not otherwise:
        return line
    if isinstance(statement, ast.If) and len(otherwise) == 1 and isinstance(otherwise[0], ast.If):
        return _place_one(otherwise[0], line)  # `elif`
    return _place(otherwise, line + 1)  # after `else:`


def _mark(node: ast.AST, line: int) -> None:
    """Set the line of a statement and of all expressions in it, but not of the statements inside."""
    node.lineno = node.end_lineno = line  # type: ignore[attr-defined]  # only contexts and operators have none
    node.col_offset = node.end_col_offset = 0  # type: ignore[attr-defined]
    for field in node._fields:
        below = getattr(node, field, None)
        if isinstance(below, list):
            for part in below:
                if isinstance(part, ast.AST) and not isinstance(part, ast.stmt):
                    _mark(part, line)
        elif isinstance(below, ast.AST):
            _mark(below, line)


@dataclass(frozen=True, slots=True)
class Written:
    """A function that has been written: its tree, and the tables that it alone uses, by name."""

    tree: ast.FunctionDef
    tables: Mapping[str, Any]


def function(title: str, write: Callable[[], Written], names: Mapping[str, Any]) -> Callable[..., Any]:
    """Compile a function that can be written. `names` are what every one uses, `title` is for tracebacks."""
    written = write()
    file = f"guidelinekit {title}"  # a file name in angle brackets is never looked up
    code = compile(placed(written.tree), file, "exec")
    linecache.cache[file] = (lambda: ast.unparse(placed(write().tree)),)
    namespace = {**names, **written.tables}
    exec(code, namespace)  # noqa: S102 - built from checked rules only
    return namespace[written.tree.name]  # type: ignore[no-any-return]  # the function just defined
