"""The files of a pack by name, and the digest over them."""

import hashlib
from pathlib import Path

from guidelinekit import limits
from guidelinekit.source.content import ContentError, content

PACK = "pack.yaml"
PASSAGES = "passages.yaml"
CASES = ".cases.yaml"
YAML = ".yaml"


def files_of(folder: Path) -> list[Path]:
    """Return what lies in a pack's folder, by name."""
    return sorted(folder.iterdir(), key=lambda path: path.name) if folder.is_dir() else []


def digest(folder: Path) -> str:
    """Return the SHA-256, hexadecimal, over the pack's files by name, the example cases left out."""
    total = hashlib.sha256()
    for path in files_of(folder):
        if path.name.endswith(YAML) and not path.name.endswith(CASES) and path.is_file():
            try:
                text = content(path, limits.FILE_BYTES)
            except ContentError as error:  # whoever loads the pack is told
                text = error.refusal.encode()
            total.update(f"{path.name}\0{len(text)}\0".encode())
            total.update(text)
    return total.hexdigest()
