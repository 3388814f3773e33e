"""Checked rules in a form that loads many times faster than their files, kept in the user's cache folder.

What is kept is JSON, under a name made of all that it depends on: the files of the packs and the profile, and
this program's own.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from guidelinekit.kept import KeptCode, cache_folder, digest_of, program, read, thin_out, write
from guidelinekit.lang import expr, rule
from guidelinekit.lang.expr import Node
from guidelinekit.lang.rule import Pack, Profile
from guidelinekit.rules.files import digest
from guidelinekit.rules.packs import bundled_folder, bundled_packs

_RULES: Final = "rules"
_CODE: Final = "code"
_KIND: Final = "#"
"""The JSON key that says which class an object is of."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """Packs and a profile that were checked before, and where code generated from them is kept."""

    packs: tuple[Pack, ...]
    profile: Profile
    code: KeptCode


def kept(folders: Sequence[Path], profile: Path) -> Compiled | None:
    """Give packs and a profile that were checked before, when nothing has changed since."""
    file = _file(folders, profile)
    form = None if file is None else read(file)
    if form is None:
        return None
    try:
        packs, found = json.loads(form, object_hook=_made)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return Compiled(tuple(packs), found, code_of(form))


def keep(folders: Sequence[Path], profile: Path, form: bytes) -> None:
    """Keep the form of packs and a profile in which nothing was found wrong, where that can be done."""
    file = _file(folders, profile)
    if file is not None and write(file, form):
        thin_out(file.parent, _RULES)


def form_of(packs: Sequence[Pack], profile: Profile) -> bytes:
    """Give all that packs and a profile say."""
    said = [list(map(_plain, packs)), _plain(profile)]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def code_of(form: bytes) -> KeptCode:
    """Give where code is kept that is generated from what packs and a profile say."""
    home = cache_folder()
    return KeptCode(
        None if home is None else home / f"{_CODE}-{digest_of(f'{program()} {sha256(form).hexdigest()}')}"
    )


def _file(folders: Sequence[Path], profile: Path) -> Path | None:
    """Give the file in which the form of packs and a bundled profile is, whether or not it is there.

    What another profile may name depends on what lies around it, so none is kept for it.
    """
    home = cache_folder()
    if home is None or profile.parent.parent != bundled_folder():
        return None
    try:
        content = profile.read_bytes()
        parts = [program(), *bundled_packs(), *map(digest, folders), sha256(content).hexdigest()]
    except OSError:
        return None
    return home / f"{_RULES}-{digest_of(' '.join(parts))}"


def _plain(value: Any) -> Any:
    """Give a node as plain data; what has its default is left out."""
    match value:
        case Node():
            return {_KIND: type(value).__name__, **{name: _plain(part) for name, part in _told(value)}}
        case Enum():
            return {_KIND: type(value).__name__, "": value.value}
        case date():
            return {_KIND: "date", "": value.isoformat()}
        case tuple():
            return list(map(_plain, value))
        case dict():
            return {_KIND: "dict", "": [[key, _plain(part)] for key, part in value.items()]}
        case _:
            return value


def _told(node: Node) -> Iterator[tuple[str, Any]]:
    for name, field in type(node).model_fields.items():
        value = getattr(node, name)
        if name in node.model_fields_set or value != field.get_default(call_default_factory=True):
            yield name, value


@cache
def _classes() -> Mapping[str, Any]:
    """Give the classes of nodes and of what they hold, by name."""
    modules = (*vars(expr).values(), *vars(rule).values())
    return {one.__name__: one for one in modules if isinstance(one, type) and issubclass(one, Node | Enum)}


@cache
def _defaults(kind: type[Node]) -> tuple[tuple[str, Any], ...]:
    """Give every field of a node in its order, with its default."""
    return tuple(
        (name, None if field.is_required() else field.get_default(call_default_factory=True))
        for name, field in kind.model_fields.items()
    )


def _made(read: dict[str, Any]) -> Any:
    """Make what `_plain` gave. Nothing is validated: it was when it was kept, and the digest is right."""
    name = read.pop(_KIND)
    if name == "date":
        return date.fromisoformat(read[""])
    if name == "dict":  # its keys are no names of fields
        return {key: tuple(part) if isinstance(part, list) else part for key, part in read[""]}
    kind = _classes()[name]
    if not issubclass(kind, Node):
        return kind(read[""])
    values = {}
    for key, default in _defaults(kind):
        part = read.get(key, default)
        values[key] = (
            tuple(part) if isinstance(part, list) else part.copy() if isinstance(part, dict) else part
        )
    node = kind.__new__(kind)
    object.__setattr__(node, "__dict__", values)
    object.__setattr__(node, "__pydantic_fields_set__", set(read))
    object.__setattr__(node, "__pydantic_extra__", None)
    object.__setattr__(node, "__pydantic_private__", None)
    return node
