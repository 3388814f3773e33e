"""What a profile says of rules: which are switched off and why, and which count like a must."""

from collections.abc import Iterator

from guidelinekit.diagnostics import Route, Severity
from guidelinekit.lang.rule import Modality, Pack, Rule, Text
from guidelinekit.rules.desugar import text_of
from guidelinekit.rules.schema import PackSettingsForm, RuleSettingForm
from guidelinekit.rules.source_map import Notes
from guidelinekit.suggest import did_you_mean


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
            message, help_ = f"nothing is said of `{name}`", "add `off:` with the reason, or `blocking: true`"
            notes.problem("missing-key", message, help_, at=at, key=True)
        elif form.off is not None and form.blocking is not None:
            message, help_ = f"`{name}` is both switched off and raised", "keep one of the two"
            notes.problem("wrong-form", message, help_, at=(*at, "blocking"), key=True)
        elif form.off is not None and rule.modality in (Modality.MUST, Modality.RIGHT):
            named = f"{rule.modality}: {', '.join(rule.passages)}"
            message = f"`{name}` is required by the text ({named}), so a profile cannot switch it off"
            help_ = "leave it on; a waiver sets a rule aside for one case, with a reason and an end"
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
            help_ = "write `true`, or leave the rule out"
            notes.problem("wrong-form", "a rule is raised or not named", help_, at=at)
        elif rule.modality is not Modality.SHOULD:
            why = "only suggests it" if rule.modality is Modality.MAY else "requires it already"
            message = f"`{name}` cannot be raised: the text {why} ({rule.modality})"
            notes.problem("not-should", message, "leave it out; only a `should` can be raised", at=at)
        else:
            yield rule.id


def _entries(pack: Pack, entry: PackSettingsForm) -> Iterator[tuple[str, RuleSettingForm, Rule | None]]:
    known = {name: rule for rule in pack.rules for name in (*rule.formerly, rule.id)}
    for name, form in entry.rules.items():
        yield name, form, known.get(f"{pack.id}/{name}")


def tell_renamed(old: str, new: str, notes: Notes, at: Route, *, key: bool = False) -> None:
    """Warn of a rule that is named by an id that it had before."""
    message, help_ = f"`{old}` is now called `{new}`", f"write `{new}`; the old id is still understood"
    notes.problem("renamed-rule", message, help_, at=at, key=key, severity=Severity.WARNING)


def _unknown(pack: Pack, name: str, notes: Notes, at: Route) -> None:
    known = [rule.name for rule in pack.rules]
    help_ = did_you_mean(name.removeprefix(f"{pack.id}/"), known) or "`guidelinekit rules` lists them"
    notes.problem("unknown-rule", f"`{pack.id}` has no rule `{name}`", help_, at=at, key=True)
