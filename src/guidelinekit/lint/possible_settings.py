"""The values that a pack's parameters can have: those suggested, and the bounds of what is local."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from guidelinekit.case import AnyRecord
from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.case.remarks import contradictions
from guidelinekit.casesearch.interests import Interests, interests
from guidelinekit.compile.closures import Closures
from guidelinekit.evaluate.contradicted import on_record
from guidelinekit.examples.pack_under_test import DEFAULT_PROFILE, nearby
from guidelinekit.lang.rule import Basis, Dated, Pack, ParameterDefinition, Rule, Unit
from guidelinekit.results import Status
from guidelinekit.rules.packs import find_profile
from guidelinekit.rules.profile import load_profile
from guidelinekit.semantics.values import Settings

Statuses = tuple[Status, ...]


def possible_settings(pack: Pack, folder: Path) -> tuple[Settings, ...]:
    """Return the suggested values, then every local parameter at its lowest and at its highest."""
    fixed = {each.name: each.values for each in pack.parameters if each.basis is not Basis.LOCAL}
    profile, _ = load_profile(find_profile(nearby(folder, DEFAULT_PROFILE)), [pack], lambda _: True)
    suggested = {
        name.partition("/")[2]: setting.values
        for name, setting in (profile.settings if profile is not None else {}).items()
        if name.startswith(f"{pack.id}/")
    }
    unset = [parameter for parameter in pack.parameters if parameter.name not in fixed]
    first = {**_all_at(unset, 0.5), **fixed, **suggested}
    return (first, *({**_all_at(unset, share), **fixed} for share in (0, 1) if unset))


def _all_at(parameters: Sequence[ParameterDefinition], share: float) -> Settings:
    """Return each parameter at the value that lies so far between its bounds."""
    return {parameter.name: (Dated(value=_between(parameter, share)),) for parameter in parameters}


def _between(parameter: ParameterDefinition, share: float) -> float:
    value = parameter.lower + (parameter.upper - parameter.lower) * share
    return value if parameter.unit is Unit.SCORE else int(value)


def interests_under(rule: Rule, settings: Sequence[Settings]) -> Interests:
    """Return what a rule reads, around every value that its parameters can have."""
    names = {name for each in settings for name in each}
    every = {name: tuple(dated for each in settings for dated in each.get(name, ())) for name in names}
    return interests(rule, every)


def statuses_under(
    rules: Sequence[Rule], settings: Sequence[Settings]
) -> Callable[[AnyRecord, date], list[Statuses]]:
    """Return what gives the statuses of each rule on a record, those of the settings one after the other."""
    under = [Closures(rules, {rule.pack: each for rule in rules}) for each in settings]

    def statuses(record: AnyRecord, as_of: date) -> list[Statuses]:
        read, among = ReadRecord(record), contradictions(record, as_of)
        asked = [on_record(closures, read, as_of, among) for closures in under]
        return [
            tuple(judged.status for each in asked for judged in each.of_rule(index)[0])
            for index in range(len(rules))
        ]

    return statuses
