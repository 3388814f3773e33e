"""A rule under another id: in its own files, and wherever files of rules name it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from guidelinekit.rules.packs import CASES, YAML, files_of
from guidelinekit.source.edit import with_names, with_value
from guidelinekit.source.reading import read_file

FORMERLY = "formerly"


def renamed_files(folder: Path, pack: str, old: str, new: str) -> Mapping[Path, str]:
    """Return the new text of each file that names a rule of a pack, the rule's own under their new names.

    Looked at are the pack, the packs beside it, and the profiles beside it. The rule keeps its old id under
    `formerly`.
    """
    moved = {folder / f"{old}{end}": folder / f"{new}{end}" for end in (YAML, CASES)}
    texts = {}
    for path in _files(folder):
        names = {f"{pack}/{old}": f"{pack}/{new}"}
        if path.parent.resolve() == folder.resolve() or _profile_of(path, pack, old):
            names |= {old: new}
        before = path.read_bytes().decode("utf-8")
        if old not in before:
            continue
        text = with_names(before, names)
        if path == folder / f"{old}{YAML}":
            text = with_value(text, (FORMERLY,), f"[{', '.join((*_former(path), old))}]")
        if text != before or path in moved:
            texts[moved.get(path, path)] = text
    return texts


def _files(folder: Path) -> Iterator[Path]:
    """Return the YAML files of a pack, and of the folders beside it."""
    for beside in (folder, *(each for each in files_of(folder.resolve().parent) if each.is_dir())):
        if beside is folder or not beside.samefile(folder):
            yield from (path for path in files_of(beside) if path.name.endswith(YAML) and path.is_file())


def _profile_of(path: Path, pack: str, rule: str) -> bool:
    """Say whether a file is a profile that names a rule of the pack, and no rule of another by that name."""
    document, _ = read_file(path)
    packs = None if document is None else document.at(("packs",))
    named = [name for name, entry in packs.items() if _names(entry, rule)] if isinstance(packs, dict) else []
    return named == [pack]


def _names(entry: Any, rule: str) -> bool:
    rules = entry.get("rules") if isinstance(entry, dict) else None
    return isinstance(rules, dict) and rule in rules


def _former(path: Path) -> Iterator[Any]:
    document, _ = read_file(path)
    yield from (document.at((FORMERLY,)) or ()) if document is not None else ()
