"""From the rows of a table to items: dictionaries as in JSON, or structs that take each cell."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from guidelinekit.case.tables.cells import Values
from guidelinekit.case.tables.join import TableSource
from guidelinekit.case.tables.table import Row

if TYPE_CHECKING:
    from guidelinekit.case.reading.structs import Shape

Tree = dict[str, "Tree | str"]
"""The fields of an item: the text of each value, and the objects inside."""


def maker(source: TableSource, shape: "Shape | None" = None) -> Callable[[Sequence[Row]], list[Any]]:
    """Return what makes an item of each of some rows, its objects inside it; with a shape, a struct.

    It raises ValueError where a row has another number of cells than there are columns, or a struct does not
    take what a cell says.
    """
    named: dict[str, Any] = {}
    tree: Tree = {}
    for way in source.form.there:
        _set(tree, ".".join(way), {})
    for path, value in source.constants.items():
        named[f"constant_{len(named)}"] = value if shape is None else shape.take(path)(value)
        _set(tree, path, f"constant_{len(named) - 1}")
    for column in source.columns:
        values = column.values if shape is None else column.values.taken(shape.take(column.path))
        cell, name = f"cell_{column.index}", f"values_{len(named)}"
        named[name] = values
        blank = source.table.texts and _is_null(values)
        _set(tree, column.path, f"{name}[{cell}] if {cell} else None" if blank else f"{name}[{cell}]")
    cells = "".join(f"cell_{index}, " for index in range(len(source.table.columns)))
    text = f"lambda rows: [{_text(tree, shape, named)} for _, ({cells}) in rows]"
    return eval(text, named)  # type: ignore[no-any-return]  # noqa: S307 - made of the models' own field names


def _is_null(values: Values) -> bool:
    """Say whether a blank cell is null, and may be."""
    try:
        return values[""] is None
    except ValueError:
        return False


def _set(tree: Tree, path: str, value: Tree | str) -> None:
    *before, last = path.split(".")
    for step in before:
        tree = tree.setdefault(step, {})  # type: ignore[assignment]  # no value stands where an object does
    tree[last] = value


def _text(tree: Tree | str, shape: "Shape | None", named: dict[str, Any]) -> str:
    """Return the text of a dictionary or a struct; what is neither is its own text."""
    if isinstance(tree, str):
        return tree
    if shape is None:
        return "{" + ", ".join(f"{name!r}: {_text(value, None, named)}" for name, value in tree.items()) + "}"
    struct = f"struct_{len(named)}"
    named[struct] = shape.struct
    fields = (f"{name}={_text(value, shape.objects.get(name), named)}" for name, value in tree.items())
    return f"{struct}({', '.join(fields)})"
