"""Profiles: a file or an object to the values of parameters, and which rules are off or count like a must."""

from collections.abc import Callable, Iterable, Iterator
from math import inf
from pathlib import Path

from guidelinekit.case.model.cpr import ANY_DIGIT, LONGEST, takes_every_cpr
from guidelinekit.diagnostics import Diagnostic, Route, Severity, errors
from guidelinekit.lang.rule import STRICT, Basis, Modality, Pack, ParameterDefinition, Profile, Rule, Setting
from guidelinekit.rules.desugar import text_of
from guidelinekit.rules.documents import profile_document, without_cpr
from guidelinekit.rules.fit import fit
from guidelinekit.rules.parameter_values import dated_values, limits
from guidelinekit.rules.schema import PackSettingsForm, ProfileForm, RuleSettingForm, SettingForm
from guidelinekit.rules.scope import Notes
from guidelinekit.rules.strictness import strict_enough, without_gaps
from guidelinekit.suggest import did_you_mean, quoted
from guidelinekit.text import Text, say


def nowhere(_: str) -> bool:
    """Say of every pack that is not in use that there is none."""
    return False


def load_profile(
    source: Path | Profile,
    packs: Iterable[Pack],
    elsewhere: Callable[[str], bool] = nowhere,
    *,
    with_unset: bool = False,
) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    """Read a profile against the packs in use; give it, None where it cannot be used, and every problem.

    What it says of a pack that is not in use is passed over where `elsewhere` knows the pack, and a problem
    otherwise. With `with_unset` it is a warning that local parameters are left without a value.
    """
    document, problems = profile_document(source)
    if document is None:
        return None, without_cpr(problems)
    notes = Notes(document, problems)
    form = fit(ProfileForm, notes)
    if form is None:
        return None, without_cpr(problems)
    if isinstance(source, Path) and f"{form.id}.yaml" != source.name:
        message = say(
            "id'et `{id}` er ikke filens navn", "the id `{id}` is not the name of the file", id=form.id
        )
        notes.problem(
            "id-mismatch",
            message,
            say(
                "skriv `id: {stem}`, eller omdøb filen",
                "write `id: {stem}`, or rename the file",
                stem=source.stem,
            ),
            at=("id",),
        )
    _look_at_pattern(form.case_id_pattern, notes)
    in_use = {pack.id: pack for pack in packs}
    named = _named(form, in_use, elsewhere, notes)
    settings: dict[str, Setting] = {}
    for pack, entry in named:
        settings |= _settings(pack, entry, form.set_by, notes)
    if with_unset:
        for pack in in_use.values():
            _unset(pack, form, notes)
    profile = Profile(
        id=form.id,
        title=text_of(form.title),
        set_by=form.set_by,
        case_id_pattern=form.case_id_pattern,
        settings=settings,
        off={rule: reason for pack, entry in named for rule, reason in rules_off(pack, entry, notes)},
        blocking=tuple(rule for pack, entry in named for rule in rules_raised(pack, entry, notes)),
        digest=document.digest,
    )
    return None if errors(problems) else profile, without_cpr(problems)


def _look_at_pattern(pattern: str | None, notes: Notes) -> None:
    """Note a scheme of case ids that no id has, or that every CPR number fits."""
    if pattern is None:
        return
    if takes_every_cpr(pattern):
        message = Text(
            da="ethvert CPR-nummer passer på mønsteret og ville gå for et sags-id",
            en="every CPR number fits this scheme, and would pass as a case id",
        )
        help_ = Text(
            da="skriv de cifre eller bogstaver, som alle jeres id'er har til fælles, fx `26########`",
            en="write the digits or letters that all your ids have in common, for example `26########`",
        )
        notes.problem("wrong-form", message, help_, at=("case_id_pattern",))
    elif ANY_DIGIT not in pattern or len(pattern) > LONGEST:
        message = say(
            "et mønster for sags-id'er har et `{sign}` for hvert ciffer og højst {most} tegn",
            "a scheme of case ids has a `{sign}` for each digit, and at most {most} signs",
            sign=ANY_DIGIT,
            most=LONGEST,
        )
        notes.problem(
            "wrong-form",
            message,
            Text(da="skriv det som `26########`", en="write it like `26########`"),
            at=("case_id_pattern",),
        )


def _named(
    form: ProfileForm, in_use: dict[str, Pack], elsewhere: Callable[[str], bool], notes: Notes
) -> list[tuple[Pack, PackSettingsForm]]:
    """Return each pack in use with what the profile says of it."""
    for name in form.packs:
        if name not in in_use and not elsewhere(name):
            help_ = did_you_mean(name, in_use) or Text(da="brug pakkens id", en="use the pack's id")
            notes.problem(
                "unknown-pack",
                say("der er ingen pakke `{name}`", "there is no pack `{name}`", name=name),
                help_,
                at=("packs", name),
                key=True,
            )
    return [(in_use[name], entry) for name, entry in form.packs.items() if name in in_use]


def _settings(pack: Pack, entry: PackSettingsForm, set_by: str | None, notes: Notes) -> dict[str, Setting]:
    settings = {}
    known = {parameter.name: parameter for parameter in pack.parameters}
    for name, form in entry.parameters.items():
        at = ("packs", pack.id, "parameters", name)
        if name not in known:
            message = say(
                "`{pack}` har ingen parameter `{name}`",
                "`{pack}` has no parameter `{name}`",
                pack=pack.id,
                name=name,
            )
            help_ = did_you_mean(name, known) or Text(
                da="`guidelinekit profile show` viser parametrene",
                en="`guidelinekit profile show` lists the parameters",
            )
            notes.problem("unknown-parameter", message, help_, at=at, key=True)
            continue
        setting = _setting(pack, known[name], form, set_by, notes, at)
        if known[name].basis is Basis.LOCAL or setting.values != known[name].values:
            settings[f"{pack.id}/{name}"] = setting
    return settings


def _setting(
    pack: Pack, parameter: ParameterDefinition, form: SettingForm, set_by: str | None, notes: Notes, at: Route
) -> Setting:
    if form.value is None and not form.values:
        help_ = Text(
            da="tilføj `value:`, eller udelad parameteren", en="add `value:`, or leave the parameter out"
        )
        notes.problem(
            "missing-key",
            say("`{name}` er nævnt uden en værdi", "`{name}` is named without a value", name=parameter.name),
            help_,
            at=at,
            key=True,
        )
    unit, lower, upper = limits(parameter)
    if parameter.basis is not Basis.LOCAL:
        # What is too loose has words of its own, so the bound on that side is not looked at.
        lower, upper = (lower, inf) if parameter.stricter == "lower" else (-inf, upper)
    values = dated_values(form, unit, lower, upper, notes, at)
    if parameter.basis is not Basis.LOCAL and strict_enough(pack, parameter, form, values, notes, at):
        values = without_gaps(parameter, values)
    return Setting(
        values=values,
        why=None if form.why is None else text_of(form.why),
        source=form.source,
        set_by=form.set_by or set_by,
    )


def _unset(pack: Pack, form: ProfileForm, notes: Notes) -> None:
    """Warn of local parameters without a value."""
    known = form.packs[pack.id].parameters if pack.id in form.packs else {}
    names = [
        parameter.name
        for parameter in pack.parameters
        if parameter.basis is Basis.LOCAL and not parameter.values and parameter.name not in known
    ]
    if names:
        message = say(
            "ikke sat for `{pack}`: {names}",
            "not set for `{pack}`: {names}",
            pack=pack.id,
            names=quoted(names),
        )
        help_ = Text(
            da="sæt dem; ellers kan det, der hviler på dem, ikke afgøres",
            en="set them, or what leans on them stays undetermined",
        )
        at = ("packs", pack.id)
        notes.problem("unset-local", message, help_, at=at, key=True, severity=Severity.WARNING)


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
        elif form.off is not None and rule.modality in STRICT:
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
