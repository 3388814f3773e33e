"""`pack.yaml` and `passages.yaml` to the pack, still without its rules."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from guidelinekit.diagnostics import Route
from guidelinekit.lang.rule import (
    Basis,
    Dated,
    Encoding,
    Measure,
    OtherSentence,
    Pack,
    ParameterDefinition,
    Passage,
    Source,
    Unit,
)
from guidelinekit.rules.conditions import condition
from guidelinekit.rules.desugar import citation_of, desugar_definitions, text_of
from guidelinekit.rules.fit import fit_what_can
from guidelinekit.rules.parameter_values import dated_values, fits
from guidelinekit.rules.schema import MeasureForm, PackForm, ParameterForm, PassagesForm
from guidelinekit.rules.scope import Names, Notes, Scope
from guidelinekit.text import Text, say

_DAYS = re.compile(r"([0-9]{1,6})d")
_NO_SUMMARY: Final = Text(da="(endnu ikke sammenfattet)", en="(not yet summarised)")
_SOURCES = {Basis.TEXT: Text(da="teksten", en="text"), Basis.LAW: Text(da="loven", en="law")}
_TEXT = {"da": "-", "en": "-"}
_STAND_INS = {"id": "pack", "edition": "-", "title": _TEXT, "sources": []}


def read_pack(notes: Notes) -> tuple[Pack | None, bool]:
    """Return the pack without rules and passages, and whether its whole file fits; what does not is noted."""
    form, whole = fit_what_can(PackForm, notes, _STAND_INS)
    if form is None:
        return None, False
    _same_kind(form, notes)
    parameters = [_parameter(name, entry, notes) for name, entry in form.parameters.items()]
    value_sets = {name: tuple(entry.values) for name, entry in form.value_sets.items()}
    for name in sorted(form.parameters.keys() & value_sets):
        help_ = Text(da="giv en af dem et andet navn", en="give one of them another name")
        at = ("value_sets", name)
        notes.problem(
            "name-clash",
            say(
                "`{name}` er både en parameter og en værdimængde",
                "`{name}` is both a parameter and a value set",
                name=name,
            ),
            help_,
            at=at,
            key=True,
        )
    names = Names(form.parameters.keys(), value_sets, complete=whole)
    definitions = desugar_definitions(form.definitions, names, notes)
    pack = Pack(
        id=form.id,
        edition=form.edition,
        force=form.force,
        title=text_of(form.title),
        notice=None if form.notice is None else text_of(form.notice),
        sources=tuple(Source(id=s.id, title=s.title, updated_on=s.updated_on) for s in form.sources),
        parameters=tuple(parameters),
        value_sets=value_sets,
        value_set_titles={
            name: text_of(entry.title) for name, entry in form.value_sets.items() if entry.title is not None
        },
        attestations={code: text_of(words) for code, words in form.attestations.items()},
        definitions=tuple(definitions.values()),
        measures=tuple(
            _measure(name, entry, Scope(replace(names, definitions=definitions), notes))
            for name, entry in form.measures.items()
        ),
    )
    return pack, whole


def names_of(pack: Pack | None, *, whole: bool) -> Names:
    """Return what the pack's rules may name; where the pack could not be read whole, anything."""
    if pack is None:
        return Names(complete=False)
    return Names(
        parameters=frozenset(parameter.name for parameter in pack.parameters),
        value_sets=pack.value_sets,
        definitions={definition.name: definition for definition in pack.definitions},
        complete=whole,
    )


def read_passages(notes: Notes) -> tuple[tuple[Passage, ...], tuple[OtherSentence, ...]]:
    """Return the passages of the ledger and the sentences beside them; none where the file cannot be used."""
    form, _ = fit_what_can(PassagesForm, notes, {})
    if form is None:
        return (), ()
    passages = tuple(
        Passage(
            id=key,
            source=entry.source,
            locator=entry.locator,
            fingerprint=entry.fingerprint,
            modality=entry.modality,
            encoding=entry.encoding,
            by=tuple(entry.by),
            because=None if entry.because is None else text_of(entry.because),
            summary=_NO_SUMMARY if entry.summary is None else text_of(entry.summary),
            summarised=entry.summary is not None,
        )
        for key, entry in form.passages.items()
    )
    for key, entry in form.passages.items():
        if entry.summary is None and entry.encoding is not Encoding.NEXT:
            help_ = Text(
                da="sig under `summary:` med egne ord, hvad sætningen kræver, eller skriv `encoding: next`",
                en="say under `summary:` in your own words what the sentence asks, or write `encoding: next`",
            )
            message = say(
                "`{key}` er afgjort, men har intet resumé",
                "`{key}` is decided on, but has no summary",
                key=key,
            )
            notes.problem("missing-key", message, help_, at=("passages", key))
    others = (
        OtherSentence(source=other.source, locator=other.locator, fingerprint=other.fingerprint)
        for other in form.other_sentences
    )
    return passages, tuple(others)


def _parameter(name: str, form: ParameterForm, notes: Notes) -> ParameterDefinition:
    at = ("parameters", name)
    lower, upper = form.bounds
    if lower > upper:
        notes.problem(
            "wrong-form",
            Text(da="grænserne står i forkert rækkefølge", en="the bounds stand in the wrong order"),
            Text(da="skriv `[mindst, højst]`", en="write `[least, most]`"),
            at=(*at, "bounds"),
        )
    values = dated_values(form, form.unit, lower, upper, notes, at)
    set_here = form.value is not None or bool(form.values)
    if form.basis is Basis.LOCAL and set_here:
        message = say(
            "`{name}` er lokal, så værdien hører ikke til i pakken",
            "`{name}` is local, so its value does not belong in the pack",
            name=name,
        )
        key = "value" if form.value is not None else "values"
        help_ = Text(
            da="sæt den i en profil; et tal, som kilden giver, har `basis: text` eller `basis: law`",
            en="set it in a profile; a number that the source gives has `basis: text` or `basis: law`",
        )
        notes.problem("local-in-pack", message, help_, at=(*at, key), key=True)
    if form.basis is not Basis.LOCAL and not set_here:
        message = say(
            "`{name}` har ingen værdi, skønt den er fastsat i {basis}",
            "`{name}` has no value, though the {basis} sets it",
            name=name,
            basis=_SOURCES[form.basis],
        )
        help_ = Text(
            da="tilføj `value:`; hvor kilden ikke giver noget tal, skrives `basis: local`",
            en="add `value:`; where the source gives no number, write `basis: local`",
        )
        notes.problem("unset-parameter", message, help_, at=at, key=True)
    return ParameterDefinition(
        name=name,
        unit=form.unit,
        basis=form.basis,
        title=text_of(form.title),
        passages=tuple(form.passages),
        lower=lower,
        upper=upper,
        values=values or _unset(form, notes, at),
        stricter=form.stricter,
        citation=citation_of(form.citation),
    )


def _measure(name: str, form: MeasureForm, scope: Scope) -> Measure:
    at = ("measures", name)
    return Measure(
        name=name,
        title=text_of(form.title),
        passages=tuple(form.passages),
        denominator=condition(form.denominator, scope, (*at, "denominator")),
        numerator=condition(form.numerator, scope, (*at, "numerator")),
        interpretation=None if form.interpretation is None else text_of(form.interpretation),
    )


def _unset(form: ParameterForm, notes: Notes, at: Route) -> tuple[Dated, ...]:
    """Return the value of a local parameter that no profile sets, in days also written as `0d`."""
    if form.unset is None:
        return ()
    if form.basis is not Basis.LOCAL:
        message, help_ = (
            Text(da="kun en lokal parameter kan være uden værdi", en="only a local parameter can be unset"),
            Text(da="fjern `unset:`", en="take `unset:` out"),
        )
        notes.problem("wrong-form", message, help_, at=(*at, "unset"), key=True)
        return ()
    days = _DAYS.fullmatch(form.unset) if isinstance(form.unset, str) and form.unit is Unit.DAYS else None
    value = form.unset if days is None else int(days[1])
    lower, upper = form.bounds
    if not fits(value, form.unit, min(lower, 0), upper, notes, (*at, "unset")):
        return ()
    return (Dated(value=value),)


def _same_kind(form: PackForm, notes: Notes) -> None:
    """Note value sets that mix texts, numbers and truth values, or hold a value twice."""
    for name, entry in form.value_sets.items():
        at: Route = ("value_sets", name)
        if len({_kind(value) for value in entry.values}) > 1:
            help_ = Text(
                da="sæt tekster i anførselstegn, og hold tal for sig",
                en="put texts in quotes, and keep numbers apart",
            )
            notes.problem(
                "wrong-form",
                say(
                    "`{name}` blander tekster, tal og `true`/`false`",
                    "`{name}` mixes texts, numbers or truth values",
                    name=name,
                ),
                help_,
                at=at,
                key=True,
            )
        for index, value in _repeated(entry.values):
            listed: Route = (*at, "values") if isinstance(notes.document.at(at), dict) else at
            message = say(
                "`{value}` står to gange i `{name}`",
                "`{value}` stands twice in `{name}`",
                value=value,
                name=name,
            )
            notes.problem(
                "wrong-form",
                message,
                Text(da="behold én af de to", en="keep one of the two"),
                at=(*listed, index),
            )


def _kind(value: object) -> str:
    return "truth" if isinstance(value, bool) else "text" if isinstance(value, str) else "number"


def _repeated(values: Iterable[object]) -> list[tuple[int, object]]:
    seen: set[object] = set()
    repeated = []
    for index, value in enumerate(values):
        if value in seen:
            repeated.append((index, value))
        seen.add(value)
    return repeated
