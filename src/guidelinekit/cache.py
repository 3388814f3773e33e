"""Files in the user's cache folder: what was worked out once, for the processes that come after.

They hold data, never code. Each begins with a digest over its place and what it holds. One that is not
exactly right, that is a link, or that somebody else could have written or put there, is passed over as if it
were not there. Files appear whole or not at all, so that processes may read and write at once; the folder
can be deleted at any time.
"""

import hashlib
import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = "GUIDELINEKIT_CACHE"
"""The environment variable that names another folder; empty, nothing is cached."""
MOST: Final = 8
"""How many files of one kind are left in the folder."""
_DIGEST: Final = 32
"""How many bytes the digest has."""
_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the folder for cached files, or None where nothing is to be cached."""
    chosen = environment.get(FOLDER)
    if chosen is not None:
        return Path(chosen) if chosen else None
    base = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA")
    if base and Path(base).is_absolute():
        return Path(base) / "guidelinekit"
    home = environment.get("HOME") or environment.get("USERPROFILE")
    return Path(home) / ".cache" / "guidelinekit" if home else None


@cache
def program() -> str:
    """Return what changes with every module of this package, and with the version of Python."""
    folder = Path(__file__).parent
    files = ((path.relative_to(folder), path.stat()) for path in sorted(folder.rglob("*.py")))
    modules = [f"{path} {status.st_size} {status.st_mtime_ns}" for path, status in files]
    version = (folder / "__init__.py").read_text(encoding="utf-8")
    return digest_of("\n".join((*modules, version, sys.version)))


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(file: Path) -> bytes | None:
    """Return what was written to a file; None where it is not there or not as it was written."""
    try:
        if not _ours(os.lstat(file.parent)):
            return None
        with open(os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as opened:  # noqa: PTH123 - no path opens so
            if not _ours(os.fstat(opened.fileno())):
                return None
            seal, content = opened.read(_DIGEST), opened.read()
    except OSError:
        return None
    return content if seal == _seal(file, content) else None


def write(file: Path, content: bytes) -> bool:
    """Write a file, and say whether that could be done. A folder that is made for it is the user's alone."""
    import tempfile  # noqa: PLC0415 - most processes only read

    name = None
    try:
        for folder in (
            *reversed(file.parent.parents),
            file.parent,
        ):  # `parents=True` would make them as for anybody
            folder.mkdir(mode=0o700, exist_ok=True)
        if not _ours(os.lstat(file.parent)):
            return False
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
        files = [(path.lstat().st_mtime, path) for path in folder.glob(f"{kind}-*")]
        for _, old in sorted(files, reverse=True)[MOST:]:
            old.unlink(missing_ok=True)


def _seal(file: Path, content: bytes) -> bytes:
    """Return the digest over a file's content and its place."""
    return hashlib.sha256(f"{file.parent.name}/{file.name}\0".encode() + content).digest()


def _ours(status: os.stat_result) -> bool:
    """Say whether nobody but this user or the administrator can have written a file, or into a folder."""
    return sys.platform == "win32" or (
        status.st_uid in {os.geteuid(), 0}
        and not status.st_mode & _OTHERS_WRITE
        and not stat.S_ISLNK(status.st_mode)
    )
