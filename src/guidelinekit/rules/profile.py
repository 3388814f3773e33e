"""A profile: what a municipality sets of the packs' local parameters."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from guidelinekit.diagnostics import Diagnostic, Route, errors, in_order
from guidelinekit.lang.rule import Basis, Pack, ParameterDefinition, Profile, Setting
from guidelinekit.rules.desugar import said
from guidelinekit.rules.form import ProfileForm, SettingForm
from guidelinekit.rules.load import shown_as
from guidelinekit.rules.notes import Notes
from guidelinekit.rules.values import dated_values, limits
from guidelinekit.rules.wording import fit
from guidelinekit.source import read_file
from guidelinekit.suggest import did_you_mean


def load_profile(path: Path, packs: Iterable[Pack]) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    """Read a profile against the packs in use; give it, None where it cannot be used, and every problem."""
    document, problems = read_file(path, shown_as(path))
    if document is None:
        return None, tuple(in_order(problems))
    notes = Notes(document, problems)
    form = fit(ProfileForm, notes)
    if form is None:
        return None, tuple(in_order(problems))
    if f"{form.id}.yaml" != path.name:
        message = f"the id `{form.id}` is not the name of the file"
        notes.problem("id-mismatch", message, f"write `id: {path.stem}`, or rename the file", at=("id",))
    settings = _settings(form, {pack.id: pack for pack in packs}, notes)
    if errors(problems):
        return None, tuple(in_order(problems))
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    profile = Profile(id=form.id, title=said(form.title), settings=settings, digest=found)
    return profile, tuple(in_order(problems))


def _settings(form: ProfileForm, packs: dict[str, Pack], notes: Notes) -> dict[str, Setting]:
    settings = {}
    for pack_id, entry in form.packs.items():
        if pack_id not in packs:
            help_ = did_you_mean(pack_id, packs) or "use the pack's id"
            at: Route = ("packs", pack_id)
            notes.problem("unknown-pack", f"there is no pack `{pack_id}`", help_, at=at, key=True)
            continue
        known = {parameter.name: parameter for parameter in packs[pack_id].parameters}
        for name, setting in entry.parameters.items():
            at = ("packs", pack_id, "parameters", name)
            if name not in known:
                message = f"`{pack_id}` has no parameter `{name}`"
                help_ = did_you_mean(name, known) or "`guidelinekit profile show` lists the parameters"
                notes.problem("unknown-parameter", message, help_, at=at, key=True)
            elif known[name].basis is not Basis.LOCAL:
                _fixed(known[name], notes, at)
            else:
                settings[f"{pack_id}/{name}"] = _setting(known[name], setting, notes, at)
    return settings


def _setting(parameter: ParameterDefinition, form: SettingForm, notes: Notes, at: Route) -> Setting:
    if form.value is None and not form.values:
        help_ = "add `value:`, or leave the parameter out"
        notes.problem("missing-key", f"`{parameter.name}` is named without a value", help_, at=at, key=True)
    return Setting(
        values=dated_values(form, *limits(parameter), notes, at),
        why=None if form.why is None else said(form.why),
        source=form.source,
    )


def _fixed(parameter: ParameterDefinition, notes: Notes, at: Route) -> None:
    """Note that a profile cannot change what the text or the law sets."""
    where = f" ({', '.join(parameter.passages)})" if parameter.passages else ""
    by = "the law" if parameter.basis is Basis.LAW else "the text of the guideline"
    message = f"`{parameter.name}` is set by {by}{where}, so a profile can neither loosen nor change it"
    notes.problem("not-local", message, "leave it out of the profile", at=at, key=True)
