"""Checked rules in a form that loads many times faster than their files.

An installed package carries that of the bundled rules. Of other rules, and in a checkout, it is cached in the
user's folder. Its name is made of all that it depends on: the files of the packs and the profile, and in the
user's folder this program's own as well.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from guidelinekit.cache import cache_folder, digest_of, program, read, thin_out, write
from guidelinekit.lang.rule import Pack, Profile
from guidelinekit.lang.serialize import form, made
from guidelinekit.rules.packs import bundled_folder, bundled_packs, digest, is_bundled

_RULES: Final = "rules"


def cached(folders: Sequence[Path], profile: Path) -> tuple[tuple[Pack, ...], Profile] | None:
    """Return packs and a profile that were checked before, when nothing has changed since."""
    sources = _sources(folders, profile)
    content = None if sources is None else read(_carried(sources, carried_folder())) or _from_folder(sources)
    if content is None:
        return None
    try:
        *packs, setting = made(content)
    except (ValueError, TypeError, LookupError):
        return None
    return tuple(packs), setting


def put(folders: Sequence[Path], profile: Path, content: bytes) -> None:
    """Cache the form of packs and a profile without any problem, where that can be done."""
    sources, home = _sources(folders, profile), cache_folder()
    if sources is not None and home is not None and write(_file(sources, home), content):
        thin_out(home, _RULES)


def carry(folders: Sequence[Path], profile: Path, content: bytes, to: Path) -> None:
    """Write the form of bundled packs and a bundled profile for an installed package to carry."""
    sources = _sources(folders, profile)
    assert sources is not None  # noqa: S101 - they are bundled, and were just read
    written = write(_carried(sources, to), content)
    assert written  # noqa: S101 - the folder is there to be written to


def form_of(packs: Sequence[Pack], profile: Profile) -> bytes:
    """Return all that packs and a profile say."""
    return form((*packs, profile))


def carried_folder() -> Path:
    """Return the folder in which an installed package carries forms, whether or not it is there."""
    return bundled_folder().with_name("compiled")


def _sources(folders: Sequence[Path], profile: Path) -> str | None:
    """Name packs and a bundled profile by the content of their files; None where that cannot be done.

    What another profile may name depends on what lies around it, so there is no form for it.
    """
    if not is_bundled(profile):
        return None
    try:
        content = profile.read_bytes()
        return " ".join([*bundled_packs(), *map(digest, folders), sha256(content).hexdigest()])
    except OSError:
        return None


def _carried(sources: str, folder: Path) -> Path:
    return folder / f"{_RULES}-{digest_of(sources)}"


def _file(sources: str, home: Path) -> Path:
    return home / f"{_RULES}-{digest_of(f'{program()} {sources}')}"


def _from_folder(sources: str) -> bytes | None:
    home = cache_folder()
    return None if home is None else read(_file(sources, home))
