"""Checked rules in a form that loads many times faster than their files, kept in the user's cache folder.

What is kept is JSON with a digest over it, under a name made of all that it depends on: the files of the
packs and the profile, and this program's own. Anything that is not exactly right is passed over, as if it
were not there; the folder can be deleted at any time.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Final

from guidelinekit.lang import expr, rule
from guidelinekit.lang.expr import Node
from guidelinekit.lang.rule import Pack, Profile
from guidelinekit.rules.files import digest
from guidelinekit.rules.packs import bundled_folder, bundled_packs

FOLDER: Final = "GUIDELINEKIT_CACHE"
"""The environment variable that names another folder; empty, nothing is kept."""
_MOST: Final = 8
"""How many compiled forms are kept."""
_KIND: Final = "#"
"""The JSON key that says which class an object is of."""


def kept(folders: Sequence[Path], profile: Path) -> tuple[tuple[Pack, ...], Profile] | None:
    """Give packs and a profile that were checked before, when nothing has changed since."""
    file = _file(folders, profile)
    if file is None:
        return None
    try:
        said, _, text = file.read_text(encoding="utf-8").partition("\n")
        if said != _sum(text):
            return None
        packs, found = json.loads(text, object_hook=_made)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return tuple(packs), found


def keep(folders: Sequence[Path], profile: Path, packs: Sequence[Pack], found: Profile) -> None:
    """Keep packs and a profile in which nothing was found wrong. Where that cannot be done, nothing is."""
    file = _file(folders, profile)
    if file is None:
        return
    text = json.dumps([list(map(_plain, packs)), _plain(found)], ensure_ascii=False, separators=(",", ":"))
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as written:
            written.write(f"{_sum(text)}\n{text}")
        Path(written.name).replace(file)
        for old in sorted(file.parent.glob("rules-*.json"), key=lambda path: -path.stat().st_mtime)[_MOST:]:
            old.unlink(missing_ok=True)


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Give the folder for compiled forms, or None where nothing is to be kept."""
    chosen = environment.get(FOLDER)
    if chosen is not None:
        return Path(chosen) if chosen else None
    told = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA")
    if told and Path(told).is_absolute():
        return Path(told) / "guidelinekit"
    home = environment.get("HOME") or environment.get("USERPROFILE")
    return Path(home) / ".cache" / "guidelinekit" if home else None


def _file(folders: Sequence[Path], profile: Path) -> Path | None:
    """Give the file in which the form of packs and a bundled profile is, whether or not it is there.

    What another profile may name depends on what lies around it, so none is kept for it.
    """
    home = cache_folder()
    if home is None or profile.parent.parent != bundled_folder():
        return None
    try:
        content = profile.read_bytes()
        parts = [_program(), *bundled_packs(), *map(digest, folders), hashlib.sha256(content).hexdigest()]
    except OSError:
        return None
    return home / f"rules-{_sum(' '.join(parts))}.json"


@cache
def _program() -> str:
    """Give what changes whenever a module of this package does."""
    folder = Path(__file__).parent
    found = ((path.relative_to(folder), path.stat()) for path in sorted(folder.rglob("*.py")))
    return _sum("\n".join(f"{path} {told.st_size} {told.st_mtime_ns}" for path, told in found))


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


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
