"""Everything that can be said of a pack: loading, the check, advice, and a search over generated cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from guidelinekit.casesearch.search import LIMIT
from guidelinekit.check.advice import advise
from guidelinekit.diagnostics import Diagnostic, errors, in_order
from guidelinekit.evaluate.loading import read_and_checked
from guidelinekit.examples.pack_under_test import DEFAULT_PROFILE, PackUnderTest, nearby
from guidelinekit.lang.rule import Pack
from guidelinekit.lint.judging import agreeing, one_sided, possible_settings
from guidelinekit.lint.unfinished import unfinished
from guidelinekit.lint.unsaid import null_unsaid
from guidelinekit.rules.pack_folder import example_problems
from guidelinekit.rules.packs import PACK, find_pack
from guidelinekit.rules.profile import load_profile


@dataclass(frozen=True, slots=True)
class Linted:
    """What there is to say of one pack."""

    pack: Pack | None
    """None where `pack.yaml` itself cannot be used."""
    folder: Path
    diagnostics: tuple[Diagnostic, ...]
    """Every problem, placed, in order of file and line."""
    searched: bool
    """Whether there were no errors, so that the rules could be judged on generated cases."""


def folders_of(packs: tuple[str, ...]) -> Iterator[Path]:
    """Return the folders of packs: a bundled one's name, a pack's folder, or a folder that holds packs.

    Raises RuleError where there is no pack.
    """
    for pack in packs:
        inside = sorted(path.parent for path in Path(pack).glob(f"*/{PACK}"))
        if inside and not (Path(pack) / PACK).is_file():
            yield from inside
        else:
            yield find_pack(pack)


def lint(folder: Path, limit: int = LIMIT) -> Linted:
    """Say everything that can be said of the pack in a folder.

    A search tries at most `limit` cases per rule.
    """
    checked = read_and_checked(folder)
    loaded, problems = checked.loaded, [*checked.problems, *example_problems(folder)]
    if loaded.pack is not None:
        problems += _of_profile(loaded.pack, folder)
    if loaded.pack is None or errors(problems):
        return Linted(loaded.pack, folder, tuple(in_order(problems)), searched=False)
    tested, settings = PackUnderTest(folder, loaded.pack), possible_settings(loaded.pack, folder)
    unreadable = [problem for rule in loaded.pack.rules for problem in tested.file(rule).problems]
    remarks = [
        *advise(loaded.pack),
        *unfinished(loaded.pack),
        *one_sided(tested, settings, limit),
        *agreeing(tested, settings, limit),
        *(null_unsaid(tested, settings[0]) if not unreadable else ()),
    ]
    problems += (problem for problem in unreadable if problem.code == "bad-example")
    problems += (loaded.place(remark.diagnostic()) for remark in remarks)
    return Linted(loaded.pack, folder, tuple(in_order(problems)), searched=True)


def _of_profile(pack: Pack, folder: Path) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the profile that stands beside the pack, if one does."""
    beside = nearby(folder, DEFAULT_PROFILE)
    return load_profile(beside, [pack], lambda _: True)[1] if isinstance(beside, Path) else ()
