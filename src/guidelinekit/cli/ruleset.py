"""The rules that a command works with, by the options given."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from glob import escape
from pathlib import Path
from typing import Final

import typer

from guidelinekit.cli.waivers import naming_items
from guidelinekit.errors import RuleError, UsageError
from guidelinekit.evaluate import RuleSet, load_rules
from guidelinekit.lang.rule import Rule
from guidelinekit.rules.packs import PACK, bundled_folder, bundled_packs
from guidelinekit.suggest import did_you_mean, meaning, nearest, quoted
from guidelinekit.text import Language, Text, say

_NOT_HERE: Final = Text(
    da="reglerne i {names} er dem i {bundled}; skriv `{cure}` for dem, som ligger her",
    en="the rules of {names} are those in {bundled}; write `{cure}` for those that lie here",
)
_LIST: Final = Text(da="se reglerne med `guidelinekit rules`", en="list the rules with `guidelinekit rules`")


def tell_whose(packs: Sequence[str], language: Language) -> None:
    """Say it where the rules that answer are not those that lie in `rules/` here."""
    bundled, here = bundled_folder(), Path("rules")
    names = [
        f"`{name}`"
        for name in packs
        if name in bundled_packs()
        and (here / name / PACK).is_file()
        and not (here / name).samefile(bundled / name)
    ]
    if names:
        words = {"names": ", ".join(names), "bundled": bundled, "cure": f"rules/{names[0][1:-1]}"}
        typer.echo(f"guidelinekit: {_NOT_HERE.text(language).format(**words)}", err=True)


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
            raise no_match(glob, rules.rules, near)
    return rules.select(globs) if globs else rules


def no_match(glob: str, rules: Iterable[Rule], near: Text = _LIST) -> UsageError:
    """Return the error for a glob that no rule fits; of a rule's former id, with what it is called now."""
    now = next((rule.name for rule in rules if formerly(rule, glob)), None)
    message = say("ingen regel passer på `{glob}`", "no rule matches `{glob}`", glob=glob)
    return UsageError(
        message, near if now is None else say("den hedder nu `{now}`", "it is now called `{now}`", now=now)
    )


def one_rule(rules: RuleSet, name: str, absent: UsageError | None = None) -> Rule:
    """Return a rule by its full id, by the part after the slash, or by a beginning that fits only one.

    Raises UsageError; where no rule is called nearly so, `absent` if it is given.
    """
    matches = _named(rules, name)
    if len(matches) == 1:
        return matches[0]
    if matches:
        several = ", ".join(rule.name for rule in matches)
        raise UsageError(
            say("`{name}` passer på flere regler", "`{name}` fits several rules", name=name),
            say("vælg en af {several}", "choose one of {several}", several=several),
        )
    _refuse_switched_off(rules, escape(name))
    beginnings = {part[: len(name)]: part for rule in rules.rules for part in (rule.id, rule.name)}
    near = nearest(name, beginnings)
    if near is None and absent is not None:
        raise absent
    raise UsageError(
        say("der er ingen regel `{name}`", "there is no rule `{name}`", name=name),
        _LIST if near is None else meaning(beginnings[near]),
    )


def no_rule(name: str, names: Iterable[str]) -> UsageError:
    """Return the error for a rule that a pack does not hold, with the nearest that it does."""
    near = did_you_mean(name, names) or _LIST
    return UsageError(say("der er ingen regel `{name}`", "there is no rule `{name}`", name=name), near)


def names_one(rules: RuleSet, name: str) -> bool:
    """Say whether `one_rule` has an answer."""
    return len(_named(rules, name)) == 1


def _named(rules: RuleSet, name: str) -> list[Rule]:
    exact = [rule for rule in rules.rules if name in (rule.id, rule.name)]
    former = [rule for rule in rules.rules if formerly(rule, name)]
    return (
        exact
        or former
        or [rule for rule in rules.rules if rule.id.startswith(name) or rule.name.startswith(name)]
    )


def formerly(rule: Rule, name: str) -> bool:
    """Say whether a rule had an id before, given with its pack or without."""
    return any(name in (old, old.partition("/")[2]) for old in rule.formerly)


def _refuse_switched_off(rules: RuleSet, glob: str) -> None:
    """Refuse a rule that is there, but switched off."""
    off = [
        rule
        for rule in rules.profile.off
        if fnmatchcase(rule, glob) or fnmatchcase(rule.partition("/")[2], glob)
    ]
    if off:
        cure = Text(da="vælg en anden profil med --profile", en="choose another profile with --profile")
        raise UsageError(
            say(
                "profilen `{profile}` slår {rules} fra",
                "the profile `{profile}` switches off {rules}",
                profile=rules.profile.id,
                rules=quoted(off),
            ),
            cure,
        )
