"""Checked rules in a form that loads many times faster than their files, kept in the user's cache folder.

It is kept under a name made of all that it depends on: the files of the packs and the profile, and this
program's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from guidelinekit.kept import KeptCode, cache_folder, digest_of, program, read, thin_out, write
from guidelinekit.lang.form import form, made
from guidelinekit.lang.rule import Pack, Profile
from guidelinekit.rules.files import digest
from guidelinekit.rules.packs import bundled_folder, bundled_packs

_RULES: Final = "rules"
_CODE: Final = "code"


@dataclass(frozen=True, slots=True)
class Compiled:
    """Packs and a profile that were checked before, and where code generated from them is kept."""

    packs: tuple[Pack, ...]
    profile: Profile
    code: KeptCode


def kept(folders: Sequence[Path], profile: Path) -> Compiled | None:
    """Give packs and a profile that were checked before, when nothing has changed since."""
    file = _file(folders, profile)
    content = None if file is None else read(file)
    if content is None:
        return None
    try:
        *packs, found = made(content)
    except (ValueError, TypeError, LookupError):
        return None
    return Compiled(tuple(packs), found, code_of(content))


def keep(folders: Sequence[Path], profile: Path, content: bytes) -> None:
    """Keep the form of packs and a profile in which nothing was found wrong, where that can be done."""
    file = _file(folders, profile)
    if file is not None and write(file, content):
        thin_out(file.parent, _RULES)


def form_of(packs: Sequence[Pack], profile: Profile) -> bytes:
    """Give all that packs and a profile say."""
    return form((*packs, profile))


def code_of(content: bytes) -> KeptCode:
    """Give where code is kept that is generated from what packs and a profile say."""
    home = cache_folder()
    return KeptCode(
        None if home is None else home / f"{_CODE}-{digest_of(f'{program()} {sha256(content).hexdigest()}')}"
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
