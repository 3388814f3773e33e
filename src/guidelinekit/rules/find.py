"""Where a pack or a profile is, by the name of a bundled one or by its path."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from guidelinekit.diagnostics import Diagnostic
from guidelinekit.errors import RuleError
from guidelinekit.rules.files import PACK
from guidelinekit.rules.packs import bundled_folder, bundled_packs, bundled_profiles, profile_path
from guidelinekit.suggest import did_you_mean
from guidelinekit.text import Text, say

_PACK = Text(da="pakke", en="pack")
_PROFILE = Text(da="profil", en="profile")


def find_pack(pack: str | Path) -> Path:
    """Return the folder of a pack. Raises RuleError when there is no such pack."""
    if isinstance(pack, str) and pack in bundled_packs():
        bundled = bundled_folder() / pack
        if (Path(pack) / PACK).is_file() and not Path(pack).samefile(bundled):
            message = say(
                "`{pack}` er både en medfølgende pakke og en mappe her",
                "`{pack}` is a bundled pack, and a folder here",
                pack=pack,
            )
            help_ = say(
                "skriv `./{pack}` for mappen; fra en anden mappe er `{pack}` den medfølgende",
                "write `./{pack}` for the folder; from another folder `{pack}` is the bundled one",
                pack=pack,
            )
            raise RuleError([Diagnostic("unknown-pack", message, help_)])
        return bundled
    if (Path(pack) / PACK).is_file():
        return Path(pack)
    if Path(pack).is_dir():
        raise RuleError(
            [
                Diagnostic(
                    "unknown-pack",
                    say(
                        "mappen `{pack}` har ingen {file}",
                        "the folder `{pack}` holds no {file}",
                        pack=pack,
                        file=PACK,
                    ),
                    Text(da="nævn en pakkes mappe", en="name a pack's folder"),
                )
            ]
        )
    raise _unknown("unknown-pack", _PACK, str(pack), bundled_packs())


def is_pack(name: str, near: Iterable[Path]) -> bool:
    """Say whether there is a pack of a name: a bundled one, or a folder of that name below one of `near`."""
    if name in bundled_packs():
        return True
    return Path(name).name == name and any((folder / name / PACK).is_file() for folder in near)


def find_profile(profile: str | Path) -> Path:
    """Return the file of a profile. Raises RuleError when there is no such profile."""
    if isinstance(profile, str) and profile in bundled_profiles():
        return profile_path(profile)
    if Path(profile).is_file():
        return Path(profile)
    raise _unknown("unknown-profile", _PROFILE, str(profile), bundled_profiles())


def _unknown(code: str, what: Text, name: str, known: Sequence[str]) -> RuleError:
    hint = did_you_mean(name, known) or say(
        "medfølgende: {known}; eller skriv en sti", "bundled: {known}; or give a path", known=", ".join(known)
    )
    return RuleError(
        [
            Diagnostic(
                code,
                say("der er ingen {what} `{name}`", "there is no {what} `{name}`", what=what, name=name),
                hint,
            )
        ]
    )
