"""Files kept in the user's cache folder: what was worked out once, for the processes that come after.

Each file begins with a digest over its place and what it holds. One that is not exactly right, or that
somebody else could have written, is passed over as if it were not there. Files appear whole or not at all,
so that processes may read and write at once; the folder can be deleted at any time.
"""

import hashlib
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = "GUIDELINEKIT_CACHE"
"""The environment variable that names another folder; empty, nothing is kept."""
MOST: Final = 8
"""How many rule sets are kept."""
_DIGEST: Final = 32
"""How many bytes the digest has."""


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Give the folder for what is kept, or None where nothing is to be kept."""
    chosen = environment.get(FOLDER)
    if chosen is not None:
        return Path(chosen) if chosen else None
    told = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA")
    if told and Path(told).is_absolute():
        return Path(told) / "guidelinekit"
    home = environment.get("HOME") or environment.get("USERPROFILE")
    return Path(home) / ".cache" / "guidelinekit" if home else None


@cache
def program() -> str:
    """Give what changes with every module of this package, and with the version of Python."""
    folder = Path(__file__).parent
    found = ((path.relative_to(folder), path.stat()) for path in sorted(folder.rglob("*.py")))
    modules = [f"{path} {told.st_size} {told.st_mtime_ns}" for path, told in found]
    version = (folder / "__init__.py").read_text(encoding="utf-8")
    return digest_of("\n".join((*modules, version, sys.version)))


def digest_of(text: str) -> str:
    """Give the SHA-256 of a text, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(file: Path) -> bytes | None:
    """Give what was written to a file; None where it is not there or not as it was written."""
    try:
        with file.open("rb") as opened:
            if not _ours(os.fstat(opened.fileno())):
                return None
            said, content = opened.read(_DIGEST), opened.read()
    except OSError:
        return None
    return content if said == _seal(file, content) else None


def write(file: Path, content: bytes) -> bool:
    """Write a file, and say whether that could be done."""
    import tempfile  # noqa: PLC0415 - most processes only read

    name = None
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as written:
            name = written.name
            written.write(_seal(file, content) + content)
        Path(name).replace(file)
    except OSError:
        if name is not None:
            with suppress(OSError):
                Path(name).unlink(missing_ok=True)
        return False
    return True


def thin_out(folder: Path, kind: str) -> None:
    """Delete all but the latest files of a kind, which their names begin with."""
    with suppress(OSError):
        found = [(path.stat().st_mtime, path) for path in folder.glob(f"{kind}-*")]
        for _, old in sorted(found, reverse=True)[MOST:]:
            old.unlink(missing_ok=True)


def _seal(file: Path, content: bytes) -> bytes:
    """Give the digest over a file's content and its place."""
    return hashlib.sha256(f"{file.parent.name}/{file.name}\0".encode() + content).digest()


def _ours(told: os.stat_result) -> bool:
    """Say whether nobody but this user or the administrator can have written a file."""
    return sys.platform == "win32" or (told.st_uid in {os.geteuid(), 0} and not told.st_mode & 0o022)
