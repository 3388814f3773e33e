"""The rules that a command works with, by the options given."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

import typer

from guidelinekit.evaluate import RuleSet, load_rules
from guidelinekit.lang.rule import Rule
from guidelinekit.suggest import did_you_mean, nearest


def chosen_rules(
    packs: Sequence[str] | None,
    profile: str,
    globs: Sequence[str] | None = None,
    waivers: str | None = None,
) -> RuleSet:
    """Load packs under a profile and keep the rules asked for.

    Raises RuleError where they cannot be used, and a usage error for a glob that matches no rule.
    """
    rules = load_rules(packs or None, profile, waivers)
    if not globs:
        return rules
    for glob in globs:
        if not rules.select([glob]).rules:
            off = [rule for rule in rules.profile.off if any(fnmatchcase(n, glob) for n in _parts(rule))]
            _switched_off(rules, off, "--rule")
            near = did_you_mean(glob, short_names(rules)) or "list the rules with `guidelinekit rules`"
            raise typer.BadParameter(f"no rule matches `{glob}`; {near}", param_hint="--rule")
    return rules.select(globs)


def one_rule(rules: RuleSet, name: str) -> Rule:
    """Give a rule by its full id, by the part after the slash, or by a beginning that fits only one."""
    exact = [rule for rule in rules.rules if name in _names(rule)]
    found = exact or [rule for rule in rules.rules if any(part.startswith(name) for part in _names(rule))]
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(rule.id for rule in found)
        raise typer.BadParameter(f"`{name}` fits several rules: {several}", param_hint="RULE")
    _switched_off(rules, [rule for rule in rules.profile.off if name in _parts(rule)], "RULE")
    known = [part for rule in rules.rules for part in _names(rule)]
    beginnings = {part[: len(name)]: part for part in known}
    near = nearest(name, beginnings)
    advice = (
        "list the rules with `guidelinekit rules`" if near is None else f"did you mean `{beginnings[near]}`?"
    )
    raise typer.BadParameter(f"there is no rule `{name}`; {advice}", param_hint="RULE")


def short_names(rules: RuleSet) -> list[str]:
    """Give the part after the slash of every rule's id."""
    return [_names(rule)[1] for rule in rules.rules]


def _switched_off(rules: RuleSet, found: Sequence[str], hint: str) -> None:
    """Refuse a rule that is there, but switched off."""
    if found:
        profile = f"the profile `{rules.profile.id}` switches off"
        raise typer.BadParameter(f"{profile} {', '.join(f'`{rule}`' for rule in found)}", param_hint=hint)


def _names(rule: Rule) -> tuple[str, str]:
    return _parts(rule.id)


def _parts(full: str) -> tuple[str, str]:
    return full, full.partition("/")[2]
