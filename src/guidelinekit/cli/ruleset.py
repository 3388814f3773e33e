"""The rules that a command works with, by the options given."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from glob import escape
from typing import Final

from guidelinekit.cli.waivers import naming_items
from guidelinekit.errors import RuleError, UsageError
from guidelinekit.evaluate import RuleSet, load_rules
from guidelinekit.lang.rule import Rule
from guidelinekit.suggest import did_you_mean, nearest

_LIST: Final = "list the rules with `guidelinekit rules`"


def chosen_rules(
    packs: Sequence[str] | None,
    profile: str,
    globs: Sequence[str] | None = None,
    waivers: str | None = None,
    files: Sequence[str] = (),
) -> RuleSet:
    """Load packs under a profile, and of them the rules asked for; `files` hold the cases to evaluate.

    Raises RuleError where they cannot be used, and UsageError for a glob that matches no rule.
    """
    try:
        rules = load_rules(packs or None, profile, waivers)
    except RuleError as error:
        if waivers is None:
            raise
        raise naming_items(error, waivers, files) from None
    for glob in globs or ():
        if not rules.fitting([glob]):
            _refuse_switched_off(rules, glob)
            near = did_you_mean(glob, [rule.name for rule in rules.rules]) or _LIST
            raise UsageError(f"no rule matches `{glob}`", near)
    return rules.select(globs) if globs else rules


def one_rule(rules: RuleSet, name: str) -> Rule:
    """Return a rule by its full id, by the part after the slash, or by a beginning that fits only one."""
    exact = [rule for rule in rules.rules if name in (rule.id, rule.name)]
    matches = exact or [
        rule for rule in rules.rules if rule.id.startswith(name) or rule.name.startswith(name)
    ]
    if len(matches) == 1:
        return matches[0]
    if matches:
        several = ", ".join(rule.name for rule in matches)
        raise UsageError(f"`{name}` fits several rules", f"choose one of {several}")
    _refuse_switched_off(rules, escape(name))
    beginnings = {part[: len(name)]: part for rule in rules.rules for part in (rule.id, rule.name)}
    near = nearest(name, beginnings)
    raise UsageError(
        f"there is no rule `{name}`", _LIST if near is None else f"did you mean `{beginnings[near]}`?"
    )


def _refuse_switched_off(rules: RuleSet, glob: str) -> None:
    """Refuse a rule that is there, but switched off."""
    off = [
        rule
        for rule in rules.profile.off
        if fnmatchcase(rule, glob) or fnmatchcase(rule.partition("/")[2], glob)
    ]
    if off:
        listed = ", ".join(f"`{rule}`" for rule in off)
        cure = "choose another profile with --profile"
        raise UsageError(f"the profile `{rules.profile.id}` switches off {listed}", cure)
