"""Reading packs, a profile and waivers from their files and checking them: thorough, and slow."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from guidelinekit.check import check
from guidelinekit.diagnostics import Diagnostic, errors, in_order
from guidelinekit.errors import RuleError
from guidelinekit.lang.rule import Pack, Profile
from guidelinekit.lang.waiver import Waivers
from guidelinekit.rules.find import is_pack
from guidelinekit.rules.load import load_pack
from guidelinekit.rules.profile import load_profile
from guidelinekit.rules.waivers import load_waivers


@dataclass(frozen=True, slots=True)
class Loaded:
    """Packs under a profile, with all that is to be said of their files short of an error."""

    packs: tuple[Pack, ...]
    profile: Profile
    waivers: Waivers | None
    warnings: tuple[Diagnostic, ...]


def load(folders: Sequence[Path], profile: Path, waivers: Path | None) -> Loaded:
    """Read and check the files. Raises RuleError with every problem of every file."""
    loaded = [load_pack(folder, with_cases=False) for folder in folders]
    found = [one.pack for one in loaded if one.pack is not None]
    problems = [problem for one in loaded for problem in one.diagnostics]
    for one in loaded:
        if one.pack is not None and not errors(one.diagnostics):  # a rule left out would be missed elsewhere
            problems.extend(one.place(problem) for problem in check(one.pack))
    sound = [one.pack for one in loaded if one.pack is not None and not errors(one.diagnostics)]
    near = {folder.parent for folder in (*folders, profile, profile.parent)}

    def elsewhere(name: str) -> bool:
        return is_pack(name, near) or name in {pack.id for pack in found}

    setting, more = load_profile(profile, sound, elsewhere)
    problems.extend(more)
    set_aside = None
    if waivers is not None:
        set_aside, more = load_waivers(waivers, sound, elsewhere)
        problems.extend(more)
    problems = in_order(problems)
    if errors(problems) or setting is None:
        raise RuleError(errors(problems))
    return Loaded(tuple(found), setting, set_aside, tuple(problems))
