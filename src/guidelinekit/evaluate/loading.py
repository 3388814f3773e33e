"""Reading packs, a profile and waivers from their files and checking them: thorough, and slow."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from guidelinekit.check import check
from guidelinekit.diagnostics import Diagnostic, errors, in_order
from guidelinekit.errors import RuleError
from guidelinekit.lang.rule import Pack, Profile
from guidelinekit.lang.waiver import Waiver, Waivers
from guidelinekit.rules import pack_folder
from guidelinekit.rules.packs import PACK, PASSAGES, YAML, digest, files_of, is_pack
from guidelinekit.rules.profile import load_profile
from guidelinekit.rules.waiver_file import load_waivers


@dataclass(frozen=True, slots=True)
class CheckedRules:
    """Packs under a profile, with all that is to be said of their files short of an error."""

    packs: tuple[Pack, ...]
    profile: Profile
    waivers: Waivers | None
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Checked:
    """A pack as it was read."""

    loaded: pack_folder.Loaded

    @cached_property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Every problem of reading and checking it, placed."""
        pack, problems = self.loaded.pack, self.loaded.diagnostics
        if pack is None or errors(problems):  # a rule left out would be missed elsewhere
            return tuple(problems)
        return (*problems, *map(self.loaded.place, check(pack)))

    @cached_property
    def sound(self) -> Pack | None:
        """The pack without the rules that cannot be used; None where what its rules share cannot be."""
        pack, wrong = self.loaded.pack, errors(self.problems)
        while pack is not None and wrong:
            files = {Path(problem.file or PACK).name for problem in wrong} - {PASSAGES}
            if PACK in files:
                return None
            rules = tuple(rule for rule in pack.rules if f"{rule.name}{YAML}" not in files)
            pack = pack.model_copy(update={"rules": rules})
            wrong = errors(self.loaded.place(problem) for problem in check(pack))
            wrong = [problem for problem in wrong if Path(problem.file or PACK).name != PASSAGES]
        return pack


def read_and_checked(folder: Path) -> Checked:
    """Read a pack without its example cases, once for as long as its files stay the same, to be checked."""
    names = tuple(path.name for path in files_of(folder))
    return _read_and_checked(folder, digest(folder), names, Path.cwd())


def read_unfinished(folder: Path) -> Pack:
    """Return a pack that may have no rules yet. Raises RuleError where anything else is wrong with it."""
    checked = read_and_checked(folder)
    problems = [problem for problem in errors(checked.problems) if problem.code != "no-rules"]
    if problems or checked.loaded.pack is None:
        raise RuleError(problems)
    return checked.loaded.pack


@lru_cache(maxsize=4)
def _read_and_checked(folder: Path, _digest: str, _names: tuple[str, ...], _shown_from: Path) -> Checked:
    return Checked(pack_folder.load_pack(folder))


def load(
    folders: Sequence[Path],
    profile: Path | Profile,
    waivers: Path | Sequence[Waiver] | None,
    packs: Sequence[Pack] = (),
) -> CheckedRules:
    """Read and check the files, or objects in their place. Raises RuleError with every problem of each.

    `packs` are those of the folders, where they were read and checked before.
    """
    checked = [] if packs else [read_and_checked(folder) for folder in folders]
    loaded = [(each.loaded.pack, each.loaded.diagnostics) for each in checked]
    problems = [problem for each in checked for problem in each.problems]
    read = [*packs, *(pack for pack, _ in loaded if pack is not None)]
    sound = [*packs, *(pack for pack, noted in loaded if pack is not None and not errors(noted))]
    beside = (profile, profile.parent) if isinstance(profile, Path) else ()
    near = {folder.parent for folder in (*folders, *beside)}

    def elsewhere(name: str) -> bool:
        return is_pack(name, near) or name in {pack.id for pack in read}

    setting, more = load_profile(profile, sound, elsewhere)
    problems.extend(more)
    set_aside = None
    if waivers is not None:
        pattern = None if setting is None else setting.case_id_pattern
        set_aside, more = load_waivers(waivers, sound, elsewhere, pattern)
        problems.extend(more)
    problems = in_order(problems)
    if errors(problems) or setting is None:
        raise RuleError(errors(problems))
    return CheckedRules(tuple(read), setting, set_aside, tuple(problems))
