"""Packs and profiles by name or path: where they are, their files, and what of others a pack names."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from guidelinekit import limits
from guidelinekit.diagnostics import Diagnostic, Route
from guidelinekit.errors import RuleError
from guidelinekit.lang.rule import Force, Pack
from guidelinekit.source.content import ContentError, content
from guidelinekit.suggest import did_you_mean
from guidelinekit.text import Text, say

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


_FORCE: Final = re.compile(r"^force: *(\w+)", re.MULTILINE)


def bundled_folder() -> Path:
    """Return the folder that holds the bundled packs and `profiles`."""
    installed = Path(str(files("guidelinekit"))) / "_data" / "rules"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "rules"


def bundled_packs() -> tuple[str, ...]:
    """Return the names of the bundled packs."""
    folder = bundled_folder()
    return tuple(sorted(path.name for path in folder.iterdir() if (path / PACK).is_file()))


def live_packs() -> tuple[str, ...]:
    """Return the names of the bundled packs that are run where none is asked for."""
    return tuple(name for name in bundled_packs() if _force(name) is Force.LIVE)


def folders_of(packs: Iterable[str]) -> list[Path]:
    """Return the folders of bundled packs."""
    return [bundled_folder() / name for name in packs]


def _force(pack: str) -> Force:
    """Return what a bundled pack says of itself: one line, for the rest of its file takes long to read."""
    line = _FORCE.search((bundled_folder() / pack / PACK).read_text(encoding="utf-8"))
    return Force.LIVE if line is None else Force(line[1])


def bundled_profiles() -> tuple[str, ...]:
    """Return the names of the bundled profiles."""
    return tuple(sorted(path.stem for path in (bundled_folder() / "profiles").glob("*.yaml")))


def profile_path(name: str) -> Path:
    """Return the file of a bundled profile, whether or not it is there."""
    return bundled_folder() / "profiles" / f"{name}.yaml"


def is_bundled(profile: Path) -> bool:
    """Say whether the file of a profile is one of those that are bundled."""
    return profile.parent.parent == bundled_folder()


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


def named_elsewhere(pack: Pack, folder: Path) -> Iterator[Diagnostic]:
    """Say which rules of other packs are named and not there, and which of the pack's own are named so."""
    for rule in pack.rules:
        for index, other in enumerate(rule.also):
            route: Route = ("rules", rule.id, "also", index)
            if other.partition("/")[0] in ("", pack.id) or "/" not in other:
                message = Text(
                    da="`also` nævner en regel i en anden pakke, der kender den samme mangel",
                    en="`also` names a rule of another pack that knows the same gap",
                )
                yield Diagnostic(
                    "unknown-rule",
                    message,
                    Text(da="skriv dens fulde id med pakken", en="write its full id, with the pack"),
                    route,
                )
            else:
                yield from _missing(other, folder, route)
        if rule.replaced_by is not None and not rule.replaced_by.startswith(f"{pack.id}/"):
            yield from _missing(rule.replaced_by, folder, ("rules", rule.id, "replaced_by"))
    for passage in pack.passages:
        for index, name in enumerate(passage.by):
            if "/" in name:
                yield from _missing(name, folder, ("passages", passage.id, "by", index))


def _missing(rule: str, folder: Path, route: Route) -> Iterator[Diagnostic]:
    pack, _, name = rule.partition("/")
    beside = [each / pack for each in (folder.parent, bundled_folder()) if (each / pack / PACK).is_file()]
    if not beside:
        help_ = Text(
            da="nævn en medfølgende pakke eller en i en mappe ved siden af denne",
            en="name a bundled pack, or one in a folder beside this one",
        )
        yield Diagnostic(
            "unknown-rule",
            say("der er ingen pakke `{pack}`", "there is no pack `{pack}`", pack=pack),
            help_,
            route,
        )
    elif not any((each / f"{name}{YAML}").is_file() for each in beside):
        names = [path.name.removesuffix(YAML) for each in beside for path in each.glob(f"*{YAML}")]
        help_ = did_you_mean(name, names) or say(
            "se dens regler med `guidelinekit rules --pack {pack}`",
            "list its rules with `guidelinekit rules --pack {pack}`",
            pack=pack,
        )
        yield Diagnostic(
            "unknown-rule",
            say("`{pack}` har ingen regel `{name}`", "`{pack}` has no rule `{name}`", pack=pack, name=name),
            help_,
            route,
        )
