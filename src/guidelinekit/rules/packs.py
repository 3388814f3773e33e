"""Where the bundled packs and profiles are: in the installed package, or in the checkout's `rules/`."""

import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Final

from guidelinekit.lang.rule import Force
from guidelinekit.rules.files import PACK

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
