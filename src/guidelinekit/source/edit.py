"""A YAML text changed at one place: every other character of it stays as it is, comments and layout too."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from guidelinekit.diagnostics import Route


def with_value(text: str, route: Route, value: str) -> str:
    """Return the text with another value at a route, written as YAML; a key that is new ends its map.

    Raises LookupError where the route leads nowhere.
    """
    parent, step = _node(text, route[:-1]), route[-1]
    if not isinstance(parent, yaml.MappingNode) or _entry(parent, step) is not None:
        node = _child(parent, step)
        start, end = node.start_mark.index, _end(text, node)
        while value.startswith("\n") and text[start - 1].isspace():
            start -= 1
        return (
            text[:start] + (" " if text[start - 1] == ":" and value[0] != "\n" else "") + value + text[end:]
        )
    end = _end(text, parent)
    if parent.flow_style:
        before = text[: end - 1].rstrip()
        comma = "" if not parent.value else " " if before.endswith(",") else ", "
        return f"{before}{comma}{step}: {value}{text[end - 1 :]}"
    end = _line_end(text, end)
    newline = "\r\n" if "\r\n" in text else "\n"
    indent = " " * parent.value[0][0].start_mark.column
    return f"{text[:end]}{newline}{indent}{step}: {value}{text[end:]}"


def without(text: str, route: Route) -> str:
    """Return the text without a key, or an entry of a list, and its value. Raises LookupError."""
    parent, step = _node(text, route[:-1]), route[-1]
    entries = [pair if isinstance(pair, tuple) else (pair, pair) for pair in parent.value]
    names: list[object] = [n if isinstance(step, int) else key.value for n, (key, _) in enumerate(entries)]
    if step not in names:
        raise LookupError(step)
    index = names.index(step)
    start, end = entries[index][0].start_mark.index, _end(text, entries[index][1])
    if index + 1 < len(entries) and (parent.flow_style or index == 0):
        return text[:start] + text[entries[index + 1][0].start_mark.index :]
    if not parent.flow_style:  # the whole lines
        following = text.find("\n", end) + 1
        return text[: text.rfind("\n", 0, start) + 1] + (text[following:] if following else "")
    if index:
        start = _end(text, entries[index - 1][1])
    return text[:start] + text[end:]


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Return the text with other names: each key and value that is one of the old ones is the new one."""
    marks = []
    waiting = [yaml.compose(text, Loader=yaml.SafeLoader)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode) and node.value in names:
            marks.append((node.start_mark.index, node.end_mark.index, node.value))
        elif isinstance(node, yaml.CollectionNode):
            waiting += (
                each for pair in node.value for each in (pair if isinstance(pair, tuple) else (pair,))
            )
    for start, end, name in sorted(marks, reverse=True):
        text = text[:start] + text[start:end].replace(name, names[name]) + text[end:]
    return text


def appended(text: str, route: Route, lines: Sequence[str]) -> str:
    """Return the text with an entry at the end of a list that has a line for each entry.

    The first line begins with a dash. Raises LookupError where the route leads to no such list.
    """
    parent = _node(text, route)
    if not isinstance(parent, yaml.SequenceNode) or parent.flow_style or not parent.value:
        raise LookupError(route)
    indent = " " * parent.start_mark.column
    newline = "\r\n" if "\r\n" in text else "\n"
    less = len(lines[0]) - len(lines[0].lstrip())
    end = _line_end(text, _end(text, parent))
    return text[:end] + "".join(newline + indent + line[less:] for line in lines) + text[end:]


def _line_end(text: str, index: int) -> int:
    """Return where the line ends, before its line break."""
    line = text.find("\n", index)
    return len(text) if line < 0 else line - (text[line - 1] == "\r")


def _node(text: str, route: Route) -> Any:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    for step in route:
        node = _child(node, step)
    return node


def _child(node: Any, step: str | int) -> Any:
    """Return the value under a key or at a place of a list."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step]
    entry = _entry(node, step)
    if entry is None:
        raise LookupError(step)
    return entry[1]


def _entry(node: Any, step: str | int) -> Any:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((pair for pair in pairs if pair[0].value == step), None)


def _end(text: str, node: Any) -> int:
    """Return where a value ends: a block does with its last part, before the comments that follow."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    start: int = node.start_mark.index
    return start + len(text[start : node.end_mark.index].rstrip())
