"""Where the bundled packs and profiles are: in the installed package, or in the checkout's `rules/`."""

from importlib.resources import files
from pathlib import Path

from guidelinekit.rules.files import PACK


def bundled_folder() -> Path:
    """Return the folder that holds the bundled packs and `profiles`."""
    installed = Path(str(files("guidelinekit"))) / "_data" / "rules"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "rules"


def bundled_packs() -> tuple[str, ...]:
    """Return the names of the bundled packs."""
    folder = bundled_folder()
    return tuple(sorted(path.name for path in folder.iterdir() if (path / PACK).is_file()))


def bundled() -> list[Path]:
    """Return the folders of the bundled packs."""
    return [bundled_folder() / name for name in bundled_packs()]


def bundled_profiles() -> tuple[str, ...]:
    """Return the names of the bundled profiles."""
    return tuple(sorted(path.stem for path in (bundled_folder() / "profiles").glob("*.yaml")))


def profile_path(name: str) -> Path:
    """Return the file of a bundled profile, whether or not it is there."""
    return bundled_folder() / "profiles" / f"{name}.yaml"


def is_bundled(profile: Path) -> bool:
    """Say whether the file of a profile is one of those that are bundled."""
    return profile.parent.parent == bundled_folder()
