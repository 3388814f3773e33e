"""What a profile says of rules: which are switched off and why, and which count like a must."""

from collections.abc import Iterator

from guidelinekit.diagnostics import Route, Severity
from guidelinekit.lang.rule import Modality, Pack, Rule
from guidelinekit.rules.desugar import text_of
from guidelinekit.rules.schema import PackSettingsForm, RuleSettingForm
from guidelinekit.rules.source_map import Notes
from guidelinekit.suggest import did_you_mean
from guidelinekit.text import Text, say


def rules_off(pack: Pack, entry: PackSettingsForm, notes: Notes) -> Iterator[tuple[str, Text]]:
    """Return the full ids of the rules that are switched off, with the reasons; what may not be is noted.

    Rules that the pack does not have, and entries that say nothing or too much, are noted here too.
    """
    for name, form, rule in _entries(pack, entry):
        at = ("packs", pack.id, "rules", name)
        if rule is not None and rule.name != name:
            tell_renamed(name, rule.name, notes, at, key=True)
        if rule is None:
            _unknown(pack, name, notes, at)
        elif form.off is None and form.blocking is None:
            message, help_ = (
                say("der er ikke sagt noget om `{name}`", "nothing is said of `{name}`", name=name),
                Text(
                    da="tilføj `off:` med begrundelsen eller `blocking: true`",
                    en="add `off:` with the reason, or `blocking: true`",
                ),
            )
            notes.problem("missing-key", message, help_, at=at, key=True)
        elif form.off is not None and form.blocking is not None:
            message, help_ = (
                say(
                    "`{name}` er både slået fra og hævet",
                    "`{name}` is both switched off and raised",
                    name=name,
                ),
                Text(da="behold én af de to", en="keep one of the two"),
            )
            notes.problem("wrong-form", message, help_, at=(*at, "blocking"), key=True)
        elif form.off is not None and rule.modality in (Modality.MUST, Modality.RIGHT):
            named = f"{rule.modality}: {', '.join(rule.passages)}"
            message = say(
                "`{name}` kræves af teksten ({named}), så en profil kan ikke slå den fra",
                "`{name}` is required by the text ({named}), so a profile cannot switch it off",
                name=name,
                named=named,
            )
            help_ = Text(
                da="lad den være slået til; en fravigelse sætter en regel til side for én sag og en tid",
                en="leave it on; a waiver sets a rule aside for one case, with a reason and an end",
            )
            notes.problem("loosens", message, help_, at=(*at, "off"), key=True)
        elif form.off is not None:
            yield rule.id, text_of(form.off)


def rules_raised(pack: Pack, entry: PackSettingsForm, notes: Notes) -> Iterator[str]:
    """Return the full ids of the rules that count like a must; only a should can be raised."""
    for name, form, rule in _entries(pack, entry):
        at = ("packs", pack.id, "rules", name, "blocking")
        if rule is None or form.blocking is None:
            continue
        if not form.blocking:
            help_ = Text(da="skriv `true`, eller udelad reglen", en="write `true`, or leave the rule out")
            notes.problem(
                "wrong-form",
                Text(da="en regel hæves eller nævnes ikke", en="a rule is raised or not named"),
                help_,
                at=at,
            )
        elif rule.modality is not Modality.SHOULD:
            why = (
                Text(da="foreslår den kun", en="only suggests it")
                if rule.modality is Modality.MAY
                else Text(da="kræver den allerede", en="requires it already")
            )
            message = say(
                "`{name}` kan ikke hæves: teksten {why} ({modality})",
                "`{name}` cannot be raised: the text {why} ({modality})",
                name=name,
                why=why,
                modality=rule.modality,
            )
            notes.problem(
                "not-should",
                message,
                Text(
                    da="udelad den; kun et `should` kan hæves",
                    en="leave it out; only a `should` can be raised",
                ),
                at=at,
            )
        else:
            yield rule.id


def _entries(pack: Pack, entry: PackSettingsForm) -> Iterator[tuple[str, RuleSettingForm, Rule | None]]:
    known = {name: rule for rule in pack.rules for name in (*rule.formerly, rule.id)}
    for name, form in entry.rules.items():
        yield name, form, known.get(f"{pack.id}/{name}")


def tell_renamed(old: str, new: str, notes: Notes, at: Route, *, key: bool = False) -> None:
    """Warn of a rule that is named by an id that it had before."""
    message = say("`{old}` hedder nu `{new}`", "`{old}` is now called `{new}`", old=old, new=new)
    help_ = say(
        "skriv `{new}`; det gamle id forstås stadig", "write `{new}`; the old id is still understood", new=new
    )
    notes.problem("renamed-rule", message, help_, at=at, key=key, severity=Severity.WARNING)


def _unknown(pack: Pack, name: str, notes: Notes, at: Route) -> None:
    known = [rule.name for rule in pack.rules]
    help_ = did_you_mean(name.removeprefix(f"{pack.id}/"), known) or Text(
        da="`guidelinekit rules` viser dem", en="`guidelinekit rules` lists them"
    )
    notes.problem(
        "unknown-rule",
        say("`{pack}` har ingen regel `{name}`", "`{pack}` has no rule `{name}`", pack=pack.id, name=name),
        help_,
        at=at,
        key=True,
    )
