"""Rules loaded and made ready to evaluate: as an earlier process cached them, or read and checked."""

from collections.abc import Sequence
from pathlib import Path

from guidelinekit.diagnostics import Diagnostic
from guidelinekit.evaluate.checked_rules import cached, carry, form_of, put
from guidelinekit.evaluate.rule_set import RuleSet
from guidelinekit.lang.rule import Pack, Profile
from guidelinekit.lang.waiver import Waiver, Waivers
from guidelinekit.rules.packs import (
    bundled_packs,
    bundled_profiles,
    find_pack,
    find_profile,
    folders_of,
    is_bundled,
    live_packs,
)


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
