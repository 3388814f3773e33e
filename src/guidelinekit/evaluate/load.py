"""Rules loaded and made ready to evaluate: as an earlier process cached them, or read and checked.

Checked rules have a form that loads many times faster than their files. An installed package carries that of
the bundled rules. Of other rules, and in a checkout, it is cached in the user's folder. Its name is made of
all that it depends on: the files of the packs and the profile, and in the user's folder this program's own.
"""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from guidelinekit.cache import cache_folder, digest_of, program, read, thin_out, write
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.evaluate.rule_set import RuleSet
from guidelinekit.lang.rule import Pack, Profile
from guidelinekit.lang.serialize import form, made
from guidelinekit.lang.waiver import Waiver, Waivers
from guidelinekit.rules.packs import (
    bundled_folder,
    bundled_packs,
    bundled_profiles,
    digest,
    find_pack,
    find_profile,
    folders_of,
    is_bundled,
    live_packs,
)

_RULES: Final = "rules"


def cached(folders: Sequence[Path], profile: Path) -> tuple[tuple[Pack, ...], Profile] | None:
    """Return packs and a profile that were checked before, when nothing has changed since."""
    sources = _sources(folders, profile)
    content = None if sources is None else read(_carried(sources, carried_folder())) or _from_folder(sources)
    try:
        return None if content is None else _made(content)
    except (ValueError, TypeError, LookupError):
        return None


@lru_cache(maxsize=4)
def _made(content: bytes) -> tuple[tuple[Pack, ...], Profile]:
    *packs, profile = made(content)
    return tuple(packs), profile


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


def load_rules(
    packs: Sequence[str | Path] | None = None,
    profile: str | Path | Profile = "suggested",
    waivers: str | Path | Sequence[Waiver] | None = None,
) -> RuleSet:
    """Load packs (names of bundled ones, or folders; by default the live ones) under a profile.

    The profile is the name of a bundled one, a file, or a `Profile`; `waivers` is a file, or `Waiver`s.
    Raises RuleError with every problem of every file and object.
    """
    folders = folders_of(live_packs()) if packs is None else [find_pack(pack) for pack in packs]
    standard = profile if isinstance(profile, Profile) else find_profile(profile)
    plain = standard if isinstance(standard, Path) and is_bundled(standard) else find_profile("suggested")
    checked = cached(folders, plain)
    if checked is not None and waivers is None and plain == standard:
        return _rule_set(*checked)
    from guidelinekit.evaluate.loading import load  # noqa: PLC0415 - cached rules are neither read nor checked

    own = Path(waivers) if isinstance(waivers, str) else waivers
    loaded = load(folders, standard, own, () if checked is None else checked[0])
    if checked is None and not loaded.warnings:
        put(folders, plain, form_of(loaded.packs, load(folders, plain, None, loaded.packs).profile))
    return _rule_set(loaded.packs, loaded.profile, loaded.waivers, loaded.warnings)


def problems_of(folder: Path) -> tuple[Diagnostic, ...]:
    """Return the problems of reading and checking a pack: none where it is cached, being sound."""
    if cached([folder], find_profile("suggested")) is not None:
        return ()
    from guidelinekit.evaluate.loading import read_and_checked  # noqa: PLC0415 - as above

    return read_and_checked(folder).problems


def rules_of(pack: Pack, folder: Path, profile: str | Path) -> RuleSet:
    """Return the rules of a pack that was read before, under a profile. Raises RuleError."""
    from guidelinekit.evaluate.loading import load  # noqa: PLC0415 - as above

    loaded = load([folder], find_profile(profile), None, (pack,))
    return _rule_set(loaded.packs, loaded.profile)


def carry_bundled(to: Path) -> None:
    """Write the checked forms of all bundled rules into a folder, for an installed package to carry."""
    from guidelinekit.evaluate.loading import load  # noqa: PLC0415 - as above

    chosen = {(*folders_of(live_packs()),), *((folder,) for folder in folders_of(bundled_packs()))}
    for profile in map(find_profile, bundled_profiles()):
        for packs in chosen:
            loaded = load(packs, profile, None)
            if not loaded.warnings:  # they are told by whoever reads the files
                carry(packs, profile, form_of(loaded.packs, loaded.profile), to)


def _rule_set(
    packs: tuple[Pack, ...],
    profile: Profile,
    waivers: Waivers | None = None,
    warnings: tuple[Diagnostic, ...] = (),
) -> RuleSet:
    rules = tuple(rule for pack in packs for rule in pack.rules if rule.id not in profile.off)
    return RuleSet(packs, profile, rules, waivers, warnings)
