"""The rules that a command works with, by the options given."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

from guidelinekit.errors import UsageError
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

    Raises RuleError where they cannot be used, and UsageError for a glob that matches no rule.
    """
    rules = load_rules(packs or None, profile, waivers)
    if not globs:
        return rules
    for glob in globs:
        if not rules.select([glob]).rules:
            off = [rule for rule in rules.profile.off if any(fnmatchcase(n, glob) for n in _parts(rule))]
            _switched_off(rules, off)
            near = did_you_mean(glob, short_names(rules)) or "list the rules with `guidelinekit rules`"
            raise UsageError(f"no rule matches `{glob}`", near)
    return rules.select(globs)


def one_rule(rules: RuleSet, name: str) -> Rule:
    """Give a rule by its full id, by the part after the slash, or by a beginning that fits only one."""
    exact = [rule for rule in rules.rules if name in _names(rule)]
    found = exact or [rule for rule in rules.rules if any(part.startswith(name) for part in _names(rule))]
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(_names(rule)[1] for rule in found)
        raise UsageError(f"`{name}` fits several rules", f"choose one of {several}")
    _switched_off(rules, [rule for rule in rules.profile.off if name in _parts(rule)])
    known = [part for rule in rules.rules for part in _names(rule)]
    beginnings = {part[: len(name)]: part for part in known}
    near = nearest(name, beginnings)
    advice = (
        "list the rules with `guidelinekit rules`" if near is None else f"did you mean `{beginnings[near]}`?"
    )
    raise UsageError(f"there is no rule `{name}`", advice)


def short_names(rules: RuleSet) -> list[str]:
    """Give the part after the slash of every rule's id."""
    return [_names(rule)[1] for rule in rules.rules]


def _switched_off(rules: RuleSet, found: Sequence[str]) -> None:
    """Refuse a rule that is there, but switched off."""
    if found:
        rule = ", ".join(f"`{rule}`" for rule in found)
        cure = "choose another profile with --profile"
        raise UsageError(f"the profile `{rules.profile.id}` switches off {rule}", cure)


def _names(rule: Rule) -> tuple[str, str]:
    return _parts(rule.id)


def _parts(full: str) -> tuple[str, str]:
    return full, full.partition("/")[2]
